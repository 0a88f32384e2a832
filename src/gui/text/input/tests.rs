//! Inputs under keys, pointer, clipboard and input method, through whole frames of egui.

use egui::{
    Context, Event, Id, ImeEvent, Key, Modifiers, OutputCommand, PointerButton, Pos2, RawInput, Rect,
    Response, Shape, pos2, vec2,
};

use super::{State, TextInput};
use crate::{gui::text::install, typeset::Caret};

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

struct Form {
    ctx: Context,
    value: String,
    rows: Option<usize>,
    width: f32,
    time: f64,
    copied: Option<String>,
    ime: Option<egui::output::IMEOutput>,
    /// x of every vertical line that was painted: the caret.
    carets: Vec<f32>,
    rect: Rect,
}

impl Form {
    fn new(value: &str, rows: Option<usize>) -> Self {
        let ctx = Context::default();
        install(&ctx);
        ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        let mut form = Self {
            ctx,
            value: value.to_owned(),
            rows,
            width: 400.0,
            time: 0.0,
            copied: None,
            ime: None,
            carets: Vec::new(),
            rect: Rect::NOTHING,
        };
        form.frame(vec![]);
        form.ctx.memory_mut(|memory| memory.request_focus(Id::unique("input")));
        form.frame(vec![]);
        form
    }

    fn frame(&mut self, events: Vec<Event>) -> Response {
        self.time += 0.05;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(600.0, 300.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let mut response = None;
        let (value, rows, width) = (&mut self.value, self.rows, self.width);
        let output = self.ctx.run_ui(input, |ui| {
            let field = match rows {
                Some(rows) => TextInput::multi("input", rows),
                None => TextInput::single("input"),
            };
            let hint = "گەڕان لە دەقەکان";
            response = Some(field.id(Id::unique("input")).hint(hint).width(width).show(ui, value));
        });
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.copied = Some(text.clone());
            }
        }
        self.ime = output.platform_output.ime;
        self.carets = output
            .shapes
            .iter()
            .filter_map(|s| match &s.shape {
                Shape::LineSegment { points: [a, b], .. } if (a.x - b.x).abs() < 0.01 => Some(a.x),
                _ => None,
            })
            .collect();
        output.drop_without_applying_deltas();
        let response = response.unwrap();
        self.rect = response.rect;
        response
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        self.frame(vec![Event::ModifiersChanged(modifiers), event]);
    }

    fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.frame(vec![Event::Text(c.to_string())]);
        }
    }

    fn pointer(&mut self, pos: Pos2, pressed: bool) {
        let modifiers = Modifiers::NONE;
        let button = Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
        self.frame(vec![Event::PointerMoved(pos), button]);
    }

    fn click(&mut self, pos: Pos2) {
        self.pointer(pos, true);
        self.pointer(pos, false);
        // So that the next click is no double click.
        self.time += 1.0;
    }

    fn state<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        let state = self.ctx.data_mut(|data| {
            data.get_temp::<std::sync::Arc<egui::mutex::Mutex<State>>>(Id::unique("input")).unwrap()
        });
        let state = state.lock();
        read(&state)
    }

    fn selected(&self) -> String {
        self.value[self.state(|s| s.editor.selection())].to_owned()
    }
}

#[test]
fn typing_and_editing_inside_a_word() {
    let mut form = Form::new("", None);
    form.type_in("کوردستان");
    assert_eq!(form.value, "کوردستان");
    // Left is forward in Kurdish: from the end nothing happens, Right goes back.
    for _ in 0..4 {
        form.key(Key::ArrowRight, Modifiers::NONE);
    }
    form.type_in("ا");
    assert_eq!(form.value, "کورداستان");
    form.key(Key::Backspace, Modifiers::NONE);
    form.key(Key::Backspace, Modifiers::NONE);
    assert_eq!(form.value, "کورستان");
    form.key(Key::Z, CTRL);
    assert_eq!(form.value, "کورداستان");
    form.key(Key::Home, Modifiers::NONE);
    form.key(Key::Delete, Modifiers::NONE);
    assert_eq!(form.value, "ورداستان");
}

#[test]
fn clipboard_and_selection_by_keys() {
    let mut form = Form::new("یەک دوو سێ", None);
    form.key(Key::Home, Modifiers::NONE);
    form.key(Key::ArrowLeft, Modifiers { shift: true, ..CTRL });
    assert_eq!(form.selected(), "یەک");
    form.frame(vec![Event::Cut]);
    assert_eq!((form.value.as_str(), form.copied.as_deref()), (" دوو سێ", Some("یەک")));
    form.key(Key::End, Modifiers::NONE);
    form.frame(vec![Event::Paste(" چوار\nپێنج\n".to_owned())]);
    assert_eq!(form.value, " دوو سێ چوار پێنج");
    form.key(Key::A, CTRL);
    form.frame(vec![Event::Copy]);
    assert_eq!(form.copied.as_deref(), Some(" دوو سێ چوار پێنج"));
    form.key(Key::Backspace, Modifiers::NONE);
    assert_eq!(form.value, "");
}

