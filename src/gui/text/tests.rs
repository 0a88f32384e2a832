//! Right-to-left text through egui: what is painted, where characters stand, what the plugin mends.

use egui::{
    Align, Color32, Context, FontId, RawInput, Rect, Ui,
    epaint::text::{LayoutJob, TextFormat, TextWrapping},
    pos2, vec2,
};

use super::{Base, Laid, install, is_ours, layout, layouts, needs_bidi, plugin::each_galley, text};

pub(super) fn context() -> Context {
    let ctx = Context::default();
    install(&ctx);
    ctx
}

/// Runs one frame and returns its shapes.
pub(super) fn frame(ctx: &Context, mut ui: impl FnMut(&mut Ui)) -> Vec<egui::epaint::ClippedShape> {
    let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 800.0)));
    let output = ctx.run_ui(RawInput { screen_rect, ..RawInput::default() }, |root| ui(root));
    let shapes = output.shapes.clone();
    output.drop_without_applying_deltas();
    shapes
}

pub(super) fn job(text: &str, width: f32) -> LayoutJob {
    LayoutJob::simple(text.to_owned(), FontId::proportional(16.0), Color32::WHITE, width)
}

pub(super) fn laid(text: &str, width: f32, base: Base) -> std::sync::Arc<Laid> {
    let ctx = context();
    let mut result = None;
    frame(&ctx, |ui| result = Some(layout(ui.ctx(), job(text, width), base)));
    result.unwrap()
}

/// The characters of each line as they stand from left to right.
fn visual(laid: &Laid) -> Vec<String> {
    let text = laid.text();
    let line = |l: &crate::typeset::Line| {
        l.stops.iter().filter_map(|s| text[s.byte as usize..].chars().next()).collect()
    };
    laid.lines().lines.iter().map(line).collect()
}

/// How many painted texts that need it were, and were not, laid out by us.
fn count_texts(shapes: &[egui::epaint::ClippedShape]) -> (usize, usize) {
    let (mut ours, mut stray) = (0, 0);
    for clipped in shapes {
        each_galley(&clipped.shape, &mut |galley| {
            if needs_bidi(&galley.job.text) {
                if is_ours(galley) { ours += 1 } else { stray += 1 }
            }
        });
    }
    (ours, stray)
}

#[test]
fn visual_order_of_mixed_text() {
    let reversed = |s: &str| s.chars().rev().collect::<String>();
    assert_eq!(visual(&laid("کورد", f32::INFINITY, Base::Auto)), [reversed("کورد")]);
    // Digits and Latin keep their order inside right-to-left text.
    let expected = format!("2021 ٠٧ CNN {}", reversed("کورد"));
    assert_eq!(visual(&laid("کورد CNN ٠٧ 2021", f32::INFINITY, Base::Auto)), [expected]);
    assert_eq!(visual(&laid("١٥ - ٠٧", f32::INFINITY, Base::Auto)), ["٠٧ - ١٥"]);
}

#[test]
fn words_are_as_wide_as_their_characters() {
    for text in ["کوردستان", "سڵاو بەڵام", "(CNN) ٢٠٢١", "a (کورد)", "نیم\u{200c}فاصلە", "ي\u{654}"]
    {
        let laid = laid(text, f32::INFINITY, Base::Rtl);
        let stops = &laid.lines().lines[0].stops;
        assert_eq!(stops.len(), text.chars().count(), "{text}");
        assert!((stops[0].x0).abs() < 0.01, "{text}");
        for pair in stops.windows(2) {
            assert!((pair[0].x1 - pair[1].x0).abs() < 0.01, "{text}: {pair:?}");
        }
    }
}

#[test]
fn newlines_end_lines_and_wrapped_lines_hold_everything() {
    let laid = laid("یەک\nدوو سێ چوار پێنج شەش\n", 60.0, Base::Rtl);
    let lines = &laid.lines().lines;
    assert!(lines.len() > 4);
    assert_eq!(lines[0].bytes, 0.."یەک".len());
    assert_eq!(lines.last().unwrap().bytes, laid.text().len()..laid.text().len());
    for pair in lines.windows(2) {
        assert_eq!(pair[0].next, pair[1].bytes.start);
    }
    let glyphs: usize = laid.galley.rows.iter().map(|r| r.char_count_including_newline().0).sum();
    assert_eq!(glyphs, laid.text().chars().count());
}

