//! Tells screen readers the visible text of a document: paragraphs of text runs, each of one direction,
//! with the language and the place of every character.

use egui::{
    Id, Rect, Response, Ui, UiBuilder, WidgetInfo,
    accesskit::{self, Role, TextDirection, TextPosition, TextSelection},
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Page, ShownParagraph};
use crate::typeset::{Caret, Line, Stop};

/// AccessKit counts words of a run in bytes.
const MAX_CHARS_PER_RUN: usize = 255;

pub(super) fn describe(
    ui: &mut Ui,
    response: &Response,
    page: &Page<'_>,
    rows: &[ShownParagraph],
    (anchor, focus): (Caret, Caret),
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, ui.is_enabled(), page.name));
    let active = ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_language(page.language);
        node.set_read_only();
    });
    if active.is_none() {
        return;
    }
    let mut ends = Ends { anchor: None, focus: None };
    for row in rows {
        let rect = Rect::from_min_size(row.pos, row.laid.size());
        let builder = UiBuilder::new()
            .id_salt(("paragraph", row.index))
            .max_rect(rect)
            .accessibility_role(Role::Paragraph)
            .accessibility_parent(response.id);
        let mut paragraph = ui.new_child(builder);
        describe_text(&mut paragraph, row, Some(page.language), |byte, position| {
            if byte == anchor.byte {
                ends.anchor = Some(position);
            }
            if byte == focus.byte {
                ends.focus = Some(position);
            }
        });
    }
    if let Ends { anchor: Some(anchor), focus: Some(focus) } = ends {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }
}

/// Adds the text runs of an input below its node.
pub(in crate::gui::text) fn describe_input(ui: &mut Ui, input: Id, row: &ShownParagraph) {
    let rect = Rect::from_min_size(row.pos, row.laid.size());
    let builder = UiBuilder::new().id_salt((input, "text")).max_rect(rect).accessibility_parent(input);
    let mut parent = ui.new_child(builder);
    describe_text(&mut parent, row, None, |_, _| {});
}

struct Ends {
    anchor: Option<TextPosition>,
    focus: Option<TextPosition>,
}

/// Adds the text runs of a paragraph below `parent`; tells `visit` the position of every character's byte
/// of the document, and of the paragraph's end.
fn describe_text(
    parent: &mut Ui,
    row: &ShownParagraph,
    language: Option<&str>,
    mut visit: impl FnMut(usize, TextPosition),
) {
    let text = row.laid.text();
    let mut last = None;
    for (line_index, line) in row.laid.lines().lines.iter().enumerate() {
        let mut previous: Option<Id> = None;
        for (run_index, run) in runs_of(line, text).iter().enumerate() {
            let rect = Rect::from_min_max(
                row.pos + egui::vec2(run.x0, line.top),
                row.pos + egui::vec2(run.x1, line.bottom),
            );
            let builder = UiBuilder::new()
                .id_salt((line_index, run_index))
                .max_rect(rect)
                .accessibility_role(Role::TextRun);
            let id = parent.new_child(builder).unique_id();
            for (index, byte) in run.bytes.iter().enumerate() {
                visit(row.start + byte, TextPosition { node: id.accesskit_id(), character_index: index });
            }
            last =
                Some((TextPosition { node: id.accesskit_id(), character_index: run.lengths.len() }, run.end));
            parent.ctx().accesskit_node_builder(id, |node| fill(node, run, rect, language, previous));
            if let Some(before) = previous {
                parent.ctx().accesskit_node_builder(before, |node| {
                    node.set_next_on_line(id.accesskit_id());
                });
            }
            previous = Some(id);
        }
    }
    if let Some((position, end)) = last {
        visit(row.start + end, position);
    }
}

fn fill(node: &mut accesskit::Node, run: &TextRun, rect: Rect, language: Option<&str>, previous: Option<Id>) {
    node.set_role(Role::TextRun);
    if let Some(language) = language {
        node.set_language(language);
    }
    node.set_text_direction(if run.rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
    node.set_bounds(accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    });
    node.set_value(run.value.clone());
    node.set_character_lengths(run.lengths.clone());
    node.set_character_positions(run.positions.clone());
    node.set_character_widths(run.widths.clone());
    node.set_word_starts(run.word_starts.clone());
    if let Some(before) = previous {
        node.set_previous_on_line(before.accesskit_id());
    }
}

/// Characters of one direction that follow each other in the text.
#[derive(Debug, Default, PartialEq)]
struct TextRun {
    rtl: bool,
    value: String,
    x0: f32,
    x1: f32,
    /// One past the last byte of the paragraph it shows.
    end: usize,
    /// First byte of each character in the paragraph.
    bytes: Vec<usize>,
    lengths: Vec<u8>,
    /// Along the direction of the run, from its leading edge.
    positions: Vec<f32>,
    widths: Vec<f32>,
    word_starts: Vec<u8>,
}

/// The runs of a line in logical order; a "character" is a grapheme.
fn runs_of(line: &Line, text: &str) -> Vec<TextRun> {
    let content = text.get(line.bytes.clone()).unwrap_or_default();
    let mut stops: Vec<&Stop> = line.stops.iter().collect();
    stops.sort_by_key(|s| s.byte);
    let word_starts: Vec<usize> =
        content.unicode_word_indices().map(|(at, _)| line.bytes.start + at).collect();
    let mut runs: Vec<TextRun> = Vec::new();
    let mut stops = stops.into_iter().peekable();
    for (at, grapheme) in content.grapheme_indices(true) {
        let start = line.bytes.start + at;
        let end = start + grapheme.len();
        let (mut x0, mut x1, mut rtl) = (f32::INFINITY, f32::NEG_INFINITY, line.rtl);
        while let Some(stop) = stops.next_if(|s| (s.byte as usize) < end) {
            (x0, x1, rtl) = (x0.min(stop.x0), x1.max(stop.x1), stop.rtl);
        }
        if x0 > x1 {
            continue;
        }
        let fits = runs.last().is_some_and(|r| r.rtl == rtl && r.lengths.len() < MAX_CHARS_PER_RUN);
        if !fits {
            runs.push(TextRun { rtl, x0, x1, ..TextRun::default() });
        }
        let Some(run) = runs.last_mut() else { continue };
        (run.x0, run.x1, run.end) = (run.x0.min(x0), run.x1.max(x1), end);
        if word_starts.binary_search(&start).is_ok() {
            run.word_starts.push(run.lengths.len() as u8);
        }
        run.value.push_str(grapheme);
        run.bytes.push(start);
        run.lengths.push(grapheme.len().min(255) as u8);
        run.positions.push(if rtl { x1 } else { x0 });
        run.widths.push(x1 - x0);
    }
    for run in &mut runs {
        let lead = if run.rtl { run.x1 } else { run.x0 };
        for position in &mut run.positions {
            *position = (*position - lead).abs();
        }
    }
    runs
}
