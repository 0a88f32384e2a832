//! Holds our lines against Pango's (`FriBidi` and `HarfBuzz`), recorded by `tests/fixtures/pango/make.py`.
//!
//! Other recordings: `BALGE_PANGO=recording.json cargo test --test pango -- --nocapture`.
#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::{collections::BTreeMap, fmt, fs, path::Path, sync::Arc};

use balge::{
    gui::text::{self, Base, Laid},
    typeset::Line,
};
use egui::{
    Color32, Context, FontId, RawInput,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Recording {
    size: f32,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    /// File in the repository, or none and the text itself.
    text: Option<String>,
    content: Option<String>,
    /// (first byte, width in 1/1024 points)
    clusters: Vec<(usize, u32)>,
    columns: Vec<Column>,
}

#[derive(Deserialize)]
struct Column {
    width: Option<f32>,
    lines: Vec<PangoLine>,
}

/// Start, end, runs (start, end, right to left) from left to right, clusters whose width differs.
#[derive(Deserialize)]
struct PangoLine(usize, usize, Vec<(usize, usize, u8)>, Vec<(usize, u32)>);

#[derive(Default)]
struct Figures {
    layouts: usize,
    lines: usize,
    same_breaks: usize,
    /// Breaks that differ where two or more spaces end a sentence.
    double_space: usize,
    /// Breaks that differ on lines with emoji, which we draw smaller.
    fallback_breaks: usize,
    /// Breaks that differ within a word that is wider than the line.
    cut_words: usize,
    /// Breaks that differ at a space that carries a mark.
    marked_spaces: usize,
    /// Clusters of other fonts than Vazirmatn; their widths are not compared.
    fallback_clusters: usize,
    other_breaks: Vec<String>,
    same_order: usize,
    other_order: Vec<String>,
    clusters: usize,
    /// Clusters whose width differs by more than 0.1, and by more than 1 pixel.
    off_tenth: BTreeMap<String, (usize, f32)>,
    off_one: usize,
    worst: f32,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let off: usize = self.off_tenth.values().map(|v| v.0).sum();
        writeln!(f, "layouts {}, lines {}", self.layouts, self.lines)?;
        writeln!(
            f,
            "same breaks {}, differing: double space {}, emoji {}, cut words {}, marked spaces {}, other {}",
            self.same_breaks,
            self.double_space,
            self.fallback_breaks,
            self.cut_words,
            self.marked_spaces,
            self.other_breaks.len()
        )?;
        writeln!(f, "clusters of other fonts, not compared: {}", self.fallback_clusters)?;
        writeln!(f, "same visual order {}, other {}", self.same_order, self.other_order.len())?;
        let share = 100.0 * (self.clusters - off) as f64 / self.clusters.max(1) as f64;
        writeln!(
            f,
            "clusters {}, within 0.1 px {share:.3} %, over 1 px {}, worst {:.3}",
            self.clusters, self.off_one, self.worst
        )?;
        for line in self.other_breaks.iter().take(40).chain(self.other_order.iter().take(20)) {
            writeln!(f, "  {line}")?;
        }
        for (what, (count, by)) in self.off_tenth.iter().take(60) {
            writeln!(f, "  {count}x {what} by {by:.2}")?;
        }
        Ok(())
    }
}

fn lay_out(ctx: &Context, content: &str, size: f32, width: f32) -> Arc<Laid> {
    let mut result = None;
    ctx.run_ui(RawInput::default(), |ui| {
        let format = TextFormat::simple(FontId::proportional(size), Color32::WHITE);
        let job = LayoutJob {
            wrap: TextWrapping { max_width: width, ..TextWrapping::default() },
            round_output_to_gui: false,
            ..LayoutJob::single_section(content.to_owned(), format)
        };
        result = Some(text::layout(ui.ctx(), job, Base::Rtl));
    })
    .drop_without_applying_deltas();
    result.unwrap()
}

