//! The form of a document's record: spans as distances, rules, clauses and topics by number.
//!
//! Only the form; nothing is left out or rounded.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use serde::{Deserialize, Serialize};

use super::Record;
use crate::{
    lang::Language,
    model::{
        Act, Commitment, Contradiction, Conversion, Cue, DateRange, DateSource, Document, DocumentDate,
        Entity, EntityIx, EntityKind, Event, EventKind, Facts, Flag, Mention, Metadata, Mode, Passage,
        Provenance, Quantity, Role, RuleId, Span, Statement, Status, Time, TimeKind, TopicId,
    },
};

/// A span: how far its start lies from that of the span before, and its length.
type Place = (i32, u32);
/// Number of a rule with its confidence, and of the clause.
type Grounds = (u32, u32);

#[derive(Serialize, Deserialize)]
pub(super) struct StoredDocument<'a> {
    path: &'a str,
    file_sha256: [u8; 32],
    /// Where it is not the file's.
    sha256: Option<[u8; 32]>,
    encoding: &'a str,
    language: u8,
    metadata: Metadata,
    embedded: Metadata,
    date: StoredDate,
    rules: Vec<(&'a str, f32)>,
    clauses: Vec<Place>,
    topics: Vec<&'a str>,
    weights: Vec<(u32, f32)>,
    entities: Vec<StoredEntity<'a>>,
    times: Vec<StoredTime<'a>>,
    quantities: Vec<StoredQuantity<'a>>,
    roles: Vec<StoredRole<'a>>,
    events: Vec<StoredEvent<'a>>,
    statements: Vec<StoredStatement>,
    commitments: Vec<StoredCommitment>,
    passages: Vec<StoredPassage>,
    flags: Vec<(Contradiction, Vec<Place>)>,
    conversion: Option<(&'a str, Vec<(u32, u32)>)>,
    text: &'a str,
}

#[derive(Serialize, Deserialize)]
struct StoredDate {
    date: Option<jiff::civil::Date>,
    range: Option<(Option<jiff::civil::Date>, Option<jiff::civil::Date>)>,
    source: DateSource,
    evidence: Vec<Place>,
}

#[derive(Serialize, Deserialize)]
struct StoredEntity<'a> {
    kind: EntityKind,
    name: &'a str,
    aliases: Vec<&'a str>,
    key: &'a str,
    mentions: Vec<(Place, Grounds)>,
}

#[derive(Serialize, Deserialize)]
struct StoredTime<'a> {
    place: Place,
    from: Grounds,
    kind: TimeKind,
    value: Option<&'a str>,
    zone: Option<&'a str>,
}

#[derive(Serialize, Deserialize)]
struct StoredQuantity<'a> {
    place: Place,
    from: Grounds,
    value: Number,
    unit: Option<&'a str>,
    approx: bool,
}

/// Most numbers of news are whole and small.
#[derive(Serialize, Deserialize)]
enum Number {
    Whole(u32),
    Any(f64),
}

#[derive(Serialize, Deserialize)]
struct StoredRole<'a> {
    place: Place,
    from: Grounds,
    person: u32,
    role: &'a str,
    of: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct StoredEvent<'a> {
    place: Place,
    from: Grounds,
    kind: EventKind,
    trigger: Place,
    participants: Vec<u32>,
    at: Option<u32>,
    time: Option<&'a str>,
    status: Status,
}

#[derive(Serialize, Deserialize)]
struct StoredStatement {
    place: Place,
    from: Grounds,
    speaker: Option<u32>,
    mode: Mode,
    cue: Place,
}

#[derive(Serialize, Deserialize)]
struct StoredCommitment {
    place: Place,
    from: Grounds,
    parties: Vec<u32>,
    act: Act,
    topics: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct StoredPassage {
    place: Place,
    /// Beyond the paragraph of the passage before.
    paragraph: i32,
    topics: Vec<u32>,
    cues: Vec<(u32, Place)>,
}

/// Languages by their place in the record.
const LANGUAGES: [Language; 7] = [
    Language::Unknown,
    Language::Sorani,
    Language::Kurmanji,
    Language::Arabic,
    Language::Persian,
    Language::English,
    Language::Latin,
];

/// Gives each distinct value the next number.
struct Numbers<T> {
    of: HashMap<T, u32>,
    all: Vec<T>,
}

impl<T: Copy + Eq + Hash> Numbers<T> {
    fn new() -> Self {
        Self { of: HashMap::new(), all: Vec::new() }
    }

