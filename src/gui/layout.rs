//! `balge layout`: prints where every character of a file stands, so that anyone can hold the window's
//! text against another renderer.
//!
//! Uses the window's own fonts and layout, without a display. Offsets are bytes of the file, lengths are
//! points at one pixel per point.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use egui::{
    Color32, Context, FontId, RawInput,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
};
use serde::Serialize;
use thiserror::Error;

use super::{
    fonts::{FontError, Installed, load_file},
    text::{self, Base, Laid},
};

/// What to lay out, and how.
#[derive(Clone, Debug)]
pub struct Args {
    /// A text in UTF-8.
    pub file: PathBuf,
    /// Print JSON; without it, the text line by line.
    pub json: bool,
    /// Width in points at which lines break; may be infinite.
    pub width: f32,
    /// Size of the font in points.
    pub size: f32,
    /// A font file, or an installed family; the bundled Vazirmatn if not given.
    pub font: Option<String>,
    /// Direction of the paragraphs.
    pub base: Base,
}

/// Sizes of letters that can be laid out, in points.
const SIZES: std::ops::RangeInclusive<f32> = 1.0..=400.0;

/// Why nothing was laid out.
#[derive(Debug, Error)]
pub enum LayoutError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The file is no UTF-8.
    #[error("{0} is not in UTF-8; convert it first, since offsets are bytes of the file")]
    Encoding(PathBuf),
    /// Letters of no size, or larger than any screen.
    #[error("letters of {0} points cannot be laid out; give a size from 1 to 400")]
    Size(f32),
    /// The font cannot be used.
    #[error(transparent)]
    Font(#[from] FontError),
    /// Standard output cannot be written to.
    #[error("the result cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Lays out the file and prints the result.
pub fn run(args: &Args, out: &mut impl Write) -> Result<(), LayoutError> {
    if !SIZES.contains(&args.size) {
        return Err(LayoutError::Size(args.size));
    }
    let bytes = fs::read(&args.file).map_err(|cause| LayoutError::Read { path: args.file.clone(), cause })?;
    let content = String::from_utf8(bytes).map_err(|_| LayoutError::Encoding(args.file.clone()))?;
    let font = args.font.as_deref().map(chosen).transpose()?;
    let ctx = Context::default();
    text::install(&ctx);
    text::set_font(&ctx, font.as_ref());
    let Some(laid) = in_frame(&ctx, |ctx| lay_out(ctx, &content, args.size, args.width, args.base)) else {
        return Ok(());
    };
    if args.json {
        serde_json::to_writer(&mut *out, &output(&laid)).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for line in &laid.lines().lines {
            writeln!(out, "{}", laid.text().get(line.bytes.clone()).unwrap_or_default())?;
        }
    }
    Ok(())
}

fn chosen(font: &str) -> Result<super::fonts::ChosenFont, FontError> {
    let path = Path::new(font);
    if path.is_file() || font.contains(std::path::MAIN_SEPARATOR) {
        load_file(path)
    } else {
        Installed::find().load(font)
    }
}

/// egui lays out text only within a frame.
fn in_frame<T>(ctx: &Context, mut work: impl FnMut(&Context) -> T) -> Option<T> {
    let mut result = None;
    ctx.run_ui(RawInput::default(), |ui| result = Some(work(ui.ctx()))).drop_without_applying_deltas();
    result
}

fn lay_out(ctx: &Context, content: &str, size: f32, width: f32, base: Base) -> std::sync::Arc<Laid> {
    let format = TextFormat::simple(FontId::proportional(size), Color32::WHITE);
    let job = LayoutJob {
        wrap: TextWrapping { max_width: width, ..TextWrapping::default() },
        round_output_to_gui: false,
        ..LayoutJob::single_section(content.to_owned(), format)
    };
    text::layout(ctx, job, base)
}

/// What is printed.
#[derive(Debug, Serialize)]
struct Output {
    lines: Vec<OutputLine>,
}

#[derive(Debug, Serialize)]
struct OutputLine {
    start: usize,
    end: usize,
    visual: Vec<(u32, f32, f32)>,
}

fn output(laid: &Laid) -> Output {
    let rounded = |x: f32| (x * 1000.0).round() / 1000.0;
    let lines = laid.lines().lines.iter().map(|line| OutputLine {
        start: line.bytes.start,
        end: line.bytes.end,
        visual: line.stops.iter().map(|s| (s.byte, rounded(s.x0), rounded(s.x1))).collect(),
    });
    Output { lines: lines.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(content: &[u8], change: impl FnOnce(&mut Args)) -> Result<String, LayoutError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("text.txt");
        fs::write(&file, content).unwrap();
        let mut args =
            Args { file, json: true, width: f32::INFINITY, size: 16.0, font: None, base: Base::Auto };
        change(&mut args);
        let mut out = Vec::new();
        run(&args, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn one_entry_per_character_from_left_to_right() {
        let text = "کورد ٢٠\n\nabc\n";
        let json: serde_json::Value =
            serde_json::from_str(&printed(text.as_bytes(), |_| ()).unwrap()).unwrap();
        let lines = json["lines"].as_array().unwrap();
        let ranges: Vec<(u64, u64)> =
            lines.iter().map(|l| (l["start"].as_u64().unwrap(), l["end"].as_u64().unwrap())).collect();
        assert_eq!(ranges, [(0, 13), (14, 14), (15, 18), (19, 19)]);
        let order: Vec<u64> =
            lines[0]["visual"].as_array().unwrap().iter().map(|v| v[0].as_u64().unwrap()).collect();
        assert_eq!(order, [9, 11, 8, 6, 4, 2, 0]);
    }

    #[test]
    fn lines_break_at_the_width() {
        let text = "سەرۆکوەزیرانی عێراق لە تویتێکدا گوتی";
        let wide = printed(text.as_bytes(), |a| a.json = false).unwrap();
        let narrow = printed(text.as_bytes(), |args| {
            (args.json, args.width) = (false, 120.0);
        })
        .unwrap();
        assert_eq!(wide.lines().count(), 1);
        assert!(narrow.lines().count() > 1);
    }

    #[test]
    fn what_cannot_be_laid_out_is_said() {
        assert!(matches!(printed(&[0xff, 0xfe], |_| ()), Err(LayoutError::Encoding(_))));
        let missing = printed(b"a", |args| args.file = PathBuf::from("/nowhere/text.txt"));
        assert!(matches!(missing, Err(LayoutError::Read { .. })));
        let font = printed(b"a", |args| args.font = Some("/nowhere/font.ttf".to_owned()));
        assert!(matches!(font, Err(LayoutError::Font(_))));
        for size in [0.0, -3.0, f32::NAN, 1e9] {
            assert!(matches!(printed(b"a", |args| args.size = size), Err(LayoutError::Size(_))));
        }
    }
}
