//! What lies above the rest: one dialog at a time, closed by Escape or a click outside.

use egui::{Context, Frame, Id, Margin, Modal, Ui, vec2};

use super::{
    Shell, batch, columns, differences, document_date, explanation, fonts, names, palette, passage, problems,
    report, shortcuts,
    topics::{self, TopicsDraft},
    views,
};
use crate::{
    engine::Origin,
    gui::widgets::{Area, Field, Place, Strip, icon, icon_button, put, text_button},
    query::Changed,
    session::{Dialog, ExportFormat, FolderCommand, UiCommand, ViewCommand},
};

/// Name or note of a saved view while it is written.
pub struct ViewDraft {
    /// File of the view it belongs to.
    pub view: std::path::PathBuf,
    /// What stands in the field.
    pub words: String,
    /// Has the field still to take the keyboard?
    pub fresh: bool,
}

impl ViewDraft {
    /// For a view, with the words it has so far.
    #[must_use]
    pub fn new(stored: &crate::query::StoredView, words: &str) -> Self {
        Self { view: stored.path.clone(), words: words.to_owned(), fresh: true }
    }
}

/// What is typed into dialogs while they are open.
#[derive(Default)]
pub struct Drafts {
    /// Words searched for among the commands.
    pub palette: String,
    /// The chosen line of the palette.
    pub chosen: usize,
    /// Name of a new view.
    pub name: String,
    /// Note of a new view.
    pub new_note: String,
    /// Path of a folder.
    pub path: String,
    /// A file to export to, while that dialog is open.
    pub export: Option<(ExportFormat, String)>,
    /// Was the dialog of exports open in the frame before?
    exporting: bool,
    /// The new name of a saved view that is being renamed.
    pub rename: Option<ViewDraft>,
    /// The note of a saved view that is being written.
    pub note: Option<ViewDraft>,
    /// The row stood at among the fonts, if it was moved.
    pub font: Option<usize>,
    /// The import report's.
    pub report: report::ReportDraft,
    /// The list of searches.
    pub batch: batch::BatchDraft,
    /// The two texts that are compared.
    pub columns: passage::Columns,
    /// The kind of difference that is shown alone.
    pub changed: Option<Changed>,
    /// The day typed for the open document.
    pub date: Option<String>,
    /// What is typed into the topics.
    pub topics: TopicsDraft,
    /// The dialog that was open in the frame before: a new one takes the keyboard.
    shown: Option<Dialog>,
}

/// Draws the dialog that is open.
pub fn dialogs_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts) {
    let open = shell.state.dialog;
    let fresh = open != drafts.shown;
    if fresh {
        // A dialog closed while a note was written in it: the note is kept.
        if let Some(note) = drafts.note.take() {
            shell.send(ViewCommand::Note(note.view, note.words));
        }
        let export = drafts.export.take();
        let mut topics = std::mem::take(&mut drafts.topics);
        if open != Some(Dialog::Topics) {
            topics.close(shell);
        }
        let batch = std::mem::take(&mut drafts.batch);
        let exporting = drafts.exporting;
        *drafts = Drafts { export, topics, batch, exporting, shown: open, ..Drafts::default() };
    }
    match open {
        Some(Dialog::Palette) => palette::palette_ui(shell, ctx, drafts, fresh),
        Some(Dialog::Shortcuts) => shortcuts::shortcuts_ui(shell, ctx),
        Some(Dialog::SaveView) => save_ui(shell, ctx, drafts, fresh),
        Some(Dialog::Views) => views::views_ui(shell, ctx, drafts),
        Some(Dialog::OpenPath) => path_ui(shell, ctx, drafts, fresh),
        Some(Dialog::Fonts) => fonts::fonts_ui(shell, ctx, drafts, fresh),
        Some(Dialog::Columns) => columns::columns_ui(shell, ctx),
        Some(Dialog::Date) => document_date::date_ui(shell, ctx, &mut drafts.date, fresh),
        Some(Dialog::Problems) => problems::problems_ui(shell, ctx),
        Some(Dialog::Report) => report::report_ui(shell, ctx, &mut drafts.report),
        Some(Dialog::Batch) => batch::batch_ui(shell, ctx, &mut drafts.batch, fresh),
        Some(Dialog::Passage) => passage::passage_ui(shell, ctx, &mut drafts.columns),
        Some(Dialog::Topics) => topics::topics_ui(shell, ctx, &mut drafts.topics),
        Some(Dialog::Names) => names::names_ui(shell, ctx),
        Some(Dialog::Explanation) => explanation::explanation_ui(shell, ctx),
        Some(Dialog::Differences) => differences::differences_ui(shell, ctx, drafts),
        None => {}
    }
    export_ui(shell, ctx, drafts);
}

