//! What must hold for any text at any width: nothing is lost, every place on the screen leads back to the
//! character that stands there.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Affinity, Base, Caret, Layout, Options, layout, monospace::Monospace};

/// Kurdish and Latin letters, both kinds of digits, brackets, spaces, marks, joiners, controls, line ends.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[\u{6a9}\u{648}\u{631}\u{62f}\u{6c6}\u{6d5}\u{6ce}\u{6b5}]{1,5}",
        3 => "[abcXYZ]{1,4}",
        2 => "[0-9]{1,4}",
        2 => "[\u{660}-\u{669}]{1,4}",
        6 => " {1,2}",
        2 => "[().,:«»\"\u{60c}\u{61f}%+-]",
        1 => "[\u{64e}\u{654}\u{200c}\u{640}\u{a0}]",
        1 => "[\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\t]",
        1 => "[\n\u{2028}\u{2029}]|\r\n",
        1 => "[\u{1f600}\u{1f926}]\u{1f3fb}?",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn bases() -> impl Strategy<Value = Base> {
    prop_oneof![Just(Base::Auto), Just(Base::Rtl), Just(Base::Ltr)]
}

fn set(text: &str, base: Base, width: f32) -> Layout<()> {
    let options = Options { base, width, ..Options::default() };
    layout(text, &[(text.len(), 0)], &options, &mut Monospace)
}

fn widths() -> impl Strategy<Value = f32> {
    prop_oneof![Just(f32::INFINITY), (5u16..400).prop_map(f32::from)]
}

/// The graphemes of a line with their edges: (bytes, left, right, right to left), zero-wide ones left out.
fn cells(text: &str, line: &super::Line) -> Vec<(std::ops::Range<usize>, f32, f32, bool)> {
    let content = &text[line.bytes.clone()];
    content
        .grapheme_indices(true)
        .filter_map(|(at, grapheme)| {
            let bytes = line.bytes.start + at..line.bytes.start + at + grapheme.len();
            let inside: Vec<_> = line.stops.iter().filter(|s| bytes.contains(&(s.byte as usize))).collect();
            let x0 = inside.iter().map(|s| s.x0).reduce(f32::min)?;
            let x1 = inside.iter().map(|s| s.x1).reduce(f32::max)?;
            (x1 - x0 > 1.0).then(|| (bytes, x0, x1, inside[0].rtl))
        })
        .collect()
}

/// Steps forward and back through a whole text: no step stands still before the end.
fn walks_to_both_ends(text: &str, base: Base, width: f32) -> Result<(), TestCaseError> {
    let set = set(text, base, width);
    let limit = 4 * text.len() + 8;
    for forward in [true, false] {
        let mut caret = if forward { Caret::after(0) } else { Caret::before(text.len()) };
        let mut steps = 0;
        loop {
            let right = forward != set.lines.is_rtl(caret);
            let next = set.lines.step(text, caret, right);
            if next == caret {
                break;
            }
            (caret, steps) = (next, steps + 1);
            prop_assert!(steps < limit, "walks in a circle at {caret:?}");
        }
        prop_assert_eq!(caret.byte, if forward { set.lines.end() } else { 0 });
    }
    Ok(())
}

