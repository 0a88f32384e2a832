//! The direction of dependencies between the folders of `src/`, as `ARCHITECTURE.md` draws it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{fs, path::Path};

/// Each folder with the folders it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("lang", &["model"]),
    ("pack", &["model", "lang"]),
    ("topics", &["model", "lang", "pack"]),
    ("corpus", &["model", "lang", "pack", "topics"]),
    ("extract", &["model", "lang", "pack", "topics"]),
    ("reuse", &["model", "lang", "pack", "topics"]),
    ("search", &["model", "lang", "pack", "topics"]),
    ("engine", &["model", "lang", "pack", "topics", "corpus", "extract", "reuse", "search"]),
    ("query", &["model", "lang", "pack", "topics", "corpus", "extract", "reuse", "search", "engine"]),
    (
        "session",
        &["model", "lang", "pack", "topics", "corpus", "extract", "reuse", "search", "engine", "query"],
    ),
    ("i18n", &["model"]),
    ("typeset", &["model"]),
    (
        "cli",
        &[
            "model", "lang", "pack", "topics", "corpus", "extract", "reuse", "search", "engine", "query",
            "i18n",
        ],
    ),
    (
        "gui",
        &[
            "model", "lang", "pack", "topics", "corpus", "extract", "reuse", "search", "engine", "query",
            "session", "i18n", "typeset",
        ],
    ),
];

fn rust_files(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Names of the crate's folders that a source text imports by `crate::`.
fn imports(source: &str) -> Vec<String> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_' || c.is_ascii_digit()).collect()
        })
        .filter(|name: &String| !name.is_empty())
        .collect()
}

fn violations(folder: &str, allowed: &[&str], source: &str) -> Vec<String> {
    imports(source)
        .into_iter()
        .filter(|name| name != folder && !allowed.contains(&name.as_str()))
        .filter(|name| MAY_IMPORT.iter().any(|(known, _)| known == name))
        .collect()
}

#[test]
fn folders_import_in_one_direction() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&src).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let folder = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(known, _)| *known == folder) else {
            wrong.push(format!("src/{folder} has no place in the architecture"));
            continue;
        };
        let mut files = Vec::new();
        rust_files(&path, &mut files);
        for file in files {
            let source = fs::read_to_string(&file).unwrap();
            for name in violations(&folder, allowed, &source) {
                wrong.push(format!("{} imports {name}", file.strip_prefix(&src).unwrap().display()));
            }
            if folder != "gui" && source.contains("egui::") {
                wrong.push(format!("{} uses egui", file.strip_prefix(&src).unwrap().display()));
            }
            if !source.trim_start().starts_with("//!") {
                wrong.push(format!(
                    "{} does not say what it is for",
                    file.strip_prefix(&src).unwrap().display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_sees_a_forbidden_import() {
    assert_eq!(violations("model", &[], "use crate::engine::Snapshot;"), ["engine"]);
    assert_eq!(violations("gui", &["model"], "use crate::{model::Span};"), Vec::<String>::new());
    assert_eq!(
        violations("lang", &["model"], "let x = crate::model::Span::new(0, 1);"),
        Vec::<String>::new()
    );
}