/// A dialog with a title and a cross; returns whether it is to be closed.
pub fn dialog(
    shell: &Shell<'_>,
    ctx: &Context,
    salt: &'static str,
    title: &str,
    width: f32,
    content: impl FnOnce(&mut Ui),
) -> bool {
    let look = shell.look;
    let p = look.palette();
    let width = width.min(ctx.content_rect().width() - 48.0);
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(20)).corner_radius(12);
    let backdrop = egui::Color32::from_black_alpha(if p.dark { 140 } else { 70 });
    let modal = Modal::new(Id::unique(salt)).frame(frame).backdrop_color(backdrop).show(ctx, |ui| {
        ui.set_width(width);
        let mut close = false;
        ui.with_layout(look.column(), |ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(width, 32.0), egui::Sense::hover());
            let mut strip = Strip::new(rect, look.is_rtl());
            let cross = strip.end(28.0);
            let font = look.tokens.bold(look.tokens.text.heading);
            let drawn = put(ui, look, strip.rest(), title, (font, p.text.0), Place::Start);
            let heading = ui.interact(drawn, ui.scope_id().with("heading"), egui::Sense::hover());
            heading.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, title));
            let mut child = ui.new_child(egui::UiBuilder::new().max_rect(cross));
            close = icon_button(&mut child, look, icon::X, &look.tr("close")).clicked();
            ui.add_space(8.0);
            content(ui);
        });
        close
    });
    ctx.accesskit_node_builder(modal.response.id, |node| node.set_label(title));
    modal.inner || modal.should_close()
}

/// A quiet explanation.
pub fn explain(shell: &Shell<'_>, ui: &mut Ui, words: &str) {
    let look = shell.look;
    let text = egui::RichText::new(words).color(look.palette().muted.0);
    ui.label(crate::gui::text::text(ui, text, look.base()));
}

fn save_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts, fresh: bool) {
    let look = shell.look;
    let close = dialog(shell, ctx, "save view", &look.tr("save-view-title"), 420.0, |ui| {
        explain(shell, ui, &look.tr("save-view-hint"));
        ui.add_space(8.0);
        let done = line_ui(shell, ui, &mut drafts.name, ("save name", "view-name"), "save", fresh, false);
        ui.add_space(8.0);
        let label = look.tr("view-note");
        let hint = look.tr("view-note-hint");
        let note = Area { id: Id::unique("new note"), name: &label, hint: &hint, rows: 3 };
        note.show(ui, look, &mut drafts.new_note);
        if done && !drafts.name.trim().is_empty() {
            shell.send(ViewCommand::SaveAs(drafts.name.clone(), drafts.new_note.clone()));
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

fn path_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts, fresh: bool) {
    let look = shell.look;
    let close = dialog(shell, ctx, "open path", &look.tr("open-path-title"), 520.0, |ui| {
        explain(shell, ui, &look.tr("open-path-hint"));
        ui.add_space(8.0);
        let path = super::paths::expanded(&drafts.path);
        let missing = !drafts.path.trim().is_empty() && !path.exists();
        let done = line_ui(shell, ui, &mut drafts.path, ("path", "folder-path"), "open", fresh, missing);
        if missing {
            explain(shell, ui, &look.tr("problem-no-folder"));
        }
        if done && path.exists() {
            shell.send(FolderCommand::Open(Origin::Folder(path)));
            shell.send(UiCommand::CloseDialog);
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

/// A field with a button beside it; returns whether Enter or the button was pressed.
fn line_ui(
    shell: &Shell<'_>,
    ui: &mut Ui,
    text: &mut String,
    (salt, name): (&'static str, &'static str),
    action: &'static str,
    fresh: bool,
    wrong: bool,
) -> bool {
    let look = shell.look;
    let mut done = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let label = look.tr(name);
        let id = Id::unique(salt);
        let width = (ui.available_width() - 130.0).max(120.0);
        let field = Field { id, name: &label, hint: &label, width, wrong, icon: None };
        let response = field.show(ui, look, text);
        if fresh {
            response.request_focus();
        }
        done = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        done |= text_button(ui, look, None, &look.tr(action), true).clicked();
    });
    done
}

/// The message that names an export.
pub fn export_title(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "command-export-csv",
        ExportFormat::Jsonl => "command-export-jsonl",
        ExportFormat::Report => "command-export-report",
        ExportFormat::Batch => "command-export-batch",
    }
}

/// Asks for an export to a file.
pub fn export_to(shell: &Shell<'_>, format: ExportFormat, file: std::path::PathBuf) {
    match format {
        ExportFormat::Batch => batch::export(shell, file),
        _ => shell.send(ViewCommand::Export(format, file)),
    }
}

/// Asks for the file where the system has no dialog for it.
fn export_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts) {
    let fresh = !std::mem::replace(&mut drafts.exporting, drafts.export.is_some());
    let Some((format, mut path)) = drafts.export.take() else { return };
    let look = shell.look;
    let title = look.tr(export_title(format));
    let mut written = false;
    let close = dialog(shell, ctx, "export", &title, 560.0, |ui| {
        explain(
            shell,
            ui,
            &look.tr(match format {
                ExportFormat::Csv | ExportFormat::Jsonl => "export-hint",
                ExportFormat::Report => "export-report-hint",
                ExportFormat::Batch => "export-batch-hint",
            }),
        );
        ui.add_space(8.0);
        let file = super::paths::expanded(&path);
        let taken = file.exists();
        let homeless = file.parent().is_none_or(|folder| !folder.is_dir());
        let done = line_ui(shell, ui, &mut path, ("export path", "file-path"), "export", fresh, homeless);
        if taken {
            explain(shell, ui, &look.tr("export-replaces"));
        } else if homeless {
            explain(shell, ui, &look.tr("problem-no-folder"));
        }
        if done && !homeless && !file.is_dir() {
            export_to(shell, format, file);
            written = true;
        }
    });
    if !close && !written {
        drafts.export = Some((format, path));
    }
}
