//! Makes an egui `Galley` of a text that `typeset` has laid out, so that stock widgets, painters and
//! screen readers take it like any other.
//!
//! `Galley`, `Row` and `Glyph` have private fields: the galley comes from `Galley::concat`, rows and
//! glyphs are clones of egui's own with every public field overwritten.

use std::sync::Arc;

use egui::{
    Align, Color32, FontId, Galley, Mesh, Pos2, Rect, Stroke, Vec2,
    emath::GuiRounding as _,
    epaint::text::{
        ByteIndex, FontsView, Glyph, LayoutJob, LayoutSection, PlacedRow, Row, RowVisuals, TextFormat,
    },
    pos2, vec2,
};

use super::shaper::{Ink, Words};
use crate::typeset::{Layout, Line, Run, Stop};

/// What every row is made with.
struct Composer<'a> {
    job: &'a LayoutJob,
    words: &'a Words,
    pixels_per_point: f32,
    /// Some section has a background or a line.
    decorated: bool,
}

/// A glyph to paint: which character's it is, where, in which section's colour.
struct Quad {
    char_index: usize,
    pos: Pos2,
    glyph: Glyph,
    section: usize,
}

/// Composes the galley. `spare_row` is any row of egui's, to clone.
pub(super) fn compose(
    job: &Arc<LayoutJob>,
    layout: &Layout<Ink>,
    words: &Words,
    spare_row: &Row,
    fonts: &mut FontsView<'_>,
    pixels_per_point: f32,
) -> Galley {
    let decorated = job.sections.iter().any(|s| {
        s.format.background != Color32::TRANSPARENT
            || s.format.underline != Stroke::NONE
            || s.format.strikethrough != Stroke::NONE
    });
    let block = layout.lines.width;
    let x_shift = shift_for(job.halign, block);
    let composer = Composer { job, words, pixels_per_point, decorated };
    let rows: Vec<PlacedRow> = layout
        .lines
        .lines
        .iter()
        .zip(&layout.runs)
        .map(|(line, runs)| composer.row(line, runs, spare_row, x_shift))
        .collect();
    let intrinsic = carrier(fonts, vec2(layout.unbroken_width, layout.lines.height));
    let mut galley = Galley::concat(Arc::clone(job), &[intrinsic], pixels_per_point);
    galley.num_vertices = rows.iter().map(|r| r.visuals.mesh.vertices.len()).sum();
    galley.num_indices = rows.iter().map(|r| r.visuals.mesh.indices.len()).sum();
    galley.mesh_bounds =
        rows.iter().fold(Rect::NOTHING, |all, r| all | r.visuals.mesh_bounds.translate(r.pos.to_vec2()));
    galley.rect = Rect::from_min_max(pos2(x_shift, 0.0), pos2(x_shift + block, layout.lines.height));
    if job.round_output_to_gui {
        galley.rect = galley.rect.round_ui();
    }
    galley.rows = rows;
    galley.elided = layout.elided;
    galley
}

/// egui wants the block right of 0, around 0 or left of 0.
pub(super) fn shift_for(halign: Align, block: f32) -> f32 {
    match halign {
        Align::LEFT => 0.0,
        Align::Center => -0.5 * block,
        Align::RIGHT => -block,
    }
}

/// An empty-looking galley that carries an intrinsic size into `Galley::concat`.
fn carrier(fonts: &mut FontsView<'_>, size: Vec2) -> Arc<Galley> {
    let format = TextFormat {
        line_height: Some(size.y),
        ..TextFormat::simple(FontId::proportional(1.0), Color32::TRANSPARENT)
    };
    let byte_range = ByteIndex(0)..ByteIndex(0);
    fonts.layout_job(LayoutJob {
        sections: vec![LayoutSection { leading_space: size.x, byte_range, format }],
        text: String::new(),
        round_output_to_gui: false,
        ..LayoutJob::default()
    })
}

