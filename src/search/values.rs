//! Everything a document can be filtered and counted by, as plain values.
//!
//! Pure: a function of the document and its facts, without the corpus around it. What the corpus adds
//! (which names mean the same) is laid over it by whoever holds all documents.

use std::{borrow::Cow, collections::HashMap};

use jiff::civil::Date;

use crate::{
    lang::Language,
    model::{Document, Entity, EntityKind, Facts, Span},
};

use super::{
    days::{days, document_days},
    facet::{Facet, FactKind, FinerKind as _},
    fact::{fact_count, fact_view, passage_of},
};

/// The values of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentValues<'a> {
    /// Each value once, in the order they are met. Persons, organisations and places are named by the
    /// comparable form of their name in this document.
    pub values: Vec<(Facet, Cow<'a, str>)>,
    /// What each passage has; a document without passages has one without anything of its own.
    pub passages: Vec<PassageValues>,
    /// Place in [`Self::values`] of each of the document's entities.
    pub entities: Vec<u32>,
    /// First and last day on which it may have been written, where anything is known.
    pub written: Option<(Date, Date)>,
    /// Number of facts of each kind, in the order of [`FactKind::ALL`].
    pub facts: [u32; FactKind::ALL.len()],
}

/// The values of one passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassageValues {
    /// Places in [`DocumentValues::values`], ascending, once each.
    pub values: Vec<u32>,
    /// Days its facts speak of, in the order of the facts.
    pub days: Vec<(Date, Date)>,
}

/// A name of a document: what links over the corpus are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentName<'a> {
    /// Of what.
    pub kind: EntityKind,
    /// Its comparable form.
    pub key: &'a str,
    /// The fullest form in the document.
    pub name: &'a str,
    /// Other forms in the document.
    pub aliases: &'a [String],
    /// How often it is mentioned there.
    pub mentions: u32,
}

impl<'a> From<&'a Entity> for DocumentName<'a> {
    fn from(entity: &'a Entity) -> Self {
        Self {
            kind: entity.kind,
            key: &entity.key,
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: entity.mentions.len() as u32,
        }
    }
}

impl<'a> DocumentValues<'a> {
    /// The values of a document in a language, with what was found in it.
    #[must_use]
    pub fn of(document: &'a Document, facts: &'a Facts, language: Language) -> Self {
        let mut gathering = Gathering::default();
        let mut passages = vec![PassageValues::default(); facts.passages.len().max(1)];
        let entities: Vec<u32> = facts
            .entities
            .iter()
            .map(|entity| gathering.add(Facet::of_entity(entity.kind), Cow::Borrowed(&entity.key)))
            .collect();
        gathering.fill(facts, &entities, &mut passages);
        for passage in &mut passages {
            passage.values.sort_unstable();
            passage.values.dedup();
        }
        let written = document_days(&facts.date);
        gathering.whole(document, language, written);
        let facts = FactKind::ALL.map(|kind| fact_count(facts, kind) as u32);
        Self { values: gathering.values, passages, entities, written, facts }
    }

    /// Number of facts without mentions of names: those that are listed unless names are asked for.
    #[must_use]
    pub fn facts_listed(&self) -> u32 {
        let kinds = FactKind::ALL.iter().zip(self.facts);
        kinds.filter(|(kind, _)| **kind != FactKind::Mention).map(|(_, count)| count).sum()
    }
}

