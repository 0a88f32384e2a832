//! The parent's side: children that read files, each watched for time, replaced when one dies.
//!
//! A child that crashes, hangs or runs out of memory costs its file and nothing else.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex, OnceLock, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, sync_channel},
    },
    thread,
    time::Instant,
};

use super::{
    FormatError, Parsed, Settings,
    worker::{Answer, Request, WORKER_ARGUMENT},
};
use crate::model::ProblemKind;

static POOL: OnceLock<Pool> = OnceLock::new();

/// From now on formats that ask for it are read in children of `program` (this very program, as a rule), which
/// must hand [`WORKER_ARGUMENT`] to [`super::serve`]. Only the first call counts.
pub fn isolate_with(program: PathBuf) {
    let _ = POOL.set(Pool { program, idle: Mutex::new(Vec::new()) });
}

pub(super) fn pool() -> Option<&'static Pool> {
    POOL.get()
}

/// Files a child reads before it is replaced, so that no leak grows large.
const FILES_EACH: u32 = 500;

/// Children and the program they run.
pub(super) struct Pool {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    /// Reads a file in a child.
    pub(super) fn parse(
        &self,
        format: &str,
        bytes: &[u8],
        settings: &Settings,
    ) -> Result<Parsed, FormatError> {
        let memory = settings.limits.memory_bytes;
        let idle = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let fits = idle.iter().position(|worker| worker.memory == memory);
            fits.map(|at| idle.swap_remove(at))
        };
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(&self.program, memory)?,
        };
        let result = worker.parse(format, bytes, settings);
        if worker.is_sound && worker.served < FILES_EACH {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
        result
    }
}

/// The program's allocator, mimalloc, reserves a gigabyte of addresses at its start, and the memory a child may have
/// is counted in addresses: it is told to reserve 64 MiB, in KiB.
const RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "65536");

struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    served: u32,
    /// The limit it set itself with its first file.
    memory: u64,
    /// Did it answer everything it was asked?
    is_sound: bool,
}

impl Worker {
    fn start(program: &PathBuf, memory: u64) -> Result<Self, FormatError> {
        let failed = |err: &dyn std::fmt::Display| {
            FormatError::failed(format!("cannot start a child process to read the file: {err}"))
        };
        let mut child = Command::new(program)
            .arg(WORKER_ARGUMENT)
            .env(RESERVE.0, RESERVE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|err| failed(&err))?;
        let input = child.stdin.take();
        let Some(output) = child.stdout.take() else { return Err(failed(&"no pipe")) };
        // Few lines wait: a child that says too much is stopped by the pipe, not kept in memory.
        let (send, lines) = sync_channel(16);
        let started = thread::Builder::new().name("parse".to_owned()).spawn(move || {
            let mut output = BufReader::new(output);
            loop {
                let mut line = String::new();
                match (&mut output).take(MAX_ANSWER).read_line(&mut line) {
                    Ok(1..) if line.ends_with('\n') => {
                        if send.send(line).is_err() {
                            return;
                        }
                    }
                    _ => return,
                }
            }
        });
        let mut worker = Self { child, input, lines, served: 0, memory, is_sound: true };
        if let Err(err) = started {
            worker.is_sound = false;
            return Err(failed(&err));
        }
        Ok(worker)
    }

    fn parse(&mut self, format: &str, bytes: &[u8], settings: &Settings) -> Result<Parsed, FormatError> {
        self.served += 1;
        self.is_sound = false;
        let deadline = Instant::now() + settings.limits.time();
        let request =
            Request { format: format.to_owned(), length: bytes.len() as u64, settings: settings.clone() };
        self.ask(&request, bytes).map_err(|err| FormatError::failed(format!("the child process: {err}")))?;
        let (mut parsed, mut size) = (Parsed::default(), 0);
        loop {
            let line = match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => line,
                Err(RecvTimeoutError::Timeout) => {
                    let cause = format!("not read after {} seconds", settings.limits.seconds);
                    return Err(FormatError::limit(cause));
                }
                Err(RecvTimeoutError::Disconnected) => return Err(self.death()),
            };
            match serde_json::from_str(&line) {
                Ok(Answer::Part(part)) => {
                    size += part.text.len();
                    settings.limits.check_text(size)?;
                    parsed.parts.push(part);
                }
                Ok(Answer::Head(head)) => parsed.head = Some(head),
                Ok(Answer::Problem(problem)) => parsed.problems.push(problem),
                Ok(Answer::Error { kind, cause }) => {
                    self.is_sound = true;
                    return Err(FormatError { kind, cause });
                }
                Ok(Answer::Done) => {
                    self.is_sound = true;
                    return Ok(parsed);
                }
                Err(err) => {
                    return Err(FormatError::failed(format!("the child process answered badly: {err}")));
                }
            }
        }
    }

    fn ask(&mut self, request: &Request, bytes: &[u8]) -> std::io::Result<()> {
        let Some(input) = self.input.as_mut() else { return Err(std::io::ErrorKind::BrokenPipe.into()) };
        let mut line = serde_json::to_vec(request)?;
        line.push(b'\n');
        input.write_all(&line)?;
        input.write_all(bytes)?;
        input.flush()
    }

    /// Why the child is gone.
    fn death(&mut self) -> FormatError {
        let how = self.child.wait().map_or_else(|err| err.to_string(), |status| status.to_string());
        // Running out of memory ends in an abort, as does a stack that grew too deep.
        let cause = format!("reading the file ended the child process ({how}): out of memory, or damaged");
        FormatError { kind: ProblemKind::Failed, cause }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Its input ends: an idle child leaves by itself; one that hangs is ended.
        self.input = None;
        if !self.is_sound {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Bytes of one answer: the text of a file, escaped.
const MAX_ANSWER: u64 = 256 << 20;
