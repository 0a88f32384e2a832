//! What can be asked of documents: facets and their values, facts as one list, the days they speak of;
//! and the index on disk that answers for many of them.
//!
//! Knows texts and facts, not folders, snapshots or screens.

mod days;
mod facet;
mod fact;
pub mod index;
mod interner;
pub mod language;
mod passages;
mod title;
mod values;

pub use days::{DayRange, day_number, days, document_days};
pub use facet::{Facet, FacetValue, FactKind, FinerKind, status_word};
pub use fact::{FactRef, FactView, fact_count, fact_view, passage_of};
pub use interner::{Interner, Strings};
pub use passages::{PassagePlaces, Tell, each_passage, write_passages};
pub use title::{opening, sort_title, title};
pub use values::{DocumentName, DocumentValues, PassageValues};
