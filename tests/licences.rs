//! Every crate in the binary has a licence that `deny.toml` allows.
//!
//! `cargo deny` says the same and more; this runs where it is not installed.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::{collections::HashSet, fs, path::Path, process::Command};

use serde_json::Value;

/// Does a licence expression (SPDX, or the old `A/B`) hold with what is allowed?
fn holds(expression: &str, allowed: &HashSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let value = either(&words, &mut at, allowed);
    value && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &HashSet<String>) -> bool {
    let mut value = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        value |= both(words, at, allowed);
    }
    value
}

fn both(words: &[&str], at: &mut usize, allowed: &HashSet<String>) -> bool {
    let mut value = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        value &= one(words, at, allowed);
    }
    value
}

fn one(words: &[&str], at: &mut usize, allowed: &HashSet<String>) -> bool {
    if words.get(*at) == Some(&"(") {
        *at += 1;
        let value = either(words, at, allowed);
        *at += 1;
        return value;
    }
    let Some(name) = words.get(*at) else { return false };
    *at += 1;
    let mut licence = (*name).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&licence)
}

/// The packages reached from the root by normal dependencies.
fn in_the_binary(metadata: &Value) -> HashSet<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let mut reached = HashSet::new();
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap().to_owned()];
    while let Some(id) = open.pop() {
        if !reached.insert(id.clone()) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id.as_str()).unwrap();
        for dependency in node["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    reached
}

#[test]
fn every_crate_is_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny: toml::Table = fs::read_to_string(root.join("deny.toml")).unwrap().parse().unwrap();
    let allowed: HashSet<String> = deny["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .map(|licence| licence.as_str().unwrap().to_owned())
        .collect();
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--filter-platform", &host])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let reached = in_the_binary(&metadata);
    let wrong: Vec<String> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| reached.contains(package["id"].as_str().unwrap()))
        .filter(|package| !holds(package["license"].as_str().unwrap_or(""), &allowed))
        .map(|package| format!("{} {}", package["name"], package["license"]))
        .collect();
    assert!(wrong.is_empty(), "not allowed by deny.toml: {}", wrong.join(", "));
    assert!(reached.len() > 50, "the walk found only {} crates", reached.len());
}

#[test]
fn expressions_are_understood() {
    let allowed: HashSet<String> = ["MIT", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    assert!(holds("MIT OR GPL-3.0", &allowed));
    assert!(holds("MIT/Apache-2.0", &allowed));
    assert!(holds("(GPL-2.0 OR MIT) AND Apache-2.0 WITH LLVM-exception", &allowed));
    assert!(!holds("MIT AND MPL-2.0", &allowed));
    assert!(!holds("MPL-2.0", &allowed));
    assert!(!holds("", &allowed));
}
