//! Bidi levels, line breaking, reordering, caret and selection geometry, hit testing: pure code
//! over words that a `Shaper` has shaped.
//!
//! No egui; `gui::text` implements the trait.
