//! `typeset`'s shaper, made of egui's own: same fonts, atlas, hinting and fallback as every other text.
//!
//! egui shapes a text as one run per font face and guesses its direction from the script. So a word whose
//! script runs the other way than the line wants (digits, overrides) is handed over in reverse. Words are kept; dropping them is the engine's business.

use std::{collections::HashMap, sync::Arc};

use egui::{
    Align, Color32, FontData, FontDefinitions, FontFamily, FontId,
    epaint::text::{ByteIndex, FontsView, Glyph, LayoutJob, LayoutSection, TextFormat, VariationCoords},
};

use skrifa::{FontRef, MetadataProvider as _};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::typeset::{
    Cluster, Direction, Shaper, StyleId, Word, guessed_direction, is_invisible, mirrored_char,
    native_direction,
};

/// Everything of a format that changes the shape or the height of a word.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Style {
    pub font: FontId,
    coords: VariationCoords,
    line_height: Option<f32>,
    pub valign: Align,
}

impl Style {
    pub fn of(format: &TextFormat) -> Self {
        Self {
            font: format.font_id.clone(),
            coords: format.coords.clone(),
            line_height: format.line_height,
            valign: format.valign,
        }
    }

    fn format(&self) -> TextFormat {
        TextFormat {
            font_id: self.font.clone(),
            coords: self.coords.clone(),
            line_height: self.line_height,
            valign: self.valign,
            color: Color32::WHITE,
            ..TextFormat::default()
        }
    }
}

/// A glyph in egui's atlas.
#[derive(Clone, Copy, Debug)]
pub(super) struct InkGlyph {
    pub glyph: Glyph,
    /// Byte of the word that starts its cluster.
    pub byte: u32,
}

/// What is painted of a word: glyphs in logical order, and one to make others of.
///
/// egui's `Glyph` cannot be built from outside, only cloned.
#[derive(Debug)]
pub(super) struct Ink {
    pub glyphs: Vec<InkGlyph>,
    pub template: Option<Glyph>,
}

type WordMap = HashMap<Box<str>, Arc<Word<Ink>>, ahash::RandomState>;

/// Shaped words by style and direction, and which face of a family draws which character.
#[derive(Default)]
pub(super) struct Words {
    styles: Vec<Style>,
    /// Left to right, right to left.
    by_style: Vec<[WordMap; 2]>,
    faces: Vec<(FontFamily, HashMap<char, u8, ahash::RandomState>)>,
    count: usize,
}

impl Words {
    pub fn style_id(&mut self, format: &TextFormat) -> StyleId {
        let style = Style::of(format);
        let known = self.styles.iter().position(|s| *s == style);
        known.unwrap_or_else(|| {
            self.styles.push(style);
            self.by_style.push(Default::default());
            self.styles.len() - 1
        }) as StyleId
    }

    pub fn valign(&self, style: StyleId) -> Align {
        self.styles.get(usize::from(style)).map_or(Align::BOTTOM, |s| s.valign)
    }

    /// How many words are kept.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// The face number of characters that no font has.
const NO_FACE: u8 = u8::MAX;

pub(super) struct EguiShaper<'a, 'b> {
    pub fonts: &'a mut FontsView<'b>,
    pub words: &'a mut Words,
    pub pixels_per_point: f32,
}

impl Shaper for EguiShaper<'_, '_> {
    type Ink = Ink;

    fn shape(&mut self, text: &str, style: StyleId, direction: Direction) -> Arc<Word<Ink>> {
        let slot = usize::from(direction.is_rtl());
        let Some(kept) = self.words.by_style.get(usize::from(style)) else {
            return Arc::new(Word { width: 0.0, height: 0.0, clusters: Vec::new(), ink: Ink::none() });
        };
        if let Some(word) = kept[slot].get(text) {
            return Arc::clone(word);
        }
        let word = Arc::new(self.shape_new(text, style, direction));
        self.words.by_style[usize::from(style)][slot].insert(text.into(), Arc::clone(&word));
        self.words.count += 1;
        word
    }

    fn face(&mut self, c: char, style: StyleId) -> u8 {
        let Some(family) = self.words.styles.get(usize::from(style)).map(|s| &s.font.family) else {
            return NO_FACE;
        };
        let known = self.words.faces.iter().position(|(f, _)| f == family);
        let index = known.unwrap_or_else(|| {
            self.words.faces.push((family.clone(), HashMap::default()));
            self.words.faces.len() - 1
        });
        let (family, faces) = &mut self.words.faces[index];
        *faces.entry(c).or_insert_with(|| first_face(self.fonts.definitions(), family, c))
    }

