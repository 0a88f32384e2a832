//! The text as units that rules run over: words with their classes and endings, phrases of the
//! lexicon, and names found by earlier stages, each one symbol.
//!
//! Decides which reading of a word counts; finds no name itself.

use std::{cell::OnceCell, ops::Range};

use crate::{
    lang::{self, Analysis, PerWord, Text, Token, TokenKind, Words},
    model::Span,
    pack::{ClassId, EntryIx, Features, Met, Pack, PhraseWord, SetId, UNIT_BYTES, push_symbol},
};

const YEH: char = '\u{6cc}';

/// Fewest bytes of a place's name that is believed right behind a preposition's letters.
const LEAST_PLACE: usize = 6;

/// Classes whose words name something.
const NAMES: [&str; 8] = ["place", "place_weak", "org", "given", "given_weak", "surname", "nisba", "adverb"];

/// What a unit stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A word, number or mark, or a phrase of the lexicon.
    Word,
    /// A name, by its index in the list its stage keeps.
    Name(u32),
    /// A time, by its index in the document's times.
    Time(u32),
    /// A quantity, by its index in the document's quantities.
    Quantity(u32),
}

/// One symbol of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// All of it, endings included.
    pub span: Span,
    /// Without its endings.
    pub stem: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its classes.
    pub set: SetId,
    /// Its endings, and its place in the sentence.
    pub features: Features,
    /// Its entry in the lexicon.
    pub entry: Option<EntryIx>,
    /// What it stands for.
    pub what: What,
}

/// The units of one sentence, with the symbols the rules run over.
#[derive(Clone, Debug)]
pub struct Units {
    /// In order.
    pub units: Vec<Unit>,
    /// What rules run over.
    pub symbols: Vec<u8>,
    /// What they meet of the rules' needs, worked out when it is asked for.
    met: OnceCell<Met>,
    /// Number of the sentence.
    pub sentence: u32,
}

impl Units {
    /// From units in text order.
    #[must_use]
    pub fn new(sentence: u32, units: Vec<Unit>) -> Self {
        let mut all = Self { units, symbols: Vec::new(), met: OnceCell::new(), sentence };
        all.encode();
        all
    }

    fn encode(&mut self) {
        self.met.take();
        self.symbols.clear();
        self.symbols.reserve(self.units.len() * UNIT_BYTES);
        for (ix, unit) in self.units.iter_mut().enumerate() {
            if ix == 0 {
                unit.features = unit.features.with(Features::FIRST);
            }
            push_symbol(&mut self.symbols, unit.set, unit.features);
        }
    }

    /// What they meet of the rules' needs.
    #[must_use]
    pub fn met(&self, pack: &Pack) -> &Met {
        self.met.get_or_init(|| pack.rules.met(self.units.iter().map(|unit| unit.set)))
    }

    /// The original bytes of a run of units, endings included; empty for an empty run.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.units.get(range) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([one]) => one.span,
            _ => Span::default(),
        }
    }

    /// The original bytes of a run of units, without the endings of the last.
    #[must_use]
    pub fn stem(&self, range: Range<usize>) -> Span {
        match self.units.get(range) {
            Some([first, .., last]) => Span::new(first.span.start as usize, last.stem.end as usize),
            Some([one]) => one.stem,
            _ => Span::default(),
        }
    }

    /// Has the unit the class of that name?
    #[must_use]
    pub fn is(&self, pack: &Pack, ix: usize, class: &str) -> bool {
        match (self.units.get(ix), pack.classes.find(class)) {
            (Some(unit), Some(class)) => pack.classes.has(unit.set, class),
            _ => false,
        }
    }

    /// Puts one unit in place of each run. Runs are in order and do not overlap.
    pub fn collapse(&mut self, runs: Vec<(Range<usize>, Unit)>) {
        if runs.is_empty() {
            return;
        }
        let mut out = Vec::with_capacity(self.units.len());
        let mut runs = runs.into_iter().peekable();
        let mut skip_to = 0;
        for (ix, unit) in std::mem::take(&mut self.units).into_iter().enumerate() {
            if let Some((_, whole)) = runs.next_if(|(range, _)| range.start == ix) {
                skip_to = ix + 1;
                out.push(whole);
            } else if ix >= skip_to && !matches!(out.last(), Some(last) if contains(last, &unit)) {
                out.push(unit);
            }
        }
        self.units = out;
        self.encode();
    }

    /// One unit that stands for a run: a name, time or quantity of that class, with the endings of
    /// its last unit.
    #[must_use]
    pub fn whole(&self, range: Range<usize>, set: SetId, stem: Span, what: What) -> Option<Unit> {
        let (first, last) = (self.units.get(range.start)?, self.units.get(range.end.checked_sub(1)?)?);
        let entry = if range.len() == 1 { first.entry } else { None };
        Some(Unit {
            span: first.span.cover(last.span),
            stem,
            tokens: first.tokens.start..last.tokens.end,
            set,
            features: last.features,
            entry,
            what,
        })
    }
}

