//! The language as pure functions of text: folding with an offset map, sentences, tokens and
//! clitics, numbers, calendars, time algebra.
//!
//! No file access, and the only place that folds letters. Words of the language live in
//! `assets/lang`; this module owns the types they are parsed into.
