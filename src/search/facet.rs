//! What documents and facts can be filtered by.
//!
//! Names only; which values exist is the corpus's business.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::model::{Act, EntityKind, EventKind, Mode, Status, TimeKind};

/// A property that documents are filtered by. Written `topic`, …, `column:desk` in view files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Facet {
    /// Topic of a passage; values are topic ids.
    Topic,
    /// Kind of fact; values are those of [`FactKind`] and their finer kinds (`event.meet`).
    Kind,
    /// A person; values are comparable forms of names.
    Person,
    /// An organisation; values are comparable forms of names.
    Organisation,
    /// A place; values are comparable forms of names.
    Place,
    /// Outlet.
    Source,
    /// Language tag.
    Language,
    /// Year the document was written in, where its date is certain.
    Published,
    /// Year the text speaks of.
    Mentioned,
    /// A further column of `metadata.csv`.
    Column(Arc<str>),
}

impl Facet {
    /// The facets every corpus may have, in the order panels show them.
    pub const FIXED: [Self; 9] = [
        Self::Topic,
        Self::Kind,
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Published,
        Self::Mentioned,
        Self::Source,
        Self::Language,
    ];

    /// The facet of a kind of entity.
    #[must_use]
    pub fn of_entity(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organisation => Self::Organisation,
            EntityKind::Place => Self::Place,
        }
    }

    /// Does it speak of single passages (and facts), not only of whole documents?
    #[must_use]
    pub fn is_of_passages(&self) -> bool {
        !matches!(self, Self::Source | Self::Language | Self::Published | Self::Column(_))
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Topic => "topic",
            Self::Kind => "kind",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Source => "source",
            Self::Language => "language",
            Self::Published => "published",
            Self::Mentioned => "mentioned",
            Self::Column(name) => return write!(f, "column:{name}"),
        })
    }
}

impl FromStr for Facet {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(name) = text.strip_prefix("column:") {
            return Ok(Self::Column(name.into()));
        }
        let known = Self::FIXED.into_iter().find(|facet| facet.to_string() == text);
        known.ok_or_else(|| format!("there is no filter named \u{201c}{text}\u{201d}"))
    }
}

impl TryFrom<String> for Facet {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Facet> for String {
    fn from(facet: Facet) -> Self {
        facet.to_string()
    }
}

/// A value of a facet, as stored in views: stable between runs and machines.
pub type FacetValue = Arc<str>;

/// Kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Something that happened, is planned or denied.
    Event,
    /// What somebody said.
    Statement,
    /// A position or undertaking.
    Commitment,
    /// A person's office.
    Role,
    /// A time expression.
    Time,
    /// A counted or measured thing.
    Quantity,
    /// A place where a person, organisation or place is named.
    Mention,
}

impl FactKind {
    /// All, in the order panels show them.
    pub const ALL: [Self; 7] = [
        Self::Event,
        Self::Statement,
        Self::Commitment,
        Self::Role,
        Self::Time,
        Self::Quantity,
        Self::Mention,
    ];

    /// The value of [`Facet::Kind`] that stands for all of this kind.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Statement => "statement",
            Self::Commitment => "commitment",
            Self::Role => "role",
            Self::Time => "time",
            Self::Quantity => "quantity",
            Self::Mention => "mention",
        }
    }
}

/// A fact's finer kind as a value of [`Facet::Kind`].
pub trait FinerKind {
    /// Such as `event.meet`.
    fn value(self) -> &'static str;
}

impl FinerKind for EventKind {
    fn value(self) -> &'static str {
        match self {
            Self::Meet => "event.meet",
            Self::Travel => "event.travel",
            Self::Receive => "event.receive",
            Self::Talks => "event.talks",
            Self::Sign => "event.sign",
            Self::Appoint => "event.appoint",
            Self::Attack => "event.attack",
            Self::Vote => "event.vote",
            Self::Arrest => "event.arrest",
            Self::Other => "event.other",
        }
    }
}

impl FinerKind for Mode {
    fn value(self) -> &'static str {
        match self {
            Self::Direct => "statement.direct",
            Self::Reported => "statement.reported",
        }
    }
}

impl FinerKind for Act {
    fn value(self) -> &'static str {
        match self {
            Self::Agree => "commitment.agree",
            Self::Pledge => "commitment.pledge",
            Self::Support => "commitment.support",
            Self::Request => "commitment.request",
            Self::Welcome => "commitment.welcome",
            Self::Reaffirm => "commitment.reaffirm",
            Self::Stress => "commitment.stress",
            Self::Condemn => "commitment.condemn",
        }
    }
}

impl FinerKind for TimeKind {
    fn value(self) -> &'static str {
        match self {
            Self::Date => "time.date",
            Self::Time => "time.time",
            Self::Duration => "time.duration",
            Self::Set => "time.set",
        }
    }
}

impl FinerKind for EntityKind {
    fn value(self) -> &'static str {
        match self {
            Self::Person => "mention.person",
            Self::Organisation => "mention.organisation",
            Self::Place => "mention.place",
        }
    }
}

/// The word for a status in tables and exports.
#[must_use]
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Planned => "planned",
        Status::Happened => "happened",
        Status::Denied => "denied",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_are_written_and_read_back() {
        for facet in Facet::FIXED.into_iter().chain([Facet::Column("a:b".into())]) {
            assert_eq!(facet.to_string().parse::<Facet>().unwrap(), facet);
        }
        assert!("colour".parse::<Facet>().is_err());
    }
}
