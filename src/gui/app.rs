//! The window's two phases: `logic` takes in news and applies commands, `ui` draws and asks for commands.
//!
//! Runs the same under eframe, in tests and for pictures. No state changes while drawing but what panels'
//! own fields hold.

use std::{cell::RefCell, collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use egui::{Context, Ui, ViewportCommand};

use super::{
    file_dialogs::{Answer, FileDialogs, Picker, SystemDialogs, Wanted},
    fonts::{BUNDLED, FontLoader, FontNews, FontSource, SystemFonts},
    keys,
    panels::{
        Shell,
        dialogs::{self, Drafts},
        paths,
    },
    rows::Rows,
    theme::{self, Tokens},
    widgets::Look,
    window::{self, Memory},
};
use crate::{
    engine::Origin,
    i18n::{Language, Locale},
    model::DocId,
    query::fact_view,
    session::{
        Command, Dialog, Effect, ExportFormat, FolderCommand, JobEvent, LanguageData, OfferedFont, Panel,
        Runtime, SettingCommand, State, Theme, UiCommand, apply,
    },
    topics::{TopicOrigin, listed},
};

/// The window with everything behind it.
pub struct Balge {
    state: State,
    runtime: Runtime,
    look: Look,
    look_key: (Language, theme::Theme),
    /// The language data whose topics `look` has the names of.
    named: Option<Arc<LanguageData>>,
    rows: Rows,
    memory: Memory,
    drafts: Drafts,
    queued: RefCell<Vec<Command>>,
    picker: Picker,
    focus: Option<Panel>,
    fonts: FontLoader,
}

impl Balge {
    /// A window on a state; `effects` are what opening the corpus asks for. [`super::text::install`] comes first.
    #[must_use]
    pub fn new(ctx: &Context, state: State, runtime: Runtime, effects: Vec<Effect>) -> Self {
        let fonts = Box::<SystemFonts>::default();
        Self::with_system(ctx, state, runtime, effects, fonts, Arc::new(SystemDialogs))
    }

    /// The same with fonts and dialogs of choice in place of the system's.
    #[must_use]
    pub fn with_system(
        ctx: &Context,
        state: State,
        runtime: Runtime,
        effects: Vec<Effect>,
        fonts: Box<dyn FontSource>,
        dialogs: Arc<dyn FileDialogs>,
    ) -> Self {
        let look_key = (language_of(&state), theme_of(ctx, &state));
        let look = look_for(look_key);
        look.tokens.apply(ctx);
        let mut window = Self {
            state,
            runtime,
            look,
            look_key,
            named: None,
            rows: Rows::default(),
            memory: Memory::default(),
            drafts: Drafts::default(),
            queued: RefCell::default(),
            picker: Picker::new(dialogs),
            focus: None,
            fonts: FontLoader::start(fonts, ctx),
        };
        if let Some(family) = window.state.settings.font.clone() {
            window.fonts.choose(Some(family));
        }
        window.perform(ctx, effects);
        window
    }

    /// What the window shows; for tests.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Asks for a change from outside, made in the next `logic`.
    pub fn send(&self, command: impl Into<Command>) {
        self.queued.borrow_mut().push(command.into());
    }

    /// Is everything that was asked for there?
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.state.pending
            && !self.state.is_previewing()
            && self.state.loading.is_none_or(|loading| !loading.running)
            && self.state.results.is_some()
            && self.state.comparing.is_none()
            && self.state.batch.as_ref().is_none_or(|batch| !batch.running)
            && self.state.report.as_ref().is_none_or(|report| {
                report.answer.as_ref().is_some_and(|answer| answer.query == report.query)
            })
            && !self.picker.is_open()
            && self.queued.borrow().is_empty()
    }

    /// Takes in news, applies commands, keeps the looks up to date. Paints nothing.
    pub fn logic(&mut self, ctx: &Context) {
        for (wanted, answer) in self.picker.answers() {
            self.picked(ctx, wanted, answer);
        }
        for news in self.fonts.news() {
            let event = font_event(ctx, news);
            self.apply(ctx, event.into());
        }
        for event in self.runtime.news() {
            self.apply(ctx, event.into());
        }
        let mut closed = false;
        for command in self.queued.take() {
            // The key and the dialog both tell of one press of Escape: it closes one thing.
            let is_escape = matches!(command, Command::Ui(UiCommand::CloseDialog));
            if !(is_escape && std::mem::replace(&mut closed, true)) {
                self.apply(ctx, command);
            }
        }
        if self.runtime.is_loading() {
            // Progress is read, not told: ten times a second is enough for a bar.
            ctx.request_repaint_after(Duration::from_millis(100));
        }
        let key = (language_of(&self.state), theme_of(ctx, &self.state));
        let language = self.state.language.as_ref();
        let renamed = language.map(Arc::as_ptr) != self.named.as_ref().map(Arc::as_ptr);
        if key != self.look_key || renamed {
            self.named = language.cloned();
            self.look_key = key;
            self.look = look_for(key);
            self.look.topics = own_topics(key.0, self.named.as_deref());
            self.look.tokens.apply(ctx);
            ctx.send_viewport_cmd(ViewportCommand::Title(self.look.tr("app-name")));
            ctx.request_repaint();
        }
        if (ctx.zoom_factor() - self.state.settings.zoom).abs() > 1e-3 {
            ctx.set_zoom_factor(self.state.settings.zoom);
        }
        // Rows are those of the answer, not of a question that waits for one.
        if let (Some(store), Some(results)) = (&self.state.store, &self.state.results) {
            self.rows.keep_for(store.generation(), results.query.filter.search());
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let typed_dialog = self.state.dialog.is_some() || self.drafts.export.is_some();
        for command in keys::take_commands(&ctx, window::list_has_focus(&ctx)) {
            // A dialog keeps the keys for itself, but for those that open and close dialogs.
            if !typed_dialog || command.dialog().is_some() || command == UiCommand::CloseDialog {
                self.send(command);
            }
        }
        if let Some(panel) = self.focus.take() {
            window::focus(&ctx, panel);
        }
        let shell = Shell { look: &self.look, state: &self.state, out: &self.queued };
        window::window_ui(&shell, ui, &self.rows, &mut self.memory, &mut self.drafts);
        self.drops(&ctx);
        if !self.queued.borrow().is_empty() {
            ctx.request_repaint();
        }
    }

    /// Keeps everything for the next run.
    pub fn close(&mut self, ctx: &Context) {
        let viewport = ctx.input(|i| i.viewport().clone());
        if let (Some(inner), false) = (viewport.inner_rect, viewport.minimized.unwrap_or(false)) {
            let outer = viewport.outer_rect.unwrap_or(inner);
            let window = [outer.left(), outer.top(), inner.width(), inner.height()];
            self.apply(ctx, SettingCommand::Window(window).into());
        }
        let mut effects = apply(&mut self.state, UiCommand::Quit.into());
        effects.retain(|effect| matches!(effect, Effect::Job(_)));
        self.runtime.run(effects);
        self.runtime.finish();
    }

    fn apply(&mut self, ctx: &Context, command: Command) {
        if matches!(command, Command::Job(JobEvent::Results(_))) {
            self.rows.forget_places();
        }
        let effects = apply(&mut self.state, command);
        self.perform(ctx, effects);
    }

    fn perform(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in self.runtime.run(effects) {
            match effect {
                Effect::PickFolder => self.pick_folder(ctx),
                Effect::PickExport(format) => self.pick_export(ctx, format),
                Effect::Copy(words) => ctx.copy_text(words),
                Effect::Focus(panel) => self.focus = Some(panel),
                Effect::Reveal => self.reveal(),
                Effect::RevealByte(byte) => {
                    let document = self.document();
                    self.memory.reader.reveal(document, byte);
                }
                Effect::ListFonts => self.fonts.list(),
                Effect::UseFont(family) => self.fonts.choose(family),
                Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
                Effect::Job(_) => {}
            }
            ctx.request_repaint();
        }
    }

    /// The open document.
    fn document(&self) -> Option<DocId> {
        self.state.store.as_ref()?.find(self.state.selection.document.as_deref()?)
    }

    /// Brings the selected fact into sight, or the place the reader stood at.
    fn reveal(&mut self) {
        let selection = &self.state.selection;
        let fact = selection.fact.and_then(|fact| {
            let entry = self.state.store.as_ref()?.entry(fact.document)?;
            fact_view(&entry.facts, fact.kind, fact.ix).map(|view| view.span.start)
        });
        match fact {
            Some(byte) => {
                let document = self.document();
                self.memory.reader.reveal(document, byte);
            }
            None => self.memory.reader.restore(selection.place),
        }
    }

    /// Asks where to export to, in the system's dialog.
    fn pick_export(&mut self, ctx: &Context, format: ExportFormat) {
        let title = self.look.tr(dialogs::export_title(format));
        self.picker.ask(ctx, Wanted::Export(format), title, Some(paths::free_file(format)));
    }

    /// Asks for a folder, in the system's dialog.
    fn pick_folder(&mut self, ctx: &Context) {
        let start = self.state.origin.as_ref().and_then(Origin::folder).map(PathBuf::from);
        self.picker.ask(ctx, Wanted::Folder, self.look.tr("open-path-title"), start);
    }

    /// Does what a dialog of the system was asked for; where there is none, the window asks itself.
    fn picked(&mut self, ctx: &Context, wanted: Wanted, answer: Answer) {
        match (wanted, answer) {
            (Wanted::Folder, Answer::Chosen(path)) => {
                self.apply(ctx, FolderCommand::Open(Origin::Folder(path)).into());
            }
            (Wanted::Folder, Answer::Missing) if self.state.dialog != Some(Dialog::OpenPath) => {
                self.apply(ctx, UiCommand::OpenPath.into());
            }
            (Wanted::Export(format), Answer::Chosen(path)) => {
                let shell = Shell { look: &self.look, state: &self.state, out: &self.queued };
                dialogs::export_to(&shell, format, path);
            }
            (Wanted::Export(format), Answer::Missing) => {
                self.drafts.export = Some((format, paths::free_file(format).display().to_string()));
            }
            (Wanted::Folder, Answer::Missing) | (_, Answer::Dismissed) => {}
        }
        ctx.request_repaint();
    }

    /// Opens what was dropped: a folder, or the folder of a file.
    fn drops(&self, ctx: &Context) {
        let dropped = ctx.input(|i| i.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            let folder = if path.is_dir() { Some(path) } else { path.parent().map(PathBuf::from) };
            if let Some(folder) = folder {
                self.send(FolderCommand::Open(Origin::Folder(folder)));
            }
        }
    }
}

/// Puts a font that was read to use; says what is to be known of it.
fn font_event(ctx: &Context, news: FontNews) -> JobEvent {
    match news {
        FontNews::List(found) => {
            // One of the bundled font's name would stand in the list twice.
            let others = found.into_iter().filter(|font| font.family != BUNDLED);
            let offered = others
                .map(|font| OfferedFont { family: font.family, missing: font.coverage.missing_letters });
            JobEvent::Fonts(offered.collect())
        }
        FontNews::Use(font) => {
            super::text::set_font(ctx, font.as_ref());
            JobEvent::FontUsed(font.map(|font| font.family))
        }
        FontNews::Failed(family, reason) => JobEvent::FontFailed(family, reason),
    }
}

fn language_of(state: &State) -> Language {
    state.settings.language.parse().unwrap_or_default()
}

fn theme_of(ctx: &Context, state: &State) -> theme::Theme {
    match state.settings.theme {
        Theme::Light => theme::Theme::Light,
        Theme::Dark => theme::Theme::Dark,
        Theme::Contrast => theme::Theme::Contrast,
        Theme::System => match ctx.system_theme() {
            Some(egui::Theme::Dark) => theme::Theme::Dark,
            _ => theme::Theme::Light,
        },
    }
}

fn look_for((language, theme): (Language, theme::Theme)) -> Look {
    Look::new(Locale::new(language), Tokens::new(theme))
}

/// What the user's own topics are called in a language; the other name where one is missing.
fn own_topics(language: Language, data: Option<&LanguageData>) -> BTreeMap<String, String> {
    let all = data.map(|data| listed(&data.pack)).unwrap_or_default();
    let own = all.into_iter().filter(|topic| matches!(topic.origin, TopicOrigin::Own | TopicOrigin::Changed));
    own.map(|listed| {
        let names = match language {
            Language::Ckb => [listed.topic.name_ckb, listed.topic.name_en],
            Language::En => [listed.topic.name_en, listed.topic.name_ckb],
        };
        let id = listed.topic.id.to_string();
        (id.clone(), names.into_iter().find(|name| !name.trim().is_empty()).unwrap_or(id))
    })
    .collect()
}
