//! A folder with every kind of file nobody should have, read as a whole: each is a listed problem, the sound
//! texts beside them are read, time and memory stay bounded.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, File, Permissions},
    io::{Cursor, Write as _},
    os::unix::{
        ffi::OsStrExt as _, fs::PermissionsExt as _, fs::symlink, net::UnixListener, process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use balge::{
    corpus::formats::isolate_with,
    engine::{Analyse, LoadRequest, Origin, Snapshot, TextOnly, load},
    lang::Tables,
    model::{Document, Facts, ProblemKind},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const SOUND: &str = "سەرۆکی حکومەت ئەمڕۆ لە هەولێر لەگەڵ وەزیری نەوت کۆبووەوە.\n";

/// More than any file may have, as a file that takes no room on disk.
const TWO_GIGABYTES: u64 = 2 << 30;

/// Facts of nothing; takes a file away as soon as the first text has been read.
struct Taking(TextOnly, PathBuf);

impl Analyse for Taking {
    fn facts(&self, document: &Document) -> Facts {
        let _ = fs::remove_file(&self.1);
        self.0.facts(document)
    }

    fn tables(&self) -> &Arc<Tables> {
        self.0.tables()
    }

    fn version(&self) -> Arc<str> {
        self.0.version()
    }
}

fn read(folder: &Path, vanishing: &str) -> Arc<Snapshot> {
    isolate_with(env!("CARGO_BIN_EXE_balge").into());
    let analyse = Taking(TextOnly::embedded().unwrap(), folder.join(vanishing));
    let origin = Origin::Folder(folder.to_owned());
    load(LoadRequest { origin, analyse: Arc::new(analyse), jobs: Some(1) }, |_| {}).wait().unwrap()
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The most memory this program has held so far, in bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
}

#[test]
fn each_is_a_listed_problem_and_the_rest_is_read() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("a_sound.txt", SOUND.as_bytes());
    write("sound_too.txt", SOUND.as_bytes());
    write("empty.txt", b"");
    write("blank.txt", "\u{feff} \n\t\u{a0}\n".as_bytes());
    write("binary.txt", &[0; 4096]);
    write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0");
    let archive = zipped(&[("a.txt", SOUND.as_bytes()), ("b.txt", &SOUND.as_bytes().repeat(2000))]);
    write("cut.zip", &archive[..archive.len() / 2]);
    let mut broken = SOUND.repeat(5).into_bytes();
    broken[41] = 0xff;
    write("wrong_encoding.txt", &broken);
    write("zip_bomb.zip", &zipped(&[("a.txt", &vec![b' '; 300 << 20])]));
    let entities = (1..20).fold(String::from("<!DOCTYPE d [<!ENTITY e0 'ha'>"), |text, n| {
        format!("{text}<!ENTITY e{n} '{}'>", format!("&e{};", n - 1).repeat(8))
    });
    let entities = format!("{entities}]><document><body><p><t>&e19;</t></p></body></document>");
    write("entity_bomb.docx", &zipped(&[("word/document.xml", entities.as_bytes())]));
    write("nesting.docx", &zipped(&[("word/document.xml", "<p>".repeat(1_000_000).as_bytes())]));
    write("long_line.txt", "وشە ".repeat(250_000).as_bytes());
    write("vanishing.txt", SOUND.as_bytes());
    for name in ["huge.txt", "huge.zip", "huge.docx", "huge.csv"] {
        File::create(folder.join(name)).unwrap().set_len(TWO_GIGABYTES).unwrap();
    }
    assert!(Command::new("mkfifo").arg(folder.join("pipe.txt")).status().unwrap().success());
    let _socket = UnixListener::bind(folder.join("socket.txt")).unwrap();
    symlink("/dev/zero", folder.join("device.txt")).unwrap();
    symlink("loop_b.txt", folder.join("loop_a.txt")).unwrap();
    symlink("loop_a.txt", folder.join("loop_b.txt")).unwrap();
    symlink(folder, folder.join("folder_loop")).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"no\xffname.txt")), SOUND).unwrap();

    let started = Instant::now();
    let before = peak();
    let snapshot = read(folder, "vanishing.txt");
    assert!(snapshot.complete);
    assert!(started.elapsed() < Duration::from_mins(2), "{:?}", started.elapsed());
    let grown = peak() - before;
    assert!(grown < 512 << 20, "{} MiB more than before", grown >> 20);

    let read: Vec<&str> = snapshot.entries.iter().map(|entry| entry.document.path.as_str()).collect();
    assert_eq!(read, ["a_sound.txt", "long_line.txt", "sound_too.txt", "wrong_encoding.txt"]);
    let mut told = BTreeMap::<&str, Vec<ProblemKind>>::new();
    for problem in &snapshot.problems {
        assert!(!problem.cause.is_empty(), "{problem:?}");
        let file = problem.path.split_once(".zip/").map_or(problem.path.as_str(), |(_, inner)| inner);
        told.entry(file).or_default().push(problem.kind);
    }
    let of = |name: &str| told.get(name).map(Vec::as_slice).unwrap_or_default();
    for (name, kind) in [
        ("empty.txt", ProblemKind::Empty),
        ("blank.txt", ProblemKind::Empty),
        ("binary.txt", ProblemKind::Binary),
        ("picture.txt", ProblemKind::Binary),
        ("cut.zip", ProblemKind::Malformed),
        ("wrong_encoding.txt", ProblemKind::Encoding),
        ("entity_bomb.docx", ProblemKind::Malformed),
        ("nesting.docx", ProblemKind::Limit),
        ("vanishing.txt", ProblemKind::Unreadable),
        ("huge.txt", ProblemKind::TooLarge),
        ("huge.zip", ProblemKind::TooLarge),
        ("huge.docx", ProblemKind::TooLarge),
        ("huge.csv", ProblemKind::TooLarge),
        ("pipe.txt", ProblemKind::NotAFile),
        ("socket.txt", ProblemKind::NotAFile),
        ("device.txt", ProblemKind::NotAFile),
        ("loop_a.txt", ProblemKind::Unreadable),
        ("loop_b.txt", ProblemKind::Unreadable),
        ("no\u{fffd}name.txt", ProblemKind::Name),
    ] {
        assert_eq!(of(name), [kind], "{name}: {:?}", snapshot.problems);
    }
    let bomb = snapshot.problems.iter().find(|problem| problem.path.starts_with("zip_bomb.zip")).unwrap();
    assert_eq!(bomb.kind, ProblemKind::Limit);
}

