//! What is written is read back, and found by its terms.

use std::{fs, sync::Arc};

use tantivy::{Term, collector::DocSetCollector, query::PhraseQuery};

use super::*;
use crate::{
    lang::{Inflections, Language, Tables, fold, word_form, words},
    model::{
        Document, Entity, EntityKind, Facts, Mention, Metadata, Passage, Problem, ProblemKind, Provenance,
        RuleId, Span, Time, TimeKind, TopicId,
    },
    search::{Facet, FactKind, PassagePlaces, each_passage},
};

fn inflections() -> Inflections {
    Inflections::without_lexicon(Arc::new(Tables::embedded().unwrap()))
}

fn stamp(path: &str) -> FileStamp {
    FileStamp { path: path.into(), size: 70, changed: 5, stated: 6 }
}

fn facts() -> Facts {
    let provenance = || Provenance { rule: RuleId::new("r"), confidence: 1.0, evidence: Span::new(0, 9) };
    let passage = |start, topics: &[&str]| Passage {
        span: Span::new(start, start + 4),
        paragraph: 0,
        topics: topics.iter().map(|topic| TopicId::new(topic)).collect(),
        cues: Vec::new(),
    };
    let entity = |kind, key: &str, at: usize| Entity {
        kind,
        name: key.to_uppercase(),
        aliases: Vec::new(),
        key: key.into(),
        mentions: vec![Mention { span: Span::new(at, at + 1), provenance: provenance() }],
    };
    Facts {
        entities: vec![entity(EntityKind::Place, "zaxo", 5), entity(EntityKind::Person, "anna", 1)],
        times: vec![Time {
            span: Span::new(6, 7),
            kind: TimeKind::Date,
            value: Some("2021-02-14".into()),
            zone: None,
            provenance: provenance(),
        }],
        passages: vec![passage(0, &["energy"]), passage(5, &["health", "energy"])],
        ..Facts::default()
    }
}

fn record(key: &str, text: &str) -> Record {
    let document = Document {
        path: key.into(),
        sha256: [4; 32],
        text: text.into(),
        metadata: Metadata { source: Some("NRT".into()), ..Metadata::default() },
        ..Document::default()
    };
    Record { facts: facts(), language: Language::Sorani, document, file_sha256: [4; 32] }
}

fn add(writer: &Writer, file: &str, record: &Record) {
    let tables = Arc::new(Tables::embedded().unwrap());
    let folded = fold(&tables, &record.document.text);
    let made = document(writer.fields(), &stamp(file), record, &folded).unwrap();
    writer.add(made).unwrap();
}

#[test]
fn what_is_committed_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    let (first, second) = (record("b.txt", "one two three"), record("a.zip/x.txt", "two  one"));
    add(&writer, "b.txt", &first);
    add(&writer, "a.zip", &second);
    let wrong = FileProblems {
        file_sha256: Some([4; 32]),
        problems: vec![Problem::new("a.zip/y.txt", ProblemKind::Empty, "no text")],
    };
    writer.add(problems(writer.fields(), &stamp("a.zip"), &wrong).unwrap()).unwrap();
    let open = OpenIndex::open(folder.path()).unwrap();
    let before = open.reader().unwrap();
    assert_eq!((before.documents().unwrap().len(), before.state().commit), (0, 0));
    writer.commit(true).unwrap();
    assert!(open.is_newer(&before).unwrap());
    let reader = open.reader().unwrap();
    assert!(!open.is_newer(&reader).unwrap());
    assert_eq!(*reader.state(), CommitState { format: FORMAT, complete: true, commit: 1 });
    let documents = reader.documents().unwrap();
    assert_eq!(documents.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["a.zip/x.txt", "b.txt"]);
    assert_eq!(reader.record(documents[1].1).unwrap(), AnyRecord::Document(first.into()));
    assert_eq!(reader.problems().unwrap(), wrong.problems);
    let ledger = Ledger::read(&reader, &|_| true).unwrap();
    let files: Vec<_> = ledger
        .files()
        .iter()
        .map(|file| (&*file.path, file.size, file.changed, file.stated, file.documents, file.has_problems))
        .collect();
    assert_eq!(files, [("a.zip", 70, 5, 6, 1, true), ("b.txt", 70, 5, 6, 1, false)]);
    assert_eq!(ledger.files()[0].hash, short_hash(&[4; 32]));
    open.verify().unwrap();
    writer.remove_file("a.zip");
    writer.commit(false).unwrap();
    writer.finish().unwrap();
    let after = open.reader().unwrap();
    assert_eq!(after.documents().unwrap().len(), 1);
    assert_eq!(after.problems().unwrap(), []);
    // What was read before stays as it was.
    assert_eq!(reader.documents().unwrap().len(), 2);
}

