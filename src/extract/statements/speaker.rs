//! Who speaks: the subject beside the cue, the source named before, or whoever spoke last.

use super::{Cue, Voice};
use crate::{
    extract::clauses::{Mark, Scene, Sign, Subject},
    model::{EntityIx, EntityKind},
    pack::Features,
};

/// Who has spoken so far, and whose paper is being read.
#[derive(Default)]
pub(super) struct Voices {
    last: Vec<EntityIx>,
    source: Option<EntityIx>,
}

impl Voices {
    /// Notes whose statement, tweet or report a sentence is about.
    pub(super) fn listen(&mut self, scene: &Scene<'_>, sentence: usize) {
        for unit in 0..scene.len(sentence) {
            if !scene.is(sentence, unit, Mark::UTTERANCE) || scene.ends(sentence, unit, Features::DEF) {
                continue;
            }
            let owner = if scene.ends(sentence, unit, Features::IZAFE) {
                named_after(scene, sentence, unit + 1, 4)
            } else {
                None
            };
            let clause = scene.clause_of(sentence, unit);
            let owner = owner.or_else(|| scene.subject(sentence, clause, unit));
            if owner.is_some() {
                self.source = owner;
            }
        }
    }

    /// Keeps who spoke, for the next cue without a subject.
    pub(super) fn remember(&mut self, speakers: &[EntityIx]) {
        if !speakers.is_empty() {
            self.last = speakers.to_vec();
        }
    }

    /// Who speaks at a cue; none where the text names nobody.
    pub(super) fn speakers(&self, scene: &Scene<'_>, cue: &Cue) -> Vec<EntityIx> {
        let sentence = cue.sentence;
        match cue.voice {
            Voice::Rumour => Vec::new(),
            Voice::Headline => {
                (cue.cue.clone()).filter_map(|unit| scene.entity(sentence, unit)).take(1).collect()
            }
            Voice::According => {
                let named = named_after(scene, sentence, cue.cue.end, 8);
                let definite = scene.ends(sentence, cue.cue.end.saturating_sub(1), Features::DEF);
                match named {
                    Some(one) => vec![one],
                    None if definite => self.source.into_iter().collect(),
                    None => Vec::new(),
                }
            }
            Voice::Passive => match self.source {
                Some(source) => vec![source],
                None => self.last.clone(),
            },
            Voice::Active => self.active(scene, cue),
        }
    }

    fn active(&self, scene: &Scene<'_>, cue: &Cue) -> Vec<EntityIx> {
        let sentence = cue.sentence;
        let clause = scene.clause_of(sentence, cue.whole.start);
        // First person: whoever is speaking already.
        if cue.whole.clone().any(|unit| scene.is(sentence, unit, Mark::ME)) {
            return match self.last.as_slice() {
                [] => signature(scene).into_iter().collect(),
                last => last.to_vec(),
            };
        }
        match scene.subject_of(sentence, clause, cue.whole.start) {
            Subject::One(one) => return vec![one],
            Subject::Several(all) => return all,
            Subject::Unnamed if !cue.also => {
                // The utterance itself speaks: "the joint statement says".
                let start = scene.clauses(sentence).get(clause).map_or(0, |c| c.units.start);
                let paper = (start..cue.whole.start).any(|unit| scene.is(sentence, unit, Mark::UTTERANCE));
                if paper {
                    return self.source.into_iter().collect();
                }
                return Vec::new();
            }
            Subject::Unnamed | Subject::Dropped => {}
        }
        for earlier in (0..clause).rev() {
            match scene.subject_of(sentence, earlier, usize::MAX) {
                Subject::One(one) => return vec![one],
                Subject::Several(all) => return all,
                _ => {}
            }
        }
        self.last.clone()
    }
}

/// The first person or body named in the units after a source noun, before a comma or verb.
fn named_after(scene: &Scene<'_>, sentence: usize, from: usize, reach: usize) -> Option<EntityIx> {
    let mut place = None;
    for unit in from..(from + reach).min(scene.len(sentence)) {
        if scene.sign(sentence, unit) == Some(Sign::Comma) || scene.finite(sentence, unit) {
            break;
        }
        let Some(entity) = scene.entity(sentence, unit) else { continue };
        match scene.entities.get(entity.0 as usize).map(|e| e.kind) {
            Some(EntityKind::Person | EntityKind::Organisation) => return Some(entity),
            Some(EntityKind::Place) => place = place.or(Some(entity)),
            None => {}
        }
    }
    place
}

/// Who signs the text: the body named alone in a short line of its own near the end.
fn signature(scene: &Scene<'_>) -> Option<EntityIx> {
    (0..scene.sentences.len()).rev().take(8).find_map(|sentence| {
        let length = scene.len(sentence);
        let named = (0..length).find_map(|unit| scene.entity(sentence, unit))?;
        let kind = scene.entities.get(named.0 as usize)?.kind;
        (length <= 2 && kind != EntityKind::Place).then_some(named)
    })
}
