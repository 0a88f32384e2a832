//! Commitments: positions and undertakings of named parties about what will or should be done.
//!
//! Rules of kind `commitment` find the words of an act; clauses of obligation inside what somebody
//! says are that speaker's. Plain narration ("reform is needed") commits nobody.

mod said;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{
    clauses::{Mark, Scene, Subject},
    stage,
    statements::{self, Speech},
    trace::{Trace, Why},
};
use crate::{
    model::{Act, Commitment, EntityIx, Provenance, Span, TopicId},
    pack::{Features, Found, Rule},
};

/// Every commitment of the document, in text order. `topics` gives the topics of a stretch of text.
#[must_use]
pub fn commitments(
    scene: &Scene<'_>,
    speeches: &[Speech],
    topics: &dyn Fn(Span) -> Vec<TopicId>,
    trace: &mut Trace,
) -> Vec<Commitment> {
    let mut found: Vec<Commitment> = Vec::new();
    let mut last: Vec<EntityIx> = Vec::new();
    for (sentence, units) in scene.sentences.iter().enumerate() {
        let mut here: Vec<Commitment> = Vec::new();
        let hits = stage::run(scene.pack, "commitment", units, trace, &mut |rule, hit| {
            accept(scene, sentence, rule, hit)
        });
        for (ix, hit) in hits.iter().enumerate() {
            let wished = |hit: &stage::Hit<'_>| {
                let verb = hit.found.whole.clone().rev().find(|unit| scene.finite(sentence, *unit));
                verb.is_some_and(|verb| {
                    let mark = scene.mark(sentence, verb);
                    mark.any(Mark::SUBJUNCTIVE) && !mark.any(Mark::PAST)
                })
            };
            // What is asked for or promised is part of the asking.
            if wished(hit)
                && here.iter().any(|one| one.span.contains(scene.span(sentence, hit.found.whole.clone())))
            {
                continue;
            }
            let limit = hits.get(ix + 1..).unwrap_or(&[]).iter().find(|next| !wished(next)).map_or(
                scene.len(sentence),
                |next| {
                    let clause = scene.clause_of(sentence, next.found.whole.start);
                    let own = scene.clause_of(sentence, hit.found.whole.end.saturating_sub(1));
                    let start = scene.clauses(sentence).get(clause).map_or(0, |c| c.units.start);
                    if clause > own { start } else { scene.len(sentence) }
                },
            );
            here.extend(read(scene, sentence, hit.rule, &hit.found, limit, &Known { speeches, last: &last }));
        }
        for one in &here {
            if !one.parties.is_empty() {
                last.clone_from(&one.parties);
            }
        }
        found.append(&mut here);
    }
    for speech in speeches {
        said::obligations(scene, speech, &mut found);
    }
    said::resolutions(scene, &mut found);
    said::widen(scene, &mut found);
    found.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
    // Two readings of one stretch: the rule with the higher confidence stays.
    let mut kept: Vec<Commitment> = Vec::with_capacity(found.len());
    for mut one in found {
        let rival = kept.iter_mut().find(|other| mostly(other.span, one.span));
        match rival {
            Some(other) if other.provenance.confidence < one.provenance.confidence => *other = one,
            Some(_) => {}
            None => {
                one.topics = topics(one.span);
                kept.push(one);
            }
        }
    }
    for one in &mut kept {
        if one.topics.is_empty() {
            one.topics = topics(one.span);
        }
    }
    kept
}

/// Do two spans share most of the longer?
fn mostly(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2 * shared >= a.len().max(b.len()) as u32
}

fn act(name: &str) -> Option<Act> {
    Some(match name {
        "agree" => Act::Agree,
        "pledge" => Act::Pledge,
        "support" => Act::Support,
        "request" => Act::Request,
        "welcome" => Act::Welcome,
        "reaffirm" => Act::Reaffirm,
        "stress" => Act::Stress,
        "condemn" => Act::Condemn,
        _ => return None,
    })
}

/// Checks that are not patterns.
fn accept(scene: &Scene<'_>, sentence: usize, rule: &Rule, hit: &Found) -> Result<(), Why> {
    if rule.emit.get("object").is_some_and(|object| object == "thing") {
        // "received X": the object's head decides between a guest and a thing.
        let object = hit.capture("object").map_or(hit.whole.start, |range| range.start);
        let head = scene.mark(sentence, object);
        let guest =
            Mark::PERSON.with(Mark::ORG).with(Mark::DELEGATION).with(Mark::TITLE).with(Mark::OFFICIAL);
        if head.any(guest) {
            return Err(Why::Guest);
        }
    }
    if scene.mistaken(sentence, hit, "act") {
        return Err(Why::NoVerb);
    }
    let verb = hit.whole.clone().rev().find(|unit| scene.finite(sentence, *unit));
    let denied = rule.emit.contains_key("negated");
    if !denied && verb.is_some_and(|verb| scene.is(sentence, verb, Mark::NEG)) {
        return Err(Why::Negated);
    }
    Ok(())
}

