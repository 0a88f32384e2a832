//! Everything the window shows, in one place.
//!
//! Changed only by [`super::apply`]; panels read it.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use crate::{
    corpus::formats::{Mapping, TableHead},
    engine::{Origin, Progress},
    model::{Problem, Span},
    pack::topic::Topic,
    query::{
        BatchRow, Differences, Explanation, FactRef, Matching, Query, Results, SavedView, Store, StoredView,
        Tab, TopicPreview,
        report::{Report, ReportQuery},
        sharing::{Comparison, SharedPassage, Sharing},
    },
};

use super::{command::Dialog, language::LanguageData, settings::Settings};

/// How far a load is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loading {
    /// The last news.
    pub progress: Option<Progress>,
    /// Is it still going on?
    pub running: bool,
}

/// Where the user is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Path of the open document below the corpus folder.
    pub document: Option<String>,
    /// The fact stood at.
    pub fact: Option<FactRef>,
    /// The hit stood at: its number among the document's hits.
    pub hit: Option<usize>,
    /// Words of the open document that something else leads to (a contradiction, a rule's match, a passage).
    pub words: Option<Span>,
    /// Words of the open document that the user selected.
    pub chosen: Option<Span>,
    /// The byte of the open document's text at which the reader stands.
    pub place: u32,
    /// Is the document shown as it was before it was converted?
    pub original: bool,
}

/// A passage with all its places, one of them beside it.
#[derive(Clone, Debug)]
pub struct ShownPassage {
    /// The passage.
    pub passage: Arc<SharedPassage>,
    /// The place it is compared with.
    pub place: usize,
    /// The two beside each other; `None` where the other is gone.
    pub comparison: Option<Arc<Comparison>>,
}

/// The import report as it is shown.
#[derive(Clone, Debug, Default)]
pub struct ShownReport {
    /// Which rows are asked for.
    pub query: ReportQuery,
    /// The last answer; it may be to the question before.
    pub answer: Option<Arc<Report>>,
}

/// A list of searches with what its lines found.
#[derive(Clone, Debug, Default)]
pub struct ShownBatch {
    /// The list as it was run, one search a line.
    pub list: String,
    /// How its words match.
    pub matching: Matching,
    /// How many lines are to be run.
    pub lines: usize,
    /// The lines that are done.
    pub rows: Arc<Vec<BatchRow>>,
    /// Are more to come?
    pub running: bool,
}

/// What kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// A view was saved; the text is its name.
    ViewSaved,
    /// A view was deleted and can be brought back; the text is its name.
    ViewDeleted,
    /// A file was written; the text is its path.
    Exported,
    /// Something failed; the text says what and why, in English.
    Failed,
    /// A damaged file was kept aside; the text is where.
    KeptAside,
    /// The open document is no row of a table.
    NoTable,
    /// There is nothing to undo.
    NothingToUndo,
    /// The files of language data are as they were.
    LanguageUnchanged,
    /// The corpus was read with other language data; [`State::differences`] says what changed.
    LanguageChanged,
    /// A topic was removed and can be brought back; the text is its id.
    TopicRemoved,
    /// An added name was taken back and can be brought back; the text is the name.
    NameRemoved,
}

/// News for the user, shown until the next or until dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Kind.
    pub kind: NoticeKind,
    /// The part of it that is not the interface's words.
    pub text: String,
}

/// A font family that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedFont {
    /// Its name.
    pub family: String,
    /// Letters of Kurdish it lacks; with any of them it cannot be chosen.
    pub missing: Vec<char>,
}

/// A table whose columns are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableChoice {
    /// Its path below the corpus folder.
    pub path: String,
    /// Its columns and first rows, or why it cannot be read, in English; `None` while it is read.
    pub head: Option<Result<TableHead, String>>,
    /// Which column is what, as chosen so far.
    pub mapping: Mapping,
}

/// The view the window shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenView {
    /// Its file.
    pub path: PathBuf,
    /// Paths of documents that are new in it since it was last opened.
    pub new_documents: BTreeSet<String>,
    /// Was that asked already?
    pub compared: bool,
}

/// What can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// A view was deleted.
    DeletedView(Box<SavedView>),
    /// The question was another.
    Asked(Box<Query>),
    /// The user's date of a document was another.
    Date(String, Option<jiff::civil::Date>),
    /// A file of language data had this text.
    LanguageFile(PathBuf, String),
}

