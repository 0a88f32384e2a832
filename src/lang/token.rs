//! Tokens: words, numbers, Latin words, addresses and marks of a folded text.
//!
//! An ending glued to a number or a closing quote is a word token of its own that says it is glued.

use super::alphabetic::{arabic_letters, is_alphabetic};
use crate::model::{Folded, Original, Span};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of the Arabic or another non-Latin script.
    Word,
    /// Digits, with decimal point or thousands separators inside.
    Number,
    /// Latin letters, also with digits, points or hyphens inside (COVID19, K.I.E).
    Latin,
    /// A web or mail address.
    Address,
    /// A quotation mark, opening or closing.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Comma, full stop, colon, dash and their like.
    Punctuation,
    /// Percent, currency, hash and every other sign.
    Symbol,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// In the original.
    pub span: Span<Original>,
    /// In the folded text.
    pub folded: Span<Folded>,
    /// Kind.
    pub kind: TokenKind,
    /// No white space before it?
    pub glued: bool,
    /// Number of its sentence.
    pub sentence: u32,
    /// The distinct word it is an occurrence of; equal words of one text have equal numbers.
    pub form: u32,
}

impl Token {
    /// A word in the wide sense: Kurdish, Latin or a number.
    #[must_use]
    pub fn is_wordlike(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Latin)
    }
}

/// Cuts `text` into `(kind, start, end, glued)`; offsets are bytes of `text`.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (TokenKind, usize, usize, bool)> {
    let mut at = 0;
    let mut before = 0;
    // Up to here digits are parts of a date with points, such as 15.07.2021.
    let mut dotted = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        let c = text[start..].chars().next()?;
        if c.is_ascii_digit() && start >= dotted {
            dotted = start + dotted_len(&text[start..]);
        }
        let (kind, len) = if c.is_ascii_digit() && start < dotted {
            (TokenKind::Number, digits(&text.as_bytes()[start..]))
        } else {
            one(&text[start..], c)
        };
        at = start + len.max(c.len_utf8());
        let glued = start == before && start > 0;
        before = at;
        Some((kind, start, at, glued))
    })
}

fn one(rest: &str, c: char) -> (TokenKind, usize) {
    if c.is_ascii_digit() {
        return number(rest);
    }
    if is_latin(c) {
        return latin(rest);
    }
    if is_alphabetic(c) || is_mark(c) {
        let begun = arabic_letters(rest);
        let ends = |c: char| !(is_alphabetic(c) && !is_latin(c) || is_mark(c));
        let more = rest[begun..].find(ends).unwrap_or(rest.len() - begun);
        return (TokenKind::Word, begun + more);
    }
    let kind = match c {
        '"' | '\'' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' => {
            TokenKind::Quote
        }
        '(' | '[' | '{' | '\u{fd3e}' => TokenKind::Open,
        ')' | ']' | '}' | '\u{fd3f}' => TokenKind::Close,
        '.'
        | ','
        | ':'
        | ';'
        | '!'
        | '?'
        | '-'
        | '/'
        | '\\'
        | '\u{60c}'
        | '\u{61b}'
        | '\u{61f}'
        | '\u{6d4}'
        | '\u{2026}'
        | '\u{2010}'..='\u{2015}'
        | '\u{b7}'
        | '\u{2022}'
        | '*'
        | '_' => TokenKind::Punctuation,
        _ => TokenKind::Symbol,
    };
    (kind, c.len_utf8())
}

/// Length of the digits at the start.
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Length of digits with two or more points between them, no thousands among them; 0 where there are
/// none.
fn dotted_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = digits(bytes);
    let mut points = 0;
    while bytes.get(len) == Some(&b'.') && digits(&bytes[len + 1..]) > 0 {
        len += 1 + digits(&bytes[len + 1..]);
        points += 1;
    }
    if points > 1 { len } else { 0 }
}

fn number(rest: &str) -> (TokenKind, usize) {
    let bytes = rest.as_bytes();
    let mut len = digits(bytes);
    while let Some(mark @ (b'.' | b',')) = bytes.get(len) {
        let more = digits(&bytes[len + 1..]);
        if more == 0 || (*mark == b',' && more != 3 && bytes.get(len + 1 + more) == Some(&b',')) {
            break;
        }
        len += 1 + more;
    }
    if rest[len..].starts_with(is_latin) {
        return latin(rest);
    }
    (TokenKind::Number, len)
}

fn latin(rest: &str) -> (TokenKind, usize) {
    let lower =
        |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if lower("http://") || lower("https://") || lower("www.") {
        let len = rest.find(|c: char| c.is_whitespace() || is_arabic(c)).unwrap_or(rest.len());
        return (
            TokenKind::Address,
            rest[..len].trim_end_matches(['.', ',', ')', '"', ']', '\u{60c}']).len(),
        );
    }
    let mut end = 0;
    let mut kind = TokenKind::Latin;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | '-' | '\'' | '&' | '@' | '\u{2019}')
            && chars.peek().is_some_and(|(_, next)| is_latin(*next) || next.is_ascii_digit());
        if !(is_latin(c) || c.is_ascii_digit() || is_mark(c) || joins) {
            break;
        }
        if c == '@' {
            kind = TokenKind::Address;
        }
        end = at + c.len_utf8();
    }
    (kind, end)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && is_alphabetic(c))
}

fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c)
}

fn is_mark(c: char) -> bool {
    c as u32 >= 0x300 && unicode_normalization::char::is_combining_mark(c)
}
