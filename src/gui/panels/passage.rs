//! All places where a passage stands, the earliest first, and what differs between two of them.

use std::collections::HashMap;

use egui::{Context, Rect, Stroke, Ui, UiBuilder, accesskit::Role, vec2};

use super::{Shell, dialogs::dialog};
use crate::{
    engine::Entry,
    gui::{
        text::{
            Base,
            document::{DocumentView, Mark, Page},
        },
        widgets::{
            List, Look, Place, Strip, icon, measure, paint_row, put, put_based, put_icon, text_button,
        },
    },
    i18n::Arg,
    model::{DocId, Span},
    query::title,
    session::{SelectCommand, ShownPassage, UiCommand},
};

/// Height of a place's row, in points.
const ROW: f32 = 44.0;

/// Most rows without scrolling.
const ROWS: usize = 4;

/// What the dialog keeps between frames.
#[derive(Default)]
pub struct Columns {
    here: DocumentView,
    there: DocumentView,
    /// Title and outlet of documents in sight.
    names: HashMap<DocId, (String, Option<String>)>,
}

/// Draws the dialog.
pub fn passage_ui(shell: &Shell<'_>, ctx: &Context, columns: &mut Columns) {
    let Some(shown) = &shell.state.passage else { return };
    let look = shell.look;
    let screen = ctx.content_rect();
    let close = dialog(shell, ctx, "passage", &look.tr("passage-title"), 1080.0, |ui| {
        super::dialogs::explain(shell, ui, &look.tr("passage-hint"));
        ui.add_space(8.0);
        places_ui(shell, ui, shown, columns);
        ui.add_space(12.0);
        let most = (screen.height() - 420.0).clamp(140.0, 360.0);
        let longest =
            shown.comparison.as_ref().map_or(0, |both| both.here_span.len().max(both.there_span.len()));
        // About a line for each hundred bytes of Kurdish; what does not fit is scrolled to.
        let height = (80.0 + 27.0 * (longest / 100) as f32).min(most);
        comparison_ui(shell, ui, shown, columns, height);
        ui.add_space(12.0);
        let place = shown.passage.places.get(shown.place);
        if text_button(ui, look, Some(icon::ARTICLE), &look.tr("passage-open"), true).clicked()
            && let (Some(place), Some(comparison)) = (place, &shown.comparison)
        {
            shell.send(SelectCommand::Words(place.doc, comparison.there_span));
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn places_ui(shell: &Shell<'_>, ui: &mut Ui, shown: &ShownPassage, columns: &mut Columns) {
    let look = shell.look;
    let places = &shown.passage.places;
    let height = ROW * places.len().min(ROWS) as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(look.column()));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    let name = look.tr("passage-title");
    let list = List {
        salt: "places",
        name: &name,
        len: places.len(),
        row_height: ROW,
        selected: Some(shown.place),
        lines: true,
    };
    let own = shown.passage.own_place();
    let out = list.show(&mut child, look, |ui, rect, ix, state| {
        let Some(place) = places.get(ix) else { return String::new() };
        let (title, outlet) = columns.names.entry(place.doc).or_insert_with(|| name_of(shell, place.doc));
        let day = place.day.map_or_else(|| look.tr("date-unknown"), |day| look.locale.date(day));
        let tag = match (ix == 0, ix == own) {
            (true, true) => format!("{} · {}", look.tr("passage-earliest"), look.tr("passage-here")),
            (true, false) => look.tr("passage-earliest"),
            (false, true) => look.tr("passage-here"),
            (false, false) => String::new(),
        };
        paint_row(ui, look, rect, state);
        place_row(look, ui, rect, (title, outlet.as_deref(), &day), &tag);
        let parts = [title.as_str(), outlet.as_deref().unwrap_or_default(), &day, &tag];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    });
    if let Some(place) = out.selected.filter(|place| *place != own) {
        shell.send(SelectCommand::OtherPlace(place));
    }
    if let (Some(place), Some(comparison)) = (out.opened.and_then(|ix| places.get(ix)), &shown.comparison) {
        let own = place.doc == shown.passage.doc;
        let span = if own { comparison.here_span } else { comparison.there_span };
        shell.send(SelectCommand::Words(place.doc, span));
    }
}

fn name_of(shell: &Shell<'_>, doc: DocId) -> (String, Option<String>) {
    let entry = shell.state.store.as_ref().and_then(|store| store.entry(doc));
    entry.map_or_else(Default::default, |entry| {
        (title(&entry.document).to_owned(), entry.document.source().map(str::to_owned))
    })
}

fn place_row(look: &Look, ui: &Ui, rect: Rect, (title, outlet, day): (&str, Option<&str>, &str), tag: &str) {
    let p = look.palette();
    let mut strip = Strip::new(rect.shrink2(vec2(12.0, 2.0)), look.is_rtl());
    let small = look.tokens.font(look.tokens.text.small);
    if !tag.is_empty() {
        let width = measure(ui, look, tag, small.clone());
        put(ui, look, strip.end(width), tag, (small.clone(), p.accent.0), Place::End);
        strip.end(16.0);
    }
    let (upper, lower) = strip.rest().split_top_bottom_at_fraction(0.52);
    let body = look.tokens.bold(look.tokens.text.body);
    put_based(ui, look, upper, title, (body, p.text.0), Place::Start, Base::Rtl);
    let mut line = Strip::new(lower, look.is_rtl());
    let mut part = |sign: char, words: &str| {
        put_icon(ui, line.start(16.0), sign, 13.0, p.muted.0);
        line.start(4.0);
        let width = measure(ui, look, words, small.clone());
        put(ui, look, line.start(width), words, (small.clone(), p.muted.0), Place::Start);
        line.start(16.0);
    };
    part(icon::CALENDAR, day);
    if let Some(outlet) = outlet {
        part(icon::TAG, outlet);
    }
}

/// The two texts beside each other: the document's own where reading begins.
fn comparison_ui(shell: &Shell<'_>, ui: &mut Ui, shown: &ShownPassage, columns: &mut Columns, height: f32) {
    let look = shell.look;
    let Some(comparison) = &shown.comparison else { return };
    let changes = comparison.here_changed.len().max(comparison.there_changed.len());
    let words = if changes == 0 {
        look.tr("passage-same")
    } else {
        look.tr_with("passage-changes", &[("n", Arg::Count(changes))])
    };
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::hover());
    let style = (look.tokens.bold(look.tokens.text.body), look.palette().text.0);
    let drawn = put(ui, look, line, &words, style, Place::Start);
    let said = ui.interact(drawn, ui.scope_id().with("changes"), egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, &words));
    ui.add_space(6.0);
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut strip = Strip::new(area, look.is_rtl());
    let width = ((area.width() - 16.0) / 2.0).floor();
    let place = shown.place as u64 + 1;
    let label = |doc: DocId, first: Option<String>| {
        let outlet = columns.names.get(&doc).and_then(|(_, outlet)| outlet.clone());
        let day = shown.passage.places.iter().find(|place| place.doc == doc).and_then(|place| place.day);
        let day = day.map_or_else(|| look.tr("date-unknown"), |day| look.locale.date(day));
        first.into_iter().chain(outlet).chain([day]).collect::<Vec<_>>().join(" · ")
    };
    let other = shown.passage.places.get(shown.place).map_or(shown.passage.doc, |place| place.doc);
    let here = Side {
        entry: &comparison.here,
        span: comparison.here_span,
        changed: &comparison.here_changed,
        label: label(shown.passage.doc, Some(look.tr("passage-here"))),
        id: place << 1,
    };
    let there = Side {
        entry: &comparison.there,
        span: comparison.there_span,
        changed: &comparison.there_changed,
        label: label(other, None),
        id: (place << 1) | 1,
    };
    side_ui(look, ui, strip.start(width), &here, &mut columns.here);
    side_ui(look, ui, strip.end(width), &there, &mut columns.there);
}

/// One of the two texts.
struct Side<'a> {
    entry: &'a Entry,
    span: Span,
    changed: &'a [Span],
    label: String,
    id: u64,
}

