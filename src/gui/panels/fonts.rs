//! The choice of a font: the bundled one, those that have every Kurdish letter, then the others with what
//! they lack. Choosing applies at once, so the window itself is the preview.

use egui::{Color32, Context, Rect, RichText, UiBuilder, pos2, vec2};

use super::{
    Shell,
    dialogs::{Drafts, dialog, explain},
};
use crate::{
    gui::{
        fonts::{BUNDLED, SAMPLE, letters},
        text::{self, Base},
        widgets::{List, Look, Place, RowLook, Strip, icon, paint_row, put, put_based, put_icon},
    },
    i18n::Arg,
    session::{OfferedFont, SettingCommand, UiCommand},
};

const ROW: f32 = 48.0;

/// Draws the dialog.
pub fn fonts_ui(shell: &Shell<'_>, ctx: &Context, drafts: &mut Drafts, fresh: bool) {
    let look = shell.look;
    let p = look.palette();
    let title = look.tr("fonts-title");
    let offered = shell.state.fonts.as_deref().unwrap_or_default();
    let close = dialog(shell, ctx, "fonts", &title, 560.0, |ui| {
        explain(shell, ui, &look.tr("fonts-hint"));
        ui.add_space(8.0);
        let sample = RichText::new(SAMPLE.trim()).size(look.tokens.text.title).color(p.text.0);
        ui.label(text::text(ui, sample, Base::Rtl));
        ui.add_space(8.0);
        if let Some((family, reason)) = &shell.state.font_trouble {
            let values = [("name", Arg::Outside(family)), ("reason", Arg::Outside(reason))];
            let words = RichText::new(look.tr_with("font-failed", &values)).color(p.danger.0);
            ui.label(text::text(ui, words, look.base()));
            ui.add_space(8.0);
        }
        if shell.state.fonts.is_none() {
            explain(shell, ui, &look.tr("fonts-looking"));
            ui.add_space(8.0);
        }
        let len = offered.len() + 1;
        let room = (ctx.content_rect().height() - 340.0).max(2.0 * ROW);
        let size = vec2(ui.available_width(), (ROW * len as f32).min(room));
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(look.column()));
        let used = used_row(shell, offered);
        let selected = drafts.font.or(used).unwrap_or(0);
        let list =
            List { salt: "fonts", name: &title, len, row_height: ROW, selected: Some(selected), lines: true };
        let out = list.show(&mut child, look, |ui, rect, ix, state| {
            row_ui(look, ui, rect, ix.checked_sub(1).and_then(|ix| offered.get(ix)), used == Some(ix), state)
        });
        // After it is drawn: a dialog takes nothing in the frame in which it is measured.
        if fresh {
            ctx.memory_mut(|m| m.request_focus(List::id("fonts")));
        }
        if let Some(ix) = out.opened.or(out.selected) {
            drafts.font = Some(ix);
            choose(shell, offered, ix, used);
        }
    });
    if close {
        shell.send(UiCommand::CloseDialog);
    }
}

/// The row of the font in use; none while it is not among those found.
fn used_row(shell: &Shell<'_>, offered: &[OfferedFont]) -> Option<usize> {
    match &shell.state.settings.font {
        None => Some(0),
        Some(family) => offered.iter().position(|font| font.family == *family).map(|ix| ix + 1),
    }
}

fn choose(shell: &Shell<'_>, offered: &[OfferedFont], ix: usize, used: Option<usize>) {
    // The one in use is read again only when that failed before.
    if used == Some(ix) && shell.state.font_trouble.is_none() {
        return;
    }
    let font = ix.checked_sub(1).and_then(|ix| offered.get(ix));
    if font.is_none_or(|font| font.missing.is_empty()) {
        shell.send(SettingCommand::Font(font.map(|font| font.family.clone())));
    }
}

/// A row; without a font, that of the bundled one.
fn row_ui(
    look: &Look,
    ui: &egui::Ui,
    rect: Rect,
    font: Option<&OfferedFont>,
    used: bool,
    state: RowLook,
) -> String {
    let p = look.palette();
    paint_row(ui, look, rect, state);
    let mut strip = Strip::new(rect.shrink2(vec2(10.0, 4.0)), look.is_rtl());
    let sign = strip.start(24.0);
    if used {
        put_icon(ui, sign, icon::CHECK, 16.0, p.accent.0);
    }
    strip.start(6.0);
    let room = strip.rest();
    let line =
        |ix: f32| Rect::from_min_size(pos2(room.left(), room.top() + ix * 20.0), vec2(room.width(), 20.0));
    let family = font.map_or(BUNDLED, |font| &font.family);
    let (second, colour): (String, Color32) = match font {
        None => (look.tr("font-default"), p.text.0),
        Some(font) if font.missing.is_empty() => (look.tr("font-complete"), p.text.0),
        Some(font) if font.missing.len() >= letters().len() => (look.tr("font-lacks-all"), p.muted.0),
        Some(font) => {
            let missing = font.missing.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
            (look.tr_with("font-lacks", &[("letters", Arg::Outside(&missing))]), p.muted.0)
        }
    };
    let bold = look.tokens.bold(look.tokens.text.body);
    put_based(ui, look, line(0.0), family, (bold, colour), Place::Start, Base::Auto);
    let small = look.tokens.font(look.tokens.text.small);
    put(ui, look, line(1.0), &second, (small, p.muted.0), Place::Start);
    if used { format!("{family}: {second} {}", look.tr("font-used")) } else { format!("{family}: {second}") }
}
