//! Colours, sizes and shapes of the window, from `assets/theme.toml`, and egui's style made of them.
//!
//! No other file names a colour. A colour is never the only mark of anything: icons and words stand with it.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals,
    style::{ScrollStyle, Selection, Spacing, WidgetVisuals, Widgets},
    vec2,
};
use serde::Deserialize;

/// One step of the grid, in points.
pub const GRID: f32 = 4.0;

/// Height of a row in lists and tables, in points.
pub const ROW: f32 = 28.0;

/// Corner radius of fields, buttons and chips, in points.
pub const RADIUS: u8 = 6;

/// Name of the bold family that `fonts` registers.
pub const BOLD: &str = "bold";

/// Themes to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark text on light paper.
    #[default]
    Light,
    /// Light text on dark paper.
    Dark,
    /// White on black with strong borders.
    Contrast,
}

/// Colours of one theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "theme.toml says what each is for")]
pub struct Palette {
    pub dark: bool,
    pub ground: Colour,
    pub side: Colour,
    pub paper: Colour,
    pub raised: Colour,
    pub field: Colour,
    pub hover: Colour,
    pub pressed: Colour,
    pub border: Colour,
    pub strong_border: Colour,
    pub text: Colour,
    pub muted: Colour,
    pub on_accent: Colour,
    pub accent: Colour,
    pub accent_soft: Colour,
    pub focus: Colour,
    pub selection: Colour,
    pub hit: Colour,
    pub current_hit: Colour,
    pub warning: Colour,
    pub danger: Colour,
    pub kinds: KindColours,
    topics: BTreeMap<String, Colour>,
}

/// A colour for each kind of fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the kind it names")]
pub struct KindColours {
    pub person: Colour,
    pub organisation: Colour,
    pub place: Colour,
    pub time: Colour,
    pub quantity: Colour,
    pub role: Colour,
    pub event: Colour,
    pub statement: Colour,
    pub commitment: Colour,
}

/// A colour as the file writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Colour(pub Color32);

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Color32::from_hex(&text).map(Self).map_err(|_| format!("`{text}` is no colour of the form #rrggbb"))
    }
}

impl From<Colour> for Color32 {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

/// Sizes of text, in points.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct TextSizes {
    pub small: f32,
    pub body: f32,
    pub reader: f32,
    pub heading: f32,
    pub title: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: TextSizes,
    light: Palette,
    dark: Palette,
    contrast: Palette,
}

/// Sizes and the colours of the chosen theme: what a panel may draw with.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Which theme it is.
    pub theme: Theme,
    /// Sizes of text.
    pub text: TextSizes,
    /// Colours.
    pub palette: Arc<Palette>,
}

/// The file is compiled in and read once; a test reads it too, so it cannot be broken in a release.
#[allow(clippy::expect_used, reason = "the file is part of the program and tested")]
fn file() -> &'static (TextSizes, [Arc<Palette>; 3]) {
    static FILE: OnceLock<(TextSizes, [Arc<Palette>; 3])> = OnceLock::new();
    FILE.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../../assets/theme.toml"))
            .expect("assets/theme.toml is well formed");
        (file.text, [file.light, file.dark, file.contrast].map(Arc::new))
    })
}

impl Tokens {
    /// The tokens of a theme.
    #[must_use]
    pub fn new(theme: Theme) -> Self {
        let (text, palettes) = file();
        let palette = match theme {
            Theme::Light => &palettes[0],
            Theme::Dark => &palettes[1],
            Theme::Contrast => &palettes[2],
        };
        Self { theme, text: *text, palette: Arc::clone(palette) }
    }

    /// Font of a size in points.
    #[must_use]
    pub fn font(&self, size: f32) -> FontId {
        FontId::new(size, FontFamily::Proportional)
    }

    /// Bold font of a size in points.
    #[must_use]
    pub fn bold(&self, size: f32) -> FontId {
        FontId::new(size, FontFamily::Name(BOLD.into()))
    }

    /// The colour of a topic; users' own topics share one.
    #[must_use]
    pub fn topic(&self, id: &str) -> Color32 {
        let topics = &self.palette.topics;
        topics.get(id).or_else(|| topics.get("other")).map_or(self.palette.muted.0, |colour| colour.0)
    }

    /// The quiet background of a mark or chip in a colour: the colour itself, thinned over paper.
    #[must_use]
    pub fn soft(&self, colour: Color32) -> Color32 {
        let share = if self.palette.dark { 0.24 } else { 0.13 };
        mix(self.palette.paper.0, colour, share)
    }

    /// Sets egui's style. No animation and no blinking: pictures are the same each time, and nothing moves
    /// for people who asked for none.
    pub fn apply(&self, ctx: &egui::Context) {
        let style = self.style();
        ctx.set_theme(if self.palette.dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|target| *target = style.clone());
    }

