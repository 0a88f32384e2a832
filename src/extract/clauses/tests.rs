//! Clauses and finite verbs of single sentences.

use super::{KnownMarks, Scene};
use crate::{
    extract::{names, trace::Trace, units::Readings},
    lang::{Text, Words},
    pack::Pack,
};

/// The clauses of the first sentence, as written.
fn clauses(sentence: &str) -> Vec<String> {
    let pack = Pack::embedded().unwrap();
    let (mut words, mut readings, mut marks) = (Words::default(), Readings::default(), KnownMarks::default());
    let text = Text::learning(&pack.tables, &*pack, &mut words, sentence);
    let found = names::find(&pack, &text, (&words, &mut readings), &[], &mut Trace::off());
    let scene = Scene::new(&pack, &text, (&words, &mut marks), &found.sentences, &[], &[], &[], &[]);
    let written = |units: std::ops::Range<usize>| scene.span(0, units).of(sentence).unwrap().to_owned();
    scene.clauses(0).iter().map(|clause| written(clause.units.clone())).collect()
}

#[test]
fn a_finite_verb_ends_a_clause() {
    assert_eq!(
        clauses("شاندەکە گەیشتە شارەکە و لەگەڵ وەزیر کۆبووەوە."),
        ["شاندەکە گەیشتە شارەکە", "لەگەڵ وەزیر کۆبووەوە"]
    );
}

#[test]
fn verbs_without_a_mark_between_them_part_too() {
    assert_eq!(clauses("چاوەڕوان دەکرێت سبەی کۆببنەوە."), ["چاوەڕوان دەکرێت", "سبەی کۆببنەوە"]);
}

#[test]
fn a_meeting_is_a_noun_unless_it_ends_its_clause() {
    assert_eq!(clauses("کۆبوونەوە گرنگە.").len(), 1);
    assert_eq!(clauses("شاندەکان کۆبوونەوە، پاشان ڕۆیشتن.").len(), 2);
}

#[test]
fn the_colon_of_a_clock_parts_nothing() {
    assert_eq!(clauses("کاتژمێر 13:10 شارەکەیان بۆردومان کرد."), ["کاتژمێر 13:10 شارەکەیان بۆردومان کرد"]);
}

#[test]
fn a_noun_written_with_its_verb_is_finite() {
    assert_eq!(clauses("ڕێگاکە داخرا و پرۆژەکە تۆمارکرا.").len(), 2);
}
