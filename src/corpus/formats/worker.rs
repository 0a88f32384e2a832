//! The child's side: reads files handed over on standard input, answers on standard output.
//!
//! A request is one line of JSON and the file's bytes after it; an answer is lines of JSON, the last of them
//! `"done"` or an error. Limits on memory and processor time are set before the first byte is read.

use std::io::{self, BufRead, Read as _, Write};

use serde::{Deserialize, Serialize};

use super::{FormatError, Parsed, Part, PartProblem, Settings, TableHead, parse_here, reader_named};
use crate::model::ProblemKind;

/// The argument that makes the program such a child.
pub const WORKER_ARGUMENT: &str = "--parse-worker";

/// Longest request line; the bytes that follow are counted in it.
const MAX_LINE: u64 = 1 << 20;

/// What the parent asks.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// Name of the reader.
    pub format: String,
    /// Bytes that follow.
    pub length: u64,
    /// Limits and mapping.
    pub settings: Settings,
}

/// What the child says, a line each.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    /// One text.
    Part(Part),
    /// Something left out.
    Problem(PartProblem),
    /// The head of a table.
    Head(TableHead),
    /// The file gave nothing.
    Error {
        /// What kind.
        kind: ProblemKind,
        /// The cause.
        cause: String,
    },
    /// All is said.
    Done,
}

/// Serves requests until the input ends. To be called by a program started with [`WORKER_ARGUMENT`].
pub fn serve(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = String::new();
    let mut is_limited = false;
    loop {
        line.clear();
        if (&mut input).take(MAX_LINE).read_line(&mut line)? == 0 {
            return Ok(());
        }
        let request: Request = serde_json::from_str(&line)?;
        if !is_limited {
            limit(request.settings.limits.memory_bytes)?;
            is_limited = true;
        }
        let mut bytes = Vec::new();
        (&mut input).take(request.length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != request.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        answer(&request, bytes, &mut output)?;
        output.flush()?;
    }
}

fn answer(request: &Request, bytes: Vec<u8>, output: &mut impl Write) -> io::Result<()> {
    let result = match reader_named(&request.format) {
        Some(reader) => parse_here(reader, bytes, &request.settings),
        None => Err(FormatError::failed(format!("no reader is called {}", request.format))),
    };
    match result {
        Ok(Parsed { parts, problems, head }) => {
            if let Some(head) = head {
                say(output, &Answer::Head(head))?;
            }
            for part in parts {
                say(output, &Answer::Part(part))?;
            }
            for problem in problems {
                say(output, &Answer::Problem(problem))?;
            }
            say(output, &Answer::Done)
        }
        Err(FormatError { kind, cause }) => say(output, &Answer::Error { kind, cause }),
    }
}

fn say(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")
}

/// Bounds this process: memory, processor time, no files written, no core dump.
#[cfg(unix)]
fn limit(memory_bytes: u64) -> io::Result<()> {
    use rlimit::Resource;
    /// A child serves many files; the parent watches the time of each. This ends one that it lost.
    const CPU_SECONDS: u64 = 600;
    let lower = |resource: Resource, to: u64| {
        let (_, hard) = resource.get()?;
        let to = to.min(hard);
        resource.set(to, to)
    };
    lower(Resource::CPU, CPU_SECONDS)?;
    lower(Resource::FSIZE, 0)?;
    lower(Resource::CORE, 0)?;
    #[cfg(not(target_os = "macos"))]
    lower(Resource::AS, memory_bytes)?;
    #[cfg(target_os = "macos")]
    let _ = memory_bytes;
    Ok(())
}

#[cfg(not(unix))]
fn limit(_: u64) -> io::Result<()> {
    Ok(())
}
