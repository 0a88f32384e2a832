//! Contradictions of the open text, above it: what it says and what was reckoned. A click goes to the places.

use egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};
use jiff::civil::Weekday;

use super::Cx;
use crate::{
    engine::Entry,
    gui::{
        text,
        widgets::{Look, Strip, icon, put_icon},
    },
    i18n::Arg,
    model::{Contradiction, Flag},
    session::SelectCommand,
};

/// Room above and below the words, in points.
const PADDING: f32 = 5.0;

/// Draws a row for each contradiction and leaves the cursor of `ui` below them.
pub fn flags_ui(cx: &Cx<'_>, ui: &mut Ui, entry: &Entry) {
    for (ix, flag) in entry.facts.flags.iter().enumerate() {
        flag_ui(cx, ui, entry, ix, flag);
    }
}

fn flag_ui(cx: &Cx<'_>, ui: &mut Ui, entry: &Entry, ix: usize, flag: &Flag) {
    let look = cx.look;
    let p = look.palette();
    let words = sentence(look, flag, &entry.document.text);
    let area = ui.available_rect_before_wrap();
    let mut job = egui::text::LayoutJob::single_section(
        words.clone(),
        egui::TextFormat::simple(look.tokens.font(look.tokens.text.body), p.text.0),
    );
    job.wrap.max_width = area.width() - 64.0;
    let laid = text::layout(ui.ctx(), job, look.base());
    let rect = Rect::from_min_size(area.min, vec2(area.width(), laid.size().y.ceil() + 2.0 * PADDING));
    let response = ui.interact(rect, ui.scope_id().with(("flag", ix)), Sense::click());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, look.tokens.soft(p.warning.0));
    if response.has_focus() || response.hovered() {
        let colour = if response.has_focus() { p.focus.0 } else { p.warning.0 };
        let inside = rect.shrink(1.0);
        ui.painter().rect_stroke(inside, CornerRadius::same(2), Stroke::new(1.5, colour), StrokeKind::Inside);
    }
    let mut strip = Strip::new(rect.shrink2(vec2(20.0, 0.0)), look.is_rtl());
    put_icon(ui, strip.start(18.0), icon::WARNING, 15.0, p.warning.0);
    strip.start(6.0);
    let room = strip.rest();
    let x = if look.is_rtl() { room.right() - laid.size().x } else { room.left() };
    ui.painter().galley(pos2(x.round(), rect.top() + PADDING), laid.galley.clone(), p.text.0);
    ui.advance_cursor_after_rect(rect);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &words));
    let response = response.on_hover_text(look.tr("flag-places"));
    // One place after the other, from whichever is lit.
    if response.clicked() {
        let lit = cx.state.selection.words;
        let at = flag.spans.iter().position(|span| Some(*span) == lit).map_or(0, |at| at + 1);
        if let Some(span) = flag.spans.get(at).or(flag.spans.first()) {
            cx.send(SelectCommand::Show(entry.document.path.clone(), *span));
        }
    }
}

/// The contradiction in the words of the interface, with the words of the text.
fn sentence(look: &Look, flag: &Flag, text: &str) -> String {
    let quote = |ix: usize| flag.spans.get(ix).and_then(|span| span.of(text)).unwrap_or_default().trim();
    let quoted = |key: &str, rest: &[(&str, Arg<'_>)]| {
        let mut values = vec![("words", Arg::Outside(quote(0)))];
        values.extend_from_slice(rest);
        look.tr_with(key, &values)
    };
    match &flag.what {
        Contradiction::Weekday { stated, day } => {
            let stated = i8::try_from(*stated).ok().and_then(|day| Weekday::from_monday_one_offset(day).ok());
            let stated = stated.map_or(String::new(), |day| look.locale.weekday(day));
            let real = look.locale.weekday(day.weekday());
            let day = look.locale.date(*day);
            quoted(
                "flag-weekday",
                &[("stated", Arg::Word(&stated)), ("day", Arg::Word(&day)), ("real", Arg::Word(&real))],
            )
        }
        Contradiction::Clock { reckoned: (hour, minute), .. } => {
            let time = look.locale.digits(&format!("{hour:02}:{minute:02}"));
            quoted("flag-clock", &[("other", Arg::Outside(quote(1))), ("time", Arg::Word(&time))])
        }
        Contradiction::ImpossibleDate { month: Some((month, days)), year } => {
            let month = i8::try_from(*month).unwrap_or(0);
            let month = match year.and_then(|year| i16::try_from(year).ok()) {
                Some(year) => look.locale.month_of_year(year, month),
                None => look.locale.month(month),
            };
            quoted("flag-month", &[("month", Arg::Word(&month)), ("n", Arg::Count(usize::from(*days)))])
        }
        Contradiction::ImpossibleDate { month: None, .. } => quoted("flag-impossible", &[]),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        gui::theme::{Theme, Tokens},
        i18n::{Language, Locale},
        model::{ClockTime, Span},
    };

    #[test]
    fn both_values_stand_in_the_sentence_in_both_languages() {
        let text = "ab cd";
        let spans = vec![Span::new(0, 2), Span::new(3, 5)];
        let clock = |hour| ClockTime { hour, minute: 0, zone: "Asia/Baghdad".into() };
        let cases = [
            (Contradiction::Weekday { stated: 5, day: date(2020, 8, 17) }, ["Friday", "Monday"]),
            (
                Contradiction::Clock { first: clock(14), second: clock(20), reckoned: (21, 0) },
                ["21:00", "cd"],
            ),
            (
                Contradiction::ImpossibleDate { month: Some((2, 28)), year: Some(2021) },
                ["February 2021", "28 days"],
            ),
            (Contradiction::ImpossibleDate { month: None, year: None }, ["ab", "calendar"]),
        ];
        for (what, wanted) in cases {
            let flag = Flag { spans: spans.clone(), what };
            let say = |language| {
                let look = Look::new(Locale::new(language), Tokens::new(Theme::Light));
                sentence(&look, &flag, text)
            };
            let english = say(Language::En);
            assert!(wanted.iter().all(|value| english.contains(value)), "{english}");
            let kurdish = say(Language::Ckb);
            assert!(kurdish.contains("ab") && !kurdish.contains("Friday"), "{kurdish}");
        }
    }
}
