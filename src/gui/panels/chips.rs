//! The row of active filters, each removed by a click, with the count of what is left.

use egui::{Color32, Rect, Sense, Ui, UiBuilder, vec2};
use jiff::civil::Date;

use super::Cx;
use crate::{
    gui::{
        widgets::{Place, Strip, chip, chip_width, icon, icon_button, measure, put},
        words,
    },
    i18n::Arg,
    query::{DayRange, Facet, FacetValue, Mark},
    session::{FilterCommand, UiCommand},
};

/// What a chip stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words,
    Value(Facet, FacetValue),
    Published,
    Mentioned,
    SamePassage,
    StoriesOnce,
}

struct Chip {
    part: Part,
    sign: (char, Color32),
    words: String,
    excluded: bool,
}

const GAP: f32 = 8.0;
/// Height of one line of chips with its room, in points.
pub const LINE: f32 = 34.0;

/// Height the row needs for the filter as it is, in points; one line even when it is empty, so that nothing
/// below moves when the first filter is set.
pub fn height(cx: &Cx<'_>, ui: &Ui, width: f32) -> f32 {
    let room = width - count_width(cx, ui) - 32.0;
    let lines = places(cx, ui, &chips(cx), room).last().map_or(0.0, |place| place.1) + 1.0;
    lines.min(3.0) * LINE + 6.0
}

/// Draws the row.
pub fn chips_ui(cx: &Cx<'_>, ui: &mut Ui, rect: Rect) {
    let look = cx.look;
    let p = look.palette();
    let chips = chips(cx);
    let mut strip = Strip::new(rect.shrink2(vec2(16.0, 3.0)), look.is_rtl());
    let font = look.tokens.font(look.tokens.text.body);
    let mut side = strip.end(count_width(cx, ui));
    side.set_height(LINE);
    let counted = ui.interact(side, ui.scope_id().with("count"), Sense::hover());
    let count = count_text(cx);
    counted.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Status, true, &count));
    put(ui, look, side, &count, (font.clone(), p.text.0), Place::End);
    strip.end(GAP);
    let area = strip.rest();
    if chips.is_empty() {
        let mut line = area;
        line.set_height(LINE);
        put(ui, look, line, &look.tr("no-filter"), (font, p.muted.0), Place::Start);
        return;
    }
    let remove = look.tr("remove-filter");
    for (item, (x, line, width)) in chips.iter().zip(places(cx, ui, &chips, area.width())) {
        let top = area.top() + line * LINE + 4.0;
        if top + LINE > rect.bottom() + LINE {
            break;
        }
        let left = if look.is_rtl() { area.right() - x - width } else { area.left() + x };
        let place = Rect::from_min_size(egui::pos2(left, top), vec2(width, LINE));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place).layout(look.column()));
        if chip(&mut child, look, item.sign, &item.words, item.excluded, &remove).clicked() {
            cx.send(taken_back(&item.part));
        }
    }
}

/// The button that takes all filters back; nothing where there is none.
pub fn clear_ui(cx: &Cx<'_>, ui: &mut Ui) {
    if !cx.state.query.filter.is_empty()
        && icon_button(ui, cx.look, icon::X_CIRCLE, &cx.look.tr("clear-filters")).clicked()
    {
        cx.send(UiCommand::ClearFilters);
    }
}

fn count_text(cx: &Cx<'_>) -> String {
    let (shown, total) = (cx.results.documents.len(), cx.results.total);
    if cx.results.query.filter.stories_once {
        cx.look.tr_with("count-stories", &[("n", Arg::Count(shown)), ("total", Arg::Count(total))])
    } else if shown == total {
        words::documents(cx.look, total)
    } else {
        cx.look.tr_with("count-of", &[("n", Arg::Count(shown)), ("total", Arg::Count(total))])
    }
}

fn count_width(cx: &Cx<'_>, ui: &Ui) -> f32 {
    measure(ui, cx.look, &count_text(cx), cx.look.tokens.font(cx.look.tokens.text.body)) + 4.0
}

fn taken_back(part: &Part) -> FilterCommand {
    match part {
        Part::Words => FilterCommand::Words(String::new()),
        Part::Value(facet, value) => FilterCommand::Mark(facet.clone(), value.clone(), None),
        Part::Published => FilterCommand::Published(DayRange::default()),
        Part::Mentioned => FilterCommand::Mentioned(DayRange::default()),
        Part::SamePassage => FilterCommand::SamePassage(false),
        Part::StoriesOnce => FilterCommand::StoriesOnce(false),
    }
}

/// Distance from the beginning, line and width of each chip.
fn places(cx: &Cx<'_>, ui: &Ui, chips: &[Chip], room: f32) -> Vec<(f32, f32, f32)> {
    let (mut x, mut line) = (0.0, 0.0);
    chips
        .iter()
        .map(|chip| {
            let width = chip_width(ui, cx.look, &chip.words);
            if x > 0.0 && x + width > room {
                (x, line) = (0.0, line + 1.0);
            }
            let place = (x, line, width);
            x += width + GAP;
            place
        })
        .collect()
}

fn chips(cx: &Cx<'_>) -> Vec<Chip> {
    let look = cx.look;
    let filter = &cx.state.query.filter;
    let mut chips = Vec::new();
    let accent = look.palette().accent.0;
    if !filter.words.trim().is_empty() {
        let words = filter.words.trim().to_owned();
        chips.push(Chip {
            part: Part::Words,
            sign: (icon::MAGNIFYING_GLASS, accent),
            words,
            excluded: false,
        });
    }
    for (facet, value, mark) in filter.marks() {
        let label = cx.store.label(facet, value).unwrap_or_else(|| value.clone());
        chips.push(Chip {
            part: Part::Value(facet.clone(), value.clone()),
            sign: words::value_sign(&look.tokens, facet, value),
            words: words::value(look, facet, value, &label),
            excluded: mark == Mark::Exclude,
        });
    }
    let time = look.palette().kinds.time.0;
    for (part, key, range) in [
        (Part::Published, "facet-published", filter.published),
        (Part::Mentioned, "facet-mentioned", filter.mentioned),
    ] {
        if !range.is_open() {
            let words = format!("{}: {}", look.tr(key), range_words(cx, range));
            chips.push(Chip { part, sign: (icon::CALENDAR, time), words, excluded: false });
        }
    }
    if filter.same_passage {
        let words = look.tr("same-passage");
        chips.push(Chip { part: Part::SamePassage, sign: (icon::ARTICLE, accent), words, excluded: false });
    }
    if filter.stories_once {
        let words = look.tr("stories-once");
        chips.push(Chip { part: Part::StoriesOnce, sign: (icon::COPY, accent), words, excluded: false });
    }
    chips
}

fn range_words(cx: &Cx<'_>, range: DayRange) -> String {
    let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| cx.look.locale.date(date));
    cx.look.tr_with("date-range", &[("from", Arg::Word(&day(range.from))), ("to", Arg::Word(&day(range.to)))])
}
