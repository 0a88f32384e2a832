//! Three short texts with facts that are known beforehand, and a window on them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use balge::{
    engine::{Analyse, Origin, PackAnalyse, TextOnly},
    gui::{
        app::Balge,
        file_dialogs::{Answer, FileDialogs},
        text,
    },
    lang::Tables,
    model::{
        DateSource, Document, DocumentDate, Entity, EntityKind, Event, EventKind, Facts, Mention, Mode,
        Passage, Provenance, RuleId, Span, Statement, Status, Time, TimeKind, TopicId,
    },
    pack::Pack,
    search::language::Interpreter,
    session::{Command, FolderCommand, Keeper, Runtime, Settings, State, apply, restore},
};
use egui::{Key, Modifiers};
use egui_kittest::{Harness, kittest::Queryable as _};
use jiff::civil::date;
use tempfile::TempDir;

/// File names and texts: oil in two of them, police in one, two days.
pub const TEXTS: [(&str, &str); 3] = [
    ("one.txt", "مستەفا کازمی گەیشتە بەغدا و باسی نەوتی کرد.  کازمی لە ١٨ی ئاب گوتی: \"نەوت گرنگە\"."),
    ("two.txt", "پۆلیس لە بەغدا بڵاوی کردەوە کە ڕۆژی ١٩ی ئاب ڕێگاکان دادەخرێن."),
    ("three.txt", "CNN: نرخی نەوت بەرز بووەوە."),
];

/// Finds the words above and nothing else.
pub struct Fixed(TextOnly);

impl Fixed {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(TextOnly::of_pack(&Pack::embedded().unwrap())))
    }
}

fn places(text: &str, word: &str) -> Vec<Span> {
    text.match_indices(word).map(|(at, found)| Span::new(at, at + found.len())).collect()
}

fn provenance(evidence: Span) -> Provenance {
    Provenance { rule: RuleId::new("test.fixed"), confidence: 0.9, evidence }
}

fn entity(text: &str, kind: EntityKind, name: &str, word: &str) -> Option<Entity> {
    let mentions: Vec<Mention> =
        places(text, word).into_iter().map(|span| Mention { span, provenance: provenance(span) }).collect();
    let entity = Entity { kind, name: name.into(), aliases: Vec::new(), key: name.into(), mentions };
    (!entity.mentions.is_empty()).then_some(entity)
}

impl Analyse for Fixed {
    fn interpreter(&self) -> Arc<Interpreter> {
        self.0.interpreter()
    }

    fn facts(&self, document: &Document) -> Facts {
        let text = &*document.text;
        let mut facts = Facts::default();
        facts.entities.extend(entity(text, EntityKind::Person, "مستەفا کازمی", "کازمی"));
        facts.entities.extend(entity(text, EntityKind::Place, "بەغدا", "بەغدا"));
        for (words, value) in [("١٨ی ئاب", "2020-08-18"), ("١٩ی ئاب", "2020-08-19")] {
            facts.times.extend(places(text, words).into_iter().map(|span| Time {
                span,
                kind: TimeKind::Date,
                value: Some(value.into()),
                zone: None,
                provenance: provenance(span),
            }));
        }
        if let (Some(trigger), true) = (places(text, "گەیشتە").first(), facts.entities.len() == 2) {
            let end = text.find('.').unwrap_or(text.len());
            facts.events.push(Event {
                span: Span::new(0, end),
                kind: EventKind::Travel,
                trigger: *trigger,
                participants: vec![balge::model::EntityIx(0)],
                place: Some(balge::model::EntityIx(1)),
                time: None,
                status: Status::Happened,
                provenance: provenance(Span::new(0, end)),
            });
        }
        if let (Some(cue), Some(quote)) = (places(text, "گوتی").first(), places(text, "نەوت گرنگە").first())
        {
            facts.statements.push(Statement {
                span: *quote,
                speaker: Some(balge::model::EntityIx(0)),
                mode: Mode::Direct,
                cue: *cue,
                provenance: provenance(quote.cover(*cue)),
            });
        }
        let topics = [("نەوت", "energy"), ("پۆلیس", "security")];
        facts.passages.push(Passage {
            span: Span::new(0, text.len()),
            paragraph: 0,
            topics: topics
                .iter()
                .filter(|(word, _)| text.contains(word))
                .map(|(_, id)| TopicId::new(id))
                .collect(),
            cues: Vec::new(),
        });
        if document.path == "one.txt" {
            let day = Some(date(2020, 8, 17));
            facts.date = DocumentDate { date: day, source: DateSource::Text, ..DocumentDate::default() };
        }
        if let Some(day) = document.metadata.date {
            let (date, source) = (Some(day), DateSource::Metadata);
            facts.date = DocumentDate { date, source, ..DocumentDate::default() };
        }
        facts
    }

