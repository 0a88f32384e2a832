//! What endings say, as a set of bits.

use std::fmt;

/// A set of features of one analysis.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Features(u64);

macro_rules! features {
    ($($name:ident = $bit:literal, $word:literal, $doc:literal;)*) => {
        impl Features {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$name),)*];
        }
    };
}

features! {
    DEFINITE = 0, "definite", "Definite.";
    PLURAL = 1, "plural", "Plural.";
    INDEFINITE = 2, "indefinite", "Indefinite.";
    DEMONSTRATIVE = 3, "demonstrative", "Closing vowel of a demonstrative phrase or an open compound.";
    ADDITIVE = 4, "additive", "\"Also\".";
    IZAFE = 5, "izafe", "Izafe; the letters are those of the third-person clitic.";
    FIRST_SINGULAR = 6, "1sg", "First person singular.";
    SECOND_SINGULAR = 7, "2sg", "Second person singular.";
    THIRD_SINGULAR = 8, "3sg", "Third person singular.";
    FIRST_PLURAL = 9, "1pl", "First person plural.";
    SECOND_PLURAL = 10, "2pl", "Second person plural.";
    THIRD_PLURAL = 11, "3pl", "Third person plural.";
    DA = 12, "da", "Postposition \"in\".";
    EWE = 13, "ewe", "Postposition \"from, with\", or \"back, again\" of verbs.";
    RA = 14, "ra", "Postposition \"from\".";
    COPULA = 15, "copula", "\"Is, are\".";
    AND = 16, "and", "A glued \"and\".";
    PREPOSITION = 17, "preposition", "A preposition written together with the word.";
    PREVERB = 18, "preverb", "A preverb stands before the stem.";
    NEGATION = 19, "negation", "Negated.";
    PRESENT = 20, "present", "Present or future.";
    SUBJUNCTIVE = 21, "subjunctive", "Subjunctive or imperative.";
    PAST = 22, "past", "Past.";
    PERFECT = 23, "perfect", "Perfect.";
    PASSIVE = 24, "passive", "Passive.";
    INFINITIVE = 25, "infinitive", "Infinitive or verbal noun.";
    PARTICIPLE = 26, "participle", "Past participle.";
    VERB = 27, "verb", "A form of a verb.";
    AGENT = 28, "agent", "A clitic before or inside the verb marks the agent of a past transitive.";
}

impl Features {
    /// No feature.
    pub const NONE: Self = Self(0);

    /// Are all of `other` in the set?
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Is any of `other` in the set?
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Nothing in it?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// From the words of a table's cell, joined by `+`; the word that is none, on failure.
    pub(in super::super) fn parse(cell: &str) -> Result<Self, &str> {
        cell.split('+').try_fold(Self::NONE, |set, word| {
            let known = Self::ALL.iter().find(|(name, _)| *name == word);
            known.map(|(_, feature)| set.with(*feature)).ok_or(word)
        })
    }
}

impl fmt::Debug for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (name, feature) in Self::ALL {
            if self.has(*feature) {
                write!(f, "{}{name}", if first { "" } else { "+" })?;
                first = false;
            }
        }
        if first { f.write_str("-") } else { Ok(()) }
    }
}
