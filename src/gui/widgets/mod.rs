//! The building blocks of the panels: rows cut from a rectangle, text put into it, lists, chips, splits.
//!
//! They draw what they are given and say what the user did. They know words and colours through [`Look`],
//! never the corpus.

mod button;
mod chip;
mod empty;
mod facet;
mod field;
pub mod icon;
mod list;
mod look;
mod menu;
mod passage;
mod put;
mod segments;
mod split;
mod strip;
mod table;

pub use button::{icon_button, tab_button, text_button, toggle_button};
pub use chip::{chip, chip_width, choice_chip};
pub use empty::{EmptyState, empty_state};
pub use facet::{FacetAction, FacetLook, FacetRow, facet_id, facet_list};
pub use field::{Area, Field, is_typing};
pub use list::{List, ListOut, RowLook, paint_row};
pub use look::Look;
pub use menu::{context_menu, menu, menu_item, menu_line, menu_title};
pub use passage::{LaidWords, MarkedWords};
pub use put::{Place, measure, put, put_based, put_icon};
pub use segments::{segments, segments_width};
pub use split::{Axis, split_handle};
pub use strip::Strip;
pub use table::{Cell, Column, header_row, list_row, table_row};
