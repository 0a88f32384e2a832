//! How a name stands in its phrase: what it depends on, and which preposition governs the phrase.

use super::{Mark, Scene, Sign, is_single};
use crate::pack::Features;

/// What governs a name's phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// No preposition: subject or object.
    Bare,
    /// "in, at, from".
    In,
    /// "to, for".
    For,
    /// "towards".
    Towards,
    /// "with".
    With,
    /// "between".
    Between,
    /// "by".
    By,
    /// "led by, with the participation of".
    Joint,
    /// "against".
    Against,
    /// "onto".
    Onto,
    /// Any other preposition.
    Other,
}

/// Where a name's phrase begins and what governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// First unit of the phrase; the name's own unless it depends on a noun by izafe.
    pub head: usize,
    /// First unit of the list it is a member of; the head where it is the first member.
    pub list: usize,
    /// What governs the phrase.
    pub relation: Relation,
}

/// Longest chain of nouns joined by izafe that is looked back over.
const CHAIN: usize = 8;

/// Most members of a list that are looked back over.
const LIST: usize = 12;

impl Scene<'_> {
    /// How the name at `unit` stands; `start` is the first unit of its clause.
    #[must_use]
    pub fn standing(&self, sentence: usize, unit: usize, start: usize) -> Standing {
        self.standing_within(sentence, unit, start, LIST)
    }

    /// The same, looking back over at most `members` members of a list.
    fn standing_within(&self, sentence: usize, unit: usize, start: usize, members: usize) -> Standing {
        let mut head = unit;
        let linked = Features::IZAFE.with(Features::DEM);
        while head > start && unit - head < CHAIN {
            let before = head - 1;
            let joins = self.ends(sentence, before, linked)
                && !self.closed(sentence, before, start)
                && self.sign(sentence, before).is_none()
                && !self.finite(sentence, before)
                && self.governor(sentence, before).is_none();
            if !joins {
                break;
            }
            head = before;
        }
        let mut relation = Relation::Bare;
        let mut list = head;
        if head > start {
            let before = head - 1;
            // "told (NAME)": brackets and quotation marks about a name part it from nothing.
            let around = before > start
                && (matches!(self.sign(sentence, before), Some(Sign::Bracket | Sign::Quote))
                    || self.apostrophe(sentence, before));
            // What stands in them is another name of what stands before.
            let outer = around.then(|| match self.standing_shallow(sentence, before - 1, start) {
                _ if self.governor(sentence, before - 1).is_some() => self.governor(sentence, before - 1),
                Relation::Bare => None,
                relation => Some(relation),
            });
            let outer = outer.flatten();
            if let Some(found) = self.governor(sentence, before).or(outer) {
                relation = found;
            } else if let Some(other) = self.listed_after(sentence, before, start).filter(|_| members > 0) {
                // A further member of a list stands like the name before it.
                if self.entity(sentence, other).is_some() {
                    let same = self.standing_within(sentence, other, start, members - 1);
                    let and = other == before || self.is(sentence, before, Mark::AND);
                    if and || same.relation == Relation::Between {
                        relation = same.relation;
                        list = same.list;
                        if head == unit && same.head != other && !self.is(sentence, unit, Mark::PERSON) {
                            head = same.head;
                        }
                    }
                }
            } else if self.entity(sentence, before).is_some() && self.is(sentence, unit, Mark::PERSON)
                || self.ends(sentence, before, linked)
            {
                // An apposition: "the president of X, NAME" without a comma. A body or place beside a
                // name is no apposition: "in CITY the POLICE …".
                let other = self.standing_shallow(sentence, before, start);
                relation = other;
            }
        }
        if relation == Relation::Bare && self.ends(sentence, unit, Features::DA.with(Features::EWE)) {
            relation = Relation::In;
        }
        Standing { head, list, relation }
    }

    /// Is the unit a single quotation mark?
    fn apostrophe(&self, sentence: usize, unit: usize) -> bool {
        let mark = self.unit(sentence, unit).and_then(|unit| unit.span.of(self.text.original()));
        mark.is_some_and(is_single)
    }

    /// Does a demonstrative's ending close a phrase here ("in this matter, NAME …"), joining no further word?
    fn closed(&self, sentence: usize, unit: usize, start: usize) -> bool {
        let outer = Features::DA.with(Features::EWE).with(Features::ADD);
        self.ends(sentence, unit, Features::DEM)
            && !self.ends(sentence, unit, Features::IZAFE)
            && self.ends(sentence, unit, outer)
            && (start..unit).rev().take(3).any(|at| self.is(sentence, at, Mark::DEM_WORD))
    }

    /// The governor of the phrase that ends at `unit`, looking back over izafe only.
    pub(super) fn standing_shallow(&self, sentence: usize, unit: usize, start: usize) -> Relation {
        let mut head = unit;
        while head > start && unit - head < CHAIN {
            let before = head - 1;
            if !self.ends(sentence, before, Features::IZAFE) || self.governor(sentence, before).is_some() {
                break;
            }
            head = before;
        }
        if head == start {
            return Relation::Bare;
        }
        self.governor(sentence, head - 1).unwrap_or(Relation::Bare)
    }

    /// What a word behind `before` is a further member of a list with: the name, or what governs, last before a
    /// comma or "and", which may also be written together with the name.
    fn listed_after(&self, sentence: usize, before: usize, start: usize) -> Option<usize> {
        if self.entity(sentence, before).is_some() && self.ends(sentence, before, Features::CONJ) {
            return Some(before);
        }
        if !self.lists(sentence, before) || before <= start {
            return None;
        }
        let ends = |other: &usize| {
            self.entity(sentence, *other).is_some() || self.governor(sentence, *other).is_some()
        };
        (start..before).rev().take(6).find(ends)
    }

    fn lists(&self, sentence: usize, unit: usize) -> bool {
        self.is(sentence, unit, Mark::AND) || self.sign(sentence, unit) == Some(Sign::Comma)
    }

    /// The relation a preposition makes.
    #[must_use]
    pub fn governor(&self, sentence: usize, unit: usize) -> Option<Relation> {
        if self.ends(sentence, unit, Features::DEM.with(Features::PL)) {
            return None;
        }
        let mark = self.mark(sentence, unit);
        [
            (Mark::BY, Relation::By),
            (Mark::AGAINST, Relation::Against),
            (Mark::BETWEEN, Relation::Between),
            (Mark::WITH, Relation::With),
            (Mark::TOWARDS, Relation::Towards),
            (Mark::FOR, Relation::For),
            (Mark::HEADED.with(Mark::JOINT), Relation::Joint),
            (Mark::IN, Relation::In),
            (Mark::BELONGING, Relation::Onto),
            (Mark::AT.with(Mark::ABOUT).with(Mark::ACCORDING), Relation::Other),
        ]
        .into_iter()
        .find(|(class, _)| mark.any(*class))
        .map(|(_, relation)| relation)
    }
}
