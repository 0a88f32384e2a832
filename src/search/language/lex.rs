//! Cuts what was typed into words, quotations, brackets and operators. Understands no field values.

use crate::model::Span;

use super::{
    keywords::{FieldName, Keywords, Operator},
    syntax::{Field, Typed},
};

/// How near is near when no number is typed.
const NEAR: u32 = 10;

/// Largest number of words between.
const MAX_NEAR: u32 = 1000;

/// A piece of what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    Is(Operator, u32),
    Regex(&'a str),
    Quoted(&'a str),
    Word(&'a str),
    Field(Field),
}

/// A piece with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece<'a> {
    pub span: Span<Typed>,
    pub token: Token<'a>,
}

/// What the lexer has to know beside the text.
pub(super) struct Names<'a> {
    pub keywords: &'a Keywords,
    pub fold: &'a dyn Fn(&str) -> String,
    /// The corpus's own name for a column, if it has one of that folded name.
    pub column: &'a dyn Fn(&str) -> Option<String>,
}

/// All pieces, in order.
pub(super) fn pieces<'a>(typed: &'a str, names: &Names<'_>) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece<'a>> = Vec::new();
    let mut at = 0;
    while let Some(c) = typed[at..].chars().next() {
        let start = at;
        let rest = &typed[at..];
        let value = matches!(out.last(), Some(Piece { token: Token::Field(_), .. }));
        let (token, len) = if c.is_whitespace() {
            (None, c.len_utf8())
        } else if is_quote(c) {
            let inside = &rest[c.len_utf8()..];
            let len = inside.find(is_quote).unwrap_or(inside.len());
            let close = inside[len..].chars().next().map_or(0, char::len_utf8);
            (Some(Token::Quoted(&inside[..len])), c.len_utf8() + len + close)
        } else if let Some(token) = sign(c) {
            (Some(token), c.len_utf8())
        } else if let Some(pattern) = regex(rest) {
            (Some(Token::Regex(pattern)), pattern.len() + 2)
        } else {
            word(rest, value, names)
        };
        at += len.max(1);
        if let Some(token) = token {
            out.push(Piece { span: Span::new(start, at), token });
        }
    }
    out
}

fn sign(c: char) -> Option<Token<'static>> {
    match c {
        '(' => Some(Token::Open),
        ')' => Some(Token::Close),
        '|' => Some(Token::Is(Operator::Or, 0)),
        _ => None,
    }
}

/// `/…/` up to white space, a bracket or the end.
fn regex(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('/')?;
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        let ends = inside[at + c.len_utf8()..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, ')' | '|'));
        if c == '/' && !escaped && ends && at > 0 {
            return Some(&inside[..at]);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

fn word<'a>(rest: &'a str, value: bool, names: &Names<'_>) -> (Option<Token<'a>>, usize) {
    let end =
        rest.find(|c: char| c.is_whitespace() || is_quote(c) || sign(c).is_some()).unwrap_or(rest.len());
    let word = &rest[..end];
    if let Some(bare) = word.strip_prefix(['-', '\u{2212}']) {
        return (Some(Token::Is(Operator::Not, 0)), word.len() - bare.len());
    }
    if let Some(operator) = operator(word, names) {
        return (Some(operator), end);
    }
    if !value && let Some((field, len)) = field(word, names) {
        return (Some(Token::Field(field)), len);
    }
    (Some(Token::Word(word)), end)
}

fn operator(word: &str, names: &Names<'_>) -> Option<Token<'static>> {
    let folded = (names.fold)(word);
    match folded.split_once('/') {
        None => match names.keywords.operator(&folded)? {
            // "Near" is an everyday word.
            Operator::Near if folded.is_ascii() => Some(Token::Is(Operator::Near, NEAR)),
            Operator::Near => None,
            operator => Some(Token::Is(operator, 0)),
        },
        Some((name, number)) => {
            let near = names.keywords.operator(name) == Some(Operator::Near);
            let number: Option<u32> = if number.is_empty() { Some(NEAR) } else { number.parse().ok() };
            (near && number.is_some())
                .then(|| Token::Is(Operator::Near, number.unwrap_or(NEAR).min(MAX_NEAR)))
        }
    }
}

/// A field's name at the start of a word, with its length including the colon.
fn field(word: &str, names: &Names<'_>) -> Option<(Field, usize)> {
    let (name, value) = word.split_once(':')?;
    if !is_name(name) {
        return None;
    }
    let folded = (names.fold)(name);
    match names.keywords.field(&folded) {
        Some(FieldName::Field(field)) => return Some((field.clone(), name.len() + 1)),
        Some(FieldName::Column) => {
            let (column, _) = value.split_once(':')?;
            let known = (names.column)(&(names.fold)(column)).unwrap_or_else(|| column.to_owned());
            return (!column.is_empty())
                .then(|| (Field::Column(known.into()), name.len() + column.len() + 2));
        }
        None => {}
    }
    let column = (names.column)(&folded)?;
    Some((Field::Column(column.into()), name.len() + 1))
}

/// Could it name a field? Such as `about-date`, not `18` or nothing.
pub(super) fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().all(|c| crate::lang::is_of_word(c) || matches!(c, '-' | '\u{200c}'))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}