fn side_ui(look: &Look, ui: &mut Ui, rect: Rect, side: &Side<'_>, view: &mut DocumentView) {
    let p = look.palette();
    ui.painter().rect_filled(rect, 8.0, p.paper.0);
    ui.painter().rect_stroke(rect, 8.0, Stroke::new(1.0, p.border.0), egui::StrokeKind::Inside);
    let (head, body) = rect.shrink2(vec2(12.0, 4.0)).split_top_bottom_at_y(rect.top() + 32.0);
    let style = (look.tokens.bold(look.tokens.text.small), p.muted.0);
    put(ui, look, head, &side.label, style, Place::Start);
    let text = side.span.of(&side.entry.document.text).unwrap_or_default();
    let start = side.span.start as usize;
    let marks: Vec<Mark> = side
        .changed
        .iter()
        .map(|span| Mark {
            bytes: (span.start as usize).saturating_sub(start)..(span.end as usize).saturating_sub(start),
            background: look.tokens.soft(p.warning.0),
            underline: Stroke::new(2.0, p.warning.0),
        })
        .collect();
    let letters = look.tokens.text.body + 1.0;
    let language = side.entry.language.tag();
    let page = Page {
        name: &side.label,
        language,
        base: if language == "en" { Base::Auto } else { Base::Rtl },
        marks: &marks,
        ..Page::new(side.id, text, look.tokens.font(letters), (letters * 1.8).round())
    };
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).id_salt(("side", side.id & 1)));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    let response = view.show(&mut child, &page, &mut ()).response;
    // Marks are seen; who hears the window gets the words.
    let words: Vec<&str> =
        side.changed.iter().filter_map(|span| span.of(&side.entry.document.text)).collect();
    if !words.is_empty() {
        let name = look
            .tr_with("passage-changed", &[("words", Arg::Outside(&words.join(&look.tr("list-separator"))))]);
        let said = ui.interact(head, ui.scope_id().with(("changed", side.id & 1)), egui::Sense::hover());
        said.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &name));
    }
    drop(response);
}
