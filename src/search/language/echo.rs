//! A query told in words, so that a reader sees how it was understood.
//!
//! Decides which words are needed and in which order; the words themselves are the interface's.

use jiff::civil::Date;

use super::{
    interpreter::Interpreter,
    syntax::{Field, Matching, Node, NoteKind, Parsed, Part, Value, Words},
};
use crate::{lang::is_of_word, search::DayRange};

/// Whoever has the interface's words.
pub trait Say {
    /// The message of that key with its arguments.
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String;
    /// A day as the interface writes it.
    fn day(&self, day: Date) -> String;
    /// What the interface calls a value of a field.
    fn value(&self, field: &Field, value: &str) -> String;
}

/// Is there more to tell than the words that were typed?
#[must_use]
pub fn worth_telling(interpreter: &Interpreter, parsed: &Parsed, matching: Matching) -> bool {
    let plain = |node: &Node| match &node.part {
        Part::Words(words) => !words.quoted && !is_special(interpreter, words, matching),
        _ => false,
    };
    let all_plain = parsed.root.as_ref().is_none_or(|root| match &root.part {
        Part::All(nodes) => nodes.iter().all(plain),
        _ => plain(root),
    });
    !all_plain || !parsed.notes.is_empty()
}

/// The whole query in words; `None` where nothing is asked for.
#[must_use]
pub fn told(interpreter: &Interpreter, parsed: &Parsed, matching: Matching, say: &dyn Say) -> Option<String> {
    let root = parsed.root.as_ref()?;
    let what = Telling { interpreter, matching, say }.node(root, false);
    Some(say.say("echo", &[("what", &what)]))
}

/// One part of the query in words.
#[must_use]
pub fn part_told(interpreter: &Interpreter, node: &Node, matching: Matching, say: &dyn Say) -> String {
    Telling { interpreter, matching, say }.node(node, false)
}

/// What could not be understood, in words; `typed` is what it was typed as.
#[must_use]
pub fn note_told(kind: NoteKind, typed: &str, say: &dyn Say) -> String {
    let key = match kind {
        NoteKind::Dangling => "note-dangling",
        NoteKind::EmptyField => "note-empty-field",
        NoteKind::UnknownField => "note-unknown-field",
        NoteKind::BadDate => "note-bad-date",
        NoteKind::BadRegex => "note-bad-regex",
        NoteKind::TooBroad => "note-too-broad",
        NoteKind::NearNeedsWords => "note-near-needs-words",
        NoteKind::TooDeep => "note-too-deep",
    };
    say.say(key, &[("what", typed.trim())])
}

/// Wildcards, or Latin letters that Arabic ones are found for.
fn is_special(interpreter: &Interpreter, words: &Words, matching: Matching) -> bool {
    words.typed.contains(['*', '?']) || is_latin(interpreter, words, matching)
}

fn is_latin(interpreter: &Interpreter, words: &Words, matching: Matching) -> bool {
    let latin = |word: &str| interpreter.latin.expression(&word.to_lowercase()).is_some();
    matching != Matching::Exact && words.typed.split(|c| !is_of_word(c)).any(latin)
}

struct Telling<'a> {
    interpreter: &'a Interpreter,
    matching: Matching,
    say: &'a dyn Say,
}

impl Telling<'_> {
    fn node(&self, node: &Node, inside: bool) -> String {
        let grouped =
            |what: String| if inside { self.say.say("echo-group", &[("what", &what)]) } else { what };
        match &node.part {
            Part::Words(words) => self.words(words),
            Part::Regex(expression) => self.say.say("echo-regex", &[("what", expression)]),
            Part::Field(field, value) => self.field(field, value),
            Part::All(nodes) => grouped(self.joined(nodes, "echo-and")),
            Part::Any(nodes) => grouped(self.joined(nodes, "echo-or")),
            Part::Not(inner) => self.say.say("echo-not", &[("what", &self.node(inner, true))]),
            Part::Near(nodes, within) => {
                let what = self.joined(nodes, "echo-and");
                grouped(self.say.say("echo-near", &[("what", &what), ("n", &within.to_string())]))
            }
        }
    }

    fn joined(&self, nodes: &[Node], key: &str) -> String {
        let mut told = nodes.iter().map(|node| self.node(node, true));
        let first = told.next().unwrap_or_default();
        told.fold(first, |first, second| self.say.say(key, &[("first", &first), ("second", &second)]))
    }

    fn words(&self, words: &Words) -> String {
        let typed = words.typed.as_str();
        let key = if words.typed.contains(['*', '?']) {
            "echo-pattern"
        } else if is_latin(self.interpreter, words, self.matching) {
            "echo-latin"
        } else if words.quoted && typed.contains(' ') {
            "echo-phrase"
        } else {
            "echo-word"
        };
        self.say.say(key, &[("what", typed)])
    }

    fn field(&self, field: &Field, value: &Value) -> String {
        match value {
            Value::Days(days) => {
                let key = if *field == Field::Date { "echo-written" } else { "echo-spoken" };
                self.say.say(key, &[("days", &self.days(*days))])
            }
            Value::Words(words) => {
                let folded = self.interpreter.inflections().fold(&words.typed);
                let named = self.interpreter.value_named(field, &folded).unwrap_or(&words.typed);
                let value = self.say.value(field, named);
                let key = match field {
                    Field::Topic => "echo-topic",
                    Field::Kind => "echo-kind",
                    Field::Person => "echo-person",
                    Field::Organisation => "echo-organisation",
                    Field::Place => "echo-place",
                    Field::Source => "echo-source",
                    Field::Language => "echo-language",
                    Field::Said => "echo-said",
                    Field::Role => "echo-role",
                    Field::Title => "echo-title",
                    Field::File => "echo-file",
                    Field::Date | Field::AboutDate | Field::Column(_) => "echo-column",
                };
                self.say.say(key, &[("value", &value), ("name", field.name())])
            }
        }
    }

    fn days(&self, days: DayRange) -> String {
        match (days.from, days.to) {
            (Some(from), Some(to)) if from == to => self.say.day(from),
            (Some(from), Some(to)) => {
                self.say.say("date-range", &[("from", &self.say.day(from)), ("to", &self.say.day(to))])
            }
            (Some(from), None) => self.say.say("echo-from", &[("day", &self.say.day(from))]),
            (None, Some(to)) => self.say.say("echo-until", &[("day", &self.say.day(to))]),
            (None, None) => String::new(),
        }
    }
}
