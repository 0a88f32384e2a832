//! The program: hands the command line to `cli` or opens the window.

use std::process::ExitCode;

use balge::cli::{self, CliError, Next};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Next::Exit(code) => code,
        Next::Window(_) => without_window("the window"),
        Next::Shot(_) => without_window("balge shot"),
        Next::Layout(_) => without_window("balge layout"),
    }
}

/// This build has no window.
fn without_window(what: &str) -> ExitCode {
    let cause = format!("{what} is not in this build");
    let hint = "build with the feature gui (it is on by default); balge extract works without it";
    cli::report(&CliError::nothing(cause, hint))
}