#[test]
fn elided_text_fits_and_ends_with_the_sign_at_the_left() {
    let ctx = context();
    frame(&ctx, |ui| {
        for width in [40.0, 60.0, 100.0, 160.0] {
            let mut job = job("سەرۆکوەزیرانی عێراق لە تویتێکدا گوتی (CNN) ٢٠٢١", width);
            job.wrap = TextWrapping::truncate_at_width(width);
            let laid = layout(ui.ctx(), job, Base::Auto);
            assert!(laid.galley.elided);
            assert!(laid.size().x <= width + 0.5, "{} > {width}", laid.size().x);
            assert_eq!(laid.lines().lines.len(), 1);
            let shown = laid.lines().lines[0].bytes.clone();
            assert!(laid.text().get(shown).is_some_and(|s| !s.is_empty()));
        }
    });
}

#[test]
fn every_widget_is_mended() {
    let ctx = context();
    // Areas are invisible in their first pass.
    for pass in 0..3 {
        let shapes = frame(&ctx, |ui| {
            ui.heading("سڵاو");
            let _ = ui.button("کردنەوە (CNN)");
            ui.menu_button("پەڕگە", |ui| ui.label("x"));
            ui.label(text(ui, "دەقێکی درێژ ".repeat(40), Base::Rtl));
            egui::Window::new("پەنجەرەی ٢").show(ui.ctx(), |ui| {
                ui.label("دەق ١٢٣");
                ui.add(egui::ProgressBar::new(0.5).text("٥٠٪"));
            });
            egui::Area::new(egui::Id::unique("tip"))
                .order(egui::Order::Tooltip)
                .fixed_pos(pos2(300.0, 300.0))
                .show(ui.ctx(), |ui| ui.label("یارمەتی"));
        });
        let (ours, stray) = count_texts(&shapes);
        assert_eq!(stray, 0);
        assert!(pass == 0 || ours >= 7, "{ours}");
    }
}

#[test]
fn unchanged_text_is_laid_out_once() {
    let ctx = context();
    let show = |ui: &mut Ui| {
        ui.label("سڵاو");
        ui.label(text(ui, "دەقێک", Base::Rtl));
    };
    for _ in 0..3 {
        frame(&ctx, show);
    }
    let before = layouts(&ctx);
    for _ in 0..5 {
        frame(&ctx, show);
    }
    assert_eq!(layouts(&ctx), before);
}

#[test]
fn right_aligned_block_is_left_of_the_origin() {
    let ctx = context();
    frame(&ctx, |ui| {
        let mut job = job("سڵاو جیهان", 300.0);
        job.halign = Align::RIGHT;
        let laid = layout(ui.ctx(), job, Base::Auto);
        assert!((laid.galley.rect.right()).abs() < 0.6);
        let everything = laid.rects(&(0..laid.text().len())).reduce(|a, b| a | b).unwrap();
        assert!(everything.right() < 0.6 && everything.left() < -20.0);
    });
}

#[test]
fn highlights_move_nothing() {
    let ctx = context();
    frame(&ctx, |ui| {
        let content = "سەرۆکوەزیرانی عێراق (CNN) لە ٢٠٢١ گوتی ئەمە ".repeat(12);
        let format = TextFormat::simple(FontId::proportional(16.0), Color32::WHITE);
        let whole = layout(ui.ctx(), job(&content, 300.0), Base::Rtl);
        let mut cut = LayoutJob { wrap: TextWrapping::wrap_at_width(300.0), ..LayoutJob::default() };
        for (i, c) in content.chars().enumerate() {
            let background = [Color32::RED, Color32::BLUE][i / 3 % 2];
            cut.append(&c.to_string(), 0.0, TextFormat { background, ..format.clone() });
        }
        let cut = layout(ui.ctx(), cut, Base::Rtl);
        assert_eq!(whole.lines(), cut.lines());
    });
}

