//! Events that tell the same happening, in one document or in several.
//!
//! Pure, and linear in the number of events: two events are the same when kind and day agree and they
//! share two participants, or one participant and the place. What a text leaves open ties nothing, so
//! an event without a day stands alone. Never merges: every telling keeps its own words.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest as _, Sha256};

use crate::model::{Event, EventKind, Status, hex};

/// What is compared of an event; names are ids that are the same in every document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling<'a> {
    /// Kind of event.
    pub kind: EventKind,
    /// Did it happen? Planned and happened are one happening, denied is another.
    pub status: Status,
    /// ISO 8601 value of its time.
    pub time: Option<&'a str>,
    /// Where.
    pub place: Option<&'a str>,
    /// Who took part.
    pub participants: Vec<&'a str>,
}

impl<'a> Telling<'a> {
    /// From an event of a document whose entities have these ids.
    #[must_use]
    pub fn of(event: &'a Event, ids: &'a [String]) -> Self {
        let id = |ix: &crate::model::EntityIx| ids.get(ix.0 as usize).map(String::as_str);
        Self {
            kind: event.kind,
            status: event.status,
            time: event.time.as_deref(),
            place: event.place.as_ref().and_then(id),
            participants: event.participants.iter().filter_map(id).collect(),
        }
    }

    /// Everything another event must have one of to be the same; empty where too little is told.
    fn keys(&self) -> Vec<Key<'a>> {
        // Two different things can happen to the same people on a day.
        let Some(day) = self.time.and_then(day).filter(|_| self.kind != EventKind::Other) else {
            return Vec::new();
        };
        let (kind, denied) = (self.kind, self.status == Status::Denied);
        let mut who: Vec<&str> = self.participants.clone();
        who.sort_unstable();
        who.dedup();
        who.truncate(MOST);
        let key = |who: &'a str, with: &'a str| Key { kind, denied, day, who, with };
        let mut keys: Vec<Key<'a>> = Vec::new();
        for (at, first) in who.iter().enumerate() {
            keys.extend(who.iter().skip(at + 1).map(|second| key(first, second)));
            keys.extend(self.place.map(|place| key(first, place)));
        }
        keys
    }
}

/// Can an event be told elsewhere too? Most leave too much open for that.
#[must_use]
pub fn may_be_told_again(event: &Event) -> bool {
    let has_day = event.time.as_deref().and_then(day).is_some();
    has_day && event.kind != EventKind::Other && !event.participants.is_empty()
}

/// Participants that are looked at; lists longer than this are rosters.
const MOST: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key<'a> {
    kind: EventKind,
    denied: bool,
    day: &'a str,
    who: &'a str,
    with: &'a str,
}

/// The day of a time value, `None` where it is coarser, open or an interval.
fn day(value: &str) -> Option<&str> {
    let day = value.get(..10).filter(|_| !value.contains('/'))?;
    let digits = |range: std::ops::Range<usize>| day[range].bytes().all(|b| b.is_ascii_digit());
    let parts = day.as_bytes().get(4) == Some(&b'-') && day.as_bytes().get(7) == Some(&b'-');
    (parts && digits(0..4) && digits(5..7) && digits(8..10)).then_some(day)
}

