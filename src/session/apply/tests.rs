//! Scripted sessions without a window: commands in, state out, through the real runtime.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    super::{
        Command, CorrectCommand, Effect, FilterCommand, FolderCommand, Job, JobEvent, Keeper,
        LanguageCommand, NoticeKind, OfferedFont, Runtime, SelectCommand, SettingCommand, Settings, State,
        UiCommand, ViewCommand,
    },
    apply, restore,
};
use crate::{
    engine::{Origin, TextOnly},
    model::ProblemKind,
    query::{Changed, Facet, Mark},
};

struct Session {
    state: State,
    runtime: Runtime,
    keeper: Keeper,
}

impl Session {
    fn new(config: &Path) -> Self {
        let keeper = Keeper::in_folder(config.to_owned());
        let analyse = Arc::new(TextOnly::embedded().unwrap());
        let runtime = Runtime::new(analyse, Some(keeper.clone()), Arc::new(|| {})).unwrap();
        Self { state: State::new(Settings::default()), runtime, keeper }
    }

    /// With the user's own language data, in `data` and beside the documents.
    fn with_language(mut self, data: &Path) -> Self {
        self.runtime = self.runtime.with_language(Some(data.to_owned())).unwrap();
        self
    }

    fn send(&mut self, command: impl Into<Command>) {
        let effects = apply(&mut self.state, command.into());
        self.runtime.run(effects);
    }

    /// Applies news until `done` says so.
    fn until(&mut self, done: impl Fn(&State) -> bool) {
        let start = Instant::now();
        while !done(&self.state) {
            assert!(start.elapsed() < Duration::from_secs(30), "the news did not come");
            for event in self.runtime.news() {
                let effects = apply(&mut self.state, event.into());
                self.runtime.run(effects);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn settled(&mut self) {
        self.until(|state| {
            let loaded = state.loading.is_some_and(|loading| !loading.running);
            loaded && !state.pending && state.store.as_ref().is_some_and(|store| store.is_complete())
        });
    }

    fn shown(&self) -> Vec<String> {
        let (store, results) = (self.state.store.as_ref().unwrap(), self.state.results.as_ref().unwrap());
        let path = |hit: &crate::query::DocumentHit| store.entry(hit.document).unwrap().document.path.clone();
        results.documents.iter().map(path).collect()
    }
}

fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("a.txt", "نەوت و گاز لە هەولێر\n"), ("b.txt", "نەوتی کەرکوک\nنەوت\n"), ("c.txt", "وەزارەت\n")]
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let table = "file,title,date,source\na.txt,One,2020-01-02,NRT\nb.txt,Two,2020-01-01,Rudaw\n";
    std::fs::write(folder.path().join("metadata.csv"), table).unwrap();
    folder
}

#[test]
fn a_comparison_that_was_stopped_begins_again_only_when_asked_for() {
    let (folder, config) = (corpus(), tempfile::tempdir().unwrap());
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    session.until(|state| state.comparing.is_none());
    let state = &mut session.state;
    assert!(state.sharing.is_some(), "a small corpus is compared unasked");
    let compares = |effects: &[Effect]| {
        effects.iter().filter(|effect| matches!(effect, Effect::Job(Job::Compare(_)))).count()
    };
    // As if it had taken long and been stopped, while each story was to count once.
    state.sharing = None;
    state.comparing = Some((1, 3));
    state.query.filter.stories_once = true;
    let effects = apply(state, UiCommand::StopComparing.into());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Job(Job::StopComparing))));
    assert!(!state.query.filter.stories_once && state.comparing.is_none());
    assert_eq!(compares(&apply(state, UiCommand::SharedTab.into())), 0);
    assert_eq!(compares(&apply(state, FilterCommand::Words("x".into()).into())), 0);
    assert_eq!(compares(&apply(state, FilterCommand::StoriesOnce(true).into())), 1);
    // News of another store change nothing.
    let old = JobEvent::Compared(crate::engine::Generation(u64::MAX), None);
    assert_eq!(compares(&apply(state, old.into())), 0);
    assert!(state.comparing.is_some());
}

