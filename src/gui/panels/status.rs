//! The status bar: how far loading is, news, problems, documents, rule set.

use egui::{Align, CornerRadius, Layout, Rect, Sense, Stroke, Ui, UiBuilder, accesskit::Role, vec2};

use super::Shell;
use crate::{
    engine::{Phase, Progress},
    gui::{
        widgets::{Place, Strip, icon, icon_button, measure, put, put_icon, text_button},
        words,
    },
    i18n::Arg,
    session::{Notice, NoticeKind, UiCommand},
};

/// Height of the bar, in points.
pub const HEIGHT: f32 = 32.0;

/// Fewer documents are compared before their count could be read.
const WORTH_TELLING: usize = 2_000;

/// Draws the bar.
pub fn status_ui(shell: &Shell<'_>, ui: &mut Ui, rect: Rect) {
    let look = shell.look;
    let p = look.palette();
    ui.painter().rect_filled(rect, 0.0, p.ground.0);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, p.border.0));
    let mut strip = Strip::new(rect.shrink2(vec2(16.0, 2.0)), look.is_rtl());
    counts_ui(shell, ui, &mut strip);
    if let Some(progress) =
        shell.state.loading.and_then(|loading| loading.progress.filter(|_| loading.running))
    {
        progress_ui(shell, ui, &mut strip, progress);
    }
    if let Some((done, total)) = shell.state.comparing.filter(|(_, total)| *total >= WORTH_TELLING)
        && !shell.is_loading()
    {
        comparing_ui(shell, ui, &mut strip, done, total);
    }
    if let Some(notice) = &shell.state.notice {
        notice_ui(shell, ui, strip.rest(), notice);
    }
}

/// At the end: rule set, documents, problems.
fn counts_ui(shell: &Shell<'_>, ui: &mut Ui, strip: &mut Strip) {
    let look = shell.look;
    let muted = look.palette().muted.0;
    let font = look.tokens.font(look.tokens.text.small);
    if let Some(store) = &shell.state.store {
        let version: String = store.pack_version().chars().take(7).collect();
        let texts = [
            look.tr_with("rule-set", &[("version", Arg::Outside(&version))]),
            words::documents(look, store.len()),
        ];
        for text in texts {
            let width = measure(ui, look, &text, font.clone());
            let place = strip.end(width);
            let said = ui.interact(place, ui.scope_id().with(&text), Sense::hover());
            said.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &text));
            put(ui, look, place, &text, (font.clone(), muted), Place::End);
            strip.end(20.0);
        }
    }
    let problems = shell.state.problems().count();
    if problems > 0 {
        let text = look.tr_with("problem-count", &[("n", Arg::Count(problems))]);
        let width = measure(ui, look, &text, look.tokens.font(look.tokens.text.body)) + 50.0;
        let mut child = child(ui, look.is_rtl(), strip.end(width), "problems");
        if text_button(&mut child, look, Some(icon::WARNING), &text, false).clicked() {
            shell.send(UiCommand::ShowProblems);
        }
        strip.end(12.0);
    }
}

fn child(ui: &mut Ui, rtl: bool, rect: Rect, salt: &'static str) -> Ui {
    let layout =
        if rtl { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout).id_salt(salt))
}

/// At the beginning: a bar, the count, the speed, and the way to stop.
fn progress_ui(shell: &Shell<'_>, ui: &mut Ui, strip: &mut Strip, progress: Progress) {
    let look = shell.look;
    bar_ui(shell, ui, strip, progress.done, progress.found, &look.tr("loading-title"));
    let speed = format!("{:.1}", progress.bytes_per_second() / 1e6);
    let text = match progress.phase {
        Phase::Walking => look.tr_with("progress-walking", &[("n", Arg::Count(progress.found))]),
        _ => look.tr_with(
            "progress-reading",
            &[
                ("n", Arg::Count(progress.done)),
                ("total", Arg::Count(progress.found)),
                ("speed", Arg::Word(&look.locale.digits(&speed))),
            ],
        ),
    };
    words_ui(shell, ui, strip, &text);
    let mut child = child(ui, look.is_rtl(), strip.start(32.0), "cancel");
    if icon_button(&mut child, look, icon::STOP, &look.tr("command-cancel-load")).clicked() {
        shell.send(UiCommand::CancelLoad);
    }
    strip.start(16.0);
}

/// The same while the texts are compared.
fn comparing_ui(shell: &Shell<'_>, ui: &mut Ui, strip: &mut Strip, done: usize, total: usize) {
    let look = shell.look;
    let title = look.tr("comparing-title");
    bar_ui(shell, ui, strip, done, total, &title);
    let count = look.tr_with("comparing-count", &[("n", Arg::Count(done)), ("total", Arg::Count(total))]);
    words_ui(shell, ui, strip, &format!("{title}: {count}"));
    let mut child = child(ui, look.is_rtl(), strip.start(32.0), "stop comparing");
    if icon_button(&mut child, look, icon::STOP, &look.tr("command-stop-comparing")).clicked() {
        shell.send(UiCommand::StopComparing);
    }
    strip.start(16.0);
}

