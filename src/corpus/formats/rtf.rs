//! Rich Text Format: words, paragraphs and the title, in the code pages and Unicode escapes that word
//! processors write.
//!
//! Pictures, fields' codes, styles and fonts stay out.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

use super::{FormatError, Limits, Parsed, Reader, Settings, blocks::Blocks};
use crate::model::Metadata;

/// `.rtf` files.
pub struct Rtf;

impl Reader for Rtf {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        if !bytes.starts_with(b"{\\rtf") {
            return Err(FormatError::malformed("does not begin like an RTF file"));
        }
        let mut parser = Parser::new(&bytes, &settings.limits);
        parser.run()?;
        let encoding = parser.code_page.name();
        parser.text.end_block();
        parser.text.push(&parser.notes.finish());
        Ok(Parsed::one(parser.text.finish(), encoding, parser.metadata))
    }
}

/// Where the characters of a group go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    /// Foot- and endnotes: they follow the text.
    Note,
    Title,
    FontTable,
    CreationTime,
    Nowhere,
}

/// What a group restores when it ends.
#[derive(Clone, Copy)]
struct State {
    destination: Destination,
    /// Characters that follow a Unicode escape for readers without Unicode.
    fallback: usize,
    /// The code page of `\'xx` under the current font.
    code_page: &'static Encoding,
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    limits: &'a Limits,
    text: Blocks,
    notes: Blocks,
    metadata: Metadata,
    code_page: &'static Encoding,
    fonts: Vec<(i32, &'static Encoding)>,
    defined_font: i32,
    state: State,
    open: Vec<State>,
    /// Fallback characters still to be passed over.
    skip: usize,
    /// Bytes of `\'xx` waiting for the rest of their character.
    pending: Vec<u8>,
    /// The first half of a pair of Unicode escapes.
    surrogate: Option<u16>,
    created: [i16; 3],
}

impl<'a> Parser<'a> {
    fn new(bytes: &'a [u8], limits: &'a Limits) -> Self {
        let state = State { destination: Destination::Text, fallback: 1, code_page: WINDOWS_1252 };
        Self {
            bytes,
            at: 0,
            limits,
            text: Blocks::default(),
            notes: Blocks::default(),
            metadata: Metadata::default(),
            code_page: WINDOWS_1252,
            fonts: Vec::new(),
            defined_font: 0,
            state,
            open: Vec::new(),
            skip: 0,
            pending: Vec::new(),
            surrogate: None,
            created: [0; 3],
        }
    }

    fn run(&mut self) -> Result<(), FormatError> {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.open.push(self.state);
                    if self.open.len() > self.limits.nesting {
                        let cause = format!("more than {} groups inside each other", self.limits.nesting);
                        return Err(FormatError::limit(cause));
                    }
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    if let Some(state) = self.open.pop() {
                        self.state = state;
                    }
                    if self.open.is_empty() {
                        break;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
            self.limits.check_text(self.text.len() + self.notes.len())?;
        }
        self.flush();
        if !self.open.is_empty() {
            return Err(FormatError::malformed("ends inside a group: the file is cut off"));
        }
        let [year, month, day] = self.created;
        if year > 1900 {
            self.metadata.date = jiff::civil::Date::new(year, month as i8, day as i8).ok();
        }
        Ok(())
    }

    /// A backslash was read.
    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            match first {
                b'\'' => {
                    let digits = self.bytes.get(self.at..self.at + 2);
                    let code = digits.and_then(|hex| std::str::from_utf8(hex).ok());
                    if let Some(byte) = code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                b'~' => self.push("\u{a0}"),
                b'_' => self.push("\u{2011}"),
                b'*' => self.go_to(Destination::Nowhere),
                b'\\' | b'{' | b'}' => self.byte(first),
                b'\r' | b'\n' => self.paragraph(),
                _ => {}
            }
            return;
        }
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        let number_at = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let number = std::str::from_utf8(&self.bytes[number_at..self.at]).ok().and_then(|n| n.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(word, number);
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            b"u" => self.unicode(value),
            b"uc" => self.state.fallback = usize::try_from(value).unwrap_or(1),
            b"par" | b"sect" | b"page" => self.paragraph(),
            b"row" => self.block(Blocks::end_row),
            b"line" => self.block(Blocks::end_line),
            b"cell" => self.block(Blocks::end_cell),
            b"tab" => self.push("\t"),
            b"emdash" => self.push("\u{2014}"),
            b"endash" => self.push("\u{2013}"),
            b"lquote" => self.push("\u{2018}"),
            b"rquote" => self.push("\u{2019}"),
            b"ldblquote" => self.push("\u{201c}"),
            b"rdblquote" => self.push("\u{201d}"),
            b"bullet" => self.push("\u{2022}"),
            b"zwnj" => self.push("\u{200c}"),
            b"zwj" => self.push("\u{200d}"),
            b"bin" => self.at = self.at.saturating_add(usize::try_from(value).unwrap_or(0)),
            b"ansicpg" => {
                self.code_page = page(value);
                self.state.code_page = self.code_page;
            }
            b"f" => self.font(value),
            b"fcharset" if self.state.destination == Destination::FontTable => {
                let known = charset(value).unwrap_or(self.code_page);
                self.fonts.push((self.defined_font, known));
            }
            b"fonttbl" => self.go_to(Destination::FontTable),
            b"footnote" => {
                self.go_to(Destination::Note);
                self.notes.end_block();
            }
            b"title" => {
                // Written twice, for readers without Unicode first.
                self.go_to(Destination::Title);
                self.metadata.title = None;
            }
            b"creatim" => self.go_to(Destination::CreationTime),
            b"yr" => self.time(0, value),
            b"mo" => self.time(1, value),
            b"dy" => self.time(2, value),
            b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object" | b"header" | b"footer"
            | b"headerl" | b"headerr" | b"headerf" | b"footerl" | b"footerr" | b"footerf" | b"fldinst"
            | b"listtable" | b"revtbl" | b"deleted" | b"annotation" | b"atnid" | b"atnauthor"
            | b"bkmkstart" | b"bkmkend" | b"generator" | b"themedata" | b"author" | b"operator" | b"xe"
            | b"tc" => {
                self.go_to(Destination::Nowhere);
            }
            _ => {}
        }
    }

