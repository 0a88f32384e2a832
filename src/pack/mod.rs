//! Reads the language data (embedded, or an overriding folder), checks it with file:line messages
//! and compiles it to matchers; its hash is the rule set's version.
//!
//! No rule is written in Rust.
