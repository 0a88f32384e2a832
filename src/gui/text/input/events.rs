//! What keys, clipboard and input methods do to an input.

use egui::{
    Event, Id, ImeEvent, Key, Modifiers, Ui,
    accesskit::{Action, ActionData, ActionRequest},
};

use super::{Field, State};
use crate::typeset::{Caret, word_step};

pub(super) fn handle(ui: &Ui, field: &Field<'_>, state: &mut State, value: &mut String, id: Id) {
    let (events, now) = ui.input(|input| (input.events.clone(), input.time));
    for event in &events {
        let done = match event {
            Event::Copy => copy(ui, state, value),
            Event::Cut => {
                let copied = copy(ui, state, value);
                if copied {
                    state.editor.backspace(value, false);
                }
                copied
            }
            Event::Paste(text) | Event::Text(text) => insert(field, state, value, text),
            Event::Ime(event) => compose(field, state, value, event),
            Event::Key { key, pressed: true, modifiers, .. } => {
                pressed(ui, field, state, value, *key, *modifiers, id)
            }
            _ => false,
        };
        if done {
            state.touched = now;
        }
    }
    handle_requests(ui, state, value, id);
}

/// What assistive technologies ask for; they need not focus an input to set its value.
pub(super) fn handle_requests(ui: &Ui, state: &mut State, value: &mut String, id: Id) -> bool {
    let requests: Vec<ActionRequest> = ui.input(|input| {
        let requests = input.events.iter().filter_map(|event| match event {
            Event::AccessKitActionRequest(request) if request.target_node == id.accesskit_id() => {
                Some(request.clone())
            }
            _ => None,
        });
        requests.collect()
    });
    requests.iter().filter(|request| asked(state, value, request)).count() > 0
}

fn copy(ui: &Ui, state: &State, value: &str) -> bool {
    let selected = value.get(state.editor.selection()).unwrap_or_default();
    if selected.is_empty() {
        return false;
    }
    ui.copy_text(selected.to_owned());
    true
}

/// Inserts text; an input of one line takes line breaks for spaces.
fn insert(field: &Field<'_>, state: &mut State, value: &mut String, text: &str) -> bool {
    if text.is_empty() || matches!(text, "\n" | "\r") {
        return false;
    }
    if field.is_multi() {
        state.editor.insert(value, &text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        let line = text.trim_matches(['\r', '\n']).replace("\r\n", " ").replace(['\r', '\n'], " ");
        state.editor.insert(value, &line);
    }
    state.column = None;
    true
}

fn compose(field: &Field<'_>, state: &mut State, value: &mut String, event: &ImeEvent) -> bool {
    match event {
        ImeEvent::Preedit { text, .. } if !matches!(text.as_str(), "\n" | "\r") => {
            if text.is_empty() && state.editor.preedit().is_empty() {
                return false;
            }
            state.editor.compose(value, text);
        }
        ImeEvent::Commit(text) if !matches!(text.as_str(), "\n" | "\r") => {
            state.editor.commit(value, "");
            insert(field, state, value, text);
        }
        ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
            state.editor.delete_around(value, *before_chars, *after_chars);
        }
        _ => return false,
    }
    true
}

fn asked(state: &mut State, value: &mut String, request: &ActionRequest) -> bool {
    let Some(ActionData::Value(text)) = &request.data else { return false };
    match request.action {
        Action::ReplaceSelectedText => state.editor.insert(value, text),
        Action::SetValue => {
            state.editor.select(0..value.len());
            state.editor.insert(value, text);
        }
        _ => return false,
    }
    true
}

fn pressed(
    ui: &Ui,
    field: &Field<'_>,
    state: &mut State,
    value: &mut String,
    key: Key,
    modifiers: Modifiers,
    id: Id,
) -> bool {
    // Keys belong to an input method while it is composing.
    if !state.editor.preedit().is_empty() {
        return false;
    }
    let by_word = modifiers.command || modifiers.alt;
    match key {
        Key::Backspace => state.editor.backspace(value, by_word),
        Key::Delete => state.editor.delete_forward(value, by_word),
        Key::A if modifiers.command => state.editor.select(0..value.len()),
        Key::Z if modifiers.command && modifiers.shift => return state.editor.redo(value),
        Key::Y if modifiers.command => return state.editor.redo(value),
        Key::Z if modifiers.command => return state.editor.undo(value),
        Key::Enter if field.is_multi() && !modifiers.command => state.editor.insert(value, "\n"),
        Key::Enter => {
            ui.memory_mut(|memory| memory.surrender_focus(id));
            return false;
        }
        _ => return navigated(field, state, value, key, modifiers),
    }
    state.column = None;
    true
}

/// Keys that only move the caret.
fn navigated(field: &Field<'_>, state: &mut State, value: &str, key: Key, modifiers: Modifiers) -> bool {
    let by_word = modifiers.command || modifiers.alt;
    let extend = modifiers.shift;
    let laid = field.lay_out(value, &state.editor);
    let caret = state.editor.caret();
    let selection = state.editor.selection();
    let column = state.column.take();
    let rtl = laid.lines().is_rtl(caret);
    let to = match key {
        Key::ArrowLeft | Key::ArrowRight => {
            let right = key == Key::ArrowRight;
            let forward = right != rtl;
            if by_word {
                let byte = word_step(value, caret.byte, forward);
                if forward { Caret::after(byte) } else { Caret::before(byte) }
            } else if !extend && !selection.is_empty() {
                if forward { Caret::after(selection.end) } else { Caret::before(selection.start) }
            } else {
                laid.lines().step(value, caret, right)
            }
        }
        Key::ArrowUp | Key::ArrowDown if field.is_multi() => {
            let x = column.unwrap_or_else(|| laid.caret(caret).left());
            state.column = Some(x);
            laid.lines().step_line(value, caret, x, key == Key::ArrowDown)
        }
        Key::Home if modifiers.command => Caret::after(0),
        Key::End if modifiers.command => Caret::before(value.len()),
        Key::Home | Key::End => laid.lines().line_edge(caret, key == Key::End),
        _ => return false,
    };
    state.editor.move_to(to, extend);
    true
}
