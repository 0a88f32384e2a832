//! From glyphs to text: lines, words and paragraphs, right-to-left lines in reading order.
//!
//! Glyphs stand where they are seen, from left to right; Kurdish is read from the right, but its numbers and
//! Latin words from the left.

use super::content::Glyph;

/// Gap between glyphs, in heights of the font, from which there is a space.
const SPACE: f64 = 0.18;

/// A line of a page.
struct Line {
    glyphs: Vec<Glyph>,
    y: f64,
    size: f64,
}

/// The text of a page's glyphs in drawing order, paragraph by paragraph.
pub fn paragraphs(glyphs: Vec<Glyph>) -> Vec<String> {
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if (line.y - glyph.y).abs() < 0.4 * line.size.max(glyph.size) => {
                line.size = line.size.max(glyph.size);
                line.glyphs.push(glyph);
            }
            _ => lines.push(Line { y: glyph.y, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    // Some programs write brackets as they are read, others as they are seen: what pairs up is right.
    let drawn: Vec<Vec<String>> = lines.iter_mut().map(|line| seen(&mut line.glyphs)).collect();
    let pairs = |mirror: bool| drawn.iter().map(|words| paired(&line_text(words, mirror))).sum::<i64>();
    let mirror = pairs(true) > pairs(false);
    let lines: Vec<(f64, f64, f64, f64, String)> = lines
        .into_iter()
        .zip(&drawn)
        .filter_map(|(line, words)| {
            let left = line.glyphs.iter().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
            let right =
                line.glyphs.iter().map(|glyph| glyph.x + glyph.width).fold(f64::NEG_INFINITY, f64::max);
            let text = line_text(words, mirror);
            (!text.is_empty()).then_some((line.y, line.size, left, right, text))
        })
        .collect();
    let widest = lines.iter().map(|line| line.3 - line.2).fold(0.0, f64::max);
    let mut out: Vec<String> = Vec::new();
    for (ix, (y, size, left, right, text)) in lines.iter().enumerate() {
        let joins = ix.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|before| {
            let down = before.0 - y;
            // One line below, the line before it full, letters of one size.
            down > 0.0
                && down < 1.9 * size.max(before.1)
                && (before.3 - before.2) > 0.8 * widest
                && (size - before.1).abs() < 0.15 * size
                && (right - before.3).abs().min((left - before.2).abs()) < 2.0 * size
        });
        match out.last_mut() {
            Some(last) if joins => {
                last.push(' ');
                last.push_str(text);
            }
            _ => out.push(text.clone()),
        }
    }
    out
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && !is_digit(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// The glyphs' characters from left to right, with the spaces between words.
fn seen(glyphs: &mut [Glyph]) -> Vec<String> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut words: Vec<String> = Vec::new();
    let mut end = f64::INFINITY;
    for glyph in glyphs.iter() {
        let is_blank = !glyph.text.is_empty() && glyph.text.chars().all(char::is_whitespace);
        if (glyph.x - end > SPACE * glyph.size || is_blank) && words.last().is_none_or(|last| last != " ") {
            words.push(" ".to_owned());
        }
        // A glyph without characters of its own only takes room.
        if !is_blank && !glyph.text.is_empty() {
            words.push(glyph.text.clone());
        }
        end = glyph.x + glyph.width;
    }
    words
}

/// A line in reading order.
fn line_text(words: &[String], mirror: bool) -> String {
    let count = |is: fn(char) -> bool| words.iter().flat_map(|word| word.chars()).filter(|c| is(*c)).count();
    let rtl = count(is_rtl);
    // A line of nothing but numbers follows the digits' script.
    let is_from_right = if count(char::is_alphabetic) == 0 {
        count(|c| is_digit(c) && !c.is_ascii()) > 0
    } else {
        rtl > 0 && 2 * rtl >= count(char::is_alphabetic)
    };
    let ordered = if is_from_right { from_the_right(words, mirror) } else { words.concat() };
    ordered.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A right-to-left line, given as it is seen from the left.
fn from_the_right(seen: &[String], mirror: bool) -> String {
    let is_left = |text: &String| text.chars().any(|c| is_digit(c) || (c.is_alphabetic() && !is_rtl(c)));
    let is_right = |text: &String| text.chars().any(is_rtl);
    let mut out = String::new();
    let mut at = seen.len();
    while at > 0 {
        at -= 1;
        if !is_left(&seen[at]) {
            out.extend(seen[at].chars().map(|c| if mirror { mirrored(c) } else { c }));
            continue;
        }
        // A run that is read from the left: to its first glyph, through marks and spaces between its words.
        let end = at + 1;
        let mut start = at;
        let mut probe = at;
        while probe > 0 && !is_right(&seen[probe - 1]) {
            probe -= 1;
            if is_left(&seen[probe]) {
                let between = &seen[probe + 1..start];
                let has_letters = |range: &[String]| {
                    range.iter().any(|t| t.chars().any(|c| c.is_alphabetic() && !is_rtl(c)))
                };
                // Numbers with a space between them are read one after the other from the right.
                let apart = between.iter().any(|text| text == " ");
                if apart && !(has_letters(&seen[probe..=probe]) || has_letters(&seen[start..end])) {
                    break;
                }
                start = probe;
            }
        }
        out.extend(seen[start..end].iter().map(String::as_str));
        at = start;
    }
    out
}

/// Brackets that open before they close, less those that do not.
fn paired(text: &str) -> i64 {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('\u{ab}', '\u{bb}'), ('{', '}')];
    let of = |(open, close): (char, char)| match (text.find(open), text.find(close)) {
        (Some(first), Some(then)) if first < then => 1,
        (Some(_), Some(_)) => -1,
        _ => 0,
    };
    PAIRS.into_iter().map(of).sum()
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '\u{ab}' => '\u{bb}',
        '\u{bb}' => '\u{ab}',
        '<' => '>',
        '>' => '<',
        c => c,
    }
}