    fn snap(&self, points: f32) -> f32 {
        (points * self.pixels_per_point).round() / self.pixels_per_point
    }
}

/// The first face of a family's chain that has a character.
///
/// Asked once per character: egui's own list of all characters takes milliseconds to make.
fn first_face(fonts: &FontDefinitions, family: &FontFamily, c: char) -> u8 {
    let has = |data: &FontData| {
        let font = FontRef::from_index(data.bytes(), data.index).ok();
        font.and_then(|font| font.charmap().map(c)).is_some_and(|glyph| glyph.to_u32() != 0)
    };
    let chain = fonts.families.get(family).map(Vec::as_slice).unwrap_or_default();
    let first = chain.iter().position(|name| fonts.font_data.get(name).is_some_and(|data| has(data)));
    first.and_then(|index| u8::try_from(index).ok()).unwrap_or(NO_FACE)
}

impl Ink {
    fn none() -> Self {
        Self { glyphs: Vec::new(), template: None }
    }
}

impl EguiShaper<'_, '_> {
    fn shape_new(&mut self, text: &str, style: StyleId, direction: Direction) -> Word<Ink> {
        if direction.is_rtl()
            && text.chars().nth(1).is_some()
            && !text.chars().any(|c| native_direction(c).is_some())
            && let Some(word) = self.shape_signs(text, style)
        {
            return word;
        }
        let native = guessed_direction(text);
        let chars = if native == direction { in_order(text) } else { against_order(text) };
        let shown: String = chars.iter().map(|c| c.chr).collect();
        let galley = self.fonts.layout_job(self.job(shown, style));
        let Some(row) = galley.rows.first() else {
            return Word { width: 0.0, height: 0.0, clusters: Vec::new(), ink: Ink::none() };
        };
        let real = without_junk(&row.row.glyphs, native);
        let template = row.row.glyphs.first().copied().or_else(|| self.template(text, style));
        clusters_of(real, &chars, native).into_word(row.row.size.y, template)
    }

    /// Signs without a script inside right-to-left text, several at once: an Arabic letter mark before them
    /// makes egui's shaper take them for Arabic, so that they are kerned and mirrored like their neighbours.
    fn shape_signs(&mut self, text: &str, style: StyleId) -> Option<Word<Ink>> {
        const ARABIC_LETTER_MARK: char = '\u{61c}';
        let chars = in_order(text);
        let shown = std::iter::once(ARABIC_LETTER_MARK).chain(chars.iter().map(|c| c.chr)).collect();
        let galley = self.fonts.layout_job(self.job(shown, style));
        let row = &galley.rows.first()?.row;
        // The mark itself is the rightmost glyph, without width, and goes with the junk.
        let real = without_junk(&row.glyphs, Direction::Rtl);
        let taken = real.last().map(|g| g.chr) == chars.first().map(|c| c.chr)
            && real.iter().all(|g| g.chr != ARABIC_LETTER_MARK);
        let template = row.glyphs.first().copied();
        taken.then(|| clusters_of(real, &chars, Direction::Rtl).into_word(row.size.y, template))
    }

    /// A glyph of the style, for words that have none of their own.
    fn template(&mut self, text: &str, style: StyleId) -> Option<Glyph> {
        if text == " " {
            return None;
        }
        self.shape(" ", style, Direction::Ltr).ink.template
    }

    fn job(&self, text: String, style: StyleId) -> LayoutJob {
        let format = self.words.styles.get(usize::from(style)).map(Style::format).unwrap_or_default();
        let byte_range = ByteIndex(0)..ByteIndex(text.len());
        LayoutJob {
            sections: vec![LayoutSection { leading_space: 0.0, byte_range, format }],
            text,
            break_on_newline: false,
            round_output_to_gui: false,
            keep_trailing_whitespace: true,
            ..LayoutJob::default()
        }
    }
}

/// A character that the shaper sees, and the byte of the word it starts at.
struct Char {
    chr: char,
    byte: u32,
}

/// The characters that are seen, in their order.
fn in_order(text: &str) -> Vec<Char> {
    let seen = text.char_indices().filter(|(_, chr)| !is_invisible(*chr));
    seen.map(|(at, chr)| Char { chr, byte: at as u32 }).collect()
}

/// The characters that are seen, grapheme by grapheme from the last to the first, mirrored: shaped in the
/// direction of their script they come out in the other one. So does Pango with overrides.
fn against_order(text: &str) -> Vec<Char> {
    let mut chars = Vec::with_capacity(text.len());
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        // A grapheme stays one cluster: its marks would else stand on the wrong side of it.
        let seen = grapheme.chars().filter(|c| !is_invisible(*c));
        chars.extend(seen.map(|c| Char { chr: mirrored_char(c), byte: at as u32 }));
    }
    chars
}

