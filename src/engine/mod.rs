//! Folder and pack to an immutable snapshot: progress, cancelling, problems, the thread pool.
//!
//! Knows nothing of egui.
