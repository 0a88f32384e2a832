//! Mails and mailboxes: subject, sender and day as metadata, the body as text, attached documents beside it.

use mailparse::{DispositionType, MailHeaderMap as _, ParsedMail, parse_mail};

use super::{
    FormatError, Parsed, Part, Reader, Settings, date::date, docx::author, html, parse_here, reader_for,
};
use crate::model::{Metadata, ProblemKind};

/// `.eml` files: one mail.
pub struct Eml;

impl Reader for Eml {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["eml"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let mut parsed = Parsed::default();
        mail(&bytes, "", settings, &mut parsed)?;
        Ok(parsed)
    }
}

/// `.mbox` files: many mails, each after a line that begins with `From `.
pub struct Mbox;

impl Reader for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["mbox"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let starts = starts(&bytes);
        if starts.is_empty() {
            return Err(FormatError::malformed("no line begins with `From `: no mailbox"));
        }
        if starts.len() > settings.limits.entries {
            let cause = format!("{} mails, more than {}", starts.len(), settings.limits.entries);
            return Err(FormatError::limit(cause));
        }
        let mut parsed = Parsed::default();
        let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
        for (number, (start, end)) in starts.iter().zip(ends).enumerate() {
            let inner = format!("{:06}.eml", number + 1);
            if let Err(err) = mail(&without_quoting(&bytes[*start..end]), &inner, settings, &mut parsed) {
                parsed.complain(&inner, err);
            }
            let size: usize = parsed.parts.iter().map(|part| part.text.len()).sum();
            settings.limits.check_text(size)?;
        }
        Ok(parsed)
    }
}

/// Where mails start: at `From ` lines at the start of the file or after an empty line.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let (mut starts, mut at, mut is_after_empty) = (Vec::new(), 0, true);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if is_after_empty && line.starts_with(b"From ") {
            starts.push(at);
        }
        is_after_empty = line.iter().all(u8::is_ascii_whitespace);
        at += line.len();
    }
    starts
}

/// Without the `From ` line, and with `>From ` lines as they were sent.
fn without_quoting(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|byte| *byte == b'\n').skip(1) {
        let marks = line.iter().take_while(|byte| **byte == b'>').count();
        out.extend(if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line });
    }
    out
}

