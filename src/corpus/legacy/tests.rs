//! Against an independent converter, and on a hundred files of all kinds.

use proptest::prelude::*;

use super::*;
use crate::{lang::Language, model::Span};

const FIXTURES: [(&str, &str); 4] = [
    ("Ali-K", include_str!("../../../tests/fixtures/legacy/ali-k.tsv")),
    ("Ali-Web", include_str!("../../../tests/fixtures/legacy/ali-web.tsv")),
    ("KDylan", include_str!("../../../tests/fixtures/legacy/dylan.tsv")),
    ("Zarnegar", include_str!("../../../tests/fixtures/legacy/zarnegar.tsv")),
];
const LANGUAGES: &str = include_str!("../../../tests/fixtures/languages.tsv");

fn rows(fixture: &str) -> Vec<[&str; 3]> {
    let lines = fixture.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| <[&str; 3]>::try_from(line.split('\t').collect::<Vec<_>>()).unwrap()).collect()
}

/// Characters that a shortest edit leaves in place, of all characters of the longer text.
fn right(a: &str, b: &str) -> (usize, usize) {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            row.push((last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1));
        }
        last = row;
    }
    let all = a.len().max(b.len());
    (all - last[b.len()], all)
}

#[test]
fn every_table_parses() {
    for (name, text) in TABLES {
        assert_eq!(FontTable::parse(text).map(drop), Ok(()), "{name}");
    }
    assert_eq!(tables().len(), TABLES.len());
    let err = FontTable::parse("from\tto\twhere\nU+0644\tx\t\n").unwrap_err();
    assert_eq!(err.line, 2);
}

#[test]
fn fifty_sentences_of_each_encoding_come_out_as_another_converter_has_them() {
    for (name, fixture) in FIXTURES {
        let table = &tables().iter().find(|(known, _)| *known == name).unwrap().1;
        let (mut as_oracle, mut as_meant, mut all, mut all_meant) = (0, 0, 0, 0);
        let rows = rows(fixture);
        assert_eq!(rows.len(), 50);
        for [stored, oracle, modern] in rows {
            let converted = table.convert(stored).0;
            let (same, of) = right(&converted, oracle);
            (as_oracle, all) = (as_oracle + same, all + of);
            // Two ways to write the same heh.
            let (same, of) = right(&converted.replace('\u{6be}', "\u{647}"), modern);
            (as_meant, all_meant) = (as_meant + same, all_meant + of);
        }
        let share = as_oracle as f64 / all as f64;
        let meant = as_meant as f64 / all_meant as f64;
        println!("{name}: {share:.4} as the other converter, {meant:.4} as meant");
        assert!(share >= 0.99, "{name}: {share}");
        assert!(meant >= 0.99, "{name}: {meant}");
    }
}

/// A hundred files: fifteen of each encoding, twenty of modern Sorani in two spellings, twenty of others.
#[test]
fn a_hundred_mixed_files_are_recognised() {
    let language = Tables::embedded().unwrap();
    let mut files: Vec<(Option<&str>, String)> = Vec::new();
    for (name, fixture) in FIXTURES {
        let rows = rows(fixture);
        files.extend((0..15).map(|n| (Some(name), rows[3 * n..3 * n + 3].map_first())));
    }
    let modern = rows(FIXTURES[0].1);
    for n in 0..20 {
        let text = modern[2 * n..2 * n + 3].iter().map(|row| row[2]).collect::<Vec<_>>().join(" ");
        let old = text.replace('\u{6a9}', "\u{643}").replace('\u{6cc}', "\u{64a}");
        files.push((None, if n % 2 == 0 { text } else { old.replace('\u{6d5}', "\u{647}\u{200c}") }));
    }
    for tag in ["ar", "fa"] {
        let of_tag: Vec<&str> = LANGUAGES
            .lines()
            .filter_map(|line| line.split_once('\t').filter(|(known, _)| *known == tag).map(|(_, text)| text))
            .collect();
        files.extend((0..10).map(|n| (None, of_tag[n..n + 2].join(". "))));
    }
    assert_eq!(files.len(), 100);
    let wrong: Vec<String> = files
        .iter()
        .map(|(name, text)| (name, convert(&language, text).map(|(name, ..)| name), text))
        .filter(|(name, found, _)| *name != found)
        .map(|(name, found, text)| format!("{name:?} as {found:?}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

trait MapFirst {
    fn map_first(&self) -> String;
}
impl MapFirst for [[&str; 3]] {
    fn map_first(&self) -> String {
        self.iter().map(|row| row[0]).collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn a_converted_text_is_sorani_and_leads_back_to_its_original() {
    let language = Tables::embedded().unwrap();
    let rows = rows(FIXTURES[0].1);
    let stored = rows[..5].map_first();
    let (_, text, conversion) = convert(&language, &stored).unwrap();
    assert_eq!(crate::lang::language(&language, &text), Language::Sorani);
    assert_eq!(&*conversion.original, stored);
    // Every word of the converted text stands where its original stood.
    let mut at = 0;
    for (word, before) in text.split(' ').zip(stored.split(' ')) {
        let back = conversion.original(Span::new(at, at + word.len()));
        assert_eq!(back.of(&stored), Some(before), "{word}");
        at += word.len() + 1;
    }
}

proptest! {
    #[test]
    fn the_map_is_in_order_and_ends_together(text in "[ا-يةآأؤءلاً-ِ\u{200c} .a]{0,80}") {
        for (_, table) in tables() {
            let (converted, steps) = table.convert(&text);
            prop_assert!(steps.is_sorted());
            let conversion = Conversion { original: text.as_str().into(), steps };
            for (at, _) in converted.char_indices() {
                let back = conversion.original(Span::new(at, converted.len()));
                prop_assert!(back.end as usize == text.len() && back.start <= back.end);
            }
        }
    }
}