#[test]
fn the_caret_stands_where_it_was_clicked() {
    let mut form = Form::new("گەڕان: egui 0.37 و (CNN) ژمارە ١٢٣", None);
    let y = form.rect.center().y;
    let (left, right) = (form.rect.left() + 6.0, form.rect.right() - 6.0);
    let mut worst: f32 = 0.0;
    for step in 0..=80 {
        let x = left + (right - left) * step as f32 / 80.0;
        form.click(pos2(x, y));
        form.frame(vec![]);
        let caret = form.carets.last().copied().unwrap();
        // Beside the text the caret goes to its end.
        let text_left = form.carets.iter().copied().fold(f32::MAX, f32::min);
        if x > text_left || step > 60 {
            worst = worst.max((caret - x).abs());
        }
    }
    assert!(worst < 12.0, "{worst} points away");
}

#[test]
fn every_arrow_key_moves_the_caret_one_way_on_the_screen() {
    let mut form = Form::new("گەڕان: egui 0.37 و (CNN) ژمارە ١٢٣ abc", None);
    form.key(Key::Home, Modifiers::NONE);
    form.frame(vec![]);
    let mut last = form.carets.last().copied().unwrap();
    let mut steps = 0;
    loop {
        form.key(Key::ArrowLeft, Modifiers::NONE);
        let now = form.carets.last().copied().unwrap();
        if (now - last).abs() < 0.01 {
            break;
        }
        assert!(now < last, "from {last} to {now}");
        (last, steps) = (now, steps + 1);
    }
    assert_eq!(steps, form.value.chars().count());
    for _ in 0..steps {
        form.key(Key::ArrowRight, Modifiers::NONE);
        let now = form.carets.last().copied().unwrap();
        assert!(now > last, "from {last} to {now}");
        last = now;
    }
}

#[test]
fn dragging_selects_over_a_change_of_direction() {
    let mut form = Form::new("ناوی CNN لێرەیە", None);
    let y = form.rect.center().y;
    form.pointer(pos2(form.rect.right() - 2.0, y), true);
    let to = form.rect.right() - 90.0;
    form.frame(vec![Event::PointerMoved(pos2(to, y))]);
    form.pointer(pos2(to, y), false);
    let selected = form.selected();
    assert!(form.value.starts_with(&selected) && selected.contains("CNN"), "{selected:?}");
}

#[test]
fn an_input_method_shows_what_it_composes_at_the_caret() {
    let mut form = Form::new("سڵاو", None);
    form.key(Key::End, Modifiers::NONE);
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    let before = form.carets.last().copied().unwrap();
    let response = form.frame(vec![preedit("کور")]);
    assert!(!response.changed());
    assert_eq!(form.value, "سڵاو");
    let during = form.carets.last().copied().unwrap();
    assert!(during < before - 10.0);
    assert!(form.ime.is_some_and(|ime| (ime.cursor_rect.left() - during).abs() < 1.0));
    let response = form.frame(vec![Event::Ime(ImeEvent::Commit("کورد".to_owned()))]);
    assert!(response.changed());
    assert_eq!(form.value, "سڵاوکورد");
    form.frame(vec![preedit("x"), preedit("")]);
    assert_eq!(form.value, "سڵاوکورد");
}

#[test]
fn enter_ends_one_line_and_adds_another_to_many() {
    let mut one = Form::new("یەک", None);
    one.key(Key::Enter, Modifiers::NONE);
    assert!(!one.ctx.memory(|memory| memory.has_focus(Id::unique("input"))));
    assert_eq!(one.value, "یەک");

    let mut many = Form::new("یەک", Some(4));
    many.key(Key::End, Modifiers::NONE);
    many.key(Key::Enter, Modifiers::NONE);
    many.type_in("دوو");
    assert_eq!(many.value, "یەک\nدوو");
    many.key(Key::ArrowUp, Modifiers::NONE);
    assert!(many.state(|s| s.editor.caret().byte) <= "یەک".len());
    many.key(Key::ArrowDown, Modifiers::NONE);
    assert!(many.state(|s| s.editor.caret().byte) > "یەک".len());
}

#[test]
fn a_long_value_shows_its_beginning_without_and_its_caret_with_focus() {
    let mut form = Form::new(&"سڵاو جیهان ".repeat(30), None);
    form.key(Key::End, Modifiers::NONE);
    form.frame(vec![]);
    let caret = form.carets.last().copied().unwrap();
    assert!(form.rect.x_range().contains(caret), "{caret}");
    form.key(Key::Enter, Modifiers::NONE);
    form.frame(vec![]);
    let (scroll, most) = form.state(|s| (s.scroll, f32::MAX));
    assert!(scroll > 100.0 && scroll < most, "right-to-left text begins at the right: {scroll}");
}

#[test]
fn a_value_changed_from_outside_does_no_harm() {
    let mut form = Form::new("کوردستان", None);
    form.key(Key::End, Modifiers::NONE);
    form.value = "ي\u{654}".to_owned();
    form.frame(vec![]);
    assert_eq!(form.state(|s| s.editor.caret()), Caret::after(4));
    form.type_in("ک");
    assert_eq!(form.value, "ي\u{654}ک");
}