#[test]
fn open_search_filter_save_quit_and_come_back() {
    let folder = corpus();
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    assert_eq!(session.shown(), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(session.state.selection.document.as_deref(), Some("a.txt"));

    session.send(FilterCommand::Words("نەوت".into()));
    session.settled();
    assert_eq!(session.shown(), ["a.txt", "b.txt"]);
    session.send(UiCommand::NextHit);
    session.send(UiCommand::NextHit);
    assert_eq!(
        (session.state.selection.document.as_deref(), session.state.selection.hit),
        (Some("b.txt"), Some(0))
    );
    session.send(UiCommand::NextHit);
    assert_eq!(session.state.selection.hit, Some(1));
    session.send(UiCommand::NextHit);
    assert_eq!(
        (session.state.selection.document.as_deref(), session.state.selection.hit),
        (Some("a.txt"), Some(0))
    );

    session.send(FilterCommand::Mark(Facet::Source, "NRT".into(), Some(Mark::Exclude)));
    session.settled();
    assert_eq!(session.shown(), ["b.txt"]);
    session.send(SelectCommand::Document("b.txt".into()));
    session.send(SelectCommand::Place(5));
    session.send(ViewCommand::SaveAs("نەوت".into(), String::new()));
    session.until(|state| state.open_view.is_some());
    assert!(!session.state.view_changed());
    session.send(UiCommand::Quit);
    session.runtime.finish();

    let (kept, notices) = session.keeper.read();
    assert!(notices.is_empty());
    let mut again = Session::new(config.path());
    again.state = State::new(kept.settings);
    let effects = restore(&mut again.state, kept.session.unwrap());
    again.runtime.run(effects);
    again.settled();
    again.until(|state| state.opened().is_some());
    assert_eq!(again.shown(), ["b.txt"]);
    assert_eq!((again.state.selection.document.as_deref(), again.state.selection.place), (Some("b.txt"), 5));
    assert_eq!(again.state.opened().map(|stored| stored.view.name.as_str()), Some("نەوت"));

    again.send(UiCommand::ClearFilters);
    again.settled();
    assert_eq!(again.shown().len(), 3);
    assert!(again.state.view_changed());
    again.send(UiCommand::Undo);
    again.settled();
    assert_eq!(again.shown(), ["b.txt"]);
}

#[test]
fn views_are_renamed_copied_deleted_and_brought_back() {
    let folder = corpus();
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    session.send(ViewCommand::SaveAs("one".into(), String::new()));
    session.until(|state| state.views.len() == 1);
    let path = session.state.views[0].path.clone();
    session.send(ViewCommand::Rename(path.clone(), "two".into()));
    session.send(ViewCommand::Note(path.clone(), "a note".into()));
    session.send(ViewCommand::Duplicate(path.clone()));
    session.until(|state| state.views.len() == 2);
    let names: Vec<_> = session.state.views.iter().map(|stored| stored.view.name.clone()).collect();
    assert_eq!(names, ["two", "two 2"]);
    session.send(ViewCommand::Delete(path.clone()));
    assert_eq!(session.state.views.len(), 1);
    session.until(|_| !path.exists());
    session.send(UiCommand::Undo);
    session.until(|state| state.views.len() == 2);
    assert!(session.state.views.iter().all(|stored| stored.view.note == "a note" && stored.path.exists()));
    session.send(UiCommand::Undo);
    assert_eq!(session.state.notice.as_ref().map(|notice| notice.kind), Some(NoticeKind::NothingToUndo));
}

#[test]
fn a_date_is_set_and_taken_back() {
    let folder = corpus();
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    let day = Some(jiff::civil::date(2020, 8, 19));
    let said = |state: &State| {
        let store = state.store.as_ref().filter(|store| store.is_complete())?;
        Some(store.entry(store.find("a.txt")?)?.document.said)
    };
    session.send(CorrectCommand::Date("a.txt".into(), day));
    session.until(|state| said(state) == Some(day));
    session.settled();
    let later = Some(jiff::civil::date(2020, 9, 1));
    session.send(CorrectCommand::Date("a.txt".into(), later));
    session.until(|state| said(state) == Some(later));
    session.settled();
    session.send(UiCommand::Undo);
    session.until(|state| said(state) == Some(day));
    session.settled();
    session.send(UiCommand::Undo);
    session.until(|state| said(state) == Some(None));
}

#[test]
fn what_is_new_since_a_view_was_last_opened() {
    let folder = corpus();
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    session.send(ViewCommand::SaveAs("all".into(), String::new()));
    session.until(|state| state.open_view.as_ref().is_some_and(|open| open.compared));
    session.runtime.finish();
    std::fs::write(folder.path().join("d.txt"), "نوێ\n").unwrap();
    session.send(UiCommand::Reload);
    session.until(|state| state.open_view.as_ref().is_some_and(|open| !open.new_documents.is_empty()));
    let new = &session.state.open_view.as_ref().unwrap().new_documents;
    assert_eq!(new.iter().collect::<Vec<_>>(), ["d.txt"]);
}

#[test]
fn an_answer_to_an_older_question_is_not_shown() {
    let folder = corpus();
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    for words in ["نەوت", "گاز", "وەزارەت"] {
        session.send(FilterCommand::Words(words.into()));
    }
    session.settled();
    assert_eq!(session.shown(), ["c.txt"]);
}

#[test]
fn a_note_is_saved_with_its_view_and_written_only_when_it_changed() {
    let folder = corpus();
    let config = tempfile::tempdir().unwrap();
    let mut session = Session::new(config.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    session.send(ViewCommand::SaveAs("one".into(), " first\nsecond \n".into()));
    session.until(|state| state.views.len() == 1);
    let path = session.state.views[0].path.clone();
    assert_eq!(crate::query::read_view(&path).unwrap().note, "first\nsecond");
    let same = apply(&mut session.state, ViewCommand::Note(path.clone(), "first\nsecond\n".into()).into());
    assert!(same.is_empty());
    session.send(ViewCommand::Note(path.clone(), "other".into()));
    assert_eq!(session.state.views[0].view.note, "other");
    session.runtime.finish();
    assert_eq!(crate::query::read_view(&path).unwrap().note, "other");
}

#[test]
fn a_font_is_kept_once_it_could_be_read() {
    let mut state = State::new(Settings::default());
    let effects = apply(&mut state, UiCommand::ShowFonts.into());
    assert!(matches!(effects[..], [Effect::ListFonts]));
    let font =
        |family: &str, missing: &[char]| OfferedFont { family: family.into(), missing: missing.to_vec() };
    let found = vec![font("a", &['\u{6b5}']), font("b", &[]), font("c", &[])];
    apply(&mut state, JobEvent::Fonts(found).into());
    let order: Vec<_> = state.fonts.iter().flatten().map(|font| font.family.as_str()).collect();
    assert_eq!(order, ["b", "c", "a"]);

    let effects = apply(&mut state, SettingCommand::Font(Some("b".into())).into());
    assert!(matches!(&effects[..], [Effect::UseFont(Some(family))] if family == "b"));
    assert_eq!(state.settings.font, None);
    let effects = apply(&mut state, JobEvent::FontUsed(Some("b".into())).into());
    assert!(
        matches!(&effects[..], [Effect::Job(Job::Keep(kept))] if kept.settings.font.as_deref() == Some("b"))
    );

    apply(&mut state, JobEvent::FontFailed("c".into(), "c is broken".into()).into());
    assert_eq!(state.settings.font.as_deref(), Some("b"));
    assert_eq!(state.notice.as_ref().map(|notice| notice.kind), Some(NoticeKind::Failed));
    // What was found stays when another corpus is opened.
    apply(&mut state, FolderCommand::Open(Origin::Sample).into());
    assert_eq!(state.fonts.as_ref().map(Vec::len), Some(3));
    assert_eq!(state.settings.font.as_deref(), Some("b"));

    // Settings written before there was a choice of font.
    let old: Settings = serde_json::from_str("{\"version\":1,\"zoom\":1.5}").unwrap();
    assert_eq!((old.font, old.zoom), (None, 1.5));
}

#[test]
fn other_language_data_is_used_at_once_and_the_user_stays_where_they_were() {
    let (folder, data) = (corpus(), tempfile::tempdir().unwrap());
    let mut session = Session::new(data.path()).with_language(data.path());
    session.send(FolderCommand::Open(Origin::Folder(folder.path().to_owned())));
    session.settled();
    let before = session.state.store.as_ref().unwrap().pack_version().to_owned();
    session.send(FilterCommand::Words("نەوت".into()));
    session.send(SelectCommand::Document("b.txt".into()));
    session.settled();

    // A word of the user's own, written by hand beside the documents: found without being asked.
    let lexicon = folder.path().join(".balge/language/lexicon");
    std::fs::create_dir_all(&lexicon).unwrap();
    std::fs::write(lexicon.join("own.tsv"), "نەوتی کەرکوک\torg\n").unwrap();
    session.until(|state| state.differences.is_some());
    session.settled();
    let state = &session.state;
    assert_ne!(state.store.as_ref().unwrap().pack_version(), before);
    assert_eq!(state.query.filter.words, "نەوت");
    assert_eq!(state.selection.document.as_deref(), Some("b.txt"));
    assert_eq!(state.notice.as_ref().unwrap().kind, NoticeKind::LanguageChanged);
    let found = state.differences.as_ref().unwrap();
    assert_eq!(found.counts[&Changed::Fact("mention.organisation")], (1, 0));

    // One that cannot be used is listed with its line; the rest stays in use.
    std::fs::write(lexicon.join("more.tsv"), "# no classes\nword\n").unwrap();
    session.send(Command::Language(LanguageCommand::Reload));
    session.until(|state| state.problems().any(|problem| problem.kind == ProblemKind::LanguageData));
    let problem = session.state.problems().next().unwrap();
    assert_eq!((problem.path.as_str(), problem.line), (lexicon.join("more.tsv").to_str().unwrap(), Some(2)));
}
