//! Who speaks: the subject beside the cue, the source named before, or whoever spoke last.

use super::{Cue, Voice};
use crate::{
    extract::clauses::{Mark, Relation, Scene, Sign, Subject},
    model::{EntityIx, EntityKind},
    pack::Features,
};

/// Who spoke last.
#[derive(Default)]
pub(super) struct Voices {
    last: Vec<EntityIx>,
    /// The sentence they spoke in.
    sentence: usize,
    /// Did they answer in an interview?
    answers: bool,
}

impl Voices {
    /// Keeps who spoke, for the next cue without a subject.
    pub(super) fn remember(&mut self, cue: &Cue, speakers: &[EntityIx]) {
        if !speakers.is_empty() {
            self.last = speakers.to_vec();
            self.sentence = cue.sentence;
            // Below the first lines, "NAME:" tells who answers in an interview.
            self.answers = cue.voice == Voice::Headline && cue.sentence >= HEADLINE;
        }
    }

    /// Somebody without a name spoke: whoever spoke before them does not go on.
    pub(super) fn forget(&mut self, scene: &Scene<'_>, cue: &Cue) {
        let clause = scene.clause_of(cue.sentence, cue.whole.start);
        if !cue.also && scene.subject_of(cue.sentence, clause, cue.whole.start) == Subject::Unnamed {
            self.last.clear();
        }
    }

    /// Who speaks at a cue; none where the text names nobody.
    pub(super) fn speakers(&self, scene: &Scene<'_>, cue: &Cue) -> Vec<EntityIx> {
        let sentence = cue.sentence;
        match cue.voice {
            Voice::Rumour => Vec::new(),
            Voice::Headline => {
                // "the spokesman of BODY:" is somebody of whom no name is given.
                let unit = cue.words.start;
                let body = !scene.is(sentence, unit, Mark::PERSON);
                let head = scene.standing(sentence, unit, 0).head;
                let office = (head..unit).any(|at| scene.is(sentence, at, Mark::TITLE));
                match scene.entity(sentence, unit) {
                    // Where the text does not say who holds it, the office speaks for what it is of.
                    Some(of) if body && office => vec![scene.holder(sentence, head, of).unwrap_or(of)],
                    Some(one) => vec![one],
                    // An office alone: the one of whom the document tells.
                    None => {
                        let of = || scene.office_of(sentence, cue.words.clone());
                        scene.office(sentence, unit).or_else(of).into_iter().collect()
                    }
                }
            }
            Voice::According => {
                let definite = scene.ends(sentence, cue.words.end.saturating_sub(1), Features::DEF);
                let linked = !definite || scene.ends(sentence, cue.words.end - 1, Features::IZAFE);
                let named = linked.then(|| named_after(scene, sentence, cue.words.end, 8)).flatten();
                match named {
                    Some(one) => vec![one],
                    None if definite => scene.behind(sentence).source,
                    None => Vec::new(),
                }
            }
            Voice::Again => self.last.clone(),
            Voice::Passive => {
                if let Some(one) = paper(scene, cue) {
                    return vec![one];
                }
                let source = scene.behind(sentence).source;
                if source.is_empty() { self.last.clone() } else { source }
            }
            Voice::Active => self.active(scene, cue),
        }
    }

