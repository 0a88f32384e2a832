//! Laying out Kurdish text, beside egui's own layout of the same text (which gets it wrong) in the same run.
//!
//! `cargo bench --bench text`; the least of many rounds is printed, since the machine may be busy.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use balge::gui::{
    fonts,
    text::{self, Base, document::DocumentView, document::Page},
};
use egui::{
    Color32, Context, Event, FontId, RawInput, Rect, Ui,
    epaint::text::{LayoutJob, TextWrapping},
    pos2, vec2,
};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let document = include_str!("../seeds/003_daa931519eea366b.txt");
    println!("document: {} bytes, {} characters", document.len(), document.chars().count());
    documents(document);
    cells(document);
    tables(document);
    long_document(document);
}

/// A context with our layout, or with the same fonts and egui's own.
fn context(ours: bool) -> Context {
    let ctx = Context::default();
    if ours {
        text::install(&ctx);
    } else {
        ctx.set_fonts(fonts::definitions(None));
    }
    frame(&ctx, 0.0, vec![], |_| ());
    ctx
}

fn frame(ctx: &Context, time: f64, events: Vec<Event>, mut show: impl FnMut(&mut Ui)) {
    let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0)));
    let input = RawInput { screen_rect, time: Some(time), events, ..RawInput::default() };
    ctx.run_ui(input, |ui| show(ui)).drop_without_applying_deltas();
}

fn job(content: &str, width: f32) -> LayoutJob {
    let mut job = LayoutJob::simple(content.to_owned(), FontId::proportional(16.0), Color32::WHITE, width);
    job.wrap = TextWrapping::wrap_at_width(width);
    job
}

fn lay_out(ui: &Ui, job: LayoutJob, ours: bool) {
    if ours {
        black_box(text::layout(ui.ctx(), job, Base::Rtl));
    } else {
        black_box(ui.fonts_mut(|fonts| fonts.layout_job(job)));
    }
}

/// Time that `work` takes within a frame.
fn timed(ctx: &Context, mut work: impl FnMut(&Ui)) -> Duration {
    let mut taken = Duration::ZERO;
    frame(ctx, 0.0, vec![], |ui| {
        let start = Instant::now();
        work(ui);
        taken = start.elapsed();
    });
    taken
}

fn least(rounds: usize, mut round: impl FnMut(usize) -> Duration) -> f64 {
    let best = (0..rounds).map(&mut round).min().unwrap_or_default();
    best.as_secs_f64() * 1000.0
}

fn row(what: &str, ours: f64, stock: f64) {
    println!("{what:<44} ours {ours:>8.3} ms   egui {stock:>8.3} ms   ratio {:>5.2}", ours / stock);
}

fn documents(document: &str) {
    let cold = |ours| {
        least(12, |_| {
            let ctx = context(ours);
            timed(&ctx, |ui| lay_out(ui, job(document, 560.0), ours))
        })
    };
    row("document, cold (shaping and rasterising)", cold(true), cold(false));
    let new_width = |ours| {
        let ctx = context(ours);
        timed(&ctx, |ui| lay_out(ui, job(document, 999.0), ours));
        least(60, |i| timed(&ctx, |ui| lay_out(ui, job(document, 300.0 + 7.0 * i as f32), ours)))
    };
    row("document, new width", new_width(true), new_width(false));
    let unchanged = |ours| {
        let ctx = context(ours);
        least(60, |_| timed(&ctx, |ui| lay_out(ui, job(document, 560.0), ours)))
    };
    row("document, unchanged", unchanged(true), unchanged(false));
}

/// Texts of one to four words, no two alike.
fn texts(document: &str, count: usize) -> Vec<String> {
    let words: Vec<&str> = document.split_whitespace().collect();
    (0..count)
        .map(|i| {
            let at = (i * 37) % (words.len() - 4);
            format!("{} {i}", words[at..=at + i % 4].join(" "))
        })
        .collect()
}

