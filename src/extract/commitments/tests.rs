//! Commitments read as a whole: guests and things, obligations, both sides, undertakings.

use crate::{
    extract::facts,
    model::{Act, Document},
    pack::Pack,
};

/// Act and number of parties.
fn read(text: &str) -> Vec<(Act, usize)> {
    let pack = Pack::embedded().unwrap();
    let facts = facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
    facts.commitments.iter().map(|one| (one.act, one.parties.len())).collect()
}

#[test]
fn a_thing_is_welcomed_a_guest_received() {
    assert_eq!(read("ئەمریکا پێشوازی لە پێشکەوتنی دۆخی ئابووری دەکات."), [(Act::Welcome, 1)]);
    assert!(read("ئەمریکا پێشوازی لە شاندی حکومەتی هەرێمی کوردستان دەکات.").is_empty());
}

#[test]
fn obligation_in_speech_is_the_speakers() {
    assert_eq!(read("وەزارەتی نەوت ڕایگەیاند، پێویستە هەناردە زیاد بکرێت."), [(Act::Stress, 1)]);
    // Nobody is named who says it.
    assert_eq!(read("پێویستە چاکسازی بکرێت."), [(Act::Stress, 0)]);
}

#[test]
fn both_sides_are_the_pair_named_most() {
    let text = "گفتوگۆی عێراق و ئێران دەستی پێکرد. هەردوولا جەختیان لە هاوکاری کردەوە.";
    assert!(read(text).contains(&(Act::Stress, 2)), "{:?}", read(text));
}

#[test]
fn what_is_asked_for_is_no_second_commitment() {
    let found = read("وەزارەتی نەوت داوای لە هاووڵاتییان کرد پشتگیری لە پلانەکە بکەن.");
    assert_eq!(found, [(Act::Request, 1)]);
}

#[test]
fn what_the_speakers_will_do_is_their_pledge() {
    assert_eq!(read("وەزارەتی نەوت گوتی: \"لە ماوەی داهاتوودا پرۆژەکە تەواو دەکەین\"."), [(Act::Pledge, 1)]);
    assert!(read("وەزارەتی نەوت گوتی: \"لەم ڕووداوە هەست بە نیگەرانی دەکەین\".").is_empty());
}

#[test]
fn stressing_that_something_is_so_is_no_position() {
    assert!(read("وەزارەتی نەوت جەختی لەوە کردەوە، کە کۆمپانیاکە هەناردەی زیاد کردووە.").is_empty());
    assert_eq!(
        read("وەزارەتی نەوت جەختی لەوە کردەوە، کە پێویستە کۆمپانیاکە هەناردە زیاد بکات."),
        [(Act::Stress, 1)]
    );
}

/// Names of the parties of each commitment.
fn parties(text: &str) -> Vec<(Act, Vec<String>)> {
    let pack = Pack::embedded().unwrap();
    let facts = facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
    let names = |all: &[crate::model::EntityIx]| {
        all.iter().filter_map(|ix| facts.entity(*ix)).map(|entity| entity.name.clone()).collect()
    };
    facts.commitments.iter().map(|one| (one.act, names(&one.parties))).collect()
}

#[test]
fn our_forces_will_is_the_speakers_pledge() {
    let found = parties("یەپەگە ڕایگەیاند: \"هێزەکانمان لە بەرگریکردن لە هەولێر بەردەوام دەبن.\"");
    assert!(found.iter().all(|(_, names)| names == &["یەپەگە"]), "{found:?}");
}

#[test]
fn we_as_a_body_are_that_body() {
    let text = "ئازاد عەلی گوتی: \"ئێمە وەک وەزارەتی نەوت بەڵێن دەدەین کە نرخەکان کەم بکەینەوە.\"";
    let found = parties(text);
    assert!(found.iter().any(|(act, names)| *act == Act::Pledge && names == &["وەزارەتی نەوت"]), "{found:?}");
}

#[test]
fn several_who_ask_are_no_single_person_named_before() {
    let text = "ئازاد عەلی گوتی، نرخەکان بەرز دەبنەوە. داوایان کرد حکومەت چارەسەر بدۆزێتەوە.";
    let found = parties(text);
    assert!(found.iter().all(|(act, names)| *act != Act::Request || names.is_empty()), "{found:?}");
}

