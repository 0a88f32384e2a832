//! What names are called over the corpus, and names inside names.

use crate::{
    extract::facts,
    model::{Document, EntityKind, Facts},
    pack::{Pack, Source},
};

fn read(text: &str) -> Facts {
    let pack = Pack::embedded().unwrap();
    facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack)
}

/// The keys of the entities of a kind, in the order of first mention.
fn keys(text: &str, kind: EntityKind) -> Vec<String> {
    let facts = read(text);
    facts.entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.key.clone()).collect()
}

#[test]
fn a_rule_says_which_thing_its_name_names() {
    let central = keys("حکومەتی ناوەند پارە دەنێرێت.", EntityKind::Organisation);
    let federal = keys("حکومەتی فیدراڵی پارە دەنێرێت.", EntityKind::Organisation);
    assert_eq!(central.len(), 1);
    assert_eq!(central, federal);
    assert_eq!(central, keys("حکومەتی عێراق پارە دەنێرێت.", EntityKind::Organisation));
}

#[test]
fn a_row_of_any_class_of_places_stays_a_place_inside_a_body() {
    let row = "زێدستان\tplace_region_word homeland\tkey=zz\n";
    let pack = Pack::compile(Source::embedded().with("lexicon/zz.tsv", row)).unwrap();
    let text = "حکومەتی زێدستان پارە دەنێرێت.";
    let facts = facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
    let named: Vec<_> = facts.entities.iter().map(|entity| (entity.kind, entity.key.as_str())).collect();
    assert!(named.contains(&(EntityKind::Place, "zz")), "{named:?}");
    assert!(named.iter().any(|(kind, _)| *kind == EntityKind::Organisation), "{named:?}");
}

/// The places named, as written.
fn places(text: &str) -> Vec<&str> {
    let facts = read(text);
    let of_places = facts.entities.into_iter().filter(|entity| entity.kind == EntityKind::Place);
    let mut spans: Vec<_> =
        of_places.flat_map(|entity| entity.mentions).map(|mention| mention.span).collect();
    spans.sort_unstable();
    spans.into_iter().filter_map(|span| span.of(text)).collect()
}

#[test]
fn a_preposition_written_on_to_a_place_is_no_part_of_its_name() {
    assert_eq!(places("شاندەکە لەهەولێر کۆبووەوە و بەرەو بەغدا چوو."), ["هەولێر", "بەغدا"]);
    assert_eq!(places("بڕیارەکە لەسلێمانیدا ڕاگەیەندرا."), ["سلێمانی"]);
    assert!(places("بەهاری ئەمساڵ باران باری.").is_empty());
}

#[test]
fn a_place_too_is_a_place() {
    assert_eq!(places("لە ئێرانیش خۆپیشاندان کرا و لە تورکیاش."), ["ئێران", "تورکیا"]);
}
