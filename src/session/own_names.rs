//! The names a user added from a text: a file of the user's own language data for each kind, a name a line.
//!
//! Says where they stand and how a line looks; reads and writes nothing.

use crate::{model::EntityKind, pack::Pack};

/// The kinds names can be added to.
pub const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// Path, below the user's language data, of the names of a kind.
pub(super) fn file(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "lexicon/own-person.tsv",
        EntityKind::Organisation => "lexicon/own-organisation.tsv",
        EntityKind::Place => "lexicon/own-place.tsv",
    }
}

/// The class that the rules for names of a kind ask for.
fn class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person_name",
        EntityKind::Organisation => "org",
        EntityKind::Place => "place",
    }
}

/// The line of a name.
pub(super) fn line(kind: EntityKind, name: &str) -> String {
    format!("{name}\t{}", class(kind))
}

/// The names that were added, by kind and in the order they were added.
#[must_use]
pub fn own_names(pack: &Pack) -> Vec<(EntityKind, String)> {
    let mut names = Vec::new();
    for kind in KINDS {
        let path = file(kind);
        let text = pack.source.own_file(path).and_then(|_| pack.source.get(path)).unwrap_or_default();
        let own = text.lines().filter_map(|line| line.split_once('\t')).filter(|(_, of)| *of == class(kind));
        names.extend(own.map(|(name, _)| (kind, name.to_owned())));
    }
    names
}
