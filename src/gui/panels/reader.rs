//! The reader: the open document's text with its facts beside each paragraph.
//!
//! Text is shown as it stands in the file. Pointing at a fact lights its place in the text and the other way
//! round; clicking selects it on both sides.

use egui::{Color32, Id, Rect, Sense, Stroke, Ui, UiBuilder, accesskit::Role};

use super::{
    Cx, cards,
    margin::{GUTTER, Margin},
    marks, original, reader_head, reader_menu,
};
use crate::{
    engine::{Entry, Generation},
    gui::{
        reading::{Marked, Paragraph, mark_at, paragraphs},
        text::{
            Base,
            document::{Beside, DocumentView, Mark, Page, Shown, ShownParagraph},
        },
        widgets::{EmptyState, empty_state, icon},
        words,
    },
    model::{DocId, Span},
    query::{FactRef, fact_view},
    session::SelectCommand,
};

/// Distance of lines as a multiple of the letters' size.
const LEADING: f32 = 1.9;

/// Room around the text, in points.
const MARGIN: f32 = 20.0;

/// What the reader keeps between frames.
pub struct ReaderMemory {
    key: Option<(Generation, DocId)>,
    view: DocumentView,
    paragraphs: Vec<Paragraph>,
    hovered: Option<FactRef>,
    /// What stands in other documents too, once that is known.
    margin: Margin,
    /// The view of the text as it was before it was converted.
    original: DocumentView,
    /// The paragraphs of the last frame, and the part of the screen they stood in.
    seen: (Vec<ShownParagraph>, Rect),
    /// The place last sent, so that it is sent once.
    place: u32,
    /// The words the user selected, as last sent.
    chosen: Option<Span>,
    /// The byte the menu of the text was opened at.
    menu_at: Option<usize>,
}

impl Default for ReaderMemory {
    fn default() -> Self {
        Self {
            key: None,
            view: DocumentView::default(),
            paragraphs: Vec::new(),
            hovered: None,
            margin: Margin::default(),
            original: DocumentView::default(),
            seen: (Vec::new(), Rect::NOTHING),
            place: 0,
            chosen: None,
            menu_at: None,
        }
    }
}

impl ReaderMemory {
    /// Brings a byte of a document into sight in the next frame; what is in sight already does not move.
    pub fn reveal(&mut self, document: Option<DocId>, byte: u32) {
        let byte = byte as usize;
        let open = self.key.map(|(_, open)| open);
        if open.is_none() || open != document || !self.in_sight(byte) {
            self.view.scroll_to(byte..byte);
        }
    }

    fn in_sight(&self, byte: usize) -> bool {
        let letters = byte..byte + 1;
        self.seen.0.iter().flat_map(|row| row.rects(&letters)).any(|rect| self.seen.1.contains_rect(rect))
    }

    /// Puts a byte of the open document at the upper edge in the next frame.
    pub fn restore(&mut self, byte: u32) {
        self.view.restore_place(byte as usize);
        self.place = byte;
    }

    fn open(&mut self, generation: Generation, document: DocId, entry: &Entry) {
        let key = Some((generation, document));
        if self.key == key {
            return;
        }
        self.key = key;
        let cuts = crate::typeset::cut(&entry.document.text);
        self.paragraphs = paragraphs(document, &entry.facts, &cuts);
        self.hovered = None;
        self.margin = Margin::default();
    }

    fn mark_at(&self, cx: &Cx<'_>, byte: usize) -> Option<Marked> {
        let paragraph = self.paragraphs.get(self.view.paragraph_at(byte))?;
        let shown: Vec<Marked> =
            paragraph.marks.iter().filter(|mark| cards::marked(cx, mark)).copied().collect();
        mark_at(&shown, byte)
    }
}

/// The id that takes the keyboard.
#[must_use]
pub fn reader_id() -> Id {
    Id::unique("reader")
}

