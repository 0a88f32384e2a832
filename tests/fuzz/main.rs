//! Any text at all gives facts or nothing, never a panic: each target is fed mutated news text for
//! `BALGE_FUZZ_SECONDS` (one second without it). What fails is shrunk by halves and printed.
//!
//! Ten minutes of one target: `BALGE_FUZZ_SECONDS=600 cargo test --release --test fuzz -- folding`.

#![allow(clippy::print_stdout, reason = "a fuzz run reports how much it did")]

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

use balge::{
    extract::{self, Memory, Trace},
    lang::{Meanings, Tables, Text, expressions, fold, loose_key, quantities},
    model::{Document, Metadata, Span},
    pack::Pack,
};

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| Pack::embedded().expect("embedded language data"));

/// Fragments that rules are about, between which texts are cut and pasted.
const FRAGMENTS: &[&str] = &[
    "٢٠ ـی ئابی ٢٠٢٠",
    "کاتژمێر ٦: ٠٠ی ئێوارە بەکاتی واشنتن",
    " کە دەکاتە ٨: ٠٠ی ئێوارە بەکاتی بەغدا",
    "31ی شوباتی 2021",
    "99999999999999999999 ساڵ لەمەوبەر",
    "بەر لە 9999 سەدە",
    "لە ساڵی 0000",
    "0/0/0000",
    "٩٩/٩٩/٩٩٩٩",
    "2147483648 رۆژ",
    "(250) ملیۆن دینار",
    "2 لەسەر 0",
    "1.7976931348623157e308",
    "سەبارەت بە",
    "\"",
    "«",
    "»",
    "...",
    "د. ",
    "\u{200c}",
    "\u{200f}",
    "\u{640}",
    "\u{64e}",
    "\u{654}",
    "\u{feff}",
    "\u{0}",
    "ﷺ",
    "ﻻ",
    "🙂‍🙂",
    "e\u{301}\u{301}\u{301}",
    "\n- ",
    "  - ",
    "\r\n\r\n",
    "پێنجشەممە ١٥ - ٠٧ - ٢٠٢١",
    "۱ی موحەڕەمی ٩٩٩٩ی کۆچی",
    "29ی ڕەشەمەی ٢٧٢٠ی کوردی",
    "450 بۆ 460 ملیار دینار",
    "مستەفا کازمی، سەرۆکوەزیرانی عێراق",
    "رایگەیاند،",
    "پێشوازی لە",
];

/// xorshift: repeatable, no dependency.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn seeds() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("seeds").flatten().map(|file| file.path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A slice of a seed with pieces cut, doubled, replaced by fragments or by random characters.
fn mutated(seeds: &[String], random: &mut Random) -> String {
    let seed = &seeds[random.below(seeds.len())];
    let from = boundary(seed, random.below(seed.len()));
    let to = boundary(seed, (from + random.below(600)).min(seed.len()));
    let mut text = seed[from..to.max(from)].to_owned();
    for _ in 0..=random.below(8) {
        let at = boundary(&text, random.below(text.len() + 1));
        match random.below(5) {
            0 => text.insert_str(at, FRAGMENTS[random.below(FRAGMENTS.len())]),
            1 => text.insert(at, char::from_u32(random.below(0x11_0000) as u32).unwrap_or('\u{6d5}')),
            2 => {
                let end = boundary(&text, (at + random.below(20)).min(text.len()));
                text.replace_range(at..end.max(at), "");
            }
            3 => {
                let end = boundary(&text, (at + random.below(40)).min(text.len())).max(at);
                let piece = text[at..end].to_owned();
                text.insert_str(at, &piece);
            }
            _ => text.insert(at, char::from_u32(0x600 + random.below(0x100) as u32).unwrap_or(' ')),
        }
    }
    text
}

fn run(name: &str, seed: u64, target: impl Fn(&str)) {
    let seconds = std::env::var("BALGE_FUZZ_SECONDS").ok().and_then(|value| value.parse().ok()).unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let seeds = seeds();
    let mut random = Random(seed ^ 0x9e37_79b9_7f4a_7c15);
    let mut count = 0u64;
    let fails = |text: &str| catch_unwind(AssertUnwindSafe(|| target(text))).is_err();
    while Instant::now() < end {
        let text = mutated(&seeds, &mut random);
        count += 1;
        if fails(&text) {
            let mut small = text;
            let mut step = small.len() / 2;
            while step > 0 {
                let smaller = (0..small.len())
                    .step_by(step)
                    .filter_map(|at| {
                        let (from, to) =
                            (boundary(&small, at), boundary(&small, (at + step).min(small.len())));
                        (from < to).then(|| format!("{}{}", &small[..from], &small[to..]))
                    })
                    .find(|text| fails(text));
                match smaller {
                    Some(found) => small = found,
                    None => step /= 2,
                }
            }
            panic!("{name} fails on {small:?} after {count} texts");
        }
    }
    println!("{name}: {count} texts in {seconds} s");
}

#[test]
fn folding() {
    let tables = &PACK.tables;
    run("folding", 1, |text| {
        let once = fold(tables, text);
        assert_eq!(fold(tables, once.as_str()).as_str(), once.as_str());
        let whole = once.original(Span::new(0, once.as_str().len()));
        assert!(whole.of(text).is_some());
        let _ = loose_key(tables, text);
    });
}

#[test]
fn sentences() {
    let tables: &Tables = &PACK.tables;
    run("sentences", 2, |text| {
        let analysed = Text::new(tables, &**PACK, text);
        let mut last = 0;
        for sentence in analysed.sentences() {
            assert!(sentence.span.start >= last && sentence.span.of(text).is_some());
            last = sentence.span.end;
        }
        for token in analysed.tokens() {
            assert!(token.span.of(text).is_some_and(|token| !token.is_empty()));
            for analysis in analysed.analyses(token) {
                assert!(analysed.stem_span(token, analysis).of(text).is_some());
            }
        }
    });
}

#[test]
fn numbers_and_dates() {
    let tables = &PACK.tables;
    run("numbers_and_dates", 3, |text| {
        let analysed = Text::new(tables, &**PACK, text);
        let meanings = Meanings::new(tables, &analysed);
        let times = expressions(tables, &analysed, &meanings);
        for pair in times.windows(2) {
            assert!(pair[0].end <= pair[1].first);
        }
        assert!(times.iter().all(|time| time.span.of(text).is_some()));
        for quantity in quantities(tables, &analysed, &meanings, &times) {
            assert!(quantity.value.is_finite() && quantity.span.of(text).is_some());
        }
    });
}

#[test]
fn whole_extraction() {
    // A small memory of words that is shared by all texts: no fact may depend on it.
    let memory = RefCell::new(Memory::with_room(200));
    run("whole_extraction", 4, |text| {
        for date in [None, Some(jiff::civil::date(2020, 8, 17)), Some(jiff::civil::Date::MAX)] {
            let metadata = Metadata { date, ..Metadata::default() };
            let document =
                Document { path: "fuzz.txt".into(), text: text.into(), metadata, ..Document::default() };
            let facts = extract::facts(&document, &PACK);
            let mut memory = memory.borrow_mut();
            assert_eq!(extract::facts_learning(&document, &PACK, &mut memory, &mut Trace::off()), facts);
            let spans =
                facts.times.iter().map(|time| time.span).chain(facts.quantities.iter().map(|one| one.span));
            for span in spans.chain(facts.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span))) {
                assert!(span.of(text).is_some());
            }
        }
    });
}
