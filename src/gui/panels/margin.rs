//! Beside the text: quiet marks at what stands in other documents too, and the way to those.

use std::sync::{Arc, Weak};

use egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::Cx;
use crate::{
    gui::{
        text::{Base, document::Shown},
        widgets::{icon, put_icon},
    },
    model::{DocId, Span},
    query::sharing::{SharedSpan, Sharing, shared_spans},
    reuse::Reuse,
    session::SelectCommand,
    typeset::CutParagraph,
};

/// Room between text and facts, in points: where the marks stand.
pub const GUTTER: f32 = 20.0;

/// Side of a mark, in points.
const MARK: f32 = 18.0;

/// A piece of a paragraph with fewer words is no passage of its own: the end of one beside it.
const FEWEST: usize = 3;

/// A shared part of one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shared {
    paragraph: usize,
    part: SharedSpan,
}

/// The shared parts of a document, cut at its paragraphs.
fn shared_parts(reuse: &Reuse, document: DocId, text: &str, cuts: &[CutParagraph]) -> Vec<Shared> {
    let mut out = Vec::new();
    for whole in shared_spans(reuse, document) {
        let (start, end) = (whole.span.start as usize, whole.span.end as usize);
        let first = cuts.partition_point(|cut| cut.content.end <= start);
        for (paragraph, cut) in cuts.iter().enumerate().skip(first) {
            if cut.content.start >= end {
                break;
            }
            let span = Span::new(start.max(cut.content.start), end.min(cut.content.end));
            let words = span.of(text).map_or(0, |part| part.split_whitespace().take(FEWEST).count());
            if words == FEWEST {
                out.push(Shared { paragraph, part: SharedSpan { span, ..whole } });
            }
        }
    }
    out
}

/// The marks of the open document.
#[derive(Default)]
pub struct Margin {
    of: Option<Weak<Sharing>>,
    parts: Vec<Shared>,
}

impl Margin {
    /// Finds what other documents have too, when that has become known.
    pub fn renew(&mut self, sharing: Option<&Arc<Sharing>>, document: DocId, text: &str) {
        let now = sharing.map(Arc::downgrade);
        let same = match (&now, &self.of) {
            (Some(now), Some(before)) => now.ptr_eq(before),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.of = now;
            self.parts = sharing.map_or_else(Vec::new, |sharing| {
                shared_parts(&sharing.reuse, document, text, &crate::typeset::cut(text))
            });
        }
    }

    /// Draws the marks of the paragraphs in sight into the room between text and facts.
    pub fn marks_ui(&self, cx: &Cx<'_>, ui: &Ui, document: DocId, shown: &Shown, base: Base) {
        let text = shown.response.rect;
        let x = if base == Base::Ltr { text.right() } else { text.left() - GUTTER };
        let gutter = Rect::from_x_y_ranges(x..=x + GUTTER, text.y_range());
        for row in &shown.paragraphs {
            let first = self.parts.partition_point(|shared| shared.paragraph < row.index);
            for shared in self.parts[first..].iter().take_while(|shared| shared.paragraph == row.index) {
                let lines = row.rects(&shared.part.span.range()).reduce(Rect::union);
                if let Some(lines) = lines.filter(|lines| lines.intersects(text)) {
                    mark_ui(cx, ui, document, shared.part, lines, gutter);
                }
            }
        }
    }
}

fn mark_ui(cx: &Cx<'_>, ui: &Ui, document: DocId, part: SharedSpan, lines: Rect, gutter: Rect) {
    let look = cx.look;
    let p = look.palette();
    // At the first line, or at the edge while that is out of sight.
    let top = lines.top().max(gutter.top()).min((lines.bottom() - MARK).max(lines.top()));
    let rect = Rect::from_center_size(pos2(gutter.center().x, top + MARK / 2.0 + 4.0), vec2(MARK, MARK));
    let id = ui.scope_id().with(("shared", part.span.start));
    let response = ui.interact(rect.intersect(gutter), id, Sense::click());
    let lit = response.hovered() || response.has_focus();
    let colour = if lit { p.accent.0 } else { p.strong_border.0 };
    if lines.bottom() > rect.bottom() + 4.0 {
        let x = gutter.center().x.round();
        let bar = Rect::from_min_max(pos2(x - 1.0, rect.bottom() + 2.0), pos2(x + 1.0, lines.bottom() - 4.0));
        ui.painter().rect_filled(bar, CornerRadius::same(1), colour);
    }
    if lit {
        ui.painter().rect_filled(rect, CornerRadius::same(4), p.accent_soft.0);
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, p.focus.0);
        ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
    }
    put_icon(ui, rect, icon::COPY, 15.0, if lit { p.accent.0 } else { p.muted.0 });
    let name = look.tr(match (part.earlier, part.later) {
        (true, true) => "shared-mark-both",
        (true, false) => "shared-mark-earlier",
        _ => "shared-mark-later",
    });
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    if response.on_hover_text(&name).clicked() {
        cx.send(SelectCommand::Passage(document, part.span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::DocId,
        reuse::{Dated, Options, Words, find},
    };

    #[test]
    fn a_passage_over_two_paragraphs_has_a_mark_at_each() {
        let lines = ["one two three four five six seven eight", "nine ten eleven twelve thirteen fourteen"];
        let a = format!("{}\n{} fifteen sixteen", lines[0], lines[1]);
        let b = format!("before it\n{}\n{} fifteen sixteen\nand after", lines[0], lines[1]);
        let words = |text: &str| {
            let mut words = Words::default();
            let mut at = 0;
            for word in text.split_whitespace() {
                at += text[at..].find(word).unwrap();
                words.push(word, Span::new(at, at + word.len()));
                at += word.len();
            }
            words
        };
        let texts = [words(&a), words(&b)];
        let documents = [0, 1].map(|doc| Dated { doc: DocId(doc), date: None });
        let reuse = find(&documents, |doc| &texts[doc.0 as usize], &Options::default(), || false).unwrap();
        let parts = shared_parts(&reuse, DocId(1), &b, &crate::typeset::cut(&b));
        let told: Vec<(usize, &str, bool)> =
            parts.iter().map(|s| (s.paragraph, s.part.span.of(&b).unwrap(), s.part.earlier)).collect();
        let second = format!("{} fifteen sixteen", lines[1]);
        assert_eq!(told, [(1, lines[0], true), (2, second.as_str(), true)]);
    }
}
