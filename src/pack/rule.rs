//! One rule a file: its words, its pattern, what it emits, and the tests it must carry.
//!
//! Reads and checks the file. What a rule's emitted attributes mean is the business of the stage of
//! extraction that asks for its kind.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::Arc,
};

use rayon::prelude::*;
use regex_automata::{Anchored, Input, util::primitives::NonMaxUsize};
use serde::Deserialize;
use toml::Spanned;

use super::{
    PackError, Source,
    classes::{Classes, SetBits, SetId},
    compile,
    error::line_of,
    opening::Opening,
    pattern,
    symbol::UNIT_BYTES,
};
use crate::model::RuleId;

/// What a test of a rule expects.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Want {
    /// `"none"`: the rule makes nothing of the text.
    Nothing(NothingWanted),
    /// The rule wins with these captures, each with its text as written.
    Captures(BTreeMap<String, String>),
}

/// The word `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NothingWanted {
    /// Nothing.
    None,
}

/// A test inside a rule file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTest {
    /// A text as it stands in a document.
    pub text: String,
    /// What the rule makes of it.
    pub want: Want,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    id: Spanned<String>,
    description: String,
    kind: Spanned<String>,
    #[serde(default)]
    priority: i32,
    confidence: Option<f32>,
    claims: Option<Spanned<String>>,
    pattern: Spanned<String>,
    #[serde(default)]
    emit: BTreeMap<String, String>,
    #[serde(default)]
    test: Vec<RuleTest>,
}

/// Share of right answers assumed of a rule whose author gives none.
const PRIOR: f32 = 0.7;

/// A rule, compiled.
pub struct Rule {
    /// Its id, such as `person.title-before`.
    pub id: RuleId,
    /// The folder it stands in; the stage of extraction that uses it.
    pub kind: Arc<str>,
    /// What it is for, in English.
    pub description: String,
    /// The higher wins over an overlapping rule of its kind; then the longer match.
    pub priority: i32,
    /// Share of right answers expected before there are reviews.
    pub confidence: f32,
    /// The capture whose units no other winner of its kind may use; the whole match if `None`.
    pub claims: Option<String>,
    /// The pattern as written.
    pub pattern: String,
    /// Attributes for the stage.
    pub emit: BTreeMap<String, String>,
    /// Its tests.
    pub tests: Vec<RuleTest>,
    /// Path of its file below the language data.
    pub file: String,
    regex: regex_automata::meta::Regex,
    captures: Vec<Arc<str>>,
    required: Vec<SetBits>,
    openings: [Opening; 2],
}

/// Rules whose groups begin and end at so few places are matched without asking for memory.
const FEW_SLOTS: usize = 32;

/// At so many places where a match may begin it is looked whether one does; then at all the rest together, which is
/// sooner done.
const PLACES_TRIED: u32 = 4;

/// Where a rule matches, in units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// All of it.
    pub whole: Range<usize>,
    /// Its captures that took part, by name, in the order of the pattern.
    pub captures: Vec<(Arc<str>, Range<usize>)>,
}

impl Found {
    /// The units of a capture.
    #[must_use]
    pub fn capture(&self, name: &str) -> Option<Range<usize>> {
        self.captures.iter().find(|(known, _)| **known == *name).map(|(_, range)| range.clone())
    }

    /// The units of every capture of that name (a name may stand in several branches).
    pub fn all(&self, name: &str) -> impl Iterator<Item = Range<usize>> {
        self.captures.iter().filter(move |(known, _)| **known == *name).map(|(_, range)| range.clone())
    }
}

