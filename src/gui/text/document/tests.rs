//! A document under the pointer and the keyboard, at any length, through whole frames of egui.

use std::ops::Range;

use egui::{
    Context, Event, FontId, Key, Modifiers, OutputCommand, PointerButton, Pos2, RawInput, Rect, accesskit,
    pos2, vec2,
};

use super::{DocumentView, Page, Shown};
use crate::gui::text::install;

/// A window with one document.
struct Reader {
    ctx: Context,
    view: DocumentView,
    text: String,
    size: egui::Vec2,
    time: f64,
    copied: Option<String>,
    nodes: Vec<(accesskit::NodeId, accesskit::Node)>,
}

impl Reader {
    fn new(text: &str) -> Self {
        let ctx = Context::default();
        install(&ctx);
        let mut reader = Self {
            ctx,
            view: DocumentView::default(),
            text: text.to_owned(),
            size: vec2(520.0, 400.0),
            time: 0.0,
            copied: None,
            nodes: Vec::new(),
        };
        reader.frame(vec![]);
        reader.frame(vec![]);
        reader
    }

    fn frame(&mut self, events: Vec<Event>) -> Shown {
        self.time += 0.05;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let mut shown = None;
        let (view, text) = (&mut self.view, &self.text);
        let output = self.ctx.run_ui(input, |ui| {
            let page = Page::new(1, text, FontId::proportional(16.0), 28.0);
            shown = Some(view.show(ui, &page, &mut ()));
        });
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.copied = Some(text.clone());
            }
        }
        if let Some(update) = &output.platform_output.accesskit_update {
            self.nodes = update.nodes.clone();
        }
        output.drop_without_applying_deltas();
        shown.unwrap()
    }

    fn press(&mut self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        let button = Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        self.frame(vec![Event::ModifiersChanged(modifiers), Event::PointerMoved(pos), button]);
    }

    fn click(&mut self, pos: Pos2) {
        self.press(pos, true, Modifiers::NONE);
        self.press(pos, false, Modifiers::NONE);
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        self.frame(vec![Event::ModifiersChanged(modifiers), event]);
    }

    fn copy(&mut self) -> Option<String> {
        self.copied = None;
        self.frame(vec![Event::Copy]);
        self.copied.clone()
    }

    /// The middle of the character that starts at a byte.
    fn center(&mut self, byte: usize) -> Pos2 {
        let shown = self.frame(vec![]);
        let end = byte + self.text[byte..].chars().next().unwrap().len_utf8();
        shown.paragraphs.iter().find_map(|p| p.rects(&(byte..end)).next()).unwrap().center()
    }

    fn selected(&self) -> &str {
        &self.text[self.view.selection().unwrap_or(0..0)]
    }

    fn at(&self, needle: &str) -> Range<usize> {
        let start = self.text.find(needle).unwrap();
        start..start + needle.len()
    }
}

const TEXT: &str = "سەرۆکوەزیرانی عێراق لە (CNN) گوتی.  لە ٢٠٢١ سەردانی هەولێر دەکات.  کۆتایی";

#[test]
fn dragging_selects_and_copies_the_exact_slice() {
    let mut reader = Reader::new(TEXT);
    let (from, to) = (reader.at("عێراق"), reader.at("٢٠٢١"));
    let (a, b) = (reader.center(from.start), reader.center(to.start));
    // Right half of the first letter: before it. Left half of the digit: before it.
    reader.press(a + vec2(2.0, 0.0), true, Modifiers::NONE);
    reader.frame(vec![Event::PointerMoved(b - vec2(2.0, 0.0))]);
    reader.press(b - vec2(2.0, 0.0), false, Modifiers::NONE);
    assert_eq!(reader.selected(), &TEXT[from.start..to.start]);
    assert_eq!(reader.copy().as_deref(), Some(&TEXT[from.start..to.start]));
}

#[test]
fn double_click_takes_the_word_and_triple_click_the_paragraph() {
    let mut reader = Reader::new(TEXT);
    let place = reader.center(reader.at("راق").start);
    reader.click(place);
    reader.click(place);
    assert_eq!(reader.selected(), "عێراق");
    reader.click(place);
    assert_eq!(reader.selected(), &TEXT[..reader.at("لە ٢٠").start]);
}

#[test]
fn shift_click_extends() {
    let mut reader = Reader::new(TEXT);
    let (a, b) = (reader.at("عێراق").start, reader.at("دەکات").start);
    let place = reader.center(a) + vec2(2.0, 0.0);
    reader.click(place);
    for _ in 0..12 {
        reader.frame(vec![]);
    }
    let place = reader.center(b) + vec2(2.0, 0.0);
    reader.press(place, true, Modifiers::SHIFT);
    reader.press(place, false, Modifiers::SHIFT);
    assert_eq!(reader.selected(), &TEXT[a..b]);
}

