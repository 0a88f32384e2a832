//! The window (eframe): panels read a narrow context, build plain rows, draw them, send commands.
//!
//! Never changes state while drawing.

pub mod fonts;
pub mod layout;
pub mod raster;
pub mod text;
pub mod theme;