/// Draws the panel into the room of `ui`.
pub fn reader_ui(cx: &Cx<'_>, ui: &mut Ui, memory: &mut ReaderMemory) {
    let Some((document, entry)) = cx.document().and_then(|id| Some((id, cx.store.entry(id)?))) else {
        return nothing_open_ui(cx, ui);
    };
    memory.open(cx.store.generation(), document, &entry);
    let hits = cx.rows.hits(cx.store, document, cx.results.query.filter.search());
    memory.margin.renew(cx.state.sharing.as_ref(), document, &entry.document.text);
    reader_head::head_ui(cx, ui, &entry, hits.len());
    original::converted_ui(cx, ui, &entry);
    if let (Some(conversion), true) = (&entry.document.conversion, cx.state.selection.original) {
        return original::original_ui(cx, ui, document, conversion, &mut memory.original);
    }
    let area = ui.available_rect_before_wrap();
    let focus = ui.interact(area, reader_id(), Sense::FOCUSABLE);
    let name = crate::query::title(&entry.document).to_owned();
    focus.widget_info(|| egui::WidgetInfo::labeled(Role::Article, true, &name));
    if focus.has_focus() {
        let by = page_keys(ui, area.height());
        if by != 0.0 {
            ui.scroll_with_delta_animation(egui::vec2(0.0, -by), egui::style::ScrollAnimation::none());
        }
        let stroke = Stroke::new(2.0, cx.look.palette().focus.0);
        ui.painter().rect_stroke(area.shrink(1.0), 2.0, stroke, egui::StrokeKind::Inside);
    }
    let tokens = &cx.look.tokens;
    let size = tokens.text.reader;
    let grounds = grounds(cx, memory, &entry, &hits);
    let mut room = area.shrink2(egui::vec2(MARGIN, 0.0));
    room.min.y += 10.0;
    let page = Page {
        name: &name,
        language: entry.language.tag(),
        base: if matches!(entry.language.tag(), "en") { Base::Auto } else { Base::Rtl },
        marks: &grounds,
        beside_width: (room.width() * 0.38).clamp(200.0, 420.0).min(room.width() * 0.5).floor(),
        gap: 20.0,
        ..Page::new(u64::from(document.0), &entry.document.text, tokens.font(size), (size * LEADING).round())
    };
    let mut child = ui.new_child(UiBuilder::new().max_rect(room).id_salt("text"));
    let pointed = memory.hovered;
    let mut facts =
        Facts { cx, paragraphs: &memory.paragraphs, pointed, under: None, rtl: page.base != Base::Ltr };
    let shown = memory.view.show(&mut child, &page, &mut facts);
    let beside = facts.under;
    underlines(cx, &child, memory, &shown);
    memory.margin.marks_ui(cx, &child, document, &shown, page.base);
    let in_text = shown.hovered.and_then(|byte| memory.mark_at(cx, byte));
    if in_text.is_some() {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if let Some(mark) = shown.clicked.and_then(|byte| memory.mark_at(cx, byte)) {
        cx.send(SelectCommand::Fact(mark.fact));
    }
    if shown.response.secondary_clicked() {
        memory.menu_at = shown.hovered;
    }
    let chosen = memory.view.selection().map(|bytes| Span::new(bytes.start, bytes.end));
    if chosen != memory.chosen {
        memory.chosen = chosen;
        cx.send(SelectCommand::Chosen(chosen));
    }
    let mark = memory.menu_at.and_then(|byte| memory.mark_at(cx, byte));
    reader_menu::menu_ui(cx, &shown.response, &entry, memory.menu_at, mark, chosen);
    let hovered = in_text.map(|mark| mark.fact).or(beside);
    if hovered != memory.hovered {
        memory.hovered = hovered;
        ui.ctx().request_repaint();
    }
    memory.seen = (shown.paragraphs, room);
    let place = memory.view.place() as u32;
    if place != memory.place {
        memory.place = place;
        cx.send(SelectCommand::Place(place));
    }
}

/// The facts beside the paragraphs.
struct Facts<'a> {
    cx: &'a Cx<'a>,
    paragraphs: &'a [Paragraph],
    pointed: Option<FactRef>,
    under: Option<FactRef>,
    rtl: bool,
}

impl Beside for Facts<'_> {
    fn height(&mut self, ui: &Ui, paragraph: usize, width: f32) -> f32 {
        self.paragraphs
            .get(paragraph)
            .map_or(0.0, |paragraph| cards::height(self.cx, ui, paragraph, width - GUTTER))
    }

    fn show(&mut self, ui: &mut Ui, paragraph: usize) {
        let Some(paragraph) = self.paragraphs.get(paragraph) else { return };
        let mut area = ui.max_rect();
        if self.rtl {
            area.max.x -= GUTTER;
        } else {
            area.min.x += GUTTER;
        }
        self.under = cards::cards_ui(self.cx, ui, paragraph, area, self.pointed).or(self.under);
    }
}

/// What is painted behind letters: the facts pointed at and selected, and the words searched for.
fn grounds(cx: &Cx<'_>, memory: &ReaderMemory, entry: &Entry, hits: &[Span]) -> Vec<Mark> {
    let tokens = &cx.look.tokens;
    let mark = |bytes, background: Color32| Mark { bytes, background, underline: Stroke::NONE };
    let mut out = Vec::with_capacity(hits.len() + 2);
    for fact in [memory.hovered, cx.state.selection.fact].into_iter().flatten() {
        if Some(fact.document) == cx.document()
            && let Some(view) = fact_view(&entry.facts, fact.kind, fact.ix)
        {
            let (_, colour) = words::kind_sign(tokens, view.finer);
            out.push(mark(view.span.range(), tokens.soft(colour)));
        }
    }
    if let Some(words) = cx.state.selection.words {
        out.push(mark(words.range(), tokens.palette.current_hit.0));
    }
    for (ix, hit) in hits.iter().enumerate() {
        let current = cx.state.selection.hit == Some(ix);
        let p = &tokens.palette;
        out.push(mark(hit.range(), if current { p.current_hit.0 } else { p.hit.0 }));
    }
    out.sort_by_key(|mark| mark.bytes.start);
    out
}

/// A line of its own style under every marked place in sight.
fn underlines(cx: &Cx<'_>, ui: &Ui, memory: &ReaderMemory, shown: &Shown) {
    for row in &shown.paragraphs {
        let Some(paragraph) = memory.paragraphs.get(row.index) else { continue };
        for mark in paragraph.marks.iter().filter(|mark| cards::marked(cx, mark)) {
            for rect in row.rects(&mark.span.range()) {
                if rect.intersects(shown.response.rect) {
                    marks::underline(ui, &cx.look.tokens, rect, mark.finer);
                }
            }
        }
    }
}

fn page_keys(ui: &Ui, room: f32) -> f32 {
    use egui::{Key, Modifiers};
    let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(reader_id(), filter));
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        60.0
    } else if pressed(Key::ArrowUp) {
        -60.0
    } else if pressed(Key::PageDown) || pressed(Key::Space) {
        room - 60.0
    } else if pressed(Key::PageUp) {
        60.0 - room
    } else if pressed(Key::Home) {
        -1.0e9
    } else if pressed(Key::End) {
        1.0e9
    } else {
        0.0
    }
}

fn nothing_open_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let rect: Rect = ui.available_rect_before_wrap();
    let state = EmptyState {
        icon: icon::ARTICLE,
        title: cx.look.tr("no-document-title"),
        hint: cx.look.tr("no-document-hint"),
        colour: None,
    };
    empty_state(ui, cx.look, rect, &state, |_| ());
}
