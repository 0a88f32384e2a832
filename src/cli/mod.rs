//! The command line: one file a subcommand, on the same core as the window.
//!
//! No egui; complete without the feature `gui`. Data goes to standard output, progress and problems
//! to standard error. Exit codes: 0 done, 1 nothing could be done, 2 wrong call.

mod args;
mod columns;
mod corpus;
mod error;
mod eval;
mod explain;
mod export;
mod extract;
mod generate;
mod index;
mod output;
mod report;
mod rules;
mod rules_diff;
mod say;
mod search;
mod spill;
mod topics;
mod view;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser as _;

use args::{Cli, Task};
pub use args::{LayoutArgs, LayoutBase, ShotArgs, ShotDialog, ShotTab, ShotTheme};
pub use error::{CliError, report};
pub use search::read_list;

/// What is left for the program to do after the command line was read.
#[derive(Debug)]
pub enum Next {
    /// Nothing: end with this code.
    Exit(ExitCode),
    /// Open the window on a folder, or on what was open last.
    Window(Option<std::path::PathBuf>),
    /// Draw the window to a picture.
    Shot(Box<ShotArgs>),
    /// Lay out a file and tell the lines.
    Layout(Box<LayoutArgs>),
}

/// Reads the command line and does what it says, as far as no window is needed.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Next {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(err) => {
            // Help asked for goes to standard output, a wrong call to standard error.
            let _ = err.print();
            return Next::Exit(if err.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS });
        }
    };
    let result = match cli.task {
        None => return Next::Window(cli.folder),
        Some(Task::Shot(args)) => return Next::Shot(args),
        Some(Task::Layout(args)) => return Next::Layout(args),
        Some(Task::Extract(args)) => extract::run(&args),
        Some(Task::Explain(args)) => explain::run(&args),
        Some(Task::Topics(args)) => topics::run(&args),
        Some(Task::Rules(task)) => rules::run(&task),
        Some(Task::Columns(args)) => columns::run(&args),
        Some(Task::Search(args)) => search::run(&args),
        Some(Task::View(task)) => view::run(&task),
        Some(Task::Export(args)) => export::run(&args),
        Some(Task::Index(args)) => index::run(&args),
        Some(Task::Report(args)) => report::run(&args),
        Some(Task::Shared(args)) => report::shared(&args),
        Some(Task::Eval(args)) => eval::run(&args),
        Some(Task::Generate(args)) => generate::run(&args),
    };
    Next::Exit(match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => report(&err),
    })
}
