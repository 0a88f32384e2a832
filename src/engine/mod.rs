//! Folder and pack to an immutable snapshot, or to an index on disk: progress, cancelling, problems, the worker threads.
//!
//! Knows nothing of egui.

mod analyse;
pub mod index;
mod links;
mod load;
mod pipeline;
mod progress;
mod read;
mod snapshot;

pub use analyse::{Analyse, PackAnalyse, TextOnly};
pub use links::{LinkId, LinkedEntity, Links, LinksData, Names};
pub use load::{LoadEvent, LoadHandle, LoadRequest, Streamed, load, load_unwatched, stream};
pub use progress::{Phase, Progress};
pub use snapshot::{Entry, Generation, Origin, Snapshot};