#[test]
fn shift_arrows_follow_the_screen_and_ctrl_takes_words() {
    let mut reader = Reader::new(TEXT);
    let start = reader.at("عێراق");
    let place = reader.center(start.start) + vec2(2.0, 0.0);
    reader.click(place);
    for _ in 0..3 {
        reader.key(Key::ArrowLeft, Modifiers::SHIFT);
    }
    assert_eq!(reader.selected(), "عێر");
    reader.key(Key::ArrowRight, Modifiers::SHIFT);
    assert_eq!(reader.selected(), "عێ");
    let word = Modifiers { shift: true, ctrl: true, command: true, ..Modifiers::NONE };
    reader.key(Key::ArrowLeft, word);
    assert_eq!(reader.selected(), "عێراق");
    reader.key(Key::ArrowDown, Modifiers::SHIFT);
    assert!(reader.selected().len() > "عێراق".len());
    reader.key(Key::A, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    assert_eq!(reader.copy().as_deref(), Some(TEXT));
}

#[test]
fn shift_arrows_walk_through_the_whole_document() {
    let mut reader = Reader::new(TEXT);
    let place = reader.center(0) + vec2(3.0, 0.0);
    reader.click(place);
    let mut seen = Vec::new();
    for _ in 0..TEXT.chars().count() + 5 {
        reader.key(Key::ArrowLeft, Modifiers::SHIFT);
        seen.push(reader.view.selection().map_or(0, |s| s.end));
    }
    assert_eq!(seen.last(), Some(&TEXT.len()), "{seen:?}");
}

fn long_text(chars: usize) -> String {
    let sentence = "سەرۆکوەزیرانی عێراق لە تویتێکدا گوتی کە گەڕی سێیەمی ٠٧ - ٠٤ - ٢٠٢١ بەڕێوەچوو.  ";
    sentence.repeat(chars / sentence.chars().count() + 1).chars().take(chars).collect()
}

#[test]
fn only_what_is_visible_is_laid_out() {
    let text = long_text(300_000);
    let reader = Reader::new(&text);
    let laid_out = crate::gui::text::layouts(&reader.ctx);
    assert!(reader.view.paragraphs().len() > 3_000);
    assert!(laid_out < 40, "{laid_out} paragraphs were laid out");
}

#[test]
fn scrolling_to_a_byte_shows_it_and_the_place_survives_a_new_width() {
    let text = long_text(60_000);
    let mut reader = Reader::new(&text);
    let target = text.char_indices().nth(40_000).unwrap().0;
    reader.view.scroll_to(target..target + 2);
    reader.frame(vec![]);
    let shown = reader.frame(vec![]);
    let screen = Rect::from_min_size(Pos2::ZERO, reader.size);
    let rect = shown.paragraphs.iter().find_map(|p| p.rects(&(target..target + 2)).next()).unwrap();
    assert!(screen.contains(rect.center()), "{rect:?}");
    for width in [300.0, 800.0, 410.0] {
        let place = reader.view.place();
        reader.size.x = width;
        reader.frame(vec![]);
        reader.frame(vec![]);
        let now = reader.view.place();
        // The line that holds the place is the first in view.
        assert!(now <= place && place - now < 250, "{place} became {now} at {width}");
    }
}

#[test]
fn scrolling_up_into_unmeasured_text_does_not_jump() {
    let text = long_text(60_000);
    let mut reader = Reader::new(&text);
    reader.view.restore_place(text.char_indices().nth(30_000).unwrap().0);
    reader.frame(vec![]);
    reader.frame(vec![]);
    let first = |shown: &Shown| shown.paragraphs.iter().map(|p| (p.index, p.pos.y)).collect::<Vec<_>>();
    let mut before = first(&reader.frame(vec![]));
    for _ in 0..60 {
        let delta = vec2(0.0, 40.0);
        let wheel = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        let after = first(&reader.frame(vec![Event::PointerMoved(pos2(200.0, 200.0)), wheel]));
        for (index, y) in &before {
            if let Some((_, now)) = after.iter().find(|a| a.0 == *index) {
                assert!((0.0..=90.0).contains(&(now - y)), "paragraph {index} moved from {y} to {now}");
            }
        }
        before = after;
    }
    let place = text.char_indices().nth(30_000).unwrap().0;
    assert!(reader.view.place() < place - 1_000, "scrolled from {place} to {} only", reader.view.place());
}

#[test]
fn screen_readers_get_runs_with_direction_language_and_places() {
    let mut reader = Reader::new(TEXT);
    reader.ctx.enable_accesskit();
    reader.frame(vec![]);
    reader.frame(vec![]);
    let find = |id: &accesskit::NodeId| &reader.nodes.iter().find(|n| n.0 == *id).unwrap().1;
    let document = reader.nodes.iter().find(|n| n.1.role() == accesskit::Role::Document).unwrap();
    let paragraphs: Vec<_> = document.1.children().iter().map(find).collect();
    assert_eq!(paragraphs.len(), 3);
    assert!(paragraphs.iter().all(|p| p.role() == accesskit::Role::Paragraph));
    let runs: Vec<&accesskit::Node> = paragraphs.iter().flat_map(|p| p.children()).map(find).collect();
    let said: String = runs.iter().map(|n| n.value().unwrap_or_default()).collect();
    assert_eq!(said, TEXT);
    for run in &runs {
        let rtl = run.text_direction() == Some(accesskit::TextDirection::RightToLeft);
        let latin = run.value().unwrap_or_default().chars().any(|c| c.is_ascii_alphabetic());
        assert!(rtl != latin || !latin, "{:?}", run.value());
        assert_eq!(run.language(), Some("ckb"));
        assert_eq!(run.character_lengths().len(), run.character_positions().unwrap().len());
        let positions = run.character_positions().unwrap();
        assert!(positions.windows(2).all(|p| p[0] <= p[1] + 0.01), "{:?}", run.value());
    }
}
