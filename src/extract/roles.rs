//! Roles: who is what, of whom, where name and office touch.
//!
//! The rules of kind `role` capture `person`, `title` and (not always) `of`. A rule without `person` tells of
//! whom the line before names.

use super::{
    stage,
    trace::Trace,
    units::{Units, What},
};
use crate::{
    lang::Text,
    model::{EntityIx, Provenance, Role, Span},
    pack::{Features, Pack},
};

/// Most persons a list of them is followed over, to either side.
const LIST: usize = 8;

/// Finds the roles of a text. `of_name` gives the entity of a name.
pub fn find(
    pack: &Pack,
    text: &Text,
    sentences: &[Units],
    of_name: &[EntityIx],
    trace: &mut Trace,
) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for (number, units) in sentences.iter().enumerate() {
        let hits = stage::run(pack, "role", units, trace, &mut |_, _| Ok(()));
        for hit in hits {
            let entity = |units: &Units, unit: usize| match units.units.get(unit)?.what {
                What::Name(ix) => of_name.get(ix as usize).copied(),
                _ => None,
            };
            let Some(title) = hit.found.capture("title") else { continue };
            let role = units.stem(title.clone()).of(text.original()).unwrap_or("");
            let role = role.split_whitespace().collect::<Vec<_>>().join(" ");
            let evidence = units.span(hit.found.whole.clone());
            let whole = units.stem(hit.found.whole.clone());
            let of = hit.found.capture("of").and_then(|of| entity(units, of.start));
            let mut add = |person: Option<EntityIx>, span: Span| {
                let Some(person) = person else { return };
                if roles.iter().any(|told| told.person == person && told.span == span && told.role == role) {
                    return;
                }
                let provenance = Provenance {
                    rule: hit.rule.id.clone(),
                    confidence: hit.rule.confidence,
                    evidence: evidence.cover(span),
                };
                roles.push(Role { span, person, role: role.clone(), of, provenance });
            };
            let Some(person) = hit.found.capture("person") else {
                // An office on a line of its own, under its holder's.
                let signed = number.checked_sub(1).and_then(|line| sentences.get(line));
                if let Some((line, at)) = signed.and_then(|line| Some((line, alone(pack, line)?))) {
                    add(entity(line, at), line.span(at..at + 1).cover(whole));
                }
                continue;
            };
            add(entity(units, person.start), whole);
            // "members of BODY, A, B and C": the office of them all.
            if units.units.get(title.start).is_some_and(|unit| unit.features.has(Features::PL)) {
                for other in listed(pack, units, person.start, person.start < title.start) {
                    add(entity(units, other), whole.cover(units.stem(other..other + 1)));
                }
            }
        }
    }
    roles.sort_by_key(|role| role.span);
    roles
}

/// The one person that a line names, where it holds nothing else but forms of address and marks.
fn alone(pack: &Pack, line: &Units) -> Option<usize> {
    let mut found = None;
    for unit in 0..line.units.len() {
        if line.is(pack, unit, "PERSON") {
            if found.replace(unit).is_some() {
                return None;
            }
        } else if !["punct", "honorific", "rank"].iter().any(|class| line.is(pack, unit, class)) {
            return None;
        }
    }
    found
}

/// The further persons of the list that the one at `unit` begins, or ends where `back`.
fn listed(pack: &Pack, units: &Units, unit: usize, back: bool) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = unit;
    let light = ["honorific", "quote", "open", "close", "martyr_word"];
    let link = ["comma", "and_word"];
    while found.len() < LIST {
        let mut linked = !back && units.units.get(at).is_some_and(|unit| unit.features.has(Features::CONJ));
        let mut next = at;
        let other = loop {
            let step = if back { next.checked_sub(1) } else { Some(next + 1) };
            let Some(step) = step.filter(|step| *step < units.units.len()) else { break None };
            next = step;
            if units.is(pack, next, "PERSON") {
                let glued = back && units.units[next].features.has(Features::CONJ);
                break (linked || glued).then_some(next);
            }
            if link.iter().any(|class| units.is(pack, next, class)) {
                linked = true;
            } else if !light.iter().any(|class| units.is(pack, next, class)) {
                break None;
            }
        };
        let Some(other) = other else { break };
        found.push(other);
        at = other;
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::{extract::facts, model::Document, pack::Pack};

    /// Who, what, of whom.
    fn told(text: &str) -> Vec<String> {
        let pack = Pack::embedded().unwrap();
        let facts =
            facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
        let name = |ix| facts.entity(ix).map_or("", |entity| entity.name.as_str());
        let told = facts.roles.iter().map(|role| format!("{}={}", name(role.person), role.role));
        told.collect()
    }

    #[test]
    fn an_office_of_several_is_that_of_each() {
        let before = told("ئەندامانی پەرلەمانی عێراق ئەحمەد کەریم، سارا عەلی و هەژار محەمەد گەیشتن.");
        assert_eq!(before, ["ئەحمەد کەریم=ئەندام", "سارا عەلی=ئەندام", "هەژار محەمەد=ئەندام"]);
        let mut after = told("ئەحمەد کەریم و سارا عەلی هاوسەرۆکانی هەدەپە گەیشتن.");
        after.sort();
        assert_eq!(after, ["ئەحمەد کەریم=هاوسەرۆک", "سارا عەلی=هاوسەرۆک"]);
        let one = told("سەرۆکی پەرلەمانی عێراق ئەحمەد کەریم و سارا عەلی گەیشتن.");
        assert_eq!(one, ["ئەحمەد کەریم=سەرۆک"]);
    }

    #[test]
    fn an_office_under_the_name_that_signs() {
        assert_eq!(told("سوپاستان دەکەین.\nئەحمەد کەریم\nپارێزگاری هەولێر"), ["ئەحمەد کەریم=پارێزگار"]);
        assert_eq!(told("ئەحمەد کەریم گەیشت.\nپارێزگاری هەولێر"), [""; 0]);
    }
}
