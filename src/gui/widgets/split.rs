//! The line between two parts of the window: dragged with the mouse, moved by arrow keys when it has focus.

use egui::{CursorIcon, Event, EventFilter, Key, Rect, Sense, Stroke, Ui, accesskit::Role};

use super::{Look, button::named};

/// Which way the line can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Between parts that stand side by side.
    Horizontal,
    /// Between parts that stand one above the other.
    Vertical,
}

/// Points on both sides of the line that take the mouse too.
const GRIP: f32 = 3.0;

/// Points for one press of an arrow key.
const STEP: f32 = 16.0;

/// Draws the line in the middle of `rect` and returns by how many points the user moved it, along the x or y
/// axis of the screen.
pub fn split_handle(ui: &mut Ui, look: &Look, rect: Rect, salt: &'static str, axis: Axis, name: &str) -> f32 {
    let id = ui.scope_id().with(salt);
    let response = ui.interact(rect.expand(GRIP), id, Sense::drag());
    let p = look.palette();
    let active = response.hovered() || response.dragged() || response.has_focus();
    let stroke = if active { Stroke::new(2.0, p.focus.0) } else { Stroke::new(1.0, p.border.0) };
    let cursor = match axis {
        Axis::Horizontal => {
            ui.painter().vline(rect.center().x, rect.y_range(), stroke);
            CursorIcon::ResizeHorizontal
        }
        Axis::Vertical => {
            ui.painter().hline(rect.x_range(), rect.center().y, stroke);
            CursorIcon::ResizeVertical
        }
    };
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(cursor);
    }
    let mut moved = 0.0;
    if response.dragged() {
        let delta = response.drag_delta();
        moved += if axis == Axis::Horizontal { delta.x } else { delta.y };
    }
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        let (less, more) = match axis {
            Axis::Horizontal => (Key::ArrowLeft, Key::ArrowRight),
            Axis::Vertical => (Key::ArrowUp, Key::ArrowDown),
        };
        ui.input(|i| {
            for event in &i.events {
                if let Event::Key { key, pressed: true, .. } = event {
                    moved += f32::from(i8::from(*key == more) - i8::from(*key == less)) * STEP;
                }
            }
        });
    }
    named(response, Role::Splitter, None, name);
    moved
}
