//! Matching against hand-made tables (`tests/fixtures/search`).

use std::{
    fmt::Write as _,
    sync::{Arc, LazyLock},
};

use proptest::prelude::*;

use super::*;
use crate::{
    lang::{Inflections, fold, word_form},
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

static INTERPRETER: LazyLock<Interpreter> =
    LazyLock::new(|| Interpreter::of_pack(&Pack::embedded().unwrap()));

fn parsed(typed: &str) -> Parsed {
    INTERPRETER.parse(typed, &["desk"])
}

fn printed(parsed: &Parsed) -> String {
    parsed.root.as_ref().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn what_is_typed_is_understood() {
    let mut wrong = String::new();
    for row in rows(include_str!("../../../tests/fixtures/search/parses.tsv")) {
        let [typed, understood, notes] = row[..] else { panic!("three columns: {row:?}") };
        let parsed = parsed(typed);
        let told = parsed.notes.iter().map(|note| format!("{:?}", note.kind)).collect::<Vec<_>>().join(" ");
        if printed(&parsed) != understood.trim() || told != notes {
            let _ = writeln!(wrong, "{typed} -> {} [{told}]", printed(&parsed));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A text with the hits of a query in brackets; `None` where it does not match.
fn marked(query: &str, matching: Matching, text: &str) -> Option<String> {
    let plan = Plan::new(&INTERPRETER, &parsed(query), matching);
    let inflections = INTERPRETER.inflections();
    let folded = fold(inflections.tables(), text);
    let words = TextWords::new(&folded);
    let found = words.occurrences(&plan.matchers, &folded, text, inflections);
    let mut out = String::new();
    let mut at = 0;
    for hit in places(find(&plan, &found, None, &|_| false)?) {
        let span = folded.original(words.span(hit).unwrap()).range();
        let _ = write!(out, "{}[{}]", &text[at..span.start], &text[span.clone()]);
        at = span.end;
    }
    Some(out + &text[at..])
}

#[test]
fn queries_find_what_they_should() {
    let mut wrong = String::new();
    for row in rows(include_str!("../../../tests/fixtures/search/finds.tsv")) {
        let [query, matching, want] = row[..] else { panic!("three columns: {row:?}") };
        let matching = match matching {
            "exact" => Matching::Exact,
            "folded" => Matching::Folded,
            _ => Matching::Inflected,
        };
        let text = want.strip_prefix("no ").unwrap_or(want).replace(['[', ']'], "");
        let want = (!want.starts_with("no ")).then(|| want.to_owned());
        let found = marked(query, matching, &text);
        if found != want {
            let _ = writeln!(wrong, "{query} ({matching:?}): {found:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn brackets_without_end_are_no_danger() {
    let parsed = parsed(&"(".repeat(100_000));
    assert!(parsed.root.is_none());
    assert!(parsed.notes.iter().all(|note| note.kind == NoteKind::TooDeep));
}

fn spans(node: &Node, out: &mut Vec<crate::model::Span<Typed>>) {
    out.push(node.span);
    match &node.part {
        Part::All(nodes) | Part::Any(nodes) | Part::Near(nodes, _) => {
            for node in nodes {
                spans(node, out);
            }
        }
        Part::Not(node) => spans(node, out),
        Part::Words(_) | Part::Regex(_) | Part::Field(..) => {}
    }
}

/// Pieces of queries in any order, and anything else.
fn typing() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("(".to_owned()),
        Just(")".to_owned()),
        Just("\"".to_owned()),
        Just("|".to_owned()),
        Just("-".to_owned()),
        Just(" ".to_owned()),
        Just(" OR ".to_owned()),
        Just(" NEAR/2 ".to_owned()),
        Just("NOT ".to_owned()),
        Just("topic:".to_owned()),
        Just("date:2020".to_owned()),
        Just("desk:".to_owned()),
        Just("/a.b/ ".to_owned()),
        Just("*".to_owned()),
        Just("?".to_owned()),
        Just(":".to_owned()),
        "[a-c\u{6a9}\u{6d5}\u{200c}\u{647}]{1,3}",
        "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn anything_typed_is_a_query(typed in typing()) {
        let parsed = parsed(&typed);
        let mut found: Vec<_> = parsed.notes.iter().map(|note| note.span).collect();
        parsed.root.iter().for_each(|node| spans(node, &mut found));
        for span in found {
            prop_assert!(span.of(&typed).is_some(), "{span:?} of {typed:?}");
        }
    }

    #[test]
    fn anything_typed_finds_whole_words_of_any_text(
        typed in typing(),
        text in "[a-c\\u{6a9}\\u{6d5}\\u{200c}\\u{647} .]{0,20}\\PC{0,8}",
        matching in prop::sample::select(Matching::ALL.to_vec()),
    ) {
        // The slices panic where a hit is off a character's boundary.
        if let Some(marked) = marked(&typed, matching, &text) {
            prop_assert_eq!(marked.replace(['[', ']'], ""), text.replace(['[', ']'], ""));
        }
    }

    #[test]
    fn a_printed_query_is_read_as_the_same(typed in typing()) {
        let once = printed(&parsed(&typed));
        prop_assert_eq!(printed(&parsed(&once)), once.clone(), "typed {:?}", typed);
    }
}

#[test]
fn names_are_looked_for_by_the_beginnings_of_their_words() {
    let fit = |typed: &str, name: &str| {
        Beginnings::new(&INTERPRETER, typed).unwrap().fit(name, INTERPRETER.inflections())
    };
    for row in rows(include_str!("../../../tests/fixtures/search/beginnings.tsv")) {
        let [typed, name, found] = row[..] else { panic!("three columns: {row:?}") };
        assert_eq!(fit(typed, name), found == "yes", "{row:?}");
    }
    for nothing in ["", "  ", "\u{200c}", "…"] {
        assert!(Beginnings::new(&INTERPRETER, nothing).is_none(), "{nothing:?}");
    }
}
