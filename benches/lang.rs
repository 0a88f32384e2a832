//! Speed of folding beside NFC alone, of the analysed text, and of all facts, in one run on one core.
//!
//! `cargo bench --no-default-features --bench lang [-- FOLDER]`: without a folder, over the sample corpus.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::{hint::black_box, path::PathBuf, time::Instant};

use balge::{
    extract,
    lang::{Meanings, Text, expressions, fold, quantities},
    model::Document,
    pack::Pack,
};
use unicode_normalization::UnicodeNormalization as _;

fn texts() -> Vec<String> {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let folder =
        folder.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds"), PathBuf::from);
    let files = std::fs::read_dir(&folder).expect("a folder of texts").flatten();
    let mut corpus: Vec<String> =
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
    let length = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
    let once = corpus.clone();
    while !once.is_empty() && length(&corpus) < 2_000_000.min(length(&once) * 200) {
        corpus.extend(once.iter().cloned());
    }
    corpus
}

/// Best of five rounds, in megabytes a second.
fn measure(texts: &[String], mut work: impl FnMut(&str)) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let round = |work: &mut dyn FnMut(&str)| {
        let start = Instant::now();
        for text in texts {
            work(text);
        }
        start.elapsed().as_secs_f64()
    };
    let best = (0..5).map(|_| round(&mut work)).fold(f64::INFINITY, f64::min);
    bytes as f64 / 1e6 / best
}

fn main() {
    let pack = Pack::embedded().expect("embedded language data");
    let tables = &pack.tables;
    let texts = texts();
    let nfc = measure(&texts, |text| {
        black_box(text.nfc().collect::<String>());
    });
    let rows = [
        ("nfc alone", nfc),
        (
            "fold",
            measure(&texts, |text| {
                black_box(fold(tables, text));
            }),
        ),
        (
            "text (fold, sentences, tokens, analyses)",
            measure(&texts, |text| {
                black_box(Text::new(tables, &*pack, text));
            }),
        ),
        (
            "text, times and quantities",
            measure(&texts, |text| {
                let text = Text::new(tables, &*pack, text);
                let meanings = Meanings::new(tables, &text);
                let times = expressions(tables, &text, &meanings);
                black_box(quantities(tables, &text, &meanings, &times));
            }),
        ),
        (
            "all facts",
            measure(&texts, |text| {
                let document =
                    Document { path: "bench.txt".into(), text: text.into(), ..Document::default() };
                black_box(extract::facts(&document, &pack));
            }),
        ),
    ];
    for (name, speed) in rows {
        println!("{name:42} {speed:8.1} MB/s   {:5.2} of nfc", speed / nfc);
    }
}
