//! The tab of passages that stand in several documents, those in most documents first.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use egui::{Rect, Ui, UiBuilder, pos2, vec2};
use jiff::civil::Date;

use super::Cx;
use crate::{
    gui::{
        theme::ROW,
        widgets::{
            Cell, Column, EmptyState, List, empty_state, header_row, icon, paint_row, table_row, text_button,
        },
    },
    i18n::Arg,
    model::{DocId, Span},
    query::{Results, sharing::Sharing, title},
    reuse::Cluster,
    session::{SelectCommand, UiCommand},
};

/// Letters of a passage's opening that a row holds; it shows as many as fit.
const OPENING: usize = 160;

/// More rows than any screen shows; past it the cache starts anew.
const MOST: usize = 4096;

/// What a row says.
struct Row {
    place: (DocId, Span),
    opening: String,
    title: String,
    documents: usize,
    edited: bool,
    first: Option<Date>,
    last: Option<Date>,
}

/// What the tab keeps between frames.
#[derive(Default)]
pub struct SharedMemory {
    of: Option<(Weak<Sharing>, Weak<Results>)>,
    /// Numbers of the clusters that pass, in their order.
    shown: Vec<u32>,
    rows: HashMap<u32, Arc<Row>>,
    selected: Option<usize>,
}

impl SharedMemory {
    /// Number of passages that stand in a document of the answer; `None` while it is not known.
    pub fn count(&mut self, cx: &Cx<'_>) -> Option<usize> {
        let sharing = cx.state.sharing.as_ref()?;
        let key = (Arc::downgrade(sharing), cx.state.results.as_ref().map(Arc::downgrade)?);
        if self.of.as_ref().is_none_or(|of| !of.0.ptr_eq(&key.0) || !of.1.ptr_eq(&key.1)) {
            *self = Self { of: Some(key), shown: passing(cx, sharing), ..Self::default() };
        }
        Some(self.shown.len())
    }

    fn row(&mut self, cx: &Cx<'_>, ix: usize) -> Option<Arc<Row>> {
        let number = *self.shown.get(ix)?;
        if let Some(known) = self.rows.get(&number) {
            return Some(Arc::clone(known));
        }
        let sharing = cx.state.sharing.as_ref()?;
        let row = Arc::new(Row::new(cx, sharing, sharing.reuse.clusters.get(number as usize)?)?);
        if self.rows.len() >= MOST {
            self.rows.clear();
        }
        self.rows.insert(number, Arc::clone(&row));
        Some(row)
    }
}

/// The clusters with a place in a document of the answer.
fn passing(cx: &Cx<'_>, sharing: &Sharing) -> Vec<u32> {
    let mut answered = vec![false; cx.store.len()];
    for hit in &cx.results.documents {
        if let Some(place) = answered.get_mut(hit.document.0 as usize) {
            *place = true;
        }
    }
    let here = |doc: DocId| answered.get(doc.0 as usize).copied().unwrap_or(false);
    let clusters = sharing.reuse.clusters.iter().enumerate();
    clusters
        .filter(|(_, cluster)| cluster.passages.iter().any(|passage| here(passage.place.doc)))
        .map(|(ix, _)| ix as u32)
        .collect()
}

impl Row {
    fn new(cx: &Cx<'_>, sharing: &Sharing, cluster: &Cluster) -> Option<Self> {
        let first = &cluster.passages.first()?.place;
        let entry = cx.store.entry(first.doc)?;
        let text = first.span.of(&entry.document.text).unwrap_or_default();
        let opening = text.split_whitespace().flat_map(|word| [word, " "]).collect::<String>();
        let mut documents: Vec<DocId> = cluster.passages.iter().map(|passage| passage.place.doc).collect();
        documents.sort_unstable();
        documents.dedup();
        let days = || documents.iter().filter_map(|doc| sharing.day(*doc));
        Some(Self {
            place: (first.doc, first.span),
            opening: opening.chars().take(OPENING).collect(),
            title: title(&entry.document).to_owned(),
            documents: documents.len(),
            edited: cluster.passages.iter().any(|passage| passage.edited),
            first: days().min(),
            last: days().max(),
        })
    }
}

