//! Patterns over whole words: wildcards, regular expressions, Latin letters for Arabic ones.
//!
//! Matching takes time linear in the word, and compiling has limits: a pattern comes from a user.

use std::fmt;

use regex_automata::{Input, meta::Regex};

/// Most memory a compiled pattern may take, in bytes.
const MOST_MEMORY: usize = 1 << 20;

/// Most characters of an expression.
const MOST_CHARS: usize = 1000;

/// A pattern that a whole word must fit.
#[derive(Clone)]
pub struct Pattern {
    regex: Regex,
    source: String,
}

impl Pattern {
    /// Compiles an expression; `None` where it is none or too large.
    pub(super) fn new(expression: &str) -> Option<Self> {
        if expression.chars().count() > MOST_CHARS {
            return None;
        }
        let source = format!("^(?:{expression})$");
        // A bracket in the expression may close the one around it.
        Regex::new(expression).ok()?;
        let config = Regex::config()
            .nfa_size_limit(Some(MOST_MEMORY))
            .onepass_size_limit(Some(MOST_MEMORY))
            .dfa(false)
            .hybrid_cache_capacity(MOST_MEMORY);
        let regex = Regex::builder().configure(config).build(&source).ok()?;
        Some(Self { regex, source })
    }

    /// Does it fit the whole word?
    #[must_use]
    pub fn fits(&self, word: &str) -> bool {
        self.regex.is_match(Input::new(word))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

const AE: char = '\u{6d5}';
const HEH: char = '\u{647}';
const REH: char = '\u{631}';
const REH_SMALL_V: char = '\u{695}';

/// Is it a sign that stands for letters not typed?
pub(super) fn is_wild(c: char) -> bool {
    matches!(c, '*' | '?' | '\u{61f}')
}

/// The expression for a word with wildcards; `fold` folds its letters, or leaves them as they are.
pub(super) fn of_wildcards(word: &str, fold: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = word;
    let mut wild_before = false;
    while let Some(c) = rest.chars().next() {
        if is_wild(c) {
            out.push_str(if c == '*' { ".*" } else { "." });
            rest = &rest[c.len_utf8()..];
            wild_before = true;
            continue;
        }
        let run = &rest[..rest.find(is_wild).unwrap_or(rest.len())];
        rest = &rest[run.len()..];
        push_run(&mut out, run, &fold(run), wild_before, !rest.is_empty());
        wild_before = false;
    }
    out
}

/// Letters between wildcards. At a cut end nobody knows what stands next to them: the letters whose
/// folding depends on that stay open.
fn push_run(out: &mut String, typed: &str, folded: &str, cut_before: bool, cut_after: bool) {
    let plain_reh = cut_before && folded.starts_with(REH) && typed.starts_with(REH_SMALL_V);
    let ends_in_heh = cut_after && folded.ends_with(AE) && !typed.ends_with(AE);
    let last = folded.chars().count().saturating_sub(1);
    for (ix, c) in folded.chars().enumerate() {
        if (ix == 0 && plain_reh) || (ix == last && ends_in_heh) {
            let (a, b) = if ix == 0 && plain_reh { (REH, REH_SMALL_V) } else { (HEH, AE) };
            out.extend(['[', a, b, ']']);
        } else {
            if !c.is_alphanumeric() && c.is_ascii() {
                out.push('\\');
            }
            out.push(c);
        }
    }
}

/// An expression with its letters folded one by one, so that its signs stay.
pub(super) fn folded_expression(expression: &str, fold: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(expression.len());
    let mut chars = expression.chars().peekable();
    let mut start = true;
    let mut escaped = false;
    while let Some(c) = chars.next() {
        let word_goes_on = chars.peek().is_some();
        match c {
            _ if escaped => out.push(c),
            // Only before a letter is it this one; at the end of the word it is written as ae.
            HEH if word_goes_on => out.push(HEH),
            REH_SMALL_V if !start => out.push(REH_SMALL_V),
            _ if c.is_alphabetic() => out.push_str(&fold(c.encode_utf8(&mut [0; 4])).to_lowercase()),
            _ if c.is_numeric() => out.push_str(&fold(c.encode_utf8(&mut [0; 4]))),
            _ => out.push(c),
        }
        escaped = c == '\\' && !escaped;
        start = start && matches!(c, '^' | '(');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_any_letters_and_for_one() {
        let pattern = |word: &str| Pattern::new(&of_wildcards(word, &str::to_owned)).unwrap();
        assert!(pattern("oil*").fits("oil") && pattern("oil*").fits("oils") && !pattern("oil*").fits("soil"));
        assert!(pattern("o?l").fits("oil") && !pattern("o?l").fits("ol") && !pattern("o?l").fits("oils"));
        assert!(pattern("*a.b*").fits("xa.by") && !pattern("*a.b*").fits("xacby"));
    }

    #[test]
    fn letters_at_a_cut_stay_open() {
        let fold = |run: &str| run.replace(HEH, "\u{6d5}");
        assert_eq!(of_wildcards("\u{628}\u{647}*", &fold), "\u{628}[\u{647}\u{6d5}].*");
        assert_eq!(of_wildcards("\u{628}\u{6d5}*", &fold), "\u{628}\u{6d5}.*");
    }

    #[test]
    fn expressions_have_limits() {
        assert!(Pattern::new("a+").unwrap().fits("aaa"));
        assert!(Pattern::new("a|b").unwrap().fits("b") && !Pattern::new("a|b").unwrap().fits("bc"));
        for bad in ["(", "a)(b", "[", "(a{500}){500}", &"a".repeat(2000)] {
            assert!(Pattern::new(bad).is_none(), "{bad}");
        }
    }
}
