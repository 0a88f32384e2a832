//! What is needed to understand a query: how letters fold and words inflect, the words of the query
//! language, the names of topics.

use std::{fmt, sync::Arc};

use crate::{
    lang::{Inflections, loosened},
    pack::Pack,
};

use super::{
    keywords::Keywords,
    latin::Latin,
    parse::parse,
    syntax::{Field, Parsed},
};

/// Understands queries. Made once for the language data, shared by all who ask.
pub struct Interpreter {
    inflections: Inflections,
    pub(super) keywords: Keywords,
    pub(super) latin: Latin,
    /// Folded small-letter names of topics with their ids.
    topics: Vec<(String, Box<str>)>,
}

impl fmt::Debug for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interpreter").finish_non_exhaustive()
    }
}

impl Interpreter {
    /// For texts folded and words inflected like this.
    #[must_use]
    pub fn new(inflections: Inflections) -> Self {
        let keywords = Keywords::read(&|name| inflections.fold(name));
        let latin = Latin::read(&|letters| loosened(inflections.tables(), letters));
        Self { inflections, keywords, latin, topics: Vec::new() }
    }

    /// With the words and topics of the language data.
    #[must_use]
    pub fn of_pack(pack: &Arc<Pack>) -> Self {
        let lexicon: Arc<Pack> = Arc::clone(pack);
        let mut interpreter = Self::new(Inflections::new(Arc::new(pack.tables.clone()), lexicon));
        for topic in pack.topics.all() {
            for name in [&topic.name_ckb, &topic.name_en] {
                let name = interpreter.inflections.fold(name).to_lowercase();
                interpreter.topics.push((name, (&*topic.id.0).into()));
            }
        }
        interpreter
    }

    /// How words fold and inflect.
    #[must_use]
    pub fn inflections(&self) -> &Inflections {
        &self.inflections
    }

    /// What was typed, as far as it can be understood. `columns` are the names of the corpus's further
    /// columns.
    #[must_use]
    pub fn parse(&self, typed: &str, columns: &[&str]) -> Parsed {
        let fold = |text: &str| self.inflections.fold(text);
        let plain = |name: &str| fold(name).to_lowercase().replace([' ', '_', '-'], "");
        let column = |folded: &str| {
            let wanted = plain(folded);
            columns.iter().find(|name| plain(name) == wanted).map(|name| (*name).to_owned())
        };
        parse(typed, &self.keywords, &fold, &column)
    }

    /// The value of a facet that a folded name stands for in this field, where values have names of
    /// their own: a topic, a kind of fact, a language.
    #[must_use]
    pub fn value_named(&self, field: &Field, folded: &str) -> Option<&str> {
        let small = folded.to_lowercase();
        match field {
            Field::Topic => self.topics.iter().find(|(name, _)| *name == small).map(|(_, id)| &**id),
            Field::Kind => self.keywords.kind(&small),
            Field::Language => self.keywords.language(&small),
            _ => None,
        }
    }
}
