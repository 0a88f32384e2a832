//! The seam between loading and understanding: what is done to each document as it is read.

use std::sync::{Arc, Mutex};

use crate::{
    extract::{self, Memory, Trace},
    lang::{FoldedText, Inflections, TableError, Tables, fold},
    model::{Document, Facts},
    pack::Pack,
    search::language::Interpreter,
};

/// Makes facts of a document: a pure function of the document and the language data it holds.
pub trait Analyse: Send + Sync {
    /// What the document says.
    fn facts(&self, document: &Document) -> Facts;

    /// The same with the folded text.
    fn facts_and_folded(&self, document: &Document) -> (Facts, FoldedText) {
        (self.facts(document), fold(self.tables(), &document.text))
    }

    /// The tables that texts and searches are folded with.
    fn tables(&self) -> &Arc<Tables>;

    /// What searching knows of words.
    fn inflections(&self) -> Inflections {
        self.interpreter().inflections().clone()
    }

    /// What understands queries.
    fn interpreter(&self) -> Arc<Interpreter> {
        Arc::new(Interpreter::new(Inflections::without_lexicon(Arc::clone(self.tables()))))
    }

    /// The version of the language data.
    fn version(&self) -> Arc<str>;
}

/// Reads texts without looking for facts: for listing and searching alone.
pub struct TextOnly {
    tables: Arc<Tables>,
    interpreter: Arc<Interpreter>,
}

impl TextOnly {
    /// With the language tables inside the program.
    pub fn embedded() -> Result<Self, TableError> {
        let tables = Arc::new(Tables::embedded()?);
        let inflections = Inflections::without_lexicon(Arc::clone(&tables));
        Ok(Self { tables, interpreter: Arc::new(Interpreter::new(inflections)) })
    }

    /// With the words of language data.
    #[must_use]
    pub fn of_pack(pack: &Arc<Pack>) -> Self {
        let interpreter = Arc::new(Interpreter::of_pack(pack));
        Self { tables: Arc::clone(interpreter.inflections().tables()), interpreter }
    }
}

impl Analyse for TextOnly {
    fn facts(&self, _: &Document) -> Facts {
        Facts::default()
    }

    fn tables(&self) -> &Arc<Tables> {
        &self.tables
    }

    fn interpreter(&self) -> Arc<Interpreter> {
        Arc::clone(&self.interpreter)
    }

    fn version(&self) -> Arc<str> {
        "none".into()
    }
}

/// Finds facts with a pack.
pub struct PackAnalyse {
    pack: Arc<Pack>,
    tables: Arc<Tables>,
    interpreter: Arc<Interpreter>,
    /// What threads learnt about words, while none of them uses it.
    memories: Mutex<Vec<Memory>>,
}

impl PackAnalyse {
    /// With that language data.
    #[must_use]
    pub fn new(pack: Arc<Pack>) -> Self {
        let tables = Arc::new(pack.tables.clone());
        let interpreter = Arc::new(Interpreter::of_pack(&pack));
        Self { pack, tables, interpreter, memories: Mutex::default() }
    }

    /// The language data.
    #[must_use]
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }
}

impl Analyse for PackAnalyse {
    fn facts(&self, document: &Document) -> Facts {
        self.facts_and_folded(document).0
    }

    fn facts_and_folded(&self, document: &Document) -> (Facts, FoldedText) {
        let mut memory = self.memories.lock().ok().and_then(|mut free| free.pop()).unwrap_or_default();
        let found = extract::facts_and_folded(document, &self.pack, &mut memory, &mut Trace::off());
        if let Ok(mut free) = self.memories.lock() {
            free.push(memory);
        }
        found
    }

    fn tables(&self) -> &Arc<Tables> {
        &self.tables
    }

    fn interpreter(&self) -> Arc<Interpreter> {
        Arc::clone(&self.interpreter)
    }

    fn version(&self) -> Arc<str> {
        self.pack.version().into()
    }
}
