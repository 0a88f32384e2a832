//! Pages as outlets make them, and pages nobody should make.

use proptest::prelude::*;

use super::*;
use crate::model::ProblemKind;

fn read(source: &str) -> super::super::Part {
    Html.read(source.as_bytes().to_vec(), &Settings::default()).unwrap().parts.remove(0)
}

const FIRST: &str =
    "سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە و باسی هەناردەکردنی نەوتیان کرد.";
const SECOND: &str =
    "هەردوولا جەختیان لەسەر چارەسەرکردنی کێشەکان کردەوە و بڕیاریان دا کۆبوونەوەکان بەردەوام بن.";

#[test]
fn an_article_without_its_surroundings() {
    let page = format!(
        r#"<!doctype html><html lang="ckb"><head><title>سەردێڕ - ڕۆژنامە</title>
        <meta property="og:title" content="سەردێڕ">
        <meta property="og:site_name" content="ڕۆژنامە">
        <script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle","headline":"سەردێڕی هەواڵ",
            "datePublished":"2021-03-15T10:00:00+03:00","author":{{"name":"ئازاد"}}}}]}}</script>
        <style>p {{ color: red }}</style></head><body>
        <nav><ul><li><a href="/">سەرەتا</a><li><a href="/w">وەرزش</a></ul></nav>
        <div class="wrap"><div class="article-body"><h2>ناونیشانی لاوەکی</h2>
        <p>{FIRST}<p>{SECOND}<br>{FIRST}</p><div class="share"><a href="f">فەیسبووک</a></div></div>
        <div class="related"><ul><li><a href="1">{FIRST}</a></li><li><a href="2">{SECOND}</a></li></ul></div></div>
        <footer><p>هەموو مافەکان پارێزراون بۆ ڕۆژنامە و هیچ کەس بۆی نییە بێ ئاگادارکردنەوە بەکاری بهێنێت.</p></footer>
        <script>var x = "<p>no</p>";</script></body></html>"#
    );
    let part = read(&page);
    assert_eq!(part.text, format!("ناونیشانی لاوەکی\n\n{FIRST}\n\n{SECOND}\n{FIRST}"));
    assert_eq!(part.metadata.title.as_deref(), Some("سەردێڕی هەواڵ"));
    assert_eq!(part.metadata.date, Some(jiff::civil::date(2021, 3, 15)));
    assert_eq!(part.metadata.source.as_deref(), Some("ڕۆژنامە"));
    assert_eq!(part.metadata.columns[0].value, "ئازاد");
}

#[test]
fn text_straight_in_a_division_parted_by_breaks() {
    let page = format!(
        "<body><div id=menu><a href=a>سەرەتا</a> <a href=b>وەرزش</a></div><h1>سەردێڕ</h1>\
         <time datetime='2020-08-20T01:00'>x</time><div>{FIRST}<br><br>{SECOND}<br><br>{FIRST}</div></body>"
    );
    let part = read(&page);
    assert_eq!(part.text, format!("{FIRST}\n\n{SECOND}\n\n{FIRST}"));
    assert_eq!(part.metadata.title.as_deref(), Some("سەردێڕ"));
    assert_eq!(part.metadata.date, Some(jiff::civil::date(2020, 8, 20)));
}

#[test]
fn a_short_page_is_read_whole() {
    assert_eq!(read("<p>یەک &amp; دوو&nbsp;سێ").text, "یەک & دوو\u{a0}سێ");
    assert_eq!(read("<ul><li>یەک<li>دوو</ul>").text, "یەک\n\nدوو");
    assert_eq!(read("no markup at all").text, "no markup at all");
    assert_eq!(read("<table><tr><td>یەک<td>دوو<tr><td>سێ</table>").text, "یەک\tدوو\nسێ");
}

#[test]
fn named_encodings() {
    let page = "<meta charset='windows-1256'><p>سلام يا بغداد";
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(page);
    let part = Html.read(bytes.into_owned(), &Settings::default()).unwrap().parts.remove(0);
    assert_eq!((part.text.as_str(), part.encoding.as_str()), ("سلام يا بغداد", "windows-1256"));
}

#[test]
fn endless_nesting_and_long_lines_are_bounded() {
    let deep = format!("{}{FIRST}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(read(&deep).text, FIRST);
    let line = "ا".repeat(1_000_000);
    assert_eq!(read(&format!("<p>{line}")).text, line);
    let limits = Limits { text_bytes: 1000, ..Limits::default() };
    let err = page(&format!("<p>{line}"), "UTF-8", &limits).unwrap_err();
    assert_eq!(err.kind, ProblemKind::Limit);
}

proptest! {
    #[test]
    fn any_page_at_all(source in "[<>/a-z =\"'&;!-]{0,300}") {
        let _ = read(&source);
    }

    #[test]
    fn words_of_paragraphs_are_kept(words in prop::collection::vec("[\u{627}-\u{63a}]{2,8}", 5..60)) {
        let page = format!("<body><div><p>{}</p></div></body>", words.join(" "));
        prop_assert_eq!(read(&page).text, words.join(" "));
    }
}
