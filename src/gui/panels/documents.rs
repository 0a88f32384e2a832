//! The list of documents: title, date, topics, number of facts, and the line of the first hit.

use egui::{Color32, Rect, Sense, Ui, pos2, vec2};

use super::Cx;
use crate::{
    gui::{
        text::Base,
        widgets::{
            EmptyState, List, Look, Place, Strip, empty_state, icon, measure, paint_row, put, put_based,
            put_icon, text_button,
        },
        words,
    },
    i18n::Arg,
    model::{DateSource, DocumentDate},
    query::{DocumentRow, Snippet},
    session::{SelectCommand, UiCommand},
};

/// Height of a row without a line of a hit, in points.
const SHORT_ROW: f32 = 60.0;

/// Height of a row with one, in points.
const TALL_ROW: f32 = 84.0;

/// Most topics shown on a row; the tooltip of the reader has all.
const TOPICS: usize = 4;

/// Draws the panel into the room of `ui`.
pub fn documents_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let name = cx.look.tr("panel-documents");
    super::panel_header(cx.look, ui, icon::FILES, &name, |ui| super::order::documents_order_ui(cx, ui));
    super::understood::echo_ui(cx, ui);
    if cx.results.documents.is_empty() {
        return empty_ui(cx, ui);
    }
    let searched = !cx.state.query.filter.words.trim().is_empty();
    let list = List {
        salt: "documents",
        name: &name,
        len: cx.results.documents.len(),
        row_height: if searched { TALL_ROW } else { SHORT_ROW },
        selected: cx.document().and_then(|id| cx.rows.place_of_document(&cx.results.documents, id)),
        lines: true,
    };
    let out = list.show(ui, cx.look, |ui, rect, ix, state| {
        let Some(row) = cx.document_row(ix) else { return String::new() };
        paint_row(ui, cx.look, rect, state);
        row_ui(cx, ui, rect, &row)
    });
    let chosen = out.opened.or(out.selected).and_then(|ix| cx.results.documents.get(ix));
    if let Some(entry) = chosen.and_then(|hit| cx.store.entry(hit.document)) {
        cx.send(SelectCommand::Document(entry.document.path.clone()));
    }
    if out.opened.is_some() {
        cx.send(UiCommand::FocusReader);
    }
}

/// Draws one row; returns its name for screen readers.
fn row_ui(cx: &Cx<'_>, ui: &Ui, rect: Rect, row: &DocumentRow) -> String {
    let look = cx.look;
    let p = look.palette();
    let inner = rect.shrink2(vec2(12.0, 8.0));
    let line = |ix: f32, height: f32| {
        Rect::from_min_size(pos2(inner.left(), inner.top() + ix), vec2(inner.width(), height))
    };
    let title = row.title();
    let body = look.tokens.bold(look.tokens.text.body);
    put_based(ui, look, line(0.0, 22.0), title, (body, p.text.0), Place::Start, Base::Rtl);
    let small = look.tokens.font(look.tokens.text.small);
    let mut strip = Strip::new(line(24.0, 20.0), look.is_rtl());
    let date = &row.entry.facts.date;
    let day = day_words(look, date);
    put_icon(ui, strip.start(16.0), icon::CALENDAR, 13.0, p.muted.0);
    strip.start(4.0);
    let facts = row.hit.facts.map_or_else(String::new, |count| words::facts(look, count as usize));
    let width = measure(ui, look, &facts, small.clone());
    put(ui, look, strip.end(width), &facts, (small.clone(), p.muted.0), Place::End);
    strip.end(12.0);
    let copies = copies_words(look, row);
    if let Some(copies) = &copies {
        let width = measure(ui, look, copies, small.clone());
        put(ui, look, strip.end(width), copies, (small.clone(), p.accent.0), Place::End);
        strip.end(12.0);
    }
    let width = measure(ui, look, &day, small.clone());
    put(ui, look, strip.start(width), &day, (small.clone(), p.muted.0), Place::Start);
    if is_inferred(date) {
        strip.start(4.0);
        let sign = strip.start(16.0);
        put_icon(ui, sign, icon::ARTICLE, 13.0, p.muted.0);
        let said = ui.interact(sign, ui.scope_id().with("inferred"), Sense::hover());
        said.on_hover_text(look.tr("date-from-text"));
    }
    strip.start(8.0);
    topics_ui(ui, look, strip, row);
    if let Some(snippet) = &row.snippet {
        snippet_ui(cx, ui, line(46.0, 20.0), &row.entry.document.text, snippet);
    }
    let copies = copies.map_or_else(String::new, |copies| format!(", {copies}"));
    format!("{title}, {}, {facts}{copies}", date_words(look, date))
}

/// How many copies stand behind the document, where each story counts once.
fn copies_words(look: &Look, row: &DocumentRow) -> Option<String> {
    let copies = row.hit.copies as usize;
    (copies > 0).then(|| look.tr_with("copies-more", &[("n", Arg::Count(copies))]))
}

