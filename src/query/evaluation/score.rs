//! Goes through the documents and counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    compare::{bare_role, fold, near, of_shorter, overlap_over_union, same_number, set_f1},
    pairing::pair_up,
    report::{Report, Row, Value},
    schema::{Doc, Event, Gold, Prediction, Range},
};

/// Kinds of facts in the order of the report.
const KINDS: [&str; 12] = [
    "mentions",
    "person",
    "organisation",
    "place",
    "mentions_lenient",
    "times",
    "quantities",
    "roles",
    "events",
    "events_other",
    "statements",
    "commitments",
];

/// The figures that are aimed at: name, row of its F1, attributes whose mean multiplies it.
const MARKS: [(&str, &str, &[&str]); 8] = [
    ("mentions", "mentions", &[]),
    ("linking", "linking_b3", &[]),
    ("times", "times", &["value"]),
    ("quantities", "quantities", &[]),
    ("roles", "roles", &["of"]),
    ("events", "events", &["participants", "status"]),
    ("statements", "statements", &["speaker"]),
    ("commitments", "commitments", &["parties"]),
];

/// Scores predictions against gold, each gold document with what was predicted for it.
#[must_use]
pub fn score<'a>(documents: impl IntoIterator<Item = (&'a Gold, &'a Prediction)>) -> Report {
    let mut counts = Counts::default();
    for (gold, prediction) in documents {
        counts.document(&gold.doc, &prediction.doc);
    }
    counts.report()
}

/// What was found of one kind, and how right its attributes are.
#[derive(Default)]
struct Tally {
    paired: u64,
    gold: u64,
    pred: u64,
    attributes: BTreeMap<&'static str, (f64, u64)>,
}

impl Tally {
    fn add(&mut self, gold: usize, pred: usize, pairs: &[(usize, usize)]) {
        self.paired += pairs.len() as u64;
        self.gold += gold as u64;
        self.pred += pred as u64;
    }

    fn attribute(&mut self, name: &'static str, value: f64) {
        let (sum, count) = self.attributes.entry(name).or_default();
        *sum += value;
        *count += 1;
    }

    fn right(&mut self, name: &'static str, right: bool) {
        self.attribute(name, f64::from(u8::from(right)));
    }

    fn row(&self, name: &str) -> Row {
        let share = |of: u64| if of > 0 { self.paired as f64 / of as f64 } else { 0.0 };
        let (precision, recall) = (share(self.pred), share(self.gold));
        let mut figures =
            vec![("gold".to_owned(), Value::Count(self.gold)), ("pred".to_owned(), Value::Count(self.pred))];
        figures.extend(precision_recall(precision, recall));
        for (name, (sum, count)) in &self.attributes {
            figures.push(((*name).to_owned(), Value::rounded(sum / *count as f64, 4)));
        }
        Row { name: name.to_owned(), figures }
    }
}

fn precision_recall(precision: f64, recall: f64) -> [(String, Value); 3] {
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    [("precision", precision), ("recall", recall), ("f1", f1)]
        .map(|(name, value)| (name.to_owned(), Value::rounded(value, 4)))
}

/// A mention with its entity's kind and id.
struct Named<'a> {
    kind: &'a str,
    range: Range,
    id: &'a str,
}

fn mentions(doc: &Doc) -> Vec<Named<'_>> {
    doc.entities
        .iter()
        .flat_map(|entity| {
            entity.mentions.iter().map(|range| Named { kind: &entity.kind, range: *range, id: &entity.id })
        })
        .collect()
}

#[derive(Default)]
struct Counts {
    tallies: HashMap<&'static str, Tally>,
    /// Gold and predicted id of every mention matched leniently, over the whole corpus.
    links: Vec<(String, String)>,
    mentions: (u64, u64),
    /// Right, predicted, gold of each topic.
    topics: BTreeMap<String, [u64; 3]>,
    dates: (u64, u64),
}

/// From a predicted entity to the gold one it stands for in this document.
struct Identities<'a>(HashMap<&'a str, &'a str>);

