//! `balge extract` and what stands beside it: explain, eval.

use std::{fs, io::Read as _, process::Stdio};

use serde_json::Value;

use super::{balge, seeds, stderr, stdout};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn documents_come_in_path_order_whatever_the_number_of_jobs() {
    let home = tempfile::tempdir().unwrap();
    let one = balge(home.path(), &["extract", &seeds(), "--jobs", "1"]);
    let many = balge(home.path(), &["extract", &seeds(), "--jobs", "7"]);
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
    assert_eq!(stdout(&one), stdout(&many));
    let docs: Vec<String> =
        lines(&stdout(&one)).iter().map(|line| line["doc"].as_str().unwrap().into()).collect();
    assert_eq!(
        docs,
        ["000_0461045529ccddbe", "001_22df8a5db826a47b", "002_0e45c562914510b0", "003_daa931519eea366b"]
    );
    let file = balge(home.path(), &["extract", &seeds(), "--out", "facts.jsonl"]);
    assert_eq!((file.status.code(), stdout(&file)), (Some(0), String::new()));
    assert_eq!(fs::read_to_string(home.path().join("facts.jsonl")).unwrap(), stdout(&one));
}

/// Every `start`, `end` with the words said to stand there, anywhere in a line.
fn check_words(value: &Value, text: &[char], checked: &mut usize) {
    match value {
        Value::Object(object) => {
            if let (Some(start), Some(end), Some(exact)) =
                (object.get("start"), object.get("end"), object.get("exact"))
            {
                let at = |value: &Value| value.as_u64().unwrap() as usize;
                let words: String = text[at(start)..at(end)].iter().collect();
                assert_eq!(exact, &Value::String(words));
                *checked += 1;
            }
            object.values().for_each(|value| check_words(value, text, checked));
        }
        Value::Array(array) => array.iter().for_each(|value| check_words(value, text, checked)),
        _ => {}
    }
}

#[test]
fn every_item_quotes_the_bytes_of_its_file() {
    let home = tempfile::tempdir().unwrap();
    let mut checked = 0;
    for line in lines(&stdout(&balge(home.path(), &["extract", &seeds()]))) {
        let path = format!("{}/{}", seeds(), line["path"].as_str().unwrap());
        let text: Vec<char> = fs::read_to_string(path).unwrap().chars().collect();
        check_words(&line, &text, &mut checked);
        for entity in line["entities"].as_array().unwrap() {
            let (mentions, evidence) = (&entity["mentions"], &entity["mention_evidence"]);
            for (place, from) in mentions.as_array().unwrap().iter().zip(evidence.as_array().unwrap()) {
                let at = |ix: usize| place[ix].as_u64().unwrap() as usize;
                let words: String = text[at(0)..at(1)].iter().collect();
                assert_eq!(from["exact"], words);
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn bad_files_are_told_and_the_rest_is_read() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("news");
    fs::create_dir(&folder).unwrap();
    let utf16: Vec<u8> = "\u{feff}ئەمڕۆ لە هەولێر".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.join("a.txt"), utf16).unwrap();
    fs::write(folder.join("empty.txt"), "").unwrap();
    fs::write(folder.join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    fs::write(folder.join("notes.pdf"), "x").unwrap();
    fs::write(folder.join("metadata.csv"), "file,title,date,source\na.txt,T,2021-02-14,NRT\nb.txt,,,\n")
        .unwrap();
    let output = balge(home.path(), &["extract", "news"]);
    assert_eq!(output.status.code(), Some(0));
    let lines = lines(&stdout(&output));
    assert_eq!(lines.len(), 1);
    assert_eq!((&lines[0]["encoding"], &lines[0]["title"]), (&"UTF-16LE".into(), &"T".into()));
    for told in ["empty.txt", "picture.txt", "metadata.csv:3"] {
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("news");
    fs::create_dir(&folder).unwrap();
    // More than a pipe holds.
    for number in 0..400 {
        fs::write(folder.join(format!("{number}.txt")), "ئەمڕۆ لە هەولێر و بەغدا. ".repeat(40)).unwrap();
    }
    for command in ["extract", "export"] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_balge"))
            .args([command, "news"])
            .current_dir(home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 100]).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{command}");
    }
}

#[test]
fn explain_names_the_rules_at_a_place() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.txt"), "ئەمڕۆ لە واشنتن").unwrap();
    let output = balge(home.path(), &["explain", "a.txt", "--at", "11"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("fired"), "{}", stdout(&output));
    let behind = balge(home.path(), &["explain", "a.txt", "--at", "999"]);
    assert_eq!(behind.status.code(), Some(2));
}

#[test]
fn eval_scores_a_folder_against_the_annotations_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("gold");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), "ئەمڕۆ لە واشنتن").unwrap();
    let gold = r#"{"doc":"a","date":null,"entities":[{"id":"w","kind":"place","name":"w","mentions":[[9,15]]}],
        "times":[],"quantities":[],"roles":[],"events":[],"statements":[],"commitments":[],"passages":[]}"#;
    fs::write(folder.join("a.json"), gold).unwrap();
    let output = balge(home.path(), &["eval", "gold", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(rows["marks"]["mentions"], 1.0, "{rows}");
    fs::remove_file(folder.join("a.txt")).unwrap();
    fs::write(folder.join("b.txt"), "x").unwrap();
    assert_eq!(balge(home.path(), &["eval", "gold"]).status.code(), Some(1));
}

#[test]
fn a_date_the_user_set_counts_in_what_is_extracted() {
    let home = tempfile::tempdir().unwrap();
    let corpus = tempfile::tempdir().unwrap();
    fs::write(corpus.path().join("a.txt"), "ڕۆژی هەینی شاندەکە گەیشتە هەولێر.").unwrap();
    fs::create_dir(corpus.path().join(".balge")).unwrap();
    let corrections = "{\"version\":1,\"dates\":{\"a.txt\":\"2020-08-19\"}}";
    fs::write(corpus.path().join(".balge/corrections.json"), corrections).unwrap();
    let out = balge(home.path(), &["extract", corpus.path().to_str().unwrap()]);
    let line = &lines(&stdout(&out))[0];
    assert_eq!((line["date"].as_str(), line["date_source"].as_str()), (Some("2020-08-19"), Some("user")));
    assert_eq!(line["times"][0]["value"].as_str(), Some("2020-08-14"));
}