#[test]
fn what_is_decided_at_a_table_is_the_bodys() {
    let text = "مەسرور بارزانی، سەرۆکی حکومەتی هەرێمی کوردستان، ڕایگەیاند کە دۆخەکە باشە. لە کۆبوونەوەکەدا بڕیار درا مووچە دابین بکرێت.";
    let found = parties(text);
    assert!(
        found.iter().any(|(act, names)| *act == Act::Agree && names == &["حکومەتی هەرێمی کوردستان"]),
        "{found:?}"
    );
}

#[test]
fn a_need_that_somebody_tells_of_is_stressed() {
    let told = [
        "کوردستان پێویستی بە یەکڕیزی هەیە",
        "پێویستییان بە دانوستاندن هەیە",
        "کوردستان پێویستی بە یەکڕیزییە",
    ];
    for need in told {
        assert_eq!(read(&format!("وەزارەتی نەوت ڕایگەیاند، {need}.")), [(Act::Stress, 1)], "{need}");
    }
    assert!(read("وەزارەتی نەوت ڕایگەیاند، پێویستییەکانی خەڵک زۆرن.").is_empty());
}

#[test]
fn what_is_condemned_may_end_in_a_verb_of_its_own() {
    let pack = Pack::embedded().unwrap();
    let text = "وەزارەتی نەوت ئەو کارەساتە کە بەسەر خەڵکدا هێنرا شەرمەزار کرد.";
    let facts = facts(&Document { path: "t.txt".into(), text: text.into(), ..Document::default() }, &pack);
    let [one] = &facts.commitments[..] else { panic!("{:?}", facts.commitments) };
    assert_eq!((one.act, one.parties.len()), (Act::Condemn, 1));
    assert_eq!(one.span.of(text), Some("وەزارەتی نەوت ئەو کارەساتە کە بەسەر خەڵکدا هێنرا شەرمەزار کرد"));
}

#[test]
fn what_their_side_will_do_is_told_as_a_pledge() {
    let pledge = [(Act::Pledge, 1)];
    assert_eq!(read("یەپەگە ڕایگەیاند، ئەوان لێکۆڵینەوە لە ڕووداوەکە دەکەن."), pledge);
    assert_eq!(read("وەزارەتی نەوت ڕایگەیاند، بەمزووانە دەست بە دابەشکردنی سووتەمەنی دەکرێت."), pledge);
    // What enemies do, what is done every day, and what a rumour says.
    assert!(read("یەپەگە ڕایگەیاند، ئەوان هێرش دەکەنە سەر گوندەکان.").is_empty());
    assert!(read("وەزارەتی نەوت ڕایگەیاند، ڕۆژانە سووتەمەنی دابەش دەکرێت.").is_empty());
}

#[test]
fn every_verb_of_the_first_person_may_pledge() {
    assert_eq!(read("وەزارەتی نەوت گوتی: \"هێزەکانمان بۆ پاراستنی کێڵگەکان دەنێرین\"."), [(Act::Pledge, 1)]);
    assert!(read("وەزارەتی نەوت گوتی: \"دۆخەکە بە نزیکی دەبینین\".").is_empty());
    assert!(read("وەزارەتی نەوت گوتی: \"چۆن کێشەکە چارەسەر دەکەین\".").is_empty());
}

#[test]
fn what_is_said_to_several_in_a_quotation_is_a_request() {
    let text = "وەزارەتی نەوت گوتی: \"دۆخەکە باش نییە. کارەبا بە فیڕۆ مەدەن.\"";
    assert!(read(text).contains(&(Act::Request, 1)), "{:?}", read(text));
    assert!(read("وەزارەتی نەوت ڕایگەیاند، هیوادارین دۆخەکە باشتر بکەن.").is_empty());
}

#[test]
fn a_body_without_a_name_condemns_and_nobody_named_before() {
    let text = "یەپەگە ڕایگەیاند، دۆخەکە باشە.\nیەکێتیی هێزەکانی ناوچەکە هێرشەکەی ئیدانە کرد.";
    assert!(read(text).contains(&(Act::Condemn, 0)), "{:?}", read(text));
}