fn contains(whole: &Unit, part: &Unit) -> bool {
    whole.what != What::Word && whole.tokens.start <= part.tokens.start && part.tokens.end <= whole.tokens.end
}

/// The readings of words of texts, kept from one text to the next; for one pack only.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    words: PerWord<Reading>,
    ends: PerWord<Ends>,
}

/// The words of phrases that a word is, bare or before endings, best first.
type Ends = Box<[(PhraseWord, Option<Analysis>)]>;

/// The reading of one distinct word.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    entry: Option<EntryIx>,
    set: SetId,
    features: Features,
    /// The stem in the folded word; `None` for all of it.
    analysis: Option<Analysis>,
    /// The whole word, where a phrase may begin with it.
    starts_phrase: Option<PhraseWord>,
}

/// The sets that units have without a lexicon entry.
struct OwnSets {
    /// Classes of names: their final yeh is their own.
    names: Vec<ClassId>,
    /// Classes of names of persons.
    persons: [Option<ClassId>; 3],
    /// Everyday words.
    common: Option<ClassId>,
    /// Names of places that are nothing else.
    place: Option<ClassId>,
    /// Fields of an office or body.
    domain: Option<ClassId>,
    word: SetId,
    latin: SetId,
    acronym: SetId,
    number: SetId,
    mark: SetId,
    glued: SetId,
    spelled: SetId,
}

/// Gives every sentence of a text its units.
pub struct Tagger<'a> {
    pack: &'a Pack,
    text: &'a Text,
    own: OwnSets,
    words: &'a Words,
    readings: &'a mut Readings,
}

impl<'a> Tagger<'a> {
    /// For one text made with `words`.
    #[must_use]
    pub fn new(pack: &'a Pack, text: &'a Text, words: &'a Words, readings: &'a mut Readings) -> Self {
        readings.words.next_text(words);
        readings.ends.next_text(words);
        let set = |names: &[&str]| pack.classes.find_set(names).unwrap_or(SetId(0));
        let own = OwnSets {
            word: set(&["word", "unknown"]),
            latin: set(&["latin", "word", "unknown"]),
            acronym: set(&["latin", "word", "unknown", "acronym"]),
            number: set(&["number"]),
            mark: set(&["punct", "unknown"]),
            glued: set(&["word", "unknown", "glued"]),
            spelled: set(&["word", "unknown", "spelled"]),
            persons: ["given", "surname", "nisba"].map(|name| pack.classes.find(name)),
            common: pack.classes.find("common"),
            domain: pack.classes.find("domain"),
            place: pack.classes.find("place"),
            names: NAMES.iter().filter_map(|name| pack.classes.find(name)).collect(),
        };
        Self { pack, text, own, words, readings }
    }

