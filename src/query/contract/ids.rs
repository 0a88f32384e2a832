//! Ids that stay the same from run to run: they follow from what they name, never from an order.

use sha2::{Digest as _, Sha256};

use crate::model::{Document, Entity, EntityKind, Span, hex};

/// The id of every entity: what the corpus links say, else what follows from kind and key.
#[must_use]
pub fn entity_ids(entities: &[Entity], linked: &[String]) -> Vec<String> {
    entities
        .iter()
        .enumerate()
        .map(|(index, entity)| linked.get(index).cloned().unwrap_or_else(|| own_id(entity)))
        .collect()
}

fn own_id(entity: &Entity) -> String {
    let kind = match entity.kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    };
    let key = if entity.key.is_empty() { &entity.name } else { &entity.key };
    short_hash(&[kind.as_bytes(), key.as_bytes()])
}

/// The id of an item of one document: a hash of the document's bytes, the kind of item, its bytes
/// and, where several of a kind stand on the very same bytes, their number from 0.
#[must_use]
pub fn item_id(document: &Document, kind: &str, span: Span, nth: u32) -> String {
    short_hash(&[
        &document.sha256,
        kind.as_bytes(),
        &span.start.to_le_bytes(),
        &span.end.to_le_bytes(),
        &nth.to_le_bytes(),
    ])
}

/// The first eight bytes of a SHA-256 over the parts, each closed by its length.
fn short_hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update((part.len() as u64).to_le_bytes());
    }
    hex(&hash.finalize()[..8])
}