/// Everything the window shows.
#[derive(Clone, Default)]
pub struct State {
    /// Settings.
    pub settings: Settings,
    /// The corpus that is open or being opened.
    pub origin: Option<Origin>,
    /// The language data in use; `None` before it is read.
    pub language: Option<Arc<LanguageData>>,
    /// What the last change of the language data gained and lost.
    pub differences: Option<Arc<Differences>>,
    /// What the edited topic would change, as far as it is known.
    pub preview: Option<Arc<TopicPreview>>,
    /// Words that are to become a cue of a topic.
    pub cue: Option<String>,
    /// What the rules did at the place last asked for.
    pub explanation: Option<Arc<Explanation>>,
    /// What can be asked; `None` before the first documents are ready.
    pub store: Option<Arc<dyn Store>>,
    /// The load of the corpus.
    pub loading: Option<Loading>,
    /// What is asked.
    pub query: Query,
    /// The last answer; it may be to the question before while `pending`.
    pub results: Option<Arc<Results>>,
    /// Is a newer answer on its way?
    pub pending: bool,
    /// What the documents of the store share, once that is known.
    pub sharing: Option<Arc<Sharing>>,
    /// How many documents of how many were compared, while that goes on.
    pub comparing: Option<(usize, usize)>,
    /// Was the comparison stopped? Then it begins again only when asked for.
    pub(super) comparing_stopped: bool,
    /// The import report; `None` while it is not open.
    pub report: Option<ShownReport>,
    /// The list of searches run last; it stays when its dialog closes.
    pub batch: Option<ShownBatch>,
    /// The passage whose places are shown.
    pub passage: Option<ShownPassage>,
    /// Where the user is.
    pub selection: Selection,
    /// The open tab.
    pub tab: Tab,
    /// Columns of the facts table; empty for the usual ones.
    pub columns: Vec<String>,
    /// Views of the corpus, by name.
    pub views: Vec<StoredView>,
    /// Files among the views that are none.
    pub view_problems: Vec<Problem>,
    /// The view that is open.
    pub open_view: Option<OpenView>,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// The table whose columns are looked at.
    pub table: Option<TableChoice>,
    /// The fonts there are, those with every letter first; `None` while they were not looked for.
    pub fonts: Option<Vec<OfferedFont>>,
    /// The font that could not be used when last asked for, and why, in English.
    pub font_trouble: Option<(String, String)>,
    /// News.
    pub notice: Option<Notice>,
    /// The topic that is being edited, with the number of the edit.
    pub(super) edited: Option<(u64, Box<Topic>)>,
    pub(super) undo: Vec<Undo>,
    /// Is the selected document to be brought into sight as soon as it is there?
    pub(super) reveal: bool,
}

impl State {
    /// The state a program starts with: settings as kept, nothing open.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings: settings.checked(), ..Self::default() }
    }

    /// Is an edited topic still being tried on the corpus?
    #[must_use]
    pub fn is_previewing(&self) -> bool {
        let done = |number| {
            self.preview.as_ref().is_some_and(|preview| preview.number == number && preview.is_complete())
        };
        self.edited.as_ref().is_some_and(|(number, _)| !done(*number))
    }

    /// Is what is shown different from the open view as saved?
    #[must_use]
    pub fn view_changed(&self) -> bool {
        self.opened().is_some_and(|stored| {
            let shown = self.as_view(String::new());
            (&shown.query, &shown.columns, shown.tab)
                != (&stored.view.query, &stored.view.columns, stored.view.tab)
        })
    }

    /// The stored view that is open.
    #[must_use]
    pub fn opened(&self) -> Option<&StoredView> {
        let open = self.open_view.as_ref()?;
        self.views.iter().find(|stored| stored.path == open.path)
    }

    /// What is shown, as a view.
    #[must_use]
    pub fn as_view(&self, name: String) -> SavedView {
        SavedView {
            name,
            query: self.query.lasting(),
            columns: self.columns.clone(),
            tab: self.tab,
            ..SavedView::default()
        }
    }

    /// Everything that could not be read or used: documents, language data and views.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let language = self.language.iter().flat_map(|language| &language.problems);
        self.store.iter().flat_map(|store| store.problems()).chain(language).chain(&self.view_problems)
    }
}
