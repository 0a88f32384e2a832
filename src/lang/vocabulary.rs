//! The words of numbers, times and units, looked up through every analysis of a token.
//!
//! Compiled from `times.tsv`, `numbers.tsv`, `units.tsv` and `zones.tsv`; says what a word may mean,
//! never what an expression means.

mod rows;

use std::{collections::HashMap, sync::Arc};

use rows::{number, number_tag, time_tag};

use super::{
    Features, Tables, Text, Token, TokenKind, Words,
    fold::{Letters, fold_with},
    hash::BuildFx,
    morphology::Analysis,
    tables::{Rows, TableError},
    time::Season,
    trie::Trie,
};

/// A calendar whose months have names of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The civil calendar.
    Gregorian,
    /// Kurdish solar: months of the solar Hijri year, counted from 700 BCE.
    Kurdish,
    /// Solar Hijri.
    Persian,
    /// Lunar Hijri.
    Hijri,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "units are known by their names")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Month,
    Season,
    Year,
    Decade,
    Century,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "parts of the day are known by their names")]
pub enum Part {
    Midnight,
    Dawn,
    Morning,
    Forenoon,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// Which reckoning a year belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "eras are known by their names")]
pub(super) enum Era {
    Kurdish,
    Solar,
    Lunar,
    Hijri,
    Common,
}

/// What a word may mean in numbers and times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tag {
    Month {
        calendar: Calendar,
        month: u8,
        company: bool,
        /// The Gregorian month it is where no year of the other calendar stands beside it.
        common: Option<u8>,
    },
    MonthPair {
        calendar: Calendar,
        first: u8,
        second: u8,
    },
    Weekday(u8),
    Day(i32),
    Night(i32),
    Year {
        offset: i32,
        company: bool,
    },
    Unit(Unit),
    Clock,
    Part(Part),
    Last,
    Next,
    Other,
    Same,
    This,
    Set(Unit),
    Every,
    Span,
    Position,
    Ago,
    Before,
    After,
    Era(Era),
    Open,
    Vague,
    YearKind,
    Age,
    TimeOf,
    Season(Season),
    Equals,
    Now,
    Moment,
    /// "Date" as a noun: on the date of, on the same date.
    DateNoun,
    /// Short, long: how far a period reaches.
    Extent,
    /// A word that makes the weekday beside it a name: Red Wednesday, the Friday prayer.
    Rite,
    /// Later, earlier: beside the day last named.
    Later(i32),
    Number {
        value: f64,
        risky: bool,
    },
    Scale(f64),
    Half,
    Share(f64),
    Tens(f64),
    Ordinal(u32),
    OrdinalEnding,
    Approx,
    Percent,
    Over,
    Range,
    Not,
    Label,
    Adjective,
    Function,
    Counted(u16),
    Zone(u16),
}

/// What kind of thing a counted noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedKind {
    /// People.
    Person,
    /// Money.
    Money,
    /// Bundles of bank notes, worth `factor` of their unit each.
    Notes,
    /// Units of measure.
    Measure,
    /// Anything else.
    Thing,
}

/// A noun that numbers count.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// English singular or ISO code of money.
    pub unit: Arc<str>,
    /// Kind.
    pub kind: CountedKind,
    /// What one of them is worth in the unit.
    pub factor: f64,
}

/// One meaning of a token's word with the bytes of the word that carry it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Meaning {
    pub(super) tag: Tag,
    /// Bytes of the folded word that hold the entry: what stands before is a fused preposition, what
    /// stands after are endings.
    pub(super) start: u16,
    pub(super) end: u16,
    pub(super) features: Features,
}

/// What may begin with a word, so that all others are passed over quickly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Begins {
    /// A number in words.
    pub number: bool,
    /// A time expression.
    pub time: bool,
    /// A quantity.
    pub quantity: bool,
}