/// Emoji and signs that Vazirmatn lacks.
fn other_font(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// The bytes of a line's characters from left to right, as Pango has them.
fn pango_order(content: &str, line: &PangoLine) -> Vec<usize> {
    let mut order = Vec::new();
    for &(start, end, rtl) in &line.2 {
        let bytes = content[start..end].char_indices().map(|(at, _)| start + at);
        if rtl == 1 { order.extend(bytes.rev()) } else { order.extend(bytes) }
    }
    order
}

fn compare_line(
    content: &str,
    ours: &Line,
    pango: &PangoLine,
    unbroken: &[(usize, u32)],
    wrapped: bool,
    out: &mut Figures,
) {
    let zero: Vec<usize> =
        ours.stops.iter().filter(|s| s.x1 - s.x0 < 1e-4).map(|s| s.byte as usize).collect();
    // The bidi algorithm gives spaces at the end of a line the paragraph's level (rule L1), Pango does not.
    let shown = &content[pango.0..pango.1];
    let end = if wrapped { pango.0 + shown.trim_end().len() } else { pango.1 };
    let mine: Vec<usize> =
        ours.stops.iter().map(|s| s.byte as usize).filter(|b| *b < end && !zero.contains(b)).collect();
    let theirs: Vec<usize> =
        pango_order(content, pango).into_iter().filter(|b| *b < end && !zero.contains(b)).collect();
    if mine == theirs {
        out.same_order += 1;
    } else {
        out.other_order.push(format!("order {:?}", &content[pango.0..pango.1]));
    }
    let widths: BTreeMap<usize, f32> = ours.stops.iter().map(|s| (s.byte as usize, s.x1 - s.x0)).collect();
    let first = unbroken.partition_point(|c| c.0 < pango.0);
    let last = unbroken.partition_point(|c| c.0 < pango.1);
    for index in first..last {
        let (start, width) = unbroken[index];
        let end = unbroken.get(index + 1).map_or(pango.1, |c| c.0.min(pango.1));
        // A broken line's spaces have no width in Pango.
        if wrapped && content[start..pango.1].trim().is_empty() {
            continue;
        }
        let theirs = pango.3.iter().find(|c| c.0 == start).map_or(width, |c| c.1) as f32 / 1024.0;
        let mine: f32 = widths.range(start..end).map(|w| w.1).sum();
        let by = (mine - theirs).abs();
        if content[start..end].chars().any(other_font) {
            out.fallback_clusters += 1;
            continue;
        }
        out.clusters += 1;
        out.worst = out.worst.max(by);
        if by > 1.0 {
            out.off_one += 1;
        }
        if by > 0.1 {
            let before = content[..start].chars().next_back().unwrap_or(' ');
            let after = content[end..].chars().next().unwrap_or(' ');
            let what = format!(
                "{:?} {:?} {:?} ours {mine:.2} theirs {theirs:.2}",
                before,
                &content[start..end],
                after
            );
            let known = out.off_tenth.entry(what).or_default();
            *known = (known.0 + 1, known.1.max(by));
        }
    }
}

fn compare(recording: &Recording) -> Figures {
    let ctx = Context::default();
    text::install(&ctx);
    let mut figures = Figures::default();
    for entry in &recording.entries {
        let content = match (&entry.text, &entry.content) {
            (_, Some(content)) => content.clone(),
            (Some(path), None) => {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
                fs::read_to_string(path).unwrap().trim_end_matches('\n').to_owned()
            }
            (None, None) => panic!("an entry without text"),
        };
        for column in &entry.columns {
            let laid = lay_out(&ctx, &content, recording.size, column.width.unwrap_or(f32::INFINITY));
            figures.layouts += 1;
            compare_column(&content, &laid.lines().lines, column, &entry.clusters, &mut figures);
        }
    }
    figures
}

fn compare_column(
    content: &str,
    ours: &[Line],
    column: &Column,
    unbroken: &[(usize, u32)],
    out: &mut Figures,
) {
    let mut pending = None;
    for line in ours {
        out.lines += 1;
        let same = column.lines.iter().find(|p| (p.0, p.1) == (line.bytes.start, line.bytes.end));
        let Some(pango) = same else {
            // Only the first of the lines that differ is a difference of its own.
            if pending.is_none() {
                let theirs = column.lines.iter().find(|p| p.0 == line.bytes.start).map_or(0, |p| p.1);
                let tail = |end: usize| {
                    content[line.bytes.start..end.max(line.bytes.start)]
                        .chars()
                        .rev()
                        .take(24)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .collect::<String>()
                };
                pending = Some(());
                // Pango wants room for the first of two spaces at the end of a line; UAX #14 lets both hang.
                let ours_longer = theirs > 0 && theirs < line.bytes.end;
                let seen = &content[line.bytes.start..line.bytes.end.max(theirs)];
                if ours_longer && content[..line.bytes.end].ends_with("  ") {
                    out.double_space += 1;
                } else if seen.chars().any(other_font) {
                    out.fallback_breaks += 1;
                } else if seen.contains(" \u{64e}")
                    || content[line.bytes.end..].split(' ').nth(1).is_some_and(|w| w.starts_with('\u{64e}'))
                {
                    // A mark upon a space: UAX #14 breaks between them, we do not.
                    out.marked_spaces += 1;
                } else if !content[..line.bytes.end].ends_with(char::is_whitespace) {
                    // A word wider than the line: Pango shapes the parts anew, ours keep their joins.
                    out.cut_words += 1;
                } else {
                    out.other_breaks.push(format!(
                        "break at {:?}: ours {:?} theirs {:?}",
                        column.width,
                        tail(line.bytes.end),
                        tail(theirs)
                    ));
                }
            }
            continue;
        };
        pending = None;
        out.same_breaks += 1;
        compare_line(content, line, pango, unbroken, column.width.is_some() && !line.hard, out);
    }
}

fn recording(path: &Path) -> Recording {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn lines_are_those_of_pango() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pango/lines.json");
    let figures = compare(&recording(&own));
    println!("{figures}");
    assert!(figures.other_breaks.is_empty(), "{figures}");
    assert!(figures.other_order.is_empty(), "{figures}");
    assert_eq!(figures.off_one, 0, "{figures}");
    let off: usize = figures.off_tenth.values().map(|v| v.0).sum();
    assert!(off * 1000 <= figures.clusters, "{figures}");
}

#[test]
fn other_recordings_as_wanted() {
    if let Some(path) = std::env::var_os("BALGE_PANGO") {
        println!("{}", compare(&recording(Path::new(&path))));
    }
}