impl Identities<'_> {
    /// The gold id; what was never matched keeps an id that no gold entity has.
    fn gold(&self, id: &str) -> String {
        self.0.get(id).map_or_else(|| format!("?{id}"), |gold| (*gold).to_owned())
    }

    fn same(&self, gold: Option<&String>, pred: Option<&String>) -> bool {
        gold.cloned() == pred.map(|id| self.gold(id))
    }

    fn set_f1(&self, gold: &[String], pred: &[String]) -> f64 {
        set_f1(gold.iter().cloned(), pred.iter().map(|id| self.gold(id)))
    }
}

impl Counts {
    fn tally(&mut self, kind: &'static str) -> &mut Tally {
        self.tallies.entry(kind).or_default()
    }

    fn document(&mut self, gold: &Doc, pred: &Doc) {
        let identities = self.mentions(gold, pred);
        if let Some(date) = gold.date.as_ref().filter(|date| !date.is_empty()) {
            self.dates.1 += 1;
            self.dates.0 += u64::from(pred.date.as_ref() == Some(date));
        }
        self.values(gold, pred);
        self.roles(gold, pred, &identities);
        self.events(gold, pred, &identities);
        self.speech(gold, pred, &identities);
        self.passages(gold, pred);
    }

    fn mentions<'a>(&mut self, gold: &'a Doc, pred: &'a Doc) -> Identities<'a> {
        let (all_gold, all_pred) = (mentions(gold), mentions(pred));
        for key in ["mentions", "person", "organisation", "place"] {
            let of = |all: &[Named<'a>]| -> Vec<(&'a str, Range)> {
                all.iter()
                    .filter(|named| key == "mentions" || named.kind == key)
                    .map(|named| (named.kind, named.range))
                    .collect()
            };
            let (g, p) = (of(&all_gold), of(&all_pred));
            let pairs = pair_up(&g, &p, |a, b| f64::from(u8::from(a == b)));
            self.tally(key).add(g.len(), p.len(), &pairs);
        }
        let lenient = pair_up(&all_gold, &all_pred, |a, b| {
            if a.kind == b.kind { overlap_over_union(a.range, b.range) } else { 0.0 }
        });
        self.tally("mentions_lenient").add(all_gold.len(), all_pred.len(), &lenient);
        let ids = |(i, j): &(usize, usize)| (all_gold[*i].id.to_owned(), all_pred[*j].id.to_owned());
        self.links.extend(lenient.iter().map(ids));
        self.mentions.0 += all_gold.len() as u64;
        self.mentions.1 += all_pred.len() as u64;

        // Each predicted entity stands for the gold one it shares most mentions with; of equals the
        // one met first.
        let mut votes: HashMap<&str, Vec<(&str, u32)>> = HashMap::new();
        for (i, j) in pair_up(&all_gold, &all_pred, |a, b| overlap_over_union(a.range, b.range)) {
            let (gold, met) = (all_gold[i].id, votes.entry(all_pred[j].id).or_default());
            match met.iter_mut().find(|(id, _)| *id == gold) {
                Some((_, count)) => *count += 1,
                None => met.push((gold, 1)),
            }
        }
        let best = |met: Vec<(&'a str, u32)>| {
            met.into_iter().rev().max_by_key(|(_, count)| *count).map(|(id, _)| id)
        };
        Identities(votes.into_iter().filter_map(|(pred, met)| Some((pred, best(met)?))).collect())
    }

    fn values(&mut self, gold: &Doc, pred: &Doc) {
        let (g, p) = (&gold.times, &pred.times);
        let pairs = pair_up(g, p, |a, b| {
            if a.r#type == b.r#type { near((a.start, a.end), (b.start, b.end), 0.5) } else { 0.0 }
        });
        let tally = self.tally("times");
        tally.add(g.len(), p.len(), &pairs);
        for (i, j) in pairs {
            tally.right("value", g[i].value == p[j].value);
            tally.right("span_exact", (g[i].start, g[i].end) == (p[j].start, p[j].end));
        }

        let (g, p) = (&gold.quantities, &pred.quantities);
        let pairs = pair_up(g, p, |a, b| {
            if same_number(&a.value, &b.value) { near((a.start, a.end), (b.start, b.end), 0.5) } else { 0.0 }
        });
        let tally = self.tally("quantities");
        tally.add(g.len(), p.len(), &pairs);
        for (i, j) in pairs {
            let unit = |unit: &Option<String>| unit.as_deref().map(fold);
            tally.right("unit", unit(&g[i].unit) == unit(&p[j].unit));
        }
    }

