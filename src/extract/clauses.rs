//! Clauses, and what every clause-level stage asks of a sentence: which words are finite verbs, where
//! clauses begin and end, what is quoted, and how a name stands in its phrase.
//!
//! Finds no fact itself.

mod authors;
mod lost_marks;
mod marks;
mod parties;
mod person;
mod phrase;
mod pointed;
mod quotes;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use authors::Behind;
pub use marks::{KnownMarks, Mark, Marks};
pub use parties::Subject;
pub use phrase::{Relation, Standing};
pub use quotes::{Quote, is_single};

use lost_marks::Stray;

use super::units::{Unit, Units, What};
use crate::{
    lang::{PerWord, Text, Words},
    model::{Entity, EntityIx, Role, Span, Time},
    pack::{Features, Pack},
};

/// A document as the clause-level stages see it.
pub struct Scene<'a> {
    /// The language data.
    pub pack: &'a Pack,
    /// The analysed text.
    pub text: &'a Text,
    /// The units of every sentence, names and times each one unit.
    pub sentences: &'a [Units],
    /// The entity behind each name unit's index.
    pub names: &'a [EntityIx],
    /// The document's entities.
    pub entities: &'a [Entity],
    /// The document's roles.
    pub roles: &'a [Role],
    /// The document's times.
    pub times: &'a [Time],
    /// What stands between quotation marks, in text order.
    pub quotes: Vec<Quote>,
    /// Marks that close what no mark opened, each the last word of its line.
    strays: Vec<Stray>,
    classes: &'a Marks,
    marks: Vec<Vec<Mark>>,
    clauses: Vec<Vec<Clause>>,
    behind: Vec<Behind>,
    pairs: Vec<(usize, usize, Vec<EntityIx>)>,
}

/// A clause of one sentence, in units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its units, without the mark or conjunction that closes it.
    pub units: Range<usize>,
    /// Its finite verb.
    pub verb: Option<usize>,
    /// Is it opened by a word that makes it part of another (relative, purpose, condition)?
    pub dependent: bool,
}

/// The postposition of place and time, and the past of "give".
const DA: &str = "\u{62f}\u{627}";

/// Marks in the text that separate or close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Comma.
    Comma,
    /// Colon.
    Colon,
    /// Semicolon.
    Semicolon,
    /// Full stop, question mark, exclamation mark, ellipsis.
    Stop,
    /// Quotation mark.
    Quote,
    /// Bracket.
    Bracket,
    /// Any other mark.
    Other,
}

