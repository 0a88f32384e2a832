//! The window as people use it: by its names and roles, by keyboard alone, in both languages, and as pictures.
//!
//! Runs without a display. The facts are fixed here, so that no rule of the language data changes these tests.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod columns;
mod copies;
mod corpus;
mod dates;
mod fonts;
mod journey;
mod names;
mod pictures;
mod searches;
mod settled;
mod stray;
mod topics;
mod value_search;
