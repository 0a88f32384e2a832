//! Balge (بەڵگە, "evidence"): reads Central Kurdish news and lays its facts beside the text.
//!
//! The folder names are the architecture; `ARCHITECTURE.md` says which may import which, and
//! `tests/architecture.rs` enforces it. Nothing here opens a network connection.

pub mod cli;
pub mod corpus;
pub mod engine;
pub mod extract;
#[cfg(feature = "gui")]
pub mod gui;
pub mod i18n;
pub mod lang;
pub mod model;
pub mod pack;
pub mod query;
pub mod reuse;
pub mod search;
pub mod session;
pub mod topics;
pub mod typeset;
