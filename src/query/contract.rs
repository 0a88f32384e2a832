//! The JSON other programs read: one object a document, as `balge extract` prints it.
//!
//! Pure: document, facts and corpus links in, serialisable values out. Offsets are Unicode code
//! points of the original text, half open; this is the only place that turns bytes into them.
//! It renames nothing and decides nothing: what the facts leave open is `null`.

mod contradiction;
mod ids;
mod offsets;
mod shape;
mod writer;

pub use ids::{entity_ids, item_id};
pub use offsets::CodePoints;
pub use shape::Line;

use crate::model::{Document, Facts, Problem};

/// Characters of context on each side of a quoted item, as W3C Web Annotations use them.
pub const CONTEXT_CHARS: usize = 32;

/// What is known about a document beyond its own facts.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// BCP 47 tag of the text's language.
    pub language: &'a str,
    /// Hash of the language data that made the facts.
    pub ruleset: &'a str,
    /// Corpus-wide id of each entity, parallel to [`Facts::entities`]; where it is shorter, the id
    /// follows from the entity's kind and key alone.
    pub entity_ids: &'a [String],
    /// For each event the id of its happening when it is told more than once, parallel to
    /// [`Facts::events`]; may be shorter.
    pub same_as: &'a [Option<String>],
    /// What went wrong with this document.
    pub problems: &'a [Problem],
}

/// The document as a serialisable value; `ids` are those of [`entity_ids`].
#[must_use]
pub fn line<'a>(
    document: &'a Document,
    facts: &'a Facts,
    ids: &'a [String],
    around: Surroundings<'a>,
) -> Line<'a> {
    writer::Writer::new(document, ids).line(facts, around)
}