    fn number(&mut self, value: T) -> u32 {
        *self.of.entry(value).or_insert_with(|| {
            self.all.push(value);
            self.all.len() as u32 - 1
        })
    }
}

/// Turns spans into distances, and back.
#[derive(Default)]
struct Ruler(u32);

impl Ruler {
    fn write(&mut self, span: Span) -> Place {
        let distance = span.start.wrapping_sub(self.0).cast_signed();
        self.0 = span.start;
        (distance, span.end - span.start)
    }

    /// The same, the distance being from the end of the span before.
    fn write_after(&mut self, span: Span) -> Place {
        let place = self.write(span);
        self.0 = span.end;
        place
    }

    fn read_after(&mut self, place: Place) -> Span {
        let span = self.read(place);
        self.0 = span.end;
        span
    }

    fn read(&mut self, (distance, length): Place) -> Span {
        self.0 = self.0.wrapping_add_signed(distance);
        Span::new(self.0 as usize, (self.0 as usize).saturating_add(length as usize))
    }
}

/// What the facts of a document share while they are written.
struct Writing<'a> {
    rules: Numbers<(&'a str, u32)>,
    clauses: Numbers<Span>,
    topics: Numbers<&'a str>,
    weights: Numbers<(u32, u32)>,
}

impl<'a> Writing<'a> {
    fn from(&mut self, provenance: &'a Provenance) -> Grounds {
        let rule = self.rules.number((&provenance.rule.0, provenance.confidence.to_bits()));
        (rule, self.clauses.number(provenance.evidence))
    }

    fn topics(&mut self, topics: &'a [TopicId]) -> Vec<u32> {
        topics.iter().map(|topic| self.topics.number(&topic.0)).collect()
    }
}

fn numbers(entities: &[EntityIx]) -> Vec<u32> {
    entities.iter().map(|entity| entity.0).collect()
}

fn number(value: f64) -> Number {
    let whole = value as u32;
    if f64::from(whole).to_bits() == value.to_bits() { Number::Whole(whole) } else { Number::Any(value) }
}

impl<'a> StoredDocument<'a> {
    pub(super) fn new(record: &'a Record) -> Self {
        let Record { document, facts, .. } = record;
        let mut w = Writing {
            rules: Numbers::new(),
            clauses: Numbers::new(),
            topics: Numbers::new(),
            weights: Numbers::new(),
        };
        let (mut r, mut paragraph) = (Ruler::default(), 0_u32);
        let passages = facts.passages.iter();
        let passages =
            passages.map(|passage| stored_passage(passage, &mut paragraph, &mut r, &mut w)).collect();
        let entities = facts.entities.iter().map(|entity| stored_entity(entity, &mut w)).collect();
        let mut r = Ruler::default();
        let times = facts.times.iter().map(|time| StoredTime {
            place: r.write(time.span),
            from: w.from(&time.provenance),
            kind: time.kind,
            value: time.value.as_deref(),
            zone: time.zone.as_deref(),
        });
        let times = times.collect();
        let mut r = Ruler::default();
        let quantities = facts.quantities.iter().map(|quantity| StoredQuantity {
            place: r.write(quantity.span),
            from: w.from(&quantity.provenance),
            value: number(quantity.value),
            unit: quantity.unit.as_deref(),
            approx: quantity.approx,
        });
        let quantities = quantities.collect();
        let mut r = Ruler::default();
        let roles = facts.roles.iter().map(|role| StoredRole {
            place: r.write(role.span),
            from: w.from(&role.provenance),
            person: role.person.0,
            role: &role.role,
            of: role.of.map(|of| of.0),
        });
        let roles = roles.collect();
        let mut r = Ruler::default();
        let events = facts.events.iter().map(|event| StoredEvent {
            place: r.write(event.span),
            from: w.from(&event.provenance),
            kind: event.kind,
            trigger: Ruler(event.span.start).write(event.trigger),
            participants: numbers(&event.participants),
            at: event.place.map(|place| place.0),
            time: event.time.as_deref(),
            status: event.status,
        });
        let events = events.collect();
        let mut r = Ruler::default();
        let statements = facts.statements.iter().map(|statement| StoredStatement {
            place: r.write(statement.span),
            from: w.from(&statement.provenance),
            speaker: statement.speaker.map(|speaker| speaker.0),
            mode: statement.mode,
            cue: Ruler(statement.span.start).write(statement.cue),
        });
        let statements = statements.collect();
        let mut r = Ruler::default();
        let commitments = facts.commitments.iter().map(|commitment| StoredCommitment {
            place: r.write(commitment.span),
            from: w.from(&commitment.provenance),
            parties: numbers(&commitment.parties),
            act: commitment.act,
            topics: w.topics(&commitment.topics),
        });
        let commitments = commitments.collect();
        let flags = facts.flags.iter().map(|flag| (flag.what.clone(), places(&flag.spans)));
        let date = &facts.date;
        Self {
            path: &document.path,
            file_sha256: record.file_sha256,
            sha256: (document.sha256 != record.file_sha256).then_some(document.sha256),
            encoding: &document.encoding,
            language: LANGUAGES.iter().position(|known| *known == record.language).unwrap_or(0) as u8,
            metadata: document.metadata.clone(),
            embedded: document.embedded.clone(),
            date: StoredDate {
                date: date.date,
                range: date.range.map(|range| (range.from, range.to)),
                source: date.source,
                evidence: places(&date.evidence),
            },
            rules: w.rules.all.iter().map(|(rule, bits)| (*rule, f32::from_bits(*bits))).collect(),
            clauses: places(&w.clauses.all),
            topics: w.topics.all,
            weights: w.weights.all.iter().map(|(topic, bits)| (*topic, f32::from_bits(*bits))).collect(),
            entities,
            times,
            quantities,
            roles,
            events,
            statements,
            commitments,
            passages,
            flags: flags.collect(),
            conversion: document.conversion.as_ref().map(|c| (&*c.original, c.steps.clone())),
            text: &document.text,
        }
    }
}

fn places(spans: &[Span]) -> Vec<Place> {
    let mut ruler = Ruler::default();
    spans.iter().map(|span| ruler.write(*span)).collect()
}

fn spans(places: &[Place]) -> Vec<Span> {
    let mut ruler = Ruler::default();
    places.iter().map(|place| ruler.read(*place)).collect()
}

fn stored_entity<'a>(entity: &'a Entity, w: &mut Writing<'a>) -> StoredEntity<'a> {
    let mut ruler = Ruler::default();
    let mentions = entity.mentions.iter();
    StoredEntity {
        kind: entity.kind,
        name: &entity.name,
        aliases: entity.aliases.iter().map(String::as_str).collect(),
        key: &entity.key,
        mentions: mentions.map(|mention| (ruler.write(mention.span), w.from(&mention.provenance))).collect(),
    }
}

fn stored_passage<'a>(
    passage: &'a Passage,
    paragraph: &mut u32,
    ruler: &mut Ruler,
    w: &mut Writing<'a>,
) -> StoredPassage {
    let further = passage.paragraph.wrapping_sub(*paragraph).cast_signed();
    *paragraph = passage.paragraph;
    let mut inside = Ruler(passage.span.start);
    let cues = passage.cues.iter().map(|cue| {
        let topic = w.topics.number(&cue.topic.0);
        (w.weights.number((topic, cue.weight.to_bits())), inside.write(cue.span))
    });
    let cues = cues.collect();
    StoredPassage {
        place: ruler.write_after(passage.span),
        paragraph: further,
        topics: w.topics(&passage.topics),
        cues,
    }
}

