//! A unit of text as a symbol of fixed width, and conditions on one.
//!
//! A unit (a word, a name found before) is four characters: one of the private-use area for its set of
//! classes, three of sixteen letters each for what hangs on it. Knows no pattern.

use super::classes::{Features, SetBits, SetId};

/// Bytes of one unit's symbol.
pub const UNIT_BYTES: usize = 6;
/// First character for class sets.
pub const FIRST_SET: u32 = 0xE000;
/// First letters of the three groups of four features each.
pub const GROUPS: [u8; 3] = [b'a', b'A', b'0'];

/// Appends a unit's symbol in UTF-8.
pub fn push_symbol(out: &mut Vec<u8>, set: SetId, features: Features) {
    let code = FIRST_SET + u32::from(set.0);
    let group = |at: usize| GROUPS[at] + (features.0 >> (4 * at) & 15) as u8;
    out.extend_from_slice(&[
        0xE0 | (code >> 12) as u8,
        0x80 | (code >> 6 & 0x3F) as u8,
        0x80 | (code & 0x3F) as u8,
        group(0),
        group(1),
        group(2),
    ]);
}

/// The set of a unit's symbol.
fn set_of(symbol: &[u8]) -> Option<SetId> {
    let &[first, second, third, ..] = symbol else { return None };
    let bits = |byte: u8| u32::from(byte & 0x3F);
    let code = u32::from(first & 0xF) << 12 | bits(second) << 6 | bits(third);
    Some(SetId(code.wrapping_sub(FIRST_SET) as u16))
}

/// Conditions on one unit that hold together: its set is among these, of each feature group the
/// value is among these sixteen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conjunction {
    /// Sets.
    pub sets: SetBits,
    /// Of each feature group, one bit for each of its sixteen values.
    pub groups: [u16; 3],
}

impl Conjunction {
    /// Both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Option<Self> {
        let mut sets = self.sets.clone();
        sets.intersect(&other.sets);
        let groups = std::array::from_fn(|g| self.groups[g] & other.groups[g]);
        (!sets.is_empty() && groups.iter().all(|g| *g != 0)).then_some(Self { sets, groups })
    }

    /// Does a unit's symbol meet it?
    #[must_use]
    pub fn admits(&self, symbol: &[u8]) -> bool {
        let value =
            |group: usize| symbol.get(3 + group).map_or(0, |byte| byte.wrapping_sub(GROUPS[group]) & 15);
        set_of(symbol).is_some_and(|set| self.sets.has(set))
            && (0..3).all(|group| self.groups[group] >> value(group) & 1 == 1)
    }

    /// Does every symbol of `sets` sets meet it?
    #[must_use]
    pub fn is_any(&self, sets: usize) -> bool {
        self.groups == [u16::MAX; 3] && self.sets.len() as usize == sets
    }
}

/// Alternatives with the same inflection put together, doubles dropped.
#[must_use]
pub fn merged(any: Vec<Conjunction>) -> Vec<Conjunction> {
    let mut out: Vec<Conjunction> = Vec::new();
    for one in any {
        match out.iter_mut().find(|known| known.groups == one.groups) {
            Some(known) => known.sets.unite(&one.sets),
            None => out.push(one),
        }
    }
    out
}