impl Begins {
    fn add(&mut self, tag: Tag) {
        let number = matches!(tag, Tag::Number { .. } | Tag::Tens(_) | Tag::Half | Tag::Scale(_));
        self.number |= number;
        self.quantity |= number || matches!(tag, Tag::Percent | Tag::Share(_));
        self.time |= match tag {
            Tag::Other
            | Tag::Ago
            | Tag::Era(_)
            | Tag::Extent
            | Tag::Later(_)
            | Tag::Rite
            | Tag::YearKind
            | Tag::Age
            | Tag::TimeOf
            | Tag::Now
            | Tag::Equals
            | Tag::Share(_)
            | Tag::OrdinalEnding
            | Tag::Approx
            | Tag::Percent
            | Tag::Over
            | Tag::Range
            | Tag::Not
            | Tag::Label
            | Tag::Adjective
            | Tag::Function
            | Tag::Counted(_)
            | Tag::Zone(_) => false,
            Tag::Month { .. }
            | Tag::Open
            | Tag::MonthPair { .. }
            | Tag::Weekday(_)
            | Tag::Day(_)
            | Tag::Night(_)
            | Tag::Year { .. }
            | Tag::Unit(_)
            | Tag::DateNoun
            | Tag::Clock
            | Tag::Part(_)
            | Tag::Last
            | Tag::Next
            | Tag::Same
            | Tag::This
            | Tag::Set(_)
            | Tag::Every
            | Tag::Span
            | Tag::Position
            | Tag::Before
            | Tag::After
            | Tag::Vague
            | Tag::Season(_)
            | Tag::Moment
            | Tag::Number { .. }
            | Tag::Scale(_)
            | Tag::Half
            | Tag::Tens(_)
            | Tag::Ordinal(_) => true,
        };
    }
}

/// A row's folded form and what it means.
type Entry = (Box<str>, Tag);

/// The compiled tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// By loose key: the folded form of the row and what it means.
    entries: HashMap<Box<str>, Vec<Entry>, BuildFx>,
    starts: std::collections::HashSet<[char; 2]>,
    keys: Trie<()>,
    counted: Vec<Counted>,
    zones: Vec<Arc<str>>,
    functions: std::collections::HashSet<Box<str>>,
}

impl Vocabulary {
    pub(super) fn parse(
        letters: &Letters,
        times: &Rows<'_>,
        numbers: &Rows<'_>,
        units: &Rows<'_>,
        zones: &Rows<'_>,
    ) -> Result<Self, TableError> {
        let mut out = Self::default();
        for row in times.iter() {
            out.add(letters, row.get("form")?, time_tag(row)?);
        }
        for row in numbers.iter() {
            if number_tag(row)? == Tag::Function {
                out.functions.insert(fold_with(letters, row.get("form")?).as_str().into());
                continue;
            }
            out.add(letters, row.get("form")?, number_tag(row)?);
        }
        for row in units.iter() {
            let kind = match row.get("class")? {
                "person" => CountedKind::Person,
                "money" => CountedKind::Money,
                "notes" => CountedKind::Notes,
                "measure" => CountedKind::Measure,
                "thing" => CountedKind::Thing,
                other => {
                    return Err(
                        row.error(format!("unknown class {other}"), "person, money, notes, measure, thing")
                    );
                }
            };
            let counted = Counted { unit: row.get("unit")?.into(), kind, factor: number(row, "factor")? };
            let known = out.counted.iter().position(|known| *known == counted);
            let ix = known.unwrap_or_else(|| {
                out.counted.push(counted);
                out.counted.len() - 1
            });
            out.add(letters, row.get("form")?, Tag::Counted(ix as u16));
        }
        for row in zones.iter() {
            let zone = row.get("zone")?;
            if zone != "Etc/UTC" && jiff::tz::TimeZone::get(zone).is_err() {
                return Err(
                    row.error(format!("unknown zone {zone}"), "a name of the IANA time zone database")
                );
            }
            let known = out.zones.iter().position(|known| **known == *zone);
            let ix = known.unwrap_or_else(|| {
                out.zones.push(zone.into());
                out.zones.len() - 1
            });
            out.add(letters, row.get("form")?, Tag::Zone(ix as u16));
        }
        Ok(out)
    }

