//! Opens the window on the screen (eframe, glow) and keeps the session when it closes.

use std::{path::PathBuf, sync::Arc, thread};

use eframe::{CreationContext, Frame, NativeOptions};
use egui::{Context, Ui, ViewportBuilder, vec2};
use etcetera::AppStrategy as _;
use thiserror::Error;

use super::app::Balge;
use crate::{
    corpus::user_folders,
    engine::{Origin, PackAnalyse},
    pack::Pack,
    session::{Command, Effect, FolderCommand, Keeper, Kept, LastSession, Runtime, State, apply, restore},
};

/// Why no window could be opened.
#[derive(Debug, Error)]
pub enum WindowError {
    /// There is no screen, or it cannot draw.
    #[error("no window can be opened here: {0}")]
    NoScreen(String),
    /// The system gives no threads.
    #[error("the program cannot start its work: {0}")]
    Threads(#[from] std::io::Error),
}

/// Opens the window on a folder, or on the last session, or on the sample corpus.
pub fn run(folder: Option<PathBuf>) -> Result<(), WindowError> {
    let keeper = Keeper::of_user();
    let (kept, notices) = keeper.as_ref().map_or_else(|| (Kept::default(), Vec::new()), Keeper::read);
    // Compiled while the system opens the window.
    let pack = thread::Builder::new().name("language data".to_owned()).spawn(Pack::embedded)?;
    let [x, y, width, height] = kept.settings.window.unwrap_or([f32::NAN, f32::NAN, 1280.0, 800.0]);
    let mut viewport = ViewportBuilder::default()
        .with_title("Balge")
        .with_app_id("balge")
        .with_icon(super::icon::window_icon())
        .with_inner_size(vec2(width.max(640.0), height.max(480.0)))
        .with_min_inner_size(vec2(640.0, 480.0))
        .with_drag_and_drop(true);
    if x.is_finite() && y.is_finite() {
        viewport = viewport.with_position([x, y]);
    }
    let options = NativeOptions { viewport, system_font_fallback: false, ..NativeOptions::default() };
    let create = move |cc: &CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        let waker = {
            let ctx = cc.egui_ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        let pack = pack.join().map_err(|_| "the language data cannot be used")??;
        let runtime = Runtime::new(Arc::new(PackAnalyse::new(pack)), keeper, waker)?;
        let data = user_folders().map(|folders| folders.data_dir());
        let runtime = runtime.with_language(data)?;
        let mut state = State::new(kept.settings);
        let effects = match (folder, kept.session) {
            (Some(folder), session) => open_folder(&mut state, folder, session),
            (None, Some(session)) => restore(&mut state, session),
            (None, None) => apply(&mut state, FolderCommand::Open(Origin::Sample).into()),
        };
        for notice in notices {
            apply(&mut state, Command::Job(notice.into()));
        }
        super::text::install(&cc.egui_ctx);
        Ok(Box::new(Window(Balge::new(&cc.egui_ctx, state, runtime, effects))))
    };
    eframe::run_native("balge", options, Box::new(create))
        .map_err(|err| WindowError::NoScreen(err.to_string()))
}

/// The folder named; where it is the one of the last session, at the place left there.
fn open_folder(state: &mut State, folder: PathBuf, session: Option<LastSession>) -> Vec<Effect> {
    // What the command line names is relative to where it was typed; what is kept must not be.
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    match session.filter(|session| session.folder.as_ref() == Some(&folder)) {
        Some(session) => restore(state, session),
        None => apply(state, FolderCommand::Open(Origin::Folder(folder)).into()),
    }
}

/// [`Balge`] as eframe wants it.
struct Window(Balge);

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _: &mut Frame) {
        self.0.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut Frame) {
        self.0.ui(ui);
        if ui.input(|i| i.viewport().close_requested()) {
            self.0.close(ui.ctx());
        }
    }
}
