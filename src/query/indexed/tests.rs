//! An index answers as memory does.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::super::results::{DocumentKey as D, FactKey as F};
use super::{super::tests, *};
use crate::{
    lang::Inflections,
    query::{Filter, Mark, Matching, Memory, Sort},
    search::index::{FileStamp, OpenIndex, Record, Writer, document},
};

/// Writes documents to an index, one commit for each run of them.
fn written(folder: &std::path::Path, runs: &[Vec<Arc<Entry>>]) -> OpenIndex {
    let tables = Arc::new(Tables::embedded().unwrap());
    let mut writer = Writer::open(folder, Inflections::without_lexicon(Arc::clone(&tables))).unwrap();
    for run in runs {
        for entry in run {
            writer.remove_file(&entry.document.path);
            let stamp = FileStamp { path: entry.document.path.clone(), ..FileStamp::default() };
            let record = Record {
                document: entry.document.clone(),
                facts: entry.facts.clone(),
                language: entry.language,
                file_sha256: [0; 32],
            };
            let fields = *writer.fields();
            writer.add(document(&fields, &stamp, &record, &entry.folded).unwrap()).unwrap();
        }
        writer.commit(true).unwrap();
    }
    writer.open_index().unwrap()
}

fn making(tables: &Arc<Tables>) -> Making {
    Making {
        origin: Origin::Sample,
        tables: Arc::clone(tables),
        pack_version: "test".into(),
        interpreter: Arc::new(Interpreter::new(Inflections::without_lexicon(Arc::clone(tables)))),
    }
}

/// Everything an answer shows, in words.
fn said(store: &dyn Store, query: &Arc<Query>) -> Vec<String> {
    let results = store.answer(query, &|| false).unwrap();
    let path = |document| store.entry(document).unwrap().document.path.clone();
    let fact = |fact| {
        let row = store.fact_row(fact).unwrap();
        format!("{} {} {:?} {}", path(fact.document), row.finer, row.who, row.text())
    };
    let mut said = vec![format!("of {}", results.total)];
    for hit in &results.documents {
        let row = store.document_row(*hit, query.filter.search()).unwrap();
        let DocumentHit { facts, hits, copies, .. } = *hit;
        said.push(format!("{} {facts:?} {hits} {copies} {:?}", path(hit.document), row.snippet));
        assert_eq!(store.find(&path(hit.document)), Some(hit.document));
    }
    said.extend(results.facts.iter().map(fact));
    said.extend(results.timeline.iter().map(fact));
    for (facet, counts) in &results.counts.facets {
        // Values with one count and one label stand in no order.
        let mut counts: Vec<String> = counts.iter().map(|count| format!("{facet} {count:?}")).collect();
        counts.sort();
        said.extend(counts);
    }
    said
}

fn agree(memory: &Memory, indexed: &Indexed, query: Query) {
    let query = Arc::new(query);
    assert_eq!(said(indexed, &query), said(memory, &query));
}

/// Lines of a document: number of topic, of person, of kind, of day.
type Lines = Vec<(u8, u8, u8, u8)>;