impl<'a> Scene<'a> {
    /// Reads clauses and quotations. `words` are those the text was made with.
    #[must_use]
    #[allow(clippy::too_many_arguments, reason = "everything that was found before")]
    pub fn new(
        pack: &'a Pack,
        text: &'a Text,
        (words, known): (&Words, &'a mut KnownMarks),
        sentences: &'a [Units],
        names: &'a [EntityIx],
        entities: &'a [Entity],
        roles: &'a [Role],
        times: &'a [Time],
    ) -> Self {
        let KnownMarks { marks, light } = known;
        light.next_text(words);
        let mut scene = Self {
            pack,
            text,
            sentences,
            names,
            entities,
            roles,
            times,
            quotes: quotes::quotes(text),
            strays: Vec::new(),
            classes: marks.get_or_insert_with(|| Marks::new(pack)),
            marks: Vec::with_capacity(sentences.len()),
            clauses: Vec::with_capacity(sentences.len()),
            behind: Vec::new(),
            pairs: Vec::new(),
        };
        for units in sentences {
            let marks = units.units.iter().map(|unit| scene.read(unit, light)).collect();
            scene.marks.push(marks);
        }
        for sentence in 0..sentences.len() {
            let clauses = scene.split(sentence);
            scene.clauses.push(clauses);
        }
        scene.mend_quotes();
        scene.pairs = scene.read_pairs();
        scene.behind = scene.read_behind();
        scene
    }

    /// The marks of a unit; a noun written together with a light verb has the verb's too.
    fn read(&self, unit: &Unit, known: &mut PerWord<Option<Mark>>) -> Mark {
        let classes = self.classes;
        let mark = classes.of(unit.set);
        // Known words are what the lexicon says; "verbal" is a guess from how the word ends.
        let guess = Mark::UNKNOWN.with(Mark::VERBAL);
        if unit.what != What::Word || mark.any(Mark::VERB) || !mark.any(guess) {
            return mark;
        }
        let Some(token) = self.text.tokens().get(unit.tokens.start as usize) else { return mark };
        let form = self.text.form(token);
        let found = known.get_or_make(self.text.word(token), || self.light_verb(form));
        found.map_or(mark, |found| mark.with(found))
    }

    /// The marks of the light verb that a word ends in.
    fn light_verb(&self, form: &str) -> Option<Mark> {
        let light = Mark::V_DO.with(Mark::V_GIVE).with(Mark::V_BE).with(Mark::V_GO).with(Mark::V_CARRY);
        form.char_indices()
            .skip(3)
            .take_while(|(at, _)| form.len() - at >= 4)
            .filter_map(|(at, _)| self.pack.lexicon.word(&form[at..]))
            .filter_map(|entry| self.pack.lexicon.entry(entry))
            .map(|entry| self.classes.of(entry.set))
            .find(|found| found.any(Mark::VERB) && found.any(light))
    }

    /// The marks of a unit.
    #[must_use]
    pub fn mark(&self, sentence: usize, unit: usize) -> Mark {
        self.marks.get(sentence).and_then(|marks| marks.get(unit)).copied().unwrap_or_default()
    }

    /// Has the unit any of these classes?
    #[must_use]
    pub fn is(&self, sentence: usize, unit: usize, mark: Mark) -> bool {
        self.mark(sentence, unit).any(mark)
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, sentence: usize, unit: usize) -> Option<&'a Unit> {
        self.sentences.get(sentence)?.units.get(unit)
    }

    /// Has the unit any of these endings?
    #[must_use]
    pub fn ends(&self, sentence: usize, unit: usize, features: Features) -> bool {
        self.unit(sentence, unit).is_some_and(|unit| unit.features.has(features))
    }

    /// Number of units of a sentence.
    #[must_use]
    pub fn len(&self, sentence: usize) -> usize {
        self.sentences.get(sentence).map_or(0, |units| units.units.len())
    }

    /// The entity a unit names.
    #[must_use]
    pub fn entity(&self, sentence: usize, unit: usize) -> Option<EntityIx> {
        match self.unit(sentence, unit)?.what {
            What::Name(ix) => self.names.get(ix as usize).copied(),
            _ => None,
        }
    }

