//! Which names of a document denote the same thing, and where else it is named.
//!
//! Works on one document. Never merges two different full names.

use std::collections::HashMap;

use super::{
    names::Name,
    trace::{Outcome, Step, Trace},
    units::{Unit, Units, What},
};
use crate::{
    lang::{BuildFx, LooseKeys, Text, Words},
    model::{Entity, EntityIx, EntityKind, Mention, Provenance, RuleId, Span},
    pack::{ClassId, Features, Pack, SetBits, SetId},
};

/// A document's entities, and which one each name denotes.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// By index of the name.
    pub of: Vec<EntityIx>,
}

/// The step that finds a known name again.
const AGAIN: &str = "name.again";
/// Share of right answers of [`AGAIN`] before there are reviews.
const AGAIN_CONFIDENCE: f32 = 0.85;

/// A single word is looked for again only if the rule that found it is right this often.
const LEAST_TO_SPREAD: f32 = 0.8;

/// Finds where the names, or a person's last name, stand again without a rule's context. Adds them to
/// `names` and makes them units of their sentences.
pub fn find_again(
    pack: &Pack,
    (text, words): (&Text, &Words),
    (loose, rare): (&mut LooseKeys, &mut Option<Rare>),
    names: &mut Vec<Name>,
    sentences: &mut [Units],
    trace: &mut Trace,
) {
    let rare = &*rare.get_or_insert_with(|| Rare::new(pack));
    let known = Known::new(pack, text, loose, rare, names);
    if known.starts.is_empty() {
        return;
    }
    let mut keys = WordKeys { pack, text, words, loose };
    for units in sentences {
        let mut runs = Vec::new();
        let mut at = 0;
        while at < units.units.len() {
            let Some((length, kind, end)) = known.at(&mut keys, units, names, at) else {
                at += 1;
                continue;
            };
            let range = at..at + length;
            at = range.end;
            let Some(first) = units.units.get(range.start) else { continue };
            let span = Span::new(first.span.start as usize, end as usize);
            for unit in units.units.get(range.clone()).unwrap_or(&[]) {
                if let What::Name(inner) = unit.what
                    && let Some(inner) = names.get_mut(inner as usize)
                {
                    inner.swallowed = true;
                }
            }
            let class = match kind {
                EntityKind::Person => "PERSON",
                EntityKind::Organisation => "ORG",
                EntityKind::Place => "PLACE",
            };
            let what = What::Name(names.len() as u32);
            let Some(unit) =
                pack.classes.find_set(&[class]).and_then(|set| units.whole(range.clone(), set, span, what))
            else {
                continue;
            };
            trace.add(|| Step {
                rule: RuleId::new(AGAIN),
                span: unit.span,
                captures: vec![("name".into(), span)],
                outcome: Outcome::Fired,
            });
            names.push(Name {
                kind,
                span,
                tokens: unit.tokens.clone(),
                sentence: units.sentence,
                rule: RuleId::new(AGAIN),
                confidence: AGAIN_CONFIDENCE,
                key: None,
                swallowed: false,
            });
            runs.push((range, unit));
        }
        units.collapse(runs);
    }
}

/// Loose keys of the words of a text and of their stems.
struct WordKeys<'a> {
    pack: &'a Pack,
    text: &'a Text,
    words: &'a Words,
    loose: &'a mut LooseKeys,
}

impl WordKeys<'_> {
    fn get(&self, token: u32) -> &str {
        self.text.tokens().get(token as usize).map_or("", |token| self.words.loose(self.text.word(token)))
    }

    /// Of a word without its endings.
    fn stem(&mut self, unit: &Unit) -> &str {
        self.loose.get(&self.pack.tables, unit.stem.of(self.text.original()).unwrap_or(""))
    }
}

/// The word sequences that name something in this document.
struct Known<'a> {
    /// First word's key → sequences (keys of all words, kind), longest first.
    starts: HashMap<String, Vec<(Vec<String>, EntityKind)>, BuildFx>,
    rare: &'a Rare,
}

