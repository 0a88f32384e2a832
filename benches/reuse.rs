//! Shared passages over a generated corpus: speed, and recall by share of edited words.
//!
//! `cargo bench --bench reuse -- [documents]`. Words are numbers drawn with a long tail (rank squared), so
//! set phrases exist; one document in ten holds a passage of 25 to 120 words copied from another, with 0, 3,
//! 8 or 15 % of its words exchanged, dropped or doubled. Planted pairs are counted as found when a passage
//! covers at least half of the planted words on both sides.

use std::time::Instant;

use balge::{
    model::{DocId, Span},
    reuse::{Dated, Options, Words, find},
};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// splitmix64: the same corpus on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn word(&mut self) -> u32 {
        let x = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (x * x * x * 400_000.0) as u32
    }
}

const EDITS: [u64; 4] = [0, 3, 8, 15];

struct Planted {
    from: (usize, u32, u32),
    to: (usize, u32, u32),
    edits: usize,
}

fn corpus(documents: usize) -> (Vec<Vec<u32>>, Vec<Planted>) {
    let mut random = Random(7);
    let mut texts: Vec<Vec<u32>> =
        (0..documents).map(|_| (0..150 + random.below(500)).map(|_| random.word()).collect()).collect();
    let mut planted = Vec::new();
    for to in (10..documents).step_by(10) {
        let from = random.below(to as u64) as usize;
        let length = (25 + random.below(96)).min(texts[from].len() as u64) as usize;
        let start = random.below((texts[from].len() - length + 1) as u64) as usize;
        let edits = (to / 10) % EDITS.len();
        let mut copy = Vec::new();
        for &word in &texts[from][start..start + length] {
            if random.below(100) < EDITS[edits] {
                match random.below(4) {
                    0 => {}
                    1 => copy.extend([word, random.word()]),
                    _ => copy.push(random.word()),
                }
            } else {
                copy.push(word);
            }
        }
        let at = random.below(texts[to].len() as u64) as usize;
        planted.push(Planted {
            from: (from, start as u32, (start + length) as u32),
            to: (to, at as u32, (at + copy.len()) as u32),
            edits,
        });
        texts[to].splice(at..at, copy);
    }
    (texts, planted)
}

/// The most memory held so far, in kB; only Linux tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse().ok()
}

fn main() {
    let documents = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(20_000);
    let (texts, planted) = corpus(documents);
    let tokens: usize = texts.iter().map(Vec::len).sum();
    // Made anew at each call, as from an index: what is held is the search's own.
    let words = |doc: DocId| -> Words {
        let text = texts[doc.0 as usize].iter().enumerate();
        text.map(|(at, word)| (word.wrapping_mul(0x9e37_79b1), Span::new(at * 8, at * 8 + 7))).collect()
    };
    let order: Vec<Dated> =
        (0..texts.len()).map(|doc| Dated { doc: DocId(doc as u32), date: None }).collect();
    let before = peak();
    let start = Instant::now();
    let Some(reuse) = find(&order, words, &Options::default(), || false) else {
        return;
    };
    let seconds = start.elapsed().as_secs_f64();
    eprintln!(
        "{documents} documents, {tokens} words: {seconds:.2} s, {:.0} documents/s, {} passages, {} clusters",
        documents as f64 / seconds,
        reuse.links.len(),
        reuse.clusters.len()
    );
    if let (Some(before), Some(after)) = (before, peak()) {
        eprintln!("{} MB at most beside the texts' own {} MB", (after - before) / 1000, before / 1000);
    }
    let covers = |words: &std::ops::Range<u32>, (_, start, end): (usize, u32, u32)| {
        2 * words.end.min(end).saturating_sub(words.start.max(start)) >= end - start
    };
    for (index, share) in EDITS.iter().enumerate() {
        let of_this: Vec<&Planted> = planted.iter().filter(|p| p.edits == index).collect();
        let found = of_this
            .iter()
            .filter(|p| {
                reuse.links_of(DocId(p.to.0 as u32)).any(|link| {
                    link.earlier.doc.0 as usize == p.from.0
                        && covers(&link.earlier.words, p.from)
                        && covers(&link.later.words, p.to)
                })
            })
            .count();
        eprintln!(
            "{share:>3} % edited: recall {:.4} of {}",
            found as f64 / of_this.len() as f64,
            of_this.len()
        );
    }
}
