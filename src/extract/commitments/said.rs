//! Positions and undertakings inside what somebody says: obligations, wishes, needs, and what the speakers
//! will do themselves. Finds no act that a rule names.

use std::ops::Range;

use super::{mostly, reach, trim};
use crate::{
    extract::{
        clauses::{Mark, Scene, Sign, Subject},
        statements::Speech,
    },
    model::{Act, Commitment, EntityIx, Mode, Provenance, RuleId, Span},
    pack::Features,
};

/// Clauses of obligation inside what is said are the speaker's.
pub(super) fn obligations(scene: &Scene<'_>, speech: &Speech, found: &mut Vec<Commitment>) {
    let span = speech.statement.span;
    let first = scene.text.sentence_at(span.start);
    for sentence in first..scene.sentences.len() {
        if scene.text.sentences().get(sentence).is_none_or(|s| s.span.start >= span.end) {
            break;
        }
        let inside = |unit: usize| scene.unit(sentence, unit).is_some_and(|u| span.contains(u.span));
        for units in obliged(scene, sentence, &inside) {
            // Told of as stressed or reaffirmed already.
            let span = scene.span(sentence, units.clone());
            let stands = |one: &Commitment| {
                matches!(one.act, Act::Stress | Act::Reaffirm)
                    && one.span.start < speech.statement.span.start
                    && one.span.contains(span)
            };
            if found.iter().any(stands) {
                continue;
            }
            found.push(stress(
                scene,
                sentence,
                units,
                speech.speakers.clone(),
                "commitment.obligation",
                0.65,
            ));
        }
        let asked = speech.statement.provenance.rule.0.starts_with("statement.request");
        if speech.statement.mode == Mode::Reported && !asked {
            found.extend(wished(scene, sentence, &inside, speech));
        }
        undertakings(scene, sentence, &inside, speech, found);
    }
}

fn stress(
    scene: &Scene<'_>,
    sentence: usize,
    units: Range<usize>,
    parties: Vec<EntityIx>,
    rule: &str,
    confidence: f32,
) -> Commitment {
    let span = scene.span(sentence, units);
    Commitment {
        span,
        parties,
        act: Act::Stress,
        topics: Vec::new(),
        provenance: Provenance { rule: RuleId::new(rule), confidence, evidence: span },
    }
}

/// The stretches of a sentence that a word of obligation governs.
fn obliged(scene: &Scene<'_>, sentence: usize, inside: &dyn Fn(usize) -> bool) -> Vec<Range<usize>> {
    let length = scene.len(sentence);
    let musts: Vec<usize> = (0..length)
        .filter(|unit| inside(*unit))
        .filter(|unit| {
            scene.is(sentence, *unit, Mark::MUST) && governs(scene, sentence, *unit)
                || scene.is(sentence, *unit, Mark::NEED) && needed(scene, sentence, *unit)
        })
        .collect();
    let mut out = Vec::new();
    let mut from = 0;
    for (ix, must) in musts.iter().copied().enumerate() {
        let clause = scene.clause_of(sentence, must);
        let clauses = scene.clauses(sentence);
        let mut start = clauses.get(clause).map_or(must, |c| c.units.start).max(from);
        // Purposes, conditions and a subject before the word of obligation belong to it.
        while start > from && clause > 0 {
            let Some(before) = clauses.get(scene.clause_of(sentence, start - 1)) else { break };
            let main = before.verb.is_some_and(|verb| {
                let mark = scene.mark(sentence, verb);
                !before.dependent && (mark.any(Mark::PAST) || !mark.any(Mark::SUBJUNCTIVE))
            });
            if main || before.units.start < from || before.units.start >= start || !inside(before.units.start)
            {
                break;
            }
            start = before.units.start;
        }
        while start < must && !inside(start) {
            start += 1;
        }
        let stop = musts.get(ix + 1).map_or(length, |next| {
            scene
                .clauses(sentence)
                .get(scene.clause_of(sentence, *next))
                .map_or(*next, |c| c.units.start.max(must + 1))
        });
        let mut end = reach(scene, sentence, must + 1).min(stop);
        // The verb of obligation is a finite verb itself: its own clause comes after it.
        let verb = (must + 1..stop)
            .find(|unit| scene.is(sentence, *unit, Mark::SUBJUNCTIVE) && scene.finite(sentence, *unit));
        if let Some(verb) = verb {
            end = end.max(reach(scene, sentence, verb + 1).min(stop));
        }
        if (must + 1..stop).all(|unit| !scene.finite(sentence, unit)) && scene.is(sentence, must, Mark::MUST)
        {
            end = stop;
        }
        while end > start && !inside(end - 1) {
            end -= 1;
        }
        let units = trim(scene, sentence, start..end);
        from = units.end;
        out.push(units);
    }
    out
}