impl Composer<'_> {
    fn snap(&self, points: f32) -> f32 {
        (points * self.pixels_per_point).round() / self.pixels_per_point
    }

    fn section_at(&self, byte: usize) -> usize {
        let sections = &self.job.sections;
        sections.partition_point(|s| s.byte_range.end.0 <= byte).min(sections.len().saturating_sub(1))
    }

    fn row(&self, line: &Line, runs: &[Run<Ink>], spare: &Row, x_shift: f32) -> PlacedRow {
        let height = line.bottom - line.top;
        let left = line.left;
        let (mut glyphs, quads) = self.glyphs(line, runs, height);
        let mut mesh = Mesh::default();
        let pieces = if self.decorated { self.pieces(line) } else { Vec::new() };
        self.add_backgrounds(&mut mesh, &pieces, left, height);
        let glyph_index_start = mesh.indices.len();
        let first_vertex = mesh.vertices.len();
        let mut quads = quads.iter().peekable();
        for (index, glyph) in glyphs.iter_mut().enumerate() {
            glyph.first_vertex = mesh.vertices.len() as u32;
            while let Some(quad) = quads.next_if(|q| q.char_index == index) {
                self.add_quad(&mut mesh, quad);
            }
        }
        for quad in quads {
            self.add_quad(&mut mesh, quad);
        }
        let last_vertex = mesh.vertices.len();
        self.add_lines(&mut mesh, &pieces, left, height);

        let mut row = spare.clone();
        row.glyphs = glyphs;
        row.size = vec2(line.width, height);
        row.visuals = RowVisuals {
            mesh_bounds: mesh.calc_bounds(),
            mesh,
            glyph_index_start,
            glyph_vertex_range: first_vertex..last_vertex,
        };
        PlacedRow { pos: pos2(left + x_shift, line.top), row: Arc::new(row), ends_with_newline: line.hard }
    }

    /// One glyph per character in logical order (egui's invariant), and what to paint for each.
    fn glyphs(&self, line: &Line, runs: &[Run<Ink>], height: f32) -> (Vec<Glyph>, Vec<Quad>) {
        let text = &self.job.text;
        let mut places: Vec<&Stop> = line.stops.iter().collect();
        places.sort_by_key(|s| s.byte);
        let mut places = places.into_iter().peekable();
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(line.stops.len());
        let mut quads: Vec<Quad> = Vec::with_capacity(line.stops.len());
        for run in runs {
            let ink = &run.word.ink;
            let valign = self.words.valign(run.style).to_factor();
            let down = valign * (height - run.word.height);
            let origin = self.snap(run.x - line.left);
            let Some(template) = ink.template else { continue };
            let offset = run.word.clusters.get(run.clusters.start).map_or(0, |c| c.start);
            let painted = |byte: u32| {
                ink.glyphs.iter().skip_while(move |g| g.byte < byte).take_while(move |g| g.byte == byte)
            };
            let place = |g: &Glyph| pos2(origin + g.pos.x, g.pos.y + down);
            if run.bytes.is_empty() {
                let section = self.section_at(run.bytes.start.saturating_sub(1));
                quads.extend(ink.glyphs.iter().map(|g| Quad {
                    char_index: usize::MAX,
                    pos: place(&g.glyph),
                    glyph: g.glyph,
                    section,
                }));
                continue;
            }
            for (at, chr) in text[run.bytes.clone()].char_indices() {
                let byte = run.bytes.start + at;
                while places.next_if(|s| (s.byte as usize) < byte).is_some() {}
                let stop = places.next_if(|s| s.byte as usize == byte);
                let (x0, x1, rtl) = stop.map_or((run.x, run.x, run.is_rtl()), |s| (s.x0, s.x1, s.rtl));
                let section = self.section_at(byte);
                let first_quad = quads.len();
                quads.extend(painted(at as u32 + offset).map(|g| Quad {
                    char_index: glyphs.len(),
                    pos: place(&g.glyph),
                    glyph: g.glyph,
                    section,
                }));
                let mut glyph = template;
                glyph.chr = chr;
                // egui's own caret code takes this for the leading edge.
                glyph.pos = pos2(if rtl { x1 } else { x0 } - line.left, template.pos.y + down);
                glyph.advance_width = x1 - x0;
                let shown = quads.get(first_quad).map(|q| &q.glyph);
                glyph.uv_rect = shown.map(|g| g.uv_rect).unwrap_or_default();
                glyph.is_color = shown.is_some_and(|g| g.is_color);
                glyphs.push(glyph);
            }
        }
        (glyphs, quads)
    }

    /// Visually contiguous pieces of one section: (section, left, right) in the coordinates of the block.
    fn pieces(&self, line: &Line) -> Vec<(usize, f32, f32)> {
        let mut pieces: Vec<(usize, f32, f32)> = Vec::new();
        for stop in &line.stops {
            let section = self.section_at(stop.byte as usize);
            match pieces.last_mut() {
                Some(last) if last.0 == section && (last.2 - stop.x0).abs() < 0.02 => last.2 = stop.x1,
                _ => pieces.push((section, stop.x0, stop.x1)),
            }
        }
        pieces
    }

    fn add_backgrounds(&self, mesh: &mut Mesh, pieces: &[(usize, f32, f32)], left: f32, height: f32) {
        for &(section, x0, x1) in pieces {
            let format = &self.job.sections[section].format;
            if format.background != Color32::TRANSPARENT {
                let rect = Rect::from_min_max(pos2(x0 - left, 0.0), pos2(x1 - left, height));
                let rect = rect.expand(format.expand_bg).round_to_pixels(self.pixels_per_point);
                mesh.add_colored_rect(rect, format.background);
            }
        }
    }

    fn add_lines(&self, mesh: &mut Mesh, pieces: &[(usize, f32, f32)], left: f32, height: f32) {
        for &(section, x0, x1) in pieces {
            let format = &self.job.sections[section].format;
            for (stroke, y) in [(format.underline, height), (format.strikethrough, 0.5 * height)] {
                if stroke != Stroke::NONE {
                    let top = self.snap(y - stroke.width);
                    let rect = Rect::from_min_max(pos2(x0 - left, top), pos2(x1 - left, top + stroke.width));
                    mesh.add_colored_rect(rect, stroke.color);
                }
            }
        }
    }

    fn add_quad(&self, mesh: &mut Mesh, quad: &Quad) {
        let format = self.job.sections.get(quad.section).map(|s| &s.format);
        let uv = quad.glyph.uv_rect;
        let corner = (quad.pos + uv.offset).round_to_pixels(self.pixels_per_point);
        let rect = Rect::from_min_size(corner, uv.size);
        let texels = Rect::from_min_max(
            pos2(f32::from(uv.min[0]), f32::from(uv.min[1])),
            pos2(f32::from(uv.max[0]), f32::from(uv.max[1])),
        );
        let first = mesh.vertices.len();
        mesh.add_rect_with_uv(rect, texels, format.map_or(Color32::PLACEHOLDER, |f| f.color));
        if format.is_some_and(|f| f.italics) {
            // egui slants by moving the upper corners; it has no italic faces.
            for vertex in mesh.vertices.iter_mut().skip(first).take(2) {
                vertex.pos.x += 0.25 * rect.height();
            }
        }
    }
}
