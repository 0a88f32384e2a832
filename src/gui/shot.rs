//! `balge shot`: the real window drawn to a picture, without a display.
//!
//! The same picture on every machine: bundled fonts, the CPU painter, no animation. The saved session and the
//! settings are left alone.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use egui::{Color32, Context, FullOutput, Pos2, RawInput, Rect, vec2};
use etcetera::AppStrategy as _;
use thiserror::Error;

use super::{
    app::Balge,
    raster::{Picture, Textures},
};
use crate::{
    corpus::user_folders,
    engine::{Analyse, Origin},
    query::{Facet, Mark, Query, SavedView, Tab},
    session::{
        BatchCommand, FolderCommand, Runtime, SelectCommand, Settings, State, TableCommand, Theme, UiCommand,
        apply,
    },
};

/// How long reading the corpus may take.
const PATIENCE: Duration = Duration::from_mins(10);

/// How long a dialog may take to have something to show.
const DIALOG: Duration = Duration::from_secs(20);

/// A window settles in two or three frames; more means that something never does.
const MOST_FRAMES: usize = 24;

/// What to draw.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The corpus.
    pub origin: Origin,
    /// Size of the window in points.
    pub size: (u32, u32),
    /// Pixels a point.
    pub scale: f32,
    /// Language of the interface, as a tag.
    pub language: String,
    /// Colours.
    pub theme: Theme,
    /// Open this document: its path, its name, or the start of its name.
    pub document: Option<String>,
    /// Search these words.
    pub words: Option<String>,
    /// Filter by these topics.
    pub topics: Vec<String>,
    /// Show this view.
    pub view: Option<SavedView>,
    /// The open tab.
    pub tab: Option<Tab>,
    /// The dialog over the rest, by the command that opens it.
    pub dialog: Option<UiCommand>,
    /// The list of searches to count, one a line.
    pub list: Option<String>,
    /// With the user's own language data for the corpus?
    pub language_data: bool,
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            origin: Origin::Sample,
            size: (1280, 800),
            scale: 1.0,
            language: "ckb".to_owned(),
            theme: Theme::Light,
            document: None,
            words: None,
            topics: Vec::new(),
            view: None,
            tab: None,
            dialog: None,
            list: None,
            language_data: false,
        }
    }
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum ShotError {
    /// Larger than a texture of the painter, or empty.
    #[error("a picture of {0} by {1} pixels cannot be drawn; sides from 64 to 16,384 pixels can")]
    Size(u32, u32),
    /// No document of that name.
    #[error("there is no document named {0}")]
    NoDocument(String),
    /// No thread could be started.
    #[error("the corpus cannot be read: {0}")]
    Threads(#[from] std::io::Error),
    /// The corpus took too long.
    #[error("reading the corpus took longer than {} seconds", PATIENCE.as_secs())]
    TooLong,
}

/// Draws it.
pub fn draw(shot: &Shot, analyse: Arc<dyn Analyse>) -> Result<Picture, ShotError> {
    let pixels = |points: u32| (points as f32 * shot.scale).round() as u32;
    let (width, height) = (pixels(shot.size.0), pixels(shot.size.1));
    if !(64..=16_384).contains(&width) || !(64..=16_384).contains(&height) {
        return Err(ShotError::Size(width, height));
    }
    let ctx = Context::default();
    super::text::install(&ctx);
    let mut stage = Stage::new(&ctx, (width, height), shot);
    let mut window = open(&ctx, shot, analyse)?;
    let begun = Instant::now();
    while !window.is_settled() {
        if begun.elapsed() > PATIENCE {
            return Err(ShotError::TooLong);
        }
        thread::sleep(Duration::from_millis(4));
        window.logic(&ctx);
    }
    choose(&window, shot)?;
    let mut last = stage.frame(&mut window);
    if let Some(list) = &shot.list {
        window.send(BatchCommand::Run(list.clone()));
        window.logic(&ctx);
    }
    if let Some(command) = shot.dialog {
        window.send(command);
        let begun = Instant::now();
        // What a dialog shows may have to be worked out first.
        while window.state().dialog.is_none() && begun.elapsed() < DIALOG {
            window.logic(&ctx);
            thread::sleep(Duration::from_millis(4));
        }
        for _ in 0..3 {
            last = stage.frame(&mut window);
        }
    }
    for _ in 0..MOST_FRAMES {
        if window.is_settled() && !last.1 {
            break;
        }
        while !window.is_settled() {
            thread::sleep(Duration::from_millis(2));
            window.logic(&ctx);
        }
        last = stage.frame(&mut window);
    }
    let (output, _) = last;
    let mut picture = Picture::filled(width as usize, height as usize, Color32::BLACK);
    let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    picture.paint(&primitives, &stage.textures, output.pixels_per_point);
    Ok(picture)
}

/// A window that keeps nothing, on the corpus and the question of the picture.
fn open(ctx: &Context, shot: &Shot, analyse: Arc<dyn Analyse>) -> Result<Balge, ShotError> {
    let settings = Settings { language: shot.language.clone(), theme: shot.theme, ..Settings::default() };
    let mut state = State::new(settings);
    let mut runtime = Runtime::new(analyse, None, Arc::new(|| ()))?;
    if shot.language_data {
        runtime = runtime.with_language(user_folders().map(|folders| folders.data_dir()))?;
    }
    let effects = apply(&mut state, FolderCommand::Open(shot.origin.clone()).into());
    let window = Balge::new(ctx, state, runtime, effects);
    let query = query(shot);
    for command in commands(&query) {
        window.send(command);
    }
    if let Some(tab) = shot.tab.or(shot.view.as_ref().map(|view| view.tab)) {
        window.send(TableCommand::Tab(tab));
    }
    Ok(window)
}

fn query(shot: &Shot) -> Query {
    let mut query = shot.view.as_ref().map_or_else(Query::default, |view| view.query.clone());
    if let Some(words) = &shot.words {
        query.filter.words.clone_from(words);
    }
    for topic in &shot.topics {
        query.filter.set(&Facet::Topic, &topic.as_str().into(), Some(Mark::Include));
    }
    query
}

/// The commands that ask a question.
fn commands(query: &Query) -> Vec<crate::session::Command> {
    use crate::session::FilterCommand;
    let filter = &query.filter;
    let mut out = vec![
        FilterCommand::Words(filter.words.clone()).into(),
        FilterCommand::Published(filter.published).into(),
        FilterCommand::Mentioned(filter.mentioned).into(),
        FilterCommand::SamePassage(filter.same_passage).into(),
        FilterCommand::StoriesOnce(filter.stories_once).into(),
        TableCommand::SortDocuments(query.documents).into(),
        TableCommand::SortFacts(query.facts).into(),
    ];
    out.extend(
        filter
            .marks()
            .map(|(facet, value, mark)| FilterCommand::Mark(facet.clone(), value.clone(), Some(mark)).into()),
    );
    out
}

/// Opens the document asked for.
fn choose(window: &Balge, shot: &Shot) -> Result<(), ShotError> {
    let (Some(name), Some(store)) = (&shot.document, &window.state().store) else { return Ok(()) };
    let found = (0..store.len() as u32).filter_map(|id| store.entry(crate::model::DocId(id))).find(|entry| {
        let document = &entry.document;
        document.path == *name || document.stem() == name || document.stem().starts_with(name.as_str())
    });
    let entry = found.ok_or_else(|| ShotError::NoDocument(name.clone()))?;
    window.send(SelectCommand::Document(entry.document.path.clone()));
    Ok(())
}

/// A screen that is not there.
struct Stage {
    ctx: Context,
    input: RawInput,
    textures: Textures,
    time: f64,
}

impl Stage {
    fn new(ctx: &Context, (width, height): (u32, u32), shot: &Shot) -> Self {
        let size = vec2(width as f32, height as f32) / shot.scale;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            focused: true,
            max_texture_side: Some(16_384),
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&input.viewport_id) {
            viewport.native_pixels_per_point = Some(shot.scale);
        }
        Self { ctx: ctx.clone(), input, textures: Textures::default(), time: 0.0 }
    }

    /// One frame; the second value says whether another was asked for.
    fn frame(&mut self, window: &mut Balge) -> (FullOutput, bool) {
        self.time += 1.0 / 60.0;
        let input = RawInput { time: Some(self.time), ..self.input.clone() };
        let mut output = self.ctx.run_ui(input, |ui| {
            window.logic(ui.ctx());
            window.ui(ui);
        });
        self.textures.apply(&output.textures_delta);
        output.textures_delta.clear();
        let again = output.viewport_output.values().any(|viewport| viewport.repaint_delay.is_zero());
        (output, again)
    }
}