/// Draws the tab into the room of `ui`.
pub fn shared_ui(cx: &Cx<'_>, ui: &mut Ui, memory: &mut SharedMemory) {
    let Some(count) = memory.count(cx) else { return unknown_ui(cx, ui) };
    if count == 0 {
        return nothing_ui(cx, ui);
    }
    let look = cx.look;
    let columns = [
        Column { title: look.tr("column-opening"), width: 0.0, share: 5.0 },
        Column { title: look.tr("column-documents"), width: 96.0, share: 0.0 },
        Column { title: look.tr("column-earliest"), width: 0.0, share: 3.0 },
        Column { title: look.tr("column-since"), width: 136.0, share: 0.0 },
        Column { title: look.tr("column-span"), width: 104.0, share: 0.0 },
        Column { title: look.tr("column-change"), width: 128.0, share: 0.0 },
    ];
    let area = ui.available_rect_before_wrap();
    let header = Rect::from_min_size(area.min, vec2(area.width(), ROW));
    header_row(ui, look, header, &columns, None);
    let body = Rect::from_min_max(pos2(area.left(), header.bottom()), area.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).layout(look.column()));
    let name = look.tr("tab-shared");
    let selected = memory.selected;
    let list = List { salt: "shared", name: &name, len: count, row_height: ROW, selected, lines: true };
    let out = list.show(&mut child, look, |ui, rect, ix, state| {
        let Some(row) = memory.row(cx, ix) else { return String::new() };
        paint_row(ui, look, rect, state);
        let cells = cells(cx, &row);
        table_row(ui, look, rect, &columns, &cells);
        cells.iter().map(|cell| cell.words.as_str()).collect::<Vec<_>>().join(", ")
    });
    if out.selected.is_some() {
        memory.selected = out.selected;
    }
    if let Some(row) = out.opened.and_then(|ix| memory.row(cx, ix)) {
        cx.send(SelectCommand::Words(row.place.0, row.place.1));
        cx.send(SelectCommand::Passage(row.place.0, row.place.1));
    } else if let Some(row) = out.selected.and_then(|ix| memory.row(cx, ix)) {
        cx.send(SelectCommand::Words(row.place.0, row.place.1));
    }
}

fn cells(cx: &Cx<'_>, row: &Row) -> [Cell; 6] {
    let look = cx.look;
    let muted = Some(look.palette().muted.0);
    let since = row.first.map_or_else(|| look.tr("date-unknown"), |day| look.locale.date(day));
    let over = match row.first.zip(row.last).map(|(first, last)| (last - first).get_days().unsigned_abs()) {
        None => String::new(),
        Some(0) => look.tr("same-day"),
        Some(days) => look.tr_with("duration-days", &[("n", Arg::Count(days as usize))]),
    };
    let (sign, kind) = if row.edited {
        (icon::PENCIL, look.tr("shared-edited"))
    } else {
        (icon::COPY, look.tr("shared-exact"))
    };
    let quiet = |words: String| Cell { words, colour: muted, ..Cell::default() };
    [
        Cell { words: row.opening.clone(), document: true, ..Cell::default() },
        Cell { words: look.locale.count(row.documents), ..Cell::default() },
        Cell { words: row.title.clone(), colour: muted, document: true, ..Cell::default() },
        quiet(since),
        quiet(over),
        Cell { sign: Some((sign, look.palette().muted.0)), words: kind, ..Cell::default() },
    ]
}

/// The texts were not compared, or are being compared.
fn unknown_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let look = cx.look;
    let rect = ui.available_rect_before_wrap();
    if let Some((done, total)) = cx.state.comparing {
        let values = [("n", Arg::Count(done)), ("total", Arg::Count(total))];
        let state = EmptyState {
            icon: icon::CLOCK_COUNTDOWN,
            title: look.tr("comparing-title"),
            hint: look.tr_with("comparing-count", &values),
            colour: None,
        };
        return empty_state(ui, look, rect, &state, |ui| {
            if text_button(ui, look, Some(icon::STOP), &look.tr("command-stop-comparing"), false).clicked() {
                cx.send(UiCommand::StopComparing);
            }
        });
    }
    let state = EmptyState {
        icon: icon::COPY,
        title: look.tr("not-compared-title"),
        hint: look.tr("not-compared-hint"),
        colour: None,
    };
    empty_state(ui, look, rect, &state, |ui| {
        if text_button(ui, look, Some(icon::COPY), &look.tr("command-compare-texts"), true).clicked() {
            cx.send(UiCommand::CompareTexts);
        }
    });
}

fn nothing_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let look = cx.look;
    let any = cx.state.sharing.as_ref().is_some_and(|sharing| !sharing.reuse.clusters.is_empty());
    let state = EmptyState {
        icon: icon::COPY,
        title: look.tr("shared-none-title"),
        hint: look.tr(if any { "shared-filtered-hint" } else { "shared-none-hint" }),
        colour: None,
    };
    empty_state(ui, look, ui.available_rect_before_wrap(), &state, |_| ());
}
