//! Unicode's tests of the bidi algorithm through our own layout: levels and visual order of every case.
//!
//! Runs over BidiTest.txt and BidiCharacterTest.txt where they are installed (Debian: unicode-data), and
//! always over an excerpt of both.

use std::{fs, path::Path};

use super::{Base, Options, layout, monospace::Monospace};

/// A case in the form of BidiCharacterTest.txt.
struct Case {
    text: String,
    base: Base,
    /// Level of each character, `None` where the algorithm removes it.
    levels: Vec<Option<u8>>,
    /// Indices of the characters from left to right.
    order: Vec<usize>,
}

/// Lays out a case on one line and compares.
fn holds(case: &Case) -> bool {
    // Where no letter decides but Arabic digits are there, our automatic direction is right to left on
    // purpose; Unicode's is left to right.
    let no_letter = !case.text.chars().any(char::is_alphabetic) && super::needs_bidi(&case.text);
    let base = if case.base == Base::Auto && no_letter { Base::Ltr } else { case.base };
    let options = Options { base, break_at_terminators: false, ..Options::default() };
    let set = layout(&case.text, &[(case.text.len(), 0)], &options, &mut Monospace);
    let starts: Vec<usize> = case.text.char_indices().map(|(at, _)| at).collect();
    // Line separators end lines although paragraphs are not split: the cases hold none.
    let [line] = &set.lines.lines[..] else { return false };
    let order: Vec<usize> = line
        .stops
        .iter()
        .filter_map(|stop| starts.binary_search(&(stop.byte as usize)).ok())
        .filter(|index| case.levels[*index].is_some())
        .collect();
    let level_of = |byte: usize| set.runs[0].iter().find(|r| r.bytes.contains(&byte)).map(|r| r.level);
    let levels_hold =
        starts.iter().zip(&case.levels).all(|(byte, wanted)| wanted.is_none() || level_of(*byte) == *wanted);
    order == case.order && levels_hold
}

fn case_of_line(line: &str) -> Option<Case> {
    let fields: Vec<&str> = line.split('#').next()?.trim().split(';').collect();
    let [codes, base, _, levels, order] = fields[..] else { return None };
    let text = codes
        .split_whitespace()
        .map(|h| char::from_u32(u32::from_str_radix(h, 16).unwrap()).unwrap())
        .collect();
    let base = match base.trim() {
        "0" => Base::Ltr,
        "1" => Base::Rtl,
        _ => Base::Auto,
    };
    let levels = levels.split_whitespace().map(|l| l.parse().ok()).collect();
    let order = order.split_whitespace().map(|i| i.parse().unwrap()).collect();
    Some(Case { text, base, levels, order })
}

/// A character for each class that BidiTest.txt names.
fn char_of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => '\u{5d0}',
        "EN" => '0',
        "ES" => '+',
        "ET" => '#',
        "AN" => '\u{660}',
        "CS" => ',',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202a}',
        "LRO" => '\u{202d}',
        "RLE" => '\u{202b}',
        "RLO" => '\u{202e}',
        "PDF" => '\u{202c}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        "NSM" => '\u{300}',
        "AL" => '\u{627}',
        "BN" => '\u{ad}',
        other => panic!("unknown class {other}"),
    }
}

/// The cases of BidiTest.txt: a bit set says for which paragraph directions each holds.
fn cases_of_classes(file: &str, mut visit: impl FnMut(Case)) {
    let (mut levels, mut order) = (Vec::new(), Vec::new());
    for line in file.lines() {
        if let Some(list) = line.strip_prefix("@Levels:") {
            levels = list.split_whitespace().map(|l| l.parse().ok()).collect();
        } else if let Some(list) = line.strip_prefix("@Reorder:") {
            order = list.split_whitespace().map(|i| i.parse().unwrap()).collect();
        } else if let Some((classes, bits)) = line.split_once(';').filter(|_| !line.starts_with(['#', '@'])) {
            let text: String = classes.split_whitespace().map(char_of_class).collect();
            let bits: u8 = bits.trim().parse().unwrap();
            for (bit, base) in [(1, Base::Auto), (2, Base::Ltr), (4, Base::Rtl)] {
                if bits & bit != 0 {
                    visit(Case { text: text.clone(), base, levels: levels.clone(), order: order.clone() });
                }
            }
        }
    }
}

fn report(name: &str, cases: usize, wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{name}: {} of {cases} wrong, first {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
    println!("{name}: {cases} cases hold");
}

#[test]
fn excerpt_of_unicodes_cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unicode/bidi-excerpt.txt");
    let file = fs::read_to_string(path).unwrap();
    let cases: Vec<Case> = file.lines().filter_map(case_of_line).collect();
    assert!(cases.len() > 2_000);
    let wrong: Vec<String> = cases.iter().filter(|c| !holds(c)).map(|c| format!("{:?}", c.text)).collect();
    report("excerpt", cases.len(), &wrong);
}

#[test]
fn bidi_character_test_in_full() {
    let Ok(file) = fs::read_to_string("/usr/share/unicode/BidiCharacterTest.txt") else { return };
    let cases: Vec<Case> = file.lines().filter_map(case_of_line).collect();
    let wrong: Vec<String> = cases.iter().filter(|c| !holds(c)).map(|c| format!("{:?}", c.text)).collect();
    report("BidiCharacterTest", cases.len(), &wrong);
}

#[test]
fn bidi_test_in_full() {
    let Ok(file) = fs::read_to_string("/usr/share/unicode/BidiTest.txt") else { return };
    let (mut count, mut wrong) = (0, Vec::new());
    cases_of_classes(&file, |case| {
        count += 1;
        if !holds(&case) {
            wrong.push(format!("{:?} {:?}", case.text, case.base));
        }
    });
    report("BidiTest", count, &wrong);
}

/// Writes the excerpt anew: every 97th case of both files.
#[test]
#[ignore = "writes into the source tree"]
fn write_excerpt() {
    use std::fmt::Write as _;
    let mut out = "# Excerpt of BidiCharacterTest.txt and BidiTest.txt 15.0.0, © 2022 Unicode®, Inc., \
                   https://www.unicode.org/license.txt\n# Code points; 0 ltr, 1 rtl, 2 auto; (unused); levels; order\n"
        .to_owned();
    let mut add = |case: &Case| {
        let join = |list: Vec<String>| list.join(" ");
        let codes = join(case.text.chars().map(|c| format!("{:04X}", c as u32)).collect());
        let base = match case.base {
            Base::Ltr => 0,
            Base::Rtl => 1,
            Base::Auto => 2,
        };
        let levels = join(case.levels.iter().map(|l| l.map_or("x".to_owned(), |l| l.to_string())).collect());
        let order = join(case.order.iter().map(usize::to_string).collect());
        writeln!(out, "{codes};{base};-;{levels};{order}").unwrap();
    };
    let characters = fs::read_to_string("/usr/share/unicode/BidiCharacterTest.txt").unwrap();
    characters.lines().filter_map(case_of_line).step_by(97).for_each(|case| add(&case));
    let classes = fs::read_to_string("/usr/share/unicode/BidiTest.txt").unwrap();
    let mut index = 0;
    cases_of_classes(&classes, |case| {
        if index % 397 == 0 {
            add(&case);
        }
        index += 1;
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/unicode/bidi-excerpt.txt");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, out).unwrap();
}
