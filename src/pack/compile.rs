//! Gives a pattern its meaning: a `regex-automata` expression over symbols of fixed width.
//!
//! A unit of text (a word, a name found before) is four characters: one of the private-use area for
//! its set of classes, three of sixteen letters each for what hangs on it. So every condition on a
//! unit is a row of character classes and matching is linear in the text.

use std::fmt::Write as _;

use regex_automata::{meta, util::syntax};

use super::{
    classes::{Classes, Features, SetBits, SetId},
    pattern::{Pattern, Test},
};

/// Bytes of one unit's symbol.
pub const UNIT_BYTES: usize = 6;
/// First character for class sets.
const FIRST_SET: u32 = 0xE000;
/// First letters of the three groups of four features each.
const GROUPS: [u8; 3] = [b'a', b'A', b'0'];

/// Appends a unit's symbol in UTF-8.
pub fn push_symbol(out: &mut Vec<u8>, set: SetId, features: Features) {
    let code = FIRST_SET + u32::from(set.0);
    let group = |at: usize| GROUPS[at] + (features.0 >> (4 * at) & 15) as u8;
    out.extend_from_slice(&[
        0xE0 | (code >> 12) as u8,
        0x80 | (code >> 6 & 0x3F) as u8,
        0x80 | (code & 0x3F) as u8,
        group(0),
        group(1),
        group(2),
    ]);
}

/// The sets of the units that symbols stand for, in order.
pub fn sets_of(symbols: &[u8]) -> impl Iterator<Item = SetId> {
    symbols.chunks_exact(UNIT_BYTES).map(|symbol| {
        let bits = |at: usize| u32::from(symbol[at] & 0x3F);
        let code = u32::from(symbol[0] & 0xF) << 12 | bits(1) << 6 | bits(2);
        SetId(code.wrapping_sub(FIRST_SET) as u16)
    })
}

/// Conditions on one unit that hold together: its set is among these, of each feature group the
/// value is among these sixteen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Conjunction {
    sets: SetBits,
    groups: [u16; 3],
}

impl Conjunction {
    fn and(&self, other: &Self) -> Option<Self> {
        let mut sets = self.sets.clone();
        sets.intersect(&other.sets);
        let groups = std::array::from_fn(|g| self.groups[g] & other.groups[g]);
        (!sets.is_empty() && groups.iter().all(|g| *g != 0)).then_some(Self { sets, groups })
    }
}

/// A pattern's expression and what a text must hold for it to match at all.
pub struct Compiled {
    /// The automaton.
    pub regex: meta::Regex,
    /// Names of its captures, by group number from 1.
    pub captures: Vec<String>,
    /// One entry a unit that every match has: at least one of these sets must be in the text.
    pub required: Vec<SetBits>,
    /// The sets of the units that a match can begin with; `None` where any may.
    pub starts: Option<SetBits>,
}

/// Compiles a pattern; `holders` are those of [`Classes::holders`].
///
/// # Errors
/// An unknown class, a condition that nothing meets, a pattern that matches nothing at all, or one
/// that grows too large.
pub fn compile(pattern: &Pattern, classes: &Classes, holders: &[SetBits]) -> Result<Compiled, String> {
    let mut compiler = Compiler { classes, holders, expression: String::new(), captures: Vec::new() };
    compiler.write(pattern)?;
    let mut required = Vec::new();
    compiler.required(pattern, &mut required)?;
    if required.is_empty() && least(pattern) == 0 {
        return Err("the pattern matches without any unit".into());
    }
    let regex = meta::Regex::builder()
        .configure(meta::Config::new().nfa_size_limit(Some(32 << 20)).utf8_empty(true))
        .syntax(syntax::Config::new().nest_limit(500))
        .build(&compiler.expression)
        .map_err(|e| format!("the pattern is too large to compile: {e}"))?;
    let all = SetBits::all(classes.sets());
    let mut starts = SetBits::none(classes.sets());
    compiler.starts(pattern, &mut starts)?;
    required.retain(|bits| *bits != all);
    required.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    required.dedup();
    let starts = (starts != all).then_some(starts);
    Ok(Compiled { regex, captures: compiler.captures, required, starts })
}