/// Does what is said hold a wish, an obligation, a need, or something that those who say it do themselves?
pub(super) fn demands(scene: &Scene<'_>, span: Span, act: Act) -> bool {
    let own = |sentence: usize, unit: usize| {
        let subject = scene.subject_of(sentence, scene.clause_of(sentence, unit), unit);
        let theirs = subject == Subject::Dropped || act == Act::Reaffirm && subject == Subject::Unnamed;
        theirs && scene.finite(sentence, unit)
    };
    let first = scene.text.sentence_at(span.start);
    (first..scene.sentences.len())
        .take_while(|sentence| scene.text.sentences().get(*sentence).is_some_and(|s| s.span.start < span.end))
        .any(|sentence| {
            (0..scene.len(sentence)).any(|unit| {
                let mark = scene.mark(sentence, unit);
                let wish = mark.any(Mark::SUBJUNCTIVE) && scene.finite(sentence, unit)
                    || mark.any(Mark::MUST.with(Mark::NEED))
                    || mark.any(Mark::ME) && mark.any(Mark::PRESENT)
                    || mark.any(Mark::PRESENT) && !mark.any(Mark::PAST) && own(sentence, unit);
                wish && scene.unit(sentence, unit).is_some_and(|unit| span.contains(unit.span))
            })
        })
}

/// What the speaker says that they will do, in so many words: "we will rebuild the town".
fn undertakings(
    scene: &Scene<'_>,
    sentence: usize,
    inside: &dyn Fn(usize) -> bool,
    speech: &Speech,
    found: &mut Vec<Commitment>,
) {
    let deed = Mark::V_DO.with(Mark::V_GIVE).with(Mark::V_CARRY).with(Mark::V_THROW);
    let other = Mark::NO_DEED.with(Mark::MUST).with(Mark::IF).with(Mark::REQUEST);
    let ours = |verb: usize| {
        let mark = scene.mark(sentence, verb);
        mark.any(Mark::ME)
            && mark.any(Mark::PRESENT)
            && !mark.any(Mark::PAST.with(Mark::NEG).with(Mark::SUBJUNCTIVE))
    };
    let clauses = scene.clauses(sentence);
    for (number, clause) in clauses.iter().enumerate() {
        let Some(verb) = clause.verb.filter(|verb| !clause.dependent && inside(*verb)) else { continue };
        let mut start = clause.units.start.max(first_inside(scene, sentence, inside));
        // "they are …, we will …": the copula ends what stands before it.
        let is = (start..verb).rev().find(|unit| {
            scene.sign(sentence, *unit) == Some(Sign::Comma)
                && scene.ends(sentence, *unit - 1, Features::COPULA)
        });
        start = is.map_or(start, |comma| comma + 1);
        if !(ours(verb) && scene.is(sentence, verb, deed))
            || (start..clause.units.end).any(|unit| scene.is(sentence, unit, other))
        {
            continue;
        }
        let aim = number.checked_sub(1).and_then(|before| clauses.get(before));
        if let Some(aim) = aim.filter(|aim| is.is_none() && aim.dependent && inside(aim.units.start)) {
            start = aim.units.start;
        }
        let further = clauses.get(number + 1..).unwrap_or(&[]).iter();
        let end = further
            .take_while(|next| next.verb.is_some_and(|verb| inside(verb) && ours(verb)))
            .last()
            .map_or(clause.units.end, |next| next.units.end);
        let span = scene.span(sentence, start..end);
        if found.iter().any(|one| one.span.overlaps(span)) {
            continue;
        }
        found.push(Commitment {
            act: Act::Pledge,
            ..stress(scene, sentence, start..end, speech.speakers.clone(), "commitment.undertaking", 0.5)
        });
    }
}

