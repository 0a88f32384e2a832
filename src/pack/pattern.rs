//! The pattern language of the rules: parsed to a small tree.
//!
//! `assets/rules/README.md` describes it for authors. Knows no class and no text; `compile` gives
//! the tree its meaning.

/// A condition on one unit, inside `<…>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `_`: any unit.
    Any,
    /// A class or feature by name.
    Name(String),
    /// `!x`
    Not(Box<Test>),
    /// `a & b`
    And(Vec<Test>),
    /// `a | b`
    Or(Vec<Test>),
}

/// How often a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// At least.
    pub min: u32,
    /// At most; `None` without end.
    pub max: Option<u32>,
    /// As few as possible?
    pub lazy: bool,
}

/// A pattern over units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// One unit.
    Unit(Test),
    /// The start of the sequence.
    Start,
    /// The end of the sequence.
    End,
    /// One after the other.
    Sequence(Vec<Pattern>),
    /// One of them; earlier ones are preferred.
    Choice(Vec<Pattern>),
    /// Repeated.
    Repeat(Box<Pattern>, Repeat),
    /// Remembered under a name.
    Capture(String, Box<Pattern>),
}

/// Largest count in `{n,m}` and largest number of nested definitions.
const LIMIT: u32 = 64;

/// Parses a pattern; `define` gives the text behind `%name`.
///
/// # Errors
/// What is wrong and at which byte of the pattern.
pub fn parse(text: &str, define: &dyn Fn(&str) -> Option<String>) -> Result<Pattern, (usize, String)> {
    parse_nested(text, define, 0)
}

