//! The panels. Each reads a narrow context, builds plain rows, draws them and sends commands.
//!
//! No panel changes anything but what its own fields hold while they are typed in.

pub mod batch;
pub mod cards;
pub mod chips;
pub mod columns;
pub mod dates;
pub mod dialogs;
pub mod differences;
pub mod document_date;
pub mod documents;
pub mod explanation;
pub mod facts;
pub mod filters;
pub mod flags;
pub mod fonts;
mod group_title;
pub mod margin;
pub mod marks;
pub mod names;
pub mod order;
pub mod original;
pub mod palette;
pub mod passage;
pub mod paths;
pub mod problems;
pub mod reader;
pub mod reader_head;
pub mod reader_menu;
pub mod report;
pub mod report_filters;
pub mod searches;
pub mod shared;
pub mod shortcuts;
pub mod status;
pub mod timeline;
pub mod top;
pub mod topics;
pub mod understood;
mod value_search;
pub mod views;

use std::{cell::RefCell, ops::Deref, sync::Arc};

use egui::{Rect, Stroke, Ui, UiBuilder, vec2};

use super::{
    rows::Rows,
    widgets::{Look, Place, Strip, put, put_icon},
};
use crate::{
    model::DocId,
    query::{DocumentRow, FactRef, FactRow, Results, Store},
    session::{Command, State},
};

/// What every panel may see: words, colours and the state; and the way to ask for changes.
pub struct Shell<'a> {
    /// Words, direction, sizes, colours.
    pub look: &'a Look,
    /// Everything the window shows.
    pub state: &'a State,
    /// Commands asked for in this frame.
    pub out: &'a RefCell<Vec<Command>>,
}

impl Shell<'_> {
    /// Asks for a change; it is made after the frame is drawn.
    pub fn send(&self, command: impl Into<Command>) {
        self.out.borrow_mut().push(command.into());
    }

    /// Is a corpus being loaded?
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.state.loading.is_some_and(|loading| loading.running)
    }
}

/// What a panel sees that shows a corpus.
pub struct Cx<'a> {
    /// What every panel may see.
    pub shell: &'a Shell<'a>,
    /// The corpus.
    pub store: &'a dyn Store,
    /// The last answer.
    pub results: &'a Results,
    /// Rows built before.
    pub rows: &'a Rows,
}

impl<'a> Deref for Cx<'a> {
    type Target = Shell<'a>;

    fn deref(&self) -> &Shell<'a> {
        self.shell
    }
}

impl Cx<'_> {
    /// The open document.
    #[must_use]
    pub fn document(&self) -> Option<DocId> {
        self.store.find(self.state.selection.document.as_deref()?)
    }

    /// A row of the document list.
    #[must_use]
    pub fn document_row(&self, ix: usize) -> Option<Arc<DocumentRow>> {
        let hit = *self.results.documents.get(ix)?;
        self.rows.document(self.store, hit, self.results.query.filter.search())
    }

    /// A row of a list of facts.
    #[must_use]
    pub fn fact_row(&self, fact: FactRef) -> Option<Arc<FactRow>> {
        self.rows.fact(self.store, fact)
    }
}

/// Height of a panel's header, in points.
pub const HEADER: f32 = 40.0;

/// Draws a panel's title with its actions and leaves the cursor of `ui` below it.
pub fn panel_header(look: &Look, ui: &mut Ui, icon: char, title: &str, actions: impl FnOnce(&mut Ui)) {
    let p = look.palette();
    let area = ui.available_rect_before_wrap();
    let rect = Rect::from_min_size(area.min, vec2(area.width(), HEADER));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    let mut strip = Strip::new(rect.shrink2(vec2(12.0, 0.0)), look.is_rtl());
    put_icon(ui, strip.start(20.0), icon, 17.0, p.muted.0);
    strip.start(6.0);
    let font = look.tokens.bold(look.tokens.text.body);
    let drawn = put(ui, look, strip.rest(), title, (font, p.text.0), Place::Start);
    let heading = ui.interact(drawn, ui.scope_id().with("header"), egui::Sense::hover());
    heading.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, title));
    strip.start(drawn.width() + 8.0);
    let layout = if look.is_rtl() {
        egui::Layout::left_to_right(egui::Align::Center)
    } else {
        egui::Layout::right_to_left(egui::Align::Center)
    };
    let mut child =
        ui.new_child(UiBuilder::new().max_rect(strip.rest()).layout(layout).id_salt("header actions"));
    actions(&mut child);
    ui.advance_cursor_after_rect(rect);
}
