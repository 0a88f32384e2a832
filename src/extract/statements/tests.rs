//! Statements read as a whole: quotations, carried speakers, sources, cuts between cues.

use crate::{
    extract::facts,
    model::{Document, Mode},
    pack::Pack,
};

/// Mode, speaker's name, words said.
fn said(text: &str) -> Vec<(Mode, Option<String>, String)> {
    let pack = Pack::embedded().unwrap();
    let facts = facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
    facts
        .statements
        .iter()
        .map(|one| {
            let speaker = one.speaker.and_then(|ix| facts.entity(ix)).map(|entity| entity.name.clone());
            (one.mode, speaker, one.span.of(text).unwrap().to_owned())
        })
        .collect()
}

#[test]
fn reported_and_carried_over() {
    let found = said("وەزارەتی نەوت ڕایگەیاند، هەناردە زیادی کردووە. گوتیشی، نرخەکان بەرز دەبنەوە.");
    let [(Mode::Reported, Some(first), one), (Mode::Reported, Some(second), two)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(first, second);
    assert_eq!((one.as_str(), two.as_str()), ("هەناردە زیادی کردووە", "نرخەکان بەرز دەبنەوە"));
}

#[test]
fn a_quotation_over_lines_is_one_statement() {
    let found = said("وەزارەتی نەوت گوتی: \"هەناردە زیادی کردووە.\nنرخەکان بەرز دەبنەوە\".");
    let [(Mode::Direct, Some(_), words)] = &found[..] else { panic!("{found:?}") };
    assert!(words.starts_with("هەناردە") && words.ends_with("دەبنەوە"), "{words}");
}

#[test]
fn a_quoted_name_is_no_speech() {
    assert!(said("فیلمی \"لە چیاوە بەرەو دەریا\" لە هەولێر نمایش کرا.").is_empty());
}

#[test]
fn the_source_of_a_paper_speaks() {
    let found =
        said("وەزارەتی نەوت ڕاگەیەندراوێکی بڵاوکردەوە. لە ڕاگەیەندراوەکەدا هاتووە، هەناردە زیادی کردووە.");
    assert!(
        found.iter().any(|(_, speaker, words)| speaker.is_some() && words == "هەناردە زیادی کردووە"),
        "{found:?}"
    );
}

#[test]
fn two_who_speak_together_are_no_one_speaker() {
    let found = said("عێراق و ئێران جەختیان لەوە کردەوە کە هێرشەکان ناوەستن.");
    assert!(found.iter().all(|(_, speaker, _)| speaker.is_none()) && !found.is_empty(), "{found:?}");
}

#[test]
fn a_list_under_a_name_is_its_owners() {
    let found = said("وەزارەتی نەوت:\n* هەناردە زیادی کردووە\n* نرخەکان بەرز دەبنەوە");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|(mode, speaker, _)| *mode == Mode::Reported && speaker.is_some()));
}

