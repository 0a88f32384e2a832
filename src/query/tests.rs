//! Filters, counts and rows over a small corpus whose facts are written down here.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    engine::{Entry, Generation, Links, Names, Origin, Snapshot},
    lang::{Inflections, Language, Tables, fold},
    model::{
        DateSource, Document, DocumentDate, Entity, EntityIx, EntityKind, Event, EventKind, Facts, Mention,
        Metadata, Mode, Passage, Provenance, RuleId, Span, Statement, Status, Time, TimeKind, TopicId,
    },
    search::language::Interpreter,
};

/// A document from lines `topic|person|event or statement|day`, one passage a line; parts may be empty.
pub(super) fn entry(path: &str, source: &str, lines: &[&str], tables: &Tables) -> Arc<Entry> {
    let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
    let mut facts = Facts::default();
    let mut at = 0;
    for (number, line) in lines.iter().enumerate() {
        let span = Span::new(at, at + line.len());
        let provenance = Provenance { rule: RuleId::new("test"), confidence: 0.5, evidence: span };
        let part = |wanted: usize| {
            let before: usize = line.split('|').take(wanted).map(|part| part.len() + 1).sum();
            let part = line.split('|').nth(wanted).unwrap_or_default();
            (part, Span::new(at + before, at + before + part.len()))
        };
        let (topic, _) = part(0);
        let topics = if topic.is_empty() { Vec::new() } else { vec![TopicId::new(topic)] };
        facts.passages.push(Passage { span, paragraph: number as u32, topics, cues: Vec::new() });
        let (name, place) = part(1);
        let person = (!name.is_empty()).then(|| {
            let mention = Mention { span: place, provenance: provenance.clone() };
            let known = facts.entities.iter().position(|entity| entity.name == name);
            let ix = known.unwrap_or_else(|| {
                facts.entities.push(Entity {
                    kind: EntityKind::Person,
                    name: name.to_owned(),
                    aliases: Vec::new(),
                    key: name.to_lowercase(),
                    mentions: Vec::new(),
                });
                facts.entities.len() - 1
            });
            facts.entities[ix].mentions.push(mention);
            EntityIx(ix as u32)
        });
        let (kind, kind_span) = part(2);
        let (day, day_span) = part(3);
        match kind {
            "said" => facts.statements.push(Statement {
                span,
                speaker: person,
                mode: Mode::Direct,
                cue: kind_span,
                provenance: provenance.clone(),
            }),
            "met" => facts.events.push(Event {
                span,
                kind: EventKind::Meet,
                trigger: kind_span,
                participants: person.into_iter().collect(),
                place: None,
                time: (!day.is_empty()).then(|| day.to_owned()),
                status: Status::Happened,
                provenance: provenance.clone(),
            }),
            _ => {}
        }
        if !day.is_empty() {
            facts.times.push(Time {
                span: day_span,
                kind: TimeKind::Date,
                value: Some(day.to_owned()),
                zone: None,
                provenance,
            });
        }
        at += line.len() + 1;
    }
    let day = date(2020, 1, path.bytes().next().map_or(1, |byte| (byte - b'a').cast_signed() + 1));
    facts.date =
        DocumentDate { date: Some(day), range: None, source: DateSource::Metadata, evidence: Vec::new() };
    let metadata = Metadata { source: Some(source.to_owned()), ..Metadata::default() };
    let folded = fold(tables, &text);
    let document = Document { path: path.to_owned(), metadata, text: text.into(), ..Document::default() };
    Arc::new(Entry { document, facts, language: Language::Sorani, folded })
}

pub(super) fn memory(entries: Vec<Arc<Entry>>, tables: Tables) -> Memory {
    let mut names = Names::default();
    for entity in entries.iter().flat_map(|entry| &entry.facts.entities) {
        names.add(entity.into());
    }
    let links = Arc::new(Links::new(&names));
    Memory::new(Arc::new(Snapshot {
        generation: Generation(1),
        origin: Origin::Sample,
        entries,
        links,
        problems: Vec::new(),
        interpreter: Arc::new(Interpreter::new(Inflections::without_lexicon(Arc::new(tables.clone())))),
        tables: Arc::new(tables),
        pack_version: "test".into(),
        complete: true,
    }))
}

