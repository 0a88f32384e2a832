//! Commitments: positions and undertakings of named parties about what will or should be done.
//!
//! Rules of kind `commitment` find the words of an act; clauses of obligation inside what somebody
//! says are that speaker's. Plain narration ("reform is needed") commits nobody.

use std::ops::Range;

use super::{
    clauses::{Mark, Scene, Subject},
    stage,
    statements::Speech,
    trace::{Trace, Why},
};
use crate::{
    model::{Act, Commitment, EntityIx, Mode, Provenance, RuleId, Span, TopicId},
    pack::{Found, Rule},
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
        obligations(scene, speech, &mut found);
    }
    resolutions(scene, &mut found);
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
    if verb.is_some_and(|verb| scene.is(sentence, verb, Mark::NEG)) {
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
    let start =
        if rule.emit.get("from").is_some_and(|from| from == "cue") { cue.start } else { clause.units.start };
    let end = reach(scene, sentence, hit.whole.end.max(cue.end)).min(limit.max(hit.whole.end));
    let units = trim(scene, sentence, start..end);
    // A bare "asks for it" says nothing about what.
    if start == cue.start && units.len() <= 2 {
        return None;
    }
    let span = scene.span(sentence, units);
    let passive = hit.whole.clone().any(|unit| scene.is(sentence, unit, Mark::PASSIVE));
    let me = hit.whole.clone().any(|unit| scene.is(sentence, unit, Mark::ME));
    let parties = parties(scene, sentence, number, cue.start, span, passive || me, known);
    if parties.is_empty() && rule.emit.get("needs").is_some_and(|needs| needs == "party") {
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

fn parties(
    scene: &Scene<'_>,
    sentence: usize,
    clause: usize,
    limit: usize,
    span: Span,
    voiced: bool,
    known: &Known<'_>,
) -> Vec<EntityIx> {
    let speeches = known.speeches;
    // First person and passive inside speech: the speaker's own.
    if voiced && let Some(speech) = around(speeches, span) {
        return speech.speakers.clone();
    }
    if let Some(author) = scene.behind(sentence).author.filter(|_| voiced) {
        return vec![author];
    }
    match scene.subject_of(sentence, clause, limit) {
        Subject::One(one) => return vec![one],
        Subject::Several(all) => return all,
        Subject::Unnamed | Subject::Dropped => {}
    }
    for earlier in (0..clause).rev() {
        match scene.subject_of(sentence, earlier, usize::MAX) {
            Subject::One(one) => return vec![one],
            Subject::Several(all) => return all,
            _ => {}
        }
    }
    if let Some(speech) = around(speeches, span) {
        return speech.speakers.clone();
    }
    let before =
        speeches.iter().rfind(|speech| speech.statement.cue.start < span.end && !speech.speakers.is_empty());
    let source = scene.behind(sentence).source;
    if voiced && !source.is_empty() {
        return source;
    }
    before.map_or_else(|| known.last.to_vec(), |speech| speech.speakers.clone())
}

/// The speech that holds a span, or whose cue stands in it.
fn around(speeches: &[Speech], span: Span) -> Option<&Speech> {
    speeches
        .iter()
        .filter(|speech| !speech.speakers.is_empty())
        .find(|speech| speech.statement.span.contains(span) || span.contains(speech.statement.cue))
}

/// Clauses of obligation inside what is said are the speaker's.
fn obligations(scene: &Scene<'_>, speech: &Speech, found: &mut Vec<Commitment>) {
    let span = speech.statement.span;
    let first = scene.text.sentence_at(span.start);
    for sentence in first..scene.sentences.len() {
        if scene.text.sentences().get(sentence).is_none_or(|s| s.span.start >= span.end) {
            break;
        }
        let inside = |unit: usize| scene.unit(sentence, unit).is_some_and(|u| span.contains(u.span));
        for units in obliged(scene, sentence, &inside) {
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

/// "there is need of …": the noun, and "is" at the end of its clause.
fn needed(scene: &Scene<'_>, sentence: usize, noun: usize) -> bool {
    let clause = scene.clauses(sentence).get(scene.clause_of(sentence, noun));
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
fn resolutions(scene: &Scene<'_>, found: &mut Vec<Commitment>) {
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

#[cfg(test)]
mod tests {
    use crate::{
        extract::facts,
        model::{Act, Document},
        pack::Pack,
    };

    /// Act and number of parties.
    fn read(text: &str) -> Vec<(Act, usize)> {
        let pack = Pack::embedded().unwrap();
        let facts =
            facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
        facts.commitments.iter().map(|one| (one.act, one.parties.len())).collect()
    }

    #[test]
    fn a_thing_is_welcomed_a_guest_received() {
        assert_eq!(read("ئەمریکا پێشوازی لە پێشکەوتنی دۆخی ئابووری دەکات."), [(Act::Welcome, 1)]);
        assert!(read("ئەمریکا پێشوازی لە شاندی حکومەتی هەرێمی کوردستان دەکات.").is_empty());
    }

    #[test]
    fn obligation_in_speech_is_the_speakers() {
        assert_eq!(read("وەزارەتی نەوت ڕایگەیاند، پێویستە هەناردە زیاد بکرێت."), [(Act::Stress, 1)]);
        assert!(read("پێویستە چاکسازی بکرێت.").is_empty());
    }

    #[test]
    fn both_sides_are_the_pair_named_most() {
        let text = "گفتوگۆی عێراق و ئێران دەستی پێکرد. هەردوولا جەختیان لە هاوکاری کردەوە.";
        assert!(read(text).contains(&(Act::Stress, 2)), "{:?}", read(text));
    }

    #[test]
    fn what_is_asked_for_is_no_second_commitment() {
        let found = read("وەزارەتی نەوت داوای لە هاووڵاتییان کرد پشتگیری لە پلانەکە بکەن.");
        assert_eq!(found, [(Act::Request, 1)]);
    }
}