#[test]
fn marks_set_the_other_way_round_are_a_quotation_too() {
    let found = said("وەزارەتی نەوت ڕایگەیاند، ”هەناردە زیادی کردووە“.");
    let [(Mode::Direct, Some(_), words)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(words, "هەناردە زیادی کردووە");
    let found = said("وەزارەتی نەوت گوتی:\" هەناردە زیادی کردووە.\"");
    assert!(matches!(&found[..], [(Mode::Direct, Some(_), _)]), "{found:?}");
}

#[test]
fn an_office_without_a_name_is_its_holder_where_there_is_one() {
    let found = said(
        "ئازاد عەلی، وەزیری نەوت گەیشتە هەولێر. وەزیری نەوت گوتی، هەناردە زیادی کردووە. بە گوتەی ئەو بەرپرسە، نرخەکان بەرز دەبنەوە.",
    );
    let [(_, Some(first), _), (_, Some(second), _)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((first.as_str(), second.as_str()), ("ئازاد عەلی", "ئازاد عەلی"));
}

#[test]
fn a_text_may_begin_inside_a_quotation() {
    let found =
        said("نرخەکان بەرز دەبنەوە و هەناردە زیاد دەکات.\"\nوەزارەتی نەوت گوتی، هەناردە زیادی کردووە.");
    assert!(
        matches!(&found[..], [(Mode::Direct, None, first), (Mode::Reported, Some(_), _)] if first.starts_with("نرخەکان")),
        "{found:?}"
    );
}

#[test]
fn a_text_given_word_for_word_is_its_authors() {
    let found = said(
        "وەزارەتی نەوت ڕاگەیەندراوێکی بڵاو کردەوە.\nدەقی ڕاگەیەندراوەکە:\nهەناردە زیادی کردووە.\nنرخەکان بەرز دەبنەوە.",
    );
    assert_eq!(found.iter().filter(|(_, speaker, _)| speaker.is_some()).count(), 2, "{found:?}");
}

#[test]
fn what_follows_the_cue_goes_before_the_quotation_of_another_sentence() {
    let found = said(
        "وەزارەتی نەوت گوتی: \"هەناردە زیادی کردووە.\"\nوەزارەتەکە ئاماژەی بەوەش کرد کە نرخەکان بەرز دەبنەوە.",
    );
    assert!(
        matches!(&found[..], [(Mode::Direct, _, _), (Mode::Reported, _, second)] if second == "نرخەکان بەرز دەبنەوە"),
        "{found:?}"
    );
}

#[test]
fn who_is_told_does_not_speak() {
    let found = said("ئازاد عەلی، پارێزگاری هەولێر، بە (باسنیوز)ی ڕاگەیاند، نرخەکان بەرز دەبنەوە.");
    assert!(matches!(&found[..], [(_, Some(speaker), _)] if speaker == "ئازاد عەلی"), "{found:?}");
}

#[test]
fn a_quotation_after_a_paper_is_its_words() {
    let found = said(
        "وەزارەتی نەوت ڕاگەیەندراوێکی بڵاو کردەوە کە تێیدا نووسراوە.\n\"هەناردە زیادی کردووە و نرخەکان بەرز دەبنەوە.\"",
    );
    assert!(matches!(&found[..], [.., (Mode::Direct, Some(_), _)]), "{found:?}");
}

#[test]
fn two_single_marks_are_a_quotation_mark() {
    let found = said("وەزارەتی نەوت ڕایگەیاند: ''هەناردە زیادی کردووە. نرخەکان بەرز دەبنەوە.''");
    let [(Mode::Direct, Some(_), words)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(words, "هەناردە زیادی کردووە. نرخەکان بەرز دەبنەوە.");
    let found = said("وەزارەتی نەوت گوتی: \"\"هەناردە زیادی کردووە\"\".");
    assert!(
        matches!(&found[..], [(Mode::Direct, Some(_), words)] if words == "هەناردە زیادی کردووە"),
        "{found:?}"
    );
    let found = said("وەزارەتی نەوت گوتی: 'هەناردە زیادی کردووە'.");
    assert!(
        matches!(&found[..], [(Mode::Direct, Some(_), words)] if words == "هەناردە زیادی کردووە"),
        "{found:?}"
    );
}

#[test]
fn an_apostrophe_opens_no_quotation() {
    let found = said("وەزارەتی نەوت ڕایگەیاند، هەرێمی زاپ'ی گرنگە و هەناردە زیادی کردووە.");
    assert!(matches!(&found[..], [(Mode::Reported, Some(_), _)]), "{found:?}");
}

#[test]
fn a_single_unknown_name_speaks() {
    let found = said("ڤاسکۆڤان ڕایگەیاند، هەناردە زیادی کردووە.");
    assert!(matches!(&found[..], [(_, Some(name), _)] if name == "ڤاسکۆڤان"), "{found:?}");
    let found = said("ڤاسکۆڤان: هەناردەی نەوت لەم مانگەدا زیادی کردووە");
    assert!(matches!(&found[..], [(_, Some(name), _)] if name == "ڤاسکۆڤان"), "{found:?}");
}

#[test]
fn villagers_who_speak_to_an_agency_are_not_the_agency() {
    let found = said("گوندنشینان بۆ وەزارەتی نەوت قسەیان کرد و ڕایانگەیاند، هەناردە زیادی کردووە.");
    assert!(matches!(&found[..], [(_, None, _)]), "{found:?}");
}

#[test]
fn what_a_relative_clause_says_ends_at_its_comma() {
    let found = said("قسەکانی وەزارەتی نەوت کە دەڵێت هەناردە زیادی کردووە، ڕاست نین.");
    assert!(matches!(&found[..], [(_, Some(_), words)] if words == "هەناردە زیادی کردووە"), "{found:?}");
}

#[test]
fn a_source_that_is_linked_ends_before_what_it_says() {
    let found = said("بەپێی سیناریۆی یەکەم هەناردەی نەوت زیاد دەکات.");
    assert!(matches!(&found[..], [(_, None, words)] if words == "هەناردەی نەوت زیاد دەکات"), "{found:?}");
}

#[test]
fn a_meeting_speaks_for_the_body_that_met() {
    let found = said(
        "مەسرور بارزانی، سەرۆکی حکومەتی هەرێمی کوردستان، ڕایگەیاند کە دۆخەکە باشە. کۆبوونەوەکە جەختی لەوە کردەوە کە مووچە دابین دەکرێت.",
    );
    assert!(matches!(&found[..], [_, (_, Some(body), _)] if body == "حکومەتی هەرێمی کوردستان"), "{found:?}");
}

#[test]
fn a_quotation_never_closed_goes_on_as_long_as_nobody_else_speaks() {
    let text = "ئازاد ئەحمەد وتی: \"هەناردە زیادی کردووە.\nنرخەکان بەرز دەبنەوە.\nبازاڕ باشتر دەبێت.";
    let found = said(text);
    let [(Mode::Direct, Some(_), words)] = &found[..] else { panic!("{found:?}") };
    assert!(words.starts_with("هەناردە") && words.ends_with("دەبێت."), "{words}");
    let found = said(&format!("{text}\nوەزارەتی نەوت ڕایگەیاند، هەناردە وەستاوە."));
    let [(Mode::Direct, ..), (Mode::Reported, ..)] = &found[..] else { panic!("{found:?}") };
    // A heading with a blank line under it is no long quotation.
    let found = said("ئازاد ئەحمەد وتی: \"هەناردە زیادی کردووە.\n\nنرخەکان بەرز دەبنەوە.");
    assert!(found.iter().all(|(_, _, words)| !words.contains("نرخەکان")), "{found:?}");
}

#[test]
fn what_only_closes_some_lines_below_is_a_quotation() {
    let found = said("وەزارەتی نەوت ڕایگەیاند، هەناردە زیادی کردووە.\nنرخەکان بەرز دەبنەوە.\"\nباران باری.");
    let [(Mode::Direct, Some(_), words)] = &found[..] else { panic!("{found:?}") };
    assert!(words.starts_with("هەناردە") && words.contains("دەبنەوە") && !words.contains("باران"), "{words}");
}

#[test]
fn a_text_may_begin_some_lines_before_a_quotation_ends() {
    let found = said("هەناردە زیادی کردووە.\nدەڵێن نرخەکان بەرز دەبنەوە.\"\nباران باری.");
    let [(Mode::Direct, None, words)] = &found[..] else { panic!("{found:?}") };
    assert!(words.starts_with("هەناردە") && words.contains("دەبنەوە"), "{words}");
}

#[test]
fn a_body_told_of_again_by_its_noun_speaks() {
    let found = said("وەزارەتی نەوت لە هەولێر کۆبووەوە. وەزارەتەکە ڕایگەیاند، هەناردە زیادی کردووە.");
    assert!(found.iter().any(|(_, who, _)| who.as_deref() == Some("وەزارەتی نەوت")), "{found:?}");
}
