//! Against a brute-force oracle, and the promises of the result.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn words(hashes: &[u32]) -> Words {
    hashes.iter().enumerate().map(|(index, hash)| (*hash, Span::new(index * 10, index * 10 + 8))).collect()
}

fn run(texts: &[Words], options: &Options) -> Reuse {
    let documents: Vec<Dated> =
        (0..texts.len()).map(|index| Dated { doc: DocId(index as u32), date: None }).collect();
    find(&documents, |doc| &texts[doc.0 as usize], options, || false).unwrap()
}

/// Every pair of documents with an exact run of at least `length` words, by comparing all with all.
fn pairs_by_brute_force(texts: &[Vec<u32>], length: usize) -> BTreeSet<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    for a in 0..texts.len() {
        let runs: BTreeSet<&[u32]> = texts[a].windows(length).collect();
        for (b, text) in texts.iter().enumerate().skip(a + 1) {
            if text.windows(length).any(|run| runs.contains(run)) {
                pairs.insert((a as u32, b as u32));
            }
        }
    }
    pairs
}

#[test]
fn the_earliest_document_is_the_source() {
    let story: Vec<u32> = (0..40).collect();
    let texts: Vec<Words> =
        [[vec![900; 3], story.clone()].concat(), story.clone(), [story, vec![901; 5]].concat()]
            .iter()
            .map(|text| words(text))
            .collect();
    let day = |d| Some(date(2021, 3, d));
    let documents = [
        Dated { doc: DocId(0), date: day(5) },
        Dated { doc: DocId(1), date: None },
        Dated { doc: DocId(2), date: day(2) },
    ];
    let reuse = find(&documents, |doc| &texts[doc.0 as usize], &Options::default(), || false).unwrap();
    assert_eq!(reuse.clusters.len(), 1);
    let order: Vec<u32> = reuse.clusters[0].passages.iter().map(|p| p.place.doc.0).collect();
    assert_eq!(order, [2, 0, 1]);
    assert!(reuse.clusters[0].passages.iter().all(|p| !p.edited));
    assert!(reuse.copied(DocId(2)).is_empty());
    assert_eq!(reuse.copied(DocId(0)), [Span::new(30, 428)]);
}

#[test]
fn a_changed_number_is_a_change() {
    let mut a = Words::default();
    let mut b = Words::default();
    for index in 0..30 {
        let span = Span::new(index * 4, index * 4 + 3);
        let word = if index == 12 { "15".to_owned() } else { format!("w{index}") };
        a.push(&word, span);
        b.push(if index == 12 { "51" } else { &word }, span);
    }
    let reuse = run(&[a, b], &Options::default());
    assert_eq!(reuse.links.len(), 1);
    assert_eq!(reuse.links[0].changes, [Change { earlier: 12..13, later: 12..13 }]);
    assert!(reuse.clusters[0].passages[1].edited);
}

#[test]
fn a_quoted_sentence_is_found_in_all_copies() {
    let story: Vec<u32> = (0..100).collect();
    let texts = [story.clone(), story.clone(), (500..520).chain(40..60).collect()].map(|t| words(&t));
    let reuse = run(&texts, &Options::default());
    assert_eq!(reuse.elsewhere(DocId(2), &(20..40)), [(DocId(0), 40..60), (DocId(1), 40..60)], "{reuse:?}");
    assert!(reuse.elsewhere(DocId(2), &(0..20)).is_empty());
}

#[test]
fn a_story_in_a_thousand_documents_costs_a_thousand_links() {
    let story: Vec<u32> = (0..50).collect();
    let texts: Vec<Words> = (0..1000)
        .map(|n| {
            words(&story.iter().copied().chain(10_000 + n * 20..10_000 + n * 20 + 20).collect::<Vec<_>>())
        })
        .collect();
    let reuse = run(&texts, &Options::default());
    assert!(reuse.links.len() <= 2 * 1000, "{}", reuse.links.len());
    assert_eq!(reuse.clusters[0].passages.len(), 1000);
}