fn cells(document: &str) {
    let cells = texts(document, 4_000);
    let cold = |ours| {
        least(5, |_| {
            let ctx = context(ours);
            timed(&ctx, |ui| cells.iter().for_each(|c| lay_out(ui, job(c, f32::INFINITY), ours)))
        })
    };
    row("4,000 table cells, cold", cold(true), cold(false));
    let warm = |ours| {
        let ctx = context(ours);
        timed(&ctx, |ui| cells.iter().for_each(|c| lay_out(ui, job(c, f32::INFINITY), ours)));
        least(8, |round| {
            let cells: Vec<String> = cells.iter().map(|c| format!("{c} {round}")).collect();
            timed(&ctx, |ui| cells.iter().for_each(|c| lay_out(ui, job(c, f32::INFINITY), ours)))
        })
    };
    row("4,000 new table cells of known words", warm(true), warm(false));
}

fn tables(document: &str) {
    let cells = texts(document, 4_000);
    let table = |ui: &mut Ui, cells: &[String]| {
        egui_extras::TableBuilder::new(ui).columns(egui_extras::Column::exact(180.0), 4).body(|body| {
            body.rows(20.0, cells.len() / 4, |mut row| {
                let first = row.index() * 4;
                for cell in &cells[first..first + 4] {
                    row.col(|ui| {
                        ui.label(cell.as_str());
                    });
                }
            });
        });
    };
    let per_frame = |ours| {
        let ctx = context(ours);
        for _ in 0..4 {
            frame(&ctx, 0.0, vec![], |ui| table(ui, &cells));
        }
        least(60, |_| {
            let start = Instant::now();
            frame(&ctx, 0.0, vec![], |ui| table(ui, &cells));
            start.elapsed()
        })
    };
    row("virtual table of 1,000 rows, a whole frame", per_frame(true), per_frame(false));
}

fn long_document(document: &str) {
    // The words of the document in another order each time, so that no paragraph comes twice.
    let words: Vec<&str> = document.split_whitespace().collect();
    let (mut content, mut at, mut count) = (String::new(), 0_usize, 0);
    while content.chars().count() < 300_000 {
        for _ in 0..200 {
            at = (at * 31 + 17 + count) % words.len();
            count += 1;
            content.push_str(words[at]);
            content.push_str(if count % 37 == 0 { ".  " } else { " " });
        }
    }
    let page = || Page::new(1, &content, FontId::proportional(16.0), 28.0);
    let open = least(8, |_| {
        let ctx = context(true);
        let mut view = DocumentView::default();
        timed_mut(&ctx, |ui| drop(view.show(ui, &page(), &mut ())))
    });
    let ctx = context(false);
    let stock = timed(&ctx, |ui| lay_out(ui, job(&content, 900.0), false)).as_secs_f64() * 1000.0;
    row("document of 300,000 characters, opened", open, stock);

    let ctx = context(true);
    let mut view = DocumentView::default();
    let mut taken: Vec<Duration> = (0..600)
        .map(|i| {
            let wheel = Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, -60.0),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
                modifiers: egui::Modifiers::NONE,
            };
            let start = Instant::now();
            let events = vec![Event::PointerMoved(pos2(300.0, 300.0)), wheel];
            frame(&ctx, f64::from(i) / 60.0, events, |ui| drop(view.show(ui, &page(), &mut ())));
            start.elapsed()
        })
        .collect();
    println!("scrolled to byte {} of {}", view.place(), content.len());
    taken.sort_unstable();
    let at = |share: f64| taken[(share * (taken.len() - 1) as f64) as usize].as_secs_f64() * 1000.0;
    println!(
        "scrolling it, a whole frame: median {:.3} ms, p99 {:.3} ms, worst {:.3} ms",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

fn timed_mut(ctx: &Context, mut work: impl FnMut(&mut Ui)) -> Duration {
    let mut taken = Duration::ZERO;
    let mut done = false;
    frame(ctx, 0.0, vec![], |ui| {
        let start = Instant::now();
        work(ui);
        if !done {
            (taken, done) = (start.elapsed(), true);
        }
    });
    taken
}
