//! Above the text: title, day, outlet, path; steps between hits; which kinds are shown.

use egui::{Align, Layout, Rect, Stroke, Ui, UiBuilder, vec2};

use super::Cx;
use crate::{
    engine::Entry,
    gui::{
        text::Base,
        widgets::{Place, Strip, icon, icon_button, measure, menu, menu_item, put, put_based, put_icon},
        words,
    },
    i18n::Arg,
    query::FactKind,
    session::{SettingCommand, UiCommand},
};

const HEIGHT: f32 = 64.0;

/// Draws it and leaves the cursor of `ui` below.
pub fn head_ui(cx: &Cx<'_>, ui: &mut Ui, entry: &Entry, hits: usize) {
    let look = cx.look;
    let p = look.palette();
    let area = ui.available_rect_before_wrap();
    let rect = Rect::from_min_size(area.min, vec2(area.width(), HEIGHT));
    let mut strip = Strip::new(rect.shrink2(vec2(20.0, 8.0)), look.is_rtl());
    let searched = if cx.results.understood.is_some() { 36.0 } else { 0.0 };
    let actions = strip.end(searched + if hits > 0 { 232.0 } else { 72.0 });
    actions_ui(cx, ui, actions, hits);
    strip.end(8.0);
    let words = strip.rest();
    let line =
        |top: f32, height: f32| Rect::from_min_size(words.min + vec2(0.0, top), vec2(words.width(), height));
    let title = crate::query::title(&entry.document);
    let bold = look.tokens.bold(look.tokens.text.heading);
    put_based(ui, look, line(0.0, 26.0), title, (bold, p.text.0), Place::Start, Base::Rtl);
    let mut parts = vec![super::documents::date_words(look, &entry.facts.date)];
    parts.extend(entry.document.metadata.source.clone());
    let mut facts = Strip::new(line(26.0, 22.0), look.is_rtl());
    let small = look.tokens.font(look.tokens.text.small);
    for (sign, part) in [icon::CALENDAR, icon::TAG].into_iter().zip(&parts) {
        if facts.width() < 60.0 {
            break;
        }
        let begin = facts.start(16.0);
        put_icon(ui, begin, sign, 13.0, p.muted.0);
        facts.start(4.0);
        let width = measure(ui, look, part, small.clone());
        let words = facts.start(width);
        put(ui, look, words, part, (small.clone(), p.muted.0), Place::Start);
        if sign == icon::CALENDAR {
            date_button(cx, ui, begin.union(words), part);
        }
        facts.start(16.0);
    }
    if facts.width() >= 60.0 {
        put_icon(ui, facts.start(16.0), icon::FILE_TEXT, 13.0, p.muted.0);
        facts.start(4.0);
        let path = &entry.document.path;
        put_based(ui, look, facts.rest(), path, (small, p.muted.0), Place::Start, Base::Auto);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    ui.advance_cursor_after_rect(rect);
    super::flags::flags_ui(cx, ui, entry);
}

/// The day is a button: it can be set.
fn date_button(cx: &Cx<'_>, ui: &Ui, rect: Rect, day: &str) {
    let look = cx.look;
    let action = look.tr("command-show-date");
    let response = ui.interact(rect.expand(3.0), ui.scope_id().with("document date"), egui::Sense::click());
    let name = format!("{day}: {action}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.0, look.palette().border.0);
        ui.painter().rect_stroke(rect.expand(3.0), 4.0, stroke, egui::StrokeKind::Outside);
    }
    if response.on_hover_text(action).clicked() {
        cx.send(UiCommand::ShowDate);
    }
}

fn actions_ui(cx: &Cx<'_>, ui: &mut Ui, rect: Rect, hits: usize) {
    let look = cx.look;
    let layout = if look.is_rtl() {
        Layout::left_to_right(Align::Center)
    } else {
        Layout::right_to_left(Align::Center)
    };
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), 32.0));
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    ui.spacing_mut().item_spacing.x = 4.0;
    kinds_ui(cx, &mut ui);
    if icon_button(&mut ui, look, icon::QUOTES, &look.tr("command-copy-citation")).clicked() {
        cx.send(UiCommand::CopyCitation);
    }
    if hits > 0 {
        if icon_button(&mut ui, look, icon::CARET_DOWN, &look.tr("command-next-hit")).clicked() {
            cx.send(UiCommand::NextHit);
        }
        let words = match cx.state.selection.hit {
            Some(hit) => look.tr_with("hit-of", &[("n", Arg::Count(hit + 1)), ("total", Arg::Count(hits))]),
            None => look.tr_with("hit-count", &[("n", Arg::Count(hits))]),
        };
        let (rect, response) = ui.allocate_exact_size(vec2(84.0, 28.0), egui::Sense::hover());
        let style = (look.tokens.font(look.tokens.text.small), look.palette().text.0);
        put(&ui, look, rect, &words, style, Place::Centre);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Status, true, &words));
        if icon_button(&mut ui, look, icon::CARET_UP, &look.tr("command-previous-hit")).clicked() {
            cx.send(UiCommand::PreviousHit);
        }
    }
    if let Some(document) = cx.document() {
        super::understood::why_ui(cx, &mut ui, document);
    }
}

/// The menu of kinds to show beside and in the text, each with a sample of its line.
fn kinds_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let look = cx.look;
    let button = icon_button(ui, look, icon::EYE, &look.tr("shown-kinds"));
    menu(&button, look, 220.0, |ui| {
        for kind in FactKind::ALL {
            let on = !cx.state.settings.hidden_kinds.contains(&kind);
            let (sign, colour) = words::kind_sign(&look.tokens, kind.value());
            let label = words::kind(look, kind.value());
            let sign = if kind == FactKind::Mention {
                (icon::USERS, look.palette().muted.0)
            } else {
                (sign, colour)
            };
            if menu_item(ui, look, Some(sign), &label, None, Some(on)).clicked() {
                cx.send(SettingCommand::ShowKind(kind, !on));
            }
        }
    });
}