/// Values met so far.
#[derive(Default)]
struct Gathering<'a> {
    values: Vec<(Facet, Cow<'a, str>)>,
    places: HashMap<(Facet, Cow<'a, str>), u32>,
}

impl<'a> Gathering<'a> {
    fn add(&mut self, facet: Facet, value: Cow<'a, str>) -> u32 {
        *self.places.entry((facet, value)).or_insert_with_key(|value| {
            self.values.push(value.clone());
            self.values.len() as u32 - 1
        })
    }

    /// What holds of the document as a whole.
    fn whole(&mut self, document: &'a Document, language: Language, written: Option<(Date, Date)>) {
        if let Some(source) = document.source() {
            self.add(Facet::Source, source.into());
        }
        self.add(Facet::Language, language.tag().into());
        for column in &document.metadata.columns {
            self.add(Facet::Column(column.name.as_str().into()), column.value.as_str().into());
        }
        if let Some((first, last)) = written
            && first.year() == last.year()
        {
            self.add(Facet::Published, first.year().to_string().into());
        }
    }

    /// What the facts say, passage by passage.
    fn fill(&mut self, facts: &'a Facts, entities: &[u32], passages: &mut [PassageValues]) {
        for (passage, values) in facts.passages.iter().zip(&mut *passages) {
            for topic in &passage.topics {
                values.values.push(self.add(Facet::Topic, Cow::Borrowed(&topic.0)));
            }
        }
        let place = |span: Span| passage_of(facts, span).unwrap_or(0);
        for (entity, value) in facts.entities.iter().zip(entities) {
            let kinds = self.kinds(FactKind::Mention, entity.kind.value());
            for mention in &entity.mentions {
                let values = &mut passages[place(mention.span)].values;
                values.push(*value);
                values.extend(kinds);
            }
        }
        for kind in FactKind::ALL.into_iter().filter(|kind| *kind != FactKind::Mention) {
            for ix in 0..fact_count(facts, kind) {
                let Some(view) = fact_view(facts, kind, ix as u32) else { continue };
                let passage = &mut passages[place(view.span)];
                passage.values.extend(self.kinds(kind, view.finer));
                if let Some(span) = view.time.and_then(days) {
                    passage.days.push(span);
                    // A span over several years speaks of its first and its last.
                    for year in [span.0.year(), span.1.year()] {
                        passage.values.push(self.add(Facet::Mentioned, year.to_string().into()));
                    }
                }
            }
        }
    }

    fn kinds(&mut self, kind: FactKind, finer: &'static str) -> [u32; 2] {
        [self.add(Facet::Kind, kind.value().into()), self.add(Facet::Kind, finer.into())]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{
        Column, DateSource, DocumentDate, Mention, Metadata, Passage, Provenance, RuleId, Time, TimeKind,
        TopicId,
    };

    #[test]
    fn values_of_the_document_its_passages_and_names() {
        let provenance =
            || Provenance { rule: RuleId::new("test"), confidence: 1.0, evidence: Span::new(0, 4) };
        let passage = |start, topics: &[&str]| Passage {
            span: Span::new(start, start + 10),
            paragraph: 0,
            topics: topics.iter().map(|topic| TopicId::new(topic)).collect(),
            cues: Vec::new(),
        };
        let anna = Entity {
            kind: EntityKind::Person,
            name: "Anna".into(),
            aliases: vec!["Ann".into()],
            key: "anna".into(),
            mentions: [2, 14, 17]
                .map(|at| Mention { span: Span::new(at, at + 1), provenance: provenance() })
                .to_vec(),
        };
        let time = Time {
            span: Span::new(12, 13),
            kind: TimeKind::Date,
            value: Some("2019/2020".into()),
            zone: None,
            provenance: provenance(),
        };
        let facts = Facts {
            date: DocumentDate {
                date: Some(date(2021, 5, 6)),
                source: DateSource::Metadata,
                ..DocumentDate::default()
            },
            entities: vec![anna],
            times: vec![time],
            passages: vec![passage(0, &["energy"]), passage(10, &["energy", "health"])],
            ..Facts::default()
        };
        let metadata = Metadata {
            source: Some("NRT".into()),
            columns: vec![Column { name: "desk".into(), value: "north".into() }],
            ..Metadata::default()
        };
        let document = Document { metadata, ..Document::default() };
        let values = DocumentValues::of(&document, &facts, Language::Sorani);
        let names = |places: &[u32]| -> Vec<String> {
            let name = |place: &u32| {
                let (facet, value) = &values.values[*place as usize];
                format!("{facet}={value}")
            };
            places.iter().map(name).collect()
        };
        assert_eq!(names(&values.entities), ["person=anna"]);
        assert_eq!(
            names(&values.passages[0].values),
            ["person=anna", "topic=energy", "kind=mention", "kind=mention.person"]
        );
        assert_eq!(
            names(&values.passages[1].values)[2..],
            [
                "topic=health",
                "kind=mention",
                "kind=mention.person",
                "kind=time",
                "kind=time.date",
                "mentioned=2019",
                "mentioned=2020"
            ]
        );
        assert_eq!(values.passages[1].days, [(date(2019, 1, 1), date(2020, 12, 31))]);
        let whole: Vec<u32> = (9..values.values.len() as u32).collect();
        assert_eq!(names(&whole), ["source=NRT", "language=ckb", "column:desk=north", "published=2021"]);
        assert_eq!(values.written, Some((date(2021, 5, 6), date(2021, 5, 6))));
        assert_eq!((values.facts, values.facts_listed()), ([0, 0, 0, 0, 1, 0, 3], 1));
        assert_eq!(DocumentName::from(&facts.entities[0]).mentions, 3);
    }
}