    fn roles(&mut self, gold: &Doc, pred: &Doc, identities: &Identities<'_>) {
        let (g, p) = (&gold.roles, &pred.roles);
        let pairs = pair_up(g, p, |a, b| {
            let same = identities.same(a.person.as_ref(), b.person.as_ref())
                && bare_role(&a.title) == bare_role(&b.title);
            if same { 1.0 + overlap_over_union((a.start, a.end), (b.start, b.end)) } else { 0.0 }
        });
        let tally = self.tally("roles");
        tally.add(g.len(), p.len(), &pairs);
        for (i, j) in pairs {
            tally.right("of", identities.same(g[i].of.as_ref(), p[j].of.as_ref()));
        }
    }

    fn events(&mut self, gold: &Doc, pred: &Doc, identities: &Identities<'_>) {
        let trigger = |event: &Event| event.trigger.unwrap_or((event.start, event.end));
        for (key, other) in [("events", false), ("events_other", true)] {
            let of = |doc: &'_ Doc| -> Vec<Event> {
                doc.events.iter().filter(|event| (event.r#type == "other") == other).cloned().collect()
            };
            let (g, p) = (of(gold), of(pred));
            let pairs =
                pair_up(
                    &g,
                    &p,
                    |a, b| {
                        if a.r#type == b.r#type { near(trigger(a), trigger(b), 0.3) } else { 0.0 }
                    },
                );
            let tally = self.tally(key);
            tally.add(g.len(), p.len(), &pairs);
            for (i, j) in pairs {
                let (g, p) = (&g[i], &p[j]);
                tally.attribute("participants", identities.set_f1(&g.participants, &p.participants));
                tally.right("place", identities.same(g.place.as_ref(), p.place.as_ref()));
                tally.right("time", g.time == p.time);
                tally.right("status", g.status == p.status);
            }
        }
    }

    fn speech(&mut self, gold: &Doc, pred: &Doc, identities: &Identities<'_>) {
        let (g, p) = (&gold.statements, &pred.statements);
        let pairs =
            pair_up(
                g,
                p,
                |a, b| {
                    if a.mode == b.mode { near((a.start, a.end), (b.start, b.end), 0.5) } else { 0.0 }
                },
            );
        let tally = self.tally("statements");
        tally.add(g.len(), p.len(), &pairs);
        for (i, j) in pairs {
            tally.right("speaker", identities.same(g[i].speaker.as_ref(), p[j].speaker.as_ref()));
        }

        let (g, p) = (&gold.commitments, &pred.commitments);
        let pairs = pair_up(g, p, |a, b| near((a.start, a.end), (b.start, b.end), 0.4));
        let tally = self.tally("commitments");
        tally.add(g.len(), p.len(), &pairs);
        for (i, j) in pairs {
            let (g, p) = (&g[i], &p[j]);
            tally.attribute("parties", identities.set_f1(&g.parties, &p.parties));
            tally.right("act", g.act == p.act);
            tally.attribute("topics", set_f1(&g.topics, &p.topics));
        }
    }

    /// Each gold passage takes the topics given to the text it covers.
    fn passages(&mut self, gold: &Doc, pred: &Doc) {
        for passage in &gold.passages {
            let wanted: BTreeSet<&str> = passage.topics.iter().map(String::as_str).collect();
            let got: BTreeSet<&str> = pred
                .passages
                .iter()
                .filter(|p| of_shorter((passage.start, passage.end), (p.start, p.end)) >= 0.5)
                .flat_map(|p| p.topics.iter().map(String::as_str))
                .collect();
            for topic in wanted.union(&got) {
                let (is_wanted, is_got) = (wanted.contains(topic), got.contains(topic));
                let [right, pred, gold] = self.topics.entry((*topic).to_owned()).or_default();
                *right += u64::from(is_wanted && is_got);
                *pred += u64::from(is_got);
                *gold += u64::from(is_wanted);
            }
        }
    }

    fn report(&self) -> Report {
        let none = Tally::default();
        let mut rows: Vec<Row> =
            KINDS.iter().map(|kind| self.tallies.get(kind).unwrap_or(&none).row(kind)).collect();
        rows.push(self.linking());
        rows.push(self.topics());
        let dates = [("gold", self.dates.1), ("right", self.dates.0)];
        rows.push(Row {
            name: "document_date".into(),
            figures: dates.map(|(name, count)| (name.to_owned(), Value::Count(count))).to_vec(),
        });
        let marks = marks(&rows);
        let sum: f64 = marks.figures.iter().map(|(_, value)| value.number()).sum();
        let overall = Value::rounded(sum / marks.figures.len() as f64, 4);
        rows.push(marks);
        Report { rows, overall }
    }

    /// B-cubed over the whole corpus; a mention without a partner counts as wrong.
    fn linking(&self) -> Row {
        let mut by_gold: HashMap<&str, f64> = HashMap::new();
        let mut by_pred: HashMap<&str, f64> = HashMap::new();
        let mut both: HashMap<(&str, &str), f64> = HashMap::new();
        for (gold, pred) in &self.links {
            *by_gold.entry(gold).or_default() += 1.0;
            *by_pred.entry(pred).or_default() += 1.0;
            *both.entry((gold, pred)).or_default() += 1.0;
        }
        let shared = |link: &(String, String)| both.get(&(&*link.0, &*link.1)).copied().unwrap_or(0.0);
        let of_pred = |link: &(String, String)| shared(link) / by_pred.get(&*link.1).copied().unwrap_or(1.0);
        let of_gold = |link: &(String, String)| shared(link) / by_gold.get(&*link.0).copied().unwrap_or(1.0);
        let precision = self.links.iter().map(of_pred).sum::<f64>() / self.mentions.1.max(1) as f64;
        let recall = self.links.iter().map(of_gold).sum::<f64>() / self.mentions.0.max(1) as f64;
        Row { name: "linking_b3".into(), figures: precision_recall(precision, recall).to_vec() }
    }

    fn topics(&self) -> Row {
        let f1 = |[right, pred, gold]: [u64; 3]| {
            if pred + gold > 0 { 2.0 * right as f64 / (pred + gold) as f64 } else { 0.0 }
        };
        let all = self.topics.values().fold([0; 3], |sum, c| [sum[0] + c[0], sum[1] + c[1], sum[2] + c[2]]);
        let wanted: Vec<(&String, f64)> =
            self.topics.iter().filter(|(_, c)| c[2] > 0).map(|(name, c)| (name, f1(*c))).collect();
        let mean = wanted.iter().map(|(_, f1)| f1).sum::<f64>() / wanted.len().max(1) as f64;
        let mut figures = vec![
            ("micro_f1".to_owned(), Value::rounded(f1(all), 4)),
            ("macro_f1".to_owned(), Value::rounded(mean, 4)),
        ];
        figures.extend(wanted.into_iter().map(|(name, f1)| (name.clone(), Value::rounded(f1, 3))));
        Row { name: "topics".into(), figures }
    }
}

fn marks(rows: &[Row]) -> Row {
    let figure = |row: &str, name: &str| {
        rows.iter().find(|known| known.name == row).and_then(|row| row.get(name)).unwrap_or(0.0)
    };
    let mut figures: Vec<(String, Value)> = MARKS
        .iter()
        .map(|(name, row, attributes)| {
            let mean = if attributes.is_empty() {
                1.0
            } else {
                attributes.iter().map(|a| figure(row, a)).sum::<f64>() / attributes.len() as f64
            };
            ((*name).to_owned(), Value::rounded(figure(row, "f1") * mean, 4))
        })
        .collect();
    figures.push(("topics".to_owned(), Value::rounded(figure("topics", "micro_f1"), 4)));
    Row { name: "marks".into(), figures }
}