impl<'a> Known<'a> {
    fn new(pack: &Pack, text: &Text, loose: &mut LooseKeys, rare: &'a Rare, names: &[Name]) -> Self {
        let mut starts: HashMap<String, Vec<(Vec<String>, EntityKind)>, BuildFx> = HashMap::default();
        for name in names.iter().filter(|name| name.key.is_none() && !name.swallowed) {
            let words = words(pack, text, loose, name);
            if words.len() == 1 && name.confidence < LEAST_TO_SPREAD {
                continue;
            }
            let mut add = |sequence: &[String]| {
                let Some(first) = sequence.first() else { return };
                let long_enough = sequence.len() > 1 || first.chars().count() > 2;
                let list = starts.entry(first.clone()).or_default();
                if long_enough && !list.iter().any(|(known, _)| known == sequence) {
                    list.push((sequence.to_vec(), name.kind));
                }
            };
            add(&words);
            if name.kind == EntityKind::Person && words.len() > 1 {
                words.last().map(std::slice::from_ref).into_iter().for_each(&mut add);
                words.first().map(std::slice::from_ref).into_iter().for_each(&mut add);
            }
        }
        #[allow(clippy::iter_over_hash_type, reason = "each list is put in order by itself")]
        for list in starts.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        Self { starts, rare }
    }

    /// The longest known sequence at a unit: its units, its kind, and where its name ends.
    fn at(
        &self,
        keys: &mut WordKeys<'_>,
        units: &Units,
        names: &[Name],
        at: usize,
    ) -> Option<(usize, EntityKind, u32)> {
        let unit = units.units.get(at)?;
        if unit.what != What::Word || unit.tokens.len() != 1 {
            return None;
        }
        // An everyday word by itself is a name only where it speaks; with the rest of the name it is one.
        let alone = self.rare.admits(unit);
        let whole = self.starts.get(keys.get(unit.tokens.start));
        let stem = if !alone || unit.stem == unit.span { None } else { self.starts.get(keys.stem(unit)) };
        for sequences in [whole, stem].into_iter().flatten() {
            for (sequence, kind) in sequences {
                let person = *kind == EntityKind::Person;
                let admitted = alone
                    || person
                        && if sequence.len() > 1 {
                            !NO_NAME.iter().any(|class| units.is(keys.pack, at, class))
                        } else {
                            speaks(keys.pack, units, at)
                        };
                if !admitted {
                    continue;
                }
                let Some(run) = units.units.get(at..at + sequence.len()) else { continue };
                let Some((last, inner)) = run.split_last() else { continue };
                let Some((last_key, inner_keys)) = sequence.split_last() else { continue };
                // A part of a person's name that was found by itself goes into the whole.
                let free = |unit: &Unit| match unit.what {
                    What::Word => true,
                    What::Name(ix) => {
                        let found = names.get(ix as usize);
                        person && found.is_some_and(|name| name.kind == EntityKind::Person)
                    }
                    _ => false,
                };
                if run.iter().any(|unit| !free(unit) || unit.tokens.len() != 1)
                    || !inner.iter().zip(inner_keys).all(|(unit, key)| keys.get(unit.tokens.start) == key)
                {
                    continue;
                }
                if keys.get(last.tokens.start) == last_key {
                    return Some((sequence.len(), *kind, last.span.end));
                }
                if keys.stem(last) == last_key {
                    return Some((sequence.len(), *kind, last.stem.end));
                }
            }
        }
        None
    }
}

/// Does a word without endings at the head of a sentence, or behind a form of address, go on to speak?
fn speaks(pack: &Pack, units: &Units, at: usize) -> bool {
    let any = |ix: usize, classes: &[&str]| classes.iter().any(|class| units.is(pack, ix, class));
    let bare = units.units.get(at).is_some_and(|unit| unit.stem == unit.span);
    let opens = at.checked_sub(1).is_none_or(|before| any(before, OPENING));
    if !bare || !opens || any(at, &["verb", "adverb", "prep", "punct"]) {
        return false;
    }
    let next = (at + 1..at + 4).find(|ix| !any(*ix, PASSING));
    next.is_some_and(|next| any(next, SPEECH))
}

/// What no name of a person begins with.
const NO_NAME: &[&str] = &["honorific", "rank", "title", "prep", "verb", "adverb", "punct", "dem_word"];
/// What may stand before a subject at the head of a sentence.
const OPENING: &[&str] = &["punct", "honorific", "also_word", "adverb"];
/// What may stand between a subject and its verb.
const PASSING: &[&str] = &["comma", "adverb", "also_word", "TIME"];
/// Verbs of speech and the nouns that light verbs make such.
const SPEECH: &[&str] = &[
    "v_say",
    "v_announce",
    "v_clarify",
    "v_reveal",
    "point_cue",
    "mention_cue",
    "stress_cue",
    "reaffirm_cue",
    "clarify_cue",
    "request_cue",
    "warn_cue",
];

/// The sets of classes whose units may by themselves be a name that was named before, for one pack.
#[derive(Clone, Debug)]
pub struct Rare(SetBits);