/// "there is need of …": the noun, and "is" at the end of its clause.
fn needed(scene: &Scene<'_>, sentence: usize, noun: usize) -> bool {
    let clause = scene.clauses(sentence).get(scene.clause_of(sentence, noun));
    // "… needs talks": the copula on the last word.
    let last = clause.map_or(noun, |own| own.units.end.saturating_sub(1));
    if last > noun + 1
        && clause.is_some_and(|own| own.verb.is_none())
        && scene.ends(sentence, last, Features::COPULA.with(Features::DEM))
    {
        return true;
    }
    clause.and_then(|own| own.verb).is_some_and(|verb| {
        verb > noun && scene.is(sentence, verb, Mark::V_EXIST) && !scene.is(sentence, verb, Mark::NEG)
    })
}

/// Does a subjunctive follow the word of obligation before another verb of its sentence does?
fn governs(scene: &Scene<'_>, sentence: usize, must: usize) -> bool {
    // "… will not be": the verb itself, at the end of its clause.
    if scene.is(sentence, must, Mark::VERB) && scene.closes(sentence, must + 1) {
        return false;
    }
    let unknown = (must + 1..scene.len(sentence)).all(|unit| !scene.finite(sentence, unit));
    unknown && scene.len(sentence) > must + 2
        || (must + 1..scene.len(sentence)).filter(|unit| scene.finite(sentence, *unit)).take(3).any(|unit| {
            let mark = scene.mark(sentence, unit);
            mark.any(Mark::SUBJUNCTIVE) && !mark.any(Mark::PAST)
        })
}

/// What is said in the subjunctive alone is a request.
fn wished(
    scene: &Scene<'_>,
    sentence: usize,
    inside: &dyn Fn(usize) -> bool,
    speech: &Speech,
) -> Option<Commitment> {
    let verbs: Vec<usize> =
        (0..scene.len(sentence)).filter(|unit| inside(*unit) && scene.finite(sentence, *unit)).collect();
    let [verb] = verbs[..] else { return None };
    let mark = scene.mark(sentence, verb);
    let clause = scene.clauses(sentence).get(scene.clause_of(sentence, verb))?;
    let plain = !clause.dependent
        && mark.any(Mark::SUBJUNCTIVE)
        && !mark.any(Mark::PAST.with(Mark::ME).with(Mark::V_BE))
        && !clause.units.clone().any(|unit| {
            scene.is(
                sentence,
                unit,
                Mark::MUST
                    .with(Mark::SCHEDULED)
                    .with(Mark::PURPOSE)
                    .with(Mark::IF)
                    .with(Mark::V_CAN)
                    .with(Mark::V_WANT),
            )
        });
    plain.then(|| Commitment {
        act: Act::Request,
        ..stress(
            scene,
            sentence,
            clause.units.start.max(first_inside(scene, sentence, inside))..clause.units.end,
            speech.speakers.clone(),
            "commitment.wish",
            0.5,
        )
    })
}

fn first_inside(scene: &Scene<'_>, sentence: usize, inside: &dyn Fn(usize) -> bool) -> usize {
    (0..scene.len(sentence)).find(|unit| inside(*unit)).unwrap_or(0)
}

/// Clauses of obligation in such a list are its author's.
pub(super) fn resolutions(scene: &Scene<'_>, found: &mut Vec<Commitment>) {
    for sentence in 0..scene.sentences.len() {
        let Some(author) = scene.behind(sentence).author else { continue };
        for units in obliged(scene, sentence, &|_| true) {
            let span = scene.span(sentence, units.clone());
            if !found.iter().any(|one| mostly(one.span, span)) {
                found.push(stress(scene, sentence, units, vec![author], "commitment.resolution", 0.7));
            }
        }
    }
}