impl Rule {
    /// Every match, left to right, none overlapping another of the same rule. `symbols` is what
    /// [`super::push_symbol`] wrote for the units.
    pub fn find_all(&self, symbols: &[u8], mut each: impl FnMut(Found)) {
        let mut input = Input::new(symbols);
        let mut few = [None; FEW_SLOTS];
        let mut many = Vec::new();
        // Where each group begins and ends, the whole match first.
        let needed = 2 * (self.captures.len() + 1);
        let slots = if let Some(slots) = few.get_mut(..needed) {
            slots
        } else {
            many.resize(needed, None);
            many.as_mut_slice()
        };
        loop {
            if !self.find(&mut input, slots) {
                return;
            }
            let units = |ix: usize| {
                let (start, end) =
                    (slots.get(2 * ix)?.as_ref()?.get(), slots.get(2 * ix + 1)?.as_ref()?.get());
                Some(start / UNIT_BYTES..end / UNIT_BYTES).filter(|range| !range.is_empty())
            };
            let Some(whole) = units(0) else { return };
            let names = self.captures.iter().enumerate();
            let captures = names.filter_map(|(ix, name)| Some((Arc::clone(name), units(ix + 1)?))).collect();
            let next = whole.end * UNIT_BYTES;
            each(Found { whole, captures });
            if next >= symbols.len() {
                return;
            }
            input.set_start(next);
        }
    }

    /// The first match in `input`.
    fn find(&self, input: &mut Input, slots: &mut [Option<NonMaxUsize>]) -> bool {
        let symbols = input.haystack();
        let (mut from, end) = (input.start(), input.end());
        for number in 0.. {
            // What no match begins with need not be looked at.
            let [at_start, later] = &self.openings;
            let may_begin = |at: &usize| {
                let opening = if *at == 0 { at_start } else { later };
                opening.admits(symbols.get(*at..end).unwrap_or(&[]))
            };
            let Some(start) = (from..end).step_by(UNIT_BYTES).find(may_begin) else { return false };
            input.set_start(start);
            let is_last = number == PLACES_TRIED;
            input.set_anchored(if is_last { Anchored::No } else { Anchored::Yes });
            let found = self.regex.search_slots(input, slots).is_some();
            if found || is_last {
                return found;
            }
            from = start + UNIT_BYTES;
        }
        false
    }
}

/// All rules, by kind.
#[derive(Default)]
pub struct Rules {
    all: Vec<Rule>,
    kinds: BTreeMap<Arc<str>, Range<usize>>,
    /// For each class set in turn, one bit for each rule whose rarest need a unit of it meets, then one
    /// for each need of any rule that it meets.
    meets: Vec<u64>,
    /// How many of these words are of rules, and how many there are in all.
    width: (usize, usize),
    /// One bit for each rule without a need.
    always: Vec<u64>,
    /// What every match of each rule has, by number among the needs of all rules, the rarest first.
    needs: Vec<Box<[u16]>>,
}

/// Which rules' rarest needs, and which needs of any rule, the units of a sentence meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met(Vec<u64>);

