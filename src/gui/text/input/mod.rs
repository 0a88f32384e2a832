//! Inputs for Kurdish text, of one line or many: typing, selection, undo, clipboard, input methods.
//!
//! ```ignore
//! let response = TextInput::single("search").hint(hint).width(300.0).show(ui, &mut query);
//! if response.changed() { … }                      // also response.lost_focus() after Enter
//! TextInput::multi("note", 5).name(label).show(ui, &mut note);
//! ```
//!
//! The arrow keys move as the eye does, the caret stands where the next letter goes. Text that an input
//! method is composing is shown but not yet part of the value.

mod events;
mod paint;
#[cfg(test)]
mod tests;

use std::{ops::Range, sync::Arc};

use egui::{
    Align, Color32, Context, EventFilter, FontId, Id, Pos2, Rect, Response, Sense, TextStyle, Ui, Vec2,
    WidgetInfo,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
    mutex::Mutex,
    vec2,
};

use super::{Base, Laid, document, layout_in_block};
use crate::typeset::{Caret, Editor, needs_bidi, word_at};

/// An input for text.
#[derive(Clone, Debug)]
#[must_use = "call `show`"]
pub struct TextInput<'a> {
    salt: Id,
    id: Option<Id>,
    hint: &'a str,
    name: &'a str,
    width: f32,
    rows: Option<usize>,
    base: Base,
    font: Option<FontId>,
}

/// What an input remembers from frame to frame.
#[derive(Debug, Default)]
struct State {
    editor: Editor,
    /// How far the text is scrolled: to the right for one line, down for many.
    scroll: f32,
    /// Where Up and Down try to stay.
    column: Option<f32>,
    /// When the caret was last moved, to start its blinking anew.
    touched: f64,
    /// What a drag extends by: the range first taken.
    taken: Range<usize>,
    by_words: bool,
}

impl<'a> TextInput<'a> {
    /// Of one line; `salt` tells inputs of one panel apart.
    pub fn single(salt: impl std::hash::Hash + std::fmt::Debug) -> Self {
        Self {
            salt: Id::unique(("text input", salt)),
            id: None,
            hint: "",
            name: "",
            width: f32::INFINITY,
            rows: None,
            base: Base::Auto,
            font: None,
        }
    }

    /// Of at least this many lines.
    pub fn multi(salt: impl std::hash::Hash + std::fmt::Debug, rows: usize) -> Self {
        Self { rows: Some(rows.max(1)), ..Self::single(salt) }
    }

    /// Shown while the input is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What screen readers call it; the hint if not given.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// Width in points; all there is if not given.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Direction of the paragraphs; that of their first letter if not given.
    pub fn base(mut self, base: Base) -> Self {
        self.base = base;
        self
    }

    /// Font; that of the body text if not given.
    pub fn font(mut self, font: FontId) -> Self {
        self.font = Some(font);
        self
    }

    /// The id of the widget, so that it can be given the focus from elsewhere.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows the input. `changed()` of the response tells that the value has changed.
    pub fn show(self, ui: &mut Ui, value: &mut String) -> Response {
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(self.salt));
        let state = ui.data_mut(|data| Arc::clone(data.get_temp_mut_or_default::<Arc<Mutex<State>>>(id)));
        let mut state = state.lock();
        let font = self.font.clone().unwrap_or_else(|| TextStyle::Body.resolve(ui.style()));
        let row_height = ui.fonts_mut(|fonts| fonts.row_height(&font));
        let padding = ui.spacing().button_padding;
        let width = self.width.min(ui.available_width()).max(40.0);
        let text_width = width - 2.0 * padding.x;
        let field = Field { input: &self, ctx: ui.ctx().clone(), font, text_width };
        state.editor.fit(value);
        let before = value.clone();

        let mut laid = field.lay_out(value, &state.editor);
        let wanted = laid.size().y.max(row_height * self.rows.unwrap_or(1) as f32);
        let height = match self.rows {
            Some(rows) => wanted.min(row_height * (rows as f32 * 2.0).max(8.0)),
            None => row_height,
        };
        let size = vec2(width, (height + 2.0 * padding.y).max(ui.spacing().interact_size.y));
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut response = ui.interact(rect, id, Sense::click_and_drag());
        let inner = rect.shrink2(padding);

        field.point(ui, &response, &mut state, value, &laid, inner);
        if response.has_focus() {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: self.rows.is_some(),
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            events::handle(ui, &field, &mut state, value, id);
            laid = field.lay_out(value, &state.editor);
        } else {
            let composing = !state.editor.preedit().is_empty();
            if composing {
                state.editor.compose(value, "");
            }
            if events::handle_requests(ui, &mut state, value, id) || composing {
                laid = field.lay_out(value, &state.editor);
            }
        }
        if *value != before {
            response.mark_changed();
        }
        field.scroll(&mut state, &response, &laid, inner);
        let origin = field.origin(&state, &laid, inner);
        if ui.is_rect_visible(rect) {
            paint::paint(ui, &field, &state, &response, &laid, (rect, inner, origin));
        }
        self.describe(ui, &response, &before, value, &laid, origin);
        response
    }

    fn describe(
        &self,
        ui: &mut Ui,
        response: &Response,
        before: &str,
        value: &str,
        laid: &Arc<Laid>,
        origin: Pos2,
    ) {
        response.widget_info(|| WidgetInfo::text_edit(ui.is_enabled(), before, value, self.hint));
        let name = if self.name.is_empty() { self.hint } else { self.name };
        let role = match self.rows {
            Some(_) => egui::accesskit::Role::MultilineTextInput,
            None => egui::accesskit::Role::TextInput,
        };
        let active = ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(role);
            node.add_action(egui::accesskit::Action::SetValue);
            node.add_action(egui::accesskit::Action::ReplaceSelectedText);
            if !name.is_empty() {
                node.set_label(name);
            }
        });
        if active.is_some() && laid.text() == value {
            let row = document::ShownParagraph { index: 0, start: 0, pos: origin, laid: Arc::clone(laid) };
            document::describe_input(ui, response.id, &row);
        }
    }
}

