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

/// Names of those who take part in the events of a kind, and where.
fn taking_part(text: &str, kind: EventKind) -> Vec<(Vec<String>, Option<String>)> {
    let facts = read(text);
    let name = |ix| facts.entity(ix).map(|entity| entity.name.clone());
    let of_kind = facts.events.iter().filter(|event| event.kind == kind);
    of_kind
        .map(|event| {
            let names = event.participants.iter().filter_map(|ix| name(*ix)).collect();
            (names, event.place.and_then(name))
        })
        .collect()
}

#[test]
fn what_is_expected_follows_with_all_that_stands_before_its_verb() {
    let text = "ئازاد عەلی گەیشتە هەولێر، چاوەڕوان دەکرێت سبەی لە بەغدا لەگەڵ وەزارەتی نەوت کۆببێتەوە.";
    let met = taking_part(text, EventKind::Meet);
    let [(names, Some(place))] = &met[..] else { panic!("{met:?}") };
    assert_eq!((names.len(), place.as_str()), (2, "بەغدا"), "{names:?}");
}

#[test]
fn a_postposition_written_apart_is_no_verb() {
    for text in [
        "ئازاد عەلی لە شاری هەولێر دا لەگەڵ وەزارەتی نەوت کۆبووەوە.",
        "ئازاد عەلی لە هەولێر-دا لەگەڵ وەزارەتی نەوت کۆبووەوە.",
    ] {
        let met = taking_part(text, EventKind::Meet);
        assert!(
            matches!(&met[..], [(names, Some(place))] if names.len() == 2 && place == "هەولێر"),
            "{met:?}"
        );
    }
}

#[test]
fn a_relative_clause_does_not_cut_off_where_it_happened() {
    let text = "لە شاری هەولێر حەوت کەس کە بەیاننامەیان بڵاو کردەوە، دەستگیر کران.";
    let held = taking_part(text, EventKind::Arrest);
    assert!(matches!(&held[..], [(_, Some(place))] if place == "هەولێر"), "{held:?}");
}

#[test]
fn a_state_that_attacks_takes_part_and_a_state_attacked_is_where() {
    let text = "ئیسرائیل لە ٢٠ی نیساندا شاری دیمەشقی بۆردوومان کرد.";
    let attacks = taking_part(text, EventKind::Attack);
    assert!(
        matches!(&attacks[..], [(names, Some(place))] if names == &["ئیسرائیل"] && place == "دیمەشق"),
        "{attacks:?}"
    );
}

#[test]
fn victims_of_an_attack_told_before_have_its_attacker() {
    let text =
        "داعش هێرشی کردە سەر شاری خانەقین. لە هێرشەکەدا سێ کەس کوژران. لە ئەنجامدا دوو کەس بریندار بوون.";
    let attacks = taking_part(text, EventKind::Attack);
    assert!(attacks.len() >= 2, "{attacks:?}");
    assert!(attacks.iter().all(|(names, _)| names == &["داعش"]), "{attacks:?}");
}

#[test]
fn those_who_attack_are_named_beside_the_noun() {
    let text = "لە هێرشێکی داعشدا سێ پێشمەرگە شەهید بوون.";
    let attacks = taking_part(text, EventKind::Attack);
    assert!(attacks.iter().any(|(names, _)| names.iter().any(|name| name == "داعش")), "{attacks:?}");
}

#[test]
fn our_forces_are_the_speakers() {
    let text = "یەپەگە ڕایگەیاند: \"هێزەکانمان هێرشیان کردە سەر شاری خانەقین و گەڕانەوە.\"";
    let attacks = taking_part(text, EventKind::Attack);
    assert!(matches!(&attacks[..], [(names, _)] if names == &["یەپەگە"]), "{attacks:?}");
}

#[test]
fn who_welcomes_talks_of_others_has_no_part_in_them() {
    let text = "ئەمریکا پێشوازی لە گفتوگۆکانی نێوان عێراق و ئێران کرد.";
    let talks = taking_part(text, EventKind::Talks);
    assert!(matches!(&talks[..], [(names, _)] if names == &["عێراق", "ئێران"]), "{talks:?}");
}

#[test]
fn who_speaks_at_a_headline_takes_no_part() {
    let text = "وەزارەتی نەوت: پێویستە حکومەتی هەرێمی کوردستان شاندێک بنێرێتە بەغدا";
    let travels = taking_part(text, EventKind::Travel);
    assert!(
        travels.iter().all(|(names, _)| !names.iter().any(|name| name == "وەزارەتی نەوت")),
        "{travels:?}"
    );
    assert!(!travels.is_empty());
}

#[test]
fn an_attack_that_was_carried_out_has_the_attacker_told_before() {
    let text = "داعش هێرشی کردە سەر شاری خانەقین. هێرشەکە بە مووشەک ئەنجامدرا.";
    let attacks = taking_part(text, EventKind::Attack);
    assert!(attacks.iter().all(|(names, _)| names == &["داعش"]), "{attacks:?}");
}

