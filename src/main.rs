//! The program: hands the command line to `cli` or opens the window.

#[cfg(feature = "gui")]
mod graphical;

use std::process::ExitCode;

#[cfg(not(feature = "gui"))]
use balge::cli::CliError;
use balge::{
    cli::{self, Next},
    corpus::formats,
};

/// Reading texts asks for much memory in small pieces: measured a tenth faster than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A child of this program that reads one file after the other: see `corpus::formats`.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == formats::WORKER_ARGUMENT) {
        let served = formats::serve(std::io::stdin().lock(), std::io::stdout().lock());
        return if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let Ok(program) = std::env::current_exe() {
        formats::isolate_with(program);
    }
    match cli::run(std::env::args_os()) {
        Next::Exit(code) => code,
        #[cfg(feature = "gui")]
        Next::Window(folder) => graphical::window(folder),
        #[cfg(feature = "gui")]
        Next::Shot(args) => graphical::shot(*args),
        #[cfg(not(feature = "gui"))]
        Next::Window(_) => without_window("the window"),
        #[cfg(feature = "gui")]
        Next::Layout(args) => graphical::layout(*args),
        #[cfg(not(feature = "gui"))]
        Next::Shot(_) => without_window("balge shot"),
        #[cfg(not(feature = "gui"))]
        Next::Layout(_) => without_window("balge layout"),
    }
}

/// This build has no window.
#[cfg(not(feature = "gui"))]
fn without_window(what: &str) -> ExitCode {
    let cause = format!("{what} is not in this build");
    let hint = "build with the feature gui (it is on by default); balge extract works without it";
    cli::report(&CliError::nothing(cause, hint))
}
