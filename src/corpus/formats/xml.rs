//! A bounded walk over XML: no entity of the file's own is expanded, nesting is limited.
//!
//! Names come without their prefix: office documents differ in prefixes, not in what elements are called.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{FormatError, Limits};

/// What a walk meets.
pub enum Node<'a> {
    /// An element begins; `is_empty` elements have no end of their own.
    Start(Element<'a>),
    /// An element ends: its name.
    End(&'a str),
    /// Characters, unescaped.
    Text(&'a str),
}

/// An element's name and attributes.
pub struct Element<'a> {
    /// Name without prefix.
    pub name: &'a str,
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.start.attributes().flatten().find_map(|attribute| {
            (local(attribute.key.as_ref()) == name)
                .then(|| String::from_utf8(unescape(&attribute.value)).ok())
                .flatten()
        })
    }
}

/// The name after the prefix.
fn local(name: &[u8]) -> &str {
    let name = std::str::from_utf8(name).unwrap_or("");
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Attribute values: the five entities of XML and numbers; others stay as written.
fn unescape(value: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(value) else { return value.to_vec() };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').and_then(|(name, tail)| Some((entity(name)?, tail)));
        let (c, tail) = reference.unwrap_or(('&', after));
        out.push(c);
        rest = tail;
    }
    out.push_str(rest);
    out.into_bytes()
}

/// The character a reference stands for, without those a file defines itself.
fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Walks `xml` and tells `on` what it meets. A document type that declares entities is refused.
pub fn walk(
    xml: &str,
    limits: &Limits,
    mut on: impl FnMut(Node<'_>) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|err| FormatError::malformed(format!("byte {}: {err}", reader.error_position())))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > limits.nesting {
                    let cause = format!("more than {} elements inside each other", limits.nesting);
                    return Err(FormatError::limit(cause));
                }
                on(Node::Start(Element { name: local(start.name().as_ref()), start: &start }))?;
            }
            Event::Empty(start) => {
                let name = start.name();
                let name = local(name.as_ref());
                on(Node::Start(Element { name, start: &start }))?;
                on(Node::End(name))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                on(Node::End(local(end.name().as_ref())))?;
            }
            Event::Text(text) => on(Node::Text(&String::from_utf8_lossy(&text)))?,
            Event::CData(text) => on(Node::Text(&String::from_utf8_lossy(&text)))?,
            Event::GeneralRef(name) => {
                if let Some(c) = std::str::from_utf8(&name).ok().and_then(entity) {
                    on(Node::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::DocType(declared) if declared.windows(8).any(|word| word == b"<!ENTITY") => {
                return Err(FormatError::malformed("declares its own entities, which are never expanded"));
            }
            Event::Eof if depth > 0 => return Err(FormatError::malformed("ends inside an element")),
            Event::Eof => return Ok(()),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::model::ProblemKind;

    fn text(xml: &str) -> Result<String, FormatError> {
        let mut out = String::new();
        walk(xml, &Limits::default(), |node| {
            match node {
                Node::Start(element) => {
                    let value = element.attribute("k").unwrap_or_default();
                    let _ = write!(out, "<{} {value}>", element.name);
                }
                Node::End(name) => {
                    let _ = write!(out, "</{name}>");
                }
                Node::Text(text) => out += text,
            }
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn prefixes_and_references() {
        let xml = "<?xml version='1.0'?><w:a k='1&amp;2'>x &lt;&#x6d5;<![CDATA[<]]><b/></w:a>";
        assert_eq!(text(xml).unwrap(), "<a 1&2>x <\u{6d5}<<b ></b></a>");
    }

    #[test]
    fn entities_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;'>]><a>&m;</a>";
        assert_eq!(text(bomb).unwrap_err().kind, ProblemKind::Malformed);
        assert_eq!(text("<a>&own;</a>").unwrap(), "<a ></a>");
    }

    #[test]
    fn endless_nesting_and_cut_files_are_named() {
        assert_eq!(text(&"<a>".repeat(100_000)).unwrap_err().kind, ProblemKind::Limit);
        assert_eq!(text("<a><b>x").unwrap_err().kind, ProblemKind::Malformed);
        assert_eq!(text("<a></b>").unwrap_err().kind, ProblemKind::Malformed);
    }
}
