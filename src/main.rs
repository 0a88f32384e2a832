//! The program: hands the command line to `cli` or opens the window.

use std::process::ExitCode;

use balge::{
    cli::{self, CliError, Next},
    corpus::formats,
};

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
        Next::Window(_) => not_built("the window"),
        Next::Shot(_) => not_built("balge shot"),
        Next::Layout(args) => layout(*args),
    }
}

#[cfg(feature = "gui")]
fn layout(args: cli::LayoutArgs) -> ExitCode {
    use balge::{
        cli::LayoutBase,
        gui::layout::{Args, BaseArg, LayoutError, run},
    };
    let cli::LayoutArgs { file, json, width, size, font, base } = args;
    let base = match base {
        LayoutBase::Rtl => BaseArg::Rtl,
        LayoutBase::Ltr => BaseArg::Ltr,
        LayoutBase::Auto => BaseArg::Auto,
    };
    let done = run(&Args { file, json, width, size, font, base }, &mut std::io::stdout().lock());
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(LayoutError::Write(err)) => cli::report(&err.into()),
        Err(err) => cli::report(&CliError::nothing(err.to_string(), "")),
    }
}

#[cfg(not(feature = "gui"))]
fn layout(_: cli::LayoutArgs) -> ExitCode {
    not_built("balge layout")
}

/// This build has no window.
fn not_built(what: &str) -> ExitCode {
    let cause = format!("{what} is not in this build");
    let hint = "build with the feature gui (it is on by default); balge extract works without it";
    cli::report(&CliError::nothing(cause, hint))
}
