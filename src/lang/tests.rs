//! The language against hand-checked tables (`tests/fixtures/lang`): each row is a text and what it says.

use std::{fmt::Write as _, sync::LazyLock};

use super::*;
use crate::model::TimeKind;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().expect("embedded tables"));

fn unknown(_: &str) -> bool {
    false
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}

/// The first time of a text as `KIND value`, and how many there are.
fn time_of(text: &str, today: &str) -> (String, usize) {
    let text = Text::new(&TABLES, &unknown, text);
    let meanings = Meanings::new(&TABLES, &text);
    let anchor = today.parse().map_or(Anchor::default(), Anchor::on);
    let found = expressions(&TABLES, &text, &meanings);
    let Some(first) = found.first() else { return ("none -".into(), 0) };
    let future = TABLES.is_future(&text, first.end - 1);
    let value = anchor.resolve(&first.when, None, future).value.unwrap_or_else(|| "-".into());
    let kind = match first.kind {
        TimeKind::Date => "DATE",
        TimeKind::Time => "TIME",
        TimeKind::Duration => "DURATION",
        TimeKind::Set => "SET",
    };
    (format!("{kind} {value}"), found.len())
}

#[test]
fn times_have_their_values() {
    let mut wrong = String::new();
    let mut all = 0;
    for row in rows(include_str!("../../tests/fixtures/lang/times.tsv")) {
        let [text, today, kind, value] = row[..] else { panic!("four columns: {row:?}") };
        all += 1;
        let want = format!("{kind} {value}");
        let (got, count) = time_of(text, today);
        if got != want || count > 1 {
            let _ = writeln!(wrong, "{text} ({today}): wanted {want}, got {got} of {count}");
        }
    }
    let missed = wrong.lines().count();
    println!("times: {} of {all} right\n{wrong}", all - missed);
    assert!(all >= 120);
    assert!(missed * 100 <= 3 * all, "{missed} of {all} wrong\n{wrong}");
}

#[test]
fn quantities_have_their_values() {
    let mut wrong = String::new();
    let mut all = 0;
    for row in rows(include_str!("../../tests/fixtures/lang/quantities.tsv")) {
        let [source, want] = row[..] else { panic!("two columns: {row:?}") };
        all += 1;
        let text = Text::new(&TABLES, &unknown, source);
        let meanings = Meanings::new(&TABLES, &text);
        let times = expressions(&TABLES, &text, &meanings);
        let found: Vec<String> = quantities(&TABLES, &text, &meanings, &times)
            .iter()
            .map(|one| {
                let unit = one.unit.as_deref().unwrap_or("-");
                format!("{} {unit}{}", one.value, if one.approx { " ~" } else { "" })
            })
            .collect();
        let got = if found.is_empty() { "none".to_owned() } else { found.join("|") };
        if got != want {
            let _ = writeln!(wrong, "{source}: wanted {want}, got {got}");
        }
    }
    let missed = wrong.lines().count();
    println!("quantities: {} of {all} right\n{wrong}", all - missed);
    assert!(all >= 80);
    assert!(missed * 100 <= 3 * all, "{missed} of {all} wrong\n{wrong}");
}

/// The nouns, names and titles of the lexicon; verbs are analysed, not listed.
fn lexicon() -> std::collections::HashSet<String> {
    let files = [
        include_str!("../../assets/lexicon/common.tsv"),
        include_str!("../../assets/lexicon/title.tsv"),
        include_str!("../../assets/lexicon/organisation-head.tsv"),
        include_str!("../../assets/lexicon/place-head.tsv"),
        include_str!("../../assets/lexicon/place.tsv"),
        include_str!("../../assets/lexicon/given-name.tsv"),
        include_str!("../../assets/lexicon/organisation.tsv"),
        include_str!("../../assets/lexicon/function-word.tsv"),
        include_str!("../../assets/lexicon/event-noun.tsv"),
    ];
    let words = files.into_iter().flat_map(str::lines).filter_map(|line| line.split('\t').next());
    words
        .filter(|word| !word.starts_with(['#', '-']) && !word.contains(' '))
        .map(|word| fold(&TABLES, word).as_str().to_owned())
        .collect()
}

#[test]
fn words_have_their_stems_and_endings() {
    let known = lexicon();
    let mut wrong = String::new();
    let mut all = 0;
    for row in rows(include_str!("../../tests/fixtures/lang/morphology.tsv")) {
        let [form, stem, features] = row[..] else { panic!("three columns: {row:?}") };
        all += 1;
        let found = analyses(&TABLES, &|word: &str| known.contains(word), form);
        let best = found.first().expect("the bare word at least");
        let open = |features: Features| {
            if features.has(Features::COPULA) {
                features.without(Features::COPULA).with(Features::DEMONSTRATIVE)
            } else {
                features
            }
        };
        let want = if features == "-" { Features::NONE } else { Features::parse(features).expect(features) };
        if &form[best.stem()] != stem || open(best.features) != open(want) {
            let _ = writeln!(
                wrong,
                "{form}: wanted {stem} {features}, got {} {:?}",
                &form[best.stem()],
                best.features
            );
        }
    }
    let missed = wrong.lines().count();
    println!("morphology: {} of {all} right\n{wrong}", all - missed);
    assert!(all >= 300);
    assert!(missed * 10 <= all, "{missed} of {all} wrong\n{wrong}");
}

#[test]
fn a_stop_with_marks_ends_no_sentence() {
    let source = "ەوە.\u{6d8}\u{655}";
    let text = Text::new(&TABLES, &unknown, source);
    let mut last = 0;
    for sentence in text.sentences() {
        assert!(sentence.span.start >= last && sentence.span.of(source).is_some());
        last = sentence.span.end;
    }
}