    /// The units of one sentence.
    #[must_use]
    pub fn sentence(&mut self, number: u32) -> Units {
        let Some(sentence) = self.text.sentences().get(number as usize) else {
            return Units::new(number, Vec::new());
        };
        let first = sentence.tokens.start;
        let tokens = self.text.tokens_of(sentence);
        let mut units = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let reading = self.reading(token);
            let phrase = reading.starts_phrase.and_then(|word| self.phrase(word, tokens, at, first));
            if let Some((unit, length)) = phrase {
                units.push(unit);
                at += length;
                continue;
            }
            let mut unit = self.word(&reading, token, first + at as u32);
            if let Some(preposition) = self.preposition(&reading, token, &unit) {
                unit.span = Span::new(unit.stem.start as usize, unit.span.end as usize);
                units.push(preposition);
            }
            units.push(unit);
            at += 1;
        }
        Units::new(number, units)
    }

    /// The preposition written together with the name of a place, as a unit of its own.
    fn preposition(&self, reading: &Reading, token: &Token, whole: &Unit) -> Option<Unit> {
        let analysis = reading.analysis.filter(is_preposition)?;
        let letters = self.text.form(token).get(..analysis.stem().start)?;
        let entry = self.pack.lexicon.word(letters)?;
        let span = Span::new(whole.span.start as usize, whole.stem.start as usize);
        let set = self.pack.lexicon.entry(entry)?.set;
        let features = Features::default();
        Some(Unit { span, stem: span, set, features, entry: Some(entry), ..whole.clone() })
    }

    fn word(&self, reading: &Reading, token: &Token, at: u32) -> Unit {
        let text = self.text;
        let stem = reading.analysis.map_or(token.span, |analysis| text.stem_span(token, &analysis));
        let mut unit = Unit {
            span: token.span,
            stem,
            tokens: at..at + 1,
            set: reading.set,
            features: reading.features,
            entry: reading.entry,
            what: What::Word,
        };
        if token.glued && token.kind == TokenKind::Word && unit.entry.is_none() && token.span.len() <= 12 {
            unit.set = self.own.glued;
        }
        unit
    }

    /// The reading of the token's word, made once a word.
    fn reading(&mut self, token: &Token) -> Reading {
        let word = self.text.word(token);
        if let Some(known) = self.readings.words.get(word) {
            return *known;
        }
        let made = self.read(token);
        *self.readings.words.get_or_make(word, || made)
    }

    fn read(&self, token: &Token) -> Reading {
        let lexicon = &self.pack.lexicon;
        let form = self.text.form(token);
        let analyses = self.text.analyses(token);
        let set = match token.kind {
            TokenKind::Word => self.own.word,
            TokenKind::Latin if is_acronym(form) => self.own.acronym,
            TokenKind::Latin | TokenKind::Address => self.own.latin,
            TokenKind::Number => self.own.number,
            _ => self.own.mark,
        };
        let loose = self.words.loose(self.text.word(token));
        let starts_phrase = matches!(token.kind, TokenKind::Word | TokenKind::Latin)
            .then(|| lexicon.phrase_word(loose))
            .flatten()
            .filter(|word| !lexicon.phrases(*word).is_empty());
        let whole = |entry: EntryIx| Reading {
            entry: Some(entry),
            set: lexicon.entry(entry).map_or(set, |e| e.set),
            features: self.silent_izafe(form, entry),
            analysis: None,
            starts_phrase,
        };
        if let Some(entry) = lexicon.word(form) {
            return whole(entry);
        }
        let known = analyses.iter().filter(|a| a.known && !is_preposition(a)).find_map(|analysis| {
            let entry = lexicon.word(self.text.stem(token, analysis))?;
            let doubtful =
                self.is_name_of_person(entry) && !is_safe(form, analysis) && !is_link(form, analysis);
            (!doubtful).then_some(self.also(token, analysis).unwrap_or((entry, *analysis)))
        });
        let spelled_otherwise = || {
            analyses
                .iter()
                .filter(|analysis| analysis.stem().len() == form.len() || is_safe(form, analysis))
                .take(6)
                .find_map(|analysis| {
                    let stem = self.text.stem(token, analysis);
                    let key = loose.get(..lang::loose_len(&self.pack.tables, stem))?;
                    lexicon.spelled_otherwise(key).map(|entry| (entry, *analysis))
                })
        };
        if let Some((found, analysis)) = known.or_else(spelled_otherwise) {
            return Reading { features: endings(analysis), analysis: Some(analysis), ..whole(found) };
        }
        if let Some((place, analysis)) = self.behind_preposition(token) {
            return Reading { features: endings(analysis), analysis: Some(analysis), ..whole(place) };
        }
        if let Some((found, analysis)) = self.ending(token) {
            let features = analysis.map_or(Features::default(), endings);
            return Reading { features, analysis, ..whole(found) };
        }
        let with_preposition =
            |a: &Analysis| is_preposition(a) && lexicon.word(self.text.stem(token, a)).is_some();
        if let Some(analysis) = spelled_letters(form, analyses)
            && !analyses.iter().any(with_preposition)
        {
            let features = analysis.map_or(Features::default(), endings);
            return Reading { entry: None, set: self.own.spelled, features, analysis, starts_phrase };
        }
        let likelier = analyses.iter().take_while(|analysis| analysis.stem() != (0..form.len()));
        let best = likelier.filter(|analysis| is_safe(form, analysis)).copied().next();
        let features = best.map_or(Features::default(), endings);
        Reading { entry: None, set, features, analysis: best, starts_phrase }
    }

    /// The place of which "PLACE too" says as much as "of PLACE too": the adjective's last letter is one of the
    /// ending's.
    fn also(&self, token: &Token, analysis: &Analysis) -> Option<(EntryIx, Analysis)> {
        let adjective = self.text.stem(token, analysis);
        let end = analysis.stem().end.checked_sub(YEH.len_utf8())?;
        let same = |other: &&Analysis| {
            other.stem() == (analysis.stem().start..end) && other.features.has(lang::Features::ADDITIVE)
        };
        let may_be = analysis.features.has(lang::Features::ADDITIVE) && adjective.ends_with(YEH);
        let shorter = self.text.analyses(token).iter().find(same).filter(|_| may_be)?;
        Some((self.place(self.text.stem(token, shorter))?, *shorter))
    }

    /// The place that a preposition is written together with.
    fn behind_preposition(&self, token: &Token) -> Option<(EntryIx, Analysis)> {
        let analyses = self.text.analyses(token).iter().filter(|analysis| is_preposition(analysis));
        analyses
            .filter(|analysis| analysis.stem().len() >= LEAST_PLACE)
            .find_map(|analysis| Some((self.place(self.text.stem(token, analysis))?, *analysis)))
    }

    /// The entry of a word that names a place and is no everyday word.
    fn place(&self, stem: &str) -> Option<EntryIx> {
        let entry = self.pack.lexicon.word(stem)?;
        let set = self.pack.lexicon.entry(entry)?.set;
        let has = |class: Option<ClassId>| class.is_some_and(|class| self.pack.classes.has(set, class));
        (has(self.own.place) && !has(self.own.common)).then_some(entry)
    }

    /// The lexicon's ending that an unknown word has, bare or before endings of its own.
    fn ending(&self, token: &Token) -> Option<(EntryIx, Option<Analysis>)> {
        if token.kind != TokenKind::Word {
            return None;
        }
        let analyses = self.text.analyses(token).iter().take(4);
        let stems = analyses.map(|analysis| (self.text.stem(token, analysis), Some(*analysis)));
        std::iter::once((self.text.form(token), None))
            .chain(stems)
            .find_map(|(stem, analysis)| Some((self.pack.lexicon.ending(stem)?, analysis)))
    }

    /// Is the entry nothing but the name of a person? A longer name may well end in what looks like one
    /// more letter of ending.
    fn is_name_of_person(&self, entry: EntryIx) -> bool {
        let Some(entry) = self.pack.lexicon.entry(entry) else { return false };
        let has =
            |class: &Option<ClassId>| class.is_some_and(|class| self.pack.classes.has(entry.set, class));
        self.own.persons.iter().any(has) && !has(&self.own.common)
    }

    /// A word that itself ends in yeh may have an izafe that is not written.
    fn silent_izafe(&self, form: &str, entry: EntryIx) -> Features {
        let set = self.pack.lexicon.entry(entry).map_or(SetId(0), |entry| entry.set);
        let is_name = self.own.names.iter().any(|class| self.pack.classes.has(set, *class));
        if form.ends_with(YEH) && !is_name { Features::IZAFE } else { Features::default() }
    }

    /// The same at the end of a phrase that is the field of an office ("national security").
    fn phrase_izafe(&self, form: &str, entry: EntryIx) -> Features {
        let set = self.pack.lexicon.entry(entry).map_or(SetId(0), |entry| entry.set);
        let field = self.own.domain.is_some_and(|domain| self.pack.classes.has(set, domain));
        if field { self.silent_izafe(form, entry) } else { Features::default() }
    }

    /// The longest phrase of the lexicon that begins here with this word, and how many tokens it takes.
    fn phrase(
        &mut self,
        first_word: PhraseWord,
        tokens: &[Token],
        at: usize,
        first: u32,
    ) -> Option<(Unit, usize)> {
        let start = tokens.get(at)?;
        let pack = self.pack;
        for phrase in pack.lexicon.phrases(first_word) {
            let length = phrase.rest.len() + 1;
            let Some(words) = tokens.get(at + 1..at + length) else { continue };
            let Some((last, inner)) = words.split_last() else { continue };
            let Some((last_key, inner_keys)) = phrase.rest.split_last() else { continue };
            let mut inner = inner.iter().zip(inner_keys);
            if !inner.all(|(token, key)| self.ends(token).first() == Some(&(*key, None))) {
                continue;
            }
            let found = self.ends(last).iter().find(|(key, _)| key == last_key);
            let Some(&(_, analysis)) = found else { continue };
            let entry = phrase.entry;
            let stem_end = analysis.map_or(last.span, |analysis| self.text.stem_span(last, &analysis));
            let from = first + at as u32;
            let unit = Unit {
                span: start.span.cover(last.span),
                stem: Span::new(start.span.start as usize, stem_end.end as usize),
                tokens: from..from + length as u32,
                set: pack.lexicon.entry(entry).map_or(self.own.word, |e| e.set),
                features: analysis.map_or_else(|| self.phrase_izafe(self.text.form(last), entry), endings),
                entry: Some(entry),
                what: What::Word,
            };
            return Some((unit, length));
        }
        None
    }

    /// The words of phrases that the token is, itself (always first) or before its endings.
    fn ends(&mut self, token: &Token) -> &[(PhraseWord, Option<Analysis>)] {
        let (pack, text, words) = (self.pack, self.text, self.words);
        let word = text.word(token);
        self.readings.ends.get_or_make(word, || {
            let whole = pack.lexicon.phrase_word(words.loose(word)).map(|whole| (whole, None));
            let stems = text.analyses(token).iter().filter(|analysis| analysis.stem().start == 0);
            let before_endings = stems.filter_map(|analysis| {
                let length = lang::loose_len(&pack.tables, text.stem(token, analysis));
                let stem = words.loose(word).get(..length)?;
                Some((pack.lexicon.phrase_word(stem)?, Some(*analysis)))
            });
            whole.into_iter().chain(before_endings).collect()
        })
    }
}

