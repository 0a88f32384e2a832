//! From typed pieces to the tree. Forgiving: whatever is typed gives a tree of what could be
//! understood and notes on what could not.
//!
//! `OR` binds its neighbours, as search engines have it: `a b OR c` asks for `a` and one of `b`, `c`.

use crate::{lang::is_of_word, model::Span};

use super::{
    dates,
    keywords::{Keywords, Operator},
    lex::{self, Names, Piece, Token},
    syntax::{Field, Node, Note, NoteKind, Parsed, Part, Typed, Value, Words},
};

/// Most brackets in each other.
const MAX_DEPTH: usize = 40;

/// What was typed, as far as it can be understood. `fold` folds letters as texts are folded; `column`
/// gives the corpus's own name for a column of that folded name.
pub(super) fn parse(
    typed: &str,
    keywords: &Keywords,
    fold: &dyn Fn(&str) -> String,
    column: &dyn Fn(&str) -> Option<String>,
) -> Parsed {
    let names = Names { keywords, fold, column };
    let pieces = lex::pieces(typed, &names);
    let mut parser = Parser { pieces: &pieces, at: 0, depth: 0, notes: Vec::new(), names: &names };
    let root = parser.all();
    Parsed { root, notes: parser.notes }
}

struct Parser<'p, 'a> {
    pieces: &'p [Piece<'a>],
    at: usize,
    depth: usize,
    notes: Vec<Note>,
    names: &'p Names<'p>,
}

impl<'p, 'a> Parser<'p, 'a> {
    fn peek(&self) -> Option<&'p Token<'a>> {
        self.pieces.get(self.at).map(|piece| &piece.token)
    }

    fn operator(&self) -> Option<Operator> {
        match self.peek()? {
            Token::Is(operator, _) => Some(*operator),
            _ => None,
        }
    }

    fn note(&mut self, span: Span<Typed>, kind: NoteKind) {
        self.notes.push(Note { span, kind });
    }

    /// Takes the piece that stands next.
    fn take(&mut self) -> Option<&'p Piece<'a>> {
        let piece = self.pieces.get(self.at)?;
        self.at += 1;
        Some(piece)
    }

    fn dangling(&mut self) {
        if let Some(piece) = self.take() {
            self.note(piece.span, NoteKind::Dangling);
        }
    }