impl Rare {
    fn new(pack: &Pack) -> Self {
        let classes = |names: &[&str]| -> Vec<ClassId> {
            names.iter().filter_map(|name| pack.classes.find(name)).collect()
        };
        let one_of = classes(&["unknown", "given", "surname", "nisba"]);
        let none_of = classes(&["common", "verb", "adverb", "punct"]);
        let mut admitted = SetBits::none(pack.classes.sets());
        for set in (0..pack.classes.sets() as u16).map(SetId) {
            let any = |classes: &[ClassId]| classes.iter().any(|class| pack.classes.has(set, *class));
            if any(&one_of) && !any(&none_of) {
                admitted.insert(set);
            }
        }
        Self(admitted)
    }

    fn admits(&self, unit: &Unit) -> bool {
        self.0.has(unit.set) && !unit.features.has(Features::DEF.with(Features::INDEF))
    }
}

/// Loose keys of a name's words, the last without its endings.
fn words(pack: &Pack, text: &Text, loose: &mut LooseKeys, name: &Name) -> Vec<String> {
    let spelled = name.span.of(text.original()).unwrap_or("");
    spelled.split_whitespace().map(|word| loose.get(&pack.tables, word).to_owned()).collect()
}

/// The comparable form of a name: the lexicon's key where it has one, else the loose keys of its words,
/// izafe dropped, and the keys of places inside it.
fn key_of(pack: &Pack, text: &Text, loose: &mut LooseKeys, names: &[Name], name: &Name) -> String {
    if let Some(key) = &name.key {
        return key.clone();
    }
    if name.kind == EntityKind::Person {
        return words(pack, text, loose, name).join(" ");
    }
    let mut parts = Vec::new();
    let mut at = name.tokens.start;
    while at < name.tokens.end {
        let inside = names.iter().find(|inner| {
            inner.tokens.start == at && inner.tokens.len() < name.tokens.len() && inner.key.is_some()
        });
        if let Some(inner) = inside {
            parts.extend(inner.key.clone());
            at = inner.tokens.end;
            continue;
        }
        if let Some(token) = text.tokens().get(at as usize) {
            let mut part = loose.get(&pack.tables, text.form(token)).to_owned();
            if part.chars().count() > 3 && part.ends_with('\u{6cc}') {
                part.pop();
            }
            parts.push(part);
        }
        at += 1;
    }
    parts.join(" ")
}

/// Groups names to entities. `same` lists pairs of names that a rule says are one (`of`, alias).
#[must_use]
pub fn entities(
    pack: &Pack,
    text: &Text,
    loose: &mut LooseKeys,
    names: &[Name],
    same: &[(u32, u32)],
) -> Resolved {
    let mut keys: Vec<String> = names.iter().map(|name| key_of(pack, text, loose, names, name)).collect();
    kurdistan(names, &mut keys);
    link_persons(names, &mut keys);
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|ix| (names[*ix].span.start, u32::MAX - names[*ix].span.end));
    for (name, alias) in same {
        if let (Some(key), Some(place)) =
            (keys.get(*name as usize).cloned(), keys.get(*alias as usize).cloned())
        {
            keys.iter_mut().filter(|other| **other == place).for_each(|other| other.clone_from(&key));
        }
    }
    let mut out = Resolved { entities: Vec::new(), of: vec![EntityIx(0); names.len()] };
    let mut known: HashMap<(EntityKind, &str), usize> = HashMap::new();
    for ix in order.into_iter().filter(|ix| !names[*ix].swallowed) {
        let (name, key) = (&names[ix], &keys[ix]);
        let at = *known.entry((name.kind, key)).or_insert_with(|| {
            out.entities.push(Entity {
                kind: name.kind,
                name: String::new(),
                aliases: Vec::new(),
                key: key.clone(),
                mentions: Vec::new(),
            });
            out.entities.len() - 1
        });
        out.of[ix] = EntityIx(at as u32);
        out.entities[at].mentions.push(Mention {
            span: name.span,
            provenance: Provenance {
                rule: name.rule.clone(),
                confidence: name.confidence,
                evidence: sentence_span(text, name.sentence),
            },
        });
    }
    for entity in &mut out.entities {
        label(text.original(), entity);
    }
    out
}

/// In a text about the Region, the country's name alone means the Region.
fn kurdistan(names: &[Name], keys: &mut [String]) {
    const WHOLE: &str = "kurdistan";
    const REGION: &str = "kurdistan-region";
    let is = |ix: usize, key: &str| names[ix].kind == EntityKind::Place && keys[ix] == key;
    if (0..names.len()).any(|ix| is(ix, REGION)) {
        let whole: Vec<usize> = (0..names.len()).filter(|ix| is(*ix, WHOLE)).collect();
        for ix in whole {
            REGION.clone_into(&mut keys[ix]);
        }
    }
}

