//! How the search was understood, what of it was not, and where nothing was found, why.
//!
//! One quiet line over the documents, only where there is more to tell than the words typed.

use egui::{Color32, Frame, Margin, Ui};
use jiff::civil::Date;

use super::Cx;
use crate::{
    gui::{
        text,
        widgets::{
            EmptyState, Look, empty_state, icon, icon_button, menu, menu_item, menu_title, text_button,
        },
        words,
    },
    i18n::Arg,
    model::DocId,
    query::{Facet, Matching, PartFound, Understood},
    search::language::{Field, Say, note_told, part_told, told, worth_telling},
    session::{FilterCommand, UiCommand},
};

/// The interface's words for what searching tells.
pub struct Words<'a>(pub &'a Look);

impl Say for Words<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let shown: Vec<(&str, String)> = args
            .iter()
            .map(|(name, value)| {
                let number = *name == "n";
                (*name, if number { self.0.locale.digits(value) } else { (*value).to_owned() })
            })
            .collect();
        let args: Vec<(&str, Arg<'_>)> =
            shown.iter().map(|(name, value)| (*name, Arg::Word(value))).collect();
        self.0.tr_with(key, &args)
    }

    fn day(&self, day: Date) -> String {
        self.0.locale.date(day)
    }

    fn value(&self, field: &Field, value: &str) -> String {
        let facet = match field {
            Field::Topic => Facet::Topic,
            Field::Kind => Facet::Kind,
            Field::Language => Facet::Language,
            _ => return value.to_owned(),
        };
        words::value(self.0, &facet, value, value)
    }
}

/// The line over the documents; nothing where there is nothing more to tell.
pub fn echo_ui(cx: &Cx<'_>, ui: &mut Ui) {
    let Some(understood) = &cx.results.understood else { return };
    let say = Words(cx.look);
    let (interpreter, matching) = (&understood.interpreter, understood.matching);
    if !worth_telling(interpreter, &understood.parsed, matching) {
        return;
    }
    let p = cx.look.palette();
    let typed = cx.results.query.filter.search().words;
    Frame::new().inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
        ui.with_layout(cx.look.column(), |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if let Some(told) = told(interpreter, &understood.parsed, matching, &say) {
                line(cx.look, ui, &told, p.muted.0);
            }
            for (note, what) in understood.notes(typed) {
                line(cx.look, ui, &note_told(note.kind, what, &say), p.warning.0);
            }
        });
    });
}

fn line(look: &Look, ui: &mut Ui, words: &str, colour: Color32) {
    let rich = egui::RichText::new(words).color(colour).size(look.tokens.text.small);
    ui.label(text::text(ui, rich, look.base()));
}

/// Where nothing was found: which part of the search finds nothing, and what would find something.
/// `false` where the search is not the reason.
pub fn nothing_ui(cx: &Cx<'_>, ui: &mut Ui) -> bool {
    let look = cx.look;
    let Some(understood) = cx.results.understood.as_ref().filter(|understood| !understood.parts.is_empty())
    else {
        return false;
    };
    let state = EmptyState {
        icon: icon::BINOCULARS,
        title: look.tr("no-match-title"),
        hint: reasons(look, understood),
        colour: None,
    };
    empty_state(ui, look, ui.available_rect_before_wrap(), &state, |ui| {
        let words = &cx.results.query.filter.words;
        for instead in &understood.instead {
            if text_button(ui, look, Some(icon::MAGNIFYING_GLASS), &instead.word, false).clicked() {
                cx.send(FilterCommand::Words(words.replacen(&instead.typed, &instead.word, 1)));
            }
        }
        if understood.with_inflections > 0 {
            let count = understood.with_inflections.to_string();
            let told = Words(look).say("with-inflections", &[("n", &count)]);
            if text_button(ui, look, None, &told, false).clicked() {
                cx.send(FilterCommand::Matching(Matching::Inflected));
            }
        }
        if text_button(ui, look, None, &look.tr("clear-filters"), true).clicked() {
            cx.send(UiCommand::ClearFilters);
        }
    });
    true
}

fn reasons(look: &Look, understood: &Understood) -> String {
    let say = Words(look);
    let told = |part: &PartFound| {
        let what = part_told(&understood.interpreter, &part.node, understood.matching, &say);
        let count = part.found.unwrap_or_default().to_string();
        say.say("part-alone", &[("what", &what), ("n", &count)])
    };
    understood.parts.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// The button whose menu says why a document matches, or why not: each part of the search and how often it
/// stands there.
pub fn why_ui(cx: &Cx<'_>, ui: &mut Ui, document: DocId) {
    let look = cx.look;
    let Some(understood) = &cx.results.understood else { return };
    let button = icon_button(ui, look, icon::INFO, &look.tr("why"));
    menu(&button, look, 320.0, |ui| {
        let say = Words(look);
        menu_title(ui, look, &look.tr("why"));
        for part in cx.store.parts_in(document, cx.results.query.filter.search()) {
            let what = part_told(&understood.interpreter, &part.node, understood.matching, &say);
            let (sign, words) = match part.found {
                None => (
                    (icon::X, look.palette().danger.0),
                    look.tr_with("why-absent", &[("what", Arg::Word(&what))]),
                ),
                Some(0) => ((icon::CHECK, look.palette().accent.0), what),
                Some(times) => {
                    let args = [("what", Arg::Word(what.as_str())), ("n", Arg::Count(times))];
                    ((icon::CHECK, look.palette().accent.0), look.tr_with("why-times", &args))
                }
            };
            menu_item(ui, look, Some(sign), &words, None, None);
        }
    });
}
