//! `balge view` and `balge export`: the same rows as the window, wherever the corpus lies.

use std::{fs, path::Path, sync::Arc};

use balge::{
    corpus::OwnFolders,
    engine::{LoadRequest, Origin, PackAnalyse, load},
    pack::Pack,
    query::{Facet, Mark, Memory, SavedView, Store as _, Views},
};
use serde_json::Value;

use super::{balge, copy_folder, seeds, stderr, stdout};

fn corpus(home: &Path) -> std::path::PathBuf {
    let folder = home.join("news");
    copy_folder(Path::new(&seeds()), &folder);
    folder
}

/// A view on documents that name the place that most documents name.
fn view(folder: &Path) -> SavedView {
    let analyse = Arc::new(PackAnalyse::new(Pack::embedded().unwrap()));
    let request = LoadRequest { origin: Origin::Folder(folder.to_owned()), analyse, jobs: None };
    let store = Memory::new(load(request, |_| {}).wait().unwrap());
    let results = store.run(&Arc::default(), &|| false).unwrap();
    let place = results.counts.of(&Facet::Place)[0].value.clone();
    let mut view = SavedView { name: "وزە".into(), ..SavedView::default() };
    view.query.filter.set(&Facet::Place, &place, Some(Mark::Include));
    view.query.filter.set(&Facet::Kind, &"mention.place".into(), Some(Mark::Include));
    view
}

