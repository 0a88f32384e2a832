//! The icon of the window: a page of text whose lines begin on the right, one of them marked.
//!
//! Drawn from the theme's colours, so that there is no picture file to keep in step.

use egui::{Color32, IconData};

use super::theme::{Theme, Tokens};

/// Pixels on a side.
const SIDE: u32 = 64;

/// A filled part: left, top, right, bottom in sixteenths of the side.
type Part = [f32; 4];

const PAGE: Part = [2.0, 1.0, 14.0, 15.0];
const LINES: [Part; 4] =
    [[4.5, 3.6, 12.0, 4.8], [6.5, 6.2, 12.0, 7.4], [4.5, 8.6, 12.0, 10.4], [8.0, 11.6, 12.0, 12.8]];

/// The icon, as the window system takes it.
#[must_use]
pub fn window_icon() -> IconData {
    let tokens = Tokens::new(Theme::Light);
    let palette = &tokens.palette;
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let at = |value: u32| (value as f32 + 0.5) * 16.0 / SIDE as f32;
            let (x, y) = (at(x), at(y));
            let inside = |part: &Part, round: f32| {
                let dx = (part[0] + round - x).max(x - part[2] + round).max(0.0);
                let dy = (part[1] + round - y).max(y - part[3] + round).max(0.0);
                dx.hypot(dy) <= round
            };
            let colour = if !inside(&PAGE, 2.5) {
                Color32::TRANSPARENT
            } else if inside(&LINES[2], 0.4) {
                palette.hit.0
            } else if LINES.iter().any(|line| inside(line, 0.4)) {
                palette.on_accent.0
            } else {
                palette.accent.0
            };
            rgba.extend(colour.to_array());
        }
    }
    IconData { rgba, width: SIDE, height: SIDE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_as_large_as_it_says() {
        let icon = window_icon();
        assert_eq!(icon.rgba.len(), (icon.width * icon.height * 4) as usize);
        assert_eq!(icon.rgba[3], 0, "the corner is clear");
    }
}
