//! The program run as a user runs it: standard output, standard error and exit codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod columns;
mod copies;
mod extract;
mod indexed;
mod language;
mod view;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

/// Runs the program in a folder of its own, with a home of its own.
fn balge(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_balge"))
        .args(args)
        .current_dir(home)
        .env("HOME", home)
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_CACHE_HOME")
        .env_remove("XDG_DATA_HOME")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn seeds() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").display().to_string()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &there);
        } else {
            fs::copy(&path, &there).unwrap();
        }
    }
}

#[test]
fn help_teaches_and_goes_to_standard_output() {
    let home = tempfile::tempdir().unwrap();
    for args in [
        &["--help"][..],
        &["extract", "--help"],
        &["explain", "--help"],
        &["columns", "--help"],
        &["rules", "test", "--help"],
        &["view", "run", "--help"],
        &["export", "--help"],
        &["eval", "--help"],
        &["shot", "--help"],
        &["layout", "--help"],
    ] {
        let output = balge(home.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(stdout(&output).contains("Usage"), "{args:?}");
        assert_eq!(stderr(&output), "", "{args:?}");
    }
    assert!(stdout(&balge(home.path(), &["--help"])).contains("balge extract ~/news"));
}

#[test]
fn a_wrong_call_is_2_and_nothing_done_is_1() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("empty")).unwrap();
    fs::write(home.path().join("broken.json"), "{").unwrap();
    for (args, code, word) in [
        (&["extract"][..], 2, "PATH"),
        (&["no-such-command", "--x"], 2, "Usage"),
        (&["extract", "nowhere"], 1, "nowhere"),
        (&["extract", "empty"], 1, "no document could be read"),
        (&["view", "run", "broken.json"], 1, "no saved view"),
        (&["view", "list", "nowhere"], 1, "no such folder"),
        (&["export", "nowhere"], 1, "nowhere"),
        (&["eval", "empty"], 1, "no gold annotations"),
        (&["rules", "why", "no.such.rule"], 1, "did you mean"),
        (&["extract", "empty", "--pack", "nowhere"], 1, "nowhere"),
    ] {
        let output = balge(home.path(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{args:?}");
        assert!(stderr(&output).contains(word), "{args:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panicked"), "{args:?}");
    }
}

#[test]
fn the_rules_pass_their_own_tests() {
    let home = tempfile::tempdir().unwrap();
    let output = balge(home.path(), &["rules", "test"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("tests pass, rule set "));
}
