//! Plain text: the decoded characters as they stand, a byte-order mark included.

use super::{FormatError, Parsed, PartProblem, Reader, Settings};
use crate::{
    corpus::decode::decode,
    model::{Metadata, ProblemKind},
};

/// `.txt` files.
pub struct PlainText;

impl Reader for PlainText {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn is_isolated(&self) -> bool {
        false
    }

    fn read(&self, bytes: Vec<u8>, _: &Settings) -> Result<Parsed, FormatError> {
        let binary = || FormatError { kind: ProblemKind::Binary, cause: "the file is no text".to_owned() };
        let decoded = decode(bytes).ok_or_else(binary)?;
        let mut parsed = Parsed::one(decoded.text, decoded.encoding, Metadata::default());
        if decoded.replaced {
            let cause = format!("some bytes do not fit {} and are shown as \u{fffd}", decoded.encoding);
            let problem =
                PartProblem { inner: String::new(), line: None, kind: ProblemKind::Encoding, cause };
            parsed.problems.push(problem);
        }
        Ok(parsed)
    }
}
