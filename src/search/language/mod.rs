//! The query language: what is typed becomes a tree, the tree finds words and facts.
//!
//! Knows texts, facts and facets, not folders, snapshots or screens.

mod dates;
mod interpreter;
mod keywords;
mod lex;
mod parse;
mod syntax;

pub use interpreter::Interpreter;
pub use syntax::{Field, Matching, Node, Note, NoteKind, Parsed, Part, Typed, Value, Words};

#[cfg(test)]
mod tests;
