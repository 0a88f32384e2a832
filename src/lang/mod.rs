//! The language as pure functions of text: folding with an offset map, sentences, tokens and
//! clitics, numbers, calendars, time algebra.
//!
//! No file access, and the only place that folds letters. Words of the language live in
//! `assets/lang`; this module owns the types they are parsed into.

mod fold;
mod hash;
mod morphology;
mod segment;
mod tables;
mod text;
mod token;

pub use fold::{FoldedText, fold, loose_key, loose_letters};
pub use morphology::{Analysis, Features, Lexicon, analyses};
pub use segment::{Paragraph, Sentence};
pub use tables::{TableError, Tables};
pub use text::Text;
pub use token::{Token, TokenKind};