/// The least number of units a match has.
fn least(pattern: &Pattern) -> u32 {
    match pattern {
        Pattern::Unit(_) => 1,
        Pattern::Start | Pattern::End => 0,
        Pattern::Sequence(parts) => parts.iter().map(least).sum(),
        Pattern::Choice(parts) => parts.iter().map(least).min().unwrap_or(0),
        Pattern::Repeat(inner, repeat) => least(inner) * repeat.min,
        Pattern::Capture(_, inner) => least(inner),
    }
}

struct Compiler<'a> {
    classes: &'a Classes,
    /// [`Classes::holders`].
    holders: &'a [SetBits],
    expression: String,
    captures: Vec<String>,
}

impl Compiler<'_> {
    fn write(&mut self, pattern: &Pattern) -> Result<(), String> {
        match pattern {
            Pattern::Unit(test) => {
                let any = self.meaning(test, false)?;
                if any.is_empty() {
                    return Err("no word meets this condition".into());
                }
                self.expression.push_str("(?:");
                for (ix, one) in any.iter().enumerate() {
                    if ix > 0 {
                        self.expression.push('|');
                    }
                    self.write_conjunction(one);
                }
                self.expression.push(')');
            }
            Pattern::Start => self.expression.push_str(r"\A"),
            Pattern::End => self.expression.push_str(r"\z"),
            Pattern::Sequence(parts) => {
                for part in parts {
                    self.write(part)?;
                }
            }
            Pattern::Choice(parts) => {
                self.expression.push_str("(?:");
                for (ix, part) in parts.iter().enumerate() {
                    if ix > 0 {
                        self.expression.push('|');
                    }
                    self.write(part)?;
                }
                self.expression.push(')');
            }
            Pattern::Repeat(inner, repeat) => {
                self.expression.push_str("(?:");
                self.write(inner)?;
                self.expression.push(')');
                let lazy = if repeat.lazy { "?" } else { "" };
                let _ = match repeat.max {
                    Some(max) => write!(self.expression, "{{{},{max}}}{lazy}", repeat.min),
                    None => write!(self.expression, "{{{},}}{lazy}", repeat.min),
                };
            }
            Pattern::Capture(name, inner) => {
                self.captures.push(name.clone());
                self.expression.push('(');
                self.write(inner)?;
                self.expression.push(')');
            }
        }
        Ok(())
    }

    fn write_conjunction(&mut self, one: &Conjunction) {
        self.expression.push('[');
        for (first, last) in one.sets.runs() {
            let _ = write!(
                self.expression,
                "\\x{{{:X}}}-\\x{{{:X}}}",
                FIRST_SET + u32::from(first),
                FIRST_SET + u32::from(last)
            );
        }
        self.expression.push(']');
        for (group, values) in one.groups.iter().enumerate() {
            self.expression.push('[');
            for value in 0..16u8 {
                if values >> value & 1 == 1 {
                    let _ = write!(self.expression, "\\x{:02X}", GROUPS[group] + value);
                }
            }
            self.expression.push(']');
        }
    }

    /// Collects the sets of the units that a match can begin with. Says whether the pattern can pass by without
    /// any unit, so that what follows may begin the match as well.
    fn starts(&self, pattern: &Pattern, out: &mut SetBits) -> Result<bool, String> {
        Ok(match pattern {
            Pattern::Unit(test) => {
                self.meaning(test, false)?.iter().for_each(|one| out.unite(&one.sets));
                false
            }
            Pattern::Start | Pattern::End => true,
            Pattern::Sequence(parts) => {
                for part in parts {
                    if !self.starts(part, out)? {
                        return Ok(false);
                    }
                }
                true
            }
            Pattern::Choice(parts) => {
                let mut passes = parts.is_empty();
                for part in parts {
                    passes |= self.starts(part, out)?;
                }
                passes
            }
            Pattern::Repeat(inner, repeat) => self.starts(inner, out)? || repeat.min == 0,
            Pattern::Capture(_, inner) => self.starts(inner, out)?,
        })
    }

    /// A condition as alternatives of conjunctions.
    fn meaning(&self, test: &Test, negated: bool) -> Result<Vec<Conjunction>, String> {
        let count = self.classes.sets();
        match (test, negated) {
            (Test::Any, false) => Ok(vec![Conjunction { sets: SetBits::all(count), groups: [u16::MAX; 3] }]),
            (Test::Any, true) => Ok(Vec::new()),
            (Test::Not(inner), _) => self.meaning(inner, !negated),
            (Test::And(parts), false) | (Test::Or(parts), true) => {
                let mut all = self.meaning(&Test::Any, false)?;
                for part in parts {
                    let meant = self.meaning(part, negated)?;
                    all = all.iter().flat_map(|a| meant.iter().filter_map(|b| a.and(b))).collect();
                }
                Ok(merged(all))
            }
            (Test::Or(parts), false) | (Test::And(parts), true) => {
                let mut any = Vec::new();
                for part in parts {
                    any.extend(self.meaning(part, negated)?);
                }
                Ok(merged(any))
            }
            (Test::Name(name), _) => {
                if let Some(feature) = Features::named(name) {
                    let bit = feature.0.trailing_zeros() as usize;
                    let mut groups = [u16::MAX; 3];
                    groups[bit / 4] = (0..16)
                        .filter(|value: &u16| (value >> (bit % 4) & 1 == 1) != negated)
                        .fold(0, |bits, value| bits | 1 << value);
                    return Ok(vec![Conjunction { sets: SetBits::all(count), groups }]);
                }
                let class = self
                    .classes
                    .find(name)
                    .ok_or_else(|| format!("no lexicon file has the class `{name}`"))?;
                let holders =
                    self.holders.get(class.0 as usize).cloned().unwrap_or_else(|| SetBits::none(count));
                let sets = if negated { holders.complement(count) } else { holders };
                Ok(vec![Conjunction { sets, groups: [u16::MAX; 3] }])
            }
        }
    }

    /// Collects, for each unit that every match has, the sets it may be of.
    fn required(&self, pattern: &Pattern, out: &mut Vec<SetBits>) -> Result<(), String> {
        match pattern {
            Pattern::Unit(test) => {
                let mut sets = SetBits::none(self.classes.sets());
                self.meaning(test, false)?.iter().for_each(|one| sets.unite(&one.sets));
                out.push(sets);
            }
            Pattern::Sequence(parts) => parts.iter().try_for_each(|part| self.required(part, out))?,
            Pattern::Choice(parts) => {
                // Whichever branch holds, its narrowest need is there.
                let mut united = SetBits::none(self.classes.sets());
                for part in parts {
                    let mut needs = Vec::new();
                    self.required(part, &mut needs)?;
                    let Some(narrowest) = needs.into_iter().min_by_key(SetBits::len) else { return Ok(()) };
                    united.unite(&narrowest);
                }
                out.push(united);
            }
            Pattern::Repeat(inner, repeat) if repeat.min > 0 => self.required(inner, out)?,
            Pattern::Start | Pattern::End | Pattern::Repeat(..) => {}
            Pattern::Capture(_, inner) => self.required(inner, out)?,
        }
        Ok(())
    }
}

/// Alternatives with the same inflection put together, doubles dropped.
fn merged(any: Vec<Conjunction>) -> Vec<Conjunction> {
    let mut out: Vec<Conjunction> = Vec::new();
    for one in any {
        match out.iter_mut().find(|known| known.groups == one.groups) {
            Some(known) => known.sets.unite(&one.sets),
            None => out.push(one),
        }
    }
    out
}