fn corpus() -> Memory {
    let tables = Tables::embedded().unwrap();
    let entries = vec![
        entry("a", "NRT", &["energy|Anna|said|", "health|Bert|met|2019-05-01"], &tables),
        entry("b", "NRT", &["energy|Bert|met|2020", "||met|"], &tables),
        entry("c", "Rudaw", &["health|Anna|said|2020-02"], &tables),
    ];
    memory(entries, tables)
}

fn filter(marks: &[(&str, &str, Mark)]) -> Filter {
    let mut filter = Filter::default();
    for (facet, value, mark) in marks {
        filter.set(&facet.parse().unwrap(), &(*value).into(), Some(*mark));
    }
    filter
}

fn ask(store: &Memory, filter: Filter) -> Results {
    store.run(&Arc::new(Query { filter, ..Query::default() }), &|| false).unwrap()
}

fn documents(store: &Memory, results: &Results) -> String {
    results.documents.iter().map(|hit| store.entry(hit.document).unwrap().document.path.clone()).collect()
}

fn facts(store: &Memory, results: &Results) -> Vec<String> {
    let row = |fact: FactRef| store.fact_row(fact).unwrap();
    results.facts.iter().map(row).map(|row| format!("{}:{}", row.entry.document.path, row.finer)).collect()
}

fn counts(results: &Results, facet: &str) -> BTreeMap<String, u32> {
    let counts = results.counts.of(&facet.parse().unwrap());
    counts.iter().map(|count| (count.value.to_string(), count.documents)).collect()
}

fn map(pairs: &[(&str, u32)]) -> BTreeMap<String, u32> {
    pairs.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
}

use Mark::{Exclude, Include};

#[test]
fn without_a_filter_everything_is_there() {
    let store = corpus();
    let results = ask(&store, Filter::default());
    assert_eq!(documents(&store, &results), "abc");
    assert_eq!(
        facts(&store, &results),
        [
            "a:statement.direct",
            "a:event.meet",
            "a:time.date",
            "b:event.meet",
            "b:time.date",
            "b:event.meet",
            "c:statement.direct",
            "c:time.date"
        ]
    );
    assert_eq!(counts(&results, "topic"), map(&[("energy", 2), ("health", 2)]));
    assert_eq!(counts(&results, "person"), map(&[("anna", 2), ("bert", 2)]));
    assert_eq!(counts(&results, "source"), map(&[("NRT", 2), ("Rudaw", 1)]));
    assert_eq!(counts(&results, "mentioned"), map(&[("2019", 1), ("2020", 2)]));
    assert_eq!(counts(&results, "published"), map(&[("2020", 3)]));
}

#[test]
fn a_topic_leaves_exactly_its_documents_and_facts() {
    let store = corpus();
    let results = ask(&store, filter(&[("topic", "energy", Include)]));
    assert_eq!(documents(&store, &results), "ab");
    assert_eq!(facts(&store, &results), ["a:statement.direct", "b:event.meet", "b:time.date"]);
    assert_eq!(counts(&results, "topic"), map(&[("energy", 2), ("health", 2)]));
    assert_eq!(counts(&results, "source"), map(&[("NRT", 2)]));
    let results = ask(&store, filter(&[("topic", "energy", Exclude)]));
    assert_eq!(documents(&store, &results), "c");
}

