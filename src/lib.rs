//! Balge (بەڵگە, "evidence"): reads Central Kurdish news and lays its facts beside the text.
//!
//! The folder names are the architecture; `ARCHITECTURE.md` says which may import which, and
//! `tests/architecture.rs` enforces it. Nothing here opens a network connection.

pub mod model;
