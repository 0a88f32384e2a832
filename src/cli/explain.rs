//! `balge explain`: which rules fired or lost at a place of a text, and why.

use std::{io::Write, sync::Arc};

use crate::{
    corpus::{
        formats::{PlainText, Settings, reader_for},
        read_documents, read_file,
    },
    extract::{Outcome, Step, Trace, facts_traced},
    lang::Text,
    model::{Document, Metadata, Span},
    pack::Pack,
    query::{LanguageFolders, contract::CodePoints},
    topics::{self, Held},
};

use super::{args::ExplainArgs, corpus::pack_with, error::CliError, output};

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<(), CliError> {
    let pack = pack_with(&LanguageFolders::near(&args.file), &args.pack)?;
    let name = args.file.file_name().and_then(|name| name.to_str()).unwrap_or("file.txt");
    let unreadable = |err: crate::corpus::ReadError| {
        CliError::nothing(format!("{}: {err}", args.file.display()), "name a text file")
    };
    let bytes = read_file(&args.file).map_err(unreadable)?;
    let reader = reader_for(name).unwrap_or(&PlainText);
    let (documents, _) =
        read_documents(name, bytes, &Metadata::default(), reader, &Settings::default(), None)
            .map_err(unreadable)?;
    let [document] = &documents[..] else {
        let cause = format!("{} holds {} texts", args.file.display(), documents.len());
        return Err(CliError::nothing(cause, "put the one that is meant into a file of its own"));
    };
    let points = CodePoints::new(&document.text);
    let length = points.at(document.text.len() as u32);
    if args.at >= length {
        let cause = format!("--at {} lies behind the end: the text has {length} code points", args.at);
        return Err(CliError::Call(cause));
    }
    let byte = points.byte(args.at) as u32;
    let mut trace = Trace::on();
    let facts = facts_traced(document, &pack, &mut trace);
    output::to(None, |out| {
        let mut any = false;
        for step in trace.at(byte) {
            any = true;
            write_step(out, step, &document.text, &points, &pack)?;
        }
        if !any {
            writeln!(out, "no rule matches there")?;
        }
        write_topics(out, document, &points, &pack, (&topics::people(&facts.entities), byte))
    })
}

/// The topics of the passage there: which cues counted, what they add up to, what is taken over.
fn write_topics(
    out: &mut dyn Write,
    document: &Document,
    points: &CodePoints<'_>,
    pack: &Pack,
    (people, byte): (&[Span], u32),
) -> Result<(), CliError> {
    let text = Text::new(&pack.tables, pack, Arc::clone(&document.text));
    let Some((span, reasons)) = topics::reasons(&text, &pack.topics, &pack.tables, people, byte) else {
        return Ok(());
    };
    let [start, end] = points.span(span);
    let none = if reasons.is_empty() { ": none" } else { "" };
    writeln!(out, "topics of the passage {start}..{end}{none}")?;
    for reason in reasons {
        let (topic, sum) = (&reason.topic, reason.sum);
        match reason.held {
            Held::ByCues => writeln!(out, "  {topic} \u{2014} held: its cues add up to {sum:.2}")?,
            Held::FromDocument => {
                writeln!(out, "  {topic} \u{2014} held: taken over from the document (own cues {sum:.2})")?;
            }
            Held::No => writeln!(out, "  {topic} \u{2014} not held: its cues add up to {sum:.2}")?,
        }
        for cue in reason.cues {
            let [start, end] = points.span(cue.span);
            let words = cue.span.of(&document.text).unwrap_or_default();
            writeln!(out, "    {:+.2} {start}..{end} \u{201c}{words}\u{201d}", cue.weight)?;
        }
    }
    Ok(())
}

/// One match: what became of it, its rule, and what it took.
pub fn write_step(
    out: &mut dyn Write,
    step: &Step,
    text: &str,
    points: &CodePoints<'_>,
    pack: &Pack,
) -> Result<(), CliError> {
    let quote = |span: Span| {
        let [start, end] = points.span(span);
        format!("{start}..{end} \u{201c}{}\u{201d}", span.of(text).unwrap_or_default())
    };
    let fate = match &step.outcome {
        Outcome::Fired => "fired".to_owned(),
        Outcome::Lost { to, why } => format!("lost to {to}: {why}"),
        Outcome::Refused { why } => format!("refused: {why}"),
    };
    writeln!(out, "{} \u{2014} {fate}", step.rule)?;
    writeln!(out, "  at {}", quote(step.span))?;
    for (name, span) in &step.captures {
        writeln!(out, "  {name} {}", quote(*span))?;
    }
    if let Some(rule) = pack.rules.find(&step.rule.0) {
        writeln!(out, "  {} ({})", rule.description, rule.file)?;
    }
    Ok(())
}
