//! One language of the interface: its messages and how it writes values.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use super::digits;

/// Languages of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Central Kurdish (Sorani), Arabic script.
    #[default]
    Ckb,
    /// English.
    En,
}

/// Which way the interface runs. Documents have their own direction, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
}

impl Language {
    /// All of them, in menu order.
    pub const ALL: [Self; 2] = [Self::Ckb, Self::En];

    /// BCP 47 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ckb => "ckb",
            Self::En => "en",
        }
    }

    /// Which way it is written.
    #[must_use]
    pub fn direction(self) -> Direction {
        match self {
            Self::Ckb => Direction::Rtl,
            Self::En => Direction::Ltr,
        }
    }

    /// The texts of its messages. What each rule finds stands in English in the rule's own file.
    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Ckb => {
                &[include_str!("../../assets/i18n/ckb.ftl"), include_str!("../../assets/i18n/rules-ckb.ftl")]
            }
            Self::En => &[include_str!("../../assets/i18n/en.ftl")],
        }
    }
}

impl std::str::FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| format!("`{code}` is not ckb or en"))
    }
}

/// A value inside a message.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// A count: digits and thousands of the language; chooses the plural.
    Count(usize),
    /// A number without thousands, such as a year.
    Plain(i64),
    /// Words of the interface itself, put in as they are.
    Word(&'a str),
    /// Text from outside (a name, a path, a query): kept from disturbing the direction of the sentence.
    Outside(&'a str),
}

/// Messages and conventions of one language. Cheap to ask, made once per switch.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Locale {
    /// The messages of a language, from the program itself.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let id = LanguageIdentifier::from_bytes(language.code().as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation is decided per value, by `Arg`: a number needs none, a path does.
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, errors)| {
                    tracing::error!(?errors, language = language.code(), "messages that cannot be read");
                    partial
                });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(?errors, language = language.code(), "messages given twice");
            }
        }
        Self { language, bundle }
    }

    /// Which language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Which way the interface runs.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// A message without values.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// A message without values, if there is one: for keys made from data.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<String> {
        self.bundle.has_message(key).then(|| self.text(key))
    }

    /// A message with its values put in.
    #[must_use]
    pub fn format(&self, key: &str, values: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, "no such message");
            return key.to_owned();
        };
        if values.is_empty() {
            return self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
        }
        let mut args = FluentArgs::with_capacity(values.len());
        for &(name, value) in values {
            match value {
                Arg::Count(count) => {
                    // The number chooses the plural, the text beside it is what is shown.
                    args.set(format!("{name}-text"), digits::number(self.language, count as f64));
                    args.set(name.to_owned(), FluentValue::Number(FluentNumber::from(count as f64)));
                }
                Arg::Plain(number) => args.set(name.to_owned(), self.digits(&number.to_string())),
                Arg::Word(word) => args.set(name.to_owned(), word.to_owned()),
                Arg::Outside(text) => args.set(name.to_owned(), self.isolate(text)),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "message with an unknown value");
        }
        text
    }

    /// A count with digits and thousands of the language.
    #[must_use]
    pub fn count(&self, count: usize) -> String {
        digits::number(self.language, count as f64)
    }

    /// A text with its ASCII digits in the digits of the language.
    #[must_use]
    pub fn digits(&self, text: &str) -> String {
        digits::localise_digits(self.language, text)
    }

    /// Wraps a text whose letters run against the interface in a first-strong isolate, so that it cannot
    /// pull the punctuation of the sentence to its own side.
    pub(super) fn isolate(&self, text: &str) -> String {
        let against = match self.direction() {
            Direction::Rtl => text.chars().any(|c| c.is_ascii_alphanumeric()),
            Direction::Ltr => text.chars().any(|c| ('\u{0590}'..'\u{0900}').contains(&c)),
        };
        if against { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
    }
}
