//! Is a character a letter? The same answer as `char::is_alphabetic`, by one look into a table for the
//! characters that texts are made of.

use std::sync::LazyLock;

/// Characters below U+0800, one bit each.
static NARROW: LazyLock<[u64; 32]> = LazyLock::new(|| {
    let mut bits = [0; 32];
    for c in (0..0x800).filter_map(char::from_u32).filter(|c| c.is_alphabetic()) {
        bits[c as usize / 64] |= 1 << (c as u32 % 64);
    }
    bits
});

/// [`char::is_alphabetic`].
#[inline]
pub(super) fn is_alphabetic(c: char) -> bool {
    let code = c as usize;
    if code < 0x80 {
        return c.is_ascii_alphabetic();
    }
    match NARROW.get(code / 64) {
        Some(word) => word >> (code % 64) & 1 == 1,
        None => c.is_alphabetic(),
    }
}

/// Bytes of the letters of the Arabic block that `text` begins with.
#[inline]
pub(super) fn arabic_letters(text: &str) -> usize {
    let narrow = &*NARROW;
    let pairs = text.as_bytes().chunks_exact(2);
    let is_letter = |pair: &&[u8]| {
        // U+0600 to U+06FF are two bytes each.
        (0xD8..=0xDB).contains(&pair[0]) && {
            let code = usize::from(pair[0] & 0x1F) << 6 | usize::from(pair[1] & 0x3F);
            narrow[code / 64] >> (code % 64) & 1 == 1
        }
    };
    pairs.take_while(is_letter).count() * 2
}

#[cfg(test)]
mod tests {
    use super::{arabic_letters, is_alphabetic};

    #[test]
    fn counts_the_letters_a_text_begins_with() {
        for (text, letters) in
            [("", 0), ("a", 0), ("بە", 2), ("بەڵێ، ", 4), ("به\u{200c}", 2), ("ب١", 1), ("é", 0)]
        {
            assert_eq!(arabic_letters(text), letters * 2, "{text}");
        }
    }

    #[test]
    fn answers_as_the_standard_library() {
        for c in char::MIN..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
