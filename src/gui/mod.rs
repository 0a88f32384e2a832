//! The window (eframe): panels read a narrow context, build plain rows, draw them, send commands.
//!
//! Never changes state while drawing.

pub mod raster;
pub mod theme;