/// Adds a mail and what is attached to it.
fn mail(bytes: &[u8], inner: &str, settings: &Settings, parsed: &mut Parsed) -> Result<(), FormatError> {
    check_nesting(bytes, settings)?;
    let mail = parse_mail(bytes).map_err(|err| FormatError::malformed(err.to_string()))?;
    let header = |name: &str| {
        let value = mail.headers.get_first_value(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    if header("From").is_none() && header("Subject").is_none() && header("Date").is_none() {
        return Err(FormatError::malformed("has none of a mail's headers"));
    }
    let mut metadata = Metadata {
        title: header("Subject"),
        date: header("Date").and_then(|value| date(&value)),
        source: header("List-Id").or_else(|| header("From")),
        columns: Vec::new(),
    };
    if let Some(from) = header("From") {
        author(&mut metadata, &from);
    }
    let mut body = Body::default();
    body.collect(&mail, settings)?;
    let text = if body.plain.trim().is_empty() { body.html } else { body.plain };
    let encoding = body.encoding.unwrap_or_else(|| "us-ascii".to_owned());
    if text.trim().is_empty() {
        let cause = "the mail has no text of its own".to_owned();
        parsed.complain(inner, FormatError { kind: ProblemKind::Empty, cause });
    } else {
        let text = text.trim().to_owned();
        let (inner, metadata) = (inner.to_owned(), metadata.clone());
        parsed.parts.push(Part { inner, text, encoding, metadata, ..Part::default() });
    }
    for (name, bytes) in body.attached {
        let path = if inner.is_empty() { name.clone() } else { format!("{inner}/{name}") };
        attached(&name, &path, bytes, &metadata, settings, parsed);
    }
    Ok(())
}

fn attached(
    name: &str,
    path: &str,
    bytes: Vec<u8>,
    mail: &Metadata,
    settings: &Settings,
    parsed: &mut Parsed,
) {
    let inside = Settings { depth: settings.depth + 1, ..settings.clone() };
    if inside.depth > inside.limits.depth {
        parsed.complain(path, FormatError::limit("lies too deep in attachments and archives"));
        return;
    }
    let Some(reader) = reader_for(name) else { return };
    match parse_here(reader, bytes, &inside) {
        Ok(mut found) => {
            for mut part in found.parts {
                part.inner = join(path, &part.inner);
                // What the document does not say of itself, the mail does.
                part.metadata.date = part.metadata.date.or(mail.date);
                part.metadata.source = part.metadata.source.or_else(|| mail.source.clone());
                parsed.parts.push(part);
            }
            for problem in &mut found.problems {
                problem.inner = join(path, &problem.inner);
            }
            parsed.problems.extend(found.problems);
        }
        Err(err) => parsed.complain(path, err),
    }
}

/// A path inside a path.
pub(super) fn join(outer: &str, inner: &str) -> String {
    if inner.is_empty() { outer.to_owned() } else { format!("{outer}/{inner}") }
}

/// Each level of parts names a boundary; the parser follows them one inside the other.
fn check_nesting(bytes: &[u8], settings: &Settings) -> Result<(), FormatError> {
    let marks = bytes.windows(9).filter(|window| window.eq_ignore_ascii_case(b"boundary=")).count();
    if marks > settings.limits.nesting {
        return Err(FormatError::limit(format!(
            "more than {} parts inside each other",
            settings.limits.nesting
        )));
    }
    Ok(())
}

#[derive(Default)]
struct Body {
    plain: String,
    html: String,
    encoding: Option<String>,
    attached: Vec<(String, Vec<u8>)>,
}

impl Body {
    fn collect(&mut self, mail: &ParsedMail<'_>, settings: &Settings) -> Result<(), FormatError> {
        let mut open = vec![mail];
        while let Some(part) = open.pop() {
            open.extend(part.subparts.iter().rev());
            if !part.subparts.is_empty() {
                continue;
            }
            let disposition = part.get_content_disposition();
            let kind = part.ctype.mimetype.as_str();
            let named = disposition.params.get("filename").or_else(|| part.ctype.params.get("name"));
            let is_attached = disposition.disposition == DispositionType::Attachment
                || (named.is_some() && !kind.starts_with("text/"));
            let broken = |err: mailparse::MailParseError| FormatError::malformed(err.to_string());
            if is_attached {
                if let Some(name) = named {
                    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
                    self.attached.push((name, part.get_body_raw().map_err(broken)?));
                }
                continue;
            }
            match kind {
                "text/html" => {
                    let source = part.get_body().map_err(broken)?;
                    let text = html::whole_text(&source, &settings.limits)?;
                    add(&mut self.html, &text);
                }
                kind if kind.starts_with("text/") => add(&mut self.plain, &part.get_body().map_err(broken)?),
                _ => continue,
            }
            self.encoding.get_or_insert_with(|| part.ctype.charset.clone());
            settings.limits.check_text(self.plain.len() + self.html.len())?;
        }
        Ok(())
    }
}

fn add(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&more.replace("\r\n", "\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: Rojname <a@example.org>\r\nSubject: =?UTF-8?B?2YfbldmI2KfatQ==?=\r\n\
        Date: Mon, 15 Mar 2021 10:00:00 +0300\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
        <p>دەق<p>دوو\r\n--b\r\nContent-Type: text/csv\r\n\
        Content-Disposition: attachment; filename=\"x/t.csv\"\r\n\r\ntext\r\nsê\r\n--b--\r\n";

    #[test]
    fn a_mail_with_an_attached_table() {
        let parsed = Eml.read(MAIL.as_bytes().to_vec(), &Settings::default()).unwrap();
        assert_eq!(parsed.problems, []);
        let [body, row] = &parsed.parts[..] else { panic!("{parsed:?}") };
        assert_eq!(body.text, "دەق\n\nدوو");
        assert_eq!(body.metadata.title.as_deref(), Some("هەواڵ"));
        assert_eq!(body.metadata.date, Some(jiff::civil::date(2021, 3, 15)));
        assert_eq!(body.metadata.source.as_deref(), Some("Rojname <a@example.org>"));
        assert_eq!((row.inner.as_str(), row.text.as_str()), ("t.csv/000002", "sê"));
        assert_eq!(row.metadata.date, body.metadata.date);
    }

    #[test]
    fn a_mailbox_of_three() {
        let one = "From a Mon\nSubject: s\n\nline\n>From here\n\n";
        let parsed =
            Mbox.read(format!("{one}{one}From x\n\nno headers\n").into_bytes(), &Settings::default());
        let parsed = parsed.unwrap();
        let texts: Vec<_> = parsed.parts.iter().map(|p| (p.inner.as_str(), p.text.as_str())).collect();
        assert_eq!(texts, [("000001.eml", "line\nFrom here"), ("000002.eml", "line\nFrom here")]);
        assert_eq!(parsed.problems[0].inner, "000003.eml");
        assert!(Mbox.read(b"nothing".to_vec(), &Settings::default()).is_err());
    }

    #[test]
    fn parts_inside_parts_are_bounded() {
        use std::fmt::Write as _;
        let mut mail = String::from("Subject: s\r\n");
        for level in 0..5000 {
            let _ = write!(mail, "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n");
        }
        let err = Eml.read(mail.into_bytes(), &Settings::default()).unwrap_err();
        assert_eq!(err.kind, ProblemKind::Limit);
    }
}
