//! Events read as a whole: subjects, dropped subjects, hosts and guests, status.

use crate::{
    extract::facts,
    model::{Document, EventKind, Facts, Status},
    pack::Pack,
};

fn read(text: &str) -> Facts {
    let pack = Pack::embedded().unwrap();
    facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack)
}

/// Type, status, names of those who take part.
fn told(text: &str) -> Vec<(EventKind, Status, Vec<String>)> {
    let facts = read(text);
    facts
        .events
        .iter()
        .map(|event| {
            let names = event.participants.iter().filter_map(|ix| facts.entity(*ix));
            (event.kind, event.status, names.map(|entity| entity.name.clone()).collect())
        })
        .collect()
}

#[test]
fn host_and_guest_but_no_country_of_a_title() {
    let found = told("وەزارەتی نەوتی عێراق پێشوازی لە شاندی حکومەتی هەرێمی کوردستان دەکات.");
    let [(kind, status, names)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((*kind, *status), (EventKind::Receive, Status::Planned));
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_dropped_subject_is_that_of_the_clause_before() {
    let found = told("وەزارەتی نەوت لەگەڵ کۆمپانیای سۆمۆ کۆبووەوە و لەبارەی هەناردەوە گفتوگۆیان کرد.");
    let [(EventKind::Meet, _, met), (EventKind::Talks, _, talked)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(met, talked);
    assert!(!met.is_empty());
}

#[test]
fn relations_between_two_are_no_talks_between_them() {
    let found = told("وەزارەتی نەوت لەبارەی پەیوەندییەکانی نێوان عێراق و ئێران گفتوگۆی کرد.");
    let talks = found.iter().find(|(kind, _, _)| *kind == EventKind::Talks);
    assert!(talks.is_some_and(|(_, _, names)| !names.iter().any(|name| name == "ئێران")), "{found:?}");
}

#[test]
fn negated_and_scheduled() {
    let denied = told("وەزارەتی نەوت لەگەڵ کۆمپانیای سۆمۆ کۆنەبووەوە.");
    assert!(denied.iter().all(|(_, status, _)| *status == Status::Denied), "{denied:?}");
    let planned = told("بڕیارە شاندی حکومەتی هەرێمی کوردستان سبەی بچێتە بەغدا.");
    assert!(planned.iter().any(|(kind, status, _)| (*kind, *status) == (EventKind::Travel, Status::Planned)));
}

#[test]
fn wounded_in_traffic_is_no_attack() {
    let is_attack = |text: &str| told(text).iter().any(|(kind, _, _)| *kind == EventKind::Attack);
    assert!(!is_attack("لە ڕووداوێکی هاتوچۆدا سێ کەس بریندار بوون."));
    assert!(is_attack("لە هێرشەکەدا سێ کەس بریندار بوون."));
}

#[test]
fn every_event_rests_on_its_text() {
    let facts = read("وەزیری نەوت گەیشتە بەغدا و لەگەڵ باڵیۆزی چین کۆبووەوە.");
    for event in &facts.events {
        assert!(event.provenance.evidence.contains(event.trigger));
        assert!((0.0..=1.0).contains(&event.provenance.confidence));
    }
}
