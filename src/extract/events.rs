//! Events: what the rules of kind `event` find in a clause, with who took part, where, when, and
//! whether it happened.
//!
//! Rules say which words are a trigger and of what; this module reads the arguments off the clause.

mod arguments;
mod status;
#[cfg(test)]
mod tests;
mod told_before;

use super::{
    clauses::{Mark, Scene, Subject},
    stage,
    statements::{self, Speech},
    trace::{Trace, Why},
};
use crate::{
    model::{Event, EventKind, Provenance, Span},
    pack::{Found, Rule},
};

use arguments::Arguments;

/// Every event of the document, in text order.
#[must_use]
pub fn events(scene: &Scene<'_>, speeches: &[Speech], trace: &mut Trace) -> Vec<Event> {
    let mut found: Vec<Event> = Vec::new();
    for (sentence, units) in scene.sentences.iter().enumerate() {
        let mut here: Vec<Event> = Vec::new();
        let mut elided: Vec<Span> = Vec::new();
        let mut light: Vec<Span> = Vec::new();
        let mut nobody: Vec<Span> = Vec::new();
        stage::run(scene.pack, "event", units, trace, &mut |rule, hit| {
            let (event, dropped) = read(scene, speeches, sentence, rule, hit, &found)?;
            if dropped {
                elided.push(event.trigger);
            }
            if names_nobody(scene, sentence, hit, &event) {
                nobody.push(event.trigger);
            }
            if rule.emit.contains_key("light") {
                light.push(event.trigger);
            }
            here.push(event);
            Ok(())
        });
        here.extend(named_meetings(scene, sentence));
        // "the talks are held": the verb tells nothing beside the noun's own event.
        let told: Vec<Span> =
            here.iter().filter(|event| !light.contains(&event.trigger)).map(|event| event.span).collect();
        here.retain(|event| {
            !light.contains(&event.trigger) || !told.iter().any(|span| span.overlaps(event.span))
        });
        here.sort_by_key(|event| event.trigger);
        for ix in 0..here.len() {
            if elided.contains(&here[ix].trigger) || nobody.contains(&here[ix].trigger) {
                let (before, rest) = here.split_at_mut(ix);
                if let Some(event) = rest.first_mut() {
                    let mut taken = told_before::taken_over(scene, sentence, event, before, &found);
                    if nobody.contains(&event.trigger) && taken.participants.is_empty() {
                        taken.participants = told_before::hit_again(scene, before, &found);
                    }
                    let mut all = taken.participants;
                    all.retain(|one| !event.participants.contains(one) && event.place != Some(*one));
                    if !event.participants.is_empty() {
                        all.truncate(1);
                    }
                    event.participants.splice(0..0, all);
                    let place = taken.place.filter(|place| !event.participants.contains(place));
                    event.place = event.place.or(place);
                    event.time = event.time.take().or(taken.time);
                }
            }
        }
        found.append(&mut here);
    }
    found
}

fn kind(name: &str) -> Option<EventKind> {
    Some(match name {
        "meet" => EventKind::Meet,
        "travel" => EventKind::Travel,
        "receive" => EventKind::Receive,
        "talks" => EventKind::Talks,
        "sign" => EventKind::Sign,
        "appoint" => EventKind::Appoint,
        "attack" => EventKind::Attack,
        "vote" => EventKind::Vote,
        "arrest" => EventKind::Arrest,
        "other" => EventKind::Other,
        _ => return None,
    })
}

