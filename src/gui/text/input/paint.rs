//! Paints an input: frame, selection, text or hint, what is being composed, caret.

use std::sync::Arc;

use egui::{
    Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2, output::IMEOutput, pos2, text_selection, vec2,
};

use super::{Field, State};
use crate::gui::text::Laid;

pub(super) fn paint(
    ui: &mut Ui,
    field: &Field<'_>,
    state: &State,
    response: &Response,
    laid: &Arc<Laid>,
    (rect, inner, origin): (Rect, Rect, Pos2),
) {
    let visuals = ui.style().interact(response);
    let focused = response.has_focus();
    let stroke = if focused { ui.visuals().selection.stroke } else { visuals.bg_stroke };
    ui.painter().rect(
        rect,
        visuals.corner_radius,
        ui.visuals().text_edit_bg_color(),
        Stroke::new(stroke.width.max(1.0), stroke.color),
        StrokeKind::Inside,
    );
    let clip =
        Rect::from_min_max(pos2(inner.left() - 1.0, rect.top()), pos2(inner.right() + 1.0, rect.bottom()));
    let painter = ui.painter_at(clip.intersect(ui.clip_rect()));
    let by = origin.to_vec2();
    if laid.text().is_empty() {
        if !field.input.hint.is_empty() {
            paint_hint(&painter, ui, field, inner, origin);
        }
    } else {
        if focused {
            for area in laid.rects(&state.editor.selection()) {
                painter.rect_filled(area.translate(by), 0.0, ui.visuals().selection.bg_fill);
            }
        }
        painter.galley(origin, Arc::clone(&laid.galley), ui.visuals().text_color());
        let composed = state.editor.caret().byte..state.editor.caret().byte + state.editor.preedit().len();
        for area in laid.rects(&composed) {
            let area = area.translate(by);
            painter.hline(area.x_range(), area.bottom() - 1.0, (1.0, ui.visuals().text_color()));
        }
    }
    if focused {
        paint_caret(ui, &painter, field, state, laid, (inner, by));
    }
}

fn paint_hint(painter: &egui::Painter, ui: &Ui, field: &Field<'_>, inner: Rect, origin: Pos2) {
    let hint = field.lay_out_text(field.input.hint.to_owned(), field.input.base, field.is_multi());
    // A hint wider than the input shows its beginning.
    let over = (hint.size().x - inner.width()).max(0.0);
    let shift = if hint.is_rtl() { vec2(-over, 0.0) } else { Vec2::ZERO };
    painter.galley(
        pos2(inner.left(), origin.y) + shift,
        Arc::clone(&hint.galley),
        ui.visuals().weak_text_color(),
    );
}

fn paint_caret(
    ui: &Ui,
    painter: &egui::Painter,
    field: &Field<'_>,
    state: &State,
    laid: &Laid,
    (inner, by): (Rect, Vec2),
) {
    let caret = field.caret_rect(state, laid).translate(by);
    let (now, window_focused) = ui.input(|input| (input.time, input.focused));
    if window_focused {
        text_selection::visuals::paint_text_cursor(ui, painter, caret, now - state.touched);
    }
    let to_global = ui.ctx().layer_transform_to_global(ui.layer_id()).unwrap_or_default();
    ui.output_mut(|output| {
        output.ime = Some(IMEOutput {
            purpose: egui::IMEPurpose::Normal,
            rect: to_global * inner,
            cursor_rect: to_global * caret,
            should_interrupt_composition: false,
        });
    });
}
