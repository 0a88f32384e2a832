//! The commands that need the window's code: the window itself, `balge shot` and `balge layout`.

use std::{fs, process::ExitCode, sync::Arc};

use balge::{
    cli::{self, CliError, LayoutArgs, LayoutBase, ShotArgs, ShotDialog, ShotTab, ShotTheme},
    engine::{Origin, PackAnalyse},
    gui::{
        layout::{self, LayoutError},
        run,
        shot::{Shot, draw},
        text::Base,
    },
    pack::Pack,
    query::{Tab, read_view},
    session::{Theme, UiCommand},
};

/// Opens the window.
pub fn window(folder: Option<std::path::PathBuf>) -> ExitCode {
    match run::run(folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => cli::report(&CliError::nothing(
            err.to_string(),
            "balge extract FOLDER prints the facts and balge shot FOLDER --out FILE.png draws the window without a \
             screen",
        )),
    }
}

/// Draws the window to a picture.
pub fn shot(args: ShotArgs) -> ExitCode {
    match draw_shot(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => cli::report(&err),
    }
}

fn draw_shot(args: ShotArgs) -> Result<(), CliError> {
    if let Err(err) = fs::metadata(&args.folder) {
        return Err(CliError::file(&args.folder, &err));
    }
    let view = args.view.as_deref().map(read_view).transpose()?;
    let shot = Shot {
        origin: Origin::Folder(args.folder),
        size: args.size,
        scale: args.scale,
        language: args.lang,
        theme: match args.theme {
            ShotTheme::Light => Theme::Light,
            ShotTheme::Dark => Theme::Dark,
        },
        document: args.document,
        words: args.query,
        topics: args.topic,
        view,
        tab: args.tab.map(|tab| match tab {
            ShotTab::Facts => Tab::Facts,
            ShotTab::Timeline => Tab::Timeline,
            ShotTab::Shared => Tab::Shared,
        }),
        dialog: args.dialog.map(|dialog| match dialog {
            ShotDialog::Topics => UiCommand::ShowTopics,
            ShotDialog::Explain => UiCommand::Explain,
            ShotDialog::Problems => UiCommand::ShowProblems,
            ShotDialog::Report => UiCommand::ShowReport,
            ShotDialog::Searches => UiCommand::ShowBatch,
            ShotDialog::Names => UiCommand::ShowNames,
            ShotDialog::Date => UiCommand::ShowDate,
            ShotDialog::Palette => UiCommand::ShowPalette,
            ShotDialog::Keys => UiCommand::ShowShortcuts,
        }),
        list: args.list.as_deref().map(cli::read_list).transpose()?,
        language_data: true,
    };
    let analyse = Arc::new(PackAnalyse::new(Pack::embedded()?));
    let hint = "balge shot --help says what can be drawn";
    let picture = draw(&shot, analyse).map_err(|err| CliError::nothing(err.to_string(), hint))?;
    let png = picture
        .png()
        .map_err(|err| CliError::nothing(format!("the picture cannot be written: {err}"), ""))?;
    fs::write(&args.out, png).map_err(|err| CliError::file(&args.out, &err))
}

/// Prints where the characters of a file stand.
pub fn layout(args: LayoutArgs) -> ExitCode {
    let LayoutArgs { file, json, width, size, font, base } = args;
    let base = match base {
        LayoutBase::Rtl => Base::Rtl,
        LayoutBase::Ltr => Base::Ltr,
        LayoutBase::Auto => Base::Auto,
    };
    match layout::run(&layout::Args { file, json, width, size, font, base }, &mut std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(LayoutError::Write(err)) => cli::report(&err.into()),
        Err(err) => cli::report(&CliError::nothing(err.to_string(), "")),
    }
}
