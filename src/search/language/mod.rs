//! The query language: what is typed becomes a tree, the tree finds words and facts.
//!
//! `syntax` is the tree as typed, `plan` the tree with its words resolved to tests, `evaluate` runs a
//! plan over a text. Knows texts, facts and facets, not folders, snapshots or screens.

mod beginnings;
mod dates;
mod echo;
mod evaluate;
mod interpreter;
mod keywords;
mod latin;
mod lex;
mod lexis;
mod matcher;
mod parse;
mod pattern;
mod plan;
mod rank;
mod syntax;
mod value;

pub use beginnings::Beginnings;
pub use echo::{Say, note_told, part_told, told, worth_telling};
pub use evaluate::{Hit, Occurrences, TextWords, find, has_sequence, places, stands_in, step_hits};
pub use interpreter::Interpreter;
pub use lexis::{Fitting, Lexis};
pub use matcher::Matcher;
pub use pattern::Pattern;
pub use plan::{Ask, FieldTest, Plan, Step};
pub use rank::Ranking;
pub use syntax::{Field, Matching, Node, Note, NoteKind, Parsed, Part, Typed, Value, Words};
pub use value::ValueTest;

#[cfg(test)]
mod tests;
