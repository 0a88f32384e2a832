//! At the end of each pass, lays out anew every painted text that egui alone gets wrong.
//!
//! So labels, buttons, tabs, menus, tooltips and window titles stay stock widgets. Must run in
//! `on_end_pass`: later, glyphs that were rasterised would miss the texture of this frame.

use std::{collections::HashMap, sync::Arc};

use egui::{Context, Galley, LayerId, Shape, Ui, ViewportId, ViewportIdMap, layers::ShapeIdx};

use super::{Base, engine::Engine, is_ours, mark};
use crate::typeset::needs_bidi;

/// A galley of egui's and ours in its place.
struct Swap {
    /// Kept alive, so that its address is not given to another galley.
    _old: Arc<Galley>,
    new: Arc<Galley>,
    seen: bool,
}

/// State of right-to-left text, one engine per viewport.
#[derive(Default)]
pub(super) struct RtlPlugin {
    engines: ViewportIdMap<Engine>,
    swaps: HashMap<(ViewportId, usize), Swap, ahash::RandomState>,
}

impl RtlPlugin {
    pub fn engine(&mut self, viewport: ViewportId) -> &mut Engine {
        self.engines.entry(viewport).or_default()
    }
}

impl egui::Plugin for RtlPlugin {
    fn debug_name(&self) -> &'static str {
        "right-to-left text"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let engine = self.engine(ui.ctx().viewport_id());
        ui.ctx().fonts_mut(|fonts| engine.begin_pass(fonts));
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let viewport = ctx.viewport_id();
        let found = self.find(&ctx, viewport);
        self.swaps.retain(|key, swap| key.0 != viewport || swap.seen);
        for old in found.fresh {
            let base = Base::Auto;
            let min_block = if old.rows.len() > 1 { old.rect.width() } else { 0.0 };
            let engine = self.engines.entry(viewport).or_default();
            let laid = ctx.fonts_mut(|fonts| engine.layout(fonts, mark((*old.job).clone()), base, min_block));
            let key = (viewport, Arc::as_ptr(&old) as usize);
            self.swaps.insert(key, Swap { _old: old, new: Arc::clone(&laid.galley), seen: true });
        }
        ctx.graphics_mut(|graphics| {
            for (layer, index) in found.places {
                if let Some(list) = graphics.get_mut(layer) {
                    list.mutate_shape(index, |clipped| self.replace(&mut clipped.shape, viewport));
                }
            }
        });
    }
}

/// What a walk over the painted shapes has found.
#[derive(Default)]
struct Found {
    places: Vec<(LayerId, ShapeIdx)>,
    fresh: Vec<Arc<Galley>>,
}

impl RtlPlugin {
    /// Finds the shapes with text that is to be replaced, and those galleys not yet laid out by us.
    fn find(&mut self, ctx: &Context, viewport: ViewportId) -> Found {
        // The order of the entries does not matter: each swap is only marked.
        for (_, swap) in self.swaps.iter_mut().filter(|(key, _)| key.0 == viewport) {
            swap.seen = false;
        }
        let mut layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
        layers.extend([LayerId::background(), LayerId::debug()]);
        let mut found = Found::default();
        ctx.graphics(|graphics| {
            for layer in layers {
                let Some(list) = graphics.get(layer) else { continue };
                for (index, clipped) in list.all_entries().enumerate() {
                    let mut wanted = false;
                    each_galley(&clipped.shape, &mut |galley| {
                        if is_ours(galley) || !needs_bidi(&galley.job.text) {
                            return;
                        }
                        wanted = true;
                        match self.swaps.get_mut(&(viewport, Arc::as_ptr(galley) as usize)) {
                            Some(swap) => swap.seen = true,
                            None => found.fresh.push(Arc::clone(galley)),
                        }
                    });
                    if wanted {
                        found.places.push((layer, ShapeIdx(index)));
                    }
                }
            }
        });
        found
    }

    fn replace(&self, shape: &mut Shape, viewport: ViewportId) {
        match shape {
            Shape::Text(text) => {
                if let Some(swap) = self.swaps.get(&(viewport, Arc::as_ptr(&text.galley) as usize)) {
                    text.galley = Arc::clone(&swap.new);
                }
            }
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| self.replace(shape, viewport)),
            _ => {}
        }
    }
}

pub(super) fn each_galley(shape: &Shape, visit: &mut impl FnMut(&Arc<Galley>)) {
    match shape {
        Shape::Text(text) => visit(&text.galley),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_galley(shape, visit)),
        _ => {}
    }
}
