//! A folder that was indexed is answered from its index, with the same words.

use std::{fs, path::Path};

use super::{balge, copy_folder, stderr, stdout};

#[test]
fn commands_say_the_same_from_an_index_as_from_the_texts() {
    let home = tempfile::tempdir().unwrap();
    let corpus = home.path().join("corpus");
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), &corpus);
    fs::write(corpus.join("empty.txt"), "").unwrap();
    let word = "\u{6a9}\u{648}\u{631}\u{62f}";
    let commands: [&[&str]; 4] = [
        &["export", "corpus"],
        &["export", "corpus", "--format", "jsonl"],
        &["search", "corpus", word],
        &["report", "corpus"],
    ];
    let say = || -> Vec<(String, String)> {
        let run = |args: &&[&str]| {
            let output = balge(home.path(), args);
            (stdout(&output), stderr(&output))
        };
        commands.iter().map(run).collect()
    };
    let before = say();
    let indexed = balge(home.path(), &["index", "corpus"]);
    assert!(indexed.status.success(), "{}", stderr(&indexed));
    assert_eq!(say(), before);
    // What changed since is indexed before anything is said.
    fs::write(corpus.join("new.txt"), format!("{word} xyzzy.")).unwrap();
    let found = balge(home.path(), &["search", "corpus", "xyzzy"]);
    assert!(stdout(&found).starts_with("new.txt:"), "{}{}", stdout(&found), stderr(&found));
}
