//! The window (eframe): panels read a narrow context, build plain rows, draw them, send commands.
//!
//! Never changes state while drawing.

pub mod app;
pub mod file_dialogs;
pub mod fonts;
pub mod icon;
pub mod keys;
pub mod layout;
pub mod panels;
pub mod raster;
pub mod reading;
pub mod rows;
pub mod run;
pub mod shot;
pub mod text;
pub mod theme;
pub mod widgets;
pub mod window;
pub mod words;