/// An input at the width it has now.
struct Field<'a> {
    input: &'a TextInput<'a>,
    ctx: Context,
    font: FontId,
    text_width: f32,
}

impl Field<'_> {
    fn is_multi(&self) -> bool {
        self.input.rows.is_some()
    }

    /// Lays out the value with what is being composed in it.
    fn lay_out(&self, value: &str, editor: &Editor) -> Arc<Laid> {
        let mut shown = value.to_owned();
        let at = editor.caret().byte.min(shown.len());
        if !editor.preedit().is_empty() && shown.is_char_boundary(at) {
            shown.insert_str(at, editor.preedit());
        }
        let base = match self.input.base {
            Base::Auto if shown.is_empty() && needs_bidi(self.input.hint) => Base::Rtl,
            base => base,
        };
        self.lay_out_text(shown, base, self.is_multi())
    }

    fn lay_out_text(&self, text: String, base: Base, wrap: bool) -> Arc<Laid> {
        let mut job =
            LayoutJob::single_section(text, TextFormat::simple(self.font.clone(), Color32::PLACEHOLDER));
        job.break_on_newline = wrap;
        job.keep_trailing_whitespace = !wrap;
        job.halign = Align::LEFT;
        if wrap {
            job.wrap = TextWrapping::wrap_at_width(self.text_width);
        }
        layout_in_block(&self.ctx, job, base, self.text_width)
    }

    /// Where the text is painted.
    fn origin(&self, state: &State, laid: &Laid, inner: Rect) -> Pos2 {
        if self.is_multi() {
            return inner.left_top() - vec2(0.0, state.scroll);
        }
        let top = inner.center().y - 0.5 * laid.size().y;
        Pos2::new((inner.left() - state.scroll).round(), top.round())
    }

    /// Scrolls so far that the caret is in view; without focus, back to where the text begins.
    fn scroll(&self, state: &mut State, response: &Response, laid: &Laid, inner: Rect) {
        let size = laid.size();
        if self.is_multi() {
            let room = inner.height();
            if response.has_focus() {
                let caret = self.caret_rect(state, laid);
                state.scroll = state.scroll.clamp(caret.bottom() - room, caret.top().max(0.0));
            }
            state.scroll = state.scroll.clamp(0.0, (size.y - room).max(0.0));
            return;
        }
        let room = inner.width();
        let most = (size.x - room).max(0.0);
        if response.has_focus() {
            let x = self.caret_rect(state, laid).left();
            state.scroll = state.scroll.clamp((x - room + 1.0).max(0.0), x.max(0.0));
        } else {
            state.scroll = if laid.is_rtl() { most } else { 0.0 };
        }
        state.scroll = state.scroll.clamp(0.0, most);
    }

    /// Where the caret is painted, in coordinates of the text.
    fn caret_rect(&self, state: &State, laid: &Laid) -> Rect {
        let caret = state.editor.caret();
        let composed = state.editor.preedit().len();
        let rect =
            if composed > 0 { laid.caret(Caret::after(caret.byte + composed)) } else { laid.caret(caret) };
        let x = rect.left().clamp(0.0, laid.size().x.max(self.text_width));
        Rect::from_x_y_ranges(x..=x, rect.y_range())
    }

    /// Clicks and drags.
    fn point(&self, ui: &Ui, response: &Response, state: &mut State, value: &str, laid: &Laid, inner: Rect) {
        if response.hovered() {
            ui.set_cursor_icon(egui::CursorIcon::Text);
        }
        let Some(point) = response.interact_pointer_pos() else { return };
        let point: Vec2 = point - self.origin(state, laid, inner);
        let caret = laid.hit(point);
        let (pressed, shift, now) = ui.input(|i| (i.pointer.primary_pressed(), i.modifiers.shift, i.time));
        if pressed {
            response.request_focus();
            if !state.editor.preedit().is_empty() {
                ui.memory_mut(egui::Memory::interrupt_ime);
            }
            state.editor.move_to(caret, shift);
            state.by_words = false;
            (state.column, state.touched) = (None, now);
        }
        if response.double_clicked() {
            state.taken = word_at(value, caret.byte);
            state.by_words = true;
            state.editor.select(state.taken.clone());
        } else if response.triple_clicked() {
            state.editor.select(0..value.len());
        } else if response.is_pointer_button_down_on() && !pressed && response.dragged() {
            if state.by_words {
                let word = word_at(value, caret.byte);
                if word.start < state.taken.start {
                    state.editor.move_to(Caret::after(state.taken.end), false);
                    state.editor.move_to(Caret::before(word.start), true);
                } else {
                    state.editor.select(state.taken.start..word.end.max(state.taken.end));
                }
            } else {
                state.editor.move_to(caret, true);
            }
            state.touched = now;
        }
    }
}