/// Records of a few and of many bytes are found where tantivy put them, so that it need not read them itself.
#[test]
fn records_are_read_as_they_are_stored() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    let texts = ["one", &"one two three ".repeat(40), &"one two three ".repeat(4_000)];
    let records: Vec<Record> = texts.iter().map(|text| record("a.txt", text)).collect();
    for made in &records {
        add(&writer, "a.txt", made);
    }
    writer.commit(true).unwrap();
    let reader = OpenIndex::open(folder.path()).unwrap().reader().unwrap();
    let stored = reader.searcher().segment_reader(0).get_store_reader(1).unwrap();
    for (doc, made) in (0..).zip(&records) {
        let bytes = stored.get_document_bytes(doc).unwrap();
        let found = super::reader::only_bytes(&bytes, reader.fields().record);
        assert_eq!(found, Some(&*made.to_bytes().unwrap()));
        assert_eq!(super::reader::only_bytes(&bytes[1..], reader.fields().record), None);
        assert_eq!(super::reader::only_bytes(&bytes, reader.fields().text), None);
        let address = tantivy::DocAddress::new(0, doc);
        assert_eq!(reader.record(address).unwrap(), AnyRecord::Document(made.clone().into()));
    }
}

#[test]
fn columns_and_words_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    add(&writer, "a.txt", &record("a.txt", "one two, three"));
    add(&writer, "b.txt", &record("b.txt", "two one three"));
    writer.commit(true).unwrap();
    let reader = OpenIndex::open(folder.path()).unwrap().reader().unwrap();
    let text = reader.fields().text;
    let phrase = PhraseQuery::new(["one", "two"].map(|word| Term::from_field_text(text, word)).to_vec());
    let found = reader.searcher().search(&phrase, &DocSetCollector).unwrap();
    assert_eq!(found.len(), 1);
    let segment = reader.searcher().segment_reader(0);
    let column = |facet: &Facet| -> Vec<String> {
        let column = segment.fast_fields().str(schema::facet_column(facet)).unwrap();
        let Some(column) = column else { return Vec::new() };
        let words = all_values(&column).unwrap();
        column.term_ords(0).map(|ord| words[ord as usize].clone()).collect()
    };
    assert_eq!(column(&Facet::Topic), ["energy", "health"]);
    assert_eq!(column(&Facet::Person), ["anna"]);
    assert_eq!(column(&Facet::Source), ["NRT"]);
    assert_eq!(column(&Facet::Mentioned), ["2021"]);
    let names = segment.fast_fields().str(schema::NAME).unwrap().unwrap();
    let words = all_values(&names).unwrap();
    let names: Vec<_> = names.term_ords(1).map(|ord| read_name(&words[ord as usize]).unwrap().name).collect();
    // In the order of the record's entities.
    assert_eq!(names, ["ZAXO", "ANNA"]);
    let count = segment.fast_fields().u64(schema::count_column(FactKind::Mention)).unwrap();
    assert_eq!(count.first(0), Some(2));
    let day = segment.fast_fields().i64(schema::SPOKEN_LAST).unwrap();
    assert_eq!(day.first(0).map(day_of_number), Some(jiff::civil::date(2021, 2, 14)));
    let passages = segment.fast_fields().bytes(schema::PASSAGES).unwrap().unwrap();
    let mut bytes = Vec::new();
    passages.ord_to_bytes(passages.term_ords(0).next().unwrap(), &mut bytes).unwrap();
    let mut read = Vec::new();
    let mut tell = |values: &[u32], days: &[(i64, i64)]| {
        read.push(PassagePlaces { values: values.to_vec(), days: days.to_vec() });
    };
    each_passage(&bytes, &mut tell).unwrap();
    // The document's values, column by column.
    let all: Vec<String> = schema::PASSAGE_FACETS.iter().flat_map(column).collect();
    let of = |passage: usize| -> Vec<&str> {
        read[passage].values.iter().map(|place| all[*place as usize].as_str()).collect()
    };
    assert_eq!(of(0), ["energy", "mention", "mention.person", "anna"]);
    assert_eq!(of(1), ["energy", "health", "mention", "mention.place", "time", "time.date", "zaxo", "2021"]);
    assert_eq!((read[0].days.len(), read[1].days.len()), (0, 1));
}

