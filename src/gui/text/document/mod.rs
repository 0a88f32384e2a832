//! A document of any length to read: selectable, marked text, notes beside its paragraphs, only the
//! visible part laid out and painted.
//!
//! ```ignore
//! // in the panel's state
//! view: DocumentView,
//! // in the panel
//! let page = Page { marks: &marks, ..Page::new(id, &document.text, font, line_height) };
//! let shown = self.view.show(ui, &page, &mut facts_beside);   // or &mut () without notes
//! if let Some(byte) = shown.hovered { /* which mark lies there? */ }
//! if let Some(byte) = shown.clicked { … }
//! self.view.scroll_to(mention.span.range());                  // next frame
//! ```
//!
//! Offsets are bytes of the document's text. Paragraphs are those of [`crate::typeset::cut()`];
//! [`DocumentView::paragraphs`] tells them, so that facts can be grouped by paragraph beforehand.

mod accessible;
mod paint;
mod scrolling;
mod selection;
#[cfg(test)]
mod tests;

use std::{ops::Range, sync::Arc};

use egui::{
    Color32, Context, CursorIcon, FontId, Pos2, Rect, Response, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    Vec2,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
    pos2,
    scroll_area::ScrollBarVisibility,
    vec2,
};

pub(super) use self::accessible::describe_input;
use self::{scrolling::Scrolling, selection::Selection};
use super::{Base, Laid, layout};
use crate::typeset::{CutParagraph, cut, paragraph_at};

/// A highlight: bytes of the text with a background and a line beneath. Never changes the layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it covers.
    pub bytes: Range<usize>,
    /// Painted behind the text; transparent for none.
    pub background: Color32,
    /// Painted beneath the letters; `Stroke::NONE` for none.
    pub underline: Stroke,
}

/// A document as it is to be shown.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// Tells documents apart; a change starts at the top with nothing selected.
    pub id: u64,
    /// The whole text.
    pub text: &'a str,
    /// Its name, for screen readers.
    pub name: &'a str,
    /// BCP 47 tag of its language, for screen readers.
    pub language: &'a str,
    /// Font and size of the text.
    pub font: FontId,
    /// Distance of the lines in points.
    pub line_height: f32,
    /// Space between paragraphs in points.
    pub gap: f32,
    /// Direction of its paragraphs.
    pub base: Base,
    /// Stretch lines to the full width.
    pub justify: bool,
    /// Sorted by start; later ones are painted over earlier ones.
    pub marks: &'a [Mark],
    /// Width of the notes' column in points; they stand at the end of the lines (left of Kurdish text).
    pub beside_width: f32,
}

impl<'a> Page<'a> {
    /// Kurdish text without marks and notes.
    #[must_use]
    pub fn new(id: u64, text: &'a str, font: FontId, line_height: f32) -> Self {
        let gap = 0.5 * line_height;
        Self {
            id,
            text,
            name: "",
            language: "ckb",
            font,
            line_height,
            gap,
            base: Base::Rtl,
            justify: false,
            marks: &[],
            beside_width: 0.0,
        }
    }
}

/// What stands beside the paragraphs. `()` for nothing.
pub trait Beside {
    /// Height in points that the notes of this paragraph need at this width; asked for every visible
    /// paragraph in every frame, so it must be cheap.
    fn height(&mut self, ui: &Ui, paragraph: usize, width: f32) -> f32;

    /// Shows them; `ui` is the room beside the paragraph.
    fn show(&mut self, ui: &mut Ui, paragraph: usize);
}

impl Beside for () {
    fn height(&mut self, _: &Ui, _: usize, _: f32) -> f32 {
        0.0
    }

    fn show(&mut self, _: &mut Ui, _: usize) {}
}

/// A paragraph on the screen.
#[derive(Clone, Debug)]
pub struct ShownParagraph {
    /// Its number.
    pub index: usize,
    /// Its first byte in the document.
    pub start: usize,
    /// Where its text is painted.
    pub pos: Pos2,
    /// Its text.
    pub laid: Arc<Laid>,
}

