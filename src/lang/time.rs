//! Times: expressions found in a text with what they say (`expressions`), and the days that makes
//! once the document's date is known (`anchor`).
//!
//! What the text leaves open stays open. Never asks what day it is today.

mod anchor;
mod calendar;
mod clock;
mod duration;
mod scan;
mod season;

use std::sync::Arc;

pub use anchor::{Anchor, NoSuchDay, Resolved, WeekdayMismatch};
pub use calendar::is_possible;
pub use season::Season;

pub use super::vocabulary::Unit;
pub(super) use scan::is_age;

use super::{
    Meanings, Tables, Text,
    number::Reader,
    vocabulary::{Calendar, Part},
};
use crate::model::{Original, Span, TimeKind};

/// A part of a date: said outright or relative to the document's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rel {
    /// This very number.
    At(i32),
    /// So many after the document's own; 0 is "this", -1 "last".
    Off(i32),
    /// The same as in the time named before.
    Same,
}

/// "Last" or "next" beside a name: last Friday, next April.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the document's date.
    Last,
    /// After it.
    Next,
}

/// What a date expression says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRef {
    /// Calendar of the numbers; `None` is Gregorian.
    pub calendar: Option<Calendar>,
    /// Year.
    pub year: Option<Rel>,
    /// Month.
    pub month: Option<Rel>,
    /// Day of the month.
    pub day: Option<Rel>,
    /// Last day of a range of days in one month.
    pub until: Option<i32>,
    /// Last year of a range of years.
    pub until_year: Option<i32>,
    /// Days after the document's date ("tomorrow" is 1).
    pub offset: Option<i32>,
    /// Weeks after the document's own.
    pub week: Option<i32>,
    /// Day of the week, Monday is 1.
    pub weekday: Option<u8>,
    /// Last or next.
    pub direction: Option<Direction>,
    /// Season of the year.
    pub season: Option<Season>,
    /// Units before (negative) or after the document's date: "three days ago".
    pub shift: Option<(i32, Unit)>,
    /// Days after the day last named: 0 is "the same day", 1 "the day after".
    pub beside: Option<i32>,
}

impl DateRef {
    /// Says nothing?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A day, month and year said outright?
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!((self.year, self.month, self.day), (Some(Rel::At(_)), Some(Rel::At(_)), Some(Rel::At(_))))
    }
}

/// What a time expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A date, as far as it goes.
    Date(DateRef),
    /// A clock time, perhaps of a day.
    Clock {
        /// The day, where the expression names one.
        date: Option<DateRef>,
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
    /// A length of time in ISO 8601; `None` where it is vague.
    Duration(Option<String>),
    /// A period that recurs, in ISO 8601.
    Set(&'static str),
    /// Named but left open ("soon").
    Open,
    /// So many units after (before, where negative) something that the text tells of.
    Beside(i32, Unit),
}

/// A time expression of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// In the original: without prepositions before and endings after.
    pub span: Span<Original>,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Kind.
    pub kind: TimeKind,
    /// What it says.
    pub when: When,
    /// IANA zone, where the text names a place for the clock.
    pub zone: Option<Arc<str>>,
    /// Part of the day said with it.
    pub part: Option<Part>,
    /// Id of the rule that read it.
    pub rule: &'static str,
}

/// All time expressions of a text, in order, never overlapping.
#[must_use]
pub fn expressions(tables: &Tables, text: &Text, meanings: &Meanings) -> Vec<TimeExpression> {
    let scanner = scan::Scanner { reader: Reader::new(text, meanings), tables };
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.tokens().len() {
        match scanner.expression(at) {
            Some(expression) => {
                at = expression.end.max(at + 1);
                out.push(expression);
            }
            None => at += 1,
        }
    }
    out
}

/// Does the text between two expressions say that they are the same moment?
#[must_use]
pub fn are_equated(
    text: &Text,
    meanings: &Meanings,
    first: &TimeExpression,
    second: &TimeExpression,
) -> bool {
    let reader = Reader::new(text, meanings);
    second.first.saturating_sub(first.end) <= 4
        && (first.end..second.first).any(|at| {
            reader.find(at, |tag, _| (tag == super::vocabulary::Tag::Equals).then_some(())).is_some()
        })
}