#[test]
fn a_view_gives_the_same_rows_in_a_copy_of_the_corpus_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let folder = corpus(home.path());
    let views =
        Views::within(&Origin::Folder(folder.clone()), &OwnFolders::with_data_folder(Some(&folder), None));
    let stored = views.add(&view(&folder)).unwrap();
    let run = |file: &Path| {
        let output = balge(home.path(), &["view", "run", file.to_str().unwrap(), "--json"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        serde_json::from_str::<Value>(&stdout(&output)).unwrap()
    };
    let here = run(&stored.path);
    assert!(!here["facts"].as_array().unwrap().is_empty());
    assert!(!here["documents"].as_array().unwrap().is_empty());

    let copy = home.path().join("deep/er/copy");
    copy_folder(&folder, &copy);
    fs::remove_dir_all(&folder).unwrap();
    let file = copy.join(".balge/views").join(stored.path.file_name().unwrap());
    assert_eq!(run(&file), here);

    let list = balge(home.path(), &["view", "list", copy.to_str().unwrap(), "--json"]);
    let line: Value = serde_json::from_str(stdout(&list).trim()).unwrap();
    assert_eq!(line["name"], "وزە");
    assert!(!stdout(&list).contains("/news"), "a view keeps relative paths");

    // A copy that lies loose has no corpus; it can be given one.
    let loose = home.path().join("loose.json");
    fs::copy(&file, &loose).unwrap();
    let without = balge(home.path(), &["view", "run", "loose.json"]);
    assert_eq!(without.status.code(), Some(1));
    let given =
        balge(home.path(), &["view", "run", "loose.json", "--json", "--folder", copy.to_str().unwrap()]);
    assert_eq!(serde_json::from_str::<Value>(&stdout(&given)).unwrap(), here);

    let plain = balge(home.path(), &["view", "run", file.to_str().unwrap()]);
    assert!(stdout(&plain).contains("of 4 documents"), "{}", stdout(&plain));
    let same = balge(home.path(), &["view", "diff", file.to_str().unwrap(), file.to_str().unwrap()]);
    assert_eq!((same.status.code(), stdout(&same)), (Some(0), String::new()));
    let mut other = copy.join(".balge/views");
    other.push("all.json");
    fs::write(&other, SavedView::default().to_text().unwrap()).unwrap();
    let differ =
        balge(home.path(), &["view", "diff", file.to_str().unwrap(), other.to_str().unwrap(), "--json"]);
    let sides: Value = serde_json::from_str(&stdout(&differ)).unwrap();
    assert_eq!(sides["documents"]["only_left"], Value::Array(Vec::new()));
}

#[test]
fn an_export_has_the_rows_of_the_view() {
    let home = tempfile::tempdir().unwrap();
    let folder = corpus(home.path());
    let views =
        Views::within(&Origin::Folder(folder.clone()), &OwnFolders::with_data_folder(Some(&folder), None));
    let file = views.add(&view(&folder)).unwrap().path;
    let file = file.to_str().unwrap();
    let run = balge(home.path(), &["view", "run", file, "--json"]);
    let shown: Value = serde_json::from_str(&stdout(&run)).unwrap();
    let rows = shown["facts"].as_array().unwrap();

    let jsonl = balge(home.path(), &["export", "news", "--view", file, "--format", "jsonl"]);
    let text = stdout(&jsonl);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["header"]["view"], "وزە");
    assert_eq!(lines[0]["header"]["facts"], rows.len());
    assert_eq!(lines.len(), rows.len() + 1);
    for (line, row) in lines[1..].iter().zip(rows) {
        assert_eq!(
            (&line["path"], &line["start"], &line["exact"]),
            (&row["path"], &row["start"], &row["text"])
        );
    }

    let csv = balge(home.path(), &["export", "news", "--view", file, "--bare", "--out", "facts.csv"]);
    assert_eq!(csv.status.code(), Some(0), "{}", stderr(&csv));
    let bytes = fs::read(home.path().join("facts.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap());
    assert_eq!(reader.records().count(), rows.len());
}

#[test]
fn search_finds_words_however_spelled_with_their_places() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("news");
    fs::create_dir(&folder).unwrap();
    // The same word with Arabic and with Kurdish letters, inflected, and inside another word.
    for (name, text) in [("a.txt", "كورد لێرەیە"), ("b.txt", "باسی کوردەکان و کورد"), ("c.txt", "شتێکی تر")]
    {
        fs::write(folder.join(name), text).unwrap();
    }
    let find = |args: &[&str]| {
        let output = balge(home.path(), &[&["search", "news", "--json"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let lines: Vec<Value> =
            stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (counts, hits) = lines.split_last().unwrap();
        let hits: Vec<String> = hits
            .iter()
            .map(|hit| format!("{}:{}..{}", hit["path"].as_str().unwrap(), hit["start"], hit["end"]))
            .collect();
        (hits, counts["documents"].as_u64().unwrap(), counts["hits"].as_u64().unwrap())
    };
    let places = |places: &[&str]| places.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(find(&["کورد"]), (places(&["b.txt:5..13", "b.txt:16..20", "a.txt:0..4"]), 2, 3));
    assert_eq!(find(&["کورد", "--folded"]), (places(&["a.txt:0..4", "b.txt:16..20"]), 2, 2));
    assert_eq!(find(&["کورد", "--exact"]), (places(&["b.txt:16..20"]), 1, 1));
    assert_eq!(find(&["کورد -باسی"]), (places(&["a.txt:0..4"]), 1, 1));
    assert_eq!(find(&["کورد", "--limit", "1"]), (places(&["b.txt:5..13"]), 2, 3));
    // Fields, and Latin letters for Arabic ones.
    assert_eq!(find(&["kurd file:b"]), (places(&["b.txt:5..13", "b.txt:16..20"]), 1, 2));
    fs::write(home.path().join("list.txt"), "کورد\n\n***\ndate:soon شت\n").unwrap();
    let many = balge(home.path(), &["search", "news", "--folded", "--list", "list.txt"]);
    let lines: Vec<String> = stdout(&many).lines().map(str::to_owned).collect();
    assert_eq!(
        lines[..3],
        ["line,query,documents,hits,problem", "1,کورد,2,2,", "3,***,,,nothing to search for"]
    );
    assert!(lines[3].starts_with("4,date:soon شت,0,0,") && lines[3].contains("is no date"), "{lines:?}");
    let none = balge(home.path(), &["search", "news", "کورد نییە"]);
    assert_eq!((none.status.code(), stdout(&none)), (Some(0), String::new()));
    assert!(stderr(&none).contains("alone: texts 2"), "{}", stderr(&none));
}