fn has(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

/// The members of `range` whose bits are set.
fn ones(bits: &[u64], range: Range<usize>) -> impl Iterator<Item = usize> {
    let words = range.start / 64..range.end.div_ceil(64);
    words
        .flat_map(move |at| {
            let mut word = bits.get(at).copied().unwrap_or(0);
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
        .filter(move |at| range.contains(at))
}

impl Rules {
    /// The rules of a kind, highest priority first, then by id.
    #[must_use]
    pub fn of_kind(&self, kind: &str) -> &[Rule] {
        self.kinds.get(kind).and_then(|range| self.all.get(range.clone())).unwrap_or(&[])
    }

    /// What units of these sets meet.
    #[must_use]
    pub fn met(&self, sets: impl Iterator<Item = SetId>) -> Met {
        let (_, width) = self.width;
        let mut met = vec![0; width];
        met.iter_mut().zip(&self.always).for_each(|(all, some)| *all |= some);
        for set in sets {
            let from = set.0 as usize * width;
            let of_set = self.meets.get(from..from + width).unwrap_or(&[]);
            met.iter_mut().zip(of_set).for_each(|(all, some)| *all |= some);
        }
        Met(met)
    }

    /// The rules of a kind that can match such units, in the order of [`Self::of_kind`]: what is left
    /// out certainly matches nowhere.
    pub fn called<'a>(&'a self, kind: &str, met: &Met) -> impl Iterator<Item = &'a Rule> {
        let range = self.kinds.get(kind).cloned().unwrap_or(0..0);
        let (rules, needs) = met.0.split_at(self.width.0.min(met.0.len()));
        let may_match = move |of: &[u16]| of.iter().all(|need| has(needs, usize::from(*need)));
        ones(rules, range)
            .filter(move |ix| self.needs.get(*ix).is_some_and(|of| may_match(of)))
            .filter_map(|ix| self.all.get(ix))
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.all
    }

    /// The rule of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.all.iter().find(|rule| &*rule.id.0 == id)
    }

    /// Reads and compiles every rule below `rules/`.
    pub(super) fn read(source: &Source, classes: &Classes) -> Result<Self, PackError> {
        let mut errors = Vec::new();
        let definitions = definitions(source, &mut errors);
        let mut rules = Vec::new();
        let holders = classes.holders();
        let files: Vec<(&str, &str)> =
            source.typed("rules", "toml").filter(|(file, _)| !file.ends_with("/define.toml")).collect();
        let read = |(file, text): &(&str, &str)| read_rule(file, text, &definitions, classes, &holders);
        // Making the automata is most of the work of opening a pack.
        for rule in files.par_iter().map(read).collect::<Vec<_>>() {
            match rule {
                Ok(rule) => rules.push(rule),
                Err(error) => errors.push(error),
            }
        }
        rules.sort_by(|a, b| {
            a.kind.cmp(&b.kind).then(b.priority.cmp(&a.priority)).then_with(|| a.id.cmp(&b.id))
        });
        let mut ids: HashMap<&RuleId, &str> = HashMap::new();
        for rule in &rules {
            if let Some(other) = ids.insert(&rule.id, &rule.file) {
                errors.push(PackError::at(
                    &rule.file,
                    1,
                    format!("the id `{}` is also that of {other}", rule.id),
                ));
            }
        }
        PackError::all(errors)?;
        let mut kinds: BTreeMap<Arc<str>, Range<usize>> = BTreeMap::new();
        for (ix, rule) in rules.iter().enumerate() {
            kinds.entry(rule.kind.clone()).or_insert(ix..ix).end = ix + 1;
        }
        let mut numbers: HashMap<SetBits, u16> = HashMap::new();
        let mut all: Vec<SetBits> = Vec::new();
        let mut number = |need: SetBits| {
            *numbers.entry(need).or_insert_with_key(|need| {
                all.push(need.clone());
                all.len() as u16 - 1
            })
        };
        let mut needs: Vec<Box<[u16]>> = Vec::new();
        for rule in &mut rules {
            needs.push(std::mem::take(&mut rule.required).into_iter().map(&mut number).collect());
        }
        let of_rules = rules.len().div_ceil(64);
        let width = of_rules + all.len().div_ceil(64);
        let mut always = vec![0; of_rules];
        let mut rarest_of: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for (ix, of) in needs.iter().enumerate() {
            match of.first() {
                Some(rarest) => rarest_of[usize::from(*rarest)].push(ix),
                None => always[ix / 64] |= 1 << (ix % 64),
            }
        }
        let mut meets = vec![0; width * classes.sets()];
        for (number, need) in all.iter().enumerate() {
            let mut row = vec![0; width];
            row[of_rules + number / 64] |= 1 << (number % 64);
            rarest_of[number].iter().for_each(|ix| row[ix / 64] |= 1 << (ix % 64));
            for set in need.runs().into_iter().flat_map(|(from, to)| from..=to) {
                let from = usize::from(set) * width;
                meets[from..from + width].iter_mut().zip(&row).for_each(|(all, some)| *all |= some);
            }
        }
        Ok(Self { all: rules, kinds, meets, width: (of_rules, width), always, needs })
    }
}

/// `%name` → text, from `rules/define.toml` and `rules/<kind>/define.toml` (`kind` or empty, name).
type Definitions = HashMap<(String, String), String>;

fn definitions(source: &Source, errors: &mut Vec<PackError>) -> Definitions {
    let mut out = Definitions::new();
    for (file, text) in source.below("rules").filter(|(file, _)| file.ends_with("define.toml")) {
        let kind = file.split('/').nth(1).filter(|part| *part != "define.toml").unwrap_or("");
        match toml::from_str::<BTreeMap<String, String>>(text) {
            Ok(all) => out.extend(all.into_iter().map(|(name, text)| ((kind.to_owned(), name), text))),
            Err(error) => errors.push(toml_error(file, text, &error)),
        }
    }
    out
}

