//! `balge topics`: the topics of the language data, and whether each passes its own tests.

use std::io::Write;

use crate::{
    pack::{Pack, topic::Topic},
    topics::failures,
};

use super::{args::TopicsArgs, corpus::pack, error::CliError, output};

/// Runs the command.
pub fn run(args: &TopicsArgs) -> Result<(), CliError> {
    let pack = pack(&args.pack)?;
    let failed = output::to(None, |out| list(&pack, out))?;
    if failed == 0 {
        return Ok(());
    }
    let cause = format!("{failed} tests of topics fail");
    Err(CliError::nothing(cause, "mend the cues or the test sentences named above"))
}

/// Writes one line a topic and one for each test that fails; returns how many do.
fn list(pack: &Pack, out: &mut dyn Write) -> Result<usize, CliError> {
    let failures = failures(&pack.topics, &pack.tables, pack);
    let all = pack.topics.all();
    let widest =
        |of: fn(&Topic) -> &str| all.iter().map(|topic| of(topic).chars().count()).max().unwrap_or(0);
    let (id, name) = (widest(|topic| &topic.id.0), widest(|topic| &topic.name_en));
    for topic in all {
        let tests = topic.yes.len() + topic.no.len();
        let failed = failures.iter().filter(|failure| failure.topic == topic.id).count();
        let (cues, excluded, passed) = (topic.cues.len(), topic.exclude.len(), tests - failed);
        // The Kurdish name stands last, where its direction cannot move the numbers.
        writeln!(
            out,
            "{:id$}  {:name$}  {cues:4} cues  {excluded:3} excluded  {passed} of {tests} tests  {}",
            &*topic.id.0, topic.name_en, topic.name_ckb
        )?;
    }
    for failure in &failures {
        let wanted = if failure.wanted { "should have" } else { "should not have" };
        writeln!(
            out,
            "{}: line {} {wanted} the topic: \u{201c}{}\u{201d}",
            failure.topic, failure.line.line, failure.line.words
        )?;
    }
    writeln!(out, "{} topics, rule set {}", all.len(), pack.version())?;
    Ok(failures.len())
}

#[cfg(test)]
mod tests {
    use super::list;
    use crate::pack::{Pack, Source};

    #[test]
    fn lists_the_topics_and_what_fails() {
        let own = "id = \"weather\"\norder = 99\nicon = \"x\"\nabout = \"a\"\n[name]\nckb = \"k\"\nen = \"Weather\"\n\
                   [[cues]]\nweight = 1.0\nwords = \"rain\"\n[tests]\nyes = \"sun\"\nno = \"moon\"\n";
        let pack = Pack::compile(Source::embedded().with("topics/weather.toml", own)).unwrap();
        let mut out = Vec::new();
        assert_eq!(list(&pack, &mut out).unwrap(), 1);
        let out = String::from_utf8(out).unwrap();
        let line = |start: &str| out.lines().find(|line| line.starts_with(start)).unwrap();
        assert!(line("weather ").contains("1 cues    0 excluded  1 of 2 tests"), "{out}");
        assert!(line("weather:").contains("line 12 should have the topic"), "{out}");
        assert!(line("13 topics").contains(pack.version()));
    }
}