#[test]
fn a_new_atlas_or_scale_lays_everything_out_anew() {
    let ctx = context();
    let place = |ctx: &Context| {
        let laid = layout(ctx, job("سڵاو جیهان", 500.0), Base::Auto);
        (std::sync::Arc::as_ptr(&laid) as usize, laid.galley.pixels_per_point)
    };
    let mut first = (0, 0.0);
    frame(&ctx, |ui| first = place(ui.ctx()));
    frame(&ctx, |ui| assert_eq!(place(ui.ctx()), first));
    ctx.set_zoom_factor(1.5);
    frame(&ctx, |_| ());
    frame(&ctx, |ui| assert!((place(ui.ctx()).1 - 1.5).abs() < 0.01));
    ctx.set_zoom_factor(1.0);
    frame(&ctx, |_| ());
    // Ever larger letters fill egui's atlas until it starts a new one.
    let (mut resets, mut filled, before) = (0, 0.0, layouts(&ctx));
    for size in 0..200 {
        frame(&ctx, |ui| {
            #[expect(clippy::redundant_closure_for_method_calls, reason = "the path is not general enough")]
            let now = ui.fonts(|fonts| fonts.font_atlas_fill_ratio());
            if now < filled {
                resets += 1;
            }
            filled = now;
            place(ui.ctx());
            let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".to_owned();
            let font = FontId::proportional(60.0 + size as f32);
            ui.fonts_mut(|fonts| fonts.layout_no_wrap(letters, font, Color32::WHITE));
        });
    }
    assert!(resets > 2);
    assert!(
        layouts(&ctx) - before >= resets,
        "{} layouts after {resets} new atlases",
        layouts(&ctx) - before
    );
}

#[test]
fn justified_lines_reach_both_edges() {
    let ctx = context();
    frame(&ctx, |ui| {
        let content = "سەرۆکوەزیرانی عێراق (CNN) لە ٢٠٢١ گوتی ئەمە ".repeat(12);
        let mut job = job(&content, 400.0);
        job.justify = true;
        let laid = layout(ui.ctx(), job, Base::Rtl);
        let text = laid.text();
        let lines = &laid.lines().lines;
        for line in &lines[..lines.len() - 1] {
            let ink = line.stops.iter().filter(|s| !text[s.byte as usize..].starts_with(' '));
            let (mut left, mut right) = (f32::MAX, f32::MIN);
            for stop in ink {
                (left, right) = (left.min(stop.x0), right.max(stop.x1));
            }
            assert!(left.abs() < 0.6 && (right - laid.size().x).abs() < 0.6, "{left} {right}");
        }
    });
}

#[test]
fn a_pointer_hits_every_letter_of_real_text() {
    let ctx = context();
    frame(&ctx, |ui| {
        for content in [
            include_str!("../../../seeds/000_0461045529ccddbe.txt"),
            include_str!("../../../tests/fixtures/pango/tricky.txt"),
        ] {
            let laid = layout(ui.ctx(), job(content, 420.0), Base::Rtl);
            for line in &laid.lines().lines {
                for stop in line.stops.iter().filter(|s| s.x1 - s.x0 > 0.5) {
                    let next =
                        stop.byte as usize + content[stop.byte as usize..].chars().next().unwrap().len_utf8();
                    // Inside a grapheme of several letters the nearer edge of the whole counts.
                    let whole = crate::typeset::grapheme_floor(content, stop.byte as usize)
                        == stop.byte as usize
                        && crate::typeset::grapheme_floor(content, next) == next;
                    for (share, trailing) in [(0.25, stop.rtl), (0.75, !stop.rtl)] {
                        let x = stop.x0 + share * (stop.x1 - stop.x0);
                        let hit = laid.hit(vec2(x, 0.5 * (line.top + line.bottom)));
                        let wanted = if trailing { next } else { stop.byte as usize };
                        assert!(!whole || hit.byte == wanted, "{hit:?} is not {wanted}");
                    }
                }
            }
        }
    });
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_gets_one_stop_per_character_side_by_side(
        text in "([\u{6a9}\u{6c6}\u{644}\u{627}\u{6b5}\u{64e}\u{654}\u{200c}\u{640}]{0,6}[ a-cT.(\u{60c}٠-٩0-9\u{1f600}\u{1f3fb}\u{200d}\u{202e}\u{2067}\u{2069}\u{fe0f}日]{0,4}){0,8}",
        width in 20u16..500,
    ) {
        let ctx = context();
        let mut result = None;
        frame(&ctx, |ui| result = Some(layout(ui.ctx(), job(&text, f32::from(width)), Base::Auto)));
        let laid = result.unwrap();
        let count: usize = laid.lines().lines.iter().map(|l| l.stops.len()).sum();
        proptest::prop_assert_eq!(count, text.chars().count());
        for line in &laid.lines().lines {
            for pair in line.stops.windows(2) {
                proptest::prop_assert!(pair[0].x0 <= pair[0].x1 + 0.01);
                proptest::prop_assert!((pair[0].x1 - pair[1].x0).abs() < 0.05, "{:?}", pair);
            }
        }
        let glyphs: usize = laid.galley.rows.iter().map(|r| r.char_count_including_newline().0).sum();
        proptest::prop_assert_eq!(glyphs, count);
    }
}
