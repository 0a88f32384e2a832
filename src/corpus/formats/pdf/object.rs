//! Objects of PDF files: a tolerant reader of their syntax.
//!
//! Knows nothing of pages. Depth is bounded; whatever is no object reads as null.

use std::collections::BTreeMap;

/// A dictionary.
pub type Dict = BTreeMap<String, Value>;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, booleans, and what could not be read.
    Null,
    /// A number.
    Number(f64),
    /// A name without its slash.
    Name(String),
    /// A string's bytes.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Value>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to an object by its number.
    Reference(u32),
    /// A bare word: an operator of a content stream, or a keyword.
    Word(Vec<u8>),
}

/// Arrays and dictionaries inside each other.
const MAX_DEPTH: usize = 64;

/// Reads values one after the other.
pub struct Lexer<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0xc | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Adds an item; `12 0 R` becomes a reference.
fn push(items: &mut Vec<Value>, item: Value) {
    if item == Value::Word(b"R".to_vec())
        && let [.., Value::Number(number), Value::Number(_)] = items[..]
    {
        items.truncate(items.len() - 2);
        items.push(Value::Reference(number as u32));
    } else {
        items.push(item);
    }
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Passes over white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next value; `None` at the end or at a closing bracket.
    pub fn next(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        let byte = self.peek(0)?;
        match byte {
            b'/' => {
                self.at += 1;
                Some(Value::Name(self.name()))
            }
            b'(' => Some(Value::Text(self.literal())),
            b'<' if self.peek(1) == Some(b'<') => {
                self.at += 2;
                Some(self.dictionary(depth))
            }
            b'<' => Some(Value::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                if depth < MAX_DEPTH {
                    while let Some(item) = self.next(depth + 1) {
                        push(&mut items, item);
                    }
                }
                self.skip_space();
                self.at += usize::from(self.peek(0) == Some(b']'));
                Some(Value::Array(items))
            }
            b']' | b'>' => None,
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            b')' | b'{' | b'}' => {
                self.at += 1;
                Some(Value::Null)
            }
            _ => {
                let word = self.word();
                Some(match word.as_slice() {
                    b"null" | b"true" | b"false" => Value::Null,
                    _ => Value::Word(word),
                })
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Value {
        let mut items = Vec::new();
        if depth < MAX_DEPTH {
            while let Some(item) = self.next(depth + 1) {
                push(&mut items, item);
            }
        }
        self.skip_space();
        if self.peek(0) == Some(b'>') {
            self.at += 1 + usize::from(self.peek(1) == Some(b'>'));
        }
        let mut dict = Dict::new();
        let mut items = items.into_iter();
        while let Some(key) = items.next() {
            if let (Value::Name(key), Some(value)) = (key, items.next()) {
                dict.insert(key, value);
            }
        }
        Value::Dict(dict)
    }

    fn word(&mut self) -> Vec<u8> {
        let start = self.at;
        while self.peek(0).is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
        }
        self.bytes[start..self.at.min(self.bytes.len())].to_vec()
    }

    fn name(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned()
    }

    fn number(&mut self) -> Value {
        let start = self.at;
        self.at += 1;
        while self.peek(0).is_some_and(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or("0");
        Value::Number(text.parse().unwrap_or(0.0))
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = (byte as char).to_digit(16) else { continue };
            match half.take() {
                None => half = Some(digit),
                Some(high) => out.push((high * 16 + digit) as u8),
            }
        }
        out.extend(half.map(|high: u32| (high * 16) as u8));
        out
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some(escaped) = self.peek(0) else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => out.push(b'\n'),
                        b'r' => out.push(b'\r'),
                        b't' => out.push(b'\t'),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
                        b'\n' => {}
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                                code = code * 8 + u32::from(digit - b'0');
                                self.at += 1;
                            }
                            out.push(code as u8);
                        }
                        other => out.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }
}
