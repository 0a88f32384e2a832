//! Paints the visible paragraphs: marks behind the letters, the selection, the letters, lines beneath.

use std::ops::Range;

use egui::{Color32, Rect, Stroke, Ui, pos2};

use super::{Page, ShownParagraph};

pub(super) fn paint(ui: &Ui, page: &Page<'_>, rows: &[ShownParagraph], selected: Option<&Range<usize>>) {
    let painter = ui.painter();
    let clip = ui.clip_rect();
    let color = ui.visuals().text_color();
    for row in rows {
        let bytes = row.start..row.start + row.laid.text().len();
        let marks = || page.marks.iter().filter(|m| m.bytes.start < bytes.end && bytes.start < m.bytes.end);
        for mark in marks().filter(|m| m.background != Color32::TRANSPARENT) {
            for rect in row.rects(&mark.bytes).filter(|r| r.intersects(clip)) {
                painter.rect_filled(rect.shrink2(egui::vec2(0.0, inset(page))), 2.0, mark.background);
            }
        }
        if let Some(selected) = selected {
            for rect in row.rects(selected).filter(|r| r.intersects(clip)) {
                painter.rect_filled(rect, 0.0, ui.visuals().selection.bg_fill);
            }
        }
        painter.galley(row.pos, std::sync::Arc::clone(&row.laid.galley), color);
        for mark in marks().filter(|m| m.underline != Stroke::NONE) {
            for rect in row.rects(&mark.bytes).filter(|r| r.intersects(clip)) {
                painter.rect_filled(underline(page, rect, mark.underline), 0.0, mark.underline.color);
            }
        }
    }
}

/// Marks of neighbouring lines must not touch when lines stand far apart.
fn inset(page: &Page<'_>) -> f32 {
    (0.5 * (page.line_height - 1.56 * page.font.size)).max(0.0)
}

/// Below the descenders: Vazirmatn's row is 1.56 of the font size high.
fn underline(page: &Page<'_>, rect: Rect, stroke: Stroke) -> Rect {
    let bottom = rect.bottom() - inset(page);
    Rect::from_min_max(pos2(rect.left(), bottom - stroke.width), pos2(rect.right(), bottom))
}
