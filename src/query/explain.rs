//! Why a fact is there, or why nothing is: the record the rules leave behind, with the words they matched.
//!
//! Pure: reads one document again with the trace on. The same record as `balge explain` prints.

use std::sync::Arc;

use crate::{
    engine::Entry,
    extract::{Outcome, Step, Trace, facts_traced},
    lang::{Text, without_foreign_paragraphs},
    model::{Document, RuleId, Span},
    pack::Pack,
    topics::{Reason, people, reasons},
};

use super::fact::FactRow;
use crate::search::FactKind;

/// What is known of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleNote {
    /// Which.
    pub id: RuleId,
    /// Is it, or what stands in its place, one of the user's own?
    pub is_own: bool,
    /// What it is for, in its author's words.
    pub description: String,
    /// Path of its file: below `assets/`, or on disk for one of the user's own.
    pub file: String,
    /// Share of right answers it is known (or expected) to have, 0 to 1.
    pub confidence: f32,
}

/// One match at the place.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedStep {
    /// What the rule did.
    pub step: Step,
    /// What is known of the rule; `None` for steps of the program itself.
    pub rule: Option<RuleNote>,
    /// Did it make the fact that is explained?
    pub made_it: bool,
}

/// Everything that happened at a place of a text.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The document.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
    /// The place, in bytes of the text.
    pub byte: u32,
    /// The sentence it lies in.
    pub passage: Span,
    /// The fact that is explained; `None` for a place without one.
    pub fact: Option<FactRow>,
    /// What is known of the fact's rule; `None` for steps of the program itself.
    pub rule: Option<RuleNote>,
    /// Is the place in a paragraph of another language, where no facts are looked for?
    pub foreign: bool,
    /// What matched there: first what made the fact, then what lost or was refused, then the rest.
    pub steps: Vec<ExplainedStep>,
    /// The topics of the passage, and those it came near to.
    pub topics: Vec<Reason>,
}

/// Explains a fact, or a place (a byte of the text) without one.
#[must_use]
pub fn explain(entry: &Entry, pack: &Pack, byte: u32, fact: Option<FactRow>) -> Explanation {
    let document = &entry.document;
    let readable = without_foreign_paragraphs(&pack.tables, &document.text);
    let at = byte as usize;
    let foreign =
        readable.as_ref().is_some_and(|text| text.as_bytes().get(at) != document.text.as_bytes().get(at));
    let read: Arc<str> = readable.map_or_else(|| Arc::clone(&document.text), Into::into);
    let mut trace = Trace::on();
    let facts = facts_traced(&Document { text: Arc::clone(&read), ..document.clone() }, pack, &mut trace);
    let text = Text::new(&pack.tables, pack, read);
    let people = people(&facts.entities);
    let (passage, topics) = reasons(&text, &pack.topics, &pack.tables, &people, byte).unwrap_or_default();
    let made_by = fact.as_ref().map(|row| row.rule.as_str());
    let mut steps: Vec<ExplainedStep> = trace
        .steps()
        .iter()
        .filter(|step| concerns(step, byte, fact.as_ref()))
        .map(|step| ExplainedStep {
            made_it: made_by == Some(&*step.rule.0) && step.outcome == Outcome::Fired,
            rule: note(pack, &step.rule),
            step: step.clone(),
        })
        .collect();
    steps.sort_by_key(|step| match (step.made_it, &step.step.outcome) {
        (true, _) => 0,
        (_, Outcome::Lost { .. } | Outcome::Refused { .. }) => 1,
        (_, Outcome::Fired) => 2,
    });
    Explanation {
        path: document.path.clone(),
        text: Arc::clone(&document.text),
        byte,
        passage,
        rule: made_by.and_then(|rule| note(pack, &RuleId::new(rule))),
        fact,
        foreign,
        steps,
        topics,
    }
}

/// Does a step speak of the place, or of the fact's words?
fn concerns(step: &Step, byte: u32, fact: Option<&FactRow>) -> bool {
    let here = step.span.start <= byte && byte < step.span.end;
    let Some(fact) = fact else { return here };
    // A name is one of many in its clause: only what competed for its words matters.
    if fact.fact.kind == FactKind::Mention {
        return step.span.overlaps(fact.span);
    }
    // What was said stands beside the words that say so: both lie in the clause.
    here || (*step.rule.0 == *fact.rule && step.span.overlaps(fact.evidence.cover(fact.span)))
}

fn note(pack: &Pack, id: &RuleId) -> Option<RuleNote> {
    let rule = pack.rules.find(&id.0)?;
    let own = pack.source.own_file(&rule.file).map(|path| path.display().to_string());
    Some(RuleNote {
        id: id.clone(),
        is_own: own.is_some(),
        description: rule.description.clone(),
        file: own.unwrap_or_else(|| rule.file.clone()),
        confidence: rule.confidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{LoadRequest, load},
        engine::{Origin, PackAnalyse},
        model::DocId,
        query::{Memory, Store as _, fact_count},
        search::FactRef,
    };

    #[test]
    fn every_fact_of_a_rule_is_explained_by_a_match_of_that_rule() {
        let pack = Pack::embedded().unwrap();
        let analyse = Arc::new(PackAnalyse::new(Arc::clone(&pack)));
        let store = Memory::new(
            load(LoadRequest { origin: Origin::Sample, analyse, jobs: None }, |_| {}).wait().unwrap(),
        );
        let document = DocId(1);
        let entry = store.entry(document).unwrap();
        let mut explained = 0;
        for kind in [FactKind::Event, FactKind::Statement, FactKind::Commitment, FactKind::Role] {
            for ix in (0..fact_count(&entry.facts, kind) as u32).take(2) {
                let row = store.fact_row(FactRef { document, kind, ix }).unwrap();
                let (rule, byte) = (row.rule.clone(), row.span.start);
                if pack.rules.find(&rule).is_none() {
                    continue;
                }
                let found = explain(&entry, &pack, byte, Some(row));
                let first = found.steps.first().unwrap_or_else(|| panic!("{rule}: no step"));
                assert!(first.made_it && *first.step.rule.0 == *rule, "{rule}: {first:?}");
                assert!(found.rule.as_ref().is_some_and(|note| note.file.starts_with("rules/")));
                explained += 1;
            }
        }
        assert!(explained >= 4, "{explained}");
    }

    #[test]
    fn a_place_without_a_fact_says_what_was_near() {
        let pack = Pack::embedded().unwrap();
        let analyse = Arc::new(PackAnalyse::new(Arc::clone(&pack)));
        let store = Memory::new(
            load(LoadRequest { origin: Origin::Sample, analyse, jobs: None }, |_| {}).wait().unwrap(),
        );
        let entry = store.entry(DocId(0)).unwrap();
        let found = explain(&entry, &pack, 0, None);
        assert!(found.fact.is_none() && found.steps.iter().all(|step| !step.made_it));
        assert!(found.passage.start == 0 && !found.foreign);
    }
}
