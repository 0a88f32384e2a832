//! Everything that can be asked of the program, and everything it asks of the world.
//!
//! Plain data; nothing here decides.

use std::{path::PathBuf, sync::Arc};

use jiff::civil::Date;

use crate::{
    corpus::formats::{ColumnRole, Mapping, TableHead},
    engine::{Generation, Origin, Progress},
    model::{DocId, EntityKind, Problem, Span},
    pack::{Pack, topic::Topic},
    query::{
        BatchRow, DayRange, Differences, DocumentKey, Explanation, Facet, FacetValue, FactKey, FactRef, Mark,
        Matching, Query, Results, SavedView, Sort, Store, StoredView, Tab, TopicPreview, ValueSearch,
        report::{Report, ReportQuery},
        sharing::Sharing,
    },
};

use super::{
    keep::Kept,
    language::LanguageData,
    settings::Theme,
    shortcut::UiCommand,
    state::{Notice, OfferedFont},
};

/// A change somebody asks for.
#[derive(Clone)]
pub enum Command {
    /// One of the commands without payload: palette, keys, buttons.
    Ui(UiCommand),
    /// Opening and closing corpora.
    Folder(FolderCommand),
    /// What may pass.
    Filter(FilterCommand),
    /// Where the user is.
    Select(SelectCommand),
    /// How lists are shown.
    Table(TableCommand),
    /// Saved views and exports.
    View(ViewCommand),
    /// The columns of a table of documents.
    Columns(ColumnsCommand),
    /// What the user knows better than a text.
    Correct(CorrectCommand),
    /// The import report.
    Report(ReportCommand),
    /// A list of searches.
    Batch(BatchCommand),
    /// The user's own language data, and what the rules did.
    Language(LanguageCommand),
    /// What stays from run to run.
    Setting(SettingCommand),
    /// News from work outside `apply`.
    Job(JobEvent),
}

/// Opening and closing corpora.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderCommand {
    /// Open a corpus.
    Open(Origin),
    /// Take a folder off the recent list.
    Forget(PathBuf),
}

/// What may pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterCommand {
    /// Sets or removes a value.
    Mark(Facet, FacetValue, Option<Mark>),
    /// Removes all values of a facet.
    Clear(Facet),
    /// Sets the words searched for.
    Words(String),
    /// Sets how those words match.
    Matching(Matching),
    /// Sets when documents were written.
    Published(DayRange),
    /// Sets the days the text speaks of.
    Mentioned(DayRange),
    /// Must everything meet in one passage?
    SamePassage(bool),
    /// Does each story count once?
    StoriesOnce(bool),
    /// Looks for values of a facet by the beginnings of their words; lists all again with `None`.
    LookFor(Option<ValueSearch>),
}

/// Where the user is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectCommand {
    /// Open a document, by its path below the corpus folder.
    Document(String),
    /// Go to a fact, in its document.
    Fact(FactRef),
    /// Remember the words the user selected in the open document.
    Chosen(Option<Span>),
    /// Let go of the fact.
    NoFact,
    /// Remember the place the reader stands at: a byte of the open document's text.
    Place(u32),
    /// Open a document at some words.
    Words(DocId, Span),
    /// The same for a document named by its path.
    Show(String, Span),
    /// Show all places where these words of a document stand.
    Passage(DocId, Span),
    /// Compare with this one of those places.
    OtherPlace(usize),
    /// Show the open document as it was before it was converted, or as it was converted.
    Original(bool),
}

/// How lists are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCommand {
    /// Open a tab.
    Tab(Tab),
    /// Order the documents.
    SortDocuments(Sort<DocumentKey>),
    /// Order the facts.
    SortFacts(Sort<FactKey>),
    /// Columns of the facts table, in order; empty for the usual ones.
    Columns(Vec<String>),
}

/// Formats a view can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// A table for spreadsheets.
    Csv,
    /// One JSON object a fact and line.
    Jsonl,
    /// The rows of the import report that are shown, as a table for spreadsheets.
    Report,
    /// What each line of a list of searches found, as a table for spreadsheets.
    Batch,
}

/// A list of searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchCommand {
    /// Run every line of a text.
    Run(String),
    /// Leave it at the lines that are done.
    Stop,
    /// Search for one of the lines and close the list.
    Open(String),
    /// Write the rows to a file; with what is wrong with each, in the interface's words.
    Export(PathBuf, Vec<String>),
}

/// The import report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportCommand {
    /// Which rows, in which order.
    Show(ReportQuery),
    /// Open a row's document and close the report.
    Open(String),
}

/// Saved views and exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewCommand {
    /// Save what is shown as a new view: its name and a note, which may be empty.
    SaveAs(String, String),
    /// Write what is shown to the open view.
    Save,
    /// Open a view by its file.
    Open(PathBuf),
    /// Leave the open view; what is shown stays.
    Leave,
    /// Rename a view.
    Rename(PathBuf, String),
    /// Write a view's note.
    Note(PathBuf, String),
    /// Make a copy.
    Duplicate(PathBuf),
    /// Delete a view; `UiCommand::Undo` brings it back.
    Delete(PathBuf),
    /// Write what is shown to a file.
    Export(ExportFormat, PathBuf),
}

