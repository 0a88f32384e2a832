//! Filters: facets with counts, topics first. A value is included, excluded or left open.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};

use super::{
    Cx,
    group_title::{Tool, Used, group_title},
    value_search,
};
use crate::{
    gui::{
        widgets::{FacetAction, FacetLook, FacetRow, facet_list, icon, menu_item, text_button},
        words,
    },
    query::{Count, Facet, FactKind, Mark},
    session::{FilterCommand, UiCommand},
};

/// Values a long facet shows before it is asked for more.
const SHORT: usize = 8;

/// How many more at a time.
const MORE: usize = 24;

/// Draws the panel into the room of `ui`.
pub fn filters_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let name = cx.look.tr("panel-filters");
    super::panel_header(cx.look, ui, icon::FUNNEL, &name, |ui| super::chips::clear_ui(cx, ui));
    value_search::forget_closed(cx, ui);
    let scroll = ScrollArea::vertical().id_salt("filters").auto_shrink(false);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(4.0);
        stories_once_ui(cx, ui);
        same_passage_ui(cx, ui);
        for facet in [Facet::Topic, Facet::Kind, Facet::Person, Facet::Organisation, Facet::Place] {
            facet_ui(cx, ui, &facet);
        }
        super::dates::dates_ui(cx, ui);
        let is_other = |facet: &&Facet| {
            matches!(
                facet,
                Facet::Published | Facet::Mentioned | Facet::Source | Facet::Language | Facet::Column(_)
            )
        };
        // A facet stays in sight while values of it are looked for, found or not.
        let sought = cx.state.query.look_for.as_ref().map(|search| &search.facet);
        let others: BTreeSet<&Facet> =
            cx.results.counts.facets.keys().chain(sought).filter(is_other).collect();
        for facet in others {
            // One value that all documents share filters nothing.
            let is_chosen = cx.state.query.filter.choices.contains_key(facet);
            if cx.results.counts.of(facet).len() > 1 || is_chosen || sought == Some(facet) {
                facet_ui(cx, ui, facet);
            }
        }
        ui.add_space(16.0);
    });
}

/// Must topics, kinds, names and words meet in one passage? Asked once there is something to meet.
fn same_passage_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let filter = &cx.state.query.filter;
    let parts = filter.choices.len() + usize::from(!filter.words.trim().is_empty());
    if parts < 2 && !filter.same_passage {
        return;
    }
    if switch_ui(cx, ui, &cx.look.tr("same-passage"), filter.same_passage).clicked() {
        cx.send(FilterCommand::SamePassage(!filter.same_passage));
    }
    ui.add_space(4.0);
}

/// Do copies of one story count once?
fn stories_once_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let on = cx.state.query.filter.stories_once;
    let item = switch_ui(cx, ui, &cx.look.tr("stories-once"), on);
    if item.on_hover_text(cx.look.tr("stories-once-hint")).clicked() {
        cx.send(FilterCommand::StoriesOnce(!on));
    }
    ui.add_space(4.0);
}

/// A line with a box that is ticked or not.
fn switch_ui(cx: &Cx<'_>, ui: &mut Ui, words: &str, on: bool) -> egui::Response {
    let p = cx.look.palette();
    let sign = if on { (icon::CHECK_SQUARE, p.accent.0) } else { (icon::SQUARE, p.strong_border.0) };
    let item = menu_item(ui, cx.look, Some(sign), words, None, None);
    item.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, on, words));
    item
}

fn facet_ui(cx: &Cx<'_>, ui: &mut Ui, facet: &Facet) {
    let mut ordered = order(facet, cx.results.counts.of(facet));
    let is_sought = value_search::typed(cx, facet).is_some();
    if ordered.is_empty() && !is_sought {
        return;
    }
    let all = ordered.len();
    // Those of fewest documents are not listed where there are very many.
    let more = cx.results.counts.more.get(facet).copied().unwrap_or_default();
    let title = words::facet(cx.look, facet);
    let salt = facet.to_string();
    let id = ui.scope_id().with(("facet", &salt));
    let (open, shown) = ui.data(|d| d.get_temp::<(bool, usize)>(id)).unwrap_or((true, limit(facet)));
    let chosen = cx.state.query.filter.choices.get(facet).map_or(0, |c| c.include.len() + c.exclude.len());
    let tool = tool(cx, facet, &title, is_sought || all + more > SHORT);
    let opens = match group_title(cx, ui, &title, open, chosen, tool) {
        Some(Used::Title) => !open,
        // The field stands below the title.
        Some(Used::Tool) => open || value_search::is_searchable(facet),
        None => open,
    };
    if opens != open {
        ui.data_mut(|d| d.insert_temp(id, (opens, shown)));
    }
    if !open {
        return;
    }
    value_search::value_search_ui(cx, ui, facet, &title);
    let most = ordered.iter().map(|count| count.documents).max().unwrap_or(1).max(1);
    if *facet == Facet::Kind && shown == limit(facet) {
        // Finer kinds come with their kind, once that is chosen or more is asked for.
        let filter = &cx.state.query.filter;
        ordered.retain(|count| {
            let kind = count.value.split('.').next().unwrap_or(&count.value);
            let of_chosen = filter.mark(facet, kind) == Some(Mark::Include);
            !count.value.contains('.') || of_chosen || filter.mark(facet, &count.value).is_some()
        });
    }
    let rows: Vec<FacetRow> = ordered.iter().take(shown).map(|count| row(cx, facet, count, most)).collect();
    match facet_list(ui, cx.look, &salt, &title, &rows, &cx.look.tr("exclude")) {
        Some(FacetAction::Include(ix)) => mark(cx, facet, ordered[ix], Mark::Include),
        Some(FacetAction::Exclude(ix)) => mark(cx, facet, ordered[ix], Mark::Exclude),
        None => {}
    }
    let are_listed = all > rows.len();
    // Of those that are looked for more letters leave fewer.
    if are_listed || (more > 0 && !is_sought) {
        ui.add_space(4.0);
        let (sign, message) = if are_listed {
            (icon::CARET_DOWN, "show-more")
        } else {
            (icon::MAGNIFYING_GLASS, "search-more")
        };
        let rest = cx.look.tr_with(message, &[("n", crate::i18n::Arg::Count(all + more - rows.len()))]);
        if text_button(ui, cx.look, Some(sign), &rest, false).clicked() {
            if are_listed {
                ui.data_mut(|d| d.insert_temp(id, (open, shown + MORE)));
            } else {
                cx.send(value_search::toggled(cx, facet));
            }
        }
    } else if all == 0 {
        menu_item(ui, cx.look, None, &cx.look.tr("find-value-nothing"), None, None);
    }
    ui.add_space(12.0);
}

