//! Copies on the command line: `balge report`, `balge shared`, and views in which each story counts once.

use std::{fs, path::Path};

use serde_json::Value;

use super::{balge, copy_folder, seeds, stderr, stdout};

/// The sample corpus, each text a second time under a later name, the first of these with a word changed.
fn twice(home: &Path) {
    let folder = home.join("news");
    copy_folder(Path::new(&seeds()), &folder);
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("00"))
        .collect();
    names.sort();
    for (ix, name) in names.iter().enumerate() {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let text = if ix == 0 { text.replacen("واشنتن", "پاریس", 1) } else { text };
        fs::write(folder.join(format!("z{name}")), text).unwrap();
    }
}

fn lines(home: &Path, args: &[&str]) -> Vec<Value> {
    let output = balge(home, args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn copies_are_told_and_can_count_once() {
    let home = tempfile::tempdir().unwrap();
    twice(home.path());
    let rows = lines(home.path(), &["report", "news", "--duplicates", "--format", "jsonl"]);
    let told: Vec<(bool, bool)> = rows
        .iter()
        .map(|row| {
            let (path, of) = (row["path"].as_str().unwrap(), row["duplicate_of"].as_str().unwrap());
            (path.strip_prefix('z') == Some(of), row["is_exact"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(told, [(true, false), (true, true), (true, true), (true, true)], "{rows:?}");

    let shared = lines(home.path(), &["shared", "news"]);
    assert!(shared.len() >= 4, "{shared:?}");
    assert!(shared.iter().any(|cluster| cluster["places"][1]["edited"] == true));

    let view = r#"{"version":1,"name":"once","corpus":"news","filter":{"stories_once":true}}"#;
    fs::write(home.path().join("once.json"), view).unwrap();
    let run = &lines(home.path(), &["view", "run", "once.json", "--json"])[0];
    let documents: Vec<(bool, u64)> = run["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| (hit["path"].as_str().unwrap().starts_with("00"), hit["copies"].as_u64().unwrap()))
        .collect();
    assert_eq!((documents, run["total"].as_u64()), (vec![(true, 1); 4], Some(8)));
    assert_eq!(run["counts"]["language"][0]["documents"], 4);

    let facts = run["facts"].as_array().unwrap();
    let export = lines(home.path(), &["export", "news", "--view", "once.json", "--format", "jsonl"]);
    assert_eq!(export[0]["header"]["filter"], "each story once");
    assert_eq!(export[0]["header"]["facts"].as_u64(), Some(facts.len() as u64));
    assert_eq!(export.len(), facts.len() + 1);
}
