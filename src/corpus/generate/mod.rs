//! A corpus of the language's own word shapes, of any size, with planted copies whose list is known.
//!
//! For load tests and benches: it measures engines, never the quality of facts. Pure: document `i` of a
//! plan is the same text whoever asks, in any order, so that documents can be made side by side.
//! Writing them to disk is the caller's.

mod words;

use fastrand::Rng;

use crate::pack::Pack;

pub use words::WordShapes;

/// The sentences with slots; `assets/generate/README.md` says what the slots are.
const TEMPLATES: &str = include_str!("../../../assets/generate/template.tsv");

/// Paragraphs of a document: at least this many …
const LEAST_PARAGRAPHS: usize = 3;
/// … and at most this many more. Together about the length of a news text (2.5 KB).
const MORE_PARAGRAPHS: usize = 6;

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// How many documents.
    pub documents: u64,
    /// The same seed gives the same corpus.
    pub seed: u64,
    /// Share of the documents that hold a passage of an earlier one, 0 to 1.
    pub copies: f64,
}

/// A passage of an earlier document that stands in this one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlantedCopy {
    /// Number of the document it was taken from.
    pub source: u64,
    /// Which paragraph of the source, from 0.
    pub source_paragraph: usize,
    /// Which paragraph of this document, from 0.
    pub paragraph: usize,
    /// Share of its words that were changed, in percent.
    pub edited_percent: u32,
}

/// One made document.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// Where it belongs below the corpus folder, with `/` between parts; a thousand a folder.
    pub path: String,
    /// The text.
    pub text: String,
    /// Day of publication, ISO.
    pub date: String,
    /// The copy planted in it, if any.
    pub copy: Option<PlantedCopy>,
}

/// Makes the documents of a plan.
pub struct Generator<'a> {
    plan: Plan,
    shapes: WordShapes<'a>,
    templates: Vec<(u32, &'static str)>,
    share_total: u32,
}