/// What may not be read, seen by somebody who is not its owner: root may read everything.
#[test]
fn what_may_not_be_read_is_listed() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("news");
    fs::create_dir_all(folder.join("closed")).unwrap();
    for name in ["locked.txt", "open.txt", "closed/inside.txt"] {
        fs::write(folder.join(name), SOUND).unwrap();
    }
    let allow = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    for (path, mode) in [
        (place.path().to_owned(), 0o755),
        (folder.clone(), 0o755),
        (folder.join("open.txt"), 0o644),
        (folder.join("locked.txt"), 0o000),
        (folder.join("closed"), 0o000),
    ] {
        allow(&path, mode);
    }
    let program = place.path().join("balge");
    fs::copy(env!("CARGO_BIN_EXE_balge"), &program).unwrap();
    let mut report = Command::new(&program);
    report.args(["report", "--format", "jsonl"]).arg(&folder).env("HOME", place.path()).current_dir("/");
    if fs::read(folder.join("locked.txt")).is_ok() {
        // Whom nothing here belongs to.
        report.uid(65_534).gid(65_534);
    }
    let out = report.output().unwrap();
    allow(&folder.join("closed"), 0o755);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let rows: Vec<serde_json::Value> = String::from_utf8(out.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<(&str, Option<&str>)> =
        rows.iter().map(|row| (row["path"].as_str().unwrap(), row["problem"].as_str())).collect();
    assert_eq!(
        told,
        [("closed", Some("unreadable")), ("locked.txt", Some("unreadable")), ("open.txt", None)]
    );
}
