//! The import report as a window shows it: some of the rows in some order, and counts of all.

use std::{collections::BTreeMap, sync::Arc};

use super::{ImportFilter, ImportRow, import_report};
use crate::{
    engine::Generation,
    model::ProblemKind,
    query::{answer::order, results::Sort, sharing::Sharing, store::Store},
};

/// How rows are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ImportKey {
    /// By path.
    #[default]
    Path,
    /// By format.
    Format,
    /// By encoding; those that could not be read last.
    Encoding,
    /// By language; those that could not be read last.
    Language,
    /// By size.
    Bytes,
    /// By number of facts.
    Facts,
    /// By the document they copy; those that copy none last.
    Copy,
    /// By the kind of their first problem; those without one last.
    Problem,
}

/// Which rows, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportQuery {
    /// What may pass.
    pub filter: ImportFilter,
    /// Order.
    pub sort: Sort<ImportKey>,
}

/// Counts of all rows, whatever is shown. Values with their number of rows, most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Formats.
    pub formats: Vec<(String, usize)>,
    /// Encodings.
    pub encodings: Vec<(String, usize)>,
    /// Language tags.
    pub languages: Vec<(String, usize)>,
    /// Kinds of problems.
    pub kinds: Vec<(ProblemKind, usize)>,
    /// Rows with a problem.
    pub problems: usize,
    /// Exact copies.
    pub exact: usize,
    /// Near copies.
    pub near: usize,
}

/// The report of one store as it is shown.
#[derive(Clone, Debug)]
pub struct Report {
    /// The store it was made of.
    pub generation: Generation,
    /// The question.
    pub query: ReportQuery,
    /// All rows, by path.
    pub rows: Arc<Vec<ImportRow>>,
    /// Places in [`Self::rows`] of those shown, in their order.
    pub shown: Vec<u32>,
    /// Counts of all rows.
    pub summary: Summary,
    /// Were texts compared when the rows were made? If not, near copies are not told.
    pub compared: bool,
}

impl Report {
    /// Makes it, with the rows of one `known` of the same store where there is one. Exact copies are told in
    /// any case, near ones where the store knows what its documents share.
    #[must_use]
    pub fn new(store: &dyn Store, known: Option<&Self>, query: ReportQuery) -> Self {
        let (rows, compared) = known.map_or_else(
            || {
                let sharing = store.kept_sharing().known();
                let exact = || Arc::new(Sharing::exact(store, &|| false).unwrap_or_default());
                let known = sharing.is_some();
                (Arc::new(import_report(store, &sharing.unwrap_or_else(exact))), known)
            },
            |known| (Arc::clone(&known.rows), known.compared),
        );
        let passing = rows.iter().enumerate().filter(|(_, row)| query.filter.passes(row));
        let mut shown: Vec<u32> = passing.map(|(ix, _)| ix as u32).collect();
        sort(&rows, &mut shown, query.sort);
        let summary = Summary::of(&rows);
        Self { generation: store.generation(), query, rows, shown, summary, compared }
    }

    /// A row by its place among those shown.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<&ImportRow> {
        self.rows.get(*self.shown.get(place)? as usize)
    }

    /// The rows that are shown, in their order.
    pub fn rows_shown(&self) -> impl Iterator<Item = &ImportRow> {
        self.shown.iter().filter_map(|ix| self.rows.get(*ix as usize))
    }
}

fn sort(rows: &[ImportRow], shown: &mut [u32], sort: Sort<ImportKey>) {
    let row = |ix: &u32| rows.get(*ix as usize);
    let down = sort.descending;
    match sort.by {
        ImportKey::Path if !down => {}
        ImportKey::Path => shown.reverse(),
        ImportKey::Format => order(shown, down, |ix| row(ix).map(|row| row.format)),
        ImportKey::Encoding => order(shown, down, |ix| row(ix)?.encoding.as_deref()),
        ImportKey::Language => order(shown, down, |ix| row(ix)?.language),
        ImportKey::Bytes => order(shown, down, |ix| row(ix).map(|row| row.bytes)),
        ImportKey::Facts => order(shown, down, |ix| row(ix).map(|row| row.facts)),
        ImportKey::Copy => order(shown, down, |ix| row(ix)?.duplicate_of.as_deref()),
        ImportKey::Problem => order(shown, down, |ix| row(ix)?.problem),
    }
}

impl Summary {
    fn of(rows: &[ImportRow]) -> Self {
        let mut formats = BTreeMap::<&str, usize>::new();
        let mut encodings = BTreeMap::<&str, usize>::new();
        let mut languages = BTreeMap::<&str, usize>::new();
        let mut kinds = BTreeMap::<ProblemKind, usize>::new();
        let mut summary = Self::default();
        for row in rows {
            *formats.entry(row.format).or_default() += 1;
            if let Some(encoding) = row.encoding.as_deref() {
                *encodings.entry(encoding).or_default() += 1;
            }
            if let Some(language) = row.language {
                *languages.entry(language).or_default() += 1;
            }
            if let Some(kind) = row.problem {
                *kinds.entry(kind).or_default() += 1;
                summary.problems += 1;
            }
            match (&row.duplicate_of, row.is_exact) {
                (Some(_), true) => summary.exact += 1,
                (Some(_), false) => summary.near += 1,
                (None, _) => {}
            }
        }
        let most_first = |counts: BTreeMap<&str, usize>| {
            let mut counts: Vec<(String, usize)> =
                counts.into_iter().map(|(value, count)| (value.to_owned(), count)).collect();
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            counts
        };
        summary.formats = most_first(formats);
        summary.encodings = most_first(encodings);
        summary.languages = most_first(languages);
        summary.kinds = kinds.into_iter().collect();
        summary
    }
}
