//! A fast hash for small keys that come from texts; no defence against chosen collisions, so only for
//! tables that live as long as one text or that hold trusted data.

use std::hash::{BuildHasherDefault, Hasher};

/// Builder for `HashMap::default()`.
pub type BuildFx = BuildHasherDefault<Fx>;

/// Multiply and rotate, eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fx(u64);

impl Fx {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((word, after)) = rest.split_first_chunk() {
            self.add(u64::from_le_bytes(*word));
            rest = after;
        }
        self.add(little_endian(rest));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

/// At most seven bytes as a number, the first the lowest, without a copy of unknown length.
pub(super) fn little_endian(bytes: &[u8]) -> u64 {
    let (mut number, mut rest, mut bits) = (0, bytes, 0);
    if let Some((four, after)) = rest.split_first_chunk() {
        (number, rest, bits) = (u64::from(u32::from_le_bytes(*four)), after, 32);
    }
    if let Some((two, after)) = rest.split_first_chunk() {
        number |= u64::from(u16::from_le_bytes(*two)) << bits;
        (rest, bits) = (after, bits + 16);
    }
    rest.first().map_or(number, |byte| number | u64::from(*byte) << bits)
}

#[cfg(test)]
mod tests {
    use super::little_endian;

    #[test]
    fn the_first_byte_is_the_lowest() {
        let bytes = [1, 2, 3, 4, 5, 6, 7];
        for length in 0..=bytes.len() {
            let mut word = [0; 8];
            word[..length].copy_from_slice(&bytes[..length]);
            assert_eq!(little_endian(&bytes[..length]), u64::from_le_bytes(word));
        }
    }
}
