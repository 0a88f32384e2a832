//! Finds names: places, then organisations (which may hold places), then persons.
//!
//! Each stage's rules capture `name`; what is found becomes one unit for the next stage. Says nothing
//! about which names denote the same thing.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{
    stage,
    trace::{Trace, Why},
    units::{Readings, Tagger, Unit, Units, What},
};
use crate::{
    lang::{Text, Token, Words},
    model::{EntityKind, RuleId, Span},
    pack::{Features, Found as PatternMatch, Pack, Rule, SetBits},
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
    /// The `key` that its lexicon row or its rule gives it.
    pub key: Option<String>,
    /// Part of a longer name that alone denotes something?
    pub swallowed: bool,
}

/// The stages with the class their finds have in later ones.
const STAGES: [(&str, EntityKind, &str); 4] = [
    ("place", EntityKind::Place, "PLACE"),
    ("site", EntityKind::Place, "PLACE"),
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
/// is one unit and holds no name. `words` are those the text was made with.
pub fn find(
    pack: &Pack,
    text: &Text,
    (words, readings): (&Words, &mut Readings),
    marked: &[(Span, What)],
    trace: &mut Trace,
) -> Found {
    let mut names = Vec::new();
    let mut same = Vec::new();
    let mut sentences = Vec::with_capacity(text.sentences().len());
    let mut tagger = Tagger::new(pack, text, words, readings);
    let rows: Vec<Units> = (0..text.sentences().len() as u32)
        .map(|number| {
            let mut units = tagger.sentence(number);
            mark(pack, &mut units, marked);
            units
        })
        .collect();
    let company = Company::new(pack, &rows);
    for mut units in rows {
        for (stage, kind, class) in STAGES {
            let mut runs: Vec<(Range<usize>, Unit)> = Vec::new();
            let hits = stage::run(pack, stage, &units, trace, &mut |rule, found| {
                company.allows(pack, rule)?;
                fit(&units, found, kind)
            });
            for hit in hits {
                for range in hit.found.all("name") {
                    let Some(name) = name(pack, text, &units, hit.rule, range.clone(), kind) else {
                        continue;
                    };
                    if runs.iter().any(|(other, _)| other.start < range.end && range.start < other.end) {
                        continue;
                    }
                    for unit in units.units.get(range.clone()).unwrap_or(&[]) {
                        if let What::Name(ix) = unit.what
                            && let Some(inner) = names.get_mut(ix as usize)
                        {
                            swallow(pack, unit, inner, kind);
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
        aliases(pack, text, &mut units, &mut names, &mut same, trace);
        sentences.push(units);
    }
    Found { names, sentences, same }
}

/// Short names in brackets and the like: what the rules of kind `alias` say is another name for `of`.
fn aliases(
    pack: &Pack,
    text: &Text,
    units: &mut Units,
    names: &mut Vec<Name>,
    same: &mut Vec<(u32, u32)>,
    trace: &mut Trace,
) {
    let mut runs = Vec::new();
    for hit in stage::run(pack, "alias", units, trace, &mut |_, _| Ok(())) {
        let Some(What::Name(of)) =
            hit.found.capture("of").and_then(|range| Some(units.units.get(range.start)?.what))
        else {
            continue;
        };
        let Some((_, kind, class)) = names
            .get(of as usize)
            .and_then(|name| STAGES.iter().rev().find(|(_, kind, _)| *kind == name.kind))
        else {
            continue;
        };
        for range in hit.found.all("name") {
            let what = What::Name(names.len() as u32);
            if let Some(name) = name(pack, text, units, hit.rule, range.clone(), *kind)
                && let Some(set) = pack.classes.find_set(&[class])
                && let Some(unit) = units.whole(range.clone(), set, name.span, what)
            {
                same.push((of, names.len() as u32));
                runs.push((range, unit));
                names.push(name);
            }
        }
    }
    units.collapse(runs);
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

/// Which classes the document holds, for rules that need one somewhere in it (`needs`).
struct Company(Vec<bool>);

impl Company {
    fn new(pack: &Pack, sentences: &[Units]) -> Self {
        let mut sets = SetBits::none(pack.classes.sets());
        let mut classes = Vec::new();
        for unit in sentences.iter().flat_map(|units| &units.units) {
            if sets.has(unit.set) {
                continue;
            }
            sets.insert(unit.set);
            for class in pack.classes.members(unit.set) {
                let at = class.0 as usize;
                classes.resize(classes.len().max(at + 1), false);
                classes[at] = true;
            }
        }
        Self(classes)
    }

    fn allows(&self, pack: &Pack, rule: &Rule) -> Result<(), Why> {
        let Some(needed) = rule.emit.get("needs") else { return Ok(()) };
        let found = pack
            .classes
            .find(needed)
            .is_some_and(|class| self.0.get(class.0 as usize).copied().unwrap_or_default());
        if found { Ok(()) } else { Err(Why::ClassMissing) }
    }
}

/// Inside an organisation only countries and cities are named of their own, inside a person nothing.
fn swallow(pack: &Pack, unit: &Unit, inner: &mut Name, outer: EntityKind) {
    let stays = ["country", "city", "homeland"]
        .iter()
        .filter_map(|name| pack.classes.find(name))
        .any(|class| pack.classes.has(unit.set, class));
    inner.swallowed |= match outer {
        EntityKind::Person => true,
        EntityKind::Organisation => inner.kind == EntityKind::Place && unit.entry.is_some() && !stays,
        EntityKind::Place => false,
    };
}

/// Refuses what is too short to name anybody.
fn fit(units: &Units, found: &PatternMatch, kind: EntityKind) -> Result<(), Why> {
    /// Bytes of a word of two letters.
    const TWO_LETTERS: usize = 4;
    if kind != EntityKind::Person {
        return Ok(());
    }
    for range in found.all("name") {
        let words = units.units.get(range).unwrap_or(&[]);
        let longest = words.iter().map(|unit| unit.stem.len()).max().unwrap_or(0);
        if longest <= TWO_LETTERS || words.iter().any(|unit| unit.stem.len() < TWO_LETTERS) {
            return Err(Why::TooShort);
        }
    }
    Ok(())
}

fn name(
    pack: &Pack,
    text: &Text,
    units: &Units,
    rule: &Rule,
    range: Range<usize>,
    kind: EntityKind,
) -> Option<Name> {
    let (first, last) = (units.units.get(range.start)?, units.units.get(range.end.checked_sub(1)?)?);
    let mut span = units.stem(range.clone());
    if last.what != What::Word || last.entry.is_none() || kind == EntityKind::Person {
        span = Span::new(span.start as usize, name_end(pack, text, units, range.clone(), kind));
    }
    if kind == EntityKind::Organisation
        && !units.is(pack, range.end - 1, "domain")
        && let Some(end) = plural_end(text, last)
    {
        span = span.cover(Span::new(span.start as usize, end));
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
            .or_else(|| rule.emit.get("key").map(String::as_str))
            .map(str::to_owned),
        swallowed: false,
    })
}

/// Where the plural of a body's last word ends: a union of teachers is named by it.
fn plural_end(text: &Text, last: &Unit) -> Option<usize> {
    let plural =
        last.what == What::Word && last.features.has(Features::PL) && !last.features.has(Features::DEF);
    let endings = text.original().get(last.stem.end as usize..last.span.end as usize).filter(|_| plural)?;
    let at = endings.find(PLURAL)?;
    Some(last.stem.end as usize + at + PLURAL.len())
}

/// The plural ending.
const PLURAL: &str = "\u{627}\u{646}";

/// Where the name of these units ends. A final yeh may be an izafe, or the name's own (a person of
/// Barzan): an izafe is followed by what it links to, and nothing hangs behind it.
fn name_end(pack: &Pack, text: &Text, units: &Units, range: Range<usize>, kind: EntityKind) -> usize {
    let Some(last) = range.end.checked_sub(1).and_then(|ix| units.units.get(ix)) else { return 0 };
    let end = last.stem.end as usize;
    // One person is no "they are": of a word that no list has, the final noon is its own.
    let noon = text.original().get(end..last.span.end as usize) == Some(NOON);
    if kind == EntityKind::Person && last.entry.is_none() && noon {
        return last.span.end as usize;
    }
    let endings = last.features.0 & !Features::FIRST.0;
    let yeh = text.original().get(end..).and_then(|rest| rest.chars().next());
    let Some(yeh) = yeh.filter(|c| YEHS.contains(c) && last.features.has(Features::IZAFE)) else {
        return end;
    };
    let with_yeh = end + yeh.len_utf8();
    let is = |ix: usize, class: &str| units.is(pack, ix, class);
    // An office right behind a name is no part of it, and is not linked to it.
    let is_office = |ix: usize| {
        let linked = units.units.get(ix).is_some_and(|unit| unit.features.has(Features::IZAFE));
        last.entry.is_none() && linked && is(ix, "title")
    };
    let last_ix = range.end - 1;
    let more = endings & !Features::IZAFE.0 != 0;
    if kind != EntityKind::Person {
        let own = last.entry.is_none() && (more || ends_phrase(pack, units, range.end));
        return if own { with_yeh } else { end };
    }
    let known_given = is(last_ix, "given") || is(last_ix, "given_weak");
    let keep = if is(last_ix, "place") || is(last_ix, "PLACE") {
        range.len() > 1
    } else if known_given {
        range.len() > 1 && (more || ends_phrase(pack, units, range.end))
    } else if last.entry.is_some() && is(last_ix, "surname") {
        false
    } else if more || ends_phrase(pack, units, range.end) || is_office(range.end) {
        !stands_so(text, units, range.clone())
    } else {
        let local = range.clone().any(|ix| is(ix, "given") && !is(ix, "foreign_given"));
        local && !stands_alone(text, last)
    };
    if keep { with_yeh } else { end }
}

/// Does the name stand somewhere in the text without the ending of its last word, behind the same word?
fn stands_so(text: &Text, units: &Units, range: Range<usize>) -> bool {
    let Some(last) = range.end.checked_sub(1).and_then(|ix| units.units.get(ix)) else { return false };
    let Some(before) = range.len().checked_sub(2).and_then(|at| units.units.get(range.start + at)) else {
        return stands_alone(text, last);
    };
    let (Some(first), Some(stem)) = (last_token(text, before), last_stem(text, last)) else { return false };
    let form = text.form(first);
    text.tokens().windows(2).any(|pair| text.form(&pair[0]) == form && text.form(&pair[1]) == stem)
}

/// Does the unit's stem stand somewhere in the text as a word without any ending?
fn stands_alone(text: &Text, unit: &Unit) -> bool {
    last_stem(text, unit).is_some_and(|stem| text.tokens().iter().any(|other| text.form(other) == stem))
}

/// The last token of a unit.
fn last_token<'a>(text: &'a Text, unit: &Unit) -> Option<&'a Token> {
    text.tokens().get(unit.tokens.end.saturating_sub(1) as usize)
}

/// The folded letters of the stem's last word.
fn last_stem<'a>(text: &'a Text, unit: &Unit) -> Option<&'a str> {
    let stem = text.folded().folded(unit.stem);
    let start = last_token(text, unit)?.folded.start.max(stem.start) as usize;
    text.folded().as_str().get(start..stem.end as usize)
}

/// The ending of a plural's "are".
const NOON: &str = "\u{646}";

/// Letters written for a final yeh.
const YEHS: [char; 3] = ['\u{6cc}', '\u{64a}', '\u{649}'];

/// Is unit `next` something an izafe cannot link to: a mark, a preposition, a verb, the end?
fn ends_phrase(pack: &Pack, units: &Units, next: usize) -> bool {
    next >= units.units.len()
        || ["punct", "verb", "adverb", "prep", "and_word", "number", "TIME"]
            .iter()
            .any(|class| units.is(pack, next, class))
}
