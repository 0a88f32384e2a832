//! Who speaks: the subject beside the cue, the source named before, or whoever spoke last.

use super::{Cue, Voice};
use crate::{
    extract::clauses::{Mark, Scene, Sign, Subject},
    model::{EntityIx, EntityKind},
    pack::Features,
};

/// Who spoke last.
#[derive(Default)]
pub(super) struct Voices {
    last: Vec<EntityIx>,
    /// The sentence they spoke in.
    sentence: usize,
}

impl Voices {
    /// Keeps who spoke, for the next cue without a subject.
    pub(super) fn remember(&mut self, sentence: usize, speakers: &[EntityIx]) {
        if !speakers.is_empty() {
            self.last = speakers.to_vec();
            self.sentence = sentence;
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
                    Some(of) if body && office => scene.holder(sentence, head, of).into_iter().collect(),
                    Some(one) => vec![one],
                    // An office alone: the one of whom the document tells.
                    None => scene.office(sentence, unit).into_iter().collect(),
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
            && let Some(body) = scene.body_again(sentence, clause, cue.whole.start)
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
                return Vec::new();
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
                // "the villagers spoke to BODY and said …": nobody that is named.
                Subject::Unnamed if several && scene.crowd(sentence, earlier, usize::MAX) => {
                    return Vec::new();
                }
                _ => {}
            }
        }
        if self.fits(scene, cue) { self.last.clone() } else { Vec::new() }
    }

    /// May whoever spoke last be meant? Where several speak, no single person is.
    fn fits(&self, scene: &Scene<'_>, cue: &Cue) -> bool {
        !matches!(self.last.as_slice(), [one] if scene.is_person(*one))
            || !scene.several(cue.sentence, cue.whole.clone())
    }
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