impl ShownParagraph {
    /// The rectangles on the screen that cover these bytes of the document, as far as they lie in it.
    pub fn rects(&self, bytes: &Range<usize>) -> impl Iterator<Item = Rect> + use<'_> {
        let local = bytes.start.saturating_sub(self.start)..bytes.end.saturating_sub(self.start);
        let by = self.pos.to_vec2();
        self.laid.rects(&local).map(move |r| r.translate(by)).collect::<Vec<_>>().into_iter()
    }
}

/// What happened to a document in a frame.
#[derive(Debug)]
pub struct Shown {
    /// Of the text's column.
    pub response: Response,
    /// The byte of the character under the pointer.
    pub hovered: Option<usize>,
    /// The byte of the character that was clicked (no drag, no double click).
    pub clicked: Option<usize>,
    /// The paragraphs on the screen, from top to bottom.
    pub paragraphs: Vec<ShownParagraph>,
}

/// What a document's view remembers from frame to frame.
#[derive(Debug, Default)]
pub struct DocumentView {
    document: Option<u64>,
    paragraphs: Arc<[CutParagraph]>,
    scrolling: Scrolling,
    selection: Selection,
}

/// A page at the width it has now.
struct Setting<'a> {
    ctx: &'a Context,
    page: &'a Page<'a>,
    paragraphs: &'a [CutParagraph],
    width: f32,
}

impl Setting<'_> {
    fn content(&self, index: usize) -> &str {
        let bytes = self.paragraphs.get(index).map_or(0..0, |p| p.content.clone());
        self.page.text.get(bytes).unwrap_or_default()
    }

    fn start(&self, index: usize) -> usize {
        self.paragraphs.get(index).map_or(0, |p| p.content.start)
    }

    fn laid(&self, index: usize) -> Arc<Laid> {
        let format = TextFormat {
            line_height: Some(self.page.line_height),
            ..TextFormat::simple(self.page.font.clone(), Color32::PLACEHOLDER)
        };
        let job = LayoutJob {
            wrap: TextWrapping::wrap_at_width(self.width),
            justify: self.page.justify,
            break_on_newline: false,
            ..LayoutJob::single_section(self.content(index).to_owned(), format)
        };
        layout(self.ctx, job, self.page.base)
    }

    /// Left edge of a paragraph's text within its column.
    fn indent(&self, laid: &Laid) -> f32 {
        if laid.is_rtl() { (self.width - laid.size().x).max(0.0) } else { 0.0 }
    }
}

