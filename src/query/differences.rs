//! What other language data gains and loses on the same texts: facts, and the topics of passages.
//!
//! Pure. A fact is the same when its kind, its words and what it says are the same; which rule made it does
//! not count.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    engine::Entry,
    model::{DocId, Facts, Span, TopicId},
};

use super::store::Store;
use crate::search::{FactKind, fact_count, fact_view};

/// Differences kept for a list; the counts are those of all.
pub const LISTED: usize = 2_000;

/// What kind of thing was gained or lost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// A fact, by its finer kind (`event.meet`).
    Fact(&'static str),
    /// A topic of a passage.
    Topic(TopicId),
}

/// One thing that only one of the two has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Is it new? Otherwise it is gone.
    pub gained: bool,
    /// What kind of thing.
    pub what: Changed,
    /// Its words.
    pub span: Span,
    /// The clause or passage it stands in.
    pub evidence: Span,
    /// What it says: names, value, status; empty where the words are all.
    pub says: String,
    /// The rule that made it; empty for topics.
    pub rule: String,
}

/// A difference with its place, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedDifference {
    /// Path of the document.
    pub path: String,
    /// The words around it; [`Self::marked`] counts in them.
    pub words: String,
    /// Which of them carry it.
    pub marked: Span,
    /// What it is.
    pub difference: Difference,
}

/// Gained and lost over a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// How many of each kind were gained and lost.
    pub counts: BTreeMap<Changed, (usize, usize)>,
    /// The first of them, in the order of the documents.
    pub list: Vec<PlacedDifference>,
    /// Documents with at least one.
    pub documents: usize,
    /// Documents that both have.
    pub compared: usize,
    /// The rule sets: before, after.
    pub versions: (String, String),
}

impl Differences {
    /// How many things were gained and lost.
    #[must_use]
    pub fn totals(&self) -> (usize, usize) {
        self.counts.values().fold((0, 0), |(gained, lost), (more, less)| (gained + more, lost + less))
    }

