//! Lays out jobs and remembers the result as long as it is used and egui's atlas stays the same.
//!
//! One engine per viewport, since each may have its own pixels per point.

use std::{
    collections::HashMap,
    hash::{Hash as _, Hasher as _},
    sync::Arc,
};

use egui::{
    Align as EguiAlign, Color32, FontId, Galley,
    epaint::text::{FontsView, LayoutJob},
};

use super::{
    Laid, galley,
    shaper::{EguiShaper, Words},
};
use crate::typeset::{self, Align, Base, Options, StyleId};

/// Words kept before all are dropped: some 30 MB, several times what a long document holds.
const MAX_WORDS: usize = 30_000;
/// Characters of laid-out text kept although no frame shows them: some 20 MB.
const MAX_IDLE_CHARS: usize = 100_000;

/// A text that has been laid out, and when it was last wanted.
struct Kept {
    laid: Arc<Laid>,
    used: u64,
}

/// The layouts of one viewport.
#[derive(Default)]
pub(super) struct Engine {
    words: Words,
    kept: HashMap<u64, Kept, ahash::RandomState>,
    /// Laid out by egui once; a new one means that the atlas or the scale has changed.
    sentinel: Option<Arc<Galley>>,
    pass: u64,
    layouts: usize,
    hasher: ahash::RandomState,
}

impl Engine {
    /// Call once per pass: forgets what is stale.
    pub fn begin_pass(&mut self, fonts: &mut FontsView<'_>) {
        self.check_atlas(fonts);
        if self.words.len() > MAX_WORDS {
            self.words.clear();
        }
        let chars: usize = self.kept.values().map(|k| k.laid.galley.job.text.len()).sum();
        if chars > MAX_IDLE_CHARS {
            let pass = self.pass;
            self.kept.retain(|_, kept| kept.used == pass);
        }
        self.pass += 1;
    }

    fn check_atlas(&mut self, fonts: &mut FontsView<'_>) -> Arc<Galley> {
        // A size nobody uses, so that no label of the window shares the galley.
        let now = fonts.layout_no_wrap(" ".to_owned(), FontId::proportional(7.7), Color32::PLACEHOLDER);
        if self.sentinel.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &now)) {
            self.words.clear();
            self.kept.clear();
            self.sentinel = Some(Arc::clone(&now));
        }
        now
    }

    /// Lays out a job, or returns what it gave before. A block at least `min_block` wide.
    pub fn layout(
        &mut self,
        fonts: &mut FontsView<'_>,
        mut job: LayoutJob,
        base: Base,
        min_block: f32,
    ) -> Arc<Laid> {
        let sentinel = match &self.sentinel {
            Some(known) => Arc::clone(known),
            None => self.check_atlas(fonts),
        };
        if job.round_output_to_gui && job.wrap.max_width.is_finite() {
            // Widths that differ by less than a point must not lay out anew while a window is dragged.
            job.wrap.max_width = job.wrap.max_width.round();
        }
        let key = {
            let mut hasher = std::hash::BuildHasher::build_hasher(&self.hasher);
            (&job, base, min_block.to_bits()).hash(&mut hasher);
            hasher.finish()
        };
        if let Some(kept) = self.kept.get_mut(&key) {
            kept.used = self.pass;
            return Arc::clone(&kept.laid);
        }
        self.layouts += 1;
        let laid = Arc::new(self.layout_new(fonts, job, base, min_block, &sentinel));
        self.kept.insert(key, Kept { laid: Arc::clone(&laid), used: self.pass });
        laid
    }

    fn layout_new(
        &mut self,
        fonts: &mut FontsView<'_>,
        job: LayoutJob,
        base: Base,
        min_block: f32,
        sentinel: &Galley,
    ) -> Laid {
        let pixels_per_point = sentinel.pixels_per_point;
        let styles: Vec<(usize, StyleId)> =
            job.sections.iter().map(|s| (s.byte_range.end.0, self.words.style_id(&s.format))).collect();
        let options = options(&job, base, min_block);
        let mut shaper = EguiShaper { fonts, words: &mut self.words, pixels_per_point };
        let layout = typeset::layout(&job.text, &styles, &options, &mut shaper);
        let spare = &sentinel.rows[0].row;
        let galley = galley::compose(&Arc::new(job), &layout, &self.words, spare, fonts, pixels_per_point);
        Laid::new(galley, layout.lines)
    }

    /// How many layouts were not found among those kept.
    pub fn layouts(&self) -> usize {
        self.layouts
    }
}

fn options(job: &LayoutJob, base: Base, min_block: f32) -> Options {
    Options {
        base,
        width: job.effective_wrap_width(),
        min_block,
        max_lines: job.wrap.max_rows,
        overflow: job.wrap.overflow_character,
        break_anywhere: job.wrap.break_anywhere && job.wrap.max_rows > 1,
        break_at_terminators: job.break_on_newline,
        justify: job.justify,
        keep_trailing_spaces: job.keep_trailing_whitespace,
        align: match job.halign {
            EguiAlign::LEFT => Align::Start,
            EguiAlign::Center => Align::Center,
            EguiAlign::RIGHT => Align::Right,
        },
        indent: job.sections.first().map_or(0.0, |s| s.leading_space),
        first_line_height: super::original_first_row_height(job),
    }
}