/// What the facts of a document share while they are read.
struct Reading {
    rules: Vec<(RuleId, f32)>,
    clauses: Vec<Span>,
    topics: Vec<TopicId>,
}

impl Reading {
    fn provenance(&self, (rule, clause): Grounds) -> Option<Provenance> {
        let (rule, confidence) = self.rules.get(rule as usize)?.clone();
        Some(Provenance { rule, confidence, evidence: *self.clauses.get(clause as usize)? })
    }

    fn topics(&self, numbers: &[u32]) -> Option<Vec<TopicId>> {
        numbers.iter().map(|number| self.topics.get(*number as usize).cloned()).collect()
    }
}

fn entities(numbers: &[u32]) -> Vec<EntityIx> {
    numbers.iter().map(|number| EntityIx(*number)).collect()
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

impl StoredDocument<'_> {
    /// Back; `None` where a number leads nowhere.
    pub(super) fn read(self) -> Option<Record> {
        let shared = Reading {
            rules: self.rules.iter().map(|(rule, confidence)| (RuleId::new(rule), *confidence)).collect(),
            clauses: spans(&self.clauses),
            topics: self.topics.iter().map(|topic| TopicId::new(topic)).collect(),
        };
        let facts = self.facts(&shared)?;
        let document = Document {
            path: self.path.to_owned(),
            sha256: self.sha256.unwrap_or(self.file_sha256),
            encoding: self.encoding.to_owned(),
            metadata: self.metadata,
            embedded: self.embedded,
            said: facts.date.date.filter(|_| facts.date.source == DateSource::User),
            text: self.text.into(),
            conversion: self
                .conversion
                .map(|(original, steps)| Arc::new(Conversion { original: original.into(), steps })),
        };
        let language = *LANGUAGES.get(usize::from(self.language))?;
        Some(Record { document, facts, language, file_sha256: self.file_sha256 })
    }

    fn facts(&self, shared: &Reading) -> Option<Facts> {
        let date = DocumentDate {
            date: self.date.date,
            range: self.date.range.map(|(from, to)| DateRange { from, to }),
            source: self.date.source,
            evidence: spans(&self.date.evidence),
        };
        let mut r = Ruler::default();
        let times = self.times.iter().map(|time| {
            Some(Time {
                span: r.read(time.place),
                kind: time.kind,
                value: owned(time.value),
                zone: owned(time.zone),
                provenance: shared.provenance(time.from)?,
            })
        });
        let times = times.collect::<Option<_>>()?;
        let mut r = Ruler::default();
        let quantities = self.quantities.iter().map(|quantity| {
            Some(Quantity {
                span: r.read(quantity.place),
                value: match quantity.value {
                    Number::Whole(whole) => whole.into(),
                    Number::Any(any) => any,
                },
                unit: owned(quantity.unit),
                approx: quantity.approx,
                provenance: shared.provenance(quantity.from)?,
            })
        });
        let quantities = quantities.collect::<Option<_>>()?;
        let mut r = Ruler::default();
        let roles = self.roles.iter().map(|role| {
            Some(Role {
                span: r.read(role.place),
                person: EntityIx(role.person),
                role: role.role.to_owned(),
                of: role.of.map(EntityIx),
                provenance: shared.provenance(role.from)?,
            })
        });
        let roles = roles.collect::<Option<_>>()?;
        let mut r = Ruler::default();
        let events = self.events.iter().map(|event| {
            let span = r.read(event.place);
            Some(Event {
                span,
                kind: event.kind,
                trigger: Ruler(span.start).read(event.trigger),
                participants: entities(&event.participants),
                place: event.at.map(EntityIx),
                time: owned(event.time),
                status: event.status,
                provenance: shared.provenance(event.from)?,
            })
        });
        let events = events.collect::<Option<_>>()?;
        let mut r = Ruler::default();
        let statements = self.statements.iter().map(|statement| {
            let span = r.read(statement.place);
            Some(Statement {
                span,
                speaker: statement.speaker.map(EntityIx),
                mode: statement.mode,
                cue: Ruler(span.start).read(statement.cue),
                provenance: shared.provenance(statement.from)?,
            })
        });
        let statements = statements.collect::<Option<_>>()?;
        let mut r = Ruler::default();
        let commitments = self.commitments.iter().map(|commitment| {
            Some(Commitment {
                span: r.read(commitment.place),
                parties: entities(&commitment.parties),
                act: commitment.act,
                topics: shared.topics(&commitment.topics)?,
                provenance: shared.provenance(commitment.from)?,
            })
        });
        let commitments = commitments.collect::<Option<_>>()?;
        let flags = self.flags.iter();
        let flags = flags.map(|(what, places)| Flag { spans: spans(places), what: what.clone() });
        Some(Facts {
            date,
            entities: self.entities.iter().map(|entity| entity.read(shared)).collect::<Option<_>>()?,
            times,
            quantities,
            roles,
            events,
            statements,
            commitments,
            passages: self.passages(shared)?,
            flags: flags.collect(),
        })
    }

    fn passages(&self, shared: &Reading) -> Option<Vec<Passage>> {
        let (mut ruler, mut paragraph) = (Ruler::default(), 0_u32);
        let passage = |stored: &StoredPassage| {
            paragraph = paragraph.wrapping_add_signed(stored.paragraph);
            let span = ruler.read_after(stored.place);
            let mut inside = Ruler(span.start);
            let cues = stored.cues.iter().map(|(number, place)| {
                let (topic, weight) = *self.weights.get(*number as usize)?;
                let topic = shared.topics.get(topic as usize)?.clone();
                Some(Cue { topic, span: inside.read(*place), weight })
            });
            let cues = cues.collect::<Option<_>>()?;
            Some(Passage { span, paragraph, topics: shared.topics(&stored.topics)?, cues })
        };
        self.passages.iter().map(passage).collect()
    }
}

impl StoredEntity<'_> {
    fn read(&self, shared: &Reading) -> Option<Entity> {
        let mut ruler = Ruler::default();
        let mentions = self.mentions.iter().map(|(place, from)| {
            Some(Mention { span: ruler.read(*place), provenance: shared.provenance(*from)? })
        });
        Some(Entity {
            kind: self.kind,
            name: self.name.to_owned(),
            aliases: self.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            key: self.key.to_owned(),
            mentions: mentions.collect::<Option<_>>()?,
        })
    }
}
