//! `balge search`: texts of a folder by the query language, one search or a list of them.

use std::{io::Read as _, path::Path, sync::Arc};

use serde::Serialize;

use crate::{
    engine::{Entry, Origin, TextOnly},
    i18n::{Language, Locale},
    pack::Pack,
    query::{
        DocumentKey, Filter, Matching, Memory, Query, Results, Sort, Store, Understood,
        contract::{CONTEXT_CHARS, CodePoints},
        run_batch, title, write_batch_csv,
    },
    search::language::{Interpreter, Say, note_told, part_told, told, worth_telling},
};

use super::{
    args::{SearchArgs, SearchSort},
    corpus::{from_index, open, open_with},
    error::CliError,
    output,
    say::Words,
};

/// A hit as a line of JSON; offsets are code points.
#[derive(Serialize)]
struct HitLine<'a> {
    path: &'a str,
    title: &'a str,
    start: u32,
    end: u32,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

/// The last line.
#[derive(Serialize)]
struct CountLine<'a> {
    query: &'a str,
    documents: usize,
    hits: u64,
    shown: usize,
}

/// A line of a list of searches, as JSON.
#[derive(Serialize)]
struct ListLine<'a> {
    line: usize,
    query: &'a str,
    documents: Option<usize>,
    hits: Option<u64>,
    problem: Option<&'a str>,
}

/// Longest list read, in bytes.
const LONGEST_LIST: u64 = 16 << 20;

/// Runs the command.
pub fn run(args: &SearchArgs) -> Result<(), CliError> {
    let pack = Pack::embedded()?;
    let matching = match (args.matching.exact, args.matching.folded) {
        (true, _) => Matching::Exact,
        (_, true) => Matching::Folded,
        _ => Matching::Inflected,
    };
    let list = args.list.as_deref().map(read_list).transpose()?;
    let interpreter = Interpreter::of_pack(&pack);
    let asks_facts = |words: &str| interpreter.parse(words, &[]).asks_facts();
    let typed = args.query.as_deref().unwrap_or_default();
    let facts = args.sort == SearchSort::Date
        || asks_facts(typed)
        || list.as_deref().is_some_and(|list| list.lines().any(asks_facts));
    let store = match from_index(&Origin::Folder(args.folder.clone()), &pack) {
        Some(store) => store,
        None if facts => Arc::new(Memory::new(open(&args.folder, &pack, None)?)),
        // Facts take most of the time; words alone do without.
        None => Arc::new(Memory::new(open_with(&args.folder, Arc::new(TextOnly::of_pack(&pack)))?)),
    };
    match list {
        Some(list) => many(&*store, &list, matching, args),
        None => one(&*store, typed, matching, args),
    }
}

/// Reads a list of searches, one a line; `-` is the standard input.
pub fn read_list(path: &Path) -> Result<String, CliError> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if path == Path::new("-") {
            std::io::stdin().take(LONGEST_LIST).read_to_end(&mut bytes)?;
        } else {
            std::fs::File::open(path)?.take(LONGEST_LIST).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    };
    let bytes = read().map_err(|err| CliError::file(path, &err))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn one(store: &dyn Store, typed: &str, matching: Matching, args: &SearchArgs) -> Result<(), CliError> {
    let by = match args.sort {
        SearchSort::Rank => DocumentKey::Rank,
        SearchSort::Date => DocumentKey::Date,
    };
    let filter = Filter { words: typed.to_owned(), matching, ..Filter::default() };
    if typed.trim().is_empty() {
        return Err(CliError::Call("there is nothing to find in an empty query".to_owned()));
    }
    let query = Arc::new(Query { filter, documents: Sort { by, descending: true }, ..Query::default() });
    let results = store
        .run(&query, &|| false)
        .ok_or_else(|| CliError::nothing("the question was given up", "please report this"))?;
    let words = Words(Locale::new(Language::En));
    if let Some(understood) = &results.understood {
        if understood.parsed.root.is_none() {
            tell_notes(understood, typed, &words);
            return Err(CliError::Call("there is nothing to find in this query".to_owned()));
        }
        tell(understood, typed, results.documents.is_empty(), &words);
    }
    output::to(None, |out| {
        let shown = hits(store, &results, args, out)?;
        if args.json {
            let hits = results.documents.iter().map(|hit| u64::from(hit.hits)).sum();
            let counts = CountLine { query: typed, documents: results.documents.len(), hits, shown };
            writeln!(out, "{}", serde_json::to_string(&counts).map_err(std::io::Error::from)?)?;
        }
        Ok(())
    })
}