/// What the user knows better than a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorrectCommand {
    /// When the document at this path below the corpus folder was written; `None` leaves it to the text.
    Date(String, Option<Date>),
}

/// The columns of a table of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnsCommand {
    /// Look at the table at a path below the corpus folder.
    Show(String),
    /// Say which column is what.
    Choose(ColumnRole, Option<String>),
    /// Keep what was said, and read the corpus again.
    Keep,
    /// Forget what was ever said about the table, and read the corpus again.
    Forget,
}

/// The user's own language data, and what the rules did.
#[derive(Clone, Debug, PartialEq)]
pub enum LanguageCommand {
    /// Read it again.
    Reload,
    /// Work out what an edited topic would change; `None` when nothing is edited any more.
    Preview(Option<Box<Topic>>),
    /// Keep a topic as one of the user's own.
    SaveTopic(Box<Topic>),
    /// Take a topic away, by its id.
    RemoveTopic(String),
    /// Give a topic of the program back its own form, by its id.
    RestoreTopic(String),
    /// Open the topics with these words as the next cue.
    AddCue(String),
    /// Keep a name as one of a person, an organisation or a place.
    AddName(EntityKind, String),
    /// Take back a name that was kept so.
    RemoveName(EntityKind, String),
    /// Why is this fact there?
    ExplainFact(FactRef),
    /// What happened at this byte of the open document?
    ExplainPlace(u32),
}

/// What stays from run to run.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingCommand {
    /// Language of the interface, as a tag (`ckb`, `en`).
    Language(String),
    /// Light, dark or as the system says.
    Theme(Theme),
    /// Size of everything, 1.0 as designed.
    Zoom(f32),
    /// Font of all text, by its family; `None` for the bundled one. Kept once it could be read.
    Font(Option<String>),
    /// Show or hide a kind of facts beside the text.
    ShowKind(crate::query::FactKind, bool),
    /// Size of a panel in points, by its name.
    PanelSize(String, f32),
    /// Position and size of the window in points: x, y, width, height.
    Window([f32; 4]),
    /// Keep what was searched for, to be offered again.
    RememberSearch(String),
    /// No longer offer it.
    ForgetSearch(String),
}

/// Parts of the window that can be shown above the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialog {
    /// All commands, to search in.
    Palette,
    /// All keys.
    Shortcuts,
    /// Asks for the name of a new view.
    SaveView,
    /// The list of saved views.
    Views,
    /// A field for the path of a folder.
    OpenPath,
    /// What could not be read.
    Problems,
    /// What became of each file.
    Report,
    /// Many searches at once.
    Batch,
    /// All places of a passage.
    Passage,
    /// The fonts to choose from.
    Fonts,
    /// The columns of a table.
    Columns,
    /// When the open document was written.
    Date,
    /// The topics, to edit.
    Topics,
    /// The names the user added.
    Names,
    /// What the rules did at a place.
    Explanation,
    /// What the last change of the language data gained and lost.
    Differences,
}

/// Parts of the window that can hold the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the panel it names")]
pub enum Panel {
    Search,
    Filters,
    Documents,
    Reader,
    Table,
}

/// What `apply` asks of the world.
#[derive(Clone)]
pub enum Effect {
    /// Work for [`super::Runtime`].
    Job(Job),
    /// Let the user choose a folder; the answer comes back as a [`FolderCommand`].
    PickFolder,
    /// Let the user choose a file to export to; the answer comes back as a [`ViewCommand`].
    PickExport(ExportFormat),
    /// Put a text on the clipboard.
    Copy(String),
    /// Give the keyboard to a panel.
    Focus(Panel),
    /// Bring the open document's selected fact, or else its place, into sight.
    Reveal,
    /// Bring a byte of the open document into sight.
    RevealByte(u32),
    /// List the fonts there are; the answer comes back as [`JobEvent::Fonts`].
    ListFonts,
    /// Read a font and use it, or the bundled one; the answer comes back as [`JobEvent::FontUsed`] or
    /// [`JobEvent::FontFailed`].
    UseFont(Option<String>),
    /// Close the window.
    Quit,
}

