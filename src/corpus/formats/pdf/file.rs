//! The objects of a file by number, found by looking through it: cross-reference tables may be damaged or
//! missing.
//!
//! Streams are unpacked only as far as a budget for the whole file allows.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    ops::Range,
};

use flate2::read::ZlibDecoder;

use super::object::{Dict, Lexer, Value};
use crate::corpus::formats::FormatError;

/// A file's objects.
pub struct File<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, (Value, Option<Range<usize>>)>,
    /// Bytes that may still be unpacked.
    budget: u64,
}

impl<'a> File<'a> {
    /// Finds the objects. Encrypted files are refused.
    pub fn open(bytes: &'a [u8], budget: u64) -> Result<Self, FormatError> {
        let head = &bytes[..bytes.len().min(1024)];
        if !head.windows(5).any(|window| window == b"%PDF-") {
            return Err(FormatError::malformed("does not begin like a PDF file"));
        }
        let mut file = Self { bytes, objects: BTreeMap::new(), budget };
        let mut at = 0;
        let mut encrypted = false;
        while let Some(found) = find(&bytes[at..], b"obj") {
            let keyword = at + found;
            at = keyword + 3;
            // "12 0 obj", not "endobj".
            let Some(number) = number_before(&bytes[..keyword]) else { continue };
            let mut lexer = Lexer { bytes, at };
            let Some(value) = lexer.next(0) else { continue };
            let mut data = None;
            if let Value::Dict(dict) = &value {
                encrypted |= dict.contains_key("Encrypt");
                data = stream_after(bytes, &mut lexer, dict);
            }
            at = data.as_ref().map_or(lexer.at.max(at), |range: &Range<usize>| range.end);
            file.objects.insert(number, (value, data));
        }
        let mut rest = bytes;
        while let Some(found) = find(rest, b"trailer") {
            rest = &rest[found + 7..];
            if let Some(Value::Dict(dict)) = (Lexer { bytes: rest, at: 0 }).next(0) {
                encrypted |= dict.contains_key("Encrypt");
            }
        }
        if encrypted {
            return Err(FormatError::malformed("is protected by a password"));
        }
        if file.objects.is_empty() {
            return Err(FormatError::malformed("holds no object: the file is cut off or damaged"));
        }
        file.unpack_object_streams()?;
        Ok(file)
    }

    /// Objects that lie packed in streams.
    fn unpack_object_streams(&mut self) -> Result<(), FormatError> {
        let is_packed = |value: &Value| matches!(value, Value::Dict(dict) if dict.get("Type") == Some(&Value::Name("ObjStm".into())));
        let packed: Vec<u32> = self
            .objects
            .iter()
            .filter(|(_, (value, _))| is_packed(value))
            .map(|(number, _)| *number)
            .collect();
        for number in packed {
            let Some(Value::Dict(dict)) = self.objects.get(&number).map(|(value, _)| value.clone()) else {
                continue;
            };
            let data = self.stream(number)?;
            let first = self.number(dict.get("First")) as usize;
            let mut head = Lexer { bytes: &data, at: 0 };
            while head.at < first {
                let (Some(Value::Number(number)), Some(Value::Number(offset))) = (head.next(0), head.next(0))
                else {
                    break;
                };
                let mut lexer = Lexer { bytes: &data, at: first.saturating_add(offset as usize) };
                if let Some(value) = lexer.next(0) {
                    self.objects.entry(number as u32).or_insert((value, None));
                }
            }
        }
        Ok(())
    }

    /// A value, references followed.
    pub fn resolve<'v>(&'v self, mut value: &'v Value) -> &'v Value {
        for _ in 0..16 {
            let Value::Reference(number) = value else { return value };
            let Some((found, _)) = self.objects.get(number) else { return &Value::Null };
            value = found;
        }
        &Value::Null
    }

    /// A dictionary's entry, references followed.
    pub fn get<'v>(&'v self, dict: &'v Dict, key: &str) -> &'v Value {
        dict.get(key).map_or(&Value::Null, |value| self.resolve(value))
    }

