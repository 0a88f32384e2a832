//! Selecting text of a document with the mouse and the keyboard, over any number of paragraphs; copying it
//! in logical order.

use std::ops::Range;

use egui::{Event, EventFilter, Key, Modifiers, Pos2, Response, Ui};

use super::{Setting, ShownParagraph, local, scrolling::Scrolling};
use crate::typeset::{Affinity, Caret, paragraph_at, word_at, word_step};

/// What a drag extends by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Unit {
    #[default]
    Character,
    Word,
    Paragraph,
}

/// A selection; positions are bytes of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    anchor: Caret,
    focus: Caret,
    /// What the first click of a drag selected.
    pressed: Range<usize>,
    unit: Unit,
    /// Where Shift+Up and Shift+Down try to stay.
    column: Option<f32>,
}

impl Selection {
    pub fn of(bytes: Range<usize>) -> Self {
        Self { anchor: Caret::before(bytes.start), focus: Caret::after(bytes.end), ..Self::default() }
    }

    pub fn range(&self) -> Option<Range<usize>> {
        let (a, b) = (self.anchor.byte, self.focus.byte);
        (a != b).then(|| a.min(b)..a.max(b))
    }

    /// Where the selection starts and where it is extended.
    pub fn carets(&self) -> (Caret, Caret) {
        (self.anchor, self.focus)
    }

    pub fn handle(
        &mut self,
        ui: &Ui,
        response: &Response,
        setting: &Setting<'_>,
        rows: &[ShownParagraph],
        scrolling: &mut Scrolling,
    ) {
        self.handle_pointer(ui, response, setting, rows, scrolling);
        if response.has_focus() {
            // Tab leads on to the next widget; the arrows are ours.
            ui.memory_mut(|memory| {
                memory.set_focus_lock_filter(
                    response.id,
                    EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() },
                );
            });
            let events = ui.input(|input| input.events.clone());
            for event in &events {
                self.handle_event(ui, event, setting, response, scrolling);
            }
        }
    }

    fn handle_pointer(
        &mut self,
        ui: &Ui,
        response: &Response,
        setting: &Setting<'_>,
        rows: &[ShownParagraph],
        scrolling: &mut Scrolling,
    ) {
        let Some(point) = response.interact_pointer_pos() else { return };
        let Some(caret) = hit(rows, point) else { return };
        let (pressed, held, shift) =
            ui.input(|i| (i.pointer.primary_pressed(), i.pointer.primary_down(), i.modifiers.shift));
        if pressed {
            response.request_focus();
            self.column = None;
            if shift {
                self.unit = Unit::Character;
                self.focus = caret;
            } else {
                self.press(caret);
            }
        }
        if response.double_clicked() {
            self.unit = Unit::Word;
            self.take(unit_at(Unit::Word, caret.byte, setting));
        } else if response.triple_clicked() {
            self.unit = Unit::Paragraph;
            self.take(unit_at(Unit::Paragraph, caret.byte, setting));
        } else if held && response.is_pointer_button_down_on() && !pressed {
            self.drag_to(caret, setting);
            let view = ui.clip_rect();
            let over = (point.y - view.bottom()).max(0.0) - (view.top() - point.y).max(0.0);
            if over != 0.0 {
                scrolling.nudge(over.clamp(-40.0, 40.0));
                ui.ctx().request_repaint();
            }
        }
    }

    fn press(&mut self, caret: Caret) {
        *self = Self { anchor: caret, focus: caret, pressed: caret.byte..caret.byte, ..Self::default() };
    }

    fn take(&mut self, bytes: Range<usize>) {
        self.pressed = bytes.clone();
        self.anchor = Caret::before(bytes.start);
        self.focus = Caret::after(bytes.end);
    }

    /// Extends to whole units on both sides.
    fn drag_to(&mut self, caret: Caret, setting: &Setting<'_>) {
        if self.unit == Unit::Character {
            self.focus = caret;
            return;
        }
        let unit = unit_at(self.unit, caret.byte, setting);
        if unit.start < self.pressed.start {
            self.anchor = Caret::after(self.pressed.end);
            self.focus = Caret::before(unit.start);
        } else {
            self.anchor = Caret::before(self.pressed.start);
            self.focus = Caret::after(unit.end.max(self.pressed.end));
        }
    }

    fn handle_event(
        &mut self,
        ui: &Ui,
        event: &Event,
        setting: &Setting<'_>,
        response: &Response,
        scrolling: &mut Scrolling,
    ) {
        match event {
            Event::Copy => {
                if let Some(text) = self.range().and_then(|bytes| setting.page.text.get(bytes)) {
                    ui.copy_text(text.to_owned());
                }
            }
            Event::Key { key: Key::A, pressed: true, modifiers, .. } if modifiers.command => {
                self.anchor = Caret::before(0);
                self.focus = Caret::after(setting.page.text.len());
            }
            Event::Key { key, pressed: true, modifiers, .. } if modifiers.shift => {
                if let Some(focus) = self.moved(*key, *modifiers, setting) {
                    self.focus = focus;
                    scrolling.keep_in_view(setting, focus, response.rect.height());
                }
            }
            Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() => {
                let (line, view) = (setting.page.line_height, response.rect.height());
                match key {
                    Key::ArrowUp => scrolling.nudge(-2.0 * line),
                    Key::ArrowDown => scrolling.nudge(2.0 * line),
                    Key::PageUp => scrolling.nudge(line - view),
                    Key::PageDown | Key::Space => scrolling.nudge(view - line),
                    Key::Home => scrolling.restore(0),
                    Key::End => scrolling.restore(setting.page.text.len()),
                    _ => return,
                }
                ui.ctx().request_repaint();
            }
            _ => {}
        }
    }

    /// Where a key moves the end of the selection.
    fn moved(&mut self, key: Key, modifiers: Modifiers, setting: &Setting<'_>) -> Option<Caret> {
        let index = paragraph_of(setting, self.focus);
        let column = self.column.take();
        let next = match key {
            Key::ArrowLeft | Key::ArrowRight if modifiers.command || modifiers.alt => {
                word_moved(setting, index, self.focus, key == Key::ArrowRight)
            }
            Key::ArrowLeft | Key::ArrowRight => stepped(setting, index, self.focus, key == Key::ArrowRight),
            Key::ArrowUp | Key::ArrowDown => {
                let laid = setting.laid(index);
                let x = column.unwrap_or_else(|| {
                    laid.caret(in_paragraph(setting, index, self.focus)).left() + setting.indent(&laid)
                });
                self.column = Some(x);
                line_moved(setting, index, self.focus, x, key == Key::ArrowDown)
            }
            Key::Home if modifiers.command => Caret::before(0),
            Key::End if modifiers.command => Caret::after(setting.page.text.len()),
            Key::Home | Key::End => {
                let caret = in_paragraph(setting, index, self.focus);
                of_document(setting, index, setting.laid(index).lines().line_edge(caret, key == Key::End))
            }
            _ => return None,
        };
        Some(next)
    }
}

