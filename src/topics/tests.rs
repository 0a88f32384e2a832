//! What holds for every text.

use proptest::prelude::*;

use super::{Held, passages, reasons, topics_at};
use crate::{
    extract::facts,
    lang::Text,
    model::{Document, Passage, Span},
    pack::Pack,
};

/// Words of several topics, marks and noise, in any order.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "نەوتی",
        "کارەبا",
        "پێشمەرگە",
        "داعش",
        "کۆرۆناوە",
        "هەڵبژاردنەکان",
        "زانکۆ",
        "فیلم",
        "ئاو",
        ".",
        "،",
        ":",
        "\n",
        "•",
        "http://a.b",
        "\u{200c}",
        "COVID19",
        "٣٤",
        "\"",
        "شاندێک",
    ]);
    prop::collection::vec(prop_oneof![4 => words.prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..60)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn passages_follow_the_text_and_hold_their_cues(original in text()) {
        let pack = Pack::embedded().unwrap();
        let text = Text::new(&pack.tables, &*pack, original.as_str());
        let found = passages(&text, &pack);
        prop_assert_eq!(found.len(), text.sentences().len());
        let mut end = 0;
        for passage in &found {
            prop_assert!(passage.span.start >= end);
            end = passage.span.end;
            prop_assert!(passage.span.of(&original).is_some());
            for cue in &passage.cues {
                prop_assert!(passage.span.contains(cue.span));
                prop_assert!(cue.span.of(&original).is_some_and(|words| !words.is_empty()));
                prop_assert!(passage.topics.contains(&cue.topic));
            }
        }
    }
}

#[test]
fn the_topics_of_a_span_are_those_of_the_passages_it_covers() {
    let pack = Pack::embedded().unwrap();
    let original = "نرخی نەوت بەرز بووەوە. چەکدارانی داعش هێرشیان کرد.";
    let text = Text::new(&pack.tables, &*pack, original);
    let found = passages(&text, &pack);
    let ids = |span| topics_at(&found, span).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(found[1].span), ["security"]);
    assert_eq!(ids(Span::new(0, original.len())), ["energy", "economy", "security"]);
    assert_eq!(ids(Span::new(0, 8)), ["energy", "economy"]);
}

#[test]
fn a_cue_is_shown_as_it_is_written() {
    let pack = Pack::embedded().unwrap();
    let original = "كۆمپانيا و نه‌وتى خاو";
    let text = Text::new(&pack.tables, &*pack, original);
    let cues: Vec<&str> =
        passages(&text, &pack)[0].cues.iter().filter_map(|cue| cue.span.of(original)).collect();
    assert_eq!(cues, ["كۆمپانيا", "نه‌وتى خاو"]);
}

#[test]
fn reasons_tell_what_was_near_and_what_was_taken_over() {
    let pack = Pack::embedded().unwrap();
    let original = "نرخی نەوت بەرز بووەوە. نەوتی خاو لە بازاڕدا گران بوو. ئەمە لە ساڵی ڕابردوودا نەبوو.";
    let text = Text::new(&pack.tables, &*pack, original);
    let at = |byte: usize| reasons(&text, &pack.topics, &pack.tables, &[], byte as u32).unwrap();
    let energy = |byte| at(byte).1.into_iter().find(|reason| &*reason.topic.0 == "energy").unwrap();
    assert_eq!(energy(0).held, Held::ByCues);
    assert_eq!(energy(0).cues.len(), 1);
    let last = energy(original.len() - 2);
    assert_eq!((last.held, last.cues.len()), (Held::FromDocument, 0));
    assert!(reasons(&text, &pack.topics, &pack.tables, &[], 9999).is_none());
}

#[test]
fn short_items_of_bulleted_and_numbered_lists_follow_their_list() {
    let pack = Pack::embedded().unwrap();
    let original = "پشکنینی کۆرۆنا لە نەخۆشخانەکان:\n• (١٢) باشوور\n• (٣٠) باکوور\n٢. ڕۆژانە: (٤)\n• (٥) باشوور\n٤ی ئازار";
    let text = Text::new(&pack.tables, &*pack, original);
    assert_eq!(of_health(&passages(&text, &pack)), [true, true, true, true, true, false]);
}

/// Which passages have the topic?
fn of_health(passages: &[Passage]) -> Vec<bool> {
    passages.iter().map(|passage| passage.topics.iter().any(|topic| &*topic.0 == "health")).collect()
}

#[test]
fn rows_of_counts_follow_the_line_above() {
    let pack = Pack::embedded().unwrap();
    let original = "تووشبووانی کۆرۆنا لە شارەکان\nلە هەولێر (240)\nلە سلێمانی (180).\nلە دهۆک";
    let text = Text::new(&pack.tables, &*pack, original);
    assert_eq!(of_health(&passages(&text, &pack)), [true, true, true, false]);
}

#[test]
fn short_lines_below_a_colon_are_a_list() {
    let pack = Pack::embedded().unwrap();
    let original = "هەواڵ. تووشبووانی کۆرۆنا لە شارەکان:\nدوێنێ لە شاری هەولێر و دەوروبەری\nدوێنێ لە شاری سلێمانی و دەوروبەری\nدوێنێ هەمووان گەڕانەوە ماڵەکانی خۆیان لە شار.\nدوێنێ لە شاری دهۆک و دەوروبەری";
    let text = Text::new(&pack.tables, &*pack, original);
    assert_eq!(of_health(&passages(&text, &pack)), [false, true, true, true, false, false]);
}

#[test]
fn the_words_of_a_persons_name_are_no_cues() {
    let read = |text: &str| {
        let document = Document { path: "t.txt".into(), text: text.into(), ..Document::default() };
        let topics = facts(&document, &Pack::embedded().unwrap()).passages.remove(0).topics;
        topics.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(read("د. هێرش سەلیم گەیشتە ماڵەوە.").is_empty());
    assert_eq!(read("هێرش کرایە سەر شارەکە."), ["security"]);
    // A name that is a cue itself.
    assert_eq!(read("لیۆنێل مێسی گەیشتە ماڵەوە."), ["culture"]);
}