    fn add(&mut self, letters: &Letters, form: &str, tag: Tag) {
        let mut key = String::new();
        let folded = fold_with(letters, form);
        loose_into(letters, folded.as_str(), &mut key);
        let mut chars = key.chars();
        if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
            self.starts.insert([first, second]);
        }
        *self.keys.of(key.chars()) = vec![()];
        self.entries.entry(key.into()).or_default().push((folded.as_str().into(), tag));
    }

    fn may_start(&self, letters: &Letters, word: &str) -> bool {
        let mut chars = word.chars().map(|c| letters.loose(c).to_ascii_lowercase());
        let Some(first) = chars.next() else { return false };
        let mut second = chars.next();
        if second == Some(first) && letters.is_doubled(first) {
            second = chars.next();
        }
        second.is_some_and(|second| self.starts.contains(&[first, second]))
    }

    /// Is one of the loose keys a beginning of the word's?
    fn has_beginning_of(&self, letters: &Letters, word: &str) -> bool {
        let mut last = None;
        let loose = word.chars().filter_map(|c| {
            let c = letters.loose(c).to_ascii_lowercase();
            let dropped = last == Some(c) && letters.is_doubled(c);
            last = Some(c);
            (!dropped).then_some(((), c))
        });
        self.keys.walk(loose).next().is_some()
    }

    pub(super) fn counted(&self, ix: u16) -> Option<&Counted> {
        self.counted.get(ix as usize)
    }

    /// Is the word listed as one that no number counts?
    pub(super) fn counts_nothing(&self, word: &str) -> bool {
        self.functions.contains(word)
    }

    pub(super) fn zone(&self, ix: u16) -> Option<&Arc<str>> {
        self.zones.get(ix as usize)
    }
}

/// Every token's meanings, computed once for each distinct word of a text.
#[derive(Clone, Debug)]
pub struct Meanings {
    /// Where the meanings of each form begin and end, and what may begin with it.
    forms: Vec<(u32, u32, Begins)>,
    all: Vec<Meaning>,
}

impl Meanings {
    /// Looks up all words of a text.
    #[must_use]
    pub fn new(tables: &Tables, text: &Text) -> Self {
        Self::learning(tables, &mut Words::default(), text)
    }

    /// The same with the words the text was made with, which keep what is found.
    #[must_use]
    pub fn learning(tables: &Tables, words: &mut Words, text: &Text) -> Self {
        let mut out = Self { forms: vec![(u32::MAX, 0, Begins::default()); text.forms()], all: Vec::new() };
        let mut key = String::new();
        for token in text.tokens() {
            let known = out.forms.get(token.form as usize).is_some_and(|range| range.0 != u32::MAX);
            if known {
                continue;
            }
            let from = out.all.len();
            if matches!(token.kind, TokenKind::Word | TokenKind::Latin) {
                let word = text.word(token);
                if let Some(meanings) = words.meanings(word) {
                    out.all.extend_from_slice(meanings);
                } else {
                    out.look_up(tables, text, token, &mut key);
                    words.set_meanings(word, out.all.get(from..).unwrap_or(&[]));
                }
            }
            if let Some(form) = out.forms.get_mut(token.form as usize) {
                let mut begins = Begins::default();
                out.all.iter().skip(from).for_each(|meaning| begins.add(meaning.tag));
                *form = (from as u32, out.all.len() as u32, begins);
            }
        }
        out
    }

    fn look_up(&mut self, tables: &Tables, text: &Text, token: &Token, key: &mut String) {
        let (vocabulary, letters) = (&tables.vocabulary, &tables.letters);
        let word = text.form(token);
        if token.kind == TokenKind::Latin {
            self.enter(vocabulary, letters, &word.to_lowercase(), (0, word.len()), Features::NONE, key);
            return;
        }
        if vocabulary.may_start(letters, word) {
            let begins = vocabulary.has_beginning_of(letters, word);
            for analysis in text.analyses(token).iter().filter(|a| begins || a.stem().start > 0) {
                let stem = analysis.stem();
                let letters_of = word.get(stem.clone()).unwrap_or("");
                self.enter(vocabulary, letters, letters_of, (stem.start, stem.end), analysis.features, key);
            }
        }
        for prefix in PREPOSITIONS {
            let Some(rest) = word.strip_prefix(prefix) else { continue };
            let skipped = word.len() - rest.len();
            // The contracted demonstrative stands for itself without its first letters.
            let contracted = rest.starts_with(MEEM).then(|| format!("{DEMONSTRATIVE}{rest}"));
            let candidates = [Some((rest, skipped)), contracted.as_deref().map(|rest| (rest, skipped))];
            for (rest, skipped) in candidates.into_iter().flatten() {
                let added = rest.len() - (word.len() - skipped).min(rest.len());
                if rest.chars().count() < 3 && added == 0 || !vocabulary.may_start(letters, rest) {
                    continue;
                }
                let mut analyses: Vec<Analysis> = Vec::new();
                super::morphology::analyse(tables, &|_: &str| false, rest, &mut analyses);
                for analysis in &analyses {
                    let stem = analysis.stem();
                    if stem.end <= added {
                        continue;
                    }
                    let features = analysis.features.with(Features::PREPOSITION);
                    let range = (skipped + stem.start.saturating_sub(added), skipped + stem.end - added);
                    self.enter(vocabulary, letters, rest.get(stem).unwrap_or(""), range, features, key);
                }
            }
        }
        // A demonstrative contracted with a preposition on its own.
        if matches!(word.strip_prefix(PREPOSITIONS[0]).or_else(|| word.strip_prefix(PREPOSITIONS[1])), Some(rest) if rest == MEEM)
        {
            let start = (word.len() - MEEM.len()) as u16;
            let features = Features::PREPOSITION;
            self.all.push(Meaning { tag: Tag::This, start, end: word.len() as u16, features });
        }
    }

