//! Everything found in the sample corpus, as `balge extract` prints it, one item a line: a change of
//! any rule, word or weight shows in review.
//!
//! To take over a change that is wanted: `INSTA_UPDATE=always cargo test --test golden`, then read
//! the difference.

use std::process::Command;

use serde_json::Value;

/// Keys that change with every edit of the language data or every release.
const VOLATILE: [&str; 2] = ["ruleset", "version"];

/// Keys that follow from the text and the offsets; the contract's own tests cover them.
const FOLLOWS: [&str; 2] = ["prefix", "suffix"];

/// A value without what is left out of the snapshot.
fn pruned(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            // An item's id is a hash of its kind and place; an entity's says who it is.
            let is_item = map.contains_key("start");
            let left_out =
                |key: &str| VOLATILE.contains(&key) || FOLLOWS.contains(&key) || (is_item && key == "id");
            let kept = map.iter().filter(|(key, _)| !left_out(key));
            kept.map(|(key, value)| (key.clone(), pruned(value))).collect()
        }
        Value::Array(items) => items.iter().map(pruned).collect(),
        other => other.clone(),
    }
}

/// One line a key, and one a list's item.
fn lines(document: &Value) -> String {
    let mut lines = Vec::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        match value {
            Value::Array(items) if items.iter().any(Value::is_object) => {
                lines.push(key.clone());
                lines.extend(items.iter().map(|item| format!("  {item}")));
            }
            other => lines.push(format!("{key} {other}")),
        }
    }
    lines.join("\n")
}

#[test]
fn the_sample_corpus() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let run = Command::new(env!("CARGO_BIN_EXE_balge")).args(["extract", seeds]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let output = String::from_utf8(run.stdout).unwrap();
    assert_eq!(output.lines().count(), 4);
    insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        for line in output.lines() {
            let document = pruned(&serde_json::from_str(line).unwrap());
            let name = document["doc"].as_str().unwrap().to_owned();
            insta::assert_snapshot!(name, lines(&document));
        }
    });
}