impl<'a> Generator<'a> {
    /// Prepares word shapes from the lexicon of `pack`.
    #[must_use]
    pub fn new(pack: &'a Pack, plan: Plan) -> Self {
        let templates: Vec<(u32, &str)> = TEMPLATES
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(share, text)| Some((share.trim().parse().ok()?, text.trim())))
            .collect();
        let share_total = templates.iter().map(|(share, _)| share).sum();
        Self { plan, shapes: WordShapes::new(pack, plan.seed), templates, share_total }
    }

    /// Document number `index` of the plan.
    #[must_use]
    pub fn document(&self, index: u64) -> Generated {
        let mut rng = self.rng(index, u64::MAX);
        let mut paragraphs: Vec<String> =
            (0..self.paragraphs(index)).map(|nth| self.paragraph(index, nth)).collect();
        let copy = (index > 0 && rng.f64() < self.plan.copies).then(|| {
            let source = rng.u64(0..index);
            let source_paragraph = rng.usize(0..self.paragraphs(source));
            let paragraph = rng.usize(0..=paragraphs.len());
            let edited_percent = [0, 3, 8, 15][rng.usize(0..4)];
            let passage = self.paragraph(source, source_paragraph);
            paragraphs.insert(paragraph, self.edit(&passage, edited_percent, &mut rng));
            PlantedCopy { source, source_paragraph, paragraph, edited_percent }
        });
        let (year, month, day) = (2010 + rng.u32(0..15), 1 + rng.u32(0..12), 1 + rng.u32(0..28));
        Generated {
            path: format!("{:04}/{index:08}.txt", index / 1000),
            text: paragraphs.join("\n"),
            date: format!("{year}-{month:02}-{day:02}"),
            copy,
        }
    }

    /// Chance that depends on nothing but the seed, the document and the paragraph.
    fn rng(&self, index: u64, nth: u64) -> Rng {
        // The odd constants are those of splitmix64 and of FNV; any odd ones would do.
        let mixed = self.plan.seed
            ^ index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ nth.wrapping_add(1).wrapping_mul(0x0000_0100_0000_01b3);
        Rng::with_seed(mixed)
    }

    fn paragraphs(&self, index: u64) -> usize {
        LEAST_PARAGRAPHS + self.rng(index, u64::MAX - 1).usize(0..=MORE_PARAGRAPHS)
    }

    /// A document's own paragraph, without copies.
    fn paragraph(&self, index: u64, nth: usize) -> String {
        let mut rng = self.rng(index, nth as u64);
        let mut out = String::with_capacity(600);
        for sentence in 0..2 + rng.usize(0..3) {
            if sentence > 0 {
                out.push(' ');
            }
            self.sentence(&mut rng, &mut out);
        }
        out
    }

    fn sentence(&self, rng: &mut Rng, out: &mut String) {
        let mut at = rng.u32(0..self.share_total.max(1));
        let template = self.templates.iter().find(|(share, _)| {
            let here = at < *share;
            at = at.saturating_sub(*share);
            here
        });
        let mut rest = template.map_or("", |(_, text)| text);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            self.fill(slot, rng, out);
            rest = after;
        }
        out.push_str(rest);
    }

    fn fill(&self, slot: &str, rng: &mut Rng, out: &mut String) {
        match slot {
            "person" => self.shapes.person(rng, out),
            "day" => out.push_str(&(1 + rng.u32(0..28)).to_string()),
            "year" => out.push_str(&(2010 + rng.u32(0..15)).to_string()),
            "number" => out.push_str(&rng.u32(2..900).to_string()),
            _ if slot.contains('|') => {
                let choices: Vec<&str> = slot.split('|').collect();
                out.push_str(choices[rng.usize(0..choices.len())]);
            }
            _ => {
                let words = slot.strip_prefix('w').map(|n| n.parse().unwrap_or(1));
                match words {
                    Some(count) => {
                        for nth in 0..count {
                            if nth > 0 {
                                out.push(' ');
                            }
                            self.shapes.word(rng, out);
                        }
                    }
                    None => self.shapes.entry(slot, rng, out),
                }
            }
        }
    }

    /// The passage with about that share of its words changed for others.
    fn edit(&self, passage: &str, percent: u32, rng: &mut Rng) -> String {
        let words = passage.split(' ').map(|word| {
            if rng.u32(0..100) < percent {
                let mut other = String::new();
                self.shapes.word(rng, &mut other);
                other
            } else {
                word.to_owned()
            }
        });
        words.collect::<Vec<String>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(documents: u64, copies: f64) -> Plan {
        Plan { documents, seed: 7, copies }
    }

    #[test]
    fn a_document_is_the_same_whoever_asks() {
        let pack = Pack::embedded().unwrap();
        let one = Generator::new(&pack, plan(100, 0.3));
        let two = Generator::new(&pack, plan(100, 0.3));
        assert_eq!(one.document(42), two.document(42));
        assert_ne!(one.document(42).text, one.document(43).text);
    }

    #[test]
    fn a_copy_without_edits_stands_in_both() {
        let pack = Pack::embedded().unwrap();
        let generator = Generator::new(&pack, plan(200, 1.0));
        let (index, copy) = (1..200)
            .find_map(|i| Some((i, generator.document(i).copy.filter(|copy| copy.edited_percent == 0)?)))
            .unwrap();
        let passage = generator.paragraph(copy.source, copy.source_paragraph);
        assert!(generator.document(copy.source).text.contains(&passage));
        assert_eq!(generator.document(index).text.split('\n').nth(copy.paragraph), Some(passage.as_str()));
    }

    #[test]
    fn every_slot_is_filled() {
        let pack = Pack::embedded().unwrap();
        let generator = Generator::new(&pack, plan(60, 0.1));
        for index in 0..60 {
            let text = generator.document(index).text;
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(!text.contains("  "), "an empty slot: {text}");
        }
    }

    #[test]
    fn the_share_of_copies_is_kept() {
        let pack = Pack::embedded().unwrap();
        let generator = Generator::new(&pack, plan(1000, 0.2));
        let copies = (0..1000).filter(|i| generator.document(*i).copy.is_some()).count();
        assert!((150..250).contains(&copies), "{copies}");
    }
}
