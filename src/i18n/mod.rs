//! The words of the interface: messages of `assets/i18n/*.ftl`, direction, digits and dates of a language.
//!
//! No text of documents passes here, and nothing here may alter one. A key that is missing shows as the
//! key itself: the test beside this file makes that impossible in a release.

mod date;
mod digits;
mod locale;

pub use digits::{localise_digits, number};
pub use locale::{Arg, Direction, Language, Locale};

#[cfg(test)]
mod tests;