/// For each event of each document the id of its happening, where it is told more than once.
///
/// The ids depend on what is told, not on the order of the documents.
#[must_use]
pub fn same_as(documents: &[Vec<Telling<'_>>]) -> Vec<Vec<Option<String>>> {
    let tellings: Vec<&Telling<'_>> = documents.iter().flatten().collect();
    let mut parent: Vec<usize> = (0..tellings.len()).collect();
    let mut first: HashMap<Key<'_>, usize> = HashMap::new();
    for (number, telling) in tellings.iter().enumerate() {
        for key in telling.keys() {
            let other = *first.entry(key).or_insert(number);
            let (a, b) = (root(&mut parent, number), root(&mut parent, other));
            let (low, high) = (a.min(b), a.max(b));
            if let Some(slot) = parent.get_mut(high) {
                *slot = low;
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..tellings.len() {
        members.entry(root(&mut parent, number)).or_default().push(number);
    }
    let mut ids: Vec<Option<String>> = vec![None; tellings.len()];
    for told in members.into_values().filter(|told| told.len() > 1) {
        let id = id(told.iter().filter_map(|number| tellings.get(*number).copied()));
        for number in told {
            if let Some(slot) = ids.get_mut(number) {
                *slot = Some(id.clone());
            }
        }
    }
    let mut ids = ids.into_iter();
    documents.iter().map(|document| ids.by_ref().take(document.len()).collect()).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(up) = parent.get(at).copied().filter(|up| *up != at) {
        let top = parent.get(up).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(at) {
            *slot = top;
        }
        at = top;
    }
    at
}

/// A hash of everything the tellings of one happening name.
fn id<'a>(tellings: impl Iterator<Item = &'a Telling<'a>>) -> String {
    let mut said: Vec<String> = tellings
        .flat_map(Telling::keys)
        .map(|key| format!("{:?} {} {} {} {}", key.kind, key.denied, key.day, key.who, key.with))
        .collect();
    said.sort_unstable();
    said.dedup();
    hex(&Sha256::digest(said.join("\n").as_bytes())[..8])
}

#[cfg(test)]
mod tests {
    use super::{Telling, same_as};
    use crate::model::{EventKind, Status};

    fn meet<'a>(time: &'a str, place: Option<&'a str>, who: &[&'a str]) -> Telling<'a> {
        Telling {
            kind: EventKind::Meet,
            status: Status::Happened,
            time: Some(time),
            place,
            participants: who.to_vec(),
        }
    }

    fn same(a: Telling<'_>, b: Telling<'_>) -> bool {
        let ids = same_as(&[vec![a], vec![b]]);
        assert_eq!(ids[0][0].is_some(), ids[1][0].is_some());
        ids[0][0].is_some()
    }

    #[test]
    fn kind_day_and_two_names_make_a_happening() {
        let day = "2020-08-19";
        assert!(same(meet(day, None, &["a", "b"]), meet("2020-08-19T14:00", Some("x"), &["c", "b", "a"])));
        assert!(same(meet(day, Some("x"), &["a"]), meet(day, Some("x"), &["a", "c"])));
        assert!(!same(meet(day, Some("x"), &["a"]), meet(day, Some("y"), &["a"])));
        assert!(!same(meet(day, None, &["a", "b"]), meet("2020-08-20", None, &["a", "b"])));
        assert!(!same(meet(day, None, &["a"]), meet(day, None, &["a"])));
    }

    #[test]
    fn what_is_open_or_denied_ties_nothing() {
        for open in ["2020-08", "XXXX-08-19", "2020-08-19/2020-08-20", "T14:00"] {
            assert!(!same(meet(open, None, &["a", "b"]), meet(open, None, &["a", "b"])), "{open}");
        }
        let day = "2020-08-19";
        let denied = Telling { status: Status::Denied, ..meet(day, None, &["a", "b"]) };
        assert!(!same(denied, meet(day, None, &["a", "b"])));
        let planned = Telling { status: Status::Planned, ..meet(day, None, &["a", "b"]) };
        assert!(same(planned, meet(day, None, &["a", "b"])));
    }

    #[test]
    fn the_order_of_documents_does_not_matter() {
        let (a, b, c) = (
            meet("2020-08-19", None, &["a", "b"]),
            meet("2020-08-19", None, &["b", "c", "a"]),
            meet("2020-08-19", None, &["c", "b"]),
        );
        let forth = same_as(&[vec![a.clone()], vec![b.clone(), c.clone()]]);
        let back = same_as(&[vec![c, a], vec![b]]);
        assert!(forth[0][0].is_some());
        assert!(forth.iter().chain(&back).flatten().all(|id| *id == forth[0][0]));
    }
}