impl DocumentView {
    /// Shows the document in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, page: &Page<'_>, beside: &mut dyn Beside) -> Shown {
        self.open(page);
        // A floating bar takes no room, but lines of Kurdish start right beneath it.
        let style = ui.spacing().scroll;
        let scroll_bar = style.allocated_width().max(style.bar_width + style.bar_outer_margin) + 4.0;
        let room = ui.available_size();
        let width = (room.x - page.beside_width - scroll_bar).max(page.font.size * 4.0).floor();
        let ctx = ui.ctx().clone();
        let paragraphs = Arc::clone(&self.paragraphs);
        let setting = Setting { ctx: &ctx, page, paragraphs: &paragraphs, width };
        let area_id = ui.make_persistent_id("document");
        let offset = egui::scroll_area::State::load(&ctx, area_id).map_or(0.0, |s| s.clamped_offset().y);
        let target = self.scrolling.prepare(ui, &setting, beside, offset, room.y);
        let mut area = ScrollArea::vertical()
            .id_salt("document")
            .auto_shrink(false)
            .scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
        if (target - offset).abs() > 0.01 {
            area = area.vertical_scroll_offset(target);
        }
        area.show_viewport(ui, |ui, viewport| self.show_rows(ui, &setting, beside, viewport)).inner
    }

    /// The paragraphs of the document that was shown last.
    #[must_use]
    pub fn paragraphs(&self) -> &Arc<[CutParagraph]> {
        &self.paragraphs
    }

    /// The paragraph that holds a byte.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> usize {
        paragraph_at(&self.paragraphs, byte)
    }

    /// Brings these bytes into view in the next frame.
    pub fn scroll_to(&mut self, bytes: Range<usize>) {
        self.scrolling.scroll_to(bytes.start);
    }

    /// The first byte in view, to come back to with [`Self::restore_place`].
    #[must_use]
    pub fn place(&self) -> usize {
        self.scrolling.place()
    }

    /// Puts this byte's line at the upper edge in the next frame.
    pub fn restore_place(&mut self, byte: usize) {
        self.scrolling.restore(byte);
    }

    /// The bytes that are selected, if any.
    #[must_use]
    pub fn selection(&self) -> Option<Range<usize>> {
        self.selection.range()
    }

    /// Selects these bytes; an empty range selects nothing.
    pub fn select(&mut self, bytes: Range<usize>) {
        self.selection = Selection::of(bytes);
    }

    fn open(&mut self, page: &Page<'_>) {
        if self.document != Some(page.id) {
            let pending = std::mem::take(&mut self.scrolling);
            *self = Self { document: Some(page.id), ..Self::default() };
            self.scrolling = pending.for_another_document();
            self.paragraphs = cut(page.text).into();
        }
    }

    fn show_rows(
        &mut self,
        ui: &mut Ui,
        setting: &Setting<'_>,
        beside: &mut dyn Beside,
        viewport: Rect,
    ) -> Shown {
        let page = setting.page;
        ui.set_height(self.scrolling.total());
        let origin = ui.max_rect().left_top();
        let notes_left = page.base != Base::Ltr;
        let text_x = origin.x + if notes_left { page.beside_width } else { 0.0 };
        let notes_x = origin.x + if notes_left { 0.0 } else { setting.width };
        let column = Rect::from_min_size(
            pos2(text_x, origin.y + viewport.top()),
            vec2(setting.width, viewport.height()),
        );
        let response = ui.interact(column, ui.scope_id().with("text"), Sense::click_and_drag());

        let mut rows = Vec::new();
        for index in self.scrolling.visible(viewport) {
            let laid = setting.laid(index);
            let top = origin.y + self.scrolling.top(index);
            let pos = pos2((text_x + setting.indent(&laid)).round(), top);
            rows.push(ShownParagraph { index, start: setting.start(index), pos, laid });
        }
        let pointed = response.hover_pos().and_then(|p| byte_at(&rows, p));
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::Text);
        }
        self.selection.handle(ui, &response, setting, &rows, &mut self.scrolling);
        let shown_rows = rows.iter().map(|r| (r.pos.y, r.laid.size().y));
        self.scrolling.note_place(shown_rows.zip(&rows), column.top());

        if ui.is_rect_visible(column) {
            paint::paint(ui, page, &rows, self.selection.range().as_ref());
        }
        accessible::describe(ui, &response, page, &rows, self.selection.carets());
        if page.beside_width > 0.0 {
            for row in &rows {
                let size = vec2(page.beside_width, self.scrolling.height(row.index));
                let rect = Rect::from_min_size(pos2(notes_x, row.pos.y), size);
                let mut notes = ui.new_child(UiBuilder::new().id_salt(row.index).max_rect(rect));
                beside.show(&mut notes, row.index);
            }
        }
        let clicked = if response.clicked() && !response.double_clicked() && !response.triple_clicked() {
            response.interact_pointer_pos().and_then(|p| byte_at(&rows, p))
        } else {
            None
        };
        Shown { response, hovered: pointed, clicked, paragraphs: rows }
    }
}

/// The byte of the character at a point of the screen.
fn byte_at(rows: &[ShownParagraph], point: Pos2) -> Option<usize> {
    let row = rows.iter().rev().find(|r| r.pos.y <= point.y)?;
    row.laid.byte_at(point - row.pos).map(|byte| row.start + byte)
}

/// Where in the paragraph `row` a point of the screen lies.
fn local(row: &ShownParagraph, point: Pos2) -> Vec2 {
    point - row.pos
}
