//! The interface's words for what searching tells, on the command line.

use jiff::civil::Date;

use crate::{
    i18n::{Arg, Locale},
    search::language::{Field, Say},
};

/// Says things in a language of the interface.
pub struct Words(pub Locale);

impl Say for Words {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, value)| (*name, Arg::Word(value))).collect();
        self.0.format(key, &args)
    }

    fn day(&self, day: Date) -> String {
        day.to_string()
    }

    fn value(&self, field: &Field, value: &str) -> String {
        match field {
            Field::Topic => self.0.get(&format!("topic-{value}")),
            Field::Language => self.0.get(&format!("language-name-{value}")),
            _ => None,
        }
        .unwrap_or_else(|| value.to_owned())
    }
}
