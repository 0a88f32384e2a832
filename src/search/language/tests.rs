//! Matching against hand-made tables (`tests/fixtures/search`).

use std::{
    fmt::Write as _,
    sync::{Arc, LazyLock},
};

use crate::{
    lang::{Inflections, word_form},
    pack::Pack,
};

static INFLECTIONS: LazyLock<Inflections> = LazyLock::new(|| {
    let pack = Pack::embedded().unwrap();
    Inflections::new(Arc::new(pack.tables.clone()), pack)
});

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}

#[test]
fn forms_of_a_word_share_a_stem_and_other_words_do_not() {
    let mut wrong = String::new();
    for row in rows(include_str!("../../../tests/fixtures/search/inflections.tsv")) {
        let [search, word, find] = row[..] else { panic!("three columns: {row:?}") };
        let stems = |word: &str| INFLECTIONS.stems(&word_form(&INFLECTIONS.fold(word)));
        let (search, word) = (stems(search), stems(word));
        let found = search.sought().iter().any(|stem| word.all().contains(stem));
        if found != (find == "yes") {
            let _ = writeln!(wrong, "{row:?}: {:?} {:?}", search.sought(), word.all());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_sought_is_among_what_texts_have() {
    for row in rows(include_str!("../../../tests/fixtures/search/inflections.tsv")) {
        let stems = INFLECTIONS.stems(&INFLECTIONS.fold(row[1]));
        assert!(!stems.sought().is_empty() && stems.all().starts_with(stems.sought()), "{row:?}");
    }
}
