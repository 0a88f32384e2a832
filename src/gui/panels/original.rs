//! A text that was converted from an old font's encoding: says so, and shows it as it was.

use egui::{Rect, Stroke, Ui, UiBuilder, accesskit::Role, vec2};

use super::Cx;
use crate::{
    engine::Entry,
    gui::{
        text::document::{DocumentView, Page},
        theme::ROW,
        widgets::{Place, Strip, icon, measure, put, put_icon, text_button},
    },
    i18n::Arg,
    model::{Conversion, DocId},
    session::SelectCommand,
};

const HEIGHT: f32 = 40.0;

/// Draws the line that says so and leaves the cursor of `ui` below; nothing for a text as it was read.
pub fn converted_ui(cx: &Cx<'_>, ui: &mut Ui, entry: &Entry) {
    if entry.document.conversion.is_none() {
        return;
    }
    let look = cx.look;
    let p = look.palette();
    let area = ui.available_rect_before_wrap();
    let rect = Rect::from_min_size(area.min, vec2(area.width(), HEIGHT));
    ui.painter().rect_filled(rect, 0.0, p.side.0);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    let mut strip = Strip::new(rect.shrink2(vec2(20.0, 4.0)), look.is_rtl());
    let original = cx.state.selection.original;
    let action = look.tr(if original { "show-converted" } else { "show-original" });
    let width = measure(ui, look, &action, look.tokens.font(look.tokens.text.body)) + 26.0;
    let place = strip.end(width);
    let place = Rect::from_center_size(place.center(), vec2(place.width(), ROW));
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt("original"));
    if text_button(&mut child, look, None, &action, false).clicked() {
        cx.send(SelectCommand::Original(!original));
    }
    strip.end(12.0);
    put_icon(ui, strip.start(18.0), icon::INFO, 15.0, p.muted.0);
    strip.start(6.0);
    let key = if original { "original-shown" } else { "converted-from" };
    let words = look.tr_with(key, &[("encoding", Arg::Outside(&entry.document.encoding))]);
    let style = (look.tokens.font(look.tokens.text.body), p.text.0);
    let drawn = put(ui, look, strip.rest(), &words, style, Place::Start);
    let said = ui.interact(drawn, ui.scope_id().with("converted"), egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, &words));
    ui.advance_cursor_after_rect(rect);
}

/// Draws the text as it was, without marks and facts: those are of the converted one.
pub fn original_ui(
    cx: &Cx<'_>,
    ui: &mut Ui,
    document: DocId,
    conversion: &Conversion,
    view: &mut DocumentView,
) {
    let tokens = &cx.look.tokens;
    let size = tokens.text.reader;
    let name = cx.look.tr("show-original");
    let page = Page {
        name: &name,
        language: "und",
        ..Page::new(u64::from(document.0), &conversion.original, tokens.font(size), (size * 1.9).round())
    };
    let mut child = ui.new_child(
        UiBuilder::new()
            .max_rect(ui.available_rect_before_wrap().shrink2(vec2(20.0, 10.0)))
            .id_salt("as it was"),
    );
    view.show(&mut child, &page, &mut ());
}