/// Icons of the topics, most passages first.
fn topics_ui(ui: &Ui, look: &Look, mut strip: Strip, row: &DocumentRow) {
    let room = (strip.width() / 22.0).floor() as usize;
    for (topic, _) in row.topics.iter().take(TOPICS.min(room)).rev() {
        let rect = strip.end(20.0);
        let colour = look.tokens.topic(&topic.0);
        let square = Rect::from_center_size(rect.center(), vec2(18.0, 18.0));
        ui.painter().rect_filled(square, 4.0, look.tokens.soft(colour));
        put_icon(ui, square, icon::topic(&topic.0), 12.0, colour);
        strip.end(2.0);
    }
}

/// Was the day worked out of the text or the file's name?
fn is_inferred(date: &DocumentDate) -> bool {
    matches!(date.source, DateSource::Text | DateSource::Filename)
}

/// The day the document was written, or the days between which it was.
fn day_words(look: &Look, date: &DocumentDate) -> String {
    match (date.date, date.range) {
        (Some(day), _) => look.locale.date(day),
        (None, Some(range)) => {
            let end = |day: Option<jiff::civil::Date>| {
                day.map_or_else(|| "…".to_owned(), |day| look.locale.date(day))
            };
            look.tr_with(
                "date-range",
                &[("from", Arg::Word(&end(range.from))), ("to", Arg::Word(&end(range.to)))],
            )
        }
        (None, None) => look.tr("date-unknown"),
    }
}

/// The same; a day that was worked out of the text says so.
pub fn date_words(look: &Look, date: &DocumentDate) -> String {
    let day = day_words(look, date);
    if is_inferred(date) && date.date.or(date.range.and_then(|range| range.from.or(range.to))).is_some() {
        return look.tr_with("date-inferred", &[("date", Arg::Word(&day))]);
    }
    day
}

/// The line of the first hit, cut around it, with the hits marked behind the words.
fn snippet_ui(cx: &Cx<'_>, ui: &Ui, rect: Rect, text: &str, snippet: &Snippet) {
    let look = cx.look;
    let p = look.palette();
    let (Some(line), Some(first)) = (snippet.span.of(text), snippet.hits.first()) else { return };
    // So much before the hit that it stays in sight in a narrow list, from a word's beginning.
    let before = line.get(..(first.start - snippet.span.start) as usize).unwrap_or_default();
    let far = before.char_indices().rev().nth(18).map_or(0, |(at, _)| at);
    let skip = if far == 0 { 0 } else { before[far..].find(' ').map_or(far, |space| far + space + 1) };
    let mut job = egui::text::LayoutJob::default();
    let font = look.tokens.font(look.tokens.text.small);
    let mut at = snippet.span.start as usize + skip;
    let mut add = |range: std::ops::Range<usize>, background: Color32, colour: Color32| {
        if let Some(words) = text.get(range) {
            let format = egui::TextFormat { background, ..egui::TextFormat::simple(font.clone(), colour) };
            job.append(words, 0.0, format);
        }
    };
    for hit in &snippet.hits {
        let range = hit.range();
        add(at..range.start, Color32::TRANSPARENT, p.muted.0);
        add(range.clone(), p.hit.0, p.text.0);
        at = range.end;
    }
    add(at..snippet.span.end as usize, Color32::TRANSPARENT, p.muted.0);
    job.wrap = egui::text::TextWrapping {
        max_width: rect.width(),
        max_rows: 1,
        break_anywhere: true,
        overflow_character: Some('…'),
    };
    job.break_on_newline = false;
    let laid = crate::gui::text::layout(ui.ctx(), job, Base::Rtl);
    let x = if look.is_rtl() { rect.right() - laid.size().x } else { rect.left() };
    let pos = pos2(x.round(), (rect.center().y - laid.size().y / 2.0).round());
    ui.painter().galley(pos, laid.galley.clone(), p.muted.0);
}

fn empty_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let look = cx.look;
    let rect = ui.available_rect_before_wrap();
    if cx.is_loading() && cx.results.total == 0 {
        let state = EmptyState {
            icon: icon::CLOCK_COUNTDOWN,
            title: look.tr("loading-title"),
            hint: look.tr("loading-hint"),
            colour: None,
        };
        return empty_state(ui, look, rect, &state, |_| ());
    }
    if cx.results.total == 0 {
        let state = EmptyState {
            icon: icon::FOLDER_OPEN,
            title: look.tr("nothing-title"),
            hint: look.tr("nothing-hint"),
            colour: None,
        };
        return empty_state(ui, look, rect, &state, |ui| {
            if text_button(ui, look, Some(icon::FOLDER_OPEN), &look.tr("open-folder"), true).clicked() {
                cx.send(UiCommand::OpenFolder);
            }
        });
    }
    if super::understood::nothing_ui(cx, ui) {
        return;
    }
    let state = EmptyState {
        icon: icon::BINOCULARS,
        title: look.tr("no-match-title"),
        hint: look.tr("no-match-hint"),
        colour: None,
    };
    empty_state(ui, look, rect, &state, |ui| {
        if text_button(ui, look, None, &look.tr("clear-filters"), true).clicked() {
            cx.send(UiCommand::ClearFilters);
        }
    });
}
