//! The tree a typed query is understood as. Plain data; every part knows where it was typed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{model::Span, search::DayRange};

/// Unit of spans over what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {}

/// How words match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// Letter by letter as written in the text.
    Exact,
    /// However the letters are spelled.
    Folded,
    /// Every inflected form of the word.
    #[default]
    Inflected,
}

impl Matching {
    /// All, from the narrowest to the widest.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Folded, Self::Inflected];

    /// Is it the usual one?
    #[must_use]
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A property of documents that a query names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Topic of a passage.
    Topic,
    /// Kind of fact.
    Kind,
    /// A person's name.
    Person,
    /// An organisation's name.
    Organisation,
    /// A place's name.
    Place,
    /// Outlet.
    Source,
    /// Language of the text.
    Language,
    /// Who said something, or what was said.
    Said,
    /// An office, or who holds it.
    Role,
    /// When the document was written.
    Date,
    /// A day the text speaks of.
    AboutDate,
    /// Title.
    Title,
    /// Path below the corpus folder.
    File,
    /// A further column of the metadata.
    Column(Box<str>),
}

impl Field {
    /// Its name in the query language, as printed queries have it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Topic => "topic",
            Self::Kind => "kind",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Source => "source",
            Self::Language => "language",
            Self::Said => "said",
            Self::Role => "role",
            Self::Date => "date",
            Self::AboutDate => "about-date",
            Self::Title => "title",
            Self::File => "file",
            Self::Column(name) => name,
        }
    }
}

/// What a field must be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Words, as typed; with wildcards unless quoted.
    Words(Words),
    /// Days.
    Days(DayRange),
}

/// Words to be found next to each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// As typed, without quotation marks.
    pub typed: String,
    /// Between quotation marks?
    pub quoted: bool,
}

/// A part of a query with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it was typed.
    pub span: Span<Typed>,
    /// What it asks for.
    pub part: Part,
}

/// What a part of a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A word, a word with wildcards, or a phrase.
    Words(Words),
    /// A word that the expression describes whole, letters folded.
    Regex(String),
    /// A property of the document.
    Field(Field, Value),
    /// Everything; two or more.
    All(Vec<Node>),
    /// At least one; two or more.
    Any(Vec<Node>),
    /// None of it.
    Not(Box<Node>),
    /// Each within so many words of the one typed before it, in either order; two or more.
    Near(Vec<Node>, u32),
}

/// A query as understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What is asked for; `None` when nothing is.
    pub root: Option<Node>,
    /// What was typed and could not be understood. The rest holds without it.
    pub notes: Vec<Note>,
}

/// Something that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it was typed.
    pub span: Span<Typed>,
    /// What is wrong.
    pub kind: NoteKind,
}

/// What can be wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// An operator without anything to work on.
    Dangling,
    /// A field without a value.
    EmptyField,
    /// A field that the corpus does not have; taken for words.
    UnknownField,
    /// No day, month, year or range of them.
    BadDate,
    /// Not a regular expression, or too large a one.
    BadRegex,
    /// Wildcards without a letter.
    TooBroad,
    /// Only words can be near each other; read as "and".
    NearNeedsWords,
    /// Too many brackets in each other.
    TooDeep,
}

impl Parsed {
    /// Does it ask for anything that is read out of texts as facts?
    #[must_use]
    pub fn asks_facts(&self) -> bool {
        self.root.as_ref().is_some_and(Node::asks_facts)
    }
}

impl Node {
    fn asks_facts(&self) -> bool {
        match &self.part {
            Part::Words(_) | Part::Regex(_) => false,
            Part::Field(field, _) => !matches!(
                field,
                Field::Source | Field::Language | Field::Title | Field::File | Field::Column(_)
            ),
            Part::All(nodes) | Part::Any(nodes) | Part::Near(nodes, _) => nodes.iter().any(Self::asks_facts),
            Part::Not(inner) => inner.asks_facts(),
        }
    }

    /// Can it be found at places of a text?
    #[must_use]
    pub fn has_places(&self) -> bool {
        match &self.part {
            Part::Words(_) | Part::Regex(_) | Part::Near(..) => true,
            Part::Any(nodes) => nodes.iter().all(Self::has_places),
            Part::Field(..) | Part::All(_) | Part::Not(_) => false,
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.quoted { write!(f, "\"{}\"", self.typed) } else { f.write_str(&self.typed) }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => words.fmt(f),
            Self::Days(range) => {
                if let Some(from) = range.from {
                    write!(f, "{from}")?;
                }
                if range.from != range.to {
                    f.write_str("..")?;
                    if let Some(to) = range.to {
                        write!(f, "{to}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// As it could be typed.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, nodes: &[Self], by: &str| {
            for (ix, node) in nodes.iter().enumerate() {
                f.write_str(if ix > 0 { by } else { "" })?;
                match node.part {
                    Part::All(_) | Part::Any(_) | Part::Near(..) => write!(f, "({node})")?,
                    _ => write!(f, "{node}")?,
                }
            }
            Ok(())
        };
        match &self.part {
            Part::Words(words) => words.fmt(f),
            Part::Regex(pattern) => write!(f, "/{pattern}/"),
            Part::Field(field @ Field::Column(name), value) => {
                let _ = field;
                write!(f, "column:{name}:{value}")
            }
            Part::Field(field, value) => write!(f, "{}:{value}", field.name()),
            Part::All(nodes) => joined(f, nodes, " "),
            Part::Any(nodes) => joined(f, nodes, " OR "),
            Part::Near(nodes, within) => joined(f, nodes, &format!(" NEAR/{within} ")),
            Part::Not(node) => match node.part {
                Part::Words(_) | Part::Regex(_) | Part::Field(..) => write!(f, "-{node}"),
                _ => write!(f, "-({node})"),
            },
        }
    }
}