#[test]
fn one_writes_others_read() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!is_being_written(folder.path()));
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    assert!(is_being_written(folder.path()));
    assert!(matches!(Writer::open(folder.path(), inflections()), Err(IndexError::Busy)));
    assert!(matches!(Writer::create(folder.path(), inflections()), Err(IndexError::Busy)));
    add(&writer, "a.txt", &record("a.txt", "one"));
    writer.commit(false).unwrap();
    assert_eq!(OpenIndex::open(folder.path()).unwrap().reader().unwrap().documents().unwrap().len(), 1);
    drop(writer);
    let writer = Writer::open(folder.path(), inflections()).unwrap();
    assert_eq!(writer.state().commit, 1);
}

#[test]
fn damage_is_told_and_an_index_made_anew_stands() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    for number in 0..50 {
        let name = format!("{number}.txt");
        add(&writer, &name, &record(&name, "one two three"));
    }
    writer.commit(true).unwrap();
    writer.finish().unwrap();
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let whole: Vec<(std::path::PathBuf, Vec<u8>)> = files
        .iter()
        .filter(|path| !path.to_string_lossy().ends_with(".lock"))
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    for (path, bytes) in &whole {
        for damaged in [&bytes[..bytes.len() / 2], &[][..]] {
            fs::write(path, damaged).unwrap();
            let opened = OpenIndex::open(folder.path())
                .and_then(|open| Ok((open.verify()?, Ledger::read(&open.reader()?, &|_| true)?)));
            if path.ends_with(".managed.json") {
                continue;
            }
            let err = opened.map(|_| ()).unwrap_err();
            assert!(err.is_damage(), "{}: {err:?}", path.display());
        }
        fs::write(path, bytes).unwrap();
    }
    fs::write(folder.path().join("meta.json"), "{").unwrap();
    let writer = Writer::create(folder.path(), inflections()).unwrap();
    assert_eq!(writer.open_index().unwrap().reader().unwrap().documents().unwrap().len(), 0);
}

#[test]
fn what_a_killed_writer_left_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    add(&writer, "a.txt", &record("a.txt", "one"));
    writer.commit(true).unwrap();
    drop(writer);
    for name in [".tmpAb3", "0123456789abcdef0123456789abcdef.store"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    fs::write(folder.path().join(CORPUS_FILE), "{}").unwrap();
    Writer::open(folder.path(), inflections()).unwrap().finish().unwrap();
    let mut left: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".tmp") || name.starts_with("0123") || name == CORPUS_FILE)
        .collect();
    left.sort();
    assert_eq!(left, [CORPUS_FILE]);
    assert_eq!(OpenIndex::open(folder.path()).unwrap().reader().unwrap().documents().unwrap().len(), 1);
}

#[test]
fn every_stem_of_a_word_is_told() {
    let rows = include_str!("../../../tests/fixtures/search/inflections.tsv");
    let rows: Vec<&str> = rows.lines().filter(|row| !row.starts_with('#')).collect();
    assert!(rows.len() > 20);
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), inflections()).unwrap();
    let halves = rows.split_at(rows.len() / 2);
    for (name, half) in [("a", halves.0), ("b", halves.1)] {
        // Both have some words; each has some of its own.
        add(&writer, name, &record(name, &format!("{} {}", rows[0], half.join(" "))));
        writer.commit(true).unwrap();
    }
    let open = writer.open_index().unwrap();
    let told = |stem: &str| {
        let reader = open.reader().unwrap();
        let mut told = Vec::new();
        for segment in reader.searcher().segment_readers() {
            StemWords::open(segment).unwrap().words(stem, &mut |word| told.push(word.to_owned())).unwrap();
        }
        told
    };
    let all_told = || {
        let (inflections, text) = (inflections(), rows.join(" "));
        let letters = inflections.fold(&text);
        let mut others = 0;
        for word in words(&letters) {
            let word = word_form(&letters[word.range()]);
            for stem in inflections.stems(&word).all().iter().filter(|stem| ***stem != *word) {
                others += 1;
                assert!(told(stem).iter().any(|known| *known == *word), "{word}: {stem}");
            }
        }
        assert!(others > 20 && told("qqq").is_empty(), "{others}");
    };
    all_told();
    // The same of one segment made of both.
    assert_eq!(open.reader().unwrap().searcher().segment_readers().len(), 2);
    writer.merge_all().unwrap();
    assert_eq!(open.reader().unwrap().searcher().segment_readers().len(), 1);
    all_told();
}