    /// Everything up to a closing bracket or the end.
    fn all(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            match token {
                Token::Close if self.depth > 0 => break,
                // One that was never opened.
                Token::Close => self.at += 1,
                Token::Is(Operator::And, _) => {
                    let last = self.pieces.get(self.at + 1).is_none();
                    if nodes.is_empty() || last { self.dangling() } else { self.at += 1 }
                }
                Token::Is(Operator::Or | Operator::Near, _) => self.dangling(),
                _ => {
                    let from = self.at;
                    nodes.extend(self.any());
                    // Whatever stands there must be taken, or this would never end.
                    self.at = self.at.max(from + 1);
                }
            }
        }
        all_of(nodes)
    }

    fn any(&mut self) -> Option<Node> {
        let mut nodes: Vec<Node> = self.near().into_iter().collect();
        while self.operator() == Some(Operator::Or) {
            let or = self.at;
            self.at += 1;
            let alone = nodes.is_empty();
            let right = self.near();
            if alone || right.is_none() {
                self.note(self.pieces[or].span, NoteKind::Dangling);
            }
            nodes.extend(right);
        }
        any_of(nodes)
    }

    fn near(&mut self) -> Option<Node> {
        let mut left = self.not();
        // Is `left` a chain that this loop began?
        let mut chain = false;
        while let Some(Token::Is(Operator::Near, within)) = self.peek() {
            let near = self.at;
            self.at += 1;
            let right = self.not();
            let (Some(first), Some(second)) = (left.take(), right.clone()) else {
                self.note(self.pieces[near].span, NoteKind::Dangling);
                left = left.or(right);
                continue;
            };
            let span = first.span.cover(second.span);
            if !first.has_places() || !second.has_places() {
                self.note(self.pieces[near].span, NoteKind::NearNeedsWords);
                left = all_of(vec![first, second]);
                chain = false;
                continue;
            }
            left = Some(match first.part {
                Part::Near(mut nodes, known) if chain && known == *within => {
                    nodes.push(second);
                    Node { span, part: Part::Near(nodes, known) }
                }
                part => {
                    let first = Node { span: first.span, part };
                    Node { span, part: Part::Near(vec![first, second], *within) }
                }
            });
            chain = true;
        }
        left
    }

    fn not(&mut self) -> Option<Node> {
        let from = self.at;
        while self.operator() == Some(Operator::Not) {
            self.at += 1;
        }
        let (denied, nots) = ((self.at - from) % 2 == 1, self.at);
        let Some(node) = self.primary() else {
            for piece in &self.pieces[from..nots] {
                self.notes.push(Note { span: piece.span, kind: NoteKind::Dangling });
            }
            return None;
        };
        if !denied {
            return Some(node);
        }
        Some(without(node, self.pieces[from].span))
    }

    fn primary(&mut self) -> Option<Node> {
        let piece = self.pieces.get(self.at)?;
        match &piece.token {
            Token::Open => self.group(),
            Token::Field(field) => {
                self.at += 1;
                self.field(field, piece.span)
            }
            Token::Quoted(typed) => {
                self.at += 1;
                words(typed, true).map(|words| Node { span: piece.span, part: Part::Words(words) })
            }
            Token::Regex(pattern) => {
                self.at += 1;
                Some(Node { span: piece.span, part: Part::Regex((*pattern).to_owned()) })
            }
            Token::Word(typed) => {
                self.at += 1;
                self.unknown_field(typed, piece.span);
                let words = self.plain(typed)?;
                if self.is_too_broad(&words, piece.span) {
                    return None;
                }
                Some(Node { span: piece.span, part: Part::Words(words) })
            }
            Token::Is(..) | Token::Close => None,
        }
    }

    fn group(&mut self) -> Option<Node> {
        let open = self.take()?;
        if self.depth == MAX_DEPTH {
            self.note(open.span, NoteKind::TooDeep);
            return None;
        }
        self.depth += 1;
        let inner = self.all();
        self.depth -= 1;
        if self.peek() == Some(&Token::Close) {
            self.at += 1;
        }
        inner
    }

    /// A field whose name has just been taken.
    fn field(&mut self, field: &Field, name: Span<Typed>) -> Option<Node> {
        let from = self.at;
        while self.operator() == Some(Operator::Not) {
            self.at += 1;
        }
        let denied = (self.at - from) % 2 == 1;
        let node = match self.pieces.get(self.at).map(|piece| &piece.token) {
            Some(Token::Open) => self.group().and_then(|group| self.spread(field, group)),
            Some(Token::Word(typed) | Token::Quoted(typed)) => {
                let piece = self.take()?;
                let quoted = matches!(piece.token, Token::Quoted(_));
                self.value(field, typed, quoted, name.cover(piece.span))
            }
            _ => {
                self.note(name, NoteKind::EmptyField);
                None
            }
        }?;
        Some(if denied { without(node, name) } else { node })
    }

    /// `field:(a OR b)` asks for `field:a OR field:b`.
    fn spread(&mut self, field: &Field, node: Node) -> Option<Node> {
        let span = node.span;
        let mut every = |nodes: Vec<Node>| -> Vec<Node> {
            nodes.into_iter().filter_map(|node| self.spread(field, node)).collect()
        };
        match node.part {
            Part::Words(words) => self.value(field, &words.typed, words.quoted, span),
            Part::All(nodes) | Part::Near(nodes, _) => all_of(every(nodes)),
            Part::Any(nodes) => any_of(every(nodes)),
            Part::Not(inner) => {
                let inner = self.spread(field, *inner)?;
                Some(without(inner, span))
            }
            Part::Field(..) => Some(node),
            Part::Regex(_) => {
                self.note(span, NoteKind::BadRegex);
                None
            }
        }
    }

    fn value(&mut self, field: &Field, typed: &str, quoted: bool, span: Span<Typed>) -> Option<Node> {
        let value = if matches!(field, Field::Date | Field::AboutDate) {
            let Some(days) = dates::range(&(self.names.fold)(typed)) else {
                self.note(span, NoteKind::BadDate);
                return None;
            };
            Value::Days(days)
        } else {
            let words = if quoted { words(typed, true) } else { self.plain(typed) };
            let Some(words) = words else {
                self.note(span, NoteKind::EmptyField);
                return None;
            };
            if self.is_too_broad(&words, span) {
                return None;
            }
            Value::Words(words)
        };
        Some(Node { span, part: Part::Field(field.clone(), value) })
    }

    /// The words of an unquoted piece.
    fn plain(&self, typed: &str) -> Option<Words> {
        let mut words = words(typed, false)?;
        // Without the signs around it, it may be an operator or a field's name.
        let is_word = |pieces: &[Piece<'_>]| matches!(pieces, [Piece { token: Token::Word(_), .. }]);
        words.quoted = words.typed != *typed && !is_word(&lex::pieces(&words.typed, self.names));
        Some(words)
    }

    /// Tells of a name before a colon that no field has.
    fn unknown_field(&mut self, typed: &str, span: Span<Typed>) {
        let Some((name, value)) = typed.split_once(':') else { return };
        if lex::is_name(name) && value.chars().next().is_some_and(is_of_word) {
            let start = span.start as usize;
            self.note(Span::new(start, start + name.len() + 1), NoteKind::UnknownField);
        }
    }

    fn is_too_broad(&mut self, words: &Words, span: Span<Typed>) -> bool {
        let broad = !words.typed.contains(is_of_word);
        if broad {
            self.note(span, NoteKind::TooBroad);
        }
        broad
    }
}