#[test]
fn values_of_a_facet_add_and_facets_narrow() {
    let store = corpus();
    let both = filter(&[("topic", "energy", Include), ("topic", "health", Include)]);
    assert_eq!(documents(&store, &ask(&store, both)), "abc");
    let meet = filter(&[("topic", "health", Include), ("person", "anna", Include)]);
    assert_eq!(documents(&store, &ask(&store, meet.clone())), "ac");
    let together = Filter { same_passage: true, ..meet };
    let results = ask(&store, together);
    assert_eq!(documents(&store, &results), "c");
    assert_eq!(counts(&results, "person"), map(&[("anna", 1), ("bert", 1)]));
    assert_eq!(counts(&results, "topic"), map(&[("energy", 1), ("health", 1)]));
    assert_eq!(counts(&results, "source"), map(&[("Rudaw", 1)]));
}

#[test]
fn kinds_people_and_days_of_facts() {
    let store = corpus();
    assert_eq!(facts(&store, &ask(&store, filter(&[("kind", "event", Include)]))).len(), 3);
    let bert = filter(&[("kind", "event.meet", Include), ("person", "bert", Include)]);
    assert_eq!(facts(&store, &ask(&store, bert)), ["a:event.meet", "b:event.meet"]);
    let january = DayRange { from: Some(date(2020, 1, 1)), to: Some(date(2020, 1, 31)) };
    let in_2020 = Filter { mentioned: january, ..Filter::default() };
    let results = ask(&store, in_2020);
    assert_eq!(documents(&store, &results), "b");
    assert_eq!(facts(&store, &results), ["b:event.meet", "b:time.date"]);
    let mentions = ask(&store, filter(&[("kind", "mention.person", Include)]));
    assert_eq!(facts(&store, &mentions).len(), 4);
    let mut published = Filter::default();
    published.published.from = Some(date(2020, 1, 2));
    assert_eq!(documents(&store, &ask(&store, published)), "bc");
}

#[test]
fn values_are_looked_for_by_the_beginnings_of_their_names() {
    let store = corpus();
    let look_for = |facet: &str, words: &str, filter: Filter| {
        let look_for = Some(ValueSearch { facet: facet.parse().unwrap(), words: words.into() });
        store.run(&Arc::new(Query { filter, look_for, ..Query::default() }), &|| false).unwrap()
    };
    let results = look_for("person", "an", Filter::default());
    assert_eq!(counts(&results, "person"), map(&[("anna", 2)]));
    assert_eq!(counts(&results, "source"), map(&[("NRT", 2), ("Rudaw", 1)]));
    assert_eq!((results.documents.len(), results.counts.more.get(&Facet::Person)), (3, None));
    // Counted under the other filters; what is chosen stays in sight.
    let nrt = filter(&[("source", "NRT", Include), ("person", "anna", Include)]);
    let results = look_for("person", "be", nrt.clone());
    assert_eq!(counts(&results, "person"), map(&[("anna", 1), ("bert", 2)]));
    assert_eq!(documents(&store, &results), "a");
    assert_eq!(counts(&look_for("source", "x", Filter::default()), "source"), map(&[]));
    // Nothing typed yet.
    assert_eq!(
        counts(&look_for("person", " ", Filter::default()), "person"),
        map(&[("anna", 2), ("bert", 2)])
    );
    // A view keeps nothing of it.
    let asked = results.query.lasting();
    assert_eq!((asked.look_for, asked.filter), (None, nrt));
}

#[test]
fn an_unknown_value_lets_nothing_pass_and_stays_listed() {
    let store = corpus();
    let results = ask(&store, filter(&[("person", "nobody", Include)]));
    assert_eq!(documents(&store, &results), "");
    assert_eq!(counts(&results, "person"), map(&[("anna", 2), ("bert", 2), ("nobody", 0)]));
    assert_eq!(documents(&store, &ask(&store, filter(&[("column:desk", "north", Include)]))), "");
    assert_eq!(documents(&store, &ask(&store, filter(&[("column:desk", "north", Exclude)]))), "abc");
}

