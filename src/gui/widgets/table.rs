//! Columns of a table that mirror with the language: a header and rows of one line.

use egui::{Color32, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role, vec2};

use super::{Look, Place, RowLook, Strip, icon, measure, paint_row, put, put::put_based, put_icon};
use crate::gui::text::Base;

/// A column: its title and its share of the width, or a fixed width.
#[derive(Clone, Debug)]
pub struct Column {
    /// Title.
    pub title: String,
    /// Fixed width in points; 0 takes a share of what is left.
    pub width: f32,
    /// Share of what the fixed columns leave.
    pub share: f32,
}

/// What stands in one cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// An icon before the words.
    pub sign: Option<(char, Color32)>,
    /// The words.
    pub words: String,
    /// Colour of the words; `None` is ordinary text.
    pub colour: Option<Color32>,
    /// Words of a document: right to left whatever they begin with.
    pub document: bool,
}

const PADDING: f32 = 8.0;

fn rects(rect: Rect, rtl: bool, columns: &[Column]) -> Vec<Rect> {
    let fixed: f32 = columns.iter().map(|c| c.width).sum();
    let shares: f32 = columns.iter().map(|c| if c.width > 0.0 { 0.0 } else { c.share }).sum();
    let left = (rect.width() - fixed).max(0.0);
    let mut strip = Strip::new(rect, rtl);
    columns
        .iter()
        .map(|c| {
            let width = if c.width > 0.0 { c.width } else { (left * c.share / shares.max(0.01)).floor() };
            strip.start(width)
        })
        .collect()
}

/// Draws the titles over the columns; `sorted` is the column that orders the rows and whether it does so from
/// the largest. Returns the title that was clicked.
pub fn header_row(
    ui: &Ui,
    look: &Look,
    rect: Rect,
    columns: &[Column],
    sorted: Option<(usize, bool)>,
) -> Option<usize> {
    let p = look.palette();
    ui.painter().rect_filled(rect, CornerRadius::ZERO, p.side.0);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    let font = look.tokens.bold(look.tokens.text.small);
    let mut clicked = None;
    for (ix, (column, cell)) in columns.iter().zip(rects(rect, look.is_rtl(), columns)).enumerate() {
        let response = ui.interact(cell, ui.scope_id().with(("column", ix)), Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(cell.shrink(1.0), CornerRadius::same(4), p.hover.0);
        }
        if response.has_focus() {
            let stroke = Stroke::new(2.0, p.focus.0);
            ui.painter().rect_stroke(cell, CornerRadius::same(4), stroke, StrokeKind::Inside);
        }
        let order = sorted.filter(|(by, _)| *by == ix);
        let mut strip = Strip::new(cell.shrink2(vec2(PADDING, 0.0)), look.is_rtl());
        let room = strip.width() - if order.is_some() { 18.0 } else { 0.0 };
        let width = measure(ui, look, &column.title, font.clone()).min(room);
        let colour = if order.is_some() { p.text.0 } else { p.muted.0 };
        put(ui, look, strip.start(width), &column.title, (font.clone(), colour), Place::Start);
        if let Some((_, descending)) = order {
            strip.start(4.0);
            let sign = if descending { icon::CARET_DOWN } else { icon::CARET_UP };
            put_icon(ui, strip.start(12.0), sign, 11.0, colour);
        }
        response.widget_info(|| {
            egui::WidgetInfo::selected(Role::ColumnHeader, true, order.is_some(), &column.title)
        });
        if response.clicked() {
            clicked = Some(ix);
        }
    }
    clicked
}

/// Draws the cells of one row.
pub fn table_row(ui: &Ui, look: &Look, rect: Rect, columns: &[Column], cells: &[Cell]) {
    let p = look.palette();
    let font = look.tokens.font(look.tokens.text.body);
    for (cell, rect) in cells.iter().zip(rects(rect, look.is_rtl(), columns)) {
        let mut strip = Strip::new(rect.shrink2(vec2(PADDING, 0.0)), look.is_rtl());
        if let Some((sign, colour)) = cell.sign {
            put_icon(ui, strip.start(16.0), sign, 15.0, colour);
            strip.start(6.0);
        }
        let style = (font.clone(), cell.colour.unwrap_or(p.text.0));
        let base = if cell.document { Base::Rtl } else { look.base() };
        put_based(ui, look, strip.rest(), &cell.words, style, Place::Start, base);
    }
}

/// Draws a row of a list: its ground and its cells. Returns what is said of it: the words of the cells that have some.
pub fn list_row(
    ui: &Ui,
    look: &Look,
    rect: Rect,
    columns: &[Column],
    cells: &[Cell],
    state: RowLook,
) -> String {
    paint_row(ui, look, rect, state);
    table_row(ui, look, rect, columns, cells);
    let said = cells.iter().map(|cell| cell.words.as_str()).filter(|words| !words.is_empty());
    said.collect::<Vec<_>>().join(", ")
}