    fn tables(&self) -> &Arc<Tables> {
        self.0.tables()
    }

    fn version(&self) -> Arc<str> {
        "fixed".into()
    }
}

/// A folder with the texts.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    folder
}

pub fn write(folder: &Path) {
    for (name, text) in TEXTS {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// A system that answers every dialog for a file with this one; without one, and for folders, it has none.
pub struct Chosen(pub Option<PathBuf>);

impl FileDialogs for Chosen {
    fn folder(&self, _: &str, _: Option<&Path>) -> Answer {
        Answer::Missing
    }

    fn save(&self, _: &str, _: &Path) -> Answer {
        self.0.clone().map_or(Answer::Missing, Answer::Chosen)
    }
}

pub type Window = Harness<'static, Option<Balge>>;

/// A window on a folder in a language; `keep` is where settings and session are kept.
pub fn window(folder: &Path, language: &str, keep: Option<&Path>) -> Window {
    window_with_dialogs(folder, language, keep, Chosen(None))
}

pub fn window_with_dialogs(folder: &Path, language: &str, keep: Option<&Path>, dialogs: Chosen) -> Window {
    let keeper = keep.map(|path| Keeper::in_folder(path.to_owned()));
    let (folder, language) = (folder.to_owned(), language.to_owned());
    begun(move |ctx| {
        let (kept, _) = keeper.as_ref().map(Keeper::read).unwrap_or_default();
        let mut state = State::new(Settings { language, ..kept.settings });
        let runtime = Runtime::new(Fixed::new(), keeper, Arc::new(|| ())).unwrap();
        let effects = match kept.session {
            Some(session) => restore(&mut state, session),
            None => apply(&mut state, FolderCommand::Open(Origin::Folder(folder)).into()),
        };
        Balge::with_system(ctx, state, runtime, effects, Box::new(super::fonts::MadeUp), Arc::new(dialogs))
    })
}

/// A window with the program's own language data, in English, and the user's own, kept in `data` and beside the
/// documents.
pub fn window_with_rules(folder: &Path, data: &Path) -> Window {
    let (folder, data) = (folder.to_owned(), data.to_owned());
    begun(move |ctx| {
        let mut state = State::new(Settings { language: "en".to_owned(), ..Settings::default() });
        let analyse = Arc::new(PackAnalyse::new(Pack::embedded().unwrap()));
        let runtime = Runtime::new(analyse, None, Arc::new(|| ())).unwrap();
        let runtime = runtime.with_language(Some(data)).unwrap();
        let effects = apply(&mut state, FolderCommand::Open(Origin::Folder(folder)).into());
        let dialogs = Arc::new(Chosen(None));
        Balge::with_system(ctx, state, runtime, effects, Box::new(super::fonts::MadeUp), dialogs)
    })
}

fn begun(make: impl FnOnce(&egui::Context) -> Balge + 'static) -> Window {
    let mut make = Some(make);
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1280.0, 800.0))
        .with_max_steps(16)
        .with_context_setup(text::install)
        .build_ui_state(
            move |ui, window: &mut Option<Balge>| {
                let window = window.get_or_insert_with(|| make.take().unwrap()(ui.ctx()));
                window.logic(ui.ctx());
                window.ui(ui);
            },
            None,
        );
    settle(&mut harness);
    harness
}

/// Frames until everything asked for is there and nothing moves any more.
pub fn settle(harness: &mut Window) {
    let begun = Instant::now();
    harness.step();
    while !harness.state().as_ref().is_some_and(Balge::is_settled) {
        assert!(begun.elapsed() < Duration::from_secs(30), "the window never settles");
        thread::sleep(Duration::from_millis(2));
        harness.step();
    }
    harness.run();
}

pub fn state(window: &Window) -> &State {
    window.state().as_ref().unwrap().state()
}

/// Frames until it is so: files are written, threads have answered and their news are in.
pub fn wait_for(window: &mut Window, done: impl Fn(&State) -> bool) {
    let begun = Instant::now();
    while !done(state(window)) {
        assert!(begun.elapsed() < Duration::from_secs(90), "it never comes");
        thread::sleep(Duration::from_millis(2));
        settle(window);
    }
    settle(window);
}

pub fn send(window: &mut Window, command: impl Into<Command>) {
    window.state().as_ref().unwrap().send(command);
    settle(window);
}

pub fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    settle(window);
}

pub fn type_into(window: &mut Window, field: &str, words: &str) {
    window.get_by_label(field).focus();
    window.step();
    window.get_by_label(field).type_text(words);
    settle(window);
}
