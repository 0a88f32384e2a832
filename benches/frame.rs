//! CPU time of `logic` and `ui` while a folder loads and while its lists are scrolled, without a display.
//!
//! `cargo bench --bench frame -- [DOCUMENTS]`; 10,000 generated documents if not said. CPU time of the window's
//! thread is what counts: on a busy machine wall-clock time tells how busy it is.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use std::{
    fs,
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use balge::{
    corpus::generate::{Generator, Plan},
    engine::{Origin, PackAnalyse},
    gui::{app::Balge, text},
    pack::Pack,
    session::{FilterCommand, FolderCommand, Runtime, Settings, State, TableCommand, UiCommand, apply},
};
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, pos2, vec2,
};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZE: egui::Vec2 = vec2(1920.0, 1080.0);

fn main() {
    let documents = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let pack = Pack::embedded().expect("the embedded language data");
    let folder = tempfile::tempdir().expect("a temporary folder");
    generate(&pack, documents, folder.path());

    let ctx = Context::default();
    text::install(&ctx);
    let mut state = State::new(Settings::default());
    let runtime = Runtime::new(Arc::new(PackAnalyse::new(pack)), None, Arc::new(|| ())).expect("threads");
    let effects = apply(&mut state, FolderCommand::Open(Origin::Folder(folder.path().to_owned())).into());
    let mut window = Balge::new(&ctx, state, runtime, effects);
    let mut screen = Screen { ctx, frame: 0 };

    let begun = Instant::now();
    let mut loading = Vec::new();
    while !window.is_settled() {
        // The user does not wait: the wheel turns over the list, the next document is opened.
        if screen.frame % 30 == 29 {
            window.send(UiCommand::NextDocument);
        }
        loading.push(screen.frame(&mut window));
        thread::sleep(Duration::from_millis(8));
    }
    println!("{documents} documents loaded in {:.1} s", begun.elapsed().as_secs_f64());
    report("while loading", &mut loading);

    let mut scrolling: Vec<Duration> = (0..600).map(|_| screen.frame(&mut window)).collect();
    report("scrolling the documents", &mut scrolling);

    window.send(TableCommand::Tab(balge::query::Tab::Timeline));
    window.send(FilterCommand::Words("\u{6a9}".to_owned()));
    let mut filtering: Vec<Duration> = Vec::new();
    while !window.is_settled() || filtering.len() < 300 {
        filtering.push(screen.frame(&mut window));
        thread::sleep(Duration::from_millis(2));
    }
    report("searching, then scrolling the hits", &mut filtering);

    window.send(FilterCommand::Words(String::new()));
    window.send(FilterCommand::StoriesOnce(true));
    window.send(TableCommand::Tab(balge::query::Tab::Shared));
    let mut counting: Vec<Duration> = Vec::new();
    while !window.is_settled() || counting.len() < 300 {
        counting.push(screen.frame(&mut window));
        thread::sleep(Duration::from_millis(2));
    }
    report("counting each story once beside the shared passages", &mut counting);

    window.send(UiCommand::ShowReport);
    let mut files: Vec<Duration> = Vec::new();
    while !window.is_settled() || files.len() < 300 {
        files.push(screen.frame(&mut window));
        thread::sleep(Duration::from_millis(2));
    }
    report("making the import report, then scrolling it", &mut files);
}

fn generate(pack: &Arc<Pack>, documents: u64, folder: &Path) {
    let generator = Generator::new(pack, Plan { documents, seed: 1, copies: 0.02 });
    for index in 0..documents {
        let document = generator.document(index);
        let path = folder.join(&document.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is writable");
        fs::write(path, document.text).expect("the folder is writable");
    }
}

struct Screen {
    ctx: Context,
    frame: u64,
}

impl Screen {
    /// One frame with the wheel turning over the documents; the CPU time of `logic`, `ui` and egui's own pass.
    fn frame(&mut self, window: &mut Balge) -> Duration {
        self.frame += 1;
        let over_documents = pos2(SIZE.x - 420.0, 500.0);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.frame as f64 / 60.0),
            focused: true,
            events: vec![
                Event::PointerMoved(over_documents),
                Event::MouseWheel {
                    source: MouseWheelSource::Wheel,
                    unit: MouseWheelUnit::Point,
                    delta: vec2(0.0, -97.0),
                    phase: TouchPhase::Move,
                    modifiers: Modifiers::NONE,
                },
            ],
            ..RawInput::default()
        };
        let before = cpu_time();
        let mut output = self.ctx.run_ui(input, |ui| {
            window.logic(ui.ctx());
            window.ui(ui);
        });
        let spent = cpu_time().saturating_sub(before);
        output.textures_delta.clear();
        spent
    }
}

#[cfg(unix)]
fn cpu_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.unsigned_abs() as u32)
}

/// Elsewhere the wall clock has to do.
#[cfg(not(unix))]
fn cpu_time() -> Duration {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    BEGUN.get_or_init(Instant::now).elapsed()
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort();
    let at = |share: f64| {
        times
            .get(((times.len().max(1) - 1) as f64 * share) as usize)
            .map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "{name}: {} frames, CPU p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