fn parse_nested(
    text: &str,
    define: &dyn Fn(&str) -> Option<String>,
    depth: u32,
) -> Result<Pattern, (usize, String)> {
    if depth > LIMIT {
        return Err((0, "definitions refer to each other in a circle".into()));
    }
    let mut parser = Parser { text, at: 0, define, depth };
    let pattern = parser.choice()?;
    match parser.peek() {
        None => Ok(pattern),
        Some(c) => Err((parser.at, format!("`{c}` is not expected here"))),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    define: &'a dyn Fn(&str) -> Option<String>,
    depth: u32,
}

type Parsed<T> = Result<T, (usize, String)>;

impl Parser<'_> {
    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Parsed<()> {
        if self.eat(wanted) { Ok(()) } else { Err((self.at, format!("`{wanted}` is missing"))) }
    }

    fn name(&mut self) -> Option<String> {
        self.skip_space();
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let name = (length > 0).then(|| rest[..length].to_owned());
        self.at += length;
        name
    }

    fn choice(&mut self) -> Parsed<Pattern> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Pattern::Choice(branches) })
    }

    fn sequence(&mut self) -> Parsed<Pattern> {
        let mut pieces = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            pieces.push(self.piece()?);
        }
        Ok(if pieces.len() == 1 { pieces.remove(0) } else { Pattern::Sequence(pieces) })
    }

    fn piece(&mut self) -> Parsed<Pattern> {
        let start = self.at;
        let name = if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) { self.name() } else { None };
        if name.is_some() && !self.eat(':') {
            return Err((start, "a class name stands in `<…>`, a capture's name before `:`".into()));
        }
        let atom = self.atom()?;
        let piece = self.repeated(atom)?;
        Ok(match name {
            Some(name) => Pattern::Capture(name, Box::new(piece)),
            None => piece,
        })
    }

    fn atom(&mut self) -> Parsed<Pattern> {
        let start = self.at;
        match self.peek() {
            Some('<') => {
                self.expect('<')?;
                let test = self.test_or()?;
                self.expect('>')?;
                Ok(Pattern::Unit(test))
            }
            Some('(') => {
                self.expect('(')?;
                let inner = self.choice()?;
                self.expect(')')?;
                Ok(inner)
            }
            Some('%') => {
                self.expect('%')?;
                let name =
                    self.name().ok_or((self.at, "a definition's name is missing after `%`".to_owned()))?;
                let text =
                    (self.define)(&name).ok_or_else(|| (start, format!("`%{name}` is not defined")))?;
                parse_nested(&text, self.define, self.depth + 1)
                    .map_err(|(_, why)| (start, format!("in `%{name}`: {why}")))
            }
            Some('^') => self.expect('^').map(|()| Pattern::Start),
            Some('$') => self.expect('$').map(|()| Pattern::End),
            Some(c) => Err((self.at, format!("`{c}` is not expected here"))),
            None => Err((self.at, "the pattern ends too early".into())),
        }
    }

    fn repeated(&mut self, atom: Pattern) -> Parsed<Pattern> {
        let (min, max) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.expect('{')?;
                let min = self.number()?;
                let max = if self.eat(',') {
                    if self.peek() == Some('}') { None } else { Some(self.number()?) }
                } else {
                    Some(min)
                };
                if self.peek() != Some('}') || max.is_some_and(|max| max < min) {
                    return Err((self.at, "a count reads `{n}`, `{n,}` or `{n,m}` with n ≤ m".into()));
                }
                (min, max)
            }
            _ => return Ok(atom),
        };
        self.at += 1;
        let lazy = self.text[self.at..].starts_with('?');
        self.at += usize::from(lazy);
        Ok(Pattern::Repeat(Box::new(atom), Repeat { min, max, lazy }))
    }

    fn number(&mut self) -> Parsed<u32> {
        let at = self.at;
        self.name()
            .and_then(|digits| digits.parse().ok())
            .filter(|n| *n <= LIMIT)
            .ok_or_else(|| (at, format!("a count from 0 to {LIMIT} is missing")))
    }

    fn test_or(&mut self) -> Parsed<Test> {
        let mut tests = vec![self.test_and()?];
        while self.eat('|') {
            tests.push(self.test_and()?);
        }
        Ok(if tests.len() == 1 { tests.remove(0) } else { Test::Or(tests) })
    }

    fn test_and(&mut self) -> Parsed<Test> {
        let mut tests = vec![self.test_not()?];
        while self.eat('&') {
            tests.push(self.test_not()?);
        }
        Ok(if tests.len() == 1 { tests.remove(0) } else { Test::And(tests) })
    }

    fn test_not(&mut self) -> Parsed<Test> {
        if self.eat('!') {
            return Ok(Test::Not(Box::new(self.test_not()?)));
        }
        if self.eat('(') {
            let inner = self.test_or()?;
            self.expect(')')?;
            return Ok(inner);
        }
        match self.name() {
            Some(name) if name == "_" => Ok(Test::Any),
            Some(name) => Ok(Test::Name(name)),
            None => Err((self.at, "a class or feature name is missing in `<…>`".into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Repeat, Test, parse};

    fn none(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn reads_units_captures_and_repeats() {
        let pattern = parse("who:<PERSON> <_>{0,3}? <say & !neg>", &none).unwrap();
        let name = |n: &str| Test::Name(n.into());
        assert_eq!(
            pattern,
            Pattern::Sequence(vec![
                Pattern::Capture("who".into(), Box::new(Pattern::Unit(name("PERSON")))),
                Pattern::Repeat(
                    Box::new(Pattern::Unit(Test::Any)),
                    Repeat { min: 0, max: Some(3), lazy: true }
                ),
                Pattern::Unit(Test::And(vec![name("say"), Test::Not(Box::new(name("neg")))])),
            ])
        );
    }

    #[test]
    fn definitions_expand_and_circles_are_refused() {
        let define = |name: &str| match name {
            "np" => Some("<PERSON> | <ORG>".to_owned()),
            "loop" => Some("%loop".to_owned()),
            _ => None,
        };
        assert_eq!(parse("%np", &define), parse("(<PERSON>|<ORG>)", &none));
        assert!(parse("%loop", &define).unwrap_err().1.contains("circle"));
        assert!(parse("%other", &define).unwrap_err().1.contains("not defined"));
    }

    #[test]
    fn says_where_it_is_wrong() {
        assert_eq!(parse("<a", &none).unwrap_err().0, 2);
        assert_eq!(parse("<a> )", &none).unwrap_err().0, 4);
        assert!(parse("PERSON", &none).unwrap_err().1.contains("stands in"));
        assert!(parse("<a>{5,2}", &none).unwrap_err().1.contains("n ≤ m"));
    }
}
