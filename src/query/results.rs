//! What is asked of a corpus and what it answers.
//!
//! Plain data; every list is in its final order.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{engine::Generation, model::DocId};

use super::{fact_list::FactList, filter::Filter, understood::Understood, view::Tab};
use crate::search::{Facet, FacetValue};

/// How documents are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKey {
    /// By path.
    #[default]
    Path,
    /// By the day they were written; those without a date last.
    Date,
    /// By title.
    Title,
    /// By the number of facts that pass the filter.
    Facts,
    /// By the number of hits of the search.
    Hits,
    /// By how well they match the search.
    Rank,
}

/// How facts are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKey {
    /// As they stand: by document, then by place in the text.
    #[default]
    Place,
    /// By kind.
    Kind,
    /// By the day they speak of; those without a day last.
    Time,
    /// By the name of who takes part; those without a name last.
    Who,
    /// By the confidence of their rules.
    Confidence,
}

/// A key and a direction. What has no value of the key stays last in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Sort<Key> {
    /// By what.
    pub by: Key,
    /// Largest first?
    pub descending: bool,
}

/// Values of a facet that are looked for by the beginnings of their words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ValueSearch {
    /// The facet.
    pub facet: Facet,
    /// What was typed; without a letter all values are listed.
    pub words: String,
}

/// A question to a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// What may pass.
    pub filter: Filter,
    /// Order of the documents.
    pub documents: Sort<DocumentKey>,
    /// Order of the facts.
    pub facts: Sort<FactKey>,
    /// Which values of a facet are listed with their counts, where somebody looks for some. Changes nothing of what
    /// passes, and no view keeps it.
    #[serde(skip)]
    pub look_for: Option<ValueSearch>,
}

impl Query {
    /// What a view keeps of it.
    #[must_use]
    pub fn lasting(&self) -> Self {
        Self { look_for: None, ..self.clone() }
    }
}

/// A document that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentHit {
    /// Which.
    pub document: DocId,
    /// How many of its facts passed; `None` while that is not known.
    pub facts: Option<u32>,
    /// How often the words searched for stand in it.
    pub hits: u32,
    /// Where each story counts once: how many copies of it passed beside this document.
    pub copies: u32,
}

/// A value of a facet with the number of documents it would leave under the other facets' filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The value as filters and views know it.
    pub value: FacetValue,
    /// What the interface calls it where it has no words of its own: an entity's name, else the value.
    pub label: Arc<str>,
    /// Documents.
    pub documents: u32,
}

/// Values of a facet that are listed. Author's choice: more than anybody reads, few beside the names of a large
/// corpus.
pub const LISTED_VALUES: usize = 1_000;

/// Counts of all facets that have values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Most documents first, then by label. Values without a document are there only while chosen. Where values of a
    /// facet are looked for: those that fit, and the chosen ones.
    pub facets: BTreeMap<Facet, Vec<Count>>,
    /// How many further values (that fit) a facet has, where there are more than [`LISTED_VALUES`]: those that documents
    /// count for, or, where nearly all do and that is not looked up, all that the corpus has.
    pub more: BTreeMap<Facet, usize>,
}

impl Counts {
    /// The counts of a facet; empty where the corpus has none of its values.
    #[must_use]
    pub fn of(&self, facet: &Facet) -> &[Count] {
        self.facets.get(facet).map_or(&[], Vec::as_slice)
    }
}

/// The answer to a [`Query`].
#[derive(Clone, Debug)]
pub struct Results {
    /// The snapshot it was asked of.
    pub generation: Generation,
    /// The question.
    pub query: Arc<Query>,
    /// Documents of the corpus, filtered or not.
    pub total: usize,
    /// Documents that passed, in the order asked for.
    pub documents: Vec<DocumentHit>,
    /// Facts that passed, in the order asked for. Mentions of names are listed only when the filter
    /// asks for that kind.
    pub facts: FactList,
    /// Those of them that speak of a day, in the order of time.
    pub timeline: FactList,
    /// Counts of the facets.
    pub counts: Counts,
    /// How the search was understood; `None` where nothing is searched for.
    pub understood: Option<Arc<Understood>>,
}

impl Results {
    /// Is everything there that the window shows with this tab?
    #[must_use]
    pub fn shows(&self, tab: Tab) -> bool {
        self.facts.is_ready() && (tab != Tab::Timeline || self.timeline.is_ready())
    }

    /// The place of a document in the list.
    #[must_use]
    pub fn position(&self, document: DocId) -> Option<usize> {
        self.documents.iter().position(|hit| hit.document == document)
    }
}
