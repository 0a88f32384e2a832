//! Finds names: places, then organisations (which may hold places), then persons.
//!
//! Each stage's rules capture `name`; what is found becomes one unit for the next stage. Says nothing
//! about which names denote the same thing.

use std::ops::Range;

use super::{
    stage,
    trace::Trace,
    units::{Tagger, Unit, Units, What},
};
use crate::{
    lang::Text,
    model::{EntityKind, RuleId, Span},
    pack::{Features, Pack, Rule},
};

/// One name at one place of the text.
#[derive(Clone, Debug)]
pub struct Name {
    /// What it names.
    pub kind: EntityKind,
    /// The name without endings.
    pub span: Span,
    /// Its tokens, in the document.
    pub tokens: Range<u32>,
    /// Number of its sentence.
    pub sentence: u32,
    /// Which rule found it.
    pub rule: RuleId,
    /// That rule's share of right answers.
    pub confidence: f32,
    /// The `key` its lexicon row gives it.
    pub key: Option<String>,
    /// Part of a longer name?
    pub nested: bool,
}

/// The stages with the class their finds have in later ones.
const STAGES: [(&str, EntityKind, &str); 3] = [
    ("place", EntityKind::Place, "PLACE"),
    ("organisation", EntityKind::Organisation, "ORG"),
    ("person", EntityKind::Person, "PERSON"),
];

/// What [`find`] found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In the order of sentences and stages; an index is what [`What::Name`] holds.
    pub names: Vec<Name>,
    /// Each sentence's units, with the outermost names as one unit each.
    pub sentences: Vec<Units>,
    /// A name and another that a rule says is its alias.
    pub same: Vec<(u32, u32)>,
}

/// Finds the names of a text. `marked` are the times and quantities found before, in text order: each
/// is one unit and holds no name.
pub fn find(pack: &Pack, text: &Text, marked: &[(Span, What)], trace: &mut Trace) -> Found {
    let mut names = Vec::new();
    let mut same = Vec::new();
    let mut sentences = Vec::with_capacity(text.sentences().len());
    let mut tagger = Tagger::new(pack, text);
    for number in 0..text.sentences().len() as u32 {
        let mut units = tagger.sentence(number);
        mark(pack, &mut units, marked);
        for (stage, kind, class) in STAGES {
            let mut runs: Vec<(Range<usize>, Unit)> = Vec::new();
            let hits = stage::run(pack, stage, &units, trace, &mut |_, _| Ok(()));
            for hit in hits {
                for range in hit.found.all("name") {
                    let Some(name) = name(pack, &units, hit.rule, range.clone(), kind) else {
                        continue;
                    };
                    if runs.iter().any(|(other, _)| other.start < range.end && range.start < other.end) {
                        continue;
                    }
                    for unit in units.units.get(range.clone()).unwrap_or(&[]) {
                        if let What::Name(ix) = unit.what
                            && let Some(inner) = names.get_mut(ix as usize)
                        {
                            let inner: &mut Name = inner;
                            inner.nested = true;
                        }
                    }
                    let set = units
                        .units
                        .get(range.start)
                        .filter(|_| range.len() == 1)
                        .and_then(|unit| pack.classes.joined(unit.set, class))
                        .or_else(|| pack.classes.find_set(&[class]));
                    let what = What::Name(names.len() as u32);
                    if let Some(unit) = set.and_then(|set| units.whole(range.clone(), set, name.span, what)) {
                        runs.push((range, unit));
                        names.push(name);
                    }
                }
            }
            runs.sort_by_key(|(range, _)| range.start);
            units.collapse(runs);
        }
        let aliases = stage::run(pack, "alias", &units, trace, &mut |_, _| Ok(()));
        let mut runs = Vec::new();
        for hit in aliases {
            let Some(What::Name(of)) =
                hit.found.capture("of").and_then(|range| Some(units.units.get(range.start)?.what))
            else {
                continue;
            };
            let Some((kind, class)) = names.get(of as usize).and_then(|name: &Name| {
                STAGES.iter().find(|(_, kind, _)| *kind == name.kind).map(|(_, kind, class)| (*kind, *class))
            }) else {
                continue;
            };
            for range in hit.found.all("name") {
                let what = What::Name(names.len() as u32);
                if let Some(name) = name(pack, &units, hit.rule, range.clone(), kind)
                    && let Some(unit) = pack
                        .classes
                        .find_set(&[class])
                        .and_then(|set| units.whole(range.clone(), set, name.span, what))
                {
                    same.push((of, names.len() as u32));
                    runs.push((range, unit));
                    names.push(name);
                }
            }
        }
        units.collapse(runs);
        sentences.push(units);
    }
    Found { names, sentences, same }
}

/// Makes each time and quantity of a sentence one unit. Where two overlap, the first stays.
fn mark(pack: &Pack, units: &mut Units, marked: &[(Span, What)]) {
    let (Some(first), Some(last)) = (units.units.first(), units.units.last()) else { return };
    let sentence = first.span.cover(last.span);
    let from = marked.partition_point(|(span, _)| span.end <= sentence.start);
    let mut runs: Vec<(Range<usize>, Unit)> = Vec::new();
    for (span, what) in marked.get(from..).unwrap_or(&[]).iter().take_while(|(s, _)| s.start < sentence.end) {
        let class = match what {
            What::Time(_) => "TIME",
            What::Quantity(_) => "QUANTITY",
            What::Word | What::Name(_) => continue,
        };
        let start = units.units.partition_point(|unit| unit.span.end <= span.start);
        let end = units.units.partition_point(|unit| unit.span.start < span.end);
        let free = runs.last().is_none_or(|(before, _)| before.end <= start);
        if free
            && start < end
            && let Some(set) = pack.classes.find_set(&[class])
            && let Some(unit) = units.whole(start..end, set, *span, *what)
        {
            runs.push((start..end, unit));
        }
    }
    units.collapse(runs);
}

fn name(pack: &Pack, units: &Units, rule: &Rule, range: Range<usize>, kind: EntityKind) -> Option<Name> {
    let (first, last) = (units.units.get(range.start)?, units.units.get(range.end.checked_sub(1)?)?);
    let mut span = units.stem(range.clone());
    if last.entry.is_none() && last.what == What::Word && ends_in_own_yeh(pack, units, range.end) {
        span = Span::new(span.start as usize, last.span.end as usize);
    }
    let entry = if range.len() == 1 { first.entry } else { None };
    Some(Name {
        kind,
        span,
        tokens: first.tokens.start..last.tokens.end,
        sentence: units.sentence,
        rule: rule.id.clone(),
        confidence: rule.confidence,
        key: entry
            .and_then(|ix| pack.lexicon.entry(ix))
            .and_then(|entry| entry.get("key"))
            .map(str::to_owned),
        nested: false,
    })
}

/// Does the final yeh of an unknown word before unit `next` belong to the word? An izafe is followed by
/// what it links to; before a mark, a preposition, a verb or the end there is none.
fn ends_in_own_yeh(pack: &Pack, units: &Units, next: usize) -> bool {
    let Some(last) = next.checked_sub(1).and_then(|ix| units.units.get(ix)) else { return false };
    if last.features.0 & !Features::FIRST.0 != Features::IZAFE.0 {
        return false;
    }
    match units.units.get(next) {
        None => true,
        Some(_) => {
            ["punct", "verb", "adverb", "comma", "stop", "colon", "quote", "open", "close", "dash", "number"]
                .iter()
                .any(|class| units.is(pack, next, class))
        }
    }
}