    /// The time a unit tells.
    #[must_use]
    pub fn time(&self, sentence: usize, unit: usize) -> Option<&'a Time> {
        match self.unit(sentence, unit)?.what {
            What::Time(ix) => self.times.get(ix as usize),
            _ => None,
        }
    }

    /// The sign a unit is, if it is one.
    #[must_use]
    pub fn sign(&self, sentence: usize, unit: usize) -> Option<Sign> {
        let unit = self.unit(sentence, unit)?;
        if unit.what != What::Word || unit.span.len() > 4 {
            return None;
        }
        let first = unit.span.of(self.text.original())?.chars().next()?;
        match first {
            ',' | '\u{60c}' => Some(Sign::Comma),
            ':' => Some(Sign::Colon),
            ';' | '\u{61b}' => Some(Sign::Semicolon),
            '.' | '!' | '?' | '\u{61f}' | '\u{2026}' | '\u{6d4}' => Some(Sign::Stop),
            '"' | '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' => Some(Sign::Quote),
            '(' | ')' | '[' | ']' => Some(Sign::Bracket),
            c if c.is_alphanumeric() => None,
            _ => Some(Sign::Other),
        }
    }

    /// Is the unit a finite verb where it stands?
    #[must_use]
    pub fn finite(&self, sentence: usize, unit: usize) -> bool {
        let mark = self.mark(sentence, unit);
        if !mark.any(Mark::VERB) || mark.any(Mark::PERSON.with(Mark::ORG).with(Mark::PLACE)) {
            return false;
        }
        // What only looks like a verb with an ending taken off is none; a verb may itself end like one.
        let spoken = Features::CONJ.with(Features::ADD).with(Features::FIRST);
        let bare = self
            .unit(sentence, unit)
            .is_some_and(|unit| unit.stem == unit.span || unit.features.with(spoken) == spoken);
        if !bare || self.postposition(sentence, unit) || self.outcome(sentence, unit) {
            return false;
        }
        // "their will" and "he wanted" are one word.
        if mark.any(Mark::V_WANT) && self.is(sentence, unit + 1, Mark::SELF) {
            return false;
        }
        // The plural past of intransitive verbs and their verbal noun are one word, as are "announced"
        // and "announcement" before an adjective.
        if mark.any(Mark::MEET_NOUN.with(Mark::INFINITIVE).with(Mark::UTTERANCE)) {
            return self.closes(sentence, unit + 1);
        }
        true
    }

    /// Is the unit the postposition "in", written apart from its noun: behind a hyphen, or behind a phrase
    /// that the preposition opens? The verb "gave" has the same letters.
    fn postposition(&self, sentence: usize, unit: usize) -> bool {
        let text = self.text.original();
        let Some(here) = self.unit(sentence, unit).filter(|unit| unit.span.of(text) == Some(DA)) else {
            return false;
        };
        let hyphen = text.get(..here.span.start as usize).is_some_and(|before| before.ends_with('-'));
        let open = |before: usize| {
            let ended = Features::DA.with(Features::EWE).with(Features::IZAFE).with(Features::CLITIC);
            !self.ends(sentence, before, ended)
                && self.sign(sentence, before).is_none()
                && self.standing_shallow(sentence, before, 0) == Relation::In
        };
        hyphen || unit.checked_sub(1).is_some_and(open) && !self.given(sentence, unit)
    }

    /// Does "gave" end a sentence that has no other verb, its object with the agent's ending right before the
    /// preposition: "they GAVE the army a blow"?
    fn given(&self, sentence: usize, unit: usize) -> bool {
        let to = (0..unit).rev().find(|before| self.is(sentence, *before, Mark::IN));
        let object = to.and_then(|to| to.checked_sub(1));
        object.is_some_and(|object| self.ends(sentence, object, Features::CLITIC))
            && self.closes(sentence, unit + 1)
            && !(0..unit).any(|before| self.is(sentence, before, Mark::VERB))
    }

    /// "As a result": after the preposition the noun is no verb, though "carried out" has the same letters.
    #[must_use]
    pub fn outcome(&self, sentence: usize, unit: usize) -> bool {
        self.is(sentence, unit, Mark::OUTCOME.with(Mark::V_PERFORM))
            && !self.ends(sentence, unit, Features::IZAFE)
            && unit.checked_sub(1).is_some_and(|before| self.is(sentence, before, Mark::IN))
    }

    /// The verbless head of a clause that goes on after a relative one: "in TOWN seven people, who …, were
    /// arrested".
    #[must_use]
    pub fn head_before_relative(&self, sentence: usize, clause: usize) -> Option<Range<usize>> {
        let clauses = self.clauses(sentence);
        let (relative, head) = (clauses.get(clause.checked_sub(1)?)?, clauses.get(clause.checked_sub(2)?)?);
        let parted = relative.dependent && self.is(sentence, relative.units.start, Mark::THAT);
        (parted && head.verb.is_none()).then(|| head.units.clone())
    }

    /// Is the unit made of a verb's form but not one here, nor a noun of its own?
    #[must_use]
    pub fn lookalike(&self, sentence: usize, unit: usize) -> bool {
        let noun = Mark::MEET_NOUN
            .with(Mark::INFINITIVE)
            .with(Mark::ATTACK_NOUN)
            .with(Mark::TALKS_NOUN)
            .with(Mark::TREATY)
            .with(Mark::UTTERANCE);
        let mark = self.mark(sentence, unit);
        mark.any(Mark::VERB) && !mark.any(noun) && !self.finite(sentence, unit)
    }

    /// Does a clause end before this unit: nothing left, a mark, a conjunction?
    #[must_use]
    pub fn closes(&self, sentence: usize, unit: usize) -> bool {
        unit >= self.len(sentence)
            || self.sign(sentence, unit).is_some_and(|sign| sign != Sign::Bracket && sign != Sign::Other)
            || self.is(sentence, unit, Mark::AND.with(Mark::BUT).with(Mark::THAT))
    }

    /// Does a rule's match rest on a word that only looks like a verb: in what it captures, or at its end?
    #[must_use]
    pub fn mistaken(&self, sentence: usize, found: &crate::pack::Found, capture: &str) -> bool {
        let captured = found.capture(capture).unwrap_or_else(|| found.whole.clone());
        captured.chain(found.whole.end.checked_sub(1)).any(|unit| self.lookalike(sentence, unit))
    }

    /// The clauses of a sentence, in order.
    #[must_use]
    pub fn clauses(&self, sentence: usize) -> &[Clause] {
        self.clauses.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// The clause that holds a unit, by number.
    #[must_use]
    pub fn clause_of(&self, sentence: usize, unit: usize) -> usize {
        let clauses = self.clauses(sentence);
        clauses.partition_point(|clause| clause.units.end <= unit).min(clauses.len().saturating_sub(1))
    }

    /// The original bytes of a run of units, endings included.
    #[must_use]
    pub fn span(&self, sentence: usize, units: Range<usize>) -> Span {
        self.sentences.get(sentence).map_or_else(Span::default, |all| all.span(units))
    }

    /// The quotation that holds a byte of the original.
    #[must_use]
    pub fn quote_at(&self, byte: u32) -> Option<&Quote> {
        self.quotes.iter().find(|quote| quote.inner.start <= byte && byte < quote.inner.end)
    }

    fn split(&self, sentence: usize) -> Vec<Clause> {
        let length = self.len(sentence);
        let verbs: Vec<usize> = (0..length).filter(|unit| self.finite(sentence, *unit)).collect();
        let opener = Mark::THAT.with(Mark::PURPOSE).with(Mark::BECAUSE).with(Mark::IF).with(Mark::WHEN);
        let hard = opener.with(Mark::BUT);
        let motion = Mark::V_ARRIVE
            .with(Mark::V_GO)
            .with(Mark::V_COME)
            .with(Mark::V_SEND)
            .with(Mark::V_CARRY)
            .with(Mark::V_RETURN)
            .with(Mark::V_CONVEY)
            .with(Mark::V_THROW);
        let mut clauses = Vec::with_capacity(verbs.len() + 1);
        let mut start = 0;
        for (ix, verb) in verbs.iter().copied().enumerate() {
            if verb < start {
                continue;
            }
            let next = verbs.get(ix + 1).copied().unwrap_or(length);
            // A full stop inside a quotation ends a clause without a verb, a colon says who speaks.
            let ends = |unit: &usize| match self.sign(sentence, *unit) {
                Some(Sign::Stop) => true,
                Some(Sign::Colon) => self.separates(sentence, *unit),
                _ => false,
            };
            if let Some(stop) = (start..verb).rev().find(ends) {
                clauses.push(self.clause(sentence, start..stop, None, opener));
                start = stop + 1;
            }
            // An opener between the start and the verb cuts off what stands before it.
            let cut = (start + 1..verb).rev().find(|unit| self.opens(sentence, *unit, hard));
            if let Some(cut) = cut.filter(|cut| verb - cut > 1) {
                clauses.push(self.clause(sentence, start..cut, None, opener));
                start = cut;
            }
            let mut end = verb + 1;
            if next >= length && !self.separates(sentence, verb + 1) {
                end = (verb + 1..length)
                    .find(|unit| self.opens(sentence, *unit, hard) || self.strong(sentence, *unit))
                    .unwrap_or(length);
            } else if next < length {
                let near = (verb + 1..next).find(|unit| {
                    self.opens(sentence, *unit, hard)
                        || self.is(sentence, *unit, Mark::AND)
                        || self.separates(sentence, *unit)
                });
                // What follows the verb belongs to it only as a place, a time or a late adjunct.
                // What is expected or decided to be done follows with all that stands before its own verb.
                let due = self.is(sentence, next, Mark::SUBJUNCTIVE) && !self.is(sentence, next, Mark::PAST);
                let late = self.is(sentence, verb + 1, Mark::PREPOSITION.with(Mark::ABOUT).with(Mark::TIME))
                    && !due
                    || self.is(sentence, verb, motion);
                match near {
                    // "attacked (on to) the village": the object follows its verb.
                    _ if self.is(sentence, verb + 1, Mark::BELONGING) => {
                        end = verb + 2;
                        let goes_on = |end: usize| {
                            self.ends(sentence, end, Features::IZAFE)
                                || self.is(sentence, end, Mark::BELONGING)
                        };
                        while end + 1 < next && goes_on(end) {
                            end += 1;
                        }
                        end = (end + 1).min(next);
                    }
                    Some(unit) if late || unit == verb + 1 => end = unit,
                    None if self.is(sentence, verb, motion) && verb + 2 < next => {
                        end = self.goal(sentence, verb + 1, next);
                    }
                    _ => {}
                }
            }
            clauses.push(self.clause(sentence, start..end, Some(verb), opener));
            start = end;
        }
        if start < length || clauses.is_empty() {
            clauses.push(self.clause(sentence, start..length, None, opener));
        }
        clauses.retain(|clause| !clause.units.is_empty());
        clauses
    }

    /// The end of what a verb of motion goes to, that begins right behind it: "to the villages of PLACE".
    fn goal(&self, sentence: usize, start: usize, limit: usize) -> usize {
        let leads =
            |unit: usize| self.is(sentence, unit, Mark::FOR.with(Mark::TOWARDS).with(Mark::BELONGING));
        let mut end = start + 1;
        while end < limit && (leads(end - 1) || self.ends(sentence, end - 1, Features::IZAFE)) {
            end += 1;
        }
        end
    }

    /// A word that opens a clause, and not the noun it is made of.
    fn opens(&self, sentence: usize, unit: usize, opener: Mark) -> bool {
        self.is(sentence, unit, opener)
            && !self.ends(sentence, unit, Features::IZAFE.with(Features::DA).with(Features::CLITIC))
    }

    fn strong(&self, sentence: usize, unit: usize) -> bool {
        matches!(self.sign(sentence, unit), Some(Sign::Stop | Sign::Semicolon))
    }

    fn separates(&self, sentence: usize, unit: usize) -> bool {
        match self.sign(sentence, unit) {
            // The colon of a clock time.
            Some(Sign::Colon) => {
                !(self.is(sentence, unit + 1, Mark::NUMBER)
                    && unit > 0
                    && self.is(sentence, unit - 1, Mark::NUMBER))
            }
            // The marks around a quoted name do not part what stands about them.
            Some(Sign::Quote) => {
                let at = self.unit(sentence, unit).map_or(0, |unit| unit.span.start);
                !self.quotes.iter().any(|quote| quote.words < 5 && quote.open.start <= at && at < quote.end)
            }
            Some(Sign::Comma | Sign::Semicolon | Sign::Stop) => true,
            _ => false,
        }
    }

    /// Without the marks and the coordinating words at its edges.
    fn clause(&self, sentence: usize, units: Range<usize>, verb: Option<usize>, opener: Mark) -> Clause {
        let Range { mut start, mut end } = units;
        let edge = |unit: usize| {
            self.separates(sentence, unit)
                || self.is(sentence, unit, Mark::AND.with(Mark::BUT).with(Mark::ALSO_WORD))
                    && !self.is(sentence, unit, Mark::VERB)
        };
        while start < end && edge(start) {
            start += 1;
        }
        while end > start && edge(end - 1) {
            end -= 1;
        }
        Clause { units: start..end, verb, dependent: self.opens(sentence, start, opener) }
    }
}