#[test]
fn cancelling_gives_nothing() {
    let texts = [words(&[1; 30])];
    let documents = [Dated { doc: DocId(0), date: None }];
    assert!(find(&documents, |doc| &texts[doc.0 as usize], &Options::default(), || true).is_none());
}

#[test]
fn projecting_follows_the_changes() {
    let place = |doc, words| Place { doc: DocId(doc), words, span: Span::new(0, 0) };
    let link = Link {
        earlier: place(0, 10..30),
        later: place(1, 0..22),
        matched: 18,
        changes: vec![
            Change { earlier: 15..16, later: 5..8 },
            Change { earlier: 20..20, later: 12..13 },
            Change { earlier: 25..26, later: 18..18 },
        ],
    };
    assert_eq!(link.project(DocId(0), &(10..15)), Some((DocId(1), 0..5)));
    assert_eq!(link.project(DocId(0), &(16..20)), Some((DocId(1), 8..12)));
    assert_eq!(link.project(DocId(0), &(26..40)), Some((DocId(1), 18..22)));
    assert_eq!(link.project(DocId(1), &(8..12)), Some((DocId(0), 16..20)));
    assert_eq!(link.project(DocId(0), &(0..10)), None);
    assert_eq!(link.project(DocId(2), &(0..10)), None);
}

/// Texts over a large vocabulary with a few runs copied between them, some words exchanged.
fn corpus() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let text = prop::collection::vec(0_u32..50_000, 20..80);
    let copy = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..60_usize, 10..60_usize);
    (prop::collection::vec(text, 2..6), prop::collection::vec(copy, 0..6)).prop_map(|(mut texts, copies)| {
        for (from, to, start, length) in copies {
            let source = texts[from.index(texts.len())].clone();
            let start = start.min(source.len());
            let end = (start + length).min(source.len());
            let to = to.index(texts.len());
            texts[to].extend_from_slice(&source[start..end]);
        }
        texts
    })
}

proptest! {
    #[test]
    fn every_exact_copy_is_found(texts in corpus()) {
        let options = Options::default();
        let analysed: Vec<Words> = texts.iter().map(|text| words(text)).collect();
        let reuse = run(&analysed, &options);
        let found: BTreeSet<(u32, u32)> =
            reuse.links.iter().map(|link| (link.earlier.doc.0, link.later.doc.0)).collect();
        for pair in pairs_by_brute_force(&texts, options.min_words as usize) {
            prop_assert!(found.contains(&pair), "{:?} missing from {:?}", pair, found);
        }
        // What is said to be equal is equal, and spans are those of the words.
        for link in &reuse.links {
            let (a, b) = (&texts[link.earlier.doc.0 as usize], &texts[link.later.doc.0 as usize]);
            if link.changes.is_empty() {
                prop_assert_eq!(
                    &a[link.earlier.words.start as usize..link.earlier.words.end as usize],
                    &b[link.later.words.start as usize..link.later.words.end as usize]
                );
            }
            prop_assert!(link.matched >= options.min_words);
            let place = &link.later;
            prop_assert_eq!(place.span, analysed[place.doc.0 as usize].span(&place.words));
        }
    }

    #[test]
    fn the_order_of_the_documents_does_not_matter(texts in corpus(), swap in any::<prop::sample::Index>()) {
        let texts: Vec<Words> = texts.iter().map(|text| words(text)).collect();
        let mut documents: Vec<Dated> =
            (0..texts.len()).map(|i| Dated { doc: DocId(i as u32), date: None }).collect();
        let first = find(&documents, |doc| &texts[doc.0 as usize], &Options::default(), || false);
        let at = swap.index(documents.len());
        documents.swap(0, at);
        documents.reverse();
        let second = find(&documents, |doc| &texts[doc.0 as usize], &Options::default(), || false);
        prop_assert_eq!(first, second);
    }

    #[test]
    fn touched_words_are_those_of_the_span(start in 0_usize..40, length in 1_usize..8) {
        let text = words(&(0..40).collect::<Vec<_>>());
        let range = start as u32..(start + length).min(40) as u32;
        prop_assert_eq!(text.touched(text.span(&range)), range);
    }
}
