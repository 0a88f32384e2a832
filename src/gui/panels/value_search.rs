//! The field in which values of a long facet are looked for by the beginnings of their words.

use egui::{Id, Key, Ui};

use super::Cx;
use crate::{
    gui::widgets::{Field, icon},
    query::{Facet, ValueSearch},
    session::FilterCommand,
};

/// Which facet's field was shown in the last frame.
fn shown_id() -> Id {
    Id::unique("value search shown")
}

/// Has the facet values by the names of things, which may be many? The others' are few and named by the interface.
#[must_use]
pub fn is_searchable(facet: &Facet) -> bool {
    matches!(facet, Facet::Person | Facet::Organisation | Facet::Place | Facet::Source | Facet::Column(_))
}

/// What is typed in the field of a facet; `None` while it has none.
#[must_use]
pub fn typed<'a>(cx: &Cx<'a>, facet: &Facet) -> Option<&'a str> {
    let search = cx.shell.state.query.look_for.as_ref()?;
    (search.facet == *facet).then_some(&*search.words)
}

/// What opens the field of a facet, or closes it.
#[must_use]
pub fn toggled(cx: &Cx<'_>, facet: &Facet) -> FilterCommand {
    let open = ValueSearch { facet: facet.clone(), words: String::new() };
    FilterCommand::LookFor(typed(cx, facet).is_none().then_some(open))
}

/// Draws the field of a facet where it has one; `title` is what the facet is called.
pub fn value_search_ui(cx: &Cx<'_>, ui: &mut Ui, facet: &Facet, title: &str) {
    let Some(known) = typed(cx, facet) else { return };
    let mut words = known.to_owned();
    let name = cx.look.tr_with("find-value", &[("facet", crate::i18n::Arg::Word(title))]);
    let hint = cx.look.tr("find-value-hint");
    let field = Field {
        id: Id::unique("value search"),
        name: &name,
        hint: &hint,
        width: ui.available_width(),
        wrong: !words.trim().is_empty() && cx.results.counts.of(facet).is_empty() && !cx.state.pending,
        icon: Some(icon::MAGNIFYING_GLASS),
    };
    let response = field.show(ui, cx.look, &mut words);
    let is_fresh = ui.data(|d| d.get_temp::<Facet>(shown_id())).as_ref() != Some(facet);
    ui.data_mut(|d| d.insert_temp(shown_id(), facet.clone()));
    if is_fresh {
        response.request_focus();
    }
    if words != known {
        cx.send(FilterCommand::LookFor(Some(ValueSearch { facet: facet.clone(), words })));
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        cx.send(FilterCommand::LookFor(None));
    }
    ui.add_space(4.0);
}

/// To be called in each frame: a field that is opened again takes the keyboard again.
pub fn forget_closed(cx: &Cx<'_>, ui: &Ui) {
    if cx.state.query.look_for.is_none() {
        ui.data_mut(|d| d.remove::<Facet>(shown_id()));
    }
}
