//! `Command` (the only vocabulary of change), `State`, `apply`, and what is kept between runs.
//!
//! No egui, no threads and no disk inside `apply`; [`Runtime`] does what it asks for.

mod apply;
mod command;
mod comparing;
mod keep;
mod language;
mod own_names;
mod reading;
mod runtime;
mod settings;
mod shortcut;
mod state;

pub use apply::{apply, restore};
pub use command::{
    BatchCommand, ColumnsCommand, Command, CorrectCommand, Dialog, Effect, ExportFormat, FilterCommand,
    FolderCommand, Job, JobEvent, LanguageCommand, LanguageTask, Panel, ReportCommand, SelectCommand,
    SettingCommand, TableCommand, TopicPreviewJob, ViewCommand,
};
pub use keep::{Keeper, Kept, LastSession};
pub use language::LanguageData;
pub use own_names::own_names;
pub use runtime::{Runtime, Waker};
pub use settings::{Settings, Theme};
pub use shortcut::{SHORTCUTS, Shortcut, UiCommand, UiEntry};
pub use state::{
    Loading, Notice, NoticeKind, OfferedFont, OpenView, Selection, ShownBatch, ShownPassage, ShownReport,
    State, TableChoice,
};