fn read(
    scene: &Scene<'_>,
    speeches: &[Speech],
    sentence: usize,
    rule: &Rule,
    hit: &Found,
    before: &[Event],
) -> Result<(Event, bool), Why> {
    let kind = rule.emit.get("type").and_then(|name| kind(name)).ok_or(Why::NoType)?;
    let trigger = hit.capture("trigger").unwrap_or_else(|| hit.whole.clone());
    if scene.mistaken(sentence, hit, "trigger") {
        return Err(Why::NoVerb);
    }
    let clauses = scene.clauses(sentence);
    let number = scene.clause_of(sentence, trigger.start);
    let clause = clauses.get(number).ok_or(Why::NoClause)?;
    let nominal = !trigger.clone().any(|unit| scene.finite(sentence, unit));
    let passive = hit.whole.clone().any(|unit| scene.is(sentence, unit, Mark::PASSIVE));
    let light = hit.whole.clone().any(|unit| scene.finite(sentence, unit));
    let mut arguments = Arguments::read(
        scene,
        sentence,
        number,
        trigger.clone(),
        kind,
        light && !passive || rule.emit.contains_key("subject"),
    );
    arguments.point_back(scene, sentence, number, trigger.clone(), kind, (nominal && !light, passive));
    let open = nominal && !light && rule.emit.contains_key("needs");
    // "artists met": nobody that was named before.
    let somebody = || !nominal && scene.crowd(sentence, number, trigger.start);
    // "our fighter NAME fell": not those who tell of it.
    let fell =
        suffered(scene, sentence, &trigger) && arguments.participants.iter().any(|one| scene.is_person(*one));
    // "our forces, …, against the soldiers who …, carried out": before a relative clause too.
    let ours = || {
        let mut head = scene.head_before_relative(sentence, number).into_iter().flatten();
        head.any(|unit| scene.is(sentence, unit, Mark::OWN_BODY) && scene.ours(sentence, unit))
    };
    if light && !fell && (scene.first_person(sentence, number, trigger.clone()) || ours()) {
        let span = scene.span(sentence, trigger.clone());
        let mut speakers = statements::who_speaks(scene, speeches, sentence, span);
        if matches!(kind, EventKind::Attack | EventKind::Arrest | EventKind::Travel) {
            for one in &mut speakers {
                *one = scene.behind_name(*one);
            }
        }
        arguments.speak(&speakers);
    }
    let dropped = !open
        && !passive
        && (arguments.participants.is_empty() || light && !arguments.subject)
        && !somebody()
        || kind == EventKind::Attack && !open && arguments.participants.is_empty()
        || kind == EventKind::Attack
            && suffered(scene, sentence, &trigger)
            && told_before::points_back(scene, sentence, number, nominal.then_some(trigger.start)).is_some();
    let violent = match rule.emit.get("violence").map(String::as_str) {
        None => true,
        Some("unless-accident") => !tells(scene, sentence, Mark::ACCIDENT),
        Some(_) => violence(scene, sentence),
    };
    if !violent {
        return Err(Why::NoAttack);
    }
    let invited = clause.verb.is_some_and(|verb| {
        let mark = scene.mark(sentence, verb);
        mark.any(Mark::SUBJUNCTIVE) && !mark.any(Mark::PAST) && verb > trigger.end
    });
    if invited && rule.emit.get("clause").is_some_and(|kind| kind == "narrated") {
        return Err(Why::Invitation);
    }
    let needs = rule.emit.get("needs").map_or("", String::as_str);
    let met = match needs {
        "participant" => !arguments.participants.is_empty(),
        "joint" => matches!(
            scene.subject_of(sentence, number, trigger.start),
            Subject::Several(all) if all.len() > 1
        ),
        "two" => arguments.participants.len() >= 2,
        "destination" => arguments.place.is_some(),
        "argument" => !arguments.participants.is_empty() || arguments.place.is_some(),
        _ => true,
    };
    let status = rule
        .emit
        .get("status")
        .and_then(|name| status::named(name))
        .unwrap_or_else(|| status::status(scene, sentence, number, trigger.clone(), kind, nominal));
    let span = scene.span(sentence, clause.units.clone());
    let time = time(scene, sentence, clause.units.clone()).or_else(|| shared_time(scene, sentence, number));
    let event = Event {
        span,
        kind,
        trigger: scene.sentences.get(sentence).map_or_else(Span::default, |units| units.stem(trigger)),
        participants: arguments.participants,
        place: arguments.place,
        time,
        status,
        provenance: Provenance { rule: rule.id.clone(), confidence: rule.confidence, evidence: span },
    };
    let taken =
        || dropped && !told_before::taken_over(scene, sentence, &event, &[], before).participants.is_empty();
    if !met && (needs != "participant" || !taken()) {
        return Err(Why::Unmet);
    }
    Ok((event, dropped))
}

/// Does the clause of a passive name neither whom it hit nor who did it, but share them with what was told before?
fn names_nobody(scene: &Scene<'_>, sentence: usize, hit: &Found, event: &Event) -> bool {
    let trigger = hit.capture("trigger").unwrap_or_else(|| hit.whole.clone());
    let number = scene.clause_of(sentence, trigger.start);
    let bound = scene.clauses(sentence).get(number).is_none_or(|own| {
        scene.is(sentence, own.units.start, Mark::THAT)
            || own.units.clone().any(|unit| scene.is(sentence, unit, Mark::QUANTITY.with(Mark::SEVERAL)))
    });
    matches!(event.kind, EventKind::Attack | EventKind::Arrest)
        && event.participants.is_empty()
        && suffered(scene, sentence, &trigger)
        && !trigger.clone().any(|unit| scene.is(sentence, unit, Mark::ATTACK_NOUN))
        && !bound
        && scene.subject_of(sentence, number, trigger.start) == Subject::Dropped
}

