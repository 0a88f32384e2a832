//! The command line: one file a subcommand, on the same core as the window.
//!
//! No egui; complete without the feature `gui`.