/// One JSON object without a line break, as `balge extract` prints it.
#[must_use]
pub fn json_line(document: &Document, facts: &Facts, around: Surroundings<'_>) -> String {
    let mut out = Vec::new();
    write_json_line(document, facts, around, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Writes the same behind what `out` holds.
pub fn write_json_line(document: &Document, facts: &Facts, around: Surroundings<'_>, out: &mut Vec<u8>) {
    let ids = entity_ids(&facts.entities, around.entity_ids);
    let from = out.len();
    // Structs, numbers and strings only: there is nothing in a line that JSON cannot hold.
    if serde_json::to_writer(&mut *out, &line(document, facts, &ids, around)).is_err() {
        out.truncate(from);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::{Surroundings, json_line};
    use crate::model::{
        Contradiction, Cue, DateRange, DateSource, Document, DocumentDate, Entity, EntityIx, EntityKind,
        Event, EventKind, Facts, Flag, Mention, Metadata, Mode, Passage, Problem, ProblemKind, Provenance,
        Quantity, Role, RuleId, Span, Statement, Status, Time, TimeKind, TopicId,
    };

    const TEXT: &str = "سەرۆک بایدن گەیشتە بەغدا. 5 کەس هاتن.";

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn from(rule: &str) -> Provenance {
        Provenance {
            rule: RuleId::new(rule), confidence: 0.9, evidence: span("سەرۆک بایدن گەیشتە بەغدا")
        }
    }

    fn named(kind: EntityKind, name: &str) -> Entity {
        let mentions = vec![Mention { span: span(name), provenance: from("name.title") }];
        Entity { kind, name: name.into(), aliases: vec![], key: name.into(), mentions }
    }

    fn document() -> Document {
        Document {
            path: "news/a.b.txt".into(),
            sha256: [7; 32],
            encoding: "UTF-8".into(),
            metadata: Metadata { title: Some("t".into()), ..Metadata::default() },
            text: Arc::from(TEXT),
            ..Document::default()
        }
    }

    fn facts() -> Facts {
        let role = Role {
            span: span("سەرۆک بایدن"),
            person: EntityIx(0),
            role: "سەرۆک".into(),
            of: None,
            provenance: from("role.before"),
        };
        Facts {
            date: DocumentDate {
                range: Some(DateRange { from: Some(jiff::civil::date(2021, 7, 15)), to: None }),
                source: DateSource::Text,
                ..DocumentDate::default()
            },
            entities: vec![named(EntityKind::Person, "بایدن"), named(EntityKind::Place, "بەغدا")],
            times: vec![Time {
                span: span("5"),
                kind: TimeKind::Date,
                value: None,
                zone: None,
                provenance: from("time.day"),
            }],
            quantities: vec![Quantity {
                span: span("5 کەس"),
                value: 5.0,
                unit: Some("person".into()),
                approx: false,
                provenance: from("quantity.count"),
            }],
            roles: vec![role.clone(), role],
            events: vec![Event {
                span: span("سەرۆک بایدن گەیشتە بەغدا"),
                kind: EventKind::Travel,
                trigger: span("گەیشتە"),
                participants: vec![EntityIx(0), EntityIx(9)],
                place: Some(EntityIx(1)),
                time: None,
                status: Status::Happened,
                provenance: from("event.travel.reach"),
            }],
            statements: vec![Statement {
                span: span("5 کەس هاتن"),
                speaker: None,
                mode: Mode::Reported,
                cue: span("هاتن"),
                provenance: from("statement.say"),
            }],
            passages: vec![Passage {
                span: span("سەرۆک بایدن گەیشتە بەغدا."),
                paragraph: 0,
                topics: vec![TopicId::new("diplomacy")],
                cues: vec![Cue { topic: TopicId::new("diplomacy"), span: span("سەرۆک"), weight: 1.5 }],
            }],
            flags: vec![Flag {
                spans: vec![span("5")],
                what: Contradiction::ImpossibleDate { month: None, year: None },
            }],
            ..Facts::default()
        }
    }

    fn written() -> Value {
        let problems = [Problem::new("news/a.b.txt", ProblemKind::Encoding, "one byte replaced")];
        let around = Surroundings {
            language: "ckb",
            ruleset: "r1",
            entity_ids: &["p-1".to_owned()],
            same_as: &[Some("h-1".to_owned())],
            problems: &problems,
        };
        let line = json_line(&document(), &facts(), around);
        assert!(!line.contains('\n'));
        serde_json::from_str(&line).unwrap()
    }

    /// Every `start`/`end` of a line with the words it says stand there.
    fn quotes(value: &Value, out: &mut Vec<(u64, u64, String)>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| quotes(item, out)),
            Value::Object(map) => {
                if let (Some(start), Some(end), Some(exact)) =
                    (map.get("start"), map.get("end"), map.get("exact"))
                {
                    let exact = exact.as_str().unwrap().to_owned();
                    out.push((start.as_u64().unwrap(), end.as_u64().unwrap(), exact));
                }
                map.values().for_each(|item| quotes(item, out));
            }
            _ => {}
        }
    }

    #[test]
    fn every_quote_is_the_text_at_its_code_points() {
        let mut found = Vec::new();
        quotes(&written(), &mut found);
        assert_eq!(found.len(), 7);
        let text: Vec<char> = TEXT.chars().collect();
        for (start, end, exact) in found {
            assert_eq!(text[start as usize..end as usize].iter().collect::<String>(), exact);
        }
    }

    #[test]
    fn head_of_the_line() {
        let line = written();
        assert_eq!(line["doc"], "a.b");
        assert_eq!(line["date"], Value::Null);
        assert_eq!(line["date_range"], json!(["2021-07-15", null]));
        assert_eq!(line["date_source"], "text");
        assert_eq!(line["ruleset"], "r1");
        assert_eq!(line["problems"][0]["kind"], "encoding");
        assert_eq!(line["source"], Value::Null);
    }

    #[test]
    fn entities_take_the_corpus_id_or_one_of_their_own() {
        let line = written();
        let people = &line["entities"][0];
        assert_eq!((people["id"].as_str(), people["kind"].as_str()), (Some("p-1"), Some("person")));
        assert_eq!(people["mentions"], json!([[6, 11]]));
        assert_eq!(people["mention_evidence"][0]["exact"], "بایدن");
        assert_eq!(people["mention_evidence"][0]["prefix"], "سەرۆک ");
        assert_eq!(line["entities"][1]["id"].as_str().unwrap().len(), 16);
    }

    #[test]
    fn items_name_entities_and_stay_apart() {
        let line = written();
        let event = &line["events"][0];
        assert_eq!(event["participants"], json!(["p-1"]));
        assert_eq!(event["place"], line["entities"][1]["id"]);
        assert_eq!(event["same_as"], "h-1");
        assert_eq!(event["status"], "happened");
        assert_eq!(event["trigger"], json!([12, 18]));
        assert_ne!(line["roles"][0]["id"], line["roles"][1]["id"]);
        assert_eq!(line["quantities"][0]["value"], json!(5.0));
        assert_eq!(line["times"][0]["type"], "DATE");
        assert_eq!(line["flags"][0]["items"], json!([line["times"][0]["id"]]));
        assert_eq!(line["passages"][0]["cues"][0]["weight"], json!(1.5));
    }
}
