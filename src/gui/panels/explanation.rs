//! Why a fact is there, or why nothing is: the rule, its file, what it matched, what lost against it.

use egui::{
    Context, CornerRadius, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, accesskit::Role, vec2,
};

use super::{Shell, dialogs::dialog};
use crate::{
    extract::{Outcome, Why},
    gui::{
        text::{self, Base},
        widgets::{Look, MarkedWords, Place, Strip, icon, measure, put, put_based, put_icon},
        words,
    },
    i18n::Arg,
    model::Span,
    query::{ExplainedStep, Explanation, RuleNote},
    session::{SelectCommand, UiCommand},
    topics::{Held, Reason},
};

const LINE: f32 = 24.0;
const PADDING: f32 = 10.0;

/// Draws the dialog.
pub fn explanation_ui(shell: &Shell<'_>, ctx: &Context) {
    let Some(explanation) = &shell.state.explanation else { return };
    let look = shell.look;
    let title =
        look.tr(if explanation.fact.is_some() { "explain-fact-title" } else { "explain-place-title" });
    let close = dialog(shell, ctx, "explanation", &title, 720.0, |ui| {
        let room = (ctx.content_rect().height() - 160.0).max(200.0);
        let scroll = ScrollArea::vertical().max_height(room).min_scrolled_height(room);
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            passage_ui(look, ui, explanation);
            if let Some(row) = &explanation.fact {
                fact_ui(look, ui, explanation, row);
            }
            if explanation.foreign {
                quiet(look, ui, &look.tr("explain-foreign"));
            }
            steps_ui(shell, ui, explanation);
            topics_ui(look, ui, explanation);
        });
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn quiet(look: &Look, ui: &mut Ui, words: &str) {
    let rich = RichText::new(words).color(look.palette().muted.0);
    ui.label(text::text(ui, rich, look.base()));
}

fn heading(look: &Look, ui: &mut Ui, words: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let font = look.tokens.bold(look.tokens.text.body);
    put(ui, look, rect, words, (font, look.palette().text.0), Place::Start);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, words));
}

/// The sentence, the fact's words or the place marked in it.
fn passage_ui(look: &Look, ui: &mut Ui, explanation: &Explanation) {
    let Some(words) = explanation.passage.of(&explanation.text) else { return };
    let start = explanation.passage.start;
    let place = Span::new(explanation.byte as usize, explanation.byte as usize + 1);
    let (span, ground) = match &explanation.fact {
        Some(row) => {
            let (_, colour) = words::kind_sign(&look.tokens, row.finer);
            (row.span, look.tokens.soft(colour))
        }
        None => (word_at(&explanation.text, place), look.palette().hit.0),
    };
    let at = |byte: u32| byte.saturating_sub(start) as usize;
    let marks = [(at(span.start)..at(span.end).min(words.len()), ground)];
    let marked = MarkedWords { words, marks: &marks, rows: 6, base: Base::Rtl };
    let laid = marked.lay(ui, look, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), laid.height()), Sense::hover());
    laid.paint(ui, look, rect);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Blockquote, true, words));
}

/// The word around a place; the place itself between words.
fn word_at(text: &str, place: Span) -> Span {
    let at = place.start as usize;
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(char::is_whitespace).map_or(0, |space| {
        space + before.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let after = text.get(at..).unwrap_or_default();
    let end = at + after.find(char::is_whitespace).unwrap_or(after.len());
    if end > start { Span::new(start, end) } else { place }
}

/// Kind and words of the fact, then its rule with confidence and file.
fn fact_ui(look: &Look, ui: &mut Ui, explanation: &Explanation, row: &crate::query::FactRow) {
    let (title, detail) = words::fact_lines(look, row);
    let (sign, colour) = words::kind_sign(&look.tokens, row.finer);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let mut strip = Strip::new(rect, look.is_rtl());
    put_icon(ui, strip.start(20.0), sign, 16.0, colour);
    strip.start(6.0);
    let bold = look.tokens.bold(look.tokens.text.body);
    let width = measure(ui, look, &title, bold.clone());
    put(ui, look, strip.start(width), &title, (bold, colour), Place::Start);
    strip.start(10.0);
    let font = look.tokens.font(look.tokens.text.body);
    put(ui, look, strip.rest(), &detail, (font, look.palette().text.0), Place::Start);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, format!("{title}: {detail}")));
    let percent = (row.confidence * 100.0).round() as usize;
    let values = [("rule", Arg::Outside(row.rule.as_str())), ("n", Arg::Count(percent))];
    quiet(look, ui, &look.tr_with("explain-made-by", &values));
    note_ui(look, ui, explanation.rule.as_ref());
}