#[test]
fn heads_of_a_relative_clause_take_part() {
    let one = "ئەحمەد کەریم، کە لە کەرکووک کوژرا، خەڵکی هەولێرە.";
    let attacks = taking_part(one, EventKind::Attack);
    assert!(matches!(&attacks[..], [(names, _)] if names == &["ئەحمەد کەریم"]), "{attacks:?}");
    let two = "ئەحمەد کەریم و سارا عەلی کە لە کەرکووک کوژران خەڵکی هەولێرن.";
    let attacks = taking_part(two, EventKind::Attack);
    assert!(matches!(&attacks[..], [(names, _)] if names == &["ئەحمەد کەریم", "سارا عەلی"]), "{attacks:?}");
}

#[test]
fn that_citizen_is_the_person_named_before() {
    let text = "ئەحمەد کەریم لە هەولێر دەژی. پۆلیس ئەو هاووڵاتییەی دەستگیر کرد. پۆلیس دزێکی دەستگیر کرد.";
    let arrests = taking_part(text, EventKind::Arrest);
    let names: Vec<_> = arrests.iter().map(|(names, _)| names.join(",")).collect();
    assert_eq!(names, ["ئەحمەد کەریم", ""]);
}

#[test]
fn who_said_it_is_the_agent_that_the_object_bears() {
    let arrests = |text| taking_part(text, EventKind::Arrest);
    let agent = arrests("پۆلیسی سلێمانی ڕایگەیاند، دوو کەسیان دەستگیرکردووە.");
    assert!(matches!(&agent[..], [(names, _)] if names == &["پۆلیسی سلێمانی"]), "{agent:?}");
    let other = arrests("پۆلیسی سلێمانی ڕایگەیاند، دوو کەس دەستگیرکراون.");
    assert!(matches!(&other[..], [(names, _)] if names.is_empty()), "{other:?}");
}

#[test]
fn who_is_said_to_receive_by_office_alone() {
    let text =
        "ئەحمەد کەریم، سەرۆکی هەرێمی کوردستان گەیشت. سەرۆکی هەرێمی کوردستان پێشوازی لە باڵیۆزی ئەمریکا کرد.";
    let received = taking_part(text, EventKind::Receive);
    assert!(
        received.iter().any(|(names, _)| names.iter().any(|name| name == "ئەحمەد کەریم")),
        "{received:?}"
    );
}

#[test]
fn a_body_that_tells_of_a_death_did_not_die() {
    let attacks = taking_part("یەپەگە ڕایگەیاند، لە کاتی ئەرکەکەیدا شەهید بووە.", EventKind::Attack);
    assert!(!attacks.is_empty() && attacks.iter().all(|(names, _)| names.is_empty()), "{attacks:?}");
}

#[test]
fn a_fight_between_two_has_both() {
    let found = told("لە نێوان سوپای عێراق و داعشدا شەڕ ڕوویدا.");
    let [(EventKind::Attack, _, names)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn those_who_belong_to_a_body_are_the_body() {
    let found = told("چەکدارەکانی سەر بە داعش گوندێکیان بۆردومان کرد.");
    let [(EventKind::Attack, _, names)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(names, &["داعش"]);
}

#[test]
fn what_they_could_or_had_to_do_came_about() {
    let status = |text: &str| told(text).first().map(|(_, status, _)| *status);
    let could = status("وەزارەتی نەوت توانی لەگەڵ کۆمپانیای سۆمۆ چاوپێکەوتن ئەنجام بدات.");
    assert_eq!(could, Some(Status::Happened));
    let not = status("وەزارەتی نەوت نەیتوانی لەگەڵ کۆمپانیای سۆمۆ چاوپێکەوتن ئەنجام بدات.");
    assert_eq!(not, Some(Status::Denied));
}

#[test]
fn a_passive_that_names_nobody_is_of_the_one_hit_before() {
    let found = told("ئەحمەد کەریم لە هەولێر دەستگیر کرا. دواتر شەهید کرا.");
    let [(EventKind::Arrest, _, first), (EventKind::Attack, _, again)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(first, again);
}

#[test]
fn those_remembered_are_who_fell() {
    let found = told("یادی ئەحمەد حەسەنیان کردەوە کە لە هەولێر شەهید بوو.");
    let attack = found.iter().find(|(kind, _, _)| *kind == EventKind::Attack);
    assert!(attack.is_some_and(|(_, _, names)| names == &["ئەحمەد حەسەن"]), "{found:?}");
}

#[test]
fn an_indefinite_subject_is_nobody_named_before() {
    let found = told("نزار کەریم ڕایگەیاند، کەسێک گەڕاوەتەوە بۆ هەولێر.");
    let travel = found.iter().find(|(kind, _, _)| *kind == EventKind::Travel);
    assert!(travel.is_some_and(|(_, _, names)| names.is_empty()), "{found:?}");
}

#[test]
fn a_deed_after_a_deed_is_of_the_same_body() {
    let second = |text: &str| told(text).last().map(|(_, _, names)| names.clone()).unwrap_or_default();
    let same = second("فڕۆکەکانی سوپای تورک هاوڵاتییانی گوندەکەیان کردە ئامانج و گوندەکەیان بۆردومان کرد.");
    assert_eq!(same, ["سوپای تورک"]);
    let other = second("فڕۆکەکانی سوپای تورک گوندەکەیان کردە ئامانج و ئەو هێزەش هێرشی کردە سەر خاڵێک.");
    assert!(other.is_empty(), "{other:?}");
}