/// Is the word, bare (`Some(None)`) or without its endings, made of three to five names of letters ("pe ke
/// ke"), as parties and forces are abbreviated?
#[allow(clippy::option_option, reason = "no match, a bare word, a word with endings")]
fn spelled_letters(form: &str, analyses: &[Analysis]) -> Option<Option<Analysis>> {
    /// The vowel that names a consonant.
    const AE: char = '\u{6d5}';
    /// Consonants that such abbreviations are made of: be pe te je che de zhe se she ke ge me ne he.
    const LETTERS: [char; 14] = [
        '\u{628}', '\u{67e}', '\u{62a}', '\u{62c}', '\u{686}', '\u{62f}', '\u{698}', '\u{633}', '\u{634}',
        '\u{6a9}', '\u{6af}', '\u{645}', '\u{646}', '\u{647}',
    ];
    let spelled = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        matches!(letters.len(), 6 | 8 | 10)
            && letters.chunks(2).all(|pair| matches!(pair, [letter, AE] if LETTERS.contains(letter)))
    };
    if spelled(form) {
        return Some(None);
    }
    let stem = |analysis: &&Analysis| form.get(analysis.stem()).is_some_and(spelled);
    analyses.iter().filter(|analysis| !is_preposition(analysis)).find(stem).map(|analysis| Some(*analysis))
}