/// Gives partial and misspelled names of persons the key of the full name they stand for.
fn link_persons(names: &[Name], keys: &mut [String]) {
    let persons: Vec<usize> = (0..names.len()).filter(|ix| names[*ix].kind == EntityKind::Person).collect();
    // Full names: a misspelling joins the first that is as good as equal.
    let mut full: Vec<String> = Vec::new();
    let mut by_position = persons.clone();
    by_position.sort_by_key(|ix| names[*ix].span);
    for &ix in &by_position {
        if !keys[ix].contains(' ') {
            continue;
        }
        match full.iter().find(|known| same_name(known, &keys[ix])) {
            Some(known) => keys[ix].clone_from(known),
            None => full.push(keys[ix].clone()),
        }
    }
    // Longer forms of one name: all words of the shorter, in order, among those of the longer.
    for ix in &by_position {
        let words: Vec<&str> = keys[*ix].split(' ').collect();
        let longer: Vec<&String> = full
            .iter()
            .filter(|known| {
                let longer = known.split(' ').count() > words.len();
                longer && is_part(&words, known) && !is_father(words[0], known, &full)
            })
            .collect();
        if words.len() > 1
            && let [one] = longer.as_slice()
        {
            keys[*ix].clone_from(one);
        }
    }
    // Single words: the last full name before with it, else the first after.
    for (place, ix) in by_position.iter().enumerate() {
        if keys[*ix].contains(' ') {
            continue;
        }
        let has = |other: &usize| {
            let mut words = keys[*other].split(' ');
            keys[*other].contains(' ') && words.any(|word| near(word, &keys[*ix]))
        };
        let before = by_position[..place].iter().rev().find(|other| has(other));
        let after = by_position[place..].iter().find(|other| has(other));
        if let Some(other) = before.or(after) {
            let key = keys[*other].clone();
            keys[*ix] = key;
        }
    }
}

/// Two spellings of one full name: as many words, each equal or nearly so, one at least equal.
fn same_name(a: &str, b: &str) -> bool {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    x.len() == y.len() && x.iter().zip(&y).all(|(a, b)| near(a, b)) && x.iter().zip(&y).any(|(a, b)| a == b)
}

/// Is this word the father's in the longer name: of somebody whom the text also names without it?
fn is_father(first: &str, longer: &str, full: &[String]) -> bool {
    let mut words = longer.split(' ');
    let (Some(own), Some(last)) = (words.next(), words.next_back()) else { return false };
    own != first && full.iter().any(|known| known.split(' ').eq([own, last]))
}

fn is_part(words: &[&str], longer: &str) -> bool {
    let mut rest = longer.split(' ');
    words.iter().all(|word| rest.any(|other| other == *word))
}

/// Equal, or of five letters or more with one letter added, dropped, changed or swapped.
fn near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if x.len().min(y.len()) < 5 || x.len().abs_diff(y.len()) > 1 {
        return false;
    }
    let same_start = x.iter().zip(&y).take_while(|(a, b)| a == b).count();
    let same_end = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    let longest = x.len().max(y.len());
    if same_start + same_end + 1 >= longest {
        return true;
    }
    x.len() == y.len()
        && same_start + same_end + 2 == longest
        && x[same_start] == y[same_start + 1]
        && x[same_start + 1] == y[same_start]
}

/// Sets name and aliases from the mentions: the longest way of naming it, then the others.
fn label(original: &str, entity: &mut Entity) {
    let mut forms: Vec<&str> = Vec::new();
    for mention in &entity.mentions {
        if let Some(form) = mention.span.of(original)
            && !forms.contains(&form)
        {
            forms.push(form);
        }
    }
    let longest = forms.iter().enumerate().max_by_key(|(ix, form)| (form.chars().count(), usize::MAX - ix));
    let name = longest.map_or("", |(_, form)| form);
    name.clone_into(&mut entity.name);
    entity.aliases = forms.iter().filter(|form| **form != name).map(|form| (*form).to_owned()).collect();
}

fn sentence_span(text: &Text, sentence: u32) -> Span {
    text.sentences().get(sentence as usize).map_or_else(Span::default, |sentence| sentence.span)
}

#[cfg(test)]
mod tests {
    use super::{near, same_name};

    #[test]
    fn misspelled_names_are_near_but_different_names_are_not() {
        assert!(near("collins", "collisn"));
        assert!(near("mustefa", "ustefa"));
        assert!(!near("kazmi", "qadir"));
        assert!(!near("ali", "alo"));
        assert!(same_name("mustefa kazmi", "mistefa kazmi"));
        assert!(!same_name("mustefa kazmi", "mustefa qadir"));
    }
}
