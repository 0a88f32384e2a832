//! When documents were written and which days they speak of: two ranges, typed as days.

use egui::{Rect, Ui};
use jiff::civil::Date;

use super::Cx;
use crate::{
    gui::{
        theme::ROW,
        widgets::{Field, Place, Strip, put},
    },
    query::DayRange,
    session::FilterCommand,
};

/// Draws both ranges.
pub fn dates_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let filter = &cx.state.query.filter;
    if let Some(range) = range_ui(cx, ui, "facet-published", filter.published) {
        cx.send(FilterCommand::Published(range));
    }
    if let Some(range) = range_ui(cx, ui, "facet-mentioned", filter.mentioned) {
        cx.send(FilterCommand::Mentioned(range));
    }
}

fn range_ui(cx: &Cx<'_>, ui: &mut Ui, key: &'static str, range: DayRange) -> Option<DayRange> {
    let look = cx.look;
    let p = look.palette();
    let title = look.tr(key);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 28.0), egui::Sense::hover());
    let mut strip = Strip::new(rect, look.is_rtl());
    strip.start(4.0);
    let font = look.tokens.bold(look.tokens.text.body);
    put(ui, look, strip.rest(), &title, (font, p.text.0), Place::Start);
    let mut changed = None;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW), egui::Sense::hover());
    let mut strip = Strip::new(rect, look.is_rtl());
    let half = ((rect.width() - 8.0) / 2.0).floor();
    let places = [strip.start(half), strip.end(half)];
    let from = look.tr("date-from");
    if let Some(Typed(day)) =
        day_ui(cx, ui, (key, "from"), &format!("{title}: {from}"), &from, range.from, places[0])
    {
        changed = Some(DayRange { from: day, ..range });
    }
    let to = look.tr("date-to");
    if let Some(Typed(day)) = day_ui(cx, ui, (key, "to"), &format!("{title}: {to}"), &to, range.to, places[1])
    {
        changed = Some(DayRange { to: day, ..range });
    }
    ui.add_space(12.0);
    changed
}

/// What a field for a day came to hold.
struct Typed(Option<Date>);

/// One day: what is typed stays until it is a day or nothing; then it is sent.
fn day_ui(
    cx: &Cx<'_>,
    ui: &mut Ui,
    salt: (&'static str, &'static str),
    name: &str,
    hint: &str,
    day: Option<Date>,
    place: Rect,
) -> Option<Typed> {
    let id = ui.scope_id().with(salt);
    let known = day.map_or_else(String::new, |day| cx.look.locale.date_short(day));
    let (mut typed, before) =
        ui.data(|d| d.get_temp::<(String, String)>(id)).unwrap_or_else(|| (known.clone(), known.clone()));
    if before != known {
        typed.clone_from(&known); // changed elsewhere: a chip was removed, a view was opened
    }
    let read = read_day(&typed);
    let field = Field { id, name, hint, width: place.width(), wrong: read.is_err(), icon: None };
    let response = field.show_at(ui, cx.look, place, &mut typed);
    ui.data_mut(|d| d.insert_temp(id, (typed.clone(), known)));
    let read = read_day(&typed);
    (response.changed() || response.lost_focus())
        .then_some(read.ok())
        .flatten()
        .filter(|read| *read != day)
        .map(Typed)
}

/// A day in any of the three sets of digits, `2020-08-18` or with slashes; nothing is no bound.
pub(super) fn read_day(typed: &str) -> Result<Option<Date>, ()> {
    let plain: String = typed
        .trim()
        .chars()
        .map(|c| match c {
            '\u{0660}'..='\u{0669}' => char::from(b'0' + (c as u32 - 0x0660) as u8),
            '\u{06f0}'..='\u{06f9}' => char::from(b'0' + (c as u32 - 0x06f0) as u8),
            '/' | '.' => '-',
            _ => c,
        })
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let mut parts = plain.splitn(3, '-').map(str::parse::<i16>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) if year > 31 => {
            let (month, day) = (i8::try_from(month), i8::try_from(day));
            let (Ok(month), Ok(day)) = (month, day) else { return Err(()) };
            Date::new(year, month, day).map(Some).map_err(drop)
        }
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::read_day;
    use jiff::civil::date;

    #[test]
    fn days_in_every_digit_set() {
        assert_eq!(read_day(""), Ok(None));
        assert_eq!(read_day("2020-08-18"), Ok(Some(date(2020, 8, 18))));
        assert_eq!(read_day(" ٢٠٢٠/٨/١٨"), Ok(Some(date(2020, 8, 18))));
        assert_eq!(read_day("۲۰۲۰.۰۸.۱۸"), Ok(Some(date(2020, 8, 18))));
        for wrong in ["2020", "18-08-2020", "2020-02-30", "soon"] {
            assert_eq!(read_day(wrong), Err(()), "{wrong}");
        }
    }
}
