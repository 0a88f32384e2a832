//! Facts in the order of the days they speak of, a day's name standing once.

use egui::{Rect, Stroke, Ui, pos2, vec2};
use jiff::civil::Date;

use super::{
    Cx,
    facts::{fact_list, no_facts_ui},
};
use crate::{
    gui::{
        text::Base,
        widgets::{Place, Strip, measure, put, put_based, put_icon},
        words,
    },
    query::{FactKind, FactRow},
};

/// Width of the column of days, in points.
const DAYS: f32 = 176.0;

/// Draws the tab into the room of `ui`.
pub fn timeline_ui(cx: &Cx<'_>, ui: &mut Ui) {
    if cx.results.timeline.is_empty() {
        return no_facts_ui(cx, ui, &cx.results.timeline);
    }
    let mut shown: Option<(Date, Date)> = None;
    fact_list(cx, ui, "timeline", &cx.results.timeline, |ui, rect, row| {
        let first = row.days != shown;
        shown = row.days;
        row_ui(cx, ui, rect, row, first);
    });
}

fn row_ui(cx: &Cx<'_>, ui: &Ui, rect: Rect, row: &FactRow, first_of_day: bool) {
    let look = cx.look;
    let p = look.palette();
    let font = look.tokens.font(look.tokens.text.body);
    let mut strip = Strip::new(rect.shrink2(vec2(12.0, 0.0)), look.is_rtl());
    let day = strip.start(DAYS);
    if first_of_day && let Some((from, to)) = row.days {
        let words = if from == to { look.locale.date(from) } else { period(cx, row, from, to) };
        put(ui, look, day, &words, (look.tokens.bold(look.tokens.text.body), p.text.0), Place::Start);
    }
    let rail = strip.start(24.0);
    let (sign, colour) = words::kind_sign(&look.tokens, row.finer);
    ui.painter().vline(rail.center().x, rect.y_range(), Stroke::new(1.0, p.border.0));
    let dot = Rect::from_center_size(pos2(rail.center().x, rect.center().y), vec2(20.0, 20.0));
    ui.painter().circle_filled(dot.center(), 10.0, p.paper.0);
    put_icon(ui, dot, sign, 15.0, colour);
    strip.start(8.0);
    let (title, detail) = words::fact_lines(look, row);
    let bold = look.tokens.bold(look.tokens.text.body);
    let width = measure(ui, look, &title, bold.clone()).min(220.0);
    put(ui, look, strip.start(width), &title, (bold, p.text.0), Place::Start);
    strip.start(12.0);
    // The day stands at the beginning of the row; what the text calls it says more.
    let words = if row.fact.kind == FactKind::Time { row.text() } else { &detail };
    put_based(ui, look, strip.rest(), words, (font, p.muted.0), Place::Start, Base::Rtl);
}

/// A month or year by its name, another stretch by its value.
fn period(cx: &Cx<'_>, row: &FactRow, from: Date, to: Date) -> String {
    let whole = row.time.as_deref().map(|value| cx.look.locale.time_value(value));
    whole.unwrap_or_else(|| format!("{} – {}", cx.look.locale.date(from), cx.look.locale.date(to)))
}
