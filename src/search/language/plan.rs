//! A query ready to be run: the tree with its words resolved to tests, each distinct test once.

use crate::{
    model::Span,
    search::{DayRange, Facet},
};

use super::{
    interpreter::Interpreter,
    matcher::{self, Matcher},
    syntax::{Field, Matching, Node, Note, NoteKind, Parsed, Part, Typed, Value, Words},
    value::ValueTest,
};

/// A query with its words and values resolved. Pure data: texts, an index and explanations read it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every distinct test of a word.
    pub matchers: Vec<Matcher>,
    /// Every distinct test of a property.
    pub fields: Vec<FieldTest>,
    /// What is asked for; `None` when everything passes.
    pub root: Option<Step>,
    /// What could not be understood.
    pub notes: Vec<Note>,
}

/// A part of a plan with where it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where it was typed.
    pub span: Span<Typed>,
    /// What it asks for.
    pub ask: Ask,
}

/// What a part of a plan asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Words next to each other, as numbers in [`Plan::matchers`]; at least one.
    Sequence(Vec<u32>),
    /// A property, as a number in [`Plan::fields`].
    Field(u32),
    /// Everything.
    All(Vec<Step>),
    /// At least one.
    Any(Vec<Step>),
    /// None of it.
    Not(Box<Step>),
    /// Each at most so many words from the one before, in either order.
    Near(Vec<Step>, u32),
}

/// A test of a property of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldTest {
    /// It has a value of the facet.
    Value(Facet, ValueTest),
    /// It was written on one of the days.
    Written(DayRange),
    /// It speaks of one of the days.
    Spoken(DayRange),
    /// Words of its title, next to each other.
    Title(Vec<Matcher>),
    /// Part of its path.
    File(ValueTest),
    /// Words next to each other in a statement or its speaker's name, as numbers in [`Plan::matchers`].
    Said(Vec<u32>),
    /// Words next to each other where an office is told, or in its holder's name.
    Role(Vec<u32>),
}

impl Plan {
    /// Resolves a query.
    #[must_use]
    pub fn new(interpreter: &Interpreter, parsed: &Parsed, matching: Matching) -> Self {
        let mut plan = Self { notes: parsed.notes.clone(), ..Self::default() };
        plan.root = parsed.root.as_ref().and_then(|node| plan.step(interpreter, node, matching));
        plan
    }

    /// Does it ask what statements and offices are about?
    #[must_use]
    pub fn looks_at_statements(&self) -> bool {
        self.fields.iter().any(|test| matches!(test, FieldTest::Said(_) | FieldTest::Role(_)))
    }

    /// Nothing to look for?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    fn step(&mut self, interpreter: &Interpreter, node: &Node, matching: Matching) -> Option<Step> {
        let mut each = |nodes: &[Node]| -> Vec<Step> {
            nodes.iter().filter_map(|node| self.step(interpreter, node, matching)).collect()
        };
        let ask = match &node.part {
            Part::Words(words) => self.sequence(interpreter, words, matching).map(Ask::Sequence),
            Part::Regex(expression) => {
                let Some(matcher) = matcher::regex(interpreter, expression) else {
                    self.notes.push(Note { span: node.span, kind: NoteKind::BadRegex });
                    return None;
                };
                Some(Ask::Sequence(vec![self.matcher(matcher)]))
            }
            Part::Field(field, value) => {
                let test = self.field_test(interpreter, field, value, matching)?;
                let known = self.fields.iter().position(|known| *known == test);
                let number = known.unwrap_or_else(|| {
                    self.fields.push(test);
                    self.fields.len() - 1
                });
                Some(Ask::Field(number as u32))
            }
            Part::All(nodes) => several(each(nodes), Ask::All),
            Part::Any(nodes) => several(each(nodes), Ask::Any),
            Part::Near(nodes, within) => several(each(nodes), |steps| Ask::Near(steps, *within)),
            Part::Not(inner) => {
                self.step(interpreter, inner, matching).map(|inner| Ask::Not(Box::new(inner)))
            }
        };
        ask.map(|ask| Step { span: node.span, ask })
    }

    fn matcher(&mut self, matcher: Matcher) -> u32 {
        let known = self.matchers.iter().position(|known| *known == matcher);
        known.unwrap_or_else(|| {
            self.matchers.push(matcher);
            self.matchers.len() - 1
        }) as u32
    }

    fn field_test(
        &mut self,
        interpreter: &Interpreter,
        field: &Field,
        value: &Value,
        matching: Matching,
    ) -> Option<FieldTest> {
        let words = match (field, value) {
            (Field::Date, Value::Days(days)) => return Some(FieldTest::Written(*days)),
            (Field::AboutDate, Value::Days(days)) => return Some(FieldTest::Spoken(*days)),
            (_, Value::Words(words)) => words,
            (_, Value::Days(_)) => return None,
        };
        let value = || ValueTest::new(interpreter, field, words, matching);
        Some(match field {
            Field::Topic => FieldTest::Value(Facet::Topic, value()),
            Field::Kind => FieldTest::Value(Facet::Kind, value()),
            Field::Person => FieldTest::Value(Facet::Person, value()),
            Field::Organisation => FieldTest::Value(Facet::Organisation, value()),
            Field::Place => FieldTest::Value(Facet::Place, value()),
            Field::Source => FieldTest::Value(Facet::Source, value()),
            Field::Language => FieldTest::Value(Facet::Language, value()),
            Field::Column(name) => FieldTest::Value(Facet::Column((&**name).into()), value()),
            Field::File => FieldTest::File(value()),
            Field::Title => FieldTest::Title(
                Some(matcher::matchers(interpreter, words, matching)).filter(|all| !all.is_empty())?,
            ),
            Field::Said => FieldTest::Said(self.sequence(interpreter, words, matching)?),
            Field::Role => FieldTest::Role(self.sequence(interpreter, words, matching)?),
            Field::Date | Field::AboutDate => return None,
        })
    }

    fn sequence(&mut self, interpreter: &Interpreter, words: &Words, matching: Matching) -> Option<Vec<u32>> {
        let matchers = matcher::matchers(interpreter, words, matching);
        // A star stands for a word between others.
        let stars = |matchers: &mut dyn Iterator<Item = &Matcher>| {
            matchers.take_while(|matcher| **matcher == Matcher::Any).count()
        };
        let (before, after) = (stars(&mut matchers.iter()), stars(&mut matchers.iter().rev()));
        let inside = matchers.len().saturating_sub(before + after);
        let inner = matchers.into_iter().skip(before).take(inside);
        let numbers: Vec<u32> = inner.map(|matcher| self.matcher(matcher)).collect();
        (!numbers.is_empty()).then_some(numbers)
    }
}

fn several(mut steps: Vec<Step>, ask: impl Fn(Vec<Step>) -> Ask) -> Option<Ask> {
    if steps.len() < 2 { steps.pop().map(|step| step.ask) } else { Some(ask(steps)) }
}