/// What a rule is for, and where it lies.
fn note_ui(look: &Look, ui: &mut Ui, note: Option<&RuleNote>) {
    let Some(note) = note else {
        return quiet(look, ui, &look.tr("explain-built-in"));
    };
    let font = look.tokens.font(look.tokens.text.small);
    let muted = look.palette().muted.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let words = format!("{} \u{b7} \u{2066}{}\u{2069}", words::rule(look, note), note.file);
    put(ui, look, rect, &words, (font, muted), Place::Start);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &words));
}

fn steps_ui(shell: &Shell<'_>, ui: &mut Ui, explanation: &Explanation) {
    let look = shell.look;
    heading(look, ui, &look.tr("explain-steps"));
    if explanation.steps.is_empty() {
        quiet(look, ui, &look.tr("explain-no-steps"));
    }
    for step in &explanation.steps {
        step_ui(shell, ui, explanation, step);
    }
}

/// One match as a card: the rule and what became of it, then the words it took. A click goes to them.
fn step_ui(shell: &Shell<'_>, ui: &mut Ui, explanation: &Explanation, step: &ExplainedStep) {
    let look = shell.look;
    let p = look.palette();
    let captures = &step.step.captures;
    let height = LINE * (1 + captures.len()) as f32 + 20.0 + 2.0 * PADDING;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let (sign, colour, fate) = fate(look, step);
    let fill = if response.hovered() { p.hover.0 } else { p.side.0 };
    let border = if response.has_focus() { p.focus.0 } else { p.border.0 };
    ui.painter().rect(rect, CornerRadius::same(6), fill, Stroke::new(1.0, border), egui::StrokeKind::Inside);
    let inner = rect.shrink(PADDING);
    let line = |number: usize, height: f32| {
        let top = inner.top() + LINE * number as f32;
        Rect::from_min_size(egui::pos2(inner.left(), top), vec2(inner.width(), height))
    };
    let mut head = Strip::new(line(0, LINE), look.is_rtl());
    put_icon(ui, head.start(20.0), sign, 16.0, colour);
    head.start(6.0);
    let bold = look.tokens.bold(look.tokens.text.body);
    let rule = step.step.rule.to_string();
    let width = measure(ui, look, &rule, bold.clone());
    put_based(ui, look, head.start(width), &rule, (bold, p.text.0), Place::Start, Base::Ltr);
    head.start(10.0);
    let font = look.tokens.font(look.tokens.text.body);
    put(ui, look, head.rest(), &fate, (font.clone(), p.muted.0), Place::Start);
    let mut spoken = format!("{rule}: {fate}");
    for (number, (name, span)) in captures.iter().enumerate() {
        let mut strip = Strip::new(line(number + 1, LINE), look.is_rtl());
        strip.start(26.0);
        let small = look.tokens.font(look.tokens.text.small);
        put_based(ui, look, strip.start(110.0), name, (small, p.muted.0), Place::Start, Base::Ltr);
        strip.start(8.0);
        let words = span.of(&explanation.text).unwrap_or_default();
        put_based(ui, look, strip.rest(), words, (font.clone(), p.text.0), Place::Start, Base::Rtl);
        spoken = format!("{spoken}; {name}: {words}");
    }
    let mut below =
        ui.new_child(UiBuilder::new().max_rect(line(captures.len() + 1, 20.0)).layout(look.column()));
    note_ui(look, &mut below, step.rule.as_ref());
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, step.made_it, &spoken));
    let response = response.on_hover_text(look.tr("explain-go"));
    if response.clicked() {
        shell.send(SelectCommand::Show(explanation.path.clone(), step.step.span));
    }
}