#[test]
fn words_narrow_documents_and_in_one_passage_facts_too() {
    let store = corpus();
    let words = |words: &str, same_passage| Filter { words: words.into(), same_passage, ..Filter::default() };
    let results = ask(&store, words("Berthold", false));
    assert_eq!(documents(&store, &results), "");
    let results = ask(&store, words("Bert", false));
    assert_eq!((documents(&store, &results), results.facts.len()), ("ab".into(), 6));
    let results = ask(&store, words("Bert", true));
    assert_eq!((documents(&store, &results), results.facts.len()), ("ab".into(), 4));
    assert_eq!(documents(&store, &ask(&store, words("Anna Bert", false))), "a");
    assert_eq!(documents(&store, &ask(&store, words("Anna Bert", true))), "");
    let hits = store.hits(crate::model::DocId(0), Search { words: "Anna", matching: Matching::Folded });
    assert_eq!(hits.iter().map(|hit| (hit.start, hit.end)).collect::<Vec<_>>(), [(7, 11)]);
}

#[test]
fn orders() {
    let store = corpus();
    let sorted = |documents, facts| {
        let query = Query { documents, facts, ..Query::default() };
        store.run(&Arc::new(query), &|| false).unwrap()
    };
    let results = sorted(
        Sort { by: DocumentKey::Date, descending: true },
        Sort { by: FactKey::Time, descending: false },
    );
    assert_eq!(documents(&store, &results), "cba");
    assert_eq!(facts(&store, &results)[..2], ["a:event.meet", "a:time.date"]);
    assert_eq!(facts(&store, &results).last().unwrap(), "c:statement.direct");
    assert_eq!(results.timeline.len(), 5);
    let results = sorted(
        Sort { by: DocumentKey::Facts, descending: true },
        Sort { by: FactKey::Who, descending: true },
    );
    assert_eq!(documents(&store, &results), "abc");
    assert_eq!(facts(&store, &results)[0], "a:event.meet");
}

#[test]
fn exports_hold_every_row_and_exact_words() {
    let store = corpus();
    let results = ask(&store, filter(&[("topic", "energy", Include)]));
    let view = SavedView { name: "=view".into(), ..SavedView::default() };
    let header = ExportHeader::new(&store, &results, &view);
    assert_eq!(header.filter, "topic: energy");
    let mut out = Vec::new();
    assert_eq!(write_csv(&store, &results, Some(&header), &mut out).unwrap(), 3);
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with("\u{feff}# view,'=view\n"), "{text}");
    let mut out = Vec::new();
    write_csv(&store, &results, None, &mut out).unwrap();
    let mut csv = csv::Reader::from_reader(out.strip_prefix("\u{feff}".as_bytes()).unwrap());
    assert_eq!(csv.headers().unwrap().iter().collect::<Vec<_>>(), CSV_COLUMNS);
    assert_eq!(csv.records().count(), 3);
    let mut out = Vec::new();
    assert_eq!(write_jsonl(&store, &results, Some(&header), &mut out).unwrap(), 3);
    let lines: Vec<serde_json::Value> =
        String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["header"]["facts"], 3);
    for line in &lines[1..] {
        let document =
            store.entry(store.find(line["path"].as_str().unwrap()).unwrap()).unwrap().document.clone();
        let at = |key: &str| line[key].as_u64().unwrap() as usize;
        let exact: String = document.text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(line["exact"], exact);
    }
}

/// Three tellings of a story (b: the first, a: the same text, d: one word exchanged) and another document.
pub(super) fn told_again_entries(tables: &Tables) -> Vec<Arc<Entry>> {
    let story = |end: &str| {
        let words: Vec<String> = (0..30).map(|n| format!("w{n}")).collect();
        format!("energy|Anna|said|2020-02-{end} {}", words.join(" "))
    };
    let day = |entry: Arc<Entry>, day| {
        let mut entry = Arc::unwrap_or_clone(entry);
        entry.facts.date.date = Some(date(2020, 3, day));
        Arc::new(entry)
    };
    vec![
        day(entry("a", "NRT", &[&story("01")], tables), 9),
        day(entry("b", "Rudaw", &[&story("01")], tables), 2),
        day(entry("c", "NRT", &["health|Anna|said|2020-02"], tables), 1),
        day(entry("d", "NRT", &[&story("02"), "|Bert|met|"], tables), 5),
    ]
}