    fn style(&self) -> Style {
        let p = &*self.palette;
        let mut style = Style {
            animation_time: 0.0,
            text_styles: [
                (TextStyle::Small, self.font(self.text.small)),
                (TextStyle::Body, self.font(self.text.body)),
                (TextStyle::Button, self.font(self.text.body)),
                (TextStyle::Heading, self.bold(self.text.heading)),
                (TextStyle::Monospace, self.font(self.text.body)),
            ]
            .into(),
            spacing: Spacing {
                item_spacing: vec2(8.0, 4.0),
                button_padding: vec2(10.0, 4.0),
                window_margin: Margin::same(16),
                menu_margin: Margin::same(6),
                interact_size: vec2(28.0, 28.0),
                indent: 16.0,
                icon_width: 16.0,
                icon_width_inner: 10.0,
                tooltip_width: 320.0,
                scroll: ScrollStyle { bar_width: 8.0, floating_width: 3.0, ..ScrollStyle::floating() },
                ..Spacing::default()
            },
            visuals: self.visuals(),
            ..Style::default()
        };
        // Stock selection is wrong for right-to-left text; the reader has its own.
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        style.scroll_animation = egui::style::ScrollAnimation::none();
        style.visuals.text_cursor.blink = false;
        style.visuals.text_cursor.stroke = Stroke::new(1.5, p.text.0);
        style
    }

    fn visuals(&self) -> Visuals {
        let p = &*self.palette;
        let radius = CornerRadius::same(RADIUS);
        let widget = |fill: Color32, border: Color32, text: Color32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, border),
            corner_radius: radius,
            fg_stroke: Stroke::new(1.0, text),
            expansion: 0.0,
        };
        let shadow = Shadow {
            offset: [0, 4],
            blur: 16,
            spread: 0,
            color: Color32::from_black_alpha(if p.dark { 110 } else { 32 }),
        };
        let base = if p.dark { Visuals::dark() } else { Visuals::light() };
        Visuals {
            override_text_color: None,
            weak_text_color: Some(p.muted.0),
            widgets: Widgets {
                noninteractive: widget(p.side.0, p.border.0, p.text.0),
                inactive: widget(p.raised.0, p.border.0, p.text.0),
                hovered: widget(p.hover.0, p.strong_border.0, p.text.0),
                active: widget(p.pressed.0, p.focus.0, p.text.0),
                open: widget(p.pressed.0, p.strong_border.0, p.text.0),
            },
            selection: Selection { bg_fill: p.selection.0, stroke: Stroke::new(2.0, p.focus.0) },
            hyperlink_color: p.accent.0,
            faint_bg_color: p.side.0,
            extreme_bg_color: p.field.0,
            text_edit_bg_color: Some(p.field.0),
            code_bg_color: p.side.0,
            warn_fg_color: p.warning.0,
            error_fg_color: p.danger.0,
            window_corner_radius: CornerRadius::same(10),
            window_shadow: shadow,
            window_fill: p.raised.0,
            window_stroke: Stroke::new(1.0, p.border.0),
            menu_corner_radius: CornerRadius::same(8),
            panel_fill: p.side.0,
            popup_shadow: shadow,
            striped: false,
            ..base
        }
    }
}

/// A colour between two, in gamma space; `share` of the second.
#[must_use]
pub fn mix(first: Color32, second: Color32, share: f32) -> Color32 {
    let between = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    Color32::from_rgb(
        between(first.r(), second.r()),
        between(first.g(), second.g()),
        between(first.b(), second.b()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance after WCAG 2.
    fn luminance(colour: Color32) -> f32 {
        let linear = |byte: u8| {
            let c = f32::from(byte) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_colour_can_be_read_where_it_stands() {
        for theme in [Theme::Light, Theme::Dark, Theme::Contrast] {
            let tokens = Tokens::new(theme);
            let p = &*tokens.palette;
            let k = &p.kinds;
            let mut texts = vec![("muted", p.muted), ("accent", p.accent), ("warning", p.warning)];
            texts.extend([("danger", p.danger), ("person", k.person), ("organisation", k.organisation)]);
            texts.extend([("place", k.place), ("time", k.time), ("quantity", k.quantity), ("role", k.role)]);
            texts.extend([("event", k.event), ("statement", k.statement), ("commitment", k.commitment)]);
            texts.extend(p.topics.iter().map(|(name, colour)| (name.as_str(), *colour)));
            for (name, colour) in texts {
                for ground in [p.side, p.paper, p.raised] {
                    let ratio = contrast(colour.0, ground.0);
                    assert!(ratio >= 4.5, "{theme:?}: {name} has a contrast of {ratio:.2}");
                }
                let ratio = contrast(p.text.0, tokens.soft(colour.0));
                assert!(ratio >= 7.0, "{theme:?}: text on soft {name} has a contrast of {ratio:.2}");
            }
            for ground in [p.ground, p.hover, p.pressed, p.accent_soft, p.selection, p.hit, p.current_hit] {
                let ratio = contrast(p.text.0, ground.0);
                assert!(ratio >= 4.5, "{theme:?}: text on {ground:?} has a contrast of {ratio:.2}");
            }
            assert!(contrast(p.on_accent.0, p.accent.0) >= 4.5, "{theme:?}: text on accent");
            assert!(contrast(p.muted.0, p.hover.0) >= 4.5, "{theme:?}: muted on hover");
            assert!(contrast(p.focus.0, p.paper.0) >= 3.0, "{theme:?}: focus ring");
        }
    }

    #[test]
    fn users_topics_have_a_colour() {
        let tokens = Tokens::new(Theme::Light);
        assert_eq!(tokens.topic("fisheries"), tokens.topic("other"));
        assert_ne!(tokens.topic("energy"), tokens.topic("other"));
    }
}
