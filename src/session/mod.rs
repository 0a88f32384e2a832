//! `Command` (the only vocabulary of change), `State`, `apply`, and what is kept between runs.
//!
//! No egui, no threads and no disk inside `apply`.