    fn active(&self, scene: &Scene<'_>, cue: &Cue) -> Vec<EntityIx> {
        let sentence = cue.sentence;
        let clause = scene.clause_of(sentence, cue.whole.start);
        // First person: whoever is speaking already, or the body they say they are.
        if cue.whole.clone().any(|unit| scene.is(sentence, unit, Mark::ME)) {
            if let Some(whom) = scene.as_whom(sentence, clause, cue.whole.start) {
                return vec![whom];
            }
            return match self.last.as_slice() {
                [] => scene.behind(sentence).author.or_else(|| signature(scene)).into_iter().collect(),
                last => last.to_vec(),
            };
        }
        // "the claims of NAME, who says …"
        let that = cue.whole.start.checked_sub(1).filter(|that| scene.is(sentence, *that, Mark::THAT));
        if let Some(whom) = that.and_then(|that| scene.entity(sentence, that.checked_sub(1)?)) {
            return vec![whom];
        }
        let subject = scene.subject_of(sentence, clause, cue.whole.start);
        // "that commission said": the body last told of by this noun.
        if matches!(subject, Subject::Unnamed | Subject::Dropped)
            && let Some(body) =
                scene.body_again(sentence, clause, cue.whole.start).or_else(|| paper(scene, cue))
        {
            return vec![body];
        }
        match subject {
            Subject::One(one) => return vec![one],
            Subject::Several(all) => return all,
            // "the meeting stressed …": the body that met.
            Subject::Unnamed | Subject::Dropped if scene.meeting(sentence, clause, cue.whole.start) => {
                return scene.bodies(&self.last);
            }
            // "NAME met … and also said": whoever the sentence itself tells of.
            Subject::Dropped if cue.also && self.sentence < sentence && clause > 0 => {
                let before = (0..clause).rev().map(|other| scene.subject_of(sentence, other, usize::MAX));
                let person = before.into_iter().find_map(|subject| match subject {
                    Subject::One(one) if scene.is_person(one) => Some(one),
                    _ => None,
                });
                if let Some(person) = person {
                    return vec![person];
                }
                if !self.last.is_empty() && self.fits(scene, cue) {
                    return self.last.clone();
                }
            }
            // A further cue of the same sentence, the same speaker.
            Subject::Unnamed | Subject::Dropped
                if !self.last.is_empty()
                    && self.fits(scene, cue)
                    && (cue.also || self.sentence == sentence && clause > 0) =>
            {
                return self.last.clone();
            }
            Subject::Unnamed => {
                // The utterance itself speaks: "the joint statement says".
                let start = scene.clauses(sentence).get(clause).map_or(0, |c| c.units.start);
                let paper = (start..cue.whole.start).any(|unit| scene.is(sentence, unit, Mark::UTTERANCE));
                if paper {
                    return scene.behind(sentence).source;
                }
                // "the minister of X and the chief of Y announced" is neither of the two.
                if scene.several(sentence, cue.whole.clone()) {
                    return Vec::new();
                }
                let start = scene.clauses(sentence).get(clause).map_or(0, |here| here.units.start);
                let held = || self.holder(scene, sentence, clause, cue.whole.start);
                let told = || self.told(scene, cue, clause);
                // "NAME, who is the head of BODY, said …".
                let relative = scene.is(sentence, start, Mark::THAT);
                let found = if relative { told().or_else(held) } else { held().or_else(told) };
                return found.into_iter().collect();
            }
            Subject::Dropped => {}
        }
        // Main clauses first; what a relative clause names speaks least of all.
        let clauses = scene.clauses(sentence);
        let depends = |number: &usize| clauses.get(*number).is_some_and(|other| other.dependent);
        let relative = |number: &usize| {
            clauses.get(*number).is_some_and(|other| scene.is(sentence, other.units.start, Mark::THAT))
        };
        let main = (0..clause).rev().filter(|number| !depends(number));
        let others = (0..clause).rev().filter(|number| depends(number) && !relative(number));
        let several = scene.several(sentence, cue.whole.clone());
        for earlier in main.chain(others) {
            match scene.subject_of(sentence, earlier, usize::MAX) {
                Subject::One(one) if !(several && scene.is_person(one)) => return vec![one],
                Subject::Several(all) => return all,
                Subject::Unnamed
                    if let Some(one) = scene
                        .body_again(sentence, earlier, usize::MAX)
                        .or_else(|| self.holder(scene, sentence, earlier, usize::MAX))
                        .filter(|_| !several) =>
                {
                    return vec![one];
                }
                // "the villagers spoke to BODY and said …": nobody that is named.
                Subject::Unnamed if several && scene.crowd(sentence, earlier, usize::MAX) => {
                    return Vec::new();
                }
                _ => {}
            }
        }
        // "NAME has worked for ten years. Said …": whom the sentence before tells of, unless somebody spoke in it.
        let may = cue.whole.clone().any(|unit| scene.is(sentence, unit, Mark::SUBJUNCTIVE));
        if (self.last.is_empty() || self.sentence + 1 < sentence)
            && !several
            && !may
            && !(0..cue.whole.start).any(|unit| {
                scene.is(sentence, unit, Mark::SOURCE.with(Mark::UTTERANCE))
                    && scene.ends(sentence, unit, Features::DEF.with(Features::DEM))
            })
            && let Some(person) = told_before(scene, sentence)
        {
            return vec![person];
        }
        if self.fits(scene, cue) { self.last.clone() } else { Vec::new() }
    }

    /// Whom a clause tells of whose only noun is no subject: "NAME, who is held, admitted that …" without a mark
    /// between, "NAME works. Is ready and said …".
    fn told(&self, scene: &Scene<'_>, cue: &Cue, clause: usize) -> Option<EntityIx> {
        let sentence = cue.sentence;
        let clauses = scene.clauses(sentence);
        let here = clauses.get(clause)?;
        let person = |subject: Subject| match subject {
            Subject::One(one) if scene.is_person(one) => Some(one),
            _ => None,
        };
        if scene.is(sentence, here.units.start, Mark::THAT) {
            let head = clause.checked_sub(1).filter(|head| clauses[*head].verb.is_none())?;
            return person(scene.subject_of(sentence, head, usize::MAX));
        }
        let noun = scene.noun(sentence, here.units.start, cue.whole.start)?;
        let predicate =
            scene.ends(sentence, noun, Features::COPULA) && !scene.ends(sentence, noun, Features::DEM);
        let silent = self.last.is_empty() || self.sentence + 1 < sentence;
        (predicate && silent && clause == 0).then(|| told_before(scene, sentence)).flatten()
    }

