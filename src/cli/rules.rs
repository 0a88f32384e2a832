//! `balge rules`: the tests inside the rule files, what a rule does, what other language data changes.

use std::{collections::BTreeMap, io::Write};

use crate::{
    extract::{Outcome, Step, Trace, facts_traced},
    model::Document,
    pack::{Pack, Rule, RuleTest, Want},
    query::contract::CodePoints,
};

use super::{args::RulesTask, corpus::pack, error::CliError, explain::write_step, output, rules_diff};

/// Runs the command.
pub fn run(task: &RulesTask) -> Result<(), CliError> {
    match task {
        RulesTask::Test { pack: args } => {
            let pack = pack(args)?;
            let failed = output::to(None, |out| test_all(&pack, out))?;
            if failed == 0 {
                return Ok(());
            }
            let cause = format!("{failed} tests of rules fail");
            Err(CliError::nothing(cause, "balge rules why ID shows what a rule does on its tests"))
        }
        RulesTask::Diff { folder, pack, json } => rules_diff::run(folder, pack, *json),
        RulesTask::Why { id, pack: args } => {
            let pack = pack(args)?;
            let Some(rule) = pack.rules.find(id) else {
                let cause = format!("there is no rule \u{201c}{id}\u{201d}");
                return Err(CliError::nothing(cause, near(&pack, id)));
            };
            output::to(None, |out| why(&pack, rule, out))
        }
    }
}

fn test_all(pack: &Pack, out: &mut dyn Write) -> Result<usize, CliError> {
    let (mut tests, mut failed) = (0, 0);
    for rule in pack.rules.all() {
        for test in &rule.tests {
            tests += 1;
            let steps = steps(pack, test);
            if !passes(rule, test, &steps) {
                failed += 1;
                writeln!(out, "{}: {} fails on \u{201c}{}\u{201d}", rule.file, rule.id, test.text)?;
                writeln!(out, "  wanted {}", wanted(&test.want))?;
            }
        }
    }
    let passed = tests - failed;
    let rules = pack.rules.all().len();
    writeln!(out, "{rules} rules, {passed} of {tests} tests pass, rule set {}", pack.version())?;
    Ok(failed)
}

fn why(pack: &Pack, rule: &Rule, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "{} ({})", rule.id, rule.file)?;
    writeln!(out, "  {}", rule.description)?;
    writeln!(out, "  kind {}, priority {}, confidence {:.2}", rule.kind, rule.priority, rule.confidence)?;
    writeln!(out, "  pattern {}", rule.pattern.trim())?;
    for test in &rule.tests {
        let steps = steps(pack, test);
        let verdict = if passes(rule, test, &steps) { "passes" } else { "FAILS" };
        writeln!(out, "\ntest \u{201c}{}\u{201d} {verdict}: wanted {}", test.text, wanted(&test.want))?;
        let points = CodePoints::new(&test.text);
        for step in steps.iter().filter(|step| concerns(step, rule)) {
            write_step(out, step, &test.text, &points, pack)?;
        }
    }
    Ok(())
}

/// Is it a match of the rule, or did another lose to it?
fn concerns(step: &Step, rule: &Rule) -> bool {
    step.rule == rule.id || matches!(&step.outcome, Outcome::Lost { to, .. } if *to == rule.id)
}

fn steps(pack: &Pack, test: &RuleTest) -> Vec<Step> {
    let document =
        Document { path: "test.txt".into(), text: test.text.as_str().into(), ..Document::default() };
    let mut trace = Trace::on();
    let _ = facts_traced(&document, pack, &mut trace);
    trace.steps().to_vec()
}

fn passes(rule: &Rule, test: &RuleTest, steps: &[Step]) -> bool {
    let mut fired = steps.iter().filter(|step| step.rule == rule.id && step.outcome == Outcome::Fired);
    match &test.want {
        Want::Nothing(_) => fired.next().is_none(),
        Want::Captures(captures) => fired.any(|step| {
            let found: BTreeMap<&str, &str> = step
                .captures
                .iter()
                .map(|(name, span)| (name.as_str(), span.of(&test.text).unwrap_or_default()))
                .collect();
            captures.iter().all(|(name, text)| found.get(name.as_str()) == Some(&text.as_str()))
        }),
    }
}

fn wanted(want: &Want) -> String {
    match want {
        Want::Nothing(_) => "nothing".to_owned(),
        Want::Captures(captures) => {
            let captures = captures.iter().map(|(name, text)| format!("{name} \u{201c}{text}\u{201d}"));
            captures.collect::<Vec<_>>().join(", ")
        }
    }
}

/// Rules whose ids share the most of their start with what was typed.
fn near(pack: &Pack, id: &str) -> String {
    let shared = |other: &str| other.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count();
    let mut ids: Vec<&str> = pack.rules.all().iter().map(|rule| &*rule.id.0).collect();
    ids.sort_by_key(|other| (std::cmp::Reverse(shared(other)), *other));
    match ids.get(..ids.len().min(3)) {
        Some(near @ [_, ..]) => format!("did you mean {}?", near.join(", ")),
        _ => String::new(),
    }
}
