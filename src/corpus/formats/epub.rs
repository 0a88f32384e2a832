//! EPUB books: the chapters in reading order as one text.

use std::collections::BTreeMap;

use super::{
    FormatError, Limits, Parsed, Reader, Settings,
    blocks::Blocks,
    docx::properties,
    html,
    package::Package,
    xml::{Node, walk},
};

/// `.epub` files.
pub struct Epub;

impl Reader for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let limits = &settings.limits;
        let mut package = Package::open(&bytes, limits)?;
        let list = package_list(&package.required("META-INF/container.xml")?, limits)?;
        let xml = package.required(&list)?;
        let metadata = properties(&xml, limits)?;
        let folder = list.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut text = Blocks::default();
        let mut parsed = Parsed::default();
        for chapter in spine(&xml, limits)? {
            let name = resolve(folder, &chapter);
            match package.text(&name)? {
                Some(source) => {
                    text.push(&html::whole_text(&source, limits)?);
                    text.end_block();
                }
                None => parsed.complain(&name, FormatError::malformed("named in the book's list but absent")),
            }
            limits.check_text(text.len())?;
        }
        parsed.parts = Parsed::one(text.finish(), "UTF-8", metadata).parts;
        Ok(parsed)
    }
}

/// The path of the file that lists the book's parts.
fn package_list(container: &str, limits: &Limits) -> Result<String, FormatError> {
    let mut found = None;
    walk(container, limits, |node| {
        if let Node::Start(element) = node
            && element.name == "rootfile"
            && found.is_none()
        {
            found = element.attribute("full-path");
        }
        Ok(())
    })?;
    found.ok_or_else(|| FormatError::malformed("META-INF/container.xml names no book"))
}

/// The chapters' paths in reading order.
fn spine(list: &str, limits: &Limits) -> Result<Vec<String>, FormatError> {
    let (mut items, mut order) = (BTreeMap::new(), Vec::new());
    walk(list, limits, |node| {
        if let Node::Start(element) = node {
            match element.name {
                "item" => {
                    if let (Some(id), Some(path)) = (element.attribute("id"), element.attribute("href")) {
                        items.insert(id, path);
                    }
                }
                "itemref" => order.extend(element.attribute("idref")),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(order.iter().filter_map(|id| items.get(id).cloned()).collect())
}

/// A path of the list, from the package's root: percent signs decoded, `..` resolved.
fn resolve(folder: &str, path: &str) -> String {
    let path = path.split(['#', '?']).next().unwrap_or(path);
    let decoded = percent(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_of_a_book() {
        assert_eq!(resolve("OEBPS", "text/a%20b.xhtml#top"), "OEBPS/text/a b.xhtml");
        assert_eq!(resolve("OEBPS/x", "../../../a.html"), "a.html");
        assert_eq!(resolve("", "100%.html"), "100%.html");
    }
}