    /// Of an office that the document gives to nobody: whoever spoke by name in the headline above and has no
    /// office in the text; else the body or country it is of.
    fn holder(&self, scene: &Scene<'_>, sentence: usize, clause: usize, limit: usize) -> Option<EntityIx> {
        let here = scene.clauses(sentence).get(clause)?;
        let units = here.units.start..here.units.end.min(limit);
        let office = units.clone().find(|unit| scene.free_office(sentence, *unit, units.start))?;
        let recent = !self.answers && self.sentence < sentence && sentence <= self.sentence + HEADLINE;
        let above = match self.last.as_slice() {
            [one] if recent && scene.is_person(*one) && !scene.has_office(*one) => Some(*one),
            _ => None,
        };
        // Behind a word that could be the holder's name, nobody knows whose office it is.
        let light = Mark::TIME.with(Mark::ADVERB).with(Mark::AND).with(Mark::BUT).with(Mark::ALSO_WORD);
        let open = office.checked_sub(1).is_none_or(|before| {
            office == units.start
                || scene.sign(sentence, before).is_some()
                || scene.is(sentence, before, light)
                || scene.ends(sentence, before, Features::DA.with(Features::EWE))
        });
        above.or_else(|| open.then(|| scene.office_of(sentence, office..units.end)).flatten())
    }

    /// May whoever spoke last be meant? Where several speak, no single person is.
    fn fits(&self, scene: &Scene<'_>, cue: &Cue) -> bool {
        !matches!(self.last.as_slice(), [one] if scene.is_person(*one))
            || !scene.several(cue.sentence, cue.whole.clone())
    }
}

/// Units after a paper's noun in which whose it is stands.
const PAPER: usize = 4;

/// Sentences that a headline takes, and those between its speaker and the office told in their place.
const HEADLINE: usize = 2;

/// The person that the sentence before tells of, outside quotations.
fn told_before(scene: &Scene<'_>, sentence: usize) -> Option<EntityIx> {
    let before = sentence.checked_sub(1)?;
    let quoted =
        |unit: usize| scene.unit(before, unit).is_some_and(|unit| scene.quote_at(unit.span.start).is_some());
    let told = |number: usize| match scene.subject_of(before, number, usize::MAX) {
        Subject::One(one) if scene.is_person(one) && !quoted(0) => Some(one),
        _ => None,
    };
    let main = scene.clauses(before).iter().position(|clause| !clause.dependent && clause.verb.is_some());
    // "NAME, who worked for years.": the head of the relative clause.
    let clauses = scene.clauses(before);
    let headed = clauses.first().is_some_and(|head| head.verb.is_none())
        && clauses.get(1).is_some_and(|relative| scene.is(before, relative.units.start, Mark::THAT));
    main.and_then(told).or_else(|| headed.then(|| told(0)).flatten())
}

/// Whose the paper is in which the cue stands: "in the statement of BODY it is pointed out …".
fn paper(scene: &Scene<'_>, cue: &Cue) -> Option<EntityIx> {
    let sentence = cue.sentence;
    let start = scene.clauses(sentence).get(scene.clause_of(sentence, cue.whole.start))?.units.start;
    let noun = (start..cue.whole.start).rev().find(|unit| {
        scene.is(sentence, *unit, Mark::SOURCE.with(Mark::UTTERANCE))
            && scene.ends(sentence, *unit, Features::IZAFE)
    })?;
    let inside = scene.standing(sentence, noun, start).relation == Relation::In;
    named_after(scene, sentence, noun + 1, PAPER).filter(|_| inside)
}

/// The first person or body named in the units after a source noun, before a comma or verb.
fn named_after(scene: &Scene<'_>, sentence: usize, from: usize, reach: usize) -> Option<EntityIx> {
    let mut place = None;
    let mut linked = true;
    for unit in from..(from + reach).min(scene.len(sentence)) {
        if scene.sign(sentence, unit) == Some(Sign::Comma) || scene.finite(sentence, unit) {
            break;
        }
        // A place only as what the source is of.
        linked &= unit == 0 || scene.ends(sentence, unit - 1, Features::IZAFE);
        let Some(entity) = scene.entity(sentence, unit) else { continue };
        match scene.kind(entity) {
            Some(EntityKind::Person | EntityKind::Organisation) => return Some(entity),
            Some(EntityKind::Place) if linked => place = place.or(Some(entity)),
            Some(EntityKind::Place) | None => {}
        }
    }
    place
}

/// Who signs the text: the body named alone in a short line of its own near the end.
fn signature(scene: &Scene<'_>) -> Option<EntityIx> {
    let signed = |sentence: usize| {
        let length = scene.len(sentence);
        let named = (0..length).find_map(|unit| scene.entity(sentence, unit))?;
        let kind = scene.kind(named)?;
        (length <= 2 && kind != EntityKind::Place).then_some(named)
    };
    let last = (0..scene.sentences.len()).rev().take(8).find(|sentence| signed(*sentence).is_some())?;
    // "the ministry" above "the government": the first of the lines signs.
    let first = (0..=last).rev().take_while(|sentence| signed(*sentence).is_some()).last().unwrap_or(last);
    signed(first)
}
