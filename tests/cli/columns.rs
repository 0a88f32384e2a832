//! `balge columns`.

use std::fs;

use super::{balge, stderr, stdout};

#[test]
fn columns_are_shown_said_kept_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let table = "a,b,day\nیەک,دوو,2021-03-15\nسێ,چوار,2021-03-16\n";
    fs::write(folder.path().join("t.csv"), table).unwrap();
    let columns = |more: &[&str]| balge(folder.path(), &[&["columns", ".", "t.csv"], more].concat());
    let shown = columns(&[]);
    assert!(stderr(&shown).contains("no column looks like text"));
    assert_eq!(stdout(&shown), "a\t\tیەک\nb\t\tدوو\nday\t\t2021-03-15\n");
    let read = balge(folder.path(), &["extract", "."]);
    assert!(stderr(&read).contains("say which is what"), "{}", stderr(&read));

    let said = columns(&["--text", "b", "--date", "day"]);
    assert_eq!(stdout(&said), "a\t\tیەک\nb\ttext\tدوو\nday\tdate\t2021-03-15\n");
    // A second table with these columns need not be told.
    fs::write(folder.path().join("u.csv"), table).unwrap();
    let read = balge(folder.path(), &["extract", "."]);
    assert_eq!(stdout(&read).lines().count(), 4, "{}", stderr(&read));
    assert!(stdout(&read).lines().all(|line| line.contains("2021-03-1")));

    let unknown = columns(&["--text", "c"]);
    assert_eq!((unknown.status.code(), stdout(&unknown).as_str()), (Some(1), ""));
    let forgotten = columns(&["--forget"]);
    assert!(stderr(&forgotten).contains("no column looks like text"));
}
