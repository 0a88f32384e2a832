//! Who is meant: the subject of a clause, and the two behind "both sides".

use super::{Mark, Relation, Scene, Sign};
use crate::{
    model::{EntityIx, EntityKind},
    pack::Features,
};

/// Pairs beyond this number say nothing new about who the two sides are.
const MOST_PAIRS: usize = 400;

/// What stands as the subject of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One named entity.
    One(EntityIx),
    /// Several together.
    Several(Vec<EntityIx>),
    /// A noun without a name.
    Unnamed,
    /// Nothing: the verb's ending is all.
    Dropped,
}

impl Scene<'_> {
    /// The named subject of a clause among its units before `limit`.
    #[must_use]
    pub fn subject(&self, sentence: usize, clause: usize, limit: usize) -> Option<EntityIx> {
        match self.subject_of(sentence, clause, limit) {
            Subject::One(entity) => Some(entity),
            Subject::Several(all) => all.first().copied(),
            _ => None,
        }
    }

    /// What stands as the subject of a clause among its units before `limit`.
    #[must_use]
    pub fn subject_of(&self, sentence: usize, clause: usize, limit: usize) -> Subject {
        let Some(here) = self.clauses(sentence).get(clause) else { return Subject::Dropped };
        let start = self.after_source(sentence, here.units.clone(), limit);
        let end = here.units.end.min(limit);
        let mut found: Vec<EntityIx> = Vec::new();
        let mut last = 0;
        for unit in start..end {
            let governed = unit > start && self.governor(sentence, unit - 1).is_some();
            if self.is(sentence, unit, Mark::BOTH) && found.is_empty() && !governed {
                return Subject::Several(self.both(sentence, unit));
            }
            if self.is(sentence, unit, Mark::THEY) && !governed && found.is_empty() {
                let both = self.both(sentence, unit);
                if !both.is_empty() {
                    return Subject::Several(both);
                }
            }
            let Some(entity) = self.entity(sentence, unit) else { continue };
            let standing = self.standing(sentence, unit, start);
            if standing.relation != Relation::Bare {
                continue;
            }
            let kind = self.kind(entity);
            let chain = standing.head..unit;
            let has = |mark: Mark| chain.clone().any(|at| self.is(sentence, at, mark));
            let titled = has(Mark::TITLE);
            if titled && kind != Some(EntityKind::Person) {
                // The holder of an office, if the document says who it is.
                let Some(holder) = self.holder(sentence, standing.head, entity) else { continue };
                // A name in apposition says it itself.
                let named = (unit + 1..end.min(unit + 4)).any(|next| self.is(sentence, next, Mark::PERSON));
                if !named && found.is_empty() {
                    found.push(holder);
                    last = unit;
                }
                continue;
            }
            if titled || (kind == Some(EntityKind::Person) && !chain.is_empty() && !has(Mark::DELEGATION)) {
                continue;
            }
            // "the silence of BODY": the body is not what does it; its people are.
            let people = Mark::DELEGATION.with(Mark::OFFICIAL).with(Mark::TITLE).with(Mark::COMPANY);
            // "artists of BODY": a plural that is not definite tells of persons.
            let persons = kind == Some(EntityKind::Organisation)
                && self.ends(sentence, standing.head, Features::PL)
                && !self.ends(sentence, standing.head, Features::DEF);
            if kind != Some(EntityKind::Person) && !chain.is_empty() && !has(people) && !persons {
                continue;
            }
            let further = self.joined(sentence, last, standing.head) && !found.contains(&entity);
            if found.is_empty() || further {
                found.push(entity);
                last = unit;
            }
        }
        match found.as_slice() {
            [] => {
                // "economists of the United Nations": the body they belong to.
                let body = (start..end).find_map(|unit| {
                    let entity = self.entity(sentence, unit)?;
                    let kind = self.kind(entity)?;
                    let standing = self.standing(sentence, unit, start);
                    let belongs = standing.head > start + 1
                        && self.is(sentence, standing.head - 1, Mark::AT)
                        && self.is(sentence, standing.head - 2, Mark::BELONGING);
                    (kind == EntityKind::Organisation && belongs).then_some(entity)
                });
                if let Some(body) = body {
                    return Subject::One(body);
                }
                // "the governor said": the one of whom the document told.
                let free = |unit: &usize| self.free_office(sentence, *unit, start);
                if let Some(holder) = (start..end).find(free).and_then(|unit| self.office(sentence, unit)) {
                    return Subject::One(holder);
                }
                if self.has_noun(sentence, start, end) { Subject::Unnamed } else { Subject::Dropped }
            }
            [one] => Subject::One(*one),
            _ => Subject::Several(found),
        }
    }

    /// Is the unit an office of one person that nothing before it in the clause governs?
    #[must_use]
    pub fn free_office(&self, sentence: usize, unit: usize, start: usize) -> bool {
        self.is(sentence, unit, Mark::TITLE)
            && !self.ends(sentence, unit, Features::PL)
            && (unit == start
                || self.governor(sentence, unit - 1).is_none()
                    && !self.ends(sentence, unit - 1, Features::IZAFE))
    }

    /// The body or country that the office at the head of these units is of, where nobody is named as its holder.
    #[must_use]
    pub fn office_of(&self, sentence: usize, units: std::ops::Range<usize>) -> Option<EntityIx> {
        let named = units.clone().find(|unit| self.entity(sentence, *unit).is_some())?;
        let entity = self.entity(sentence, named).filter(|entity| !self.is_person(*entity))?;
        let linked = (units.start..named).all(|unit| {
            self.ends(sentence, unit, Features::IZAFE)
                || self.is(sentence, unit + 1, Mark::AND)
                || self.is(sentence, unit, Mark::AND)
        });
        let person = (named + 1..units.end.min(named + 4)).any(|unit| self.is(sentence, unit, Mark::PERSON));
        // "a writer of COUNTRY" speaks for nobody but himself, the mayor of a town not for the town.
        let some = self.is_place(entity)
            && (self.ends(sentence, units.start, Features::INDEF) || !self.state(sentence, named));
        let held = self.is(sentence, units.start, Mark::TITLE)
            && !self.ends(sentence, units.start, Features::PL)
            && !some;
        (held && linked && !person).then_some(entity)
    }

    /// Does the document tell of an office of the person?
    #[must_use]
    pub fn has_office(&self, person: EntityIx) -> bool {
        self.roles.iter().any(|role| role.person == person)
    }

    /// The first unit of a clause after a leading "according to …,".
    #[must_use]
    pub fn after_source(&self, sentence: usize, units: std::ops::Range<usize>, before: usize) -> usize {
        let source = (units.start..units.end.min(units.start + 3))
            .any(|unit| self.is(sentence, unit, Mark::ACCORDING));
        if !source {
            return units.start;
        }
        (units.start..units.end.min(before))
            .find(|unit| self.sign(sentence, *unit) == Some(Sign::Comma))
            .map_or(units.start, |comma| comma + 1)
    }

    /// The span of a name's first word, if that word's dictionary form has one of these classes.
    #[must_use]
    pub fn first_word(&self, sentence: usize, unit: usize, mark: Mark) -> Option<crate::model::Span> {
        let unit = self.unit(sentence, unit)?;
        let token = self.text.tokens().get(unit.tokens.start as usize)?;
        self.text.analyses(token).iter().find_map(|analysis| {
            let entry = self.pack.lexicon.word(self.text.stem(token, analysis))?;
            let set = self.pack.lexicon.entry(entry)?.set;
            self.classes.of(set).any(mark).then(|| self.text.stem_span(token, analysis))
        })
    }

    /// Does a name unit name a country, or the region that has a government of its own?
    fn state(&self, sentence: usize, unit: usize) -> bool {
        let known =
            |class: &str| self.sentences.get(sentence).is_some_and(|row| row.is(self.pack, unit, class));
        self.country(sentence, unit) || known("country") || known("homeland") || known("region")
    }

    /// Does a name unit name a country?
    #[must_use]
    pub fn country(&self, sentence: usize, unit: usize) -> bool {
        self.is(sentence, unit, Mark::PLACE) && self.first_word(sentence, unit, Mark::COUNTRY).is_some()
    }

    /// Are the names joined by "and" with nothing else between?
    fn joined(&self, sentence: usize, last: usize, head: usize) -> bool {
        head == last + 2 && self.is(sentence, last + 1, Mark::AND)
            || head == last + 1 && self.ends(sentence, last, Features::CONJ)
    }

    /// Does a clause name people without a name as its subject before `limit` ("residents", "artists")?
    #[must_use]
    pub fn crowd(&self, sentence: usize, clause: usize, limit: usize) -> bool {
        let Some(here) = self.clauses(sentence).get(clause) else { return false };
        let start = self.after_source(sentence, here.units.clone(), limit);
        let end = here.units.end.min(limit);
        // "somebody", "women": one word that tells of people nobody has named.
        let free = |unit: usize| unit == start || self.governor(sentence, unit - 1).is_none();
        let whole = |unit: usize| {
            self.is(sentence, unit, Mark::SEVERAL)
                && !self.ends(sentence, unit, Features::IZAFE)
                && free(unit)
                && !self.is(sentence, unit.saturating_sub(1), Mark::PREPOSITION)
        };
        (start..end).any(whole)
            || self.noun(sentence, start, end).is_some_and(|unit| {
                let counted = Mark::SEVERAL.with(Mark::QUANTITY);
                let told = Features::DEF.with(Features::IZAFE).with(Features::DEM);
                (start..=unit).any(|at| self.is(sentence, at, counted))
                    || self.ends(sentence, unit, Features::PL) && !self.ends(sentence, unit, told)
                    || self.ends(sentence, unit, Features::INDEF)
            })
    }

    /// Does a noun that no preposition governs stand there?
    fn has_noun(&self, sentence: usize, start: usize, end: usize) -> bool {
        self.noun(sentence, start, end).is_some()
    }

    /// The first noun there that no preposition governs.
    #[must_use]
    pub fn noun(&self, sentence: usize, start: usize, end: usize) -> Option<usize> {
        let light = Mark::ACCORDING
            .with(Mark::CONTENT)
            .with(Mark::ALSO_WORD)
            .with(Mark::THAT)
            .with(Mark::AND)
            .with(Mark::BUT)
            .with(Mark::SOURCE)
            .with(Mark::TIME)
            .with(Mark::PUNCT)
            .with(Mark::VERB)
            .with(Mark::SAME)
            .with(Mark::ADVERB);
        let mut governed = false;
        for unit in start..end {
            let mark = self.mark(sentence, unit);
            if mark.any(Mark::PREPOSITION) {
                governed = true;
                continue;
            }
            if mark.any(light) || self.sign(sentence, unit).is_some() {
                governed = self.ends(sentence, unit, Features::IZAFE) && governed;
                continue;
            }
            let inner = governed;
            // A governed phrase goes on as long as izafe links its words.
            governed = governed && self.ends(sentence, unit, Features::IZAFE.with(Features::DEM));
            if !inner && mark.any(Mark::WORD) {
                return Some(unit);
            }
        }
        None
    }

    /// The body that a subject without a name tells of again ("that commission said", "the ministry said"): the one
    /// last named whose name has the noun.
    #[must_use]
    pub fn body_again(&self, sentence: usize, clause: usize, limit: usize) -> Option<EntityIx> {
        let here = self.clauses(sentence).get(clause)?;
        let start = self.after_source(sentence, here.units.clone(), limit);
        let mut noun = self.noun(sentence, start, here.units.end.min(limit))?;
        if self.is(sentence, noun, Mark::DEM_WORD) {
            noun += 1;
        }
        let told = self.unit(sentence, noun)?;
        let again = Features::DEF.with(Features::DEM);
        if !told.features.has(again) || told.features.has(Features::PL.with(Features::IZAFE)) {
            return None;
        }
        let stem = told.stem.of(self.text.original()).filter(|stem| stem.chars().count() > 2)?;
        let named = |entity: &EntityIx| {
            self.kind(*entity) == Some(EntityKind::Organisation)
                && self
                    .entities
                    .get(entity.0 as usize)
                    .is_some_and(|body| body.name.split_whitespace().any(|word| word.starts_with(stem)))
        };
        (0..=sentence).rev().find_map(|number| {
            let end = if number == sentence { noun } else { self.len(number) };
            (0..end).rev().filter_map(|unit| self.entity(number, unit)).find(|entity| named(entity))
        })
    }

    /// The person a title of that country or body belongs to, where the document says so.
    #[must_use]
    pub fn holder(&self, sentence: usize, title: usize, of: EntityIx) -> Option<EntityIx> {
        let unit = self.unit(sentence, title)?;
        let stem = unit.stem.of(self.text.original())?;
        let at = unit.span.start;
        let fits = |role: &&crate::model::Role| {
            role.of == Some(of)
                && role
                    .role
                    .split_whitespace()
                    .next()
                    .is_some_and(|word| word == stem || stem.starts_with(word) || word.starts_with(stem))
        };
        let before = self.roles.iter().filter(fits).rfind(|role| role.span.start <= at);
        before
            .or_else(|| self.roles.iter().find(fits))
            .map(|role| role.person)
            .or_else(|| self.office(sentence, title))
    }

    /// The one person whose office the phrase from `title` on tells, where the document names one alone.
    #[must_use]
    pub fn office(&self, sentence: usize, title: usize) -> Option<EntityIx> {
        let word = |unit: usize| self.unit(sentence, unit).and_then(|u| u.stem.of(self.text.original()));
        let alike = |told: &str, word: &str| told.starts_with(word) || word.starts_with(told);
        let head = word(title)?;
        let linked = self.ends(sentence, title, Features::IZAFE);
        let further = linked.then(|| word(title + 1)).flatten().filter(|_| {
            self.entity(sentence, title + 1).is_none() && self.sign(sentence, title + 1).is_none()
        });
        let at = self.unit(sentence, title)?.span.start;
        // "a member of parliament said", at the head of a text: of those told of after it the first.
        let some = self.ends(sentence, title, Features::INDEF);
        let mut best: Option<(bool, EntityIx)> = None;
        let mut several = false;
        for role in self.roles.iter().filter(|role| !some || role.span.start > at) {
            let mut words = role.role.split_whitespace();
            if !words.next().is_some_and(|told| alike(told, head)) {
                continue;
            }
            // A plain title may be told of again without what it is of.
            let fits = match (words.next(), further) {
                (Some(told), Some(word)) if alike(told, word) => true,
                (Some(_), Some(_)) => continue,
                (None, None) => true,
                _ => false,
            };
            match best {
                Some((better, _)) if better && !fits => {}
                Some((better, person)) if better == fits => several |= person != role.person && !some,
                _ => {
                    best = Some((fits, role.person));
                    several = false;
                }
            }
        }
        best.filter(|_| !several).map(|(_, person)| person)
    }

    /// The two behind "both sides": the pair of states or bodies that the document joins most often,
    /// of equals the one last named before.
    #[must_use]
    pub fn both(&self, sentence: usize, unit: usize) -> Vec<EntityIx> {
        let mut pairs: Vec<(Vec<EntityIx>, usize, bool)> = Vec::new();
        for (number, first, pair) in &self.pairs {
            let before = (*number, *first) < (sentence, unit);
            let known = pairs.iter().position(|(other, _, _)| other.iter().all(|one| pair.contains(one)));
            match known {
                // The last one named before moves to the end of its equals.
                Some(at) if before => {
                    let (pair, count, _) = pairs.remove(at);
                    pairs.push((pair, count + 1, true));
                }
                Some(at) => pairs[at].1 += 1,
                None => pairs.push((pair.clone(), 1, before)),
            }
        }
        pairs
            .into_iter()
            .enumerate()
            .max_by_key(|(at, (_, count, before))| (*count, *before, *at))
            .map(|(_, (pair, _, _))| pair)
            .unwrap_or_default()
    }

    /// Every pair of states or bodies joined by "and": sentence, unit of the first, the two.
    pub(super) fn read_pairs(&self) -> Vec<(usize, usize, Vec<EntityIx>)> {
        (0..self.sentences.len())
            .flat_map(|number| (0..self.len(number)).map(move |first| (number, first)))
            .filter_map(|(number, first)| Some((number, first, self.pair(number, first)?)))
            .take(MOST_PAIRS)
            .collect()
    }

    /// Two names joined by "and", neither a person.
    fn pair(&self, sentence: usize, first: usize) -> Option<Vec<EntityIx>> {
        let one = self.entity(sentence, first)?;
        let mut next = first + 1;
        if self.is(sentence, next, Mark::AND) {
            next += 1;
        } else if !self.ends(sentence, first, Features::CONJ) {
            return None;
        }
        // "the delegation of A and the delegation of B"
        while next < first + 5
            && self.entity(sentence, next).is_none()
            && self.is(sentence, next, Mark::DELEGATION.with(Mark::OFFICIAL))
        {
            next += 1;
        }
        let two = self.entity(sentence, next)?;
        let state = |entity| matches!(self.kind(entity), Some(EntityKind::Place | EntityKind::Organisation));
        let listed = self.sign(sentence, first.wrapping_sub(1)) == Some(Sign::Comma)
            || self.is(sentence, next + 1, Mark::AND);
        (one != two && state(one) && state(two) && self.kind(one) == self.kind(two) && !listed)
            .then(|| vec![one, two])
    }
}