/// The caret closest to a point of the screen.
fn hit(rows: &[ShownParagraph], point: Pos2) -> Option<Caret> {
    let row = rows.iter().rev().find(|r| r.pos.y <= point.y).or(rows.first())?;
    let caret = row.laid.hit(local(row, point));
    Some(Caret { byte: row.start + caret.byte, ..caret })
}

fn unit_at(unit: Unit, byte: usize, setting: &Setting<'_>) -> Range<usize> {
    let index = paragraph_at(setting.paragraphs, byte);
    let start = setting.start(index);
    let content = setting.content(index);
    let within = match unit {
        Unit::Character => byte - start..byte - start,
        Unit::Word => word_at(content, byte - start),
        Unit::Paragraph => 0..content.len(),
    };
    start + within.start..start + within.end
}

/// The paragraph whose text shows a caret.
fn paragraph_of(setting: &Setting<'_>, caret: Caret) -> usize {
    let index = paragraph_at(setting.paragraphs, caret.byte);
    let starts_here = setting.start(index) == caret.byte;
    let joined = index > 0 && setting.paragraphs[index - 1].content.end == caret.byte;
    if caret.affinity == Affinity::Previous && starts_here && joined { index - 1 } else { index }
}

fn in_paragraph(setting: &Setting<'_>, index: usize, caret: Caret) -> Caret {
    let byte = caret.byte.saturating_sub(setting.start(index)).min(setting.content(index).len());
    Caret { byte, ..caret }
}

fn of_document(setting: &Setting<'_>, index: usize, caret: Caret) -> Caret {
    // What comes before a paragraph's first letter is another paragraph's.
    let caret = if caret.byte == 0 { Caret::before(0) } else { caret };
    Caret { byte: setting.start(index) + caret.byte, ..caret }
}

/// One grapheme to the left or right on the screen, over the edges of paragraphs.
fn stepped(setting: &Setting<'_>, index: usize, focus: Caret, right: bool) -> Caret {
    let laid = setting.laid(index);
    let from = in_paragraph(setting, index, focus);
    let to = laid.lines().step(laid.text(), from, right);
    if to.byte != from.byte {
        return of_document(setting, index, to);
    }
    let forward = right != laid.is_rtl();
    if forward && index + 1 < setting.paragraphs.len() {
        Caret::before(setting.start(index + 1))
    } else if !forward && index > 0 {
        Caret::after(setting.paragraphs[index - 1].content.end)
    } else {
        focus
    }
}

fn word_moved(setting: &Setting<'_>, index: usize, focus: Caret, right: bool) -> Caret {
    let forward = right != setting.laid(index).is_rtl();
    let from = in_paragraph(setting, index, focus).byte;
    let to = word_step(setting.content(index), from, forward);
    if to != from {
        let byte = setting.start(index) + to;
        return if forward { Caret::after(byte) } else { Caret::before(byte) };
    }
    if forward && index + 1 < setting.paragraphs.len() {
        let next = word_step(setting.content(index + 1), 0, true);
        Caret::after(setting.start(index + 1) + next)
    } else if !forward && index > 0 {
        let content = setting.content(index - 1);
        Caret::before(setting.start(index - 1) + word_step(content, content.len(), false))
    } else {
        focus
    }
}

/// One line up or down; `x` counts from the left edge of the column.
fn line_moved(setting: &Setting<'_>, index: usize, focus: Caret, x: f32, down: bool) -> Caret {
    let laid = setting.laid(index);
    let caret = in_paragraph(setting, index, focus);
    let line = laid.lines().line_of(caret);
    let inside = if down { line + 1 < laid.lines().lines.len() } else { line > 0 };
    if inside {
        let to = laid.lines().step_line(laid.text(), caret, x - setting.indent(&laid), down);
        return of_document(setting, index, to);
    }
    let other = if down { index + 1 } else { index.wrapping_sub(1) };
    if other >= setting.paragraphs.len() {
        return if down { Caret::after(setting.page.text.len()) } else { Caret::before(0) };
    }
    let laid = setting.laid(other);
    let y = if down { 0.0 } else { laid.size().y };
    of_document(setting, other, laid.hit(egui::vec2(x - setting.indent(&laid), y)))
}