/// Who may be meant where the clause names nobody.
struct Known<'a> {
    speeches: &'a [Speech],
    last: &'a [EntityIx],
}

fn read(
    scene: &Scene<'_>,
    sentence: usize,
    rule: &Rule,
    hit: &Found,
    limit: usize,
    known: &Known<'_>,
) -> Option<Commitment> {
    let act = act(rule.emit.get("act")?)?;
    let cue = hit.capture("act").unwrap_or_else(|| hit.whole.clone());
    let number = scene.clause_of(sentence, cue.start);
    let clause = scene.clauses(sentence).get(number)?;
    let start = match rule.emit.get("from") {
        Some(from) if from == "cue" => cue.start,
        _ if matches!(act, Act::Condemn | Act::Support | Act::Welcome) => {
            with_object(scene, sentence, number, hit.whole.start)
        }
        _ => clause.units.start,
    };
    let end = reach(scene, sentence, hit.whole.end.max(cue.end)).min(limit.max(hit.whole.end));
    let units = trim(scene, sentence, start..end);
    // A bare "asks for it" says nothing about what.
    if start == cue.start && units.len() <= 2 {
        return None;
    }
    let mut span = scene.span(sentence, units);
    // "stressed that …": a position only where what is said is one.
    let that = scene.is(sentence, hit.whole.end, Mark::THAT)
        || hit.whole.clone().any(|unit| scene.is(sentence, unit, Mark::CONTENT.with(Mark::POINTED)));
    if matches!(act, Act::Stress | Act::Reaffirm)
        && that
        && let Some(said) = known.speeches.iter().find(|speech| {
            let cue = scene.span(sentence, cue.start..cue.start + 1);
            speech.statement.cue.overlaps(cue) && speech.statement.span.start > cue.start
        })
    {
        if !said::demands(scene, said.statement.span, act) {
            return None;
        }
        let end = said.statement.span.end;
        if scene.unit(sentence, scene.len(sentence) - 1).is_some_and(|last| end <= last.span.end) {
            span = span.cover(said.statement.span);
        }
    }
    let passive = hit.whole.clone().any(|unit| scene.is(sentence, unit, Mark::PASSIVE));
    let me = hit.whole.clone().any(|unit| scene.is(sentence, unit, Mark::ME))
        || scene.first_person(sentence, number, hit.whole.clone());
    let told = Told { words: hit.whole.clone(), limit: cue.start, passive, me };
    let parties = parties(scene, sentence, number, &told, span, known);
    if parties.is_empty() && rule.emit.get("needs").is_some_and(|needs| needs == "party") {
        return None;
    }
    let subject = || scene.subject(sentence, number, cue.start).is_some();
    if !me && rule.emit.get("needs").is_some_and(|needs| needs == "subject") && !subject() {
        return None;
    }
    // "they want to …": a pledge only of two sides together, or of those who speak.
    if parties.len() < 2 && !me && rule.emit.get("needs").is_some_and(|needs| needs == "joint") {
        return None;
    }
    Some(Commitment {
        span,
        parties,
        act,
        topics: Vec::new(),
        provenance: Provenance {
            rule: rule.id.clone(),
            confidence: rule.confidence,
            evidence: scene.span(sentence, clause.units.clone()).cover(span),
        },
    })
}

/// Where a clause begins whose words of an act stand at `act`; with the clause before it where nothing stands
/// before them: "the attack that was made, condemned", whose object ends in a verb of its own.
fn with_object(scene: &Scene<'_>, sentence: usize, number: usize, act: usize) -> usize {
    let clauses = scene.clauses(sentence);
    let mut start = clauses.get(number).map_or(act, |clause| clause.units.start);
    let joined = |unit: usize| scene.sign(sentence, unit).is_some() || scene.is(sentence, unit, Mark::AND);
    let earlier = if act > start { 0 } else { number };
    for object in clauses.get(..earlier).unwrap_or(&[]).iter().rev() {
        if joined(start) || start > 0 && joined(start - 1) {
            break;
        }
        start = object.units.start;
        // "… the attack | that was made | condemned": what it says more of stands before it.
        if !(object.dependent || scene.is(sentence, start, Mark::THAT)) {
            break;
        }
    }
    start
}

/// Where a commitment that began before `from` ends: its clause and what depends on it.
fn reach(scene: &Scene<'_>, sentence: usize, from: usize) -> usize {
    let clauses = scene.clauses(sentence);
    let own = scene.clause_of(sentence, from.saturating_sub(1));
    let mut end = clauses.get(own).map_or(from, |clause| clause.units.end).max(from);
    // "… decided that A and that B": all that "that" introduces.
    let introduced =
        clauses.get(own + 1).is_some_and(|next| scene.is(sentence, next.units.start, Mark::THAT));
    for clause in clauses.get(own + 1..).unwrap_or(&[]) {
        let depends = clause.dependent
            || introduced
            || clause.verb.is_none()
            || clause.verb.is_some_and(|verb| {
                let mark = scene.mark(sentence, verb);
                mark.any(Mark::SUBJUNCTIVE) && !mark.any(Mark::PAST)
            });
        if !depends {
            break;
        }
        end = clause.units.end;
    }
    end
}

