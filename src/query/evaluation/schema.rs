//! The parts of the contract's JSON that are compared; every other key is ignored.

use serde::Deserialize;
use serde_json::Value;

/// A line of predictions or a gold file that is no document of the contract.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct ReadError {
    /// What is wrong, with line and column of the JSON.
    pub cause: String,
}

/// One annotated document.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The document's name: its file's stem.
    pub name: String,
    pub(super) doc: Doc,
}

/// What a program found in one document.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// The document's name: `doc`, or the stem of `path`.
    pub name: String,
    pub(super) doc: Doc,
}

impl Gold {
    /// Reads an annotation file; `None` where the JSON is something else (it has no entities).
    ///
    /// # Errors
    /// When the text is no JSON, or its items are not those of the annotation guide.
    pub fn parse(json: &str) -> Result<Option<Self>, ReadError> {
        let value: Value = read(json)?;
        if value.get("entities").is_none() {
            return Ok(None);
        }
        let doc: Doc = typed(value)?;
        let name = doc.name().ok_or_else(|| ReadError { cause: "the document has no name: `doc`".into() })?;
        Ok(Some(Self { name, doc }))
    }
}

impl Prediction {
    /// Reads one line of `balge extract`, or of any program that writes the same keys.
    ///
    /// # Errors
    /// When the line is no JSON object of the contract.
    pub fn parse(line: &str) -> Result<Self, ReadError> {
        let doc: Doc = typed(read(line)?)?;
        let name =
            doc.name().ok_or_else(|| ReadError { cause: "the line has neither `doc` nor `path`".into() })?;
        Ok(Self { name, doc })
    }
}

fn read(json: &str) -> Result<Value, ReadError> {
    serde_json::from_str(json).map_err(|err| ReadError { cause: err.to_string() })
}

fn typed(value: Value) -> Result<Doc, ReadError> {
    serde_json::from_value(value).map_err(|err| ReadError { cause: err.to_string() })
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Doc {
    #[serde(rename = "doc")]
    id: Option<String>,
    path: Option<String>,
    pub date: Option<String>,
    pub entities: Vec<Entity>,
    pub times: Vec<Time>,
    pub quantities: Vec<Quantity>,
    pub roles: Vec<Role>,
    pub events: Vec<Event>,
    pub statements: Vec<Statement>,
    pub commitments: Vec<Commitment>,
    pub passages: Vec<Passage>,
}

impl Doc {
    fn name(&self) -> Option<String> {
        let of_path = || {
            let file = self.path.as_deref()?.rsplit('/').next()?;
            Some(file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned())
        };
        self.id.clone().filter(|name| !name.is_empty()).or_else(of_path)
    }
}

/// Half-open, in whatever unit both sides use (code points by the guide).
pub(super) type Range = (u64, u64);

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Entity {
    pub id: String,
    pub kind: String,
    #[serde(default)]
    pub mentions: Vec<Range>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Time {
    pub start: u64,
    pub end: u64,
    pub r#type: String,
    #[serde(default)]
    pub value: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Quantity {
    pub start: u64,
    pub end: u64,
    #[serde(default)]
    pub value: Value,
    #[serde(default)]
    pub unit: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Role {
    pub start: u64,
    pub end: u64,
    #[serde(default)]
    pub person: Option<String>,
    #[serde(rename = "role")]
    pub title: String,
    #[serde(default)]
    pub of: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Event {
    pub start: u64,
    pub end: u64,
    pub r#type: String,
    #[serde(default)]
    pub trigger: Option<Range>,
    #[serde(default)]
    pub participants: Vec<String>,
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub time: Option<String>,
    #[serde(default)]
    pub status: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Statement {
    pub start: u64,
    pub end: u64,
    #[serde(default)]
    pub speaker: Option<String>,
    pub mode: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Commitment {
    pub start: u64,
    pub end: u64,
    #[serde(default)]
    pub parties: Vec<String>,
    #[serde(default)]
    pub act: Option<String>,
    #[serde(default)]
    pub topics: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Passage {
    pub start: u64,
    pub end: u64,
    #[serde(default)]
    pub topics: Vec<String>,
}
