//! Pure: snapshot and filter in, rows and counts out; saved views; exports of what a view shows.

mod answer;
mod batch;
mod bitmap;
mod columns;
pub mod contract;
mod corrections;
mod counts;
mod differences;
mod evaluate;
pub mod evaluation;
mod explain;
mod export;
mod fact;
mod fact_list;
mod fact_order;
mod files;
mod filter;
mod frequencies;
pub mod happenings;
mod holders;
mod indexed;
mod language;
mod listed;
mod own_file;
mod passages;
pub mod report;
mod results;
mod row;
mod searched;
pub mod sharing;
mod sieve;
mod store;
mod topic_preview;
mod understood;
mod value_columns;
mod values;
mod view;
mod views;
mod worker;

pub use crate::search::{
    DayRange, Facet, FacetValue, FactKind, FactRef, FactView, FinerKind, days, document_days, fact_count,
    fact_view, language::Matching, passage_of, status_word,
};
pub use batch::{BadLine, BatchRow, Found, batch_lines, run_batch, write_batch_csv};
pub use columns::keep_columns;
pub use corrections::keep_date;
pub use differences::{Changed, Difference, Differences, LISTED, PlacedDifference, compare, differences};
pub use explain::{ExplainedStep, Explanation, RuleNote, explain};
pub use export::{CSV_COLUMNS, ExportHeader, write_csv, write_jsonl};
pub use fact::{FactRow, fact_row};
pub use fact_list::{FactList, FactSource};
pub use files::{keep_aside, write_whole};
pub use filter::{Choice, Filter, Mark, Search};
pub use indexed::{Indexed, Making};
pub use language::{Fingerprint, LanguageFolders};
pub use own_file::OwnFileError;
pub use results::{
    Count, Counts, DocumentHit, DocumentKey, FactKey, LISTED_VALUES, Query, Results, Sort, ValueSearch,
};
pub use row::{DocumentRow, Snippet, title};
pub use store::{Memory, Store};
pub use topic_preview::{PREVIEWED, PreviewedExample, PreviewedPassage, TopicPreview, preview_topic};
pub use understood::{Instead, PartFound, Understood};
pub use view::{SavedView, Tab, VIEW_VERSION, ViewError};
pub use views::{StoredView, Views, ViewsError, corpus_of, read_view, remove_view, see, write_view};
pub use worker::{Content, Worker, WorkerEvent};

#[cfg(test)]
mod tests;
