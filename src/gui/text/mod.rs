//! Kurdish text in egui: fonts, right-to-left layout for every widget, paragraphs for the reader.
//!
//! egui 0.37 has no bidi. This module lays out text with [`crate::typeset`] around egui's own shaper and
//! atlas and hands it on as an ordinary `Galley`. It goes when egui does it itself; until then nothing
//! else in the window may lay out text.
//!
//! How to use it:
//!
//! - Once, before the first frame: `text::install(&cc.egui_ctx)`. It sets the fonts, turns off egui's
//!   selectable labels (wrong for right-to-left) and adds the plugin that mends every painted text.
//! - One line (buttons, tabs, menus, short labels): stock widgets, nothing to do. Bold is
//!   `RichText::new("…").family(fonts::bold())`; icons are Phosphor's private-use characters.
//! - Labels that wrap: `ui.label(text::text(ui, "…", Base::Auto))`, which knows its exact height.
//!   [`Base::Rtl`] for document text and Kurdish cells (a sentence that starts with "CNN" still runs right
//!   to left), [`Base::Auto`] for words of the interface.
//! - Inputs, of one line or many: [`input::TextInput`], in place of `TextEdit`. Long text to read:
//!   [`document::DocumentView`].
//! - Right-to-left interface: `ui.with_layout(Layout::top_down(Align::Max), …)`; `ui.horizontal` inside then
//!   runs right to left by itself. Table columns are added in reverse order.
//! - Anything painted by hand: [`layout`] gives a [`Laid`]: paint `laid.galley`, ask `laid.rects(&bytes)`,
//!   `laid.hit(pointer - pos)`, `laid.byte_at(pointer - pos)`.
//! - Never build right-to-left strings backwards, and wrap numbers or names that must stay whole between
//!   U+2068 and U+2069.

pub mod document;
mod engine;
mod galley;
pub mod input;
mod laid;
mod plugin;
mod shaper;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{
    Context, FontSelection, Galley, Ui, WidgetText,
    epaint::text::{LayoutJob, TextWrapping},
};

pub use self::laid::Laid;
pub use crate::typeset::{Affinity, Base, Caret, needs_bidi};

/// Sets the bundled fonts and adds right-to-left text to every widget of this context.
pub fn install(ctx: &Context) {
    ctx.set_fonts(super::fonts::definitions(None));
    ctx.add_plugin(plugin::RtlPlugin::default());
    ctx.all_styles_mut(|style| style.interaction.selectable_labels = false);
}

/// Puts a font before the bundled ones, or takes it away again. Every text is laid out anew.
pub fn set_font(ctx: &Context, chosen: Option<&super::fonts::ChosenFont>) {
    ctx.set_fonts(super::fonts::definitions(chosen));
}

/// Lays out a job, or returns what it gave before.
///
/// Without [`install`] it lays out all the same, but keeps nothing.
#[must_use]
pub fn layout(ctx: &Context, job: LayoutJob, base: Base) -> Arc<Laid> {
    layout_in_block(ctx, job, base, 0.0)
}

/// The same in a block of at least this width, to the far edge of which lines align.
fn layout_in_block(ctx: &Context, job: LayoutJob, base: Base, min_block: f32) -> Arc<Laid> {
    let viewport = ctx.viewport_id();
    let job = mark(job);
    match ctx.plugin_opt::<plugin::RtlPlugin>() {
        Some(plugin) => {
            let mut plugin = plugin.lock();
            let engine = plugin.engine(viewport);
            ctx.fonts_mut(|fonts| engine.layout(fonts, job, base, min_block))
        }
        None => ctx.fonts_mut(|fonts| engine::Engine::default().layout(fonts, job, base, min_block)),
    }
}

/// Text for a widget that may wrap, laid out for the room there is: `ui.label(text(ui, "…", base))`.
#[must_use]
pub fn text(ui: &Ui, text: impl Into<WidgetText>, base: Base) -> WidgetText {
    let job = text.into().into_layout_job(ui.style(), FontSelection::Default, ui.text_valign());
    let mut job = Arc::unwrap_or_clone(job);
    job.wrap = TextWrapping::from_wrap_mode_and_width(ui.wrap_mode(), ui.available_width());
    job.halign = ui.layout().horizontal_placement();
    WidgetText::Galley(Arc::clone(&layout(ui.ctx(), job, base).galley))
}

/// Has this galley been laid out here? Every painted text that [`needs_bidi`] must be.
#[must_use]
pub fn is_ours(galley: &Galley) -> bool {
    galley.job.first_row_min_height < 0.0
}

/// The painted texts that need right-to-left layout and did not get it: must be empty for every page.
///
/// For tests: `assert_eq!(text::stray_texts(&output.shapes), Vec::<String>::new())`.
#[must_use]
pub fn stray_texts(shapes: &[egui::epaint::ClippedShape]) -> Vec<String> {
    let mut stray = Vec::new();
    for clipped in shapes {
        plugin::each_galley(&clipped.shape, &mut |galley| {
            if needs_bidi(&galley.job.text) && !is_ours(galley) {
                stray.push(galley.job.text.clone());
            }
        });
    }
    stray
}

/// Marks a job as ours: a negative height of the first row has no effect on egui. The height that was
/// wanted stays in it, see [`original_first_row_height`].
fn mark(mut job: LayoutJob) -> LayoutJob {
    if job.first_row_min_height >= 0.0 {
        job.first_row_min_height = -1.0 - job.first_row_min_height;
    }
    job
}

fn original_first_row_height(job: &LayoutJob) -> f32 {
    (-1.0 - job.first_row_min_height).max(0.0)
}

/// How many texts were laid out because they were not among those kept; for benches and tests.
#[must_use]
pub fn layouts(ctx: &Context) -> usize {
    let viewport = ctx.viewport_id();
    ctx.plugin_opt::<plugin::RtlPlugin>().map_or(0, |plugin| plugin.lock().engine(viewport).layouts())
}