fn bar_ui(shell: &Shell<'_>, ui: &Ui, strip: &mut Strip, done: usize, total: usize, name: &str) {
    let p = shell.look.palette();
    let share = if total == 0 { 0.0 } else { done as f32 / total as f32 };
    let place = strip.start(120.0);
    let bar = Rect::from_center_size(place.center(), vec2(place.width(), 6.0));
    ui.painter().rect_filled(bar, CornerRadius::same(3), p.border.0);
    let mut filled = Strip::new(bar, shell.look.is_rtl());
    ui.painter().rect_filled(filled.start(bar.width() * share), CornerRadius::same(3), p.accent.0);
    let spoken = ui.interact(bar, ui.scope_id().with("progress"), Sense::hover());
    spoken.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = Some(f64::from(share) * 100.0);
        info
    });
    strip.start(10.0);
}

fn words_ui(shell: &Shell<'_>, ui: &Ui, strip: &mut Strip, words: &str) {
    let look = shell.look;
    let font = look.tokens.font(look.tokens.text.small);
    let width = measure(ui, look, words, font.clone());
    put(ui, look, strip.start(width), words, (font, look.palette().text.0), Place::Start);
    strip.start(8.0);
}

fn notice_ui(shell: &Shell<'_>, ui: &mut Ui, rect: Rect, notice: &Notice) {
    let look = shell.look;
    let p = look.palette();
    let (sign, colour) = match notice.kind {
        NoticeKind::Failed | NoticeKind::KeptAside => (icon::WARNING, p.danger.0),
        NoticeKind::NothingToUndo | NoticeKind::NoTable | NoticeKind::LanguageUnchanged => {
            (icon::INFO, p.muted.0)
        }
        NoticeKind::ViewSaved
        | NoticeKind::ViewDeleted
        | NoticeKind::Exported
        | NoticeKind::LanguageChanged
        | NoticeKind::TopicRemoved
        | NoticeKind::NameRemoved => (icon::CHECK_CIRCLE, p.accent.0),
    };
    let key = match notice.kind {
        NoticeKind::ViewSaved => "notice-view-saved",
        NoticeKind::ViewDeleted => "notice-view-deleted",
        NoticeKind::Exported => "notice-exported",
        NoticeKind::Failed => "notice-failed",
        NoticeKind::KeptAside => "notice-kept-aside",
        NoticeKind::NoTable => "notice-no-table",
        NoticeKind::NothingToUndo => "notice-nothing-to-undo",
        NoticeKind::LanguageUnchanged => "notice-language-unchanged",
        NoticeKind::LanguageChanged => "notice-language-changed",
        NoticeKind::TopicRemoved => "notice-topic-removed",
        NoticeKind::NameRemoved => "notice-name-removed",
    };
    let (gained, lost) = shell.state.differences.as_ref().map_or((0, 0), |found| found.totals());
    let values =
        [("text", Arg::Outside(&notice.text)), ("gained", Arg::Count(gained)), ("lost", Arg::Count(lost))];
    let text = look.tr_with(key, &values);
    let mut strip = Strip::new(rect, look.is_rtl());
    put_icon(ui, strip.start(18.0), sign, 16.0, colour);
    strip.start(6.0);
    let font = look.tokens.font(look.tokens.text.small);
    let width = measure(ui, look, &text, font.clone()).min((strip.width() - 140.0).max(60.0));
    let place = strip.start(width);
    put(ui, look, place, &text, (font, p.text.0), Place::Start);
    let said = ui.interact(place, ui.scope_id().with("notice"), Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, &text));
    said.on_hover_text(&text);
    strip.start(8.0);
    let mut child = child(ui, look.is_rtl(), strip.rest(), "notice actions");
    if matches!(notice.kind, NoticeKind::ViewDeleted | NoticeKind::TopicRemoved | NoticeKind::NameRemoved)
        && text_button(&mut child, look, Some(icon::UNDO), &look.tr("command-undo"), false).clicked()
    {
        shell.send(UiCommand::Undo);
    }
    if notice.kind == NoticeKind::LanguageChanged
        && text_button(&mut child, look, Some(icon::SCALES), &look.tr("differences-title"), false).clicked()
    {
        shell.send(UiCommand::ShowDifferences);
    }
    if icon_button(&mut child, look, icon::X, &look.tr("dismiss")).clicked() {
        shell.send(UiCommand::CloseDialog);
    }
}
