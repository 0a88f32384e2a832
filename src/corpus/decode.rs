//! Bytes to text: UTF-8 and UTF-16 with or without a mark, Windows-1256 and its neighbours.
//!
//! Never alters a character it could decode; what is no text is refused, not guessed at.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Share of bad sequences (per non-ASCII byte) up to which a text still counts as damaged UTF-8
/// rather than as another encoding. Author's choice: one broken character in fifty.
const DAMAGED_UTF8_SHARE: f64 = 0.02;

/// Share of control characters from which bytes are no text. Author's choice.
const CONTROL_SHARE: f64 = 0.05;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters. For UTF-8 they are the bytes as they stand, a byte-order mark included.
    pub text: String,
    /// Name of the encoding, such as `UTF-8` or `windows-1256`.
    pub encoding: &'static str,
    /// Were bytes replaced by U+FFFD because they did not fit?
    pub replaced: bool,
}

/// The text of `bytes`, or `None` when they are no text.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return with(encoding, &bytes[mark..]);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            // UTF-16 of plain Latin text is valid UTF-8 full of NULs.
            if let Some(encoding) = unmarked_utf16(text.as_bytes()) {
                return with(encoding, text.as_bytes());
            }
            return looks_like_text(&text).then_some(Decoded { text, encoding: "UTF-8", replaced: false });
        }
        Err(err) => err.into_bytes(),
    };
    if let Some(encoding) = unmarked_utf16(&bytes) {
        return with(encoding, &bytes);
    }
    if bytes.contains(&0) {
        return None;
    }
    if damaged_utf8_share(&bytes) <= DAMAGED_UTF8_SHARE {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return looks_like_text(&text).then_some(Decoded { text, encoding: "UTF-8", replaced: true });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    with(detector.guess(Some(b"iq"), Utf8Detection::Deny), &bytes)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    looks_like_text(&text).then(|| Decoded { text: text.into_owned(), encoding: encoding.name(), replaced })
}

/// Few control characters, few replacements?
fn looks_like_text(text: &str) -> bool {
    let mut all = 0_usize;
    let mut odd = 0_usize;
    for character in text.chars() {
        all += 1;
        if character == '\0' {
            return false;
        }
        let space = matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
        odd += usize::from((character.is_control() && !space) || character == '\u{fffd}');
    }
    odd as f64 <= all as f64 * CONTROL_SHARE
}

/// Bad sequences per non-ASCII byte.
fn damaged_utf8_share(bytes: &[u8]) -> f64 {
    let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let wide = bytes.iter().filter(|byte| !byte.is_ascii()).count().max(1);
    bad as f64 / wide as f64
}

/// UTF-16 without a mark: nearly every second byte is one of the few high bytes that Arabic and
/// Latin script texts have (U+00xx, U+06xx, U+20xx, presentation forms), and everything pairs up.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let units = bytes.len() / 2;
    let high = |offset: usize| {
        let known = |byte: u8| matches!(byte, 0x00 | 0x06 | 0x07 | 0x20 | 0xfb | 0xfd | 0xfe);
        bytes.iter().skip(offset).step_by(2).filter(|byte| known(**byte)).count() * 10 >= units * 9
    };
    let low_varied =
        |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count() * 10 < units;
    if high(1) && low_varied(0) {
        Some(UTF_16LE)
    } else if high(0) && low_varied(1) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decoded, decode};

    const KURDISH: &str = "کوردستان: ئەمڕۆ ٢٦ی تەممووز، کۆبوونەوەی حکومەت لە هەولێر.\n";
    /// Letters that Windows-1256 has.
    const ARABIC: &str = "اجتمع رئيس الوزراء اليوم في بغداد مع وفد من وزارة النفط.\n";

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        if mark {
            units.insert(0, 0xfeff);
        }
        units.iter().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    fn text(bytes: Vec<u8>) -> (String, &'static str) {
        let Decoded { text, encoding, replaced } = decode(bytes).unwrap();
        assert!(!replaced);
        (text, encoding)
    }

    #[test]
    fn utf8_is_kept_byte_for_byte_with_its_mark() {
        assert_eq!(text(KURDISH.into()), (KURDISH.to_owned(), "UTF-8"));
        let marked = format!("\u{feff}{KURDISH}");
        assert_eq!(text(marked.clone().into()), (marked, "UTF-8"));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for big in [false, true] {
            for mark in [false, true] {
                let name = if big { "UTF-16BE" } else { "UTF-16LE" };
                assert_eq!(text(utf16(KURDISH, big, mark)), (KURDISH.to_owned(), name));
            }
            assert_eq!(text(utf16("plain words\n", big, false)).0, "plain words\n");
        }
    }

    #[test]
    fn windows_1256() {
        let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(ARABIC);
        assert!(!lost);
        assert_eq!(text(bytes.into_owned()), (ARABIC.to_owned(), "windows-1256"));
    }

    #[test]
    fn a_broken_character_does_not_change_the_encoding() {
        let mut bytes = KURDISH.repeat(5).into_bytes();
        bytes.truncate(bytes.len() - 1);
        bytes[41] = 0xff;
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.replaced);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".to_vec()), None);
        assert_eq!(decode(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf\xa4\xd2".to_vec()), None);
        assert_eq!(decode((0..=255).cycle().take(4096).collect()), None);
    }

    proptest! {
        #[test]
        fn any_bytes_at_all(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(bytes);
        }

        #[test]
        fn any_utf8_text_comes_back(text in "[ -~\u{600}-\u{6ff}\n]{0,200}") {
            prop_assert_eq!(decode(text.clone().into_bytes()).unwrap().text, text);
        }
    }
}