    fn go_to(&mut self, destination: Destination) {
        self.flush();
        // Inside a group that is left out only what the document says of itself counts.
        let is_known =
            matches!(destination, Destination::Note | Destination::Title | Destination::CreationTime);
        if self.state.destination != Destination::Nowhere || is_known {
            self.state.destination = destination;
        }
    }

    fn time(&mut self, part: usize, value: i32) {
        if self.state.destination == Destination::CreationTime {
            self.created[part] = i16::try_from(value).unwrap_or(0);
        }
    }

    fn font(&mut self, number: i32) {
        self.flush();
        if self.state.destination == Destination::FontTable {
            self.defined_font = number;
            return;
        }
        let known = self.fonts.iter().rev().find(|(font, _)| *font == number);
        self.state.code_page = known.map_or(self.code_page, |(_, encoding)| encoding);
    }

    fn unicode(&mut self, value: i32) {
        self.flush();
        self.skip = self.state.fallback;
        // Signed 16-bit: values above 32,767 are written as negative numbers.
        let unit = value as u16;
        let units = match (self.surrogate.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.surrogate = Some(unit);
                return;
            }
            (Some(high), low) => vec![high, low],
            (None, unit) => vec![unit],
        };
        let text: String = char::decode_utf16(units).flatten().collect();
        self.write(&text);
    }

    /// A character of the file itself or of `\'xx`.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.pending.push(byte);
    }

    /// Decodes what was collected, in the code page it was collected under.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            let (text, _) = self.state.code_page.decode_without_bom_handling(&bytes);
            self.write(&text);
        }
    }

    /// A character given by a control word; such a word counts as one fallback character.
    fn push(&mut self, text: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.flush();
        self.write(text);
    }

    fn write(&mut self, text: &str) {
        match self.state.destination {
            Destination::Text => self.text.push(text),
            Destination::Note => self.notes.push(text),
            Destination::Title => self.metadata.title.get_or_insert_default().push_str(text),
            Destination::FontTable | Destination::CreationTime | Destination::Nowhere => {}
        }
    }

    fn paragraph(&mut self) {
        self.block(Blocks::end_block);
    }

    fn block(&mut self, end: fn(&mut Blocks)) {
        self.flush();
        self.skip = 0;
        match self.state.destination {
            Destination::Text => end(&mut self.text),
            Destination::Note => end(&mut self.notes),
            _ => {}
        }
    }
}

/// A Windows code page by its number.
fn page(number: i32) -> &'static Encoding {
    if number == 65001 {
        return encoding_rs::UTF_8;
    }
    Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(WINDOWS_1252)
}

/// The code page of a font's character set, as Windows numbers them.
fn charset(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        0 => "windows-1252",
        161 => "windows-1253",
        162 => "windows-1254",
        177 => "windows-1255",
        178..=180 => return Some(WINDOWS_1256),
        204 => "windows-1251",
        238 => "windows-1250",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(source: &str) -> Result<Parsed, FormatError> {
        Rtf.read(source.as_bytes().to_vec(), &Settings::default())
    }

    fn text(source: &str) -> String {
        read(source).unwrap().parts.remove(0).text
    }

    #[test]
    fn unicode_escapes_with_and_without_fallback() {
        assert_eq!(text(r"{\rtf1\ansi\uc1 \u1705?\u1749\'3f\par x}"), "\u{6a9}\u{6d5}\n\nx");
        assert_eq!(text(r"{\rtf1\uc0 \u1749 \u1705}"), "\u{6d5}\u{6a9}");
        assert_eq!(text(r"{\rtf1\uc1 \u-10179?\u-8704?}"), "\u{1f600}");
    }

    #[test]
    fn code_pages_of_the_file_and_of_its_fonts() {
        assert_eq!(text(r"{\rtf1\ansi\ansicpg1256 \'d3\'e1\'c7\'e3}"), "\u{633}\u{644}\u{627}\u{645}");
        let source =
            r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset178 B;}}\f0 \'e9 \f1 \'d3}";
        assert_eq!(text(source), "\u{e9} \u{633}");
    }

    #[test]
    fn only_the_text_is_text() {
        let source = r"{\rtf1{\info{\title A \u1749?}{\creatim\yr2021\mo3\dy5}}{\*\generator x;}{\pict 00ff}a{\b b}\line c}";
        let parsed = read(source).unwrap();
        assert_eq!(parsed.parts[0].text, "ab\nc");
        assert_eq!(parsed.parts[0].metadata.title.as_deref(), Some("A \u{6d5}"));
        assert_eq!(parsed.parts[0].metadata.date, Some(jiff::civil::date(2021, 3, 5)));
    }

    #[test]
    fn damaged_files_are_named() {
        use crate::model::ProblemKind::{Limit, Malformed};
        assert_eq!(read(r"{\rtf1 abc").unwrap_err().kind, Malformed);
        assert_eq!(read("plain").unwrap_err().kind, Malformed);
        assert_eq!(read(&format!(r"{{\rtf1{}", "{".repeat(100_000))).unwrap_err().kind, Limit);
    }

    proptest! {
        #[test]
        fn any_bytes_at_all(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Rtf.read([b"{\\rtf1".to_vec(), bytes].concat(), &Settings::default());
        }
    }
}