fn told_again() -> Memory {
    let tables = Tables::embedded().unwrap();
    memory(told_again_entries(&tables), tables)
}

#[test]
fn a_story_counts_once() {
    let store = told_again();
    let once = Filter { stories_once: true, ..Filter::default() };
    let results = ask(&store, once.clone());
    assert_eq!((documents(&store, &results), results.total), ("bc".into(), 4));
    assert_eq!(results.documents.iter().map(|hit| hit.copies).collect::<Vec<_>>(), [2, 0]);
    assert_eq!(facts(&store, &results).iter().filter(|fact| fact.starts_with(['a', 'd'])).count(), 0);
    assert!(results.timeline.iter().all(|fact| fact.document.0 == 1 || fact.document.0 == 2));
    // A value counts a story once even if several copies have it, and also if only a copy has it.
    assert_eq!(counts(&results, "topic"), map(&[("energy", 1), ("health", 1)]));
    assert_eq!(counts(&results, "person"), map(&[("anna", 2), ("bert", 1)]));
    assert_eq!(counts(&results, "source"), map(&[("NRT", 2), ("Rudaw", 1)]));

    // Of those that pass the earliest stands for the story; its count is what the facet said.
    let mut nrt = Filter { stories_once: true, ..filter(&[("source", "NRT", Include)]) };
    let results = ask(&store, nrt.clone());
    assert_eq!(documents(&store, &results), "cd");
    assert_eq!(results.documents.iter().map(|hit| hit.copies).collect::<Vec<_>>(), [0, 1]);
    nrt.set(&Facet::Person, &"bert".into(), Some(Include));
    assert_eq!(documents(&store, &ask(&store, nrt)), "d");
    let passages = Filter { same_passage: true, ..once.clone() };
    assert_eq!(counts(&ask(&store, passages), "person"), map(&[("anna", 2), ("bert", 1)]));

    let header = ExportHeader::new(&store, &ask(&store, once.clone()), &SavedView::default());
    assert_eq!((header.filter.as_str(), header.documents), ("each story once", 2));
    let json = serde_json::to_string(&once).unwrap();
    assert_eq!(json, r#"{"stories_once":true}"#);
    assert!(!once.is_empty());
}

#[test]
fn while_texts_still_come_only_exact_copies_are_one_story() {
    let mut snapshot = Arc::unwrap_or_clone(Arc::clone(told_again().snapshot()));
    snapshot.complete = false;
    let store = Memory::new(Arc::new(snapshot));
    let once = Filter { stories_once: true, ..Filter::default() };
    assert_eq!(documents(&store, &ask(&store, once)), "bcd");
    assert!(store.kept_sharing().known().is_none());
}

/// Values of facets that the slow way looks at.
const VALUES: [(&str, &[&str]); 3] = [
    ("topic", &["t0", "t1", "t2"]),
    ("person", &["anna bee", "bee", "carl", "dan"]),
    ("source", &["NRT", "Rudaw"]),
];

/// A person as the corpus knows them, whatever form of the name is meant.
fn linked(links: &Links, key: &str) -> String {
    let entity = links.find(EntityKind::Person, key).and_then(|link| links.entity(link));
    entity.map_or(key, |entity| entity.key()).to_owned()
}

/// Topics, persons and days of a passage.
type Spoken = (Vec<String>, Vec<String>, Vec<(jiff::civil::Date, jiff::civil::Date)>);

/// The slow way: a document passes when each condition holds for it by the words of the filter's
/// definition.
fn passes_slowly(entry: &Entry, links: &Links, filter: &Filter) -> bool {
    let facts = &entry.facts;
    let holds = |facet: &Facet, units: &[String]| {
        let Some(choice) = filter.choices.get(facet) else { return true };
        let has = |values: &std::collections::BTreeSet<FacetValue>| {
            let values = values.iter().map(|value| linked(links, value));
            values.into_iter().any(|value| units.contains(&value))
        };
        (choice.include.is_empty() || has(&choice.include)) && !has(&choice.exclude)
    };
    // Topics, persons and days of each passage.
    let passages: Vec<Spoken> = facts
        .passages
        .iter()
        .map(|passage| {
            let named =
                |entity: &&Entity| entity.mentions.iter().any(|mention| passage.span.contains(mention.span));
            let spoken = facts.times.iter().filter(|time| passage.span.contains(time.span));
            (
                passage.topics.iter().map(ToString::to_string).collect(),
                facts.entities.iter().filter(named).map(|entity| linked(links, &entity.key)).collect(),
                spoken.filter_map(|time| days(time.value.as_deref()?)).collect(),
            )
        })
        .collect();
    let is_spoken = |spoken: &[(jiff::civil::Date, jiff::civil::Date)]| {
        filter.mentioned.is_open() || spoken.iter().any(|days| filter.mentioned.meets(*days))
    };
    let in_one = |(topics, people, spoken): &(Vec<String>, Vec<String>, Vec<_>)| {
        holds(&Facet::Topic, topics) && holds(&Facet::Person, people) && is_spoken(spoken)
    };
    let source = entry.document.metadata.source.clone().unwrap_or_default();
    if !holds(&Facet::Source, &[source]) {
        return false;
    }
    if filter.same_passage {
        return passages.iter().any(in_one);
    }
    let all = passages.into_iter().reduce(|mut all, more| {
        all.0.extend(more.0);
        all.1.extend(more.1);
        all.2.extend(more.2);
        all
    });
    all.is_some_and(|all| in_one(&all))
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let mark = prop_oneof![3 => Just(None), 2 => Just(Some(Include)), 1 => Just(Some(Exclude))];
    let count = VALUES.iter().map(|(_, values)| values.len()).sum::<usize>();
    (proptest::collection::vec(mark, count), any::<bool>(), 0_u8..3).prop_map(
        |(marks, same_passage, days)| {
            let mut filter = Filter { same_passage, ..Filter::default() };
            let values =
                VALUES.iter().flat_map(|(facet, values)| values.iter().map(move |value| (facet, value)));
            for ((facet, value), mark) in values.zip(marks) {
                filter.set(&facet.parse().unwrap(), &(*value).into(), mark);
            }
            if days > 0 {
                filter.mentioned.from = Some(date(2020, 2, 1));
                filter.mentioned.to = (days > 1).then(|| date(2020, 12, 31));
            }
            filter
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Beside many other documents a value is rare, so that who has it is listed; else it is kept as bits.
    #[test]
    fn filters_and_counts_agree_with_the_slow_way(
        corpus in proptest::collection::vec(proptest::collection::vec((0_usize..4, 0_usize..5, 0_usize..3), 1..3), 1..8),
        others in prop::sample::select(vec![0_usize, 0, 90]),
        filter in any_filter(),
    ) {
        let tables = Tables::embedded().unwrap();
        let line = |(topic, person, day): &(usize, usize, usize)| {
            let topic = ["t0", "t1", "t2", ""][*topic];
            let person = ["Anna Bee", "Bee", "Carl", "Dan", ""][*person];
            format!("{topic}|{person}|said|{}", ["2020-03-05", "2019", ""][*day])
        };
        let mut entries: Vec<_> = corpus.iter().enumerate().map(|(number, lines)| {
            let lines: Vec<String> = lines.iter().map(line).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            entry(&format!("a{number:03}"), ["NRT", "Rudaw"][number % 2], &lines, &tables)
        }).collect();
        entries.extend((0..others).map(|number| entry(&format!("a9{number:03}"), "x", &["|Eve|met|"], &tables)));
        let store = memory(entries.clone(), tables);
        let links = Arc::clone(&store.snapshot().links);
        let results = ask(&store, filter.clone());
        let shown = |results: &Results| -> Vec<usize> {
            results.documents.iter().map(|hit| hit.document.0 as usize).collect()
        };
        let passing = |filter: &Filter| -> Vec<usize> {
            (0..entries.len()).filter(|ix| passes_slowly(&entries[*ix], &links, filter)).collect()
        };
        prop_assert_eq!(shown(&results), passing(&filter));
        // Texts this short (under 15 words) have exact copies only; all are of one day, so the first is the earliest.
        let stories = |filter: &Filter| -> Vec<usize> {
            let mut told = std::collections::BTreeSet::new();
            passing(filter).into_iter().filter(|ix| told.insert(&entries[*ix].document.text)).collect()
        };
        let once = ask(&store, Filter { stories_once: true, ..filter.clone() });
        prop_assert_eq!(shown(&once), stories(&filter));
        let copies: u32 = once.documents.iter().map(|hit| hit.copies + 1).sum();
        prop_assert_eq!(copies as usize, passing(&filter).len());
        // A count is what choosing that value alone in its facet would leave.
        for (facet, values) in VALUES {
            let facet: Facet = facet.parse().unwrap();
            for value in values {
                let mut alone = filter.clone();
                alone.choices.remove(&facet);
                alone.set(&facet, &(*value).into(), Some(Include));
                let known = linked(&links, value);
                let counted = |results: &Results| {
                    let count = results.counts.of(&facet).iter().find(|count| *count.value == *known);
                    count.map_or(0, |count| count.documents as usize)
                };
                prop_assert_eq!(counted(&results), passing(&alone).len(), "{} {}", facet, value);
                prop_assert_eq!(counted(&once), stories(&alone).len(), "{} {} once", facet, value);
            }
        }
    }
}

/// A filter, and how many documents of each person it leaves.
type Case<'a> = (&'a [(&'a str, &'a str, Mark)], &'a dyn Fn(usize) -> usize);

#[test]
fn of_very_many_values_those_of_most_documents_are_listed_with_their_counts() {
    let tables = Tables::embedded().unwrap();
    let persons = LISTED_VALUES + 300;
    // Every fifth person stands in one document, the others in four, of which every other is of another topic.
    let copies = |person: usize| if person.is_multiple_of(5) { 1 } else { 4 };
    let mut entries = Vec::new();
    for person in 0..persons {
        for copy in 0..copies(person) {
            let line = format!("t{}|P{person}x|said|", copy % 2);
            entries.push(entry(&format!("a{person:04}{copy}"), "NRT", &[&line], &tables));
        }
    }
    let store = memory(entries, tables);
    let half = |person: usize| copies(person) / 2;
    let other_half = |person: usize| copies(person) - half(person);
    let cases: [Case<'_>; 3] = [
        (&[], &copies),
        (&[("topic", "t1", Include)], &half),
        (&[("topic", "t1", Exclude), ("person", "p10x", Exclude)], &other_half),
    ];
    for (marks, expected) in cases {
        let mut best: Vec<usize> = (0..persons).map(expected).filter(|count| *count > 0).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let there = best.len();
        best.truncate(LISTED_VALUES);
        for same_passage in [false, true] {
            let results = ask(&store, Filter { same_passage, ..filter(marks) });
            let listed = results.counts.of(&Facet::Person);
            let got: Vec<usize> = listed.iter().map(|count| count.documents as usize).collect();
            assert_eq!(got[..best.len()], best[..], "{marks:?} {same_passage}");
            let more = results.counts.more.get(&Facet::Person).copied().unwrap_or_default();
            assert_eq!(listed.len() + more, there, "{marks:?} {same_passage}");
            for count in listed {
                let person = count.value.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
                assert_eq!(count.documents as usize, expected(person), "{marks:?} {}", count.value);
            }
            // A chosen one that would not be listed is, with its count.
            let is_chosen = |count: &&Count| &*count.value == "p10x";
            assert_eq!(listed.iter().any(|count| is_chosen(&count)), marks.len() == 2, "{marks:?}");
        }
    }
}
