//! Scores facts against gold annotations: which were found, which were invented, which attributes
//! are right.
//!
//! Pure, and blind to how the facts were made: both sides are read from the JSON of the contract, so
//! the output of any program can be scored. What counts as a match is the annotation guide's
//! business and is written down once, in `compare`. Nothing here is tuned to a result.

mod compare;
mod pairing;
mod report;
mod schema;
mod score;

pub use report::{Report, Row, Value};
pub use schema::{Gold, Prediction, ReadError};
pub use score::score;

#[cfg(test)]
mod tests;
