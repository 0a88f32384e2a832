//! What folding promises: the table's rows, idempotence, the smallest covering range.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::model::{Original, Span};

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().expect("embedded tables"));

fn tables() -> &'static Tables {
    &TABLES
}

fn folded(text: &str) -> String {
    fold(tables(), text).as_str().to_owned()
}

#[test]
fn folds_what_the_table_says() {
    let cases = [
        ("كازمي", "کازمی"),
        ("له‌سه‌ر", "لەسەر"),
        ("بەهۆی ئه", "بەهۆی ئە"),
        ("ڕاگەیاندن", "راگەیاندن"),
        ("بەڕێوەبەر", "بەرێوەبەر"),
        ("رووبەڕوو", "رووبەروو"),
        ("بڕیار", "بڕیار"),
        ("٢٠ ـی ئاب", "20ی ئاب"),
        ("۲۰۲۰", "2020"),
        ("لأ", "ڵا"),
        ("ى\u{654}ازاد", "ئازاد"),
        ("ي\u{654}ازاد", "ئازاد"),
        ("ﻻ", "لا"),
        ("ھەولێر", "هەولێر"),
        ("٤٥٪", "45%"),
        ("ئۆ\u{200f}", "ئۆ"),
    ];
    for (text, want) in cases {
        assert_eq!(folded(text), want, "{text}");
    }
}

#[test]
fn spellings_of_one_word_share_a_loose_key() {
    let tables = tables();
    for (a, b) in [("باشور", "باشوور"), ("سوریا", "سووریا"), ("ئابوريی", "ئابووری")]
    {
        assert_eq!(loose_key(tables, a), loose_key(tables, b));
    }
}

#[test]
fn the_map_leads_back_to_the_letters() {
    let text = "رۆژی ٢٠ ـی ئابی ٢٠٢٠، له‌ هەولێر";
    let folded = fold(tables(), text);
    let back = |word: &str| {
        let start = folded.as_str().find(word).expect("folded word");
        let span = folded.original(Span::new(start, start + word.len()));
        span.of(text).expect("character boundaries").to_owned()
    };
    assert_eq!(back("20ی"), "٢٠ ـی");
    assert_eq!(back("2020"), "٢٠٢٠");
    assert_eq!(back("لە"), "له‌");
    assert_eq!(back("هەولێر"), "هەولێر");
}

/// Random text with the characters the rules are about well represented.
fn any_text() -> impl Strategy<Value = String> {
    let special: Vec<char> = "هھەةۀڕرلاأوۆیيىئكک \u{64e}\u{650}\u{654}\u{200c}\u{640}\u{200e}\u{feff}٢2.بدن\u{fefb}\u{fee9}\u{fe77}e\u{301}\u{6c1}\u{6c2}"
        .chars()
        .collect();
    let one = prop_oneof![8 => proptest::sample::select(special), 1 => any::<char>()];
    proptest::collection::vec(one, 0..24).prop_map(|chars| chars.into_iter().collect())
}

#[test]
fn a_mark_composes_over_another_mark() {
    let text = "\u{644}\u{623}\u{64e}\u{654}";
    let once = folded(text);
    assert_eq!(folded(&once), once);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn folding_twice_changes_nothing(text in any_text()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once);
    }

    #[test]
    fn every_range_maps_to_the_smallest_that_covers_it(text in any_text()) {
        let folded = fold(tables(), &text);
        let chars: Vec<Span<_>> =
            folded.as_str().char_indices().map(|(at, c)| Span::new(at, at + c.len_utf8())).collect();
        let mut last: Option<Span<Original>> = None;
        for span in &chars {
            let original = folded.original(*span);
            let slice = original.of(&text);
            prop_assert!(slice.is_some_and(|slice| !slice.is_empty()));
            // In order, and either shared with the neighbour (made together) or apart from it.
            if let Some(last) = last {
                prop_assert!(original == last || original.start >= last.end);
            }
            // Nothing deleted hangs on at either end, save what made heh an ae or a consonant.
            let slice = slice.unwrap_or("");
            let deleted = |c: Option<char>| c.is_some_and(|c| tables().letters.is_deleted(c));
            prop_assert!(!deleted(slice.chars().next()));
            prop_assert!(!deleted(slice.chars().next_back()) || slice.contains(ZWNJ) || slice.contains(TATWEEL));
            last = Some(original);
        }
        // A range maps to the cover of its characters.
        for from in 0..chars.len() {
            for to in from..chars.len() {
                let cover = folded.original(chars[from]).cover(folded.original(chars[to]));
                prop_assert_eq!(folded.original(chars[from].cover(chars[to])), cover);
                prop_assert!(folded.folded(cover).contains(chars[from].cover(chars[to])));
            }
        }
    }
}
