//! The user's own language data on the command line.

use std::fs;

use super::{balge, seeds, stderr, stdout};

/// A folder with one text, and a place name nobody knows.
fn corpus() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let news = home.path().join("news");
    fs::create_dir(&news).unwrap();
    fs::write(news.join("a.txt"), "شاندەکە دوێنێ گەیشتە زرگەویژ و لەوێ مایەوە.\n").unwrap();
    home
}

const WORD: &str = "زرگەویژ\tplace\n";

#[test]
fn a_folder_is_read_with_its_own_language_data() {
    let home = corpus();
    let before = balge(home.path(), &["extract", "news"]);
    assert!(!stdout(&before).contains("\"type\":\"place\""), "{}", stdout(&before));
    assert_eq!(stderr(&before), "");
    let lexicon = home.path().join("news/.balge/language/lexicon");
    fs::create_dir_all(&lexicon).unwrap();
    fs::write(lexicon.join("own-place.tsv"), WORD).unwrap();
    fs::write(lexicon.join("bad.tsv"), "word\n").unwrap();
    let after = balge(home.path(), &["extract", "news"]);
    assert!(stdout(&after).contains("\"name\":\"زرگەویژ\""), "{}", stdout(&after));
    let said = stderr(&after);
    assert!(said.contains("bad.tsv:1: ") && said.contains("with the language data in "), "{said}");
    let explained = balge(home.path(), &["explain", "news/a.txt", "--at", "23"]);
    assert!(stdout(&explained).contains("place.listed \u{2014} fired"), "{}", stdout(&explained));
}

#[test]
fn what_other_language_data_changes_is_told_with_its_words() {
    let home = corpus();
    let pack = home.path().join("pack/lexicon");
    fs::create_dir_all(&pack).unwrap();
    fs::write(pack.join("own.tsv"), WORD).unwrap();
    let text = balge(home.path(), &["rules", "diff", "news", "--pack", "pack"]);
    let told = stdout(&text);
    assert!(told.contains("+ mention.place  a.txt  \u{201c}زرگەویژ\u{201d}"), "{told}");
    assert!(told.contains("0 lost in 1 of 1 documents"), "{told}");
    let json = balge(home.path(), &["rules", "diff", "news", "--pack", "pack", "--json"]);
    let lines: Vec<serde_json::Value> =
        stdout(&json).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let first = lines.iter().find(|line| line["kind"] == "mention.place").unwrap();
    assert_eq!(
        (&first["change"], &first["start"], &first["end"]),
        (&"gained".into(), &21.into(), &28.into())
    );
    let last = lines.last().unwrap();
    assert_eq!(last["lost"], 0);
    assert_eq!(last["kinds"]["mention.place"]["gained"], 1);
    let nothing = balge(home.path(), &["rules", "diff", &seeds(), "--pack", "pack"]);
    assert!(stdout(&nothing).starts_with("0 gained, 0 lost"), "{}", stdout(&nothing));
    let wrong = balge(home.path(), &["rules", "diff", "news", "--pack", "nowhere"]);
    assert_eq!(wrong.status.code(), Some(1));
}