fn made(number: usize, lines: &Lines, tables: &Tables) -> Arc<Entry> {
    let of = |words: &[&'static str], number: u8| words[number as usize % words.len()];
    let line = |(topic, person, kind, day): &(u8, u8, u8, u8)| {
        format!(
            "{}|{}|{}|{}",
            of(&["energy", "health", "", "law"], *topic),
            of(&["Anna Bee", "Bee", "Carl Dee", "", "Anna"], *person),
            of(&["said", "met", ""], *kind),
            of(&["2019-05-01", "2020", "2020-02/2021-03", ""], *day),
        )
    };
    let lines: Vec<String> = lines.iter().map(line).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    // The first letter is the day.
    let letter = char::from(b'a' + (number * 7 % 20) as u8);
    tests::entry(&format!("{letter}{number:03}"), of(&["NRT", "Rudaw"], number as u8), &lines, tables)
}

/// Queries of every sort, one to three parts together.
fn any_words() -> impl Strategy<Value = String> {
    let parts = [
        "bee",
        "Bee",
        "anna",
        "\"Anna Bee\"",
        "\"anna * met\"",
        "bee NEAR/1 met",
        "an*",
        "?ee",
        "/b.e|law/",
        "energy NEAR/2 met",
        "topic:energy",
        "person:bee",
        "kind:event",
        "source:rudaw",
        "said:anna",
        "title:health",
        "file:00",
        "date:2020-01-01..2020-01-09",
        "about-date:2020",
        "nowhere",
    ];
    let part = (prop::sample::select(parts.to_vec()), any::<bool>(), any::<bool>());
    proptest::collection::vec(part, 1..4).prop_map(|parts| {
        let mut words = String::new();
        for (part, either, without) in parts {
            let or = if either && !words.is_empty() { "OR " } else { "" };
            let not = if without && !either { "-" } else { "" };
            words.extend([or, not, part, " "]);
        }
        words
    })
}

fn any_query() -> impl Strategy<Value = Query> {
    let marks = proptest::collection::vec((0_usize..8, any::<bool>()), 0..4);
    let words = prop_oneof![2 => Just(String::new()), 3 => any_words()];
    let matching = prop::sample::select(Matching::ALL.to_vec());
    let sorts = (0_usize..6, 0_usize..5, any::<bool>());
    (marks, (words, matching), 0_u8..3, 0_u8..3, any::<(bool, bool)>(), sorts).prop_map(
        |(
            marks,
            (words, matching),
            published,
            mentioned,
            (same_passage, stories_once),
            (documents, facts, descending),
        )| {
            let values = [
                ("topic", "energy"),
                ("topic", "health"),
                ("person", "anna bee"),
                ("person", "carl dee"),
                ("kind", "statement"),
                ("kind", "mention.person"),
                ("source", "NRT"),
                ("mentioned", "2020"),
            ];
            let mut filter = Filter { words, matching, same_passage, stories_once, ..Filter::default() };
            for (value, include) in marks {
                let (facet, value) = values[value];
                let mark = if include { Mark::Include } else { Mark::Exclude };
                filter.set(&facet.parse().unwrap(), &value.into(), Some(mark));
            }
            if published > 0 {
                filter.published.from = Some(date(2020, 1, 4));
                filter.published.to = (published > 1).then(|| date(2020, 1, 9));
            }
            if mentioned > 0 {
                filter.mentioned.to = Some(date(2019, 12, 31));
                filter.mentioned.from = (mentioned > 1).then(|| date(2019, 6, 1));
            }
            Query {
                filter,
                documents: Sort {
                    by: [D::Path, D::Date, D::Title, D::Facts, D::Hits, D::Rank][documents],
                    descending,
                },
                facts: Sort { by: [F::Place, F::Kind, F::Time, F::Who, F::Confidence][facts], descending },
                look_for: None,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn an_index_answers_as_memory_does(
        corpus in proptest::collection::vec(
            proptest::collection::vec((0..4_u8, 0..5_u8, 0..3_u8, 0..4_u8), 1..4), 1..9,
        ),
        cut in 0_usize..9,
        // Beside many others a value is rare, so that who has it is listed; else it is kept as bits.
        others in prop::sample::select(vec![0_usize, 0, 0, 90]),
        queries in proptest::collection::vec(any_query(), 4),
    ) {
        let tables = Arc::new(Tables::embedded().unwrap());
        let mut entries: Vec<Arc<Entry>> =
            corpus.iter().enumerate().map(|(number, lines)| made(number, lines, &tables)).collect();
        entries.extend((0..others).map(|number| made(100 + number, &vec![(2, 3, 2, 3)], &tables)));
        // Some documents are written twice: the first time as others.
        let cut = cut.min(entries.len());
        let mut first: Vec<Arc<Entry>> = entries[..cut].to_vec();
        let stale = entries[cut..].iter().enumerate().take(2);
        first.extend(stale.map(|(number, entry)| {
            let mut old = (*made(number, &vec![(3, 2, 1, 0)], &tables)).clone();
            old.document.path.clone_from(&entry.document.path);
            Arc::new(old)
        }));
        let folder = tempfile::tempdir().unwrap();
        let early = written(folder.path(), &[first]);
        let before = Indexed::new(early.reader().unwrap(), making(&tables), None).unwrap();
        drop(early);
        let index = written(folder.path(), &[entries[cut..].to_vec()]);
        let indexed = Indexed::new(index.reader().unwrap(), making(&tables), Some(&before)).unwrap();
        // What is kept is what was reckoned.
        indexed.keep().unwrap();
        let again = Indexed::new(index.reader().unwrap(), making(&tables), None).unwrap();
        prop_assert!(again.0.is_kept.load(Relaxed));
        let mut sorted = entries;
        sorted.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        let memory = tests::memory(sorted, (*tables).clone());
        for query in queries {
            agree(&memory, &indexed, query.clone());
            agree(&memory, &again, query);
        }
    }
}

#[test]
fn near_copies_count_once_in_both() {
    let tables = Arc::new(Tables::embedded().unwrap());
    let entries = tests::told_again_entries(&tables);
    let folder = tempfile::tempdir().unwrap();
    let index = written(folder.path(), std::slice::from_ref(&entries));
    let indexed = Indexed::new(index.reader().unwrap(), making(&tables), None).unwrap();
    let memory = tests::memory(entries, (*tables).clone());
    let filter = Filter { stories_once: true, ..Filter::default() };
    let query = Query { filter, ..Query::default() };
    let results = indexed.answer(&Arc::new(query.clone()), &|| false).unwrap();
    assert_eq!(results.documents.iter().map(|hit| hit.copies).collect::<Vec<_>>(), [2, 0]);
    agree(&memory, &indexed, query);
}

#[test]
fn what_is_not_looked_at_is_not_read() {
    let tables = Arc::new(Tables::embedded().unwrap());
    let entries: Vec<Arc<Entry>> =
        (0..6).map(|number| made(number, &vec![(0, 0, 1, 0), (1, 1, 0, 1)], &tables)).collect();
    let folder = tempfile::tempdir().unwrap();
    let index = written(folder.path(), &[entries]);
    let indexed = Indexed::new(index.reader().unwrap(), making(&tables), None).unwrap();
    let read = |store: &Indexed| store.0.entries.lock().unwrap().entries.len();
    let results = indexed.run(&Arc::default(), &|| false).unwrap();
    assert_eq!((results.documents.len(), results.facts.len()), (6, 24));
    assert!(results.facts.is_ready() && !results.timeline.is_ready());
    assert_eq!(read(&indexed), 0);
    let shown = indexed.complete(&results, Some(Tab::Facts), &|| false).unwrap();
    assert_eq!((shown.facts.len(), read(&indexed)), (24, 0));
    assert!(shown.facts.get(13).is_some());
    assert_eq!(read(&indexed), 1);
    let all = indexed.complete(&results, None, &|| false).unwrap();
    assert_eq!((all.timeline.len(), read(&indexed)), (18, 1));
    assert!(indexed.complete(&results, None, &|| true).is_none());
}

#[test]
fn what_is_kept_of_another_commit_or_damaged_is_not_used() {
    let tables = Arc::new(Tables::embedded().unwrap());
    let entries: Vec<Arc<Entry>> =
        (0..6).map(|number| made(number, &vec![(0, 0, 1, 0), (1, 1, 0, 1)], &tables)).collect();
    let folder = tempfile::tempdir().unwrap();
    let open = |index: &OpenIndex| Indexed::new(index.reader().unwrap(), making(&tables), None).unwrap();
    let index = written(folder.path(), &[entries[..4].to_vec()]);
    let early = open(&index);
    early.keep().unwrap();
    assert!(open(&index).0.is_kept.load(Relaxed));
    drop((early, index));
    let index = written(folder.path(), &[entries[4..].to_vec()]);
    let late = open(&index);
    assert!(!late.0.is_kept.load(Relaxed));
    assert_eq!(late.len(), 6);
    late.keep().unwrap();
    let path = folder.path().join(crate::search::index::PREPARED_FILE);
    let whole = std::fs::read(&path).unwrap();
    let query = Arc::new(Query::default());
    for at in (0..whole.len()).step_by(41) {
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        std::fs::write(&path, &broken).unwrap();
        assert!(!open(&index).0.is_kept.load(Relaxed), "byte {at}");
        std::fs::write(&path, &whole[..at]).unwrap();
        let store = open(&index);
        assert!(!store.0.is_kept.load(Relaxed), "cut at {at}");
        assert_eq!(said(&store, &query), said(&late, &query));
    }
}
