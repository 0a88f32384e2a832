//! Positions and undertakings inside what somebody says: obligations, wishes, needs, and what the speakers
//! will do themselves. Finds no act that a rule names.

use std::ops::Range;

use super::{mostly, reach, trim};
use crate::{
    extract::{
        clauses::{Mark, Scene, Sign, Subject},
        statements::Speech,
    },
    model::{Act, Commitment, EntityIx, Mode, Provenance, RuleId, Span, TimeKind},
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
                    && !alone(one)
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
        if !asked {
            let wish = wished(scene, sentence, &inside, speech);
            found.extend(wish.filter(|wish| !found.iter().any(|one| one.span.overlaps(wish.span))));
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

/// What the speaker says that they will do, in so many words ("we will rebuild the town"), or what is told of
/// their side: "they will rebuild", "next week the town will be rebuilt".
fn undertakings(
    scene: &Scene<'_>,
    sentence: usize,
    inside: &dyn Fn(usize) -> bool,
    speech: &Speech,
    found: &mut Vec<Commitment>,
) {
    let other = Mark::NO_DEED.with(Mark::MUST).with(Mark::IF).with(Mark::REQUEST);
    let habit = Mark::HABIT.with(Mark::ASK);
    let clauses = scene.clauses(sentence);
    let ours = |verb: usize| ours(scene.mark(sentence, verb));
    for (number, clause) in clauses.iter().enumerate() {
        let Some(verb) = clause.verb.filter(|verb| !clause.dependent && inside(*verb)) else { continue };
        let mut start = clause.units.start.max(first_inside(scene, sentence, inside));
        // "they are …, we will …": the copula ends what stands before it.
        let is = (start..verb).rev().find(|unit| {
            scene.sign(sentence, *unit) == Some(Sign::Comma)
                && scene.ends(sentence, *unit - 1, Features::COPULA)
        });
        start = is.map_or(start, |comma| comma + 1);
        let barred = (start..clause.units.end)
            .any(|unit| scene.is(sentence, unit, other) || unit < verb && scene.is(sentence, unit, habit));
        let light = Mark::V_DO.with(Mark::V_GIVE).with(Mark::V_CARRY).with(Mark::V_THROW);
        // Without a speaker only what several say they do, and "we become" only with what one becomes.
        let loose = !scene.is(sentence, verb, light)
            && (clause.units.len() < 2
                || speech.speakers.is_empty() && !scene.is(sentence, verb, Mark::PLURAL)
                || scene.is(sentence, verb, Mark::V_BE)
                    && !(start..verb).any(|unit| scene.is(sentence, unit, Mark::VOWED)));
        if barred || loose || !(ours(verb) || theirs(scene, sentence, number, start..verb, speech)) {
            continue;
        }
        let aim = number.checked_sub(1).and_then(|before| clauses.get(before));
        if let Some(aim) = aim.filter(|aim| is.is_none() && aim.dependent && inside(aim.units.start)) {
            start = aim.units.start;
        }
        let further = clauses.get(number + 1..).unwrap_or(&[]).iter();
        let end = further
            .take_while(|next| ours(verb) && next.verb.is_some_and(|verb| inside(verb) && ours(verb)))
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

/// Is a verb one of doing something, now or later?
fn deed(mark: Mark) -> bool {
    let said = Mark::V_SAY.with(Mark::V_ANNOUNCE).with(Mark::V_WANT).with(Mark::V_CAN).with(Mark::V_KNOW);
    let moved = Mark::V_COME
        .with(Mark::V_GO)
        .with(Mark::V_ARRIVE)
        .with(Mark::V_FALL)
        .with(Mark::V_LEAVE)
        .with(Mark::V_EXIST);
    mark.any(Mark::PRESENT)
        && !mark.any(Mark::PAST.with(Mark::SUBJUNCTIVE).with(Mark::STATE).with(said).with(moved))
}

/// "we (do not) do"
fn ours(mark: Mark) -> bool {
    mark.any(Mark::ME) && deed(mark)
}

/// Is it the speakers' side that does what a clause tells of: "they will …", or a day to come and nobody else
/// named? `before` are the units before its verb.
fn theirs(scene: &Scene<'_>, sentence: usize, clause: usize, before: Range<usize>, speech: &Speech) -> bool {
    let verb = before.end;
    let mark = scene.mark(sentence, verb);
    let voice = &speech.statement.provenance.rule.0;
    let told = ["according", "in-words", "request", "knows", "revealed"];
    if !deed(mark)
        || mark.any(Mark::ME.with(Mark::V_BE).with(Mark::V_BOMB).with(Mark::V_KILL))
        || speech.speakers.is_empty()
        || told.iter().any(|rule| voice.split('.').nth(1).is_some_and(|name| name.starts_with(rule)))
        || before.clone().any(|unit| scene.is(sentence, unit, Mark::HARM))
        || scene.is(sentence, verb, Mark::HARM)
    {
        return false;
    }
    let coming = before.clone().any(|unit| {
        scene.is(sentence, unit, Mark::FUTURE)
            || scene.first_word(sentence, unit, Mark::FUTURE).is_some()
            || scene.unit(sentence, unit).is_some_and(|unit| unit.tokens.len() > 1)
                && scene.time(sentence, unit).is_some_and(|time| {
                    time.value.is_some() && matches!(time.kind, TimeKind::Date | TimeKind::Time)
                })
    });
    if mark.any(Mark::PASSIVE) {
        return coming && !mark.any(Mark::NEG);
    }
    let they = scene.is(sentence, before.start, Mark::THEY);
    let own = they || speech.statement.mode == Mode::Reported && coming && !mark.any(Mark::NEG);
    let other = match scene.subject_of(sentence, clause, verb) {
        Subject::One(one) => !speech.speakers.contains(&one),
        Subject::Several(_) => true,
        Subject::Unnamed | Subject::Dropped => scene.crowd(sentence, clause, verb) && !they,
    };
    own && !other
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

/// What is said in the subjunctive alone is a request; in a quotation only what is said to several, as an
/// imperative is.
fn wished(
    scene: &Scene<'_>,
    sentence: usize,
    inside: &dyn Fn(usize) -> bool,
    speech: &Speech,
) -> Option<Commitment> {
    let quoted = speech.statement.mode == Mode::Direct;
    let mut first = first_inside(scene, sentence, inside);
    if quoted {
        // What a full stop ends before it is said for itself.
        let end = (0..scene.len(sentence))
            .rev()
            .find(|unit| inside(*unit) && scene.sign(sentence, *unit).is_none())?;
        let stop = (first..end).rev().find(|unit| scene.sign(sentence, *unit) == Some(Sign::Stop));
        first = stop.map_or(first, |stop| stop + 1);
    }
    let verbs: Vec<usize> =
        (first..scene.len(sentence)).filter(|unit| inside(*unit) && scene.finite(sentence, *unit)).collect();
    let (verb, last) = (*verbs.first()?, *verbs.last()?);
    let clause = scene.clauses(sentence).get(scene.clause_of(sentence, verb))?;
    let barred = Mark::MUST
        .with(Mark::SCHEDULED)
        .with(Mark::PURPOSE)
        .with(Mark::IF)
        .with(Mark::ASK)
        .with(Mark::HOPE)
        .with(Mark::THAT)
        .with(Mark::V_CAN)
        .with(Mark::V_WANT);
    let plain = |verb: &usize| {
        let mark = scene.mark(sentence, *verb);
        mark.any(Mark::SUBJUNCTIVE)
            && !mark.any(Mark::PAST.with(Mark::ME).with(Mark::V_BE).with(Mark::V_KNOW).with(Mark::V_SAY))
            && (!quoted || mark.any(Mark::PLURAL))
    };
    let whole = if quoted { first..last + 1 } else { clause.units.start.max(first)..clause.units.end };
    let wish = !clause.dependent
        && whole.len() > 2
        && verbs.iter().all(plain)
        && (quoted || verbs.len() == 1)
        && !whole.clone().any(|unit| scene.is(sentence, unit, barred));
    wish.then(|| Commitment {
        act: Act::Request,
        ..stress(scene, sentence, whole, speech.speakers.clone(), "commitment.wish", 0.5)
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

/// Is it what must be done, without anybody saying so?
fn alone(one: &Commitment) -> bool {
    &*one.provenance.rule.0 == "commitment.must"
}

/// What must be done without anybody saying so: with the conditions and the subject before the word of obligation,
/// and once where a speaker says it too.
pub(super) fn widen(scene: &Scene<'_>, found: &mut Vec<Commitment>) {
    for one in found.iter_mut().filter(|one| alone(one)) {
        let sentence = scene.text.sentence_at(one.span.start);
        let whole = obliged(scene, sentence, &|_| true)
            .into_iter()
            .map(|units| scene.span(sentence, units))
            .find(|span| span.overlaps(one.span) && span.end + 1 >= one.span.end);
        if let Some(whole) = whole {
            one.span = whole;
        }
    }
    let said: Vec<Span> = found.iter().filter(|one| !alone(one)).map(|one| one.span).collect();
    found.retain(|one| !alone(one) || !said.iter().any(|span| span.overlaps(one.span)));
}
