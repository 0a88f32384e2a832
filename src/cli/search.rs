//! `balge search`: words in a folder of texts.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    engine::{Entry, TextOnly},
    query::{
        DocumentKey, Filter, Matching, Memory, Query, Results, Search, Sort, Store as _,
        contract::{CONTEXT_CHARS, CodePoints},
        title,
    },
};

use super::{
    args::{SearchArgs, SearchSort},
    corpus::open_with,
    error::CliError,
    output,
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

/// Runs the command.
pub fn run(args: &SearchArgs) -> Result<(), CliError> {
    let analyse = TextOnly::embedded().map_err(|err| {
        CliError::nothing(err.to_string(), "please report this: the language data is broken")
    })?;
    let store = Memory::new(open_with(&args.folder, Arc::new(analyse))?);
    let matching = match (args.matching.exact, args.matching.folded) {
        (true, _) => Matching::Exact,
        (_, true) => Matching::Folded,
        _ => Matching::Inflected,
    };
    let by = match args.sort {
        SearchSort::Rank => DocumentKey::Hits,
        SearchSort::Date => DocumentKey::Date,
    };
    let filter = Filter { words: args.query.clone(), matching, ..Filter::default() };
    if filter.search().words.is_empty() {
        return Err(CliError::Call("there is nothing to find in an empty query".to_owned()));
    }
    let query = Arc::new(Query { filter, documents: Sort { by, descending: true }, ..Query::default() });
    let results = store
        .run(&query, &|| false)
        .ok_or_else(|| CliError::nothing("the question was given up", "please report this"))?;
    if results.documents.is_empty() {
        explain_nothing(&store, &query);
    }
    output::to(None, |out| {
        let shown = hits(&store, &results, args, out)?;
        if args.json {
            let hits = results.documents.iter().map(|hit| u64::from(hit.hits)).sum();
            let counts = CountLine { query: &args.query, documents: results.documents.len(), hits, shown };
            writeln!(out, "{}", serde_json::to_string(&counts).map_err(std::io::Error::from)?)?;
        }
        Ok(())
    })
}

fn hits(
    store: &Memory,
    results: &Results,
    args: &SearchArgs,
    out: &mut dyn std::io::Write,
) -> Result<usize, CliError> {
    let limit = args.limit.unwrap_or(usize::MAX);
    let mut shown = 0;
    for hit in &results.documents {
        let Some(entry) = store.entry(hit.document) else { continue };
        let points = CodePoints::new(&entry.document.text);
        for span in store.hits(hit.document, results.query.filter.search()) {
            if shown == limit {
                return Ok(shown);
            }
            shown += 1;
            let [start, end] = points.span(span);
            let (prefix, suffix) = around(&entry, span.range());
            let exact = span.of(&entry.document.text).unwrap_or_default();
            let path = &entry.document.path;
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

/// Tells which word of a search without a hit stands nowhere.
fn explain_nothing(store: &Memory, query: &Query) {
    let matching = query.filter.matching;
    let alone = |words: &str| {
        let filter = Filter { words: words.to_owned(), matching, ..Filter::default() };
        store.run(&Arc::new(Query { filter, ..Query::default() }), &|| false)
    };
    let Search { words, .. } = query.filter.search();
    for word in words.split_whitespace().filter(|word| !matches!(*word, "OR" | "|" | "NOT" | "-")) {
        if let Some(results) = alone(word.trim_start_matches('-').trim_matches('"')) {
            eprintln!("balge: \u{201c}{word}\u{201d} alone: {} documents", results.documents.len());
        }
    }
}
