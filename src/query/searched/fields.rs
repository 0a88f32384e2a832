//! Tests of properties of documents.

use crate::{
    engine::Entry,
    model::{EntityIx, EntityKind, Span},
    search::{
        DayRange, Facet, FactKind, FinerKind as _, days, document_days, fact_count, fact_view,
        language::{FieldTest, Occurrences, Plan, TextWords, ValueTest, has_sequence, stands_in},
        passage_of, title,
    },
};

use super::Around;

/// What has to be known of the corpus for the tests of one plan.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// For each test, which corpus entities pass it; empty for tests of something else.
    entities: Vec<Vec<bool>>,
}

/// A text with its words and what the plan's tests found among them.
type Text<'a> = Option<(&'a TextWords, &'a Occurrences)>;

impl Fields {
    /// Tries the tests of names on the entities of the corpus.
    pub fn new(around: Around<'_>, plan: &Plan) -> Self {
        let inflections = around.interpreter.inflections();
        let entities = |test: &FieldTest| {
            let FieldTest::Value(facet, value) = test else { return Vec::new() };
            if !matches!(facet, Facet::Person | Facet::Organisation | Facet::Place) {
                return Vec::new();
            }
            let passes = |entity: crate::engine::LinkedEntity<'_>| {
                Facet::of_entity(entity.kind) == *facet
                    && entity.keys().any(|key| value.passes(key, entity.name, inflections))
            };
            around.links.entities().map(passes).collect()
        };
        Self { entities: plan.fields.iter().map(entities).collect() }
    }

    /// Does a document, or one of its passages, pass a test? Without `text` nothing is said of what
    /// statements and offices are about.
    pub fn hold(
        &self,
        around: Around<'_>,
        entry: &Entry,
        field: u32,
        plan: &Plan,
        text: Text<'_>,
        passage: Option<usize>,
    ) -> bool {
        let inflections = around.interpreter.inflections();
        let facts = &entry.facts;
        let here = |span: Span| passage.is_none_or(|place| passage_of(facts, span).unwrap_or(0) == place);
        let Some(wanted) = plan.fields.get(field as usize) else { return false };
        let document = &entry.document;
        match wanted {
            FieldTest::Value(facet, value) => match facet {
                Facet::Topic => {
                    let mut passages = facts.passages.iter().filter(|passage| here(passage.span));
                    passages.any(|passage| {
                        passage.topics.iter().any(|topic| value.passes(&topic.0, &topic.0, inflections))
                    })
                }
                Facet::Kind => has_kind(entry, value, around, &here),
                Facet::Person | Facet::Organisation | Facet::Place => {
                    let passes = |entity: &crate::model::Entity| {
                        let of = self.entities.get(field as usize);
                        let link = around.links.of_entity(entity);
                        link.is_some_and(|link| {
                            of.and_then(|of| of.get(link.0 as usize)).copied().unwrap_or(false)
                        })
                    };
                    let mut entities = facts.entities.iter().filter(|entity| passes(entity));
                    entities.any(|entity| entity.mentions.iter().any(|mention| here(mention.span)))
                }
                Facet::Source => {
                    document.source().is_some_and(|source| value.passes(source, source, inflections))
                }
                Facet::Language => value.passes(entry.language.tag(), entry.language.tag(), inflections),
                Facet::Column(name) => {
                    let mut columns = document.metadata.columns.iter();
                    columns.any(|column| {
                        *column.name == **name && value.passes(&column.value, &column.value, inflections)
                    })
                }
                Facet::Published | Facet::Mentioned => false,
            },
            FieldTest::Written(range) => document_days(&facts.date).is_some_and(|days| range.meets(days)),
            FieldTest::Spoken(range) => speaks_of(entry, *range, &here),
            FieldTest::Title(words) => {
                let title = title(document);
                stands_in(words, &crate::lang::fold(inflections.tables(), title), title, inflections)
            }
            FieldTest::File(value) => value.passes(&document.path, &document.path, inflections),
            FieldTest::Said(words) => facts.statements.iter().any(|statement| {
                here(statement.span)
                    && (stands_within(words, statement.span, entry, text)
                        || statement.speaker.is_some_and(|who| named(words, who, plan, entry, around)))
            }),
            FieldTest::Role(words) => facts.roles.iter().any(|role| {
                here(role.span)
                    && (stands_within(words, role.span, entry, text)
                        || named(words, role.person, plan, entry, around))
            }),
        }
    }
}

fn stands_within(words: &[u32], span: Span, entry: &Entry, text: Text<'_>) -> bool {
    text.is_some_and(|(all, found)| has_sequence(words, found, Some(all.within(entry.folded.folded(span)))))
}

/// Do the words stand in a name, as the document or the corpus has it?
fn named(words: &[u32], who: EntityIx, plan: &Plan, entry: &Entry, around: Around<'_>) -> bool {
    let tests: Vec<_> = words.iter().filter_map(|ix| plan.matchers.get(*ix as usize).cloned()).collect();
    let Some(entity) = entry.facts.entity(who) else { return false };
    let linked = around.links.linked(entity).map(|entity| entity.name);
    let inflections = around.interpreter.inflections();
    let stands =
        |name: &str| stands_in(&tests, &crate::lang::fold(inflections.tables(), name), name, inflections);
    stands(&entity.name) || linked.is_some_and(stands)
}

fn has_kind(entry: &Entry, value: &ValueTest, around: Around<'_>, here: &dyn Fn(Span) -> bool) -> bool {
    let inflections = around.interpreter.inflections();
    let passes = |name: &str| value.passes(name, name, inflections);
    let mention = |kind: EntityKind| passes(FactKind::Mention.value()) || passes(kind.value());
    FactKind::ALL.into_iter().any(|kind| {
        if kind == FactKind::Mention {
            let mut entities = entry.facts.entities.iter().filter(|entity| mention(entity.kind));
            return entities.any(|entity| entity.mentions.iter().any(|mention| here(mention.span)));
        }
        let whole = passes(kind.value());
        (0..fact_count(&entry.facts, kind)).any(|ix| {
            let view = fact_view(&entry.facts, kind, ix as u32);
            view.is_some_and(|view| (whole || passes(view.finer)) && here(view.span))
        })
    })
}

fn speaks_of(entry: &Entry, range: DayRange, here: &dyn Fn(Span) -> bool) -> bool {
    FactKind::ALL.into_iter().filter(|kind| *kind != FactKind::Mention).any(|kind| {
        (0..fact_count(&entry.facts, kind)).any(|ix| {
            let view = fact_view(&entry.facts, kind, ix as u32);
            view.is_some_and(|view| {
                view.time.and_then(days).is_some_and(|days| range.meets(days)) && here(view.span)
            })
        })
    })
}
