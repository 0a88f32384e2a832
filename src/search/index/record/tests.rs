//! Records read back as they were written, whatever they hold.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::model::{
    Act, Column, Commitment, Contradiction, Conversion, Cue, DateRange, DateSource, DocumentDate, Entity,
    EntityIx, EntityKind, Event, EventKind, Flag, Mention, Metadata, Mode, Passage, ProblemKind, Provenance,
    Quantity, Role, RuleId, Span, Statement, Status, Time, TimeKind, TopicId,
};

/// A record with something in every field.
fn full() -> Record {
    let provenance = |rule: &str, at| Provenance {
        rule: RuleId::new(rule),
        confidence: 0.75,
        evidence: Span::new(at, at + 40),
    };
    let span = Span::new;
    let topics = || vec![TopicId::new("energy"), TopicId::new("health")];
    let facts = Facts {
        date: DocumentDate {
            date: Some(date(2021, 2, 14)),
            range: Some(DateRange { from: None, to: Some(date(2021, 3, 1)) }),
            source: DateSource::Text,
            evidence: vec![span(30, 40), span(2, 9)],
        },
        entities: vec![Entity {
            kind: EntityKind::Organisation,
            name: "Ministry".into(),
            aliases: vec!["M.".into(), String::new()],
            key: "ministry".into(),
            mentions: vec![
                Mention { span: span(50, 58), provenance: provenance("name.1", 40) },
                Mention { span: span(3, 4), provenance: provenance("name.2", 0) },
            ],
        }],
        times: vec![Time {
            span: span(10, 15),
            kind: TimeKind::Set,
            value: Some("XXXX-04".into()),
            zone: Some("Asia/Baghdad".into()),
            provenance: provenance("time", 0),
        }],
        quantities: [7.0, -0.0, 2.5, 1e12, f64::from(u32::MAX)]
            .map(|value| Quantity {
                span: span(20, 22),
                value,
                unit: (value > 3.0).then(|| "dollar".into()),
                approx: value > 5.0,
                provenance: provenance("quantity", 0),
            })
            .to_vec(),
        roles: vec![Role {
            span: span(50, 70),
            person: EntityIx(0),
            role: "minister".into(),
            of: Some(EntityIx(3)),
            provenance: provenance("role", 40),
        }],
        events: vec![Event {
            span: span(60, 90),
            kind: EventKind::Arrest,
            trigger: span(55, 59),
            participants: vec![EntityIx(0), EntityIx(2)],
            place: Some(EntityIx(1)),
            time: Some("2020".into()),
            status: Status::Denied,
            provenance: provenance("event", 40),
        }],
        statements: vec![Statement {
            span: span(5, 9),
            speaker: None,
            mode: Mode::Reported,
            cue: span(90, 95),
            provenance: provenance("said", 0),
        }],
        commitments: vec![Commitment {
            span: span(1, 2),
            parties: vec![],
            act: Act::Condemn,
            topics: topics(),
            provenance: provenance("act", 0),
        }],
        passages: [(0, 0), (60, 4), (61, 2)]
            .map(|(at, paragraph)| Passage {
                span: span(at, at + 30),
                paragraph,
                topics: topics(),
                cues: vec![
                    Cue { topic: TopicId::new("energy"), span: span(at + 4, at + 7), weight: 0.5 },
                    Cue { topic: TopicId::new("health"), span: span(at, at + 7), weight: -1.25 },
                ],
            })
            .to_vec(),
        flags: vec![Flag {
            spans: vec![span(9, 10), span(0, 3)],
            what: Contradiction::ImpossibleDate { month: Some((2, 28)), year: Some(2021) },
        }],
    };
    let column = |name: &str| Column { name: name.into(), value: "v".into() };
    let document = Document {
        path: "a/b.zip/c.txt".into(),
        sha256: [7; 32],
        encoding: "UTF-8".into(),
        metadata: Metadata { title: Some("T".into()), columns: vec![column("x")], ..Metadata::default() },
        embedded: Metadata { date: Some(date(2020, 1, 2)), source: Some("S".into()), ..Metadata::default() },
        said: None,
        text: "\u{6a9}\u{648}\u{631}\u{62f} text".into(),
        conversion: Some(Arc::new(Conversion { original: "old".into(), steps: vec![(1, 2), (5, 3)] })),
    };
    Record { document, facts, language: Language::Latin, file_sha256: [9; 32] }
}

#[test]
fn nothing_is_lost() {
    let record = full();
    let bytes = record.to_bytes().unwrap();
    assert_eq!(AnyRecord::from_bytes(&bytes).unwrap(), AnyRecord::Document(Box::new(record)));
    let plain = Record {
        document: Document { sha256: [9; 32], ..Document::default() },
        facts: Facts::default(),
        language: Language::Sorani,
        file_sha256: [9; 32],
    };
    let bytes = plain.to_bytes().unwrap();
    assert_eq!(AnyRecord::from_bytes(&bytes).unwrap(), AnyRecord::Document(Box::new(plain)));
    let problems = FileProblems {
        file_sha256: None,
        problems: vec![Problem { line: Some(3), ..Problem::new("a.csv", ProblemKind::Metadata, "bad") }],
    };
    let bytes = problems.to_bytes().unwrap();
    assert_eq!(AnyRecord::from_bytes(&bytes).unwrap(), AnyRecord::Problems(problems));
}

proptest! {
    #[test]
    fn damage_is_told_or_harmless(at in 0_usize..600, to in any::<u8>()) {
        let mut bytes = full().to_bytes().unwrap();
        let at = at % bytes.len();
        bytes[at] = to;
        let _ = AnyRecord::from_bytes(&bytes);
        let _ = AnyRecord::from_bytes(&bytes[..at]);
    }
}
