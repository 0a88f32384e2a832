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

#[cfg(test)]
mod tests {
    use super::is_alphabetic;

    #[test]
    fn answers_as_the_standard_library() {
        for c in char::MIN..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