fn trim(scene: &Scene<'_>, sentence: usize, units: Range<usize>) -> Range<usize> {
    let Range { start, mut end } = units;
    while end > start + 1
        && (scene.sign(sentence, end - 1).is_some() || scene.is(sentence, end - 1, Mark::AND))
    {
        end -= 1;
    }
    start..end
}

/// How the words of an act tell it.
struct Told {
    /// All of them.
    words: Range<usize>,
    /// What stands before this unit may be their subject.
    limit: usize,
    /// "it was decided"
    passive: bool,
    /// "we ask", "our forces will"
    me: bool,
}

/// Who undertakes or says it.
fn parties(
    scene: &Scene<'_>,
    sentence: usize,
    clause: usize,
    told: &Told,
    span: Span,
    known: &Known<'_>,
) -> Vec<EntityIx> {
    let Told { limit, passive, me, .. } = *told;
    let speeches = known.speeches;
    let voiced = passive || me;
    if let Some(whom) = scene.as_whom(sentence, clause, limit.max(told.words.end)).filter(|_| me) {
        return vec![whom];
    }
    // First person and passive inside speech: the speaker's own.
    if voiced && let Some(speech) = around(speeches, span) {
        return speech.speakers.clone();
    }
    if let Some(author) = scene.behind(sentence).author.filter(|_| voiced) {
        return vec![author];
    }
    if me {
        let who = statements::who_speaks(scene, speeches, sentence, span);
        return if who.is_empty() { known.last.to_vec() } else { who };
    }
    if passive && let Some(agent) = scene.agent(sentence, clause) {
        return vec![agent];
    }
    if !passive {
        match scene.subject_of(sentence, clause, limit) {
            Subject::One(one) => return vec![one],
            Subject::Several(all) => return all,
            // "the residents ask …": nobody that was named before.
            Subject::Unnamed if scene.crowd(sentence, clause, limit) || body(scene, sentence, clause) => {
                return Vec::new();
            }
            Subject::Unnamed | Subject::Dropped => {}
        }
    }
    // Where several ask, no single person is meant.
    let several = scene.several(sentence, told.words.clone());
    let fits = |who: &[EntityIx]| !several || !matches!(who, [one] if scene.is_person(*one));
    // "NAME, whom OTHER leads, asks …": a relative clause between does not name who asks.
    let main = |number: &usize| scene.clauses(sentence).get(*number).is_some_and(|other| !other.dependent);
    for earlier in (0..clause).rev().filter(main) {
        match scene.subject_of(sentence, earlier, usize::MAX) {
            // A place where something was held decides nothing.
            Subject::One(one) if passive && scene.is_place(one) => {}
            Subject::One(one) if fits(&[one]) => return vec![one],
            Subject::Several(all) => return all,
            Subject::Unnamed if several && scene.crowd(sentence, earlier, usize::MAX) => return Vec::new(),
            _ => {}
        }
    }
    if let Some(speech) = around(speeches, span).filter(|speech| fits(&speech.speakers)) {
        return speech.speakers.clone();
    }
    let source = scene.behind(sentence).source;
    if passive && !source.is_empty() {
        return scene.bodies(&source);
    }
    let before =
        speeches.iter().rfind(|speech| speech.statement.cue.start < span.end && !speech.speakers.is_empty());
    let carried = before.map_or_else(|| known.last.to_vec(), |speech| speech.speakers.clone());
    // "it was decided": not by the one who chairs alone, but by the body.
    let carried = if passive { scene.bodies(&carried) } else { carried };
    if fits(&carried) { carried } else { Vec::new() }
}

/// Does a clause open with a body that no name was read from: "the UNION of forces condemned …"?
fn body(scene: &Scene<'_>, sentence: usize, clause: usize) -> bool {
    let first = scene.clauses(sentence).get(clause).map(|own| own.units.start);
    first.is_some_and(|first| {
        first == 0
            && scene.is(sentence, first, Mark::ORG_HEAD)
            && scene.ends(sentence, first, Features::IZAFE)
            && scene.entity(sentence, first).is_none()
    })
}

/// The speech that holds a span, or whose cue stands in it.
fn around(speeches: &[Speech], span: Span) -> Option<&Speech> {
    speeches
        .iter()
        .filter(|speech| !speech.speakers.is_empty())
        .find(|speech| speech.statement.span.contains(span) || span.contains(speech.statement.cue))
}
