//! Pure: snapshot and filter in, rows and counts out; saved views; exports of what a view shows.
pub mod contract;
pub mod evaluation;
