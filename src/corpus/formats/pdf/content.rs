//! The glyphs of a page where they stand, in the order they were drawn.

use std::collections::HashMap;

use super::{
    file::File,
    font::Font,
    object::{Dict, Lexer, Value},
};
use crate::corpus::formats::FormatError;

/// A drawn glyph, in points of the page.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Left end.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// Advance.
    pub width: f64,
    /// Height of the font.
    pub size: f64,
    /// Its characters, in the order they are read.
    pub text: String,
}

type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Forms drawn inside each other.
const MAX_FORMS: usize = 8;
/// Glyphs of one file.
const MAX_GLYPHS: usize = 20_000_000;

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<usize>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// Walks content streams.
pub struct Painter<'a, 'b> {
    file: &'a mut File<'b>,
    fonts: Vec<Font>,
    by_number: HashMap<u32, usize>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Text that a span of marked content states instead of its glyphs' own, until it ends.
    stated: Vec<Option<String>>,
    /// What was drawn.
    pub glyphs: Vec<Glyph>,
}

impl<'a, 'b> Painter<'a, 'b> {
    /// For one file.
    pub fn new(file: &'a mut File<'b>) -> Self {
        let state = State {
            matrix: IDENTITY,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self {
            file,
            fonts: Vec::new(),
            by_number: HashMap::new(),
            state,
            saved: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
            stated: Vec::new(),
            glyphs: Vec::new(),
        }
    }

    /// The glyphs of a page.
    pub fn page(&mut self, page: &Dict, resources: &Dict) -> Result<Vec<Glyph>, FormatError> {
        let streams: Vec<u32> = match page.get("Contents") {
            Some(Value::Reference(number)) => match self.file.resolve(&Value::Reference(*number)) {
                Value::Array(items) => references(items),
                _ => vec![*number],
            },
            Some(Value::Array(items)) => references(items),
            _ => Vec::new(),
        };
        let mut content = Vec::new();
        for number in streams {
            content.extend(self.file.stream(number)?);
            content.push(b'\n');
        }
        self.state.matrix = IDENTITY;
        self.saved.clear();
        self.stated.clear();
        self.paint(&content, resources, 0)?;
        Ok(std::mem::take(&mut self.glyphs))
    }

    fn paint(&mut self, content: &[u8], resources: &Dict, depth: usize) -> Result<(), FormatError> {
        let mut lexer = Lexer { bytes: content, at: 0 };
        let mut held: Vec<Value> = Vec::new();
        while lexer.at < content.len() {
            let Some(value) = lexer.next(0) else {
                lexer.at += 1;
                continue;
            };
            let Value::Word(operator) = value else {
                if held.len() < 4096 {
                    held.push(value);
                }
                continue;
            };
            if operator == b"BI" {
                // A picture in the stream: to its end.
                let rest = &content[lexer.at..];
                let end = rest.windows(4).position(|w| {
                    w[0].is_ascii_whitespace() && &w[1..3] == b"EI" && w[3].is_ascii_whitespace()
                });
                lexer.at = end.map_or(content.len(), |end| lexer.at + end + 3);
            } else {
                self.operate(&operator, &held, resources, depth)?;
            }
            held.clear();
        }
        Ok(())
    }

    fn operate(
        &mut self,
        operator: &[u8],
        held: &[Value],
        resources: &Dict,
        depth: usize,
    ) -> Result<(), FormatError> {
        let number = |ix: usize| match held.get(ix) {
            Some(Value::Number(number)) => *number,
            _ => 0.0,
        };
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        match operator {
            b"q" if self.saved.len() < 512 => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.matrix = times(matrix(), self.state.matrix),
            b"BT" => (self.text, self.line) = (IDENTITY, IDENTITY),
            b"Tm" => (self.text, self.line) = (matrix(), matrix()),
            b"Td" => self.advance_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.advance_line(number(0), number(1));
            }
            b"T*" => self.advance_line(0.0, -self.state.leading),
            b"TL" => self.state.leading = number(0),
            b"Tc" => self.state.spacing = number(0),
            b"Tw" => self.state.word_spacing = number(0),
            b"Tz" => self.state.scale = number(0) / 100.0,
            b"Ts" => self.state.rise = number(0),
            b"Tf" => {
                self.state.size = number(1);
                self.state.font = match held.first() {
                    Some(Value::Name(name)) => self.font(name, resources)?,
                    _ => None,
                };
            }
            b"Tj" | b"'" | b"\"" => {
                if operator == b"\"" {
                    (self.state.word_spacing, self.state.spacing) = (number(0), number(1));
                }
                if operator != b"Tj" {
                    self.advance_line(0.0, -self.state.leading);
                }
                if let Some(Value::Text(text)) = held.last() {
                    self.show(text)?;
                }
            }
            b"TJ" => {
                if let Some(Value::Array(items)) = held.first() {
                    for item in items {
                        match item {
                            Value::Text(text) => self.show(text)?,
                            Value::Number(back) => {
                                let by = -back / 1000.0 * self.state.size * self.state.scale;
                                self.text = times([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
                            }
                            _ => {}
                        }
                    }
                }
            }
            b"BMC" => self.stated.push(None),
            b"BDC" => {
                let stated = match held.get(1) {
                    Some(Value::Dict(dict)) => match dict.get("ActualText") {
                        Some(Value::Text(text)) => Some(stated_text(text)),
                        _ => None,
                    },
                    _ => None,
                };
                self.stated.push(stated);
            }
            b"EMC" => {
                self.stated.pop();
            }
            b"Do" if depth < MAX_FORMS => {
                if let Some(Value::Name(name)) = held.first() {
                    self.form(name, resources, depth)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn advance_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn font(&mut self, name: &str, resources: &Dict) -> Result<Option<usize>, FormatError> {
        let Some(fonts) = self.file.dict(resources, "Font") else { return Ok(None) };
        let number = match fonts.get(name) {
            Some(Value::Reference(number)) => Some(*number),
            _ => None,
        };
        if let Some(known) = number.and_then(|number| self.by_number.get(&number)) {
            return Ok(Some(*known));
        }
        let Some(dict) = self.file.dict(fonts, name).cloned() else { return Ok(None) };
        let font = Font::read(self.file, &dict)?;
        self.fonts.push(font);
        let at = self.fonts.len() - 1;
        if let Some(number) = number {
            self.by_number.insert(number, at);
        }
        Ok(Some(at))
    }

    fn form(&mut self, name: &str, resources: &Dict, depth: usize) -> Result<(), FormatError> {
        let Some(forms) = self.file.dict(resources, "XObject") else { return Ok(()) };
        let Some(Value::Reference(number)) = forms.get(name).cloned() else { return Ok(()) };
        let Value::Dict(dict) = self.file.resolve(&Value::Reference(number)).clone() else { return Ok(()) };
        if dict.get("Subtype") != Some(&Value::Name("Form".into())) {
            return Ok(());
        }
        let own = self.file.dict(&dict, "Resources").cloned();
        let content = self.file.stream(number)?;
        let saved = self.state.clone();
        if let Value::Array(items) = self.file.get(&dict, "Matrix")
            && let [a, b, c, d, e, f] =
                items[..].iter().map(|item| self.file.number(Some(item))).collect::<Vec<_>>()[..]
        {
            self.state.matrix = times([a, b, c, d, e, f], self.state.matrix);
        }
        self.paint(&content, own.as_ref().unwrap_or(resources), depth + 1)?;
        self.state = saved;
        Ok(())
    }

    fn show(&mut self, text: &[u8]) -> Result<(), FormatError> {
        let Some(font) = self.state.font.and_then(|font| self.fonts.get(font)) else { return Ok(()) };
        let state = &self.state;
        for (code, characters, width) in font.codes(text) {
            let at = times([1.0, 0.0, 0.0, 1.0, 0.0, state.rise], times(self.text, state.matrix));
            let is_space = !font.wide && code == 32;
            let advance = (width / 1000.0 * state.size
                + state.spacing
                + if is_space { state.word_spacing } else { 0.0 })
                * state.scale;
            let axis = times(self.text, state.matrix);
            let along = axis[0].hypot(axis[1]);
            let height = state.size * axis[2].hypot(axis[3]);
            // Text that a span states stands for its first glyph; the others say nothing.
            let text = match self.stated.iter_mut().rev().find_map(Option::as_mut) {
                Some(stated) => std::mem::take(stated),
                None => characters,
            };
            self.glyphs.push(Glyph { x: at[4], y: at[5], width: advance * along, size: height.abs(), text });
            if self.glyphs.len() > MAX_GLYPHS {
                return Err(FormatError::limit("more glyphs than a book has"));
            }
            self.text = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], self.text);
        }
        Ok(())
    }
}

fn references(items: &[Value]) -> Vec<u32> {
    items
        .iter()
        .filter_map(|item| match item {
            Value::Reference(number) => Some(*number),
            _ => None,
        })
        .collect()
}

/// A text string of a dictionary: UTF-16 with its mark, UTF-8 with its mark, or close to Windows-1252.
pub fn stated_text(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