/// The words of a piece without signs around them; `None` where nothing but signs is left.
fn words(typed: &str, quoted: bool) -> Option<Words> {
    let typed = if quoted {
        typed.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        typed.trim_matches(is_edge).to_owned()
    };
    let has_words = typed.contains(is_of_word) || (!quoted && typed.contains(['*', '?']));
    has_words.then_some(Words { typed, quoted })
}

/// A sign that is no part of a word at whose end it stands.
fn is_edge(c: char) -> bool {
    let inside = matches!(c, '*' | '?' | '\u{200c}' | '\u{200d}' | '\u{640}');
    !inside && !is_of_word(c) && !unicode_normalization::char::is_combining_mark(c)
}

/// The opposite of a node; `sign` is where that was typed.
fn without(node: Node, sign: Span<Typed>) -> Node {
    match node.part {
        Part::Not(inner) => *inner,
        part => {
            let inner = Node { span: node.span, part };
            Node { span: sign.cover(node.span), part: Part::Not(Box::new(inner)) }
        }
    }
}

fn all_of(nodes: Vec<Node>) -> Option<Node> {
    join(nodes, |part| if let Part::All(nodes) = part { Ok(nodes) } else { Err(part) }, Part::All)
}

fn any_of(nodes: Vec<Node>) -> Option<Node> {
    join(nodes, |part| if let Part::Any(nodes) = part { Ok(nodes) } else { Err(part) }, Part::Any)
}

/// One node of several: themselves where it is one, and those of the same kind opened.
fn join(
    nodes: Vec<Node>,
    open: impl Fn(Part) -> Result<Vec<Node>, Part>,
    close: impl Fn(Vec<Node>) -> Part,
) -> Option<Node> {
    let mut flat: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let span = node.span;
        match open(node.part) {
            Ok(inner) => flat.extend(inner),
            Err(part) => flat.push(Node { span, part }),
        }
    }
    if flat.len() < 2 {
        return flat.pop();
    }
    let span = flat.iter().skip(1).fold(flat[0].span, |span, node| span.cover(node.span));
    Some(Node { span, part: close(flat) })
}