/// egui appends one zero-wide glyph per further character to every right-to-left run; they mean nothing.
fn without_junk(glyphs: &[Glyph], native: Direction) -> &[Glyph] {
    let mut real = glyphs;
    if native.is_rtl() {
        while let [rest @ .., last] = real
            && last.advance_width == 0.0
            && last.uv_rect.is_nothing()
        {
            real = rest;
        }
    }
    real
}

/// Clusters and glyphs of a word, in logical order.
struct Shaped {
    width: f32,
    clusters: Vec<Cluster>,
    glyphs: Vec<InkGlyph>,
}

impl Shaped {
    fn into_word(self, height: f32, template: Option<Glyph>) -> Word<Ink> {
        let ink = Ink { glyphs: self.glyphs, template };
        Word { width: self.width, height, clusters: self.clusters, ink }
    }
}

/// Recovers which characters each glyph stands for: egui only tells the first one of its cluster.
fn clusters_of(real: &[Glyph], chars: &[Char], native: Direction) -> Shaped {
    let mut width = 0.0;
    let edges: Vec<(f32, f32)> = real
        .iter()
        .map(|glyph| {
            let left = width;
            width += glyph.advance_width;
            (left, width)
        })
        .collect();
    let mut clusters: Vec<Cluster> = Vec::with_capacity(real.len());
    // Glyphs with the index of their cluster.
    let mut inks: Vec<(Glyph, usize)> = Vec::with_capacity(real.len());
    // The first character not yet given to a cluster, and the first one of the latest cluster.
    let (mut next, mut first_char) = (0, '\0');
    for done in 0..real.len() {
        let index = if native.is_rtl() { real.len() - 1 - done } else { done };
        let (glyph, (left, right)) = (&real[index], edges[index]);
        let (glyphs_left, chars_left) = (real.len() - done, chars.len() - next);
        // A further glyph of the latest cluster: a mark without width, or one glyph too many for the
        // characters that are left.
        let same_cluster = !clusters.is_empty()
            && glyph.chr == first_char
            && (right - left <= 0.0 || glyphs_left > chars_left);
        let found =
            if same_cluster { None } else { (next..chars.len()).find(|&i| chars[i].chr == glyph.chr) };
        match (found, clusters.last_mut()) {
            (None, Some(latest)) => {
                latest.left = latest.left.min(left);
                latest.right = latest.right.max(right);
            }
            (at, latest) => {
                let at = at.unwrap_or(0);
                let passed = chars.get(next..at).unwrap_or_default().iter().map(|c| c.byte).min();
                let mut start = chars.get(at).map_or(0, |c| c.byte);
                // Characters without a glyph of their own (the second letter of a ligature) belong to the
                // cluster before.
                match latest {
                    Some(latest) => latest.start = latest.start.min(passed.unwrap_or(u32::MAX)),
                    None => start = start.min(passed.unwrap_or(u32::MAX)),
                }
                clusters.push(Cluster { start, left, right });
                first_char = chars.get(at).map_or(glyph.chr, |c| c.chr);
                next = at + 1;
            }
        }
        if !glyph.uv_rect.is_nothing() {
            inks.push((*glyph, clusters.len() - 1));
        }
    }
    let unclaimed = chars.get(next..).unwrap_or_default().iter().map(|c| c.byte).min();
    if let (Some(latest), Some(byte)) = (clusters.last_mut(), unclaimed) {
        latest.start = latest.start.min(byte);
    }
    // The logically first cluster takes what stands before it and is not seen.
    match clusters.iter_mut().min_by_key(|c| c.start) {
        Some(first) => first.start = 0,
        None => clusters.push(Cluster { start: 0, left: 0.0, right: 0.0 }),
    }
    let mut glyphs: Vec<InkGlyph> =
        inks.into_iter().map(|(glyph, c)| InkGlyph { glyph, byte: clusters[c].start }).collect();
    clusters.sort_by_key(|c| c.start);
    clusters.dedup_by(|next, kept| {
        let same = next.start == kept.start;
        if same {
            *kept = Cluster {
                start: kept.start,
                left: kept.left.min(next.left),
                right: kept.right.max(next.right),
            };
        }
        same
    });
    glyphs.sort_by_key(|g| g.byte);
    Shaped { width, clusters, glyphs }
}