/// What stands at the end of a facet's title.
fn tool(cx: &Cx<'_>, facet: &Facet, title: &str, is_long: bool) -> Option<Tool> {
    if *facet == Facet::Topic && cx.state.language.is_some() {
        // What topics there are is the user's to say.
        let entry = UiCommand::ShowTopics.entry()?;
        return Some(Tool {
            sign: icon::PENCIL,
            name: cx.look.tr(entry.message),
            command: entry.command.into(),
        });
    }
    (is_long && value_search::is_searchable(facet)).then(|| Tool {
        sign: icon::MAGNIFYING_GLASS,
        name: cx.look.tr_with("find-value", &[("facet", crate::i18n::Arg::Word(title))]),
        command: value_search::toggled(cx, facet).into(),
    })
}

fn limit(facet: &Facet) -> usize {
    match facet {
        Facet::Topic => 14,
        Facet::Kind => 12,
        _ => SHORT,
    }
}

/// Values in the order they are shown: the four topics of the day first; kinds above their finer kinds.
fn order<'a>(facet: &Facet, counts: &'a [Count]) -> Vec<&'a Count> {
    let mut ordered: Vec<&Count> = counts.iter().collect();
    match facet {
        Facet::Topic => ordered.sort_by_key(|count| {
            words::FIRST_TOPICS
                .iter()
                .position(|id| **id == *count.value)
                .unwrap_or(words::FIRST_TOPICS.len())
        }),
        Facet::Kind => {
            let place = |value: &str| {
                let kind = value.split('.').next().unwrap_or(value);
                FactKind::ALL.iter().position(|known| known.value() == kind)
            };
            ordered.sort_by_key(|count| (place(&count.value), count.value.contains('.')));
        }
        Facet::Published | Facet::Mentioned => ordered.sort_by(|a, b| b.value.cmp(&a.value)),
        _ => {}
    }
    ordered
}

fn row(cx: &Cx<'_>, facet: &Facet, count: &Count, most: u32) -> FacetRow {
    let finer = *facet == Facet::Kind && count.value.contains('.');
    let signed = matches!(facet, Facet::Topic | Facet::Kind);
    FacetRow {
        sign: signed.then(|| words::value_sign(&cx.look.tokens, facet, &count.value)),
        words: words::counted(cx.look, facet, count),
        count: cx.look.locale.count(count.documents as usize),
        share: count.documents as f32 / most as f32,
        look: match cx.state.query.filter.mark(facet, &count.value) {
            None => FacetLook::Open,
            Some(Mark::Include) => FacetLook::Included,
            Some(Mark::Exclude) => FacetLook::Excluded,
        },
        indent: finer,
    }
}

/// Sets a mark, or takes it back where it is set already.
fn mark(cx: &Cx<'_>, facet: &Facet, count: &Count, wanted: Mark) {
    let now = cx.state.query.filter.mark(facet, &count.value);
    let mark = (now != Some(wanted)).then_some(wanted);
    cx.send(FilterCommand::Mark(facet.clone(), count.value.clone(), mark));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(value: &str, documents: u32) -> Count {
        Count { value: value.into(), label: value.into(), documents }
    }

    fn values<'a>(ordered: &[&'a Count]) -> Vec<&'a str> {
        ordered.iter().map(|count| &*count.value).collect()
    }

    #[test]
    fn the_four_topics_come_first() {
        let counts = ["economy", "budget", "diplomacy", "security", "energy"].map(|id| count(id, 1));
        let ordered = order(&Facet::Topic, &counts);
        assert_eq!(values(&ordered), ["security", "energy", "budget", "economy", "diplomacy"]);
    }

    #[test]
    fn finer_kinds_stand_under_their_kind() {
        let counts = ["mention", "event.talks", "time", "event", "event.meet"].map(|id| count(id, 1));
        let ordered = order(&Facet::Kind, &counts);
        assert_eq!(values(&ordered), ["event", "event.talks", "event.meet", "time", "mention"]);
    }
}