/// How the search was understood and, where nothing was found, what would find something.
fn tell(understood: &Understood, typed: &str, nothing: bool, words: &Words) {
    let (interpreter, matching) = (&understood.interpreter, understood.matching);
    if worth_telling(interpreter, &understood.parsed, matching)
        && let Some(told) = told(interpreter, &understood.parsed, matching, words)
    {
        eprintln!("balge: {told}");
    }
    tell_notes(understood, typed, words);
    if !nothing {
        return;
    }
    for part in &understood.parts {
        let what = part_told(interpreter, &part.node, matching, words);
        let count = part.found.unwrap_or_default().to_string();
        eprintln!("balge: {}", words.say("part-alone", &[("what", &what), ("n", &count)]));
    }
    for instead in &understood.instead {
        let args = [("typed", instead.typed.as_str()), ("word", instead.word.as_str())];
        eprintln!("balge: {}", words.say("instead-of", &args));
    }
    if understood.with_inflections > 0 {
        let count = understood.with_inflections.to_string();
        eprintln!("balge: {}", words.say("with-inflections", &[("n", &count)]));
    }
}

fn tell_notes(understood: &Understood, typed: &str, words: &Words) {
    for (note, what) in understood.notes(typed.trim()) {
        eprintln!("balge: {}", note_told(note.kind, what, words));
    }
}

fn many(store: &dyn Store, list: &str, matching: Matching, args: &SearchArgs) -> Result<(), CliError> {
    let mut rows = Vec::new();
    run_batch(store, list, matching, &|| false, &mut |row| rows.push(row))
        .ok_or_else(|| CliError::nothing("the question was given up", "please report this"))?;
    let words = Words(Locale::new(Language::En));
    let problems: Vec<String> = rows.iter().map(|row| row.problem(&words)).collect();
    output::to(None, |out| {
        if !args.json {
            return Ok(write_batch_csv(&rows, &problems, out).map(drop)?);
        }
        for (row, problem) in rows.iter().zip(&problems) {
            let found = row.outcome.as_ref().ok();
            let line = ListLine {
                line: row.line,
                query: &row.typed,
                documents: found.map(|found| found.documents),
                hits: found.map(|found| found.hits),
                problem: Some(problem.as_str()).filter(|problem| !problem.is_empty()),
            };
            writeln!(out, "{}", serde_json::to_string(&line).map_err(std::io::Error::from)?)?;
        }
        Ok(())
    })
}

fn hits(
    store: &dyn Store,
    results: &Results,
    args: &SearchArgs,
    out: &mut dyn std::io::Write,
) -> Result<usize, CliError> {
    let limit = args.limit.unwrap_or(usize::MAX);
    let mut shown = 0;
    for hit in &results.documents {
        let Some(entry) = store.entry(hit.document) else { continue };
        let points = CodePoints::new(&entry.document.text);
        let path = &entry.document.path;
        let spans = store.hits(hit.document, results.query.filter.search());
        if spans.is_empty() && shown < limit {
            // It matches by its properties: there is no place in the text.
            shown += 1;
            let title = title(&entry.document);
            if args.json {
                let line = HitLine { path, title, start: 0, end: 0, exact: "", prefix: "", suffix: "" };
                writeln!(out, "{}", serde_json::to_string(&line).map_err(std::io::Error::from)?)?;
            } else {
                writeln!(out, "{path}\t{}", title.replace(['\n', '\r', '\t'], " "))?;
            }
        }
        for span in spans {
            if shown == limit {
                return Ok(shown);
            }
            shown += 1;
            let [start, end] = points.span(span);
            let (prefix, suffix) = around(&entry, span.range());
            let exact = span.of(&entry.document.text).unwrap_or_default();
            if args.json {
                let line = HitLine { path, title: title(&entry.document), start, end, exact, prefix, suffix };
                writeln!(out, "{}", serde_json::to_string(&line).map_err(std::io::Error::from)?)?;
            } else {
                let line = format!("{prefix}{exact}{suffix}").replace(['\n', '\r', '\t'], " ");
                writeln!(out, "{path}:{start}..{end}\t{}", line.trim())?;
            }
        }
    }
    Ok(shown)
}

fn around(entry: &Entry, span: std::ops::Range<usize>) -> (&str, &str) {
    let text = &entry.document.text;
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}
