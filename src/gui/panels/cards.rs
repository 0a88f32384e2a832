//! The facts beside a paragraph: a card for each, and the names below them as small chips.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role,
    epaint::text::TextWrapping, pos2, vec2,
};

use super::Cx;
use crate::{
    gui::{
        reading::{Marked, Paragraph},
        text::{self, Base, Laid},
        widgets::{Place, Strip, context_menu, icon, measure, menu_item, put_based, put_icon},
        words,
    },
    query::{FactKind, FactRef, FactRow},
    session::{LanguageCommand, SelectCommand},
};

const PADDING: f32 = 8.0;
/// Distance of the lines of a card, in points.
const LINE: f32 = 21.0;
const SIGN: f32 = 16.0;
const GAP: f32 = 4.0;
const NAME: f32 = 24.0;
/// Side of the sign that asks why a fact is there.
const WHY: f32 = 22.0;

/// Most lines of a fact's words; the text beside it has the rest.
const LINES: usize = 2;

/// Is a kind shown beside the text?
fn shown(cx: &Cx<'_>, kind: FactKind) -> bool {
    !cx.state.settings.hidden_kinds.contains(&kind)
}

/// Does the reader's user see marks of this kind?
pub fn marked(cx: &Cx<'_>, mark: &Marked) -> bool {
    shown(cx, mark.fact.kind)
}

/// Kind and words of a fact as one short paragraph.
fn lay(cx: &Cx<'_>, ui: &Ui, row: &FactRow, width: f32) -> Arc<Laid> {
    let look = cx.look;
    let tokens = &look.tokens;
    let (title, words) = words::fact_lines(look, row);
    let (_, colour) = words::kind_sign(tokens, row.finer);
    let mut job = egui::text::LayoutJob::default();
    let line_height = Some(LINE);
    let bold =
        egui::TextFormat { line_height, ..egui::TextFormat::simple(tokens.bold(tokens.text.small), colour) };
    let font = tokens.font(tokens.text.body);
    let plain = egui::TextFormat { line_height, ..egui::TextFormat::simple(font, look.palette().text.0) };
    job.append(&title, 0.0, bold);
    job.append(&format!("  {words}"), 0.0, plain);
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: LINES,
        overflow_character: Some('…'),
        ..TextWrapping::default()
    };
    job.break_on_newline = false;
    text::layout(ui.ctx(), job, look.base())
}

/// Height of the cards of a paragraph at a width, in points.
pub fn height(cx: &Cx<'_>, ui: &Ui, paragraph: &Paragraph, width: f32) -> f32 {
    let mut y = 0.0;
    for fact in paragraph.facts.iter().filter(|fact| shown(cx, fact.kind)) {
        if let Some(row) = cx.fact_row(*fact) {
            y += card_height(cx, ui, &row, width) + GAP;
        }
    }
    y + names(cx, ui, paragraph, width).last().map_or(0.0, |(_, rect, _)| rect.bottom() + GAP)
}

fn card_height(cx: &Cx<'_>, ui: &Ui, row: &FactRow, width: f32) -> f32 {
    lay(cx, ui, row, words_width(width)).size().y.ceil() + PADDING
}

/// Room of a card's words: what bar, icon and margins leave.
fn words_width(width: f32) -> f32 {
    width - 3.0 - 2.0 * PADDING - SIGN - 6.0
}

/// Draws the cards from `origin` down; returns the fact under the pointer.
pub fn cards_ui(
    cx: &Cx<'_>,
    ui: &Ui,
    paragraph: &Paragraph,
    area: Rect,
    hovered: Option<FactRef>,
) -> Option<FactRef> {
    let mut under = None;
    let mut y = area.top();
    for fact in paragraph.facts.iter().filter(|fact| shown(cx, fact.kind)) {
        let Some(row) = cx.fact_row(*fact) else { continue };
        let height = card_height(cx, ui, &row, area.width());
        let rect = Rect::from_min_size(pos2(area.left(), y), vec2(area.width(), height));
        if ui.is_rect_visible(rect) && card(cx, ui, rect, &row, hovered == Some(*fact)) {
            under = Some(*fact);
        }
        y += height + GAP;
    }
    for (name, rect, words) in names(cx, ui, paragraph, area.width()) {
        let rect = rect.translate(vec2(area.left(), y));
        if ui.is_rect_visible(rect) && name_ui(cx, ui, rect, &name, &words, hovered == Some(name.fact)) {
            under = Some(name.fact);
        }
    }
    under
}

