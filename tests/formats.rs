//! One small document per format, made by real programs, read back right; files nobody should make, each a
//! listed problem, bounded in memory and time. All through child processes, as the program does it.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Write as _},
    path::Path,
    sync::Once,
    time::{Duration, Instant},
};

use balge::{
    corpus::{
        formats::{Limits, PlainText, Settings, isolate_with, reader_for},
        read_documents,
    },
    model::{Document, Metadata, Problem, ProblemKind},
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Children of the real program, not of this test.
fn isolate() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| isolate_with(env!("CARGO_BIN_EXE_balge").into()));
}

fn read_with(path: &str, bytes: Vec<u8>, settings: &Settings) -> (Vec<Document>, Vec<Problem>) {
    isolate();
    let reader = reader_for(path).unwrap_or(&PlainText);
    read_documents(path, bytes, &Metadata::default(), reader, settings, None)
        .unwrap_or_else(|err| (Vec::new(), vec![err.problem(path)]))
}

fn read(path: &str, bytes: Vec<u8>) -> (Vec<Document>, Vec<Problem>) {
    read_with(path, bytes, &Settings::default())
}

/// The kind of the one problem of a file that gives nothing.
fn problem(path: &str, bytes: Vec<u8>) -> ProblemKind {
    let (documents, problems) = read(path, bytes);
    assert_eq!(documents.len(), 0, "{path}");
    assert_eq!(problems.len(), 1, "{path}: {problems:?}");
    assert!(problems[0].path.starts_with(path));
    problems[0].kind
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(name)).unwrap()
}

fn one(name: &str) -> Document {
    let (mut documents, problems) = read(name, fixture(name));
    assert_eq!((documents.len(), problems), (1, vec![]), "{name}");
    documents.remove(0)
}

const HEADING: &str = "کۆبوونەوەی نەوت لە هەولێر";
const TITLE: &str = "کۆبوونەوەی نەوت";
/// What the document of `LibreOffice` says, its paragraphs in order.
const PARAGRAPHS: [&str; 8] = [
    HEADING,
    "سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە",
    "هەردوولا باسی ٢٥٠ هەزار بەرمیل نەوتیان کرد و وتیان: \"ڕێککەوتن نزیکە\".",
    "یەکەم: بودجە",
    "دووەم: گاز",
    "ساڵ\tبەرمیل",
    "٢٠٢٠\t١٠٠",
    "کۆتایی: لاڵە و گوڵاڵە لە ڵاتێن نین.",
];

fn holds_in_order(document: &Document, parts: &[&str]) {
    let mut rest: &str = &document.text;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| {
            panic!("{}: {part:?} is not (in its place) in {:?}", document.path, document.text)
        });
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn office_documents_of_all_kinds_say_the_same() {
    for name in ["source.odt", "source.docx", "source.rtf"] {
        let document = one(name);
        holds_in_order(&document, &PARAGRAPHS);
        assert_eq!(document.text.matches("پەراوێز: وێنەکە کۆنە.").count(), 1, "{name}");
        assert_eq!(document.embedded.title.as_deref(), Some(TITLE), "{name}");
        assert_eq!(document.embedded.date.map(|d| d.to_string()).as_deref(), Some("2021-03-15"), "{name}");
        assert!(document.text.contains("\n\n") && !document.text.contains("\n\n\n"), "{name}");
    }
    let book = one("source.epub");
    holds_in_order(&book, &PARAGRAPHS);
    assert_eq!(book.embedded.title.as_deref(), Some(TITLE));
    let page = one("office.html");
    holds_in_order(&page, &PARAGRAPHS);
    // The page's own title names the outlet on most sites: its first heading goes before.
    assert_eq!(page.embedded.title.as_deref(), Some(HEADING));
}

