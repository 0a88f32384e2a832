//! Speed of folding beside NFC alone, of the analysed text, and of all facts, in one run on one core.
//!
//! `cargo bench --no-default-features --bench lang [-- FOLDER]`, or with the folder in `BALGE_BENCH_FOLDER`:
//! over the texts right in that folder; without one, over a made corpus. Counts the thread's own time
//! where the system tells it, so that other programs disturb less.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::{cell::RefCell, hint::black_box, path::PathBuf};

use balge::{
    corpus::generate::{Generator, Plan},
    extract::{self, Memory, Trace},
    lang::{Meanings, Text, Words, expressions, fold, quantities},
    model::Document,
    pack::Pack,
};
use unicode_normalization::UnicodeNormalization as _;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of the made corpus.
const MADE: usize = 8_000_000;

/// Every row is the best of so many rounds.
const ROUNDS: usize = 3;

fn texts(pack: &std::sync::Arc<Pack>) -> Vec<String> {
    let named = std::env::args().skip(1).find(|arg| !arg.starts_with("--")).map(PathBuf::from);
    if let Some(folder) = named.or_else(|| std::env::var_os("BALGE_BENCH_FOLDER").map(PathBuf::from)) {
        let files = std::fs::read_dir(&folder).expect("a folder of texts").flatten();
        let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
        paths.sort();
        return paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    }
    let generator = Generator::new(pack, Plan { documents: 1_000_000, seed: 1, copies: 0.02 });
    let mut length = 0;
    let made = (0..).map(|index| generator.document(index).text);
    made.take_while(|text| {
        length += text.len();
        length < MADE
    })
    .collect()
}

/// Seconds of this thread on a core.
#[cfg(unix)]
fn now() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(not(unix))]
fn now() -> f64 {
    std::time::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64())
}

/// Megabytes a second of the best round; `begin` makes what a round works with.
fn measure<W: FnMut(&str)>(texts: &[String], begin: impl Fn() -> W) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let round = || {
        let mut work = begin();
        let start = now();
        for text in texts {
            work(text);
        }
        now() - start
    };
    bytes as f64 / 1e6 / (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let pack = &Pack::embedded().expect("embedded language data");
    let tables = &pack.tables;
    let texts = texts(pack);
    let nfc = measure(&texts, || |text: &str| drop(black_box(text.nfc().collect::<String>())));
    let folding = measure(&texts, || |text: &str| drop(black_box(fold(tables, text))));
    let analysed = measure(&texts, || {
        let words = RefCell::new(Words::default());
        move |text: &str| drop(black_box(Text::learning(tables, &**pack, &mut words.borrow_mut(), text)))
    });
    let counted = measure(&texts, || {
        let words = RefCell::new(Words::default());
        move |text: &str| {
            let words = &mut words.borrow_mut();
            let text = Text::learning(tables, &**pack, words, text);
            let meanings = Meanings::learning(tables, words, &text);
            let times = expressions(tables, &text, &meanings);
            black_box(quantities(tables, &text, &meanings, &times));
        }
    });
    let facts = measure(&texts, || {
        let memory = RefCell::new(Memory::default());
        move |text: &str| {
            let document = Document { path: "bench.txt".into(), text: text.into(), ..Document::default() };
            let memory = &mut memory.borrow_mut();
            black_box(extract::facts_learning(&document, pack, memory, &mut Trace::off()));
        }
    });
    for (name, speed) in [
        ("nfc alone", nfc),
        ("fold", folding),
        ("text (fold, sentences, tokens, analyses)", analysed),
        ("text, times and quantities", counted),
        ("all facts", facts),
    ] {
        println!("{name:42} {speed:8.1} MB/s   {:6.3} of nfc   {:6.3} of fold", speed / nfc, speed / folding);
    }
}
