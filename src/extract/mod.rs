//! Rules over tokens to mentions, times and facts; resolution of names, the document's date,
//! anchoring of times.
//!
//! Pure: (text, metadata, pack) in, facts out. Reads no files, knows no screens.

pub mod clauses;
pub mod commitments;
pub mod document_date;
pub mod events;
pub mod link;
pub mod memory;
pub mod names;
pub mod quantities;
pub mod resolve;
pub mod roles;
pub mod stage;
pub mod statements;
pub mod tense;
pub mod times;
pub mod trace;
pub mod units;

use std::sync::Arc;

use crate::{
    lang::{FoldedText, Meanings, Text},
    model::{Document, Facts},
    pack::Pack,
    topics,
};

pub use memory::Memory;
pub use trace::{Outcome, Step, Trace, Why};

/// Everything found in a document. Depends on its text, its metadata and the pack alone.
#[must_use]
pub fn facts(document: &Document, pack: &Pack) -> Facts {
    facts_learning(document, pack, &mut Memory::default(), &mut Trace::off())
}

/// The same, with a record of what the rules did.
#[must_use]
pub fn facts_traced(document: &Document, pack: &Pack, trace: &mut Trace) -> Facts {
    facts_learning(document, pack, &mut Memory::default(), trace)
}

/// The same with a memory of the words of other documents: the facts are no others, only sooner found.
/// `memory` is for this pack alone.
#[must_use]
pub fn facts_learning(document: &Document, pack: &Pack, memory: &mut Memory, trace: &mut Trace) -> Facts {
    facts_and_folded(document, pack, memory, trace).0
}

/// The same with the folded text, which extraction needs anyway.
#[must_use]
pub fn facts_and_folded(
    document: &Document,
    pack: &Pack,
    memory: &mut Memory,
    trace: &mut Trace,
) -> (Facts, FoldedText) {
    let Memory { words, readings, cues, marks, loose, rare } = memory;
    let text = Text::learning(&pack.tables, pack, words, Arc::clone(&document.text));
    let meanings = Meanings::learning(&pack.tables, words, &text);
    let times::Chronology { date, times, flags, expressions } =
        times::chronology(pack, document, &text, &meanings);
    let marked: Vec<_> = times.iter().zip(0..).map(|(time, ix)| (time.span, units::What::Time(ix))).collect();
    let mut found = names::find(pack, &text, (words, readings), &marked, trace);
    let quantities = quantities::quantities(&pack.tables, &text, &meanings, &expressions);
    for (rule, span) in times
        .iter()
        .map(|time| (&time.provenance.rule, time.span))
        .chain(quantities.iter().map(|quantity| (&quantity.provenance.rule, quantity.span)))
    {
        trace.add(|| Step { rule: rule.clone(), span, captures: Vec::new(), outcome: Outcome::Fired });
    }
    resolve::find_again(pack, (&text, words), (loose, rare), &mut found.names, &mut found.sentences, trace);
    let resolved = resolve::entities(pack, &text, loose, &found.names, &found.same);
    let roles = roles::find(pack, &text, &found.sentences, &resolved.of, trace);
    let people = topics::people(&resolved.entities);
    let mut facts = Facts {
        date,
        entities: resolved.entities,
        times,
        quantities,
        roles,
        passages: topics::passages_learning(&text, pack, (words, cues), &people),
        flags,
        ..Facts::default()
    };
    let scene = clauses::Scene::new(
        pack,
        &text,
        (words, marks),
        &found.sentences,
        &resolved.of,
        &facts.entities,
        &facts.roles,
        &facts.times,
    );
    let speeches = statements::speeches(&scene, trace);
    let mut events = events::events(&scene, &speeches, trace);
    let topics_of = |span| topics::topics_at(&facts.passages, span);
    let commitments = commitments::commitments(&scene, &speeches, &topics_of, trace);
    drop(scene);
    times::beside_events(&text, &expressions, &mut facts.times, &mut events);
    facts.events = events;
    facts.statements = speeches.into_iter().map(|speech| speech.statement).collect();
    facts.commitments = commitments;
    (facts, text.into_folded())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Outcome, Trace, facts_traced};
    use crate::{
        model::Document,
        pack::{Pack, Rule, RuleTest, Want},
    };

    fn document(text: &str) -> Document {
        Document { path: "test.txt".into(), text: text.into(), ..Document::default() }
    }

    /// What is wrong with the rule on its test, if anything.
    fn failure(pack: &Pack, rule: &Rule, test: &RuleTest) -> Option<String> {
        let mut trace = Trace::on();
        let _ = facts_traced(&document(&test.text), pack, &mut trace);
        let fired: Vec<BTreeMap<&str, &str>> = trace
            .steps()
            .iter()
            .filter(|step| step.rule == rule.id && step.outcome == Outcome::Fired)
            .map(|step| {
                step.captures
                    .iter()
                    .map(|(name, span)| (name.as_str(), span.of(&test.text).unwrap_or("?")))
                    .collect()
            })
            .collect();
        let right = match &test.want {
            Want::Nothing(_) => fired.is_empty(),
            Want::Captures(wanted) => fired.iter().any(|captures| {
                wanted.iter().all(|(name, text)| captures.get(name.as_str()) == Some(&text.as_str()))
            }),
        };
        let others: Vec<String> = trace
            .steps()
            .iter()
            .map(|s| {
                format!(
                    "{} {:?} {:?}",
                    s.rule,
                    s.captures.iter().map(|(n, s)| (n, s.of(&test.text))).collect::<Vec<_>>(),
                    s.outcome
                )
            })
            .collect();
        (!right).then(|| {
            format!(
                "{}: {:?}\n  wants {:?}\n  got {fired:?}\n  {}",
                rule.file,
                test.text,
                test.want,
                others.join("\n  ")
            )
        })
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        /// Any text gives facts whose names are words of the text, never a panic.
        #[test]
        fn any_text_gives_names_of_the_text(text in "[ا-ەa-zA-Z0-9\u{6cc}\u{640}\u{200c} .،:()\"\n-]{0,160}") {
            let pack = Pack::embedded().unwrap();
            let facts = facts_traced(&document(&text), &pack, &mut Trace::off());
            for entity in &facts.entities {
                proptest::prop_assert!(!entity.mentions.is_empty());
                for mention in &entity.mentions {
                    let words = mention.span.of(&text);
                    proptest::prop_assert!(words.is_some_and(|words| !words.trim().is_empty()), "{words:?}");
                }
            }
        }
    }

    #[test]
    fn every_rule_passes_its_own_tests() {
        let pack = Pack::embedded().unwrap();
        let failures: Vec<String> = pack
            .rules
            .all()
            .iter()
            .flat_map(|rule| rule.tests.iter().filter_map(|test| failure(&pack, rule, test)))
            .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}
