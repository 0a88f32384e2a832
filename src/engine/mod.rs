//! Folder and pack to an immutable snapshot, or to an index on disk: progress, cancelling, problems, the worker threads.
//!
//! Knows nothing of egui.

mod analyse;
pub mod index;
mod links;
mod load;
mod progress;
mod read;
mod snapshot;

pub use analyse::{Analyse, PackAnalyse, TextOnly};
pub use links::{LinkId, LinkedEntity, Links, Names};
pub use load::{LoadEvent, LoadHandle, LoadRequest, load, load_unwatched};
pub use progress::{Phase, Progress};
pub use snapshot::{Entry, Generation, Origin, Snapshot};