/// Work outside `apply`.
#[derive(Clone)]
pub enum Job {
    /// Load a corpus in place of the one before.
    Load(Origin),
    /// Stop loading.
    CancelLoad,
    /// Answer a question, for the list that a tab shows.
    Ask(Arc<Query>, Tab),
    /// Keep settings and place for the next run.
    Keep(Box<Kept>),
    /// List the views of a corpus.
    ListViews(Origin),
    /// Write a new view; with `true`, open it then.
    AddView(Origin, Box<SavedView>, bool),
    /// Write a view in place of the one in the file.
    WriteView(Origin, PathBuf, Box<SavedView>),
    /// Remove a view's file.
    RemoveView(Origin, PathBuf),
    /// Which documents of the answer are new since the view was last opened? Then remember them as seen.
    Seen(PathBuf, Arc<dyn Store>, Arc<Results>),
    /// Look at a table of a corpus.
    Head(Origin, String),
    /// Keep the columns of a table of a corpus; `None` forgets them.
    KeepColumns(Origin, String, Option<Mapping>),
    /// Keep when a document of a corpus was written; `None` forgets it.
    KeepDate(Origin, String, Option<Date>),
    /// Write what is shown to a file.
    Export(ExportFormat, PathBuf, Arc<dyn Store>, Arc<Results>, Box<SavedView>),
    /// Find out what the documents share.
    Compare(Arc<dyn Store>),
    /// Give that up.
    StopComparing,
    /// Make the import report, with the rows of one made before where they hold.
    Report(Arc<dyn Store>, Option<Arc<Report>>, ReportQuery),
    /// Write the rows of the report that are shown to a file.
    ExportReport(PathBuf, Arc<Report>),
    /// Run every line of a list of searches.
    Batch(Arc<dyn Store>, String, Matching),
    /// Give that up; lines that are done stay.
    StopBatch,
    /// Write what the lines found to a file, with what is wrong with each.
    ExportBatch(PathBuf, Arc<Vec<BatchRow>>, Vec<String>),
    /// Change the user's own language data, or read it again.
    Language(LanguageTask),
    /// What would an edited topic change? `None` gives up what is being worked out.
    Preview(Option<TopicPreviewJob>),
    /// What did the rules do at a byte of a document, or to make a fact?
    Explain(Arc<dyn Store>, Arc<Pack>, DocId, u32, Option<FactRef>),
    /// What did other language data gain and lose? The corpus as it was read before, and as it is now.
    CompareFacts(Arc<dyn Store>, Arc<dyn Store>),
}

/// An edited topic before it is saved.
#[derive(Clone)]
pub struct TopicPreviewJob {
    /// The corpus.
    pub store: Arc<dyn Store>,
    /// The language data in use.
    pub pack: Arc<Pack>,
    /// The topic as it would be.
    pub topic: Box<Topic>,
    /// Number of the edit.
    pub number: u64,
}

/// Changes of the user's own language data. Paths are those below its folder (`topics/own.toml`); files lie
/// on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LanguageTask {
    /// Read it again.
    Reload,
    /// Write the file of a path, beside the documents where that is possible.
    Write(String, String),
    /// Write a file where it lies already.
    Replace(PathBuf, String),
    /// Remove a file.
    Remove(PathBuf),
    /// Add a line to the file of a path.
    Append(String, String),
}

/// News from work outside `apply`.
#[derive(Clone)]
pub enum JobEvent {
    /// More of the corpus can be asked.
    Store(Arc<dyn Store>),
    /// How far loading is.
    Progress(Progress),
    /// Loading is over.
    Loaded(Progress),
    /// An answer.
    Results(Arc<Results>),
    /// The views of a corpus, and files among them that are none.
    Views(Origin, Vec<StoredView>, Vec<Problem>),
    /// A new view was written; with `true`, it is to be opened.
    ViewAdded(Origin, StoredView, bool),
    /// Documents (by path) that are new since the view was last opened.
    NewSinceSeen(PathBuf, Vec<String>),
    /// The head of the table at a path, or why it cannot be read, in English.
    Head(String, Result<TableHead, String>),
    /// The columns of a table were kept; a damaged file is where it says.
    ColumnsKept(Option<PathBuf>),
    /// A document's date was kept; a damaged file is where it says.
    DateKept(Option<PathBuf>),
    /// The fonts there are.
    Fonts(Vec<OfferedFont>),
    /// The font in use from now on; `None` for the bundled one.
    FontUsed(Option<String>),
    /// A family that cannot be used, and why, in English; the font before stays.
    FontFailed(String, String),
    /// How many documents of how many were compared.
    Comparing(usize, usize),
    /// What the documents of a store share; `None` when that was given up.
    Compared(Generation, Option<Arc<Sharing>>),
    /// The import report.
    Report(Arc<Report>),
    /// Lines of a list of searches that are done so far, of a store; with `true`, these are all.
    Batch(Generation, Arc<Vec<BatchRow>>, bool),
    /// The language data in use from now on.
    Language(Arc<LanguageData>),
    /// What the last change of the language data gained and lost.
    FactsCompared(Arc<Differences>),
    /// What an edited topic would change, as far as it is known.
    Previewed(Arc<TopicPreview>),
    /// What the rules did.
    Explained(Arc<Explanation>),
    /// Something to tell the user.
    Notice(Notice),
}

impl From<Notice> for JobEvent {
    fn from(notice: Notice) -> Self {
        Self::Notice(notice)
    }
}

macro_rules! into_command {
    ($($from:ty => $variant:ident),*) => {
        $(impl From<$from> for Command {
            fn from(command: $from) -> Self {
                Self::$variant(command)
            }
        })*
    };
}
into_command!(UiCommand => Ui, FolderCommand => Folder, FilterCommand => Filter, SelectCommand => Select,
    TableCommand => Table, ColumnsCommand => Columns, CorrectCommand => Correct, ViewCommand => View, LanguageCommand => Language, SettingCommand => Setting, JobEvent => Job, ReportCommand => Report,
    BatchCommand => Batch);