    fn enter(
        &mut self,
        vocabulary: &Vocabulary,
        letters: &Letters,
        stem: &str,
        (start, end): (usize, usize),
        features: Features,
        key: &mut String,
    ) {
        key.clear();
        loose_into(letters, stem, key);
        let Some(rows) = vocabulary.entries.get(key.as_str()) else { return };
        // Spelled exactly so, a word is that row's; the loose key serves what no row spells.
        let exact = rows.iter().any(|(form, _)| **form == *stem);
        for (form, tag) in rows {
            if if exact {
                **form != *stem
            } else {
                tells_numbers_apart(*tag) && single_waw(form) != single_waw(stem)
            } {
                continue;
            }
            self.all.push(Meaning { tag: *tag, start: start as u16, end: end as u16, features });
        }
    }

    /// The meanings of a token; longest stems first where the lexicon knows them.
    pub(super) fn of(&self, token: &Token) -> &[Meaning] {
        let (from, to, _) = self.forms.get(token.form as usize).copied().unwrap_or_default();
        self.all.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// What may begin with the token's word.
    pub(super) fn begins(&self, token: &Token) -> Begins {
        self.forms.get(token.form as usize).map_or(Begins::default(), |(_, _, begins)| *begins)
    }

    /// The first meaning of a token that `want` accepts, as what `want` makes of it.
    pub(super) fn find<T>(
        &self,
        token: &Token,
        want: impl Fn(&Meaning) -> Option<T>,
    ) -> Option<(Meaning, T)> {
        let mut best: Option<(Meaning, T)> = None;
        for meaning in self.of(token) {
            let longer =
                best.as_ref().is_none_or(|(known, _)| meaning.end - meaning.start > known.end - known.start);
            if longer && let Some(value) = want(meaning) {
                best = Some((*meaning, value));
            }
        }
        best
    }

    pub(super) fn has(&self, token: &Token, tag: Tag) -> Option<Meaning> {
        self.find(token, |meaning| (meaning.tag == tag).then_some(())).map(|found| found.0)
    }
}

/// Prepositions that writers fuse with the next word: in, with, for.
const PREPOSITIONS: &[&str] = &["\u{644}\u{6d5}", "\u{628}\u{6d5}", "\u{628}\u{6c6}"];
/// What remains of the demonstrative after them.
const MEEM: &str = "\u{645}";
/// The demonstrative's lost beginning.
const DEMONSTRATIVE: &str = "\u{626}\u{6d5}";

/// Three and thirty differ by a hat alone: numbers may only differ by a doubled waw.
fn tells_numbers_apart(tag: Tag) -> bool {
    matches!(tag, Tag::Number { .. } | Tag::Share(_) | Tag::Ordinal(_))
}

fn single_waw(word: &str) -> String {
    word.replace("\u{648}\u{648}", "\u{648}")
}

fn loose_into(letters: &Letters, folded: &str, key: &mut String) {
    for c in folded.chars() {
        let c = letters.loose(c).to_ascii_lowercase();
        if letters.is_doubled(c) && key.ends_with(c) {
            continue;
        }
        key.push(c);
    }
}