#[test]
fn a_pdf_is_read_from_the_right() {
    let document = one("source.pdf");
    // Cells of a table's row stand side by side; a tab is not drawn.
    let parts: Vec<String> = PARAGRAPHS.iter().map(|part| part.replace('\t', " ")).collect();
    holds_in_order(&document, &parts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(document.embedded.title.as_deref(), Some(TITLE));
    // The same page as a browser prints it: columns of links apart, the article in order.
    let printed = one("page.pdf");
    holds_in_order(
        &printed,
        &[
            "سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە و باسی هەناردەکردنی نەوتیان کرد.",
            "هەردوولا جەختیان لەسەر چارەسەرکردنی کێشەکان کردەوە، بڕیاریش درا کۆبوونەوەکان بەردەوام بن.",
            "«ڕێککەوتن نزیکە»، وەزیر وتی.",
        ],
    );
    for bad in [fixture("source.pdf")[..400].to_vec(), b"%PDF-1.7\n".to_vec(), b"no pdf at all".to_vec()] {
        assert!(matches!(problem("a.pdf", bad), ProblemKind::Malformed | ProblemKind::Empty));
    }
    let nested = [b"%PDF-1.7\n1 0 obj\n".to_vec(), b"[".repeat(1_000_000)].concat();
    problem("n.pdf", nested);
}

#[test]
fn a_news_page_gives_its_article() {
    let page = one("page.html");
    assert_eq!(page.embedded.title.as_deref(), Some(TITLE));
    assert_eq!(page.embedded.date.map(|d| d.to_string()).as_deref(), Some("2021-03-15"));
    assert_eq!(page.embedded.source.as_deref(), Some("ڕۆژنامە"));
    assert_eq!(
        &*page.text,
        "کۆبوونەوەی نەوت\n\n\
         ئازاد – ١٥ی ئازاری ٢٠٢١\n\n\
         سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە و باسی هەناردەکردنی نەوتیان کرد.\n\n\
         هەردوولا جەختیان لەسەر چارەسەرکردنی کێشەکان کردەوە، بڕیاریش درا کۆبوونەوەکان بەردەوام بن.\n\n\
         «ڕێککەوتن نزیکە»، وەزیر وتی."
    );
}

#[test]
fn markdown_without_its_marks() {
    let note = one("note.md");
    assert_eq!(
        &*note.text,
        "کۆبوونەوەی نەوت لە هەولێر\n\n\
         سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە.\n\n\
         یەکەم: بودجە\n\nدووەم: گاز"
    );
    assert_eq!(note.embedded.title.as_deref(), Some(TITLE));
    assert_eq!(note.embedded.source.as_deref(), Some("ڕۆژنامە"));
}

#[test]
fn tables_of_three_kinds() {
    for name in ["table.csv", "table.xlsx", "table.parquet", "lines.jsonl"] {
        let (documents, problems) = read(name, fixture(name));
        assert_eq!(problems, [], "{name}");
        assert_eq!(documents.len(), 2, "{name}");
        let first = documents.iter().find(|d| d.path == format!("{name}/a1")).unwrap();
        assert_eq!(first.metadata.title.as_deref(), Some(TITLE));
        assert_eq!(first.metadata.date.map(|d| d.to_string()).as_deref(), Some("2021-03-15"), "{name}");
        assert_eq!(first.metadata.source.as_deref(), Some("ڕۆژنامە"));
        assert!(first.text.starts_with("سەرۆکی حکومەت ئەمڕۆ لە هەولێر"));
        let second = documents.iter().find(|d| d.path != first.path).unwrap();
        assert_eq!(&*second.text, "یانەکە دوو گۆڵی تۆمار کرد.");
        assert_eq!(second.metadata.date.map(|d| d.to_string()).as_deref(), Some("2020-08-20"), "{name}");
    }
}

#[test]
fn mails_with_what_is_attached() {
    let (documents, problems) = read("mail.eml", fixture("mail.eml"));
    assert_eq!(problems, []);
    let [body, attached] = &documents[..] else { panic!("{documents:?}") };
    assert_eq!(
        &*body.text,
        "سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە.\n\nهەردوولا باسی نەوتیان کرد."
    );
    assert_eq!(body.embedded.title.as_deref(), Some(TITLE));
    assert_eq!(body.embedded.date.map(|d| d.to_string()).as_deref(), Some("2021-03-15"));
    assert_eq!(attached.path, "mail.eml/هاوپێچ.docx");
    holds_in_order(attached, &PARAGRAPHS);

    let (documents, problems) = read("mails.mbox", fixture("mails.mbox"));
    assert_eq!(problems, []);
    let texts: Vec<&str> = documents.iter().map(|d| &*d.text).collect();
    assert_eq!(texts, ["یەکەم نامە.\n\nFrom نوسینگە", "دووەم نامە."]);
}

#[test]
fn an_archive_with_an_archive_inside() {
    let (documents, problems) = read("archive.zip", fixture("archive.zip"));
    assert_eq!(problems, []);
    let paths: Vec<&str> = documents.iter().map(|d| d.path.as_str()).collect();
    assert_eq!(
        paths,
        ["archive.zip/a/یەک.txt", "archive.zip/b/source.odt", "archive.zip/inner.zip/قووڵ/page.html"]
    );
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn cut_files_are_malformed() {
    for name in [
        "source.odt",
        "source.docx",
        "source.epub",
        "source.rtf",
        "table.xlsx",
        "table.parquet",
        "archive.zip",
    ] {
        let bytes = fixture(name);
        assert_eq!(problem(name, bytes[..bytes.len() / 2].to_vec()), ProblemKind::Malformed, "{name}");
    }
}

#[test]
fn files_under_a_wrong_name_are_named() {
    for name in ["a.odt", "a.docx", "a.epub", "a.rtf", "a.xlsx", "a.parquet", "a.zip", "a.eml", "a.mbox"] {
        let kind = problem(name, "دەقێکی سادە\n".repeat(20).into_bytes());
        assert_eq!(kind, ProblemKind::Malformed, "{name}");
    }
    for name in ["a.md", "a.html", "a.csv", "a.tsv", "a.jsonl", "a.txt"] {
        assert_eq!(problem(name, vec![0; 4096]), ProblemKind::Binary, "{name}");
    }
}

#[test]
fn empty_files_are_listed() {
    for name in ["a.txt", "a.md", "a.html", "a.csv", "a.jsonl", "a.docx", "a.rtf", "a.zip", "a.eml"] {
        let kind = problem(name, Vec::new());
        assert!(matches!(kind, ProblemKind::Empty | ProblemKind::Malformed), "{name}: {kind:?}");
    }
}

#[test]
fn archives_that_burst_stop_at_their_limit() {
    let zeros = vec![b' '; 300 << 20];
    let bomb = zipped(&[("a.txt", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(problem("bomb.zip", bomb), ProblemKind::Limit);

    let word = [b"<w:document xmlns:w='x'><w:t>".to_vec(), zeros].concat();
    assert_eq!(problem("bomb.docx", zipped(&[("word/document.xml", &word)])), ProblemKind::Limit);

    let many: Vec<(String, &[u8])> = (0..10_001).map(|n| (format!("{n}.txt"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(problem("many.zip", zipped(&many)), ProblemKind::Limit);

    let mut nested = zipped(&[("a.txt", b"deep")]);
    for _ in 0..20 {
        nested = zipped(&[("inner.zip", &nested)]);
    }
    assert_eq!(problem("nested.zip", nested), ProblemKind::Limit);

    // Half a gigabyte of one repeated cell in 508 bytes.
    assert_eq!(problem("bomb.parquet", fixture("bomb.parquet")), ProblemKind::Limit);
}

#[test]
fn a_table_in_an_archive_speaks_of_its_texts() {
    let outer =
        "file,title,date,source,desk\na.txt,One,2021-03-15,NRT,north\nsub/b.txt,Two,,,\ngone.txt,,,,\n";
    let inner = "file,title\nb.txt,Nearer\n";
    let entries: [(&str, &[u8]); 4] = [
        ("metadata.csv", outer.as_bytes()),
        ("a.txt", b"first"),
        ("sub/b.txt", b"second"),
        ("sub/metadata.csv", inner.as_bytes()),
    ];
    let (documents, problems) = read("news.zip", zipped(&entries));
    let [a, b] = &documents[..] else { panic!("{documents:?}") };
    assert_eq!((a.title(), a.source()), (Some("One"), Some("NRT")));
    assert_eq!(a.metadata.date.map(|day| day.to_string()).as_deref(), Some("2021-03-15"));
    assert_eq!(a.metadata.columns[0].value, "north");
    assert_eq!(b.title(), Some("Nearer"));
    let told: Vec<_> = problems.iter().map(|p| (p.path.as_str(), p.line, p.kind)).collect();
    assert_eq!(told, [("news.zip/metadata.csv", Some(4), ProblemKind::Metadata)]);
}

#[test]
fn names_that_climb_out_of_an_archive_are_left_alone() {
    let (documents, problems) = read("a.zip", zipped(&[("../../evil.txt", b"x"), ("good.txt", b"good")]));
    assert_eq!(problems, []);
    let paths: Vec<&str> = documents.iter().map(|d| d.path.as_str()).collect();
    assert_eq!(paths, ["a.zip/good.txt"]);
}

#[test]
fn entity_bombs_and_endless_nesting() {
    let mut bomb = String::from("<!DOCTYPE d [<!ENTITY e0 'ha'>");
    for n in 1..20 {
        let eight = format!("&e{};", n - 1).repeat(8);
        let _ = write!(bomb, "<!ENTITY e{n} '{eight}'>");
    }
    bomb += "]><document><body><p><t>&e19;</t></p></body></document>";
    assert_eq!(problem("e.docx", zipped(&[("word/document.xml", bomb.as_bytes())])), ProblemKind::Malformed);
    assert_eq!(problem("e.odt", zipped(&[("content.xml", bomb.as_bytes())])), ProblemKind::Malformed);

    let deep = "<p>".repeat(1_000_000);
    assert_eq!(problem("n.docx", zipped(&[("word/document.xml", deep.as_bytes())])), ProblemKind::Limit);
    assert_eq!(
        problem("n.rtf", format!("{{\\rtf1{}", "{".repeat(1_000_000)).into_bytes()),
        ProblemKind::Limit
    );
    let (documents, problems) = read("n.html", format!("{}دەق", "<div>".repeat(500_000)).into_bytes());
    assert_eq!((documents.len(), &problems[..]), (1, &[][..]));
    assert_eq!(&*documents[0].text, "دەق");
    let brackets = format!("{{\"text\":{}", "[".repeat(1_000_000));
    assert_eq!(problem("n.jsonl", brackets.into_bytes()), ProblemKind::Malformed);
    let quotes = ">".repeat(100_000);
    let (documents, _) = read("n.md", format!("{quotes} دەق").into_bytes());
    assert_eq!(documents.len(), 1);
}

#[test]
fn a_line_of_a_million_characters_is_read() {
    let line = "وشە ".repeat(250_000);
    for (name, text) in [
        ("l.txt", line.clone()),
        ("l.md", line.clone()),
        ("l.html", format!("<p>{line}")),
        ("l.csv", format!("text\n{line}\n")),
        ("l.jsonl", format!("{{\"text\":\"{line}\"}}\n")),
        ("l.eml", format!("Subject: s\nContent-Type: text/plain; charset=utf-8\n\n{line}\n")),
    ] {
        let (documents, problems) = read(name, text.into_bytes());
        assert_eq!(problems, [], "{name}");
        assert_eq!(documents[0].text.trim().chars().count(), line.trim().chars().count(), "{name}");
    }
}

#[test]
fn too_much_text_ends_as_a_problem() {
    let settings = |limits| Settings { limits, ..Settings::default() };
    let long = "<p>وشە".repeat(100_000).into_bytes();
    let small = Limits { text_bytes: 100_000, ..Limits::default() };
    let (documents, problems) = read_with("t.html", long, &settings(small));
    assert_eq!((documents.len(), problems[0].kind), (0, ProblemKind::Limit));
}

#[test]
fn a_child_that_dies_or_hangs_costs_its_file_only() {
    let with = |limits| Settings { limits, ..Settings::default() };
    let page = "<i>x".repeat(900_000).into_bytes();
    let started = Instant::now();
    // Too little for anything: the child ends with an abort.
    let poor = with(Limits { memory_bytes: 16 << 20, ..Limits::default() });
    let (documents, problems) = read_with("m.html", page.clone(), &poor);
    assert_eq!((documents.len(), problems[0].kind), (0, ProblemKind::Failed), "{problems:?}");
    let hasty = with(Limits { seconds: 0, ..Limits::default() });
    let (documents, problems) = read_with("t.html", page, &hasty);
    assert_eq!((documents.len(), problems[0].kind), (0, ProblemKind::Limit), "{problems:?}");
    assert!(started.elapsed() < Duration::from_mins(1));
    let page = one("page.html");
    assert_eq!(page.embedded.title.as_deref(), Some(TITLE));
}