/// Two to six Latin capitals.
fn is_acronym(form: &str) -> bool {
    (2..=6).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_uppercase())
}

/// Without a lexicon, is it likely that the word really ends in these endings? A name may well end in
/// their letters: of the endings of one letter only izafe is believed, and plural only when definite.
fn is_safe(form: &str, analysis: &Analysis) -> bool {
    let ending = form.get(analysis.stem().end..).unwrap_or("");
    let plain_plural =
        analysis.features.has(lang::Features::PLURAL) && !analysis.features.has(lang::Features::DEFINITE);
    !is_preposition(analysis) && !plain_plural && (ending.chars().nth(1).is_some() || ending.starts_with(YEH))
}

/// Is the ending a glued "and", "is" or "also", which names take as well as other words?
fn is_link(form: &str, analysis: &Analysis) -> bool {
    let also = analysis.features.has(lang::Features::ADDITIVE)
        && form.get(analysis.stem()).is_some_and(|stem| stem.ends_with(YEH));
    also || analysis.features.any(lang::Features::AND.with(lang::Features::COPULA))
        && analysis.stem().len() > 6
}

/// A reading that takes a preposition off the word's front is left to the preposition's own entry.
fn is_preposition(analysis: &Analysis) -> bool {
    analysis.stem().start != 0
}

/// The endings of a reading, as the rules see them.
fn endings(analysis: Analysis) -> Features {
    const MAP: [(lang::Features, Features); 11] = [
        (lang::Features::IZAFE, Features::IZAFE),
        (lang::Features::DEFINITE, Features::DEF),
        (lang::Features::PLURAL, Features::PL),
        (lang::Features::INDEFINITE, Features::INDEF),
        (lang::Features::DEMONSTRATIVE, Features::DEM),
        (lang::Features::ADDITIVE, Features::ADD),
        (
            lang::Features::FIRST_SINGULAR
                .with(lang::Features::SECOND_SINGULAR)
                .with(lang::Features::FIRST_PLURAL)
                .with(lang::Features::SECOND_PLURAL)
                .with(lang::Features::THIRD_PLURAL),
            Features::CLITIC,
        ),
        (lang::Features::DA, Features::DA),
        (lang::Features::EWE, Features::EWE),
        (lang::Features::COPULA, Features::COPULA),
        (lang::Features::AND, Features::CONJ),
    ];
    MAP.iter()
        .filter(|(from, _)| analysis.features.any(*from))
        .fold(Features::default(), |all, (_, to)| all.with(*to))
}
