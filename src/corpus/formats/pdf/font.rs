//! Fonts of a page: which characters the codes of its strings stand for, and how wide they are.

use std::collections::HashMap;

use encoding_rs::WINDOWS_1252;

use super::{
    file::File,
    object::{Dict, Lexer, Value},
};
use crate::corpus::formats::FormatError;

/// What a text operator needs of a font.
#[derive(Clone, Debug, Default)]
pub struct Font {
    /// Bytes of a code.
    pub wide: bool,
    unicode: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    default_width: f64,
}

impl Font {
    /// Reads a font.
    pub fn read(file: &mut File<'_>, dict: &Dict) -> Result<Self, FormatError> {
        let wide = dict.get("Subtype") == Some(&Value::Name("Type0".into()));
        let mut font = Self { wide, default_width: if wide { 1000.0 } else { 500.0 }, ..Self::default() };
        if wide {
            if let Value::Array(fonts) = file.get(dict, "DescendantFonts")
                && let Some(Value::Dict(below)) = fonts.first().map(|font| file.resolve(font))
            {
                if below.contains_key("DW") {
                    font.default_width = file.number(below.get("DW"));
                }
                font.widths = cid_widths(file, below);
            }
        } else if let Value::Array(widths) = file.get(dict, "Widths") {
            let first = file.number(dict.get("FirstChar")) as u32;
            font.widths = (first..).zip(widths.iter().map(|width| file.number(Some(width)))).collect();
        }
        if let Some(Value::Reference(number)) = dict.get("ToUnicode") {
            let map = file.stream(*number)?;
            font.unicode = to_unicode(&map);
        }
        Ok(font)
    }

    /// The codes of a string, each with its characters and its width in thousandths of the font's size.
    pub fn codes<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = (u32, String, f64)> + 'f {
        text.chunks(if self.wide { 2 } else { 1 }).map(move |bytes| {
            let code = bytes.iter().fold(0, |code, byte| code * 256 + u32::from(*byte));
            let width = self.widths.get(&code).copied().unwrap_or(self.default_width);
            let known = self.unicode.get(&code).cloned();
            let text = known.unwrap_or_else(|| {
                if self.wide {
                    String::new()
                } else {
                    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
                }
            });
            (code, text, width)
        })
    }
}

fn cid_widths(file: &File<'_>, dict: &Dict) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let Value::Array(items) = file.get(dict, "W") else { return widths };
    let mut items = items.iter().map(|item| file.resolve(item));
    while let Some(Value::Number(first)) = items.next() {
        let first = *first as u32;
        match items.next() {
            Some(Value::Array(each)) => {
                widths.extend((first..).zip(each.iter().map(|width| file.number(Some(width)))));
            }
            Some(Value::Number(last)) => {
                let width = file.number(items.next());
                widths.extend(
                    (first..=(*last as u32).min(first.saturating_add(0xffff))).map(|code| (code, width)),
                );
            }
            _ => break,
        }
    }
    widths
}

/// The pairs of a `ToUnicode` map.
fn to_unicode(map: &[u8]) -> HashMap<u32, String> {
    let mut found = HashMap::new();
    let mut lexer = Lexer { bytes: map, at: 0 };
    let mut held: Vec<Value> = Vec::new();
    let code = |bytes: &[u8]| bytes.iter().fold(0_u32, |code, byte| (code << 8) | u32::from(*byte));
    let text = |bytes: &[u8], plus: u32| {
        let mut units: Vec<u16> = bytes
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |unit, byte| (unit << 8) | u16::from(*byte)))
            .collect();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(plus as u16);
        }
        String::from_utf16_lossy(&units)
    };
    while lexer.at < map.len() {
        let Some(value) = lexer.next(0) else {
            lexer.at += 1;
            continue;
        };
        match &value {
            Value::Word(word) if word == b"endbfchar" => {
                for pair in held.chunks(2) {
                    if let [Value::Text(from), Value::Text(to)] = pair {
                        found.insert(code(from), text(to, 0));
                    }
                }
                held.clear();
            }
            Value::Word(word) if word == b"endbfrange" => {
                for range in held.chunks(3) {
                    match range {
                        [Value::Text(first), Value::Text(last), Value::Text(to)] => {
                            let first = code(first);
                            for at in first..=code(last).min(first.saturating_add(0xffff)) {
                                found.insert(at, text(to, at - first));
                            }
                        }
                        [Value::Text(first), Value::Text(_), Value::Array(each)] => {
                            for (at, to) in (code(first)..).zip(each) {
                                if let Value::Text(to) = to {
                                    found.insert(at, text(to, 0));
                                }
                            }
                        }
                        _ => {}
                    }
                }
                held.clear();
            }
            Value::Word(_) => held.clear(),
            _ => held.push(value),
        }
    }
    found
}