    /// Adds those of one document.
    pub fn add(&mut self, entry: &Entry, differences: Vec<Difference>) {
        self.compared += 1;
        self.documents += usize::from(!differences.is_empty());
        for difference in differences {
            let count = self.counts.entry(difference.what.clone()).or_default();
            if difference.gained {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
            if self.list.len() < LISTED {
                self.list.push(placed(entry, difference));
            }
        }
    }
}

/// With the words it stands in.
fn placed(entry: &Entry, difference: Difference) -> PlacedDifference {
    let around = difference.evidence.cover(difference.span);
    let text = around.of(&entry.document.text).unwrap_or_default();
    let at = |byte: u32| (byte - around.start) as usize;
    PlacedDifference {
        path: entry.document.path.clone(),
        words: text.to_owned(),
        marked: Span::new(at(difference.span.start), at(difference.span.end)),
        difference,
    }
}

/// What `after` has and `before` has not, and the other way round, in the order of the text.
#[must_use]
pub fn differences(before: &Facts, after: &Facts) -> Vec<Difference> {
    let mut old: BTreeMap<Key, Difference> = things(before, false);
    let mut out: Vec<Difference> = things(after, true)
        .into_iter()
        .filter(|(key, _)| old.remove(key).is_none())
        .map(|(_, d)| d)
        .collect();
    out.extend(old.into_values());
    out.sort_by(|a, b| (a.span, &a.what, a.gained).cmp(&(b.span, &b.what, b.gained)));
    out
}

/// What makes two things the same; the number tells equal ones apart.
type Key = (Span, Changed, String, usize);

fn things(facts: &Facts, gained: bool) -> BTreeMap<Key, Difference> {
    let mut out = BTreeMap::new();
    let mut put = |difference: Difference| {
        let key = |number| (difference.span, difference.what.clone(), difference.says.clone(), number);
        let mut number = 0;
        while out.contains_key(&key(number)) {
            number += 1;
        }
        out.insert(key(number), difference);
    };
    for kind in FactKind::ALL {
        for ix in 0..fact_count(facts, kind) as u32 {
            let Some(view) = fact_view(facts, kind, ix) else { continue };
            put(Difference {
                gained,
                what: Changed::Fact(view.finer),
                span: view.span,
                evidence: view.provenance.evidence,
                says: says(facts, kind, ix),
                rule: view.provenance.rule.to_string(),
            });
        }
    }
    for passage in &facts.passages {
        for topic in &passage.topics {
            put(Difference {
                gained,
                what: Changed::Topic(topic.clone()),
                span: passage.span,
                evidence: passage.span,
                says: String::new(),
                rule: String::new(),
            });
        }
    }
    out
}

/// What a fact says beyond its words: names, value, status, in one line.
fn says(facts: &Facts, kind: FactKind, ix: u32) -> String {
    let Some(view) = fact_view(facts, kind, ix) else { return String::new() };
    let name = |ix| facts.entity(ix).map(|entity| entity.name.clone());
    let mut parts: Vec<String> = match kind {
        FactKind::Mention => Vec::new(),
        _ => view.who.iter().copied().chain(view.other).filter_map(name).collect(),
    };
    parts.extend(view.time.map(str::to_owned));
    parts.extend(view.status.map(|status| crate::search::status_word(status).to_owned()));
    let at = ix as usize;
    match kind {
        FactKind::Role => parts.extend(facts.roles.get(at).map(|role| role.role.clone())),
        FactKind::Quantity => parts.extend(facts.quantities.get(at).map(|quantity| {
            let unit = quantity.unit.as_deref().unwrap_or_default();
            format!("{} {unit}", quantity.value).trim_end().to_owned()
        })),
        _ => {}
    }
    parts.join(" \u{b7} ")
}

/// Compares two states of a corpus, document by document; `None` when `stop` said so. Documents that only
/// one of them has do not count.
#[must_use]
pub fn compare(before: &dyn Store, after: &dyn Store, stop: &dyn Fn() -> bool) -> Option<Differences> {
    let versions = (before.pack_version().to_owned(), after.pack_version().to_owned());
    let mut out = Differences { versions, ..Differences::default() };
    for number in 0..after.len() as u32 {
        if number % 64 == 0 && stop() {
            return None;
        }
        let Some(new) = after.entry(DocId(number)) else { continue };
        let old: Option<Arc<Entry>> = before.find(&new.document.path).and_then(|id| before.entry(id));
        let Some(old) = old.filter(|old| old.document.sha256 == new.document.sha256) else { continue };
        out.add(&new, differences(&old.facts, &new.facts));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{LoadRequest, Origin, PackAnalyse, load},
        pack::{Pack, Source},
        query::Memory,
    };

    fn store(pack: Arc<Pack>) -> Memory {
        let request =
            LoadRequest { origin: Origin::Sample, analyse: Arc::new(PackAnalyse::new(pack)), jobs: None };
        Memory::new(load(request, |_| {}).wait().unwrap())
    }

    #[test]
    fn a_word_taken_away_loses_its_facts_and_nothing_else() {
        let before = store(Pack::embedded().unwrap());
        let places = Source::built_in("lexicon/place.tsv").unwrap();
        let word = "عێراق";
        let less: String =
            places.lines().filter(|line| !line.contains(word)).map(|line| line.to_owned() + "\n").collect();
        let pack = Pack::compile(Source::embedded().with("lexicon/place.tsv", &less)).unwrap();
        let after = store(Arc::new(pack));
        let found = compare(&before, &after, &|| false).unwrap();
        let (_, lost) = found.counts[&Changed::Fact("mention.place")];
        assert!(lost > 0 && found.compared == 4, "{:?}", found.counts);
        let first = found.list.iter().find(|place| !place.difference.gained).unwrap();
        assert!(first.words.contains(first.marked.of(&first.words).unwrap()));
        let back = compare(&after, &before, &|| false).unwrap();
        assert_eq!(back.totals(), (found.totals().1, found.totals().0));
        assert_eq!(compare(&before, &before, &|| false).unwrap().totals(), (0, 0));
    }
}
