//! A list of rows of one height that draws only what is visible.
//!
//! It is one stop for Tab; inside, arrows and j/k move, Enter opens. Selection is the caller's: the list only
//! says what the user asked for.

use egui::{
    Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::Look;

/// A list to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// Distinguishes the lists of the window.
    pub salt: &'static str,
    /// Its name for screen readers.
    pub name: &'a str,
    /// Number of rows.
    pub len: usize,
    /// Height of each, in points.
    pub row_height: f32,
    /// The selected row.
    pub selected: Option<usize>,
    /// Draw lines between rows?
    pub lines: bool,
}

/// What the user did in a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListOut {
    /// A row chosen by click or moved to by key.
    pub selected: Option<usize>,
    /// A row opened by double click or Enter.
    pub opened: Option<usize>,
    /// The row under the pointer.
    pub hovered: Option<usize>,
}

/// How a row stands.
#[derive(Clone, Copy, Debug)]
pub struct RowLook {
    /// Is it the selected one?
    pub selected: bool,
    /// Is the pointer over it?
    pub hovered: bool,
    /// Does it have the keyboard?
    pub focused: bool,
}

/// Fills a row's background by its state and marks the selected one at the side where reading begins.
pub fn paint_row(ui: &Ui, look: &Look, rect: Rect, state: RowLook) {
    let p = look.palette();
    let fill = match (state.selected, state.hovered) {
        (true, _) => p.accent_soft.0,
        (false, true) => p.hover.0,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
    if state.selected {
        let x = if look.is_rtl() { rect.right() - 3.0 } else { rect.left() };
        let bar = Rect::from_min_size(pos2(x, rect.top()), vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, p.accent.0);
    }
    if state.focused {
        ui.painter().rect_stroke(
            rect.shrink(1.0),
            CornerRadius::same(2),
            Stroke::new(2.0, p.focus.0),
            StrokeKind::Inside,
        );
    }
}

fn clicks(list: &Response, response: &Response, ix: usize, out: &mut ListOut) {
    if response.clicked() {
        list.request_focus();
        out.selected = Some(ix);
    }
    if response.double_clicked() {
        out.opened = Some(ix);
    }
    if response.hovered() {
        out.hovered = Some(ix);
    }
}

impl List<'_> {
    /// The id that takes the keyboard.
    #[must_use]
    pub fn id(salt: &'static str) -> Id {
        Id::unique(("list", salt))
    }

    /// Draws the rows that are visible. `row` draws one and returns its name for screen readers.
    pub fn show(
        self,
        ui: &mut Ui,
        look: &Look,
        mut row: impl FnMut(&mut Ui, Rect, usize, RowLook) -> String,
    ) -> ListOut {
        let area = ui.max_rect();
        let id = Self::id(self.salt);
        let list = ui.interact(area, id, Sense::FOCUSABLE);
        list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, self.name));
        let focused = list.has_focus();
        let mut out = ListOut::default();
        if focused {
            self.keys(ui, id, area.height(), &mut out);
        }
        let reveal = self.reveal(ui, id, out.selected);
        ui.spacing_mut().item_spacing.y = 0.0;
        let rows = ScrollArea::vertical().id_salt(self.salt).auto_shrink(false);
        rows.show_viewport(ui, |ui, viewport| {
            let top = ui.max_rect().top();
            ui.set_height(self.row_height * self.len as f32);
            ui.set_width(ui.available_width());
            let rect_of = |ix: usize| {
                let y = top + self.row_height * ix as f32;
                Rect::from_x_y_ranges(area.x_range(), y..=y + self.row_height)
            };
            let first = (viewport.min.y / self.row_height).floor().max(0.0) as usize;
            let end = ((viewport.max.y / self.row_height).ceil() as usize).min(self.len);
            for ix in first..end {
                let rect = rect_of(ix);
                let response = ui.interact(rect, id.with(ix), Sense::CLICK);
                clicks(&list, &response, ix, &mut out);
                let selected = self.selected == Some(ix);
                let state = RowLook { selected, hovered: response.hovered(), focused: focused && selected };
                let mut cell = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(ix));
                cell.set_clip_rect(rect.intersect(ui.clip_rect()));
                let name = row(&mut cell, rect, ix, state);
                response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
                if self.lines && !selected {
                    let y = rect.bottom() - 0.5;
                    ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, look.line()));
                }
            }
            if let Some(ix) = reveal {
                ui.scroll_to_rect(rect_of(ix), None);
            }
        });
        if focused && self.selected.is_none() {
            ui.painter().rect_stroke(
                area.shrink(1.0),
                CornerRadius::same(2),
                Stroke::new(2.0, look.palette().focus.0),
                StrokeKind::Inside,
            );
        }
        out
    }

    fn keys(&self, ui: &Ui, id: Id, height: f32, out: &mut ListOut) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        if self.len == 0 {
            return;
        }
        let last = self.len - 1;
        let page = ((height / self.row_height) as usize).max(2) - 1;
        let now = self.selected;
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let next = |by: usize| now.map_or(0, |ix| (ix + by).min(last));
        let previous = |by: usize| now.map_or(0, |ix| ix.saturating_sub(by));
        if pressed(Key::ArrowDown) || pressed(Key::J) {
            out.selected = Some(next(1));
        } else if pressed(Key::ArrowUp) || pressed(Key::K) {
            out.selected = Some(previous(1));
        } else if pressed(Key::PageDown) {
            out.selected = Some(next(page));
        } else if pressed(Key::PageUp) {
            out.selected = Some(previous(page));
        } else if pressed(Key::Home) {
            out.selected = Some(0);
        } else if pressed(Key::End) {
            out.selected = Some(last);
        }
        if pressed(Key::Enter) {
            out.opened = now;
        }
    }

    /// The row to scroll to: one just moved to, or a selection that changed elsewhere.
    fn reveal(&self, ui: &Ui, id: Id, moved: Option<usize>) -> Option<usize> {
        let memory = id.with("revealed");
        let wanted = moved.or(self.selected);
        let before = ui.data(|d| d.get_temp::<Option<usize>>(memory)).flatten();
        ui.data_mut(|d| d.insert_temp(memory, wanted));
        wanted.filter(|_| wanted != before)
    }
}