/// Draws one card; is the pointer over it?
fn card(cx: &Cx<'_>, ui: &Ui, rect: Rect, row: &FactRow, lit: bool) -> bool {
    let look = cx.look;
    let p = look.palette();
    let response = ui.interact(rect, ui.scope_id().with(("card", row.fact)), Sense::CLICK);
    let selected = cx.state.selection.fact == Some(row.fact);
    let (sign, colour) = words::kind_sign(&look.tokens, row.finer);
    let fill = if selected || lit || response.hovered() { look.tokens.soft(colour) } else { p.side.0 };
    ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
    if selected {
        ui.painter().rect_stroke(rect, CornerRadius::same(5), Stroke::new(1.5, colour), StrokeKind::Inside);
    }
    let mut strip = Strip::new(rect, look.is_rtl());
    let bar = strip.start(3.0);
    ui.painter().rect_filled(bar, CornerRadius::same(1), colour);
    let mut inner = Strip::new(strip.rest().shrink2(vec2(PADDING, PADDING / 2.0)), look.is_rtl());
    let mut place = inner.start(SIGN);
    place.set_height(LINE);
    put_icon(ui, place, sign, 15.0, colour);
    inner.start(6.0);
    let laid = lay(cx, ui, row, words_width(rect.width()));
    let room = inner.rest();
    let x = if look.is_rtl() { room.right() - laid.size().x } else { room.left() };
    ui.painter().galley(Pos2::new(x.round(), room.top()), laid.galley.clone(), p.text.0);
    let (title, words) = words::fact_lines(look, row);
    let name = format!("{title}: {words}");
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, selected, &name));
    let asked = why_ui(cx, ui, rect, row.fact, fill, response.contains_pointer() || selected);
    if response.clicked() && !asked {
        cx.send(SelectCommand::Fact(row.fact));
    }
    why_menu(cx, &response, row.fact);
    response.contains_pointer()
}

/// The sign at a card's end that asks why the fact is there, while the card is pointed at or selected.
fn why_ui(cx: &Cx<'_>, ui: &Ui, card: Rect, fact: FactRef, fill: Color32, shown: bool) -> bool {
    if !shown {
        return false;
    }
    let look = cx.look;
    let mut strip = Strip::new(card.shrink2(vec2(2.0, 2.0)), look.is_rtl());
    let place = Rect::from_min_size(strip.end(WHY).min, vec2(WHY, WHY));
    let response = ui.interact(place, ui.scope_id().with(("why", fact)), Sense::CLICK);
    let p = look.palette();
    ui.painter().rect_filled(place, CornerRadius::same(4), if response.hovered() { p.hover.0 } else { fill });
    put_icon(ui, place, icon::INFO, 15.0, if response.hovered() { p.text.0 } else { p.muted.0 });
    let name = look.tr("explain-this");
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    let asked = response.clicked();
    if asked {
        cx.send(LanguageCommand::ExplainFact(fact));
    }
    response.on_hover_text(name);
    asked
}

/// The same as a menu of the second button.
fn why_menu(cx: &Cx<'_>, of: &egui::Response, fact: FactRef) {
    let look = cx.look;
    context_menu(of, look, 240.0, |ui| {
        let sign = Some((icon::INFO, look.palette().muted.0));
        if menu_item(ui, look, sign, &look.tr("explain-this"), Some("E"), None).clicked() {
            cx.send(LanguageCommand::ExplainFact(fact));
            ui.close();
        }
    });
}

/// Names of a paragraph with their places below each other in lines, relative to the end of the cards.
fn names(cx: &Cx<'_>, ui: &Ui, paragraph: &Paragraph, width: f32) -> Vec<(Marked, Rect, String)> {
    if !shown(cx, FactKind::Mention) {
        return Vec::new();
    }
    let look = cx.look;
    let font = look.tokens.font(look.tokens.text.small);
    let (mut x, mut y) = (0.0, 4.0);
    let mut out = Vec::with_capacity(paragraph.names.len());
    for name in &paragraph.names {
        let Some(words) = cx.fact_row(name.fact).and_then(|row| row.who.first().cloned()) else { continue };
        let wide = (measure(ui, look, &words, font.clone()) + 36.0).min(width);
        if x > 0.0 && x + wide > width {
            (x, y) = (0.0, y + NAME + GAP);
        }
        let left = if look.is_rtl() { width - x - wide } else { x };
        out.push((*name, Rect::from_min_size(pos2(left, y), vec2(wide, NAME)), words));
        x += wide + GAP;
    }
    out
}

fn name_ui(cx: &Cx<'_>, ui: &Ui, rect: Rect, name: &Marked, words: &str, lit: bool) -> bool {
    let look = cx.look;
    let response = ui.interact(rect, ui.scope_id().with(("name", name.fact)), Sense::CLICK);
    let selected = cx.state.selection.fact == Some(name.fact);
    let (sign, colour) = words::kind_sign(&look.tokens, name.finer);
    let fill =
        if selected || lit || response.hovered() { look.tokens.soft(colour) } else { Color32::TRANSPARENT };
    let border = if selected { colour } else { look.palette().border.0 };
    let radius = CornerRadius::same((NAME / 2.0) as u8);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    let mut strip = Strip::new(rect.shrink2(vec2(8.0, 0.0)), look.is_rtl());
    put_icon(ui, strip.start(13.0), sign, 13.0, colour);
    strip.start(4.0);
    let style = (look.tokens.font(look.tokens.text.small), look.palette().text.0);
    put_based(ui, look, strip.rest(), words, style, Place::Start, Base::Rtl);
    let spoken = format!("{}: {words}", words::kind(look, name.finer));
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, selected, &spoken));
    if response.clicked() {
        cx.send(SelectCommand::Fact(name.fact));
    }
    why_menu(cx, &response, name.fact);
    response.hovered()
}