    /// An entry that is a dictionary.
    pub fn dict<'v>(&'v self, dict: &'v Dict, key: &str) -> Option<&'v Dict> {
        match self.get(dict, key) {
            Value::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// A number, 0 for anything else.
    pub fn number(&self, value: Option<&Value>) -> f64 {
        match value.map(|value| self.resolve(value)) {
            Some(Value::Number(number)) => *number,
            _ => 0.0,
        }
    }

    /// All dictionaries of a type, by object number.
    pub fn of_type(&self, name: &str) -> impl Iterator<Item = (u32, &Dict)> {
        self.objects.iter().filter_map(move |(number, (value, _))| match value {
            Value::Dict(dict) if dict.get("Type") == Some(&Value::Name(name.to_owned())) => {
                Some((*number, dict))
            }
            _ => None,
        })
    }

    /// Every object that is a dictionary.
    pub fn dicts(&self) -> impl Iterator<Item = &Dict> {
        self.objects.values().filter_map(|(value, _)| match value {
            Value::Dict(dict) => Some(dict),
            _ => None,
        })
    }

    /// The unpacked bytes of a stream; empty for what is none and for pictures' encodings.
    pub fn stream(&mut self, number: u32) -> Result<Vec<u8>, FormatError> {
        let Some((Value::Dict(dict), Some(range))) = self.objects.get(&number) else { return Ok(Vec::new()) };
        let mut bytes = self.bytes[range.clone()].to_vec();
        let filters: Vec<String> = match self.get(dict, "Filter") {
            Value::Name(name) => vec![name.clone()],
            Value::Array(items) => items
                .iter()
                .filter_map(|item| match self.resolve(item) {
                    Value::Name(name) => Some(name.clone()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for filter in filters {
            bytes = match filter.as_str() {
                "FlateDecode" | "Fl" => {
                    let mut out = Vec::new();
                    // A damaged end leaves what came before it.
                    let _ = ZlibDecoder::new(&bytes[..]).take(self.budget + 1).read_to_end(&mut out);
                    if out.len() as u64 > self.budget {
                        return Err(FormatError::limit("unpacks to more than is allowed"));
                    }
                    self.budget -= out.len() as u64;
                    out
                }
                "ASCIIHexDecode" | "AHx" => {
                    let text = [b"<", &bytes[..]].concat();
                    match (Lexer { bytes: &text, at: 0 }).next(0) {
                        Some(Value::Text(bytes)) => bytes,
                        _ => Vec::new(),
                    }
                }
                _ => return Ok(Vec::new()),
            };
        }
        Ok(bytes)
    }

    /// Pages in reading order, each with the resources it has or inherits.
    pub fn pages(&self) -> Vec<(Dict, Dict)> {
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let roots = self.of_type("Catalog").filter_map(|(_, catalog)| catalog.get("Pages").cloned());
        let mut open: Vec<(Value, Dict)> = roots.last().map(|root| (root, Dict::new())).into_iter().collect();
        while let Some((node, inherited)) = open.pop() {
            if let Value::Reference(number) = &node
                && !seen.insert(*number)
            {
                continue;
            }
            let Value::Dict(dict) = self.resolve(&node) else { continue };
            let resources = self.dict(dict, "Resources").cloned().unwrap_or(inherited);
            match self.get(dict, "Kids") {
                Value::Array(kids) => {
                    open.extend(kids.iter().rev().map(|kid| (kid.clone(), resources.clone())));
                }
                _ => pages.push((dict.clone(), resources)),
            }
        }
        if pages.is_empty() {
            let all = self.of_type("Page");
            pages = all
                .map(|(_, dict)| (dict.clone(), self.dict(dict, "Resources").cloned().unwrap_or_default()))
                .collect();
        }
        pages
    }
}

/// Where `needle` begins in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// The object number of `12 0 ` before the keyword.
fn number_before(bytes: &[u8]) -> Option<u32> {
    let mut words = bytes[bytes.len().saturating_sub(24)..].rsplit(u8::is_ascii_whitespace);
    if !words.next()?.is_empty() {
        return None;
    }
    let mut words = words.filter(|word| !word.is_empty());
    let generation = std::str::from_utf8(words.next()?).ok()?;
    generation.parse::<u32>().ok()?;
    let number = words.next()?;
    let digits = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&number[number.len() - digits..]).ok()?.parse().ok()
}

/// The bytes of the stream that follows a dictionary.
fn stream_after(bytes: &[u8], lexer: &mut Lexer<'_>, dict: &Dict) -> Option<Range<usize>> {
    lexer.skip_space();
    if !bytes[lexer.at..].starts_with(b"stream") {
        return None;
    }
    let mut start = lexer.at + 6;
    start += usize::from(bytes.get(start) == Some(&b'\r'));
    start += usize::from(bytes.get(start) == Some(&b'\n'));
    if let Some(Value::Number(length)) = dict.get("Length") {
        let end = start.saturating_add(*length as usize);
        let tail = bytes.get(end..bytes.len().min(end.saturating_add(16)));
        if tail.is_some_and(|tail| find(tail, b"endstream").is_some()) {
            return Some(start..end);
        }
    }
    let end = find(bytes.get(start..)?, b"endstream").map_or(bytes.len(), |found| start + found);
    Some(start..end)
}