fn toml_error(file: &str, text: &str, error: &toml::de::Error) -> PackError {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    PackError::at(file, line, error.message().trim())
}

fn read_rule(
    file: &str,
    text: &str,
    definitions: &Definitions,
    classes: &Classes,
    holders: &[SetBits],
) -> Result<Rule, PackError> {
    let read: RuleFile = toml::from_str(text).map_err(|error| toml_error(file, text, &error))?;
    let line = |span: Range<usize>| line_of(text, span.start);
    let kind = read.kind.get_ref();
    if file.split('/').nth(1) != Some(kind) || file.matches('/').count() != 2 {
        return Err(PackError::at(
            file,
            line(read.kind.span()),
            format!("a rule of kind `{kind}` belongs into rules/{kind}/"),
        ));
    }
    let negative = read.test.iter().filter(|test| matches!(test.want, Want::Nothing(_))).count();
    if negative == 0 || negative == read.test.len() {
        return Err(PackError::at(
            file,
            line(read.id.span()),
            "a rule has at least one [[test]] with captures in `want` and one with want = \"none\"",
        ));
    }
    let define = |name: &str| {
        definitions
            .get(&(kind.clone(), name.to_owned()))
            .or_else(|| definitions.get(&(String::new(), name.to_owned())))
            .cloned()
    };
    let pattern_text = read.pattern.get_ref();
    let pattern_line = line(read.pattern.span());
    let tree = pattern::parse(pattern_text, &define).map_err(|(byte, why)| {
        PackError::at(
            file,
            pattern_line + line_of(pattern_text, byte) - 1,
            format!("{why} (pattern byte {byte})"),
        )
    })?;
    let compiled =
        compile::compile(&tree, classes, holders).map_err(|why| PackError::at(file, pattern_line, why))?;
    for test in &read.test {
        if let Want::Captures(wanted) = &test.want
            && let Some(name) = wanted.keys().find(|name| !compiled.captures.contains(name))
        {
            return Err(PackError::at(file, pattern_line, format!("the pattern has no capture `{name}`")));
        }
    }
    if let Some(claims) = &read.claims
        && !compiled.captures.contains(claims.get_ref())
    {
        return Err(PackError::at(
            file,
            line(claims.span()),
            format!("the pattern has no capture `{}`", claims.get_ref()),
        ));
    }
    Ok(Rule {
        id: RuleId::new(read.id.get_ref()),
        kind: kind.as_str().into(),
        description: read.description,
        priority: read.priority,
        confidence: read.confidence.unwrap_or(PRIOR).clamp(0.0, 1.0),
        claims: read.claims.map(Spanned::into_inner),
        pattern: pattern_text.clone(),
        emit: read.emit,
        tests: read.test,
        file: file.to_owned(),
        regex: compiled.regex,
        captures: compiled.captures.iter().map(|name| name.as_str().into()).collect(),
        required: compiled.required,
        openings: compiled.openings,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Features, Pack, SetId, UNIT_BYTES, push_symbol};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Passing over what no match begins with loses none, nor does leaving out rules whose needs nothing meets.
        #[test]
        fn a_rule_is_found_wherever_its_automaton_finds_it(
            units in proptest::collection::vec((any::<prop::sample::Index>(), 0_u16..4096), 0..14),
        ) {
            let pack = Pack::embedded().unwrap();
            let mut symbols = Vec::new();
            let set = |index: &prop::sample::Index| SetId(index.index(pack.classes.sets()) as u16);
            for (index, features) in &units {
                push_symbol(&mut symbols, set(index), Features(*features));
            }
            let met = pack.rules.met(units.iter().map(|(index, _)| set(index)));
            for rule in pack.rules.all() {
                let mut found = Vec::new();
                rule.find_all(&symbols, |one| found.push(one.whole.start * UNIT_BYTES..one.whole.end * UNIT_BYTES));
                let all: Vec<_> = rule.regex.find_iter(&symbols).map(|one| one.range()).collect();
                prop_assert_eq!(&found, &all, "{}", rule.id);
                let is_called = pack.rules.called(&rule.kind, &met).any(|called| called.id == rule.id);
                prop_assert!(is_called || all.is_empty(), "{}", rule.id);
            }
        }
    }
}