#[test]
fn a_walk_steps_onto_an_empty_line_after_a_wrapped_one() {
    walks_to_both_ends("ەۆووو  \u{2028}ۆ", Base::Auto, 5.0).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_character_stands_on_exactly_one_line(text in texts(), base in bases(), width in widths()) {
        let set = set(&text, base, width);
        let mut at = 0;
        let mut seen = Vec::new();
        for line in &set.lines.lines {
            prop_assert_eq!(line.bytes.start, at);
            prop_assert!(line.bytes.end <= line.next);
            at = line.next;
            let mut bytes: Vec<usize> = line.stops.iter().map(|s| s.byte as usize).collect();
            bytes.sort_unstable();
            let wanted: Vec<usize> =
                text[line.bytes.clone()].char_indices().map(|(i, _)| line.bytes.start + i).collect();
            prop_assert_eq!(&bytes, &wanted);
            seen.extend(bytes);
        }
        prop_assert_eq!(at, text.len());
        prop_assert!(seen.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn characters_lie_side_by_side(text in texts(), base in bases(), width in widths()) {
        for line in &set(&text, base, width).lines.lines {
            for pair in line.stops.windows(2) {
                prop_assert!((pair[0].x1 - pair[1].x0).abs() < 0.01, "{:?}", pair);
            }
        }
    }

    #[test]
    fn lines_fit_unless_one_character_does_not(text in texts(), base in bases(), width in 5u16..400) {
        let width = f32::from(width);
        for line in &set(&text, base, width).lines.lines {
            prop_assert!(line.width <= width || cells(&text, line).len() <= 1, "{} > {width}", line.width);
        }
    }

    #[test]
    fn a_pointer_hits_the_near_edge_of_what_it_is_on(text in texts(), base in bases(), width in widths()) {
        let set = set(&text, base, width);
        for line in &set.lines.lines {
            let y = 0.5 * (line.top + line.bottom);
            for (bytes, x0, x1, rtl) in cells(&text, line) {
                for (share, trailing) in [(0.25, rtl), (0.75, !rtl)] {
                    let caret = set.lines.hit(&text, x0 + share * (x1 - x0), y);
                    let wanted = if trailing { bytes.end } else { bytes.start };
                    prop_assert_eq!(caret.byte, wanted);
                    // And the caret is painted at that very edge.
                    let x = set.lines.caret(&text, caret).x0;
                    let edge = if share < 0.5 { x0 } else { x1 };
                    prop_assert!((x - edge).abs() < 0.01, "{x} is not {edge}");
                    let on_line = set.lines.caret(&text, caret).top;
                    prop_assert!((on_line - line.top).abs() < 0.01);
                }
            }
        }
    }

    #[test]
    fn one_caret_stop_per_grapheme(text in texts(), base in bases()) {
        // On one line, so that every step is one to the left or right.
        let text = text.replace(['\n', '\r', '\u{2028}', '\u{2029}'], "");
        let set = set(&text, base, f32::INFINITY);
        let line = &set.lines.lines[0];
        let count = cells(&text, line).len();
        for right in [true, false] {
            let start = if right == line.rtl { Caret::before(text.len()) } else { Caret::after(0) };
            let (mut caret, mut steps) = (start, 0);
            let mut x = set.lines.caret(&text, caret).x0;
            loop {
                let next = set.lines.step(&text, caret, right);
                let now = set.lines.caret(&text, next).x0;
                if (now - x).abs() < 0.01 {
                    break;
                }
                prop_assert!((now > x) == right, "from {x} to {now}");
                (caret, x, steps) = (next, now, steps + 1);
                prop_assert!(steps <= count);
            }
            prop_assert_eq!(steps, count);
        }
    }

    #[test]
    fn a_walk_by_steps_reaches_both_ends_of_any_text(text in texts(), base in bases(), width in widths()) {
        walks_to_both_ends(&text, base, width)?;
    }

    #[test]
    fn a_selection_covers_what_it_selects(
        text in texts(), base in bases(), width in widths(), a in 0usize..60, b in 0usize..60,
    ) {
        let set = set(&text, base, width);
        let floor = |i: usize| super::grapheme_floor(&text, i.min(text.len()));
        let bytes = floor(a.min(b))..floor(a.max(b));
        let selected: f32 = set
            .lines
            .lines
            .iter()
            .flat_map(|l| &l.stops)
            .filter(|s| bytes.contains(&(s.byte as usize)))
            .map(|s| s.x1 - s.x0)
            .sum();
        let areas = set.lines.areas(&bytes);
        let covered: f32 = areas.iter().map(|area| area.x1 - area.x0).sum();
        prop_assert!((selected - covered).abs() < 0.1, "{selected} {covered}");
        prop_assert!(text.get(bytes).is_some());
    }

    #[test]
    fn styles_of_equal_shape_move_nothing(text in texts(), base in bases(), width in widths()) {
        let whole = set(&text, base, width);
        // Every third character begins a new run of styles; they are all of one shape.
        let styles: Vec<(usize, u16)> = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .enumerate()
            .filter(|(i, end)| i % 3 == 2 || *end == text.len())
            .map(|(_, end)| (end, 0))
            .collect();
        let options = Options { base, width, ..Options::default() };
        let cut = layout(&text, &styles, &options, &mut Monospace);
        prop_assert_eq!(whole.lines, cut.lines);
    }

    #[test]
    fn an_elided_line_fits(text in texts(), base in bases(), width in 11u16..300) {
        let width = f32::from(width);
        let options = Options { base, width, max_lines: 1, ..Options::default() };
        let set = layout(&text, &[(text.len(), 0)], &options, &mut Monospace);
        prop_assert_eq!(set.lines.lines.len(), 1);
        prop_assert!(set.lines.lines[0].width <= width);
    }

    #[test]
    fn up_and_down_come_back(text in texts(), base in bases(), width in 40u16..200, at in 0usize..60) {
        let set = set(&text, base, f32::from(width));
        let start = Caret { byte: super::grapheme_floor(&text, at), affinity: Affinity::Next };
        let line = set.lines.line_of(start);
        let x = set.lines.caret(&text, start).x0;
        let down = set.lines.step_line(&text, start, x, true);
        if line + 1 < set.lines.lines.len() {
            prop_assert_eq!(set.lines.line_of(down), line + 1);
            let up = set.lines.step_line(&text, down, x, false);
            prop_assert_eq!(set.lines.line_of(up), line);
        }
    }
}
