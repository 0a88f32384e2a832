//! What counts as the same: overlaps of spans, words of a role, sets of names.

use std::collections::BTreeSet;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::schema::Range;

fn shared(a: Range, b: Range) -> f64 {
    a.1.min(b.1).saturating_sub(a.0.max(b.0)) as f64
}

fn length(a: Range) -> f64 {
    a.1.saturating_sub(a.0) as f64
}

/// Overlap over union.
pub(super) fn overlap_over_union(a: Range, b: Range) -> f64 {
    let both = shared(a, b);
    if both > 0.0 { both / (length(a) + length(b) - both) } else { 0.0 }
}

/// Overlap over union where it reaches `least`, else 0: a span around everything matches nothing.
pub(super) fn near(a: Range, b: Range, least: f64) -> f64 {
    let value = overlap_over_union(a, b);
    if value >= least { value } else { 0.0 }
}

/// Share of the shorter span that lies in the other.
pub(super) fn of_shorter(a: Range, b: Range) -> f64 {
    let shorter = length(a).min(length(b));
    if shorter > 0.0 { shared(a, b) / shorter } else { 0.0 }
}

/// F1 of two sets; two empty ones are equal.
pub(super) fn set_f1<T: Ord>(a: impl IntoIterator<Item = T>, b: impl IntoIterator<Item = T>) -> f64 {
    let (a, b): (BTreeSet<T>, BTreeSet<T>) = (a.into_iter().collect(), b.into_iter().collect());
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
}

/// A quantity's number, also where it was written as a string.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        _ => None,
    }
}

/// Equal but for rounding in the last digits.
pub(super) fn same_number(a: &Value, b: &Value) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        _ => false,
    }
}

/// Words as they are compared. The guide's own table, on purpose apart from the language data: a
/// change there must not move the yardstick.
pub(super) fn fold(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let letters: String = composed
        .replace("\u{647}\u{200c}", "\u{6d5}")
        .chars()
        .filter_map(|c| match c {
            '\u{643}' | '\u{6aa}' => Some('\u{6a9}'),
            '\u{64a}' | '\u{649}' | '\u{6d0}' => Some('\u{6cc}'),
            '\u{695}' => Some('\u{631}'),
            '\u{6be}' => Some('\u{647}'),
            '\u{629}' => Some('\u{6d5}'),
            '\u{640}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
            other => Some(other),
        })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A role as it is compared: folded, each word without a final izafe.
pub(super) fn bare_role(role: &str) -> String {
    fold(role)
        .replace('\u{60c}', " ")
        .split_whitespace()
        .map(|word| without_izafe(without_izafe(word)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn without_izafe(word: &str) -> &str {
    match word.strip_suffix('\u{6cc}') {
        Some(rest) if rest.chars().nth(2).is_some() => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{bare_role, fold, near, of_shorter, overlap_over_union, set_f1};

    #[test]
    fn spans_overlap_by_share() {
        assert!((overlap_over_union((0, 4), (2, 6)) - 1.0 / 3.0).abs() < 1e-12);
        assert!(near((0, 4), (2, 6), 0.5) < f64::EPSILON);
        assert!((of_shorter((0, 10), (8, 12)) - 0.5).abs() < 1e-12);
        assert!(of_shorter((3, 3), (0, 9)) < f64::EPSILON);
    }

    #[test]
    fn sets_are_compared_without_repeats() {
        assert!((set_f1(["a", "a", "b"], ["a"]) - 2.0 / 3.0).abs() < 1e-12);
        assert!((set_f1::<&str>([], []) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn roles_lose_their_izafe() {
        assert_eq!(bare_role("وەزیریی دەرەوەی"), "وەزیر دەرەوە");
        assert_eq!(fold("  كازمي\u{640} "), "کازمی");
    }
}
