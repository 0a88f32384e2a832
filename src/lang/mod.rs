//! The language as pure functions of text: folding with an offset map, sentences, tokens and
//! clitics, numbers, calendars, time algebra.
//!
//! No file access, and the only place that folds letters. Words of the language live in
//! `assets/lang`; this module owns the types they are parsed into.

mod alphabetic;
mod fold;
mod hash;
mod language;
mod learnt;
mod morphology;
mod number;
mod quantity;
mod segment;
mod spelling;
mod tables;
mod tense;
mod text;
mod time;
mod token;
mod trie;
mod vocabulary;
mod word;

pub use fold::{FoldedText, fold, loose_key, loose_len, loose_letters, loosened};
pub use hash::{BuildFx, Fx};
pub use language::{
    Language, Languages, known_share, language, language_and_readable, paragraph_languages,
    without_foreign_paragraphs,
};
pub use learnt::{LooseKeys, PerWord, WordId, Words};
pub use morphology::{Analysis, Features, Inflections, Lexicon, Stems, analyses};
pub use number::Number;
pub use quantity::{QuantityExpression, quantities};
pub use segment::{Paragraph, Sentence};
pub use tables::{TableError, Tables};
pub use text::Text;
pub use time::{
    Anchor, DateRef, Direction, NoSuchDay, Rel, Resolved, TimeExpression, WeekdayMismatch, When, are_equated,
    expressions, is_possible,
};
pub use token::{Token, TokenKind};
pub use trie::Trie;
pub use vocabulary::{Calendar, Counted, CountedKind, Meanings, Part, Unit};
pub use word::{is_of_word, word_form, words};

#[cfg(test)]
mod tests;