/// Does the verb of the trigger tell whom it hit, not who did it: "was killed", "fell"?
fn suffered(scene: &Scene<'_>, sentence: usize, trigger: &std::ops::Range<usize>) -> bool {
    trigger.clone().any(|unit| scene.is(sentence, unit, Mark::PASSIVE.with(Mark::V_BE)))
}

/// Is an attack told of near a sentence, and no accident in it?
fn violence(scene: &Scene<'_>, sentence: usize) -> bool {
    let told = Mark::ATTACK_NOUN.with(Mark::V_KILL).with(Mark::V_BOMB).with(Mark::ARMS);
    tells(scene, sentence, told) && !tells(scene, sentence, Mark::ACCIDENT)
}

/// Has a word near a sentence any of these classes?
fn tells(scene: &Scene<'_>, sentence: usize, mark: Mark) -> bool {
    let mut near = sentence.saturating_sub(6)..scene.sentences.len().min(sentence + 4);
    near.any(|number| (0..scene.len(number)).any(|unit| scene.is(number, unit, mark)))
}

/// Conferences and forums that are named: the name holds the trigger, and its clause says it is held.
fn named_meetings(scene: &Scene<'_>, sentence: usize) -> Vec<Event> {
    let mut out = Vec::new();
    let held = Mark::V_GO_ON.with(Mark::V_PERFORM).with(Mark::HELD).with(Mark::V_TIE);
    for unit in 0..scene.len(sentence) {
        if !scene.is(sentence, unit, Mark::ORG) {
            continue;
        }
        let Some(trigger) = scene.first_word(sentence, unit, Mark::MEET_NOUN) else { continue };
        let number = scene.clause_of(sentence, unit);
        let clauses = scene.clauses(sentence);
        // The verb may stand in a relative clause right after the name.
        let Some(clause) = clauses
            .get(number..)
            .unwrap_or(&[])
            .iter()
            .take(2)
            .find(|clause| clause.units.clone().any(|at| at > unit && scene.is(sentence, at, held)))
        else {
            continue;
        };
        let verb = clause.verb.unwrap_or(unit);
        let mut arguments = Arguments::read(
            scene,
            sentence,
            scene.clause_of(sentence, verb),
            unit..unit + 1,
            EventKind::Meet,
            false,
        );
        arguments.participants.retain(|one| Some(*one) != scene.entity(sentence, unit));
        let start = clauses.get(number).map_or(unit, |own| own.units.start);
        let span = scene.span(sentence, start..clause.units.end);
        out.push(Event {
            span,
            kind: EventKind::Meet,
            trigger,
            participants: arguments.participants,
            place: arguments.place,
            time: time(scene, sentence, start..clause.units.end),
            status: status::status(
                scene,
                sentence,
                scene.clause_of(sentence, verb),
                verb..verb + 1,
                EventKind::Meet,
                false,
            ),
            provenance: Provenance {
                rule: crate::model::RuleId::new("event.meet-named"),
                confidence: 0.7,
                evidence: span,
            },
        });
    }
    out
}

/// The time of the clause whose subject a clause shares ("yesterday NAME left A and went to B"), or of the
/// head that it has before a relative clause.
fn shared_time(scene: &Scene<'_>, sentence: usize, clause: usize) -> Option<String> {
    if let Some(head) = scene.head_before_relative(sentence, clause) {
        return time(scene, sentence, head);
    }
    let clauses = scene.clauses(sentence);
    let own = clauses.get(clause)?;
    if own.dependent || scene.subject_of(sentence, clause, usize::MAX) != Subject::Dropped {
        return None;
    }
    let before = clauses.get(..clause)?.iter().rev().take_while(|other| !other.dependent);
    before.filter(|other| other.verb.is_some()).find_map(|other| time(scene, sentence, other.units.clone()))
}

/// The value of the most precise time of a clause.
fn time(scene: &Scene<'_>, sentence: usize, units: std::ops::Range<usize>) -> Option<String> {
    use crate::model::TimeKind;
    let span = scene.span(sentence, units);
    scene
        .times
        .iter()
        .filter(|time| span.contains(time.span) && matches!(time.kind, TimeKind::Date | TimeKind::Time))
        .filter_map(|time| time.value.clone())
        .max_by_key(String::len)
}