/// Sign, colour and words for what became of a match.
fn fate(look: &Look, step: &ExplainedStep) -> (char, egui::Color32, String) {
    let p = look.palette();
    match &step.step.outcome {
        Outcome::Fired if step.made_it => (icon::CHECK_CIRCLE, p.accent.0, look.tr("explain-made-it")),
        Outcome::Fired => (icon::CHECK, p.muted.0, look.tr("explain-fired")),
        Outcome::Lost { to, why } => {
            let why = look.tr(why_key(*why));
            let to = to.to_string();
            let values = [("rule", Arg::Outside(to.as_str())), ("why", Arg::Word(&why))];
            (icon::X_CIRCLE, p.warning.0, look.tr_with("explain-lost", &values))
        }
        Outcome::Refused { why } => {
            let why = look.tr(why_key(*why));
            (icon::PROHIBIT, p.warning.0, look.tr_with("explain-refused", &[("why", Arg::Word(&why))]))
        }
    }
}

/// The message for a reason.
fn why_key(why: Why) -> &'static str {
    match why {
        Why::Priority => "why-priority",
        Why::Coverage => "why-coverage",
        Why::NoVerb => "why-no-verb",
        Why::NoAttack => "why-no-attack",
        Why::Invitation => "why-invitation",
        Why::Unmet => "why-unmet",
        Why::InQuotation => "why-in-quotation",
        Why::Guest => "why-guest",
        Why::Negated => "why-negated",
        Why::ClassMissing => "why-class-missing",
        Why::TooShort => "why-too-short",
        Why::NoType => "why-no-type",
        Why::NoClause => "why-no-clause",
    }
}

fn topics_ui(look: &Look, ui: &mut Ui, explanation: &Explanation) {
    heading(look, ui, &look.tr("explain-topics"));
    if explanation.topics.is_empty() {
        quiet(look, ui, &look.tr("explain-no-topics"));
    }
    for reason in &explanation.topics {
        topic_ui(look, ui, explanation, reason);
    }
}

fn topic_ui(look: &Look, ui: &mut Ui, explanation: &Explanation, reason: &Reason) {
    let p = look.palette();
    let id = &*reason.topic.0;
    let name = words::topic(look, id, id);
    let sum = look.locale.digits(&format!("{:.1}", reason.sum));
    let key = match reason.held {
        Held::ByCues => "explain-topic-held",
        Held::FromDocument => "explain-topic-carried",
        Held::No => "explain-topic-missed",
    };
    let cue = |cue: &crate::model::Cue| {
        let weight = look.locale.digits(&format!("{:+.1}", cue.weight));
        let words = cue.span.of(&explanation.text).unwrap_or_default();
        format!("\u{2068}{words}\u{2069} (\u{2066}{weight}\u{2069})")
    };
    let cues = reason.cues.iter().map(cue).collect::<Vec<_>>().join(&look.tr("list-separator"));
    let fate = look.tr_with(key, &[("sum", Arg::Word(&sum))]);
    let words = if cues.is_empty() { fate } else { format!("{fate} {cues}") };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let mut strip = Strip::new(rect, look.is_rtl());
    let colour = if reason.held == Held::No { p.muted.0 } else { look.tokens.topic(id) };
    put_icon(ui, strip.start(20.0), icon::topic(id), 16.0, colour);
    strip.start(6.0);
    let bold = look.tokens.bold(look.tokens.text.body);
    let width = measure(ui, look, &name, bold.clone());
    put(ui, look, strip.start(width), &name, (bold, colour), Place::Start);
    strip.start(10.0);
    let font = look.tokens.font(look.tokens.text.body);
    put(ui, look, strip.rest(), &words, (font, p.text.0), Place::Start);
    let spoken = format!("{name}: {words}");
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &spoken));
    response.on_hover_text(spoken.clone());
}
