//! Gives a pattern its meaning: a `regex-automata` expression over symbols of fixed width.
//!
//! Every condition on a unit is a row of character classes (see `symbol`), so matching is linear in the text.

use std::fmt::Write as _;

use regex_automata::{meta, util::syntax};

use super::{
    classes::{Classes, Features, SetBits},
    opening::{Opening, Prefix},
    pattern::{Pattern, Test},
    symbol::{Conjunction, FIRST_SET, GROUPS, merged},
};

/// So many needs of a choice are kept, those first that fewest sets meet.
const NEEDS_OF_CHOICE: usize = 6;

/// A pattern's expression and what a text must hold for it to match at all.
pub struct Compiled {
    /// The automaton.
    pub regex: meta::Regex,
    /// Names of its captures, by group number from 1.
    pub captures: Vec<String>,
    /// One entry a unit that every match has: at least one of these sets must be in the text.
    pub required: Vec<SetBits>,
    /// What the first units are of every match at the start, and of every later one.
    pub openings: [Opening; 2],
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
    let opening = |at_start| Ok::<_, String>(compiler.prefix(pattern, at_start)?.opening(classes.sets()));
    let openings = [opening(true)?, opening(false)?];
    required.retain(|bits| *bits != all);
    required.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    required.dedup();
    Ok(Compiled { regex, captures: compiler.captures, required, openings })
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

    /// What the first units of the pattern's matches are that begin `at_start` of the sequence, or later.
    fn prefix(&self, pattern: &Pattern, at_start: bool) -> Result<Prefix, String> {
        Ok(match pattern {
            Pattern::Unit(test) => Prefix::unit(self.meaning(test, false)?),
            Pattern::Start if !at_start => Prefix::nothing(),
            Pattern::Start | Pattern::End => Prefix::empty(),
            Pattern::Sequence(parts) => parts.iter().try_fold(Prefix::empty(), |before, part| {
                Ok::<_, String>(before.then(&self.prefix(part, at_start)?))
            })?,
            Pattern::Choice(parts) => parts.iter().try_fold(Prefix::nothing(), |before, part| {
                Ok::<_, String>(before.or(&self.prefix(part, at_start)?))
            })?,
            Pattern::Repeat(inner, repeat) => self.prefix(inner, at_start)?.repeated(repeat.min, repeat.max),
            Pattern::Capture(_, inner) => self.prefix(inner, at_start)?,
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
                // Whichever branch holds, one of its needs is there: so is one of any needs taken from each.
                let mut united: Vec<SetBits> = vec![SetBits::none(self.classes.sets())];
                for part in parts {
                    let mut needs = Vec::new();
                    self.required(part, &mut needs)?;
                    let pairs = united.iter().flat_map(|one| needs.iter().map(move |need| (one, need)));
                    united = narrowest(pairs.map(|(one, need)| one.united(need)).collect());
                }
                out.extend(united);
            }
            Pattern::Repeat(inner, repeat) if repeat.min > 0 => self.required(inner, out)?,
            Pattern::Start | Pattern::End | Pattern::Repeat(..) => {}
            Pattern::Capture(_, inner) => self.required(inner, out)?,
        }
        Ok(())
    }
}

/// The needs that say most, without those that follow from others.
fn narrowest(mut needs: Vec<SetBits>) -> Vec<SetBits> {
    needs.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<SetBits> = Vec::new();
    for need in needs {
        if kept.len() < NEEDS_OF_CHOICE && !kept.iter().any(|known| known.is_within(&need)) {
            kept.push(need);
        }
    }
    kept
}
