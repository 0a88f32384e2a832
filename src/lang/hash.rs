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
        // What is left in one word, without a copy of unknown length.
        let mut last = 0;
        if let Some((word, after)) = rest.split_first_chunk() {
            last = u32::from_le_bytes(*word).into();
            rest = after;
        }
        if let Some((word, after)) = rest.split_first_chunk() {
            last = last << 16 | u64::from(u16::from_le_bytes(*word));
            rest = after;
        }
        if let Some(byte) = rest.first() {
            last = last << 8 | u64::from(*byte);
        }
        self.add(last);
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
