//! Reads the language data (embedded, or with an overriding folder), checks it with
//! `file:line` messages and compiles it to matchers; its hash is the rule set's version.
//!
//! No rule is written in Rust.

mod classes;
mod compile;
mod error;
mod layered;
mod lexicon;
mod opening;
mod pattern;
mod rule;
mod source;
mod symbol;
pub mod topic;

use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

use lexicon::Keys;

use topic::Topics;

use crate::lang::{self, Tables};

pub use classes::{BUILT_IN, ClassId, Classes, FEATURES, Features, MAX_SETS, SetBits, SetId};
pub use error::PackError;
pub use layered::Layered;
pub use lexicon::{Entry, EntryIx, Lexicon, Phrase, PhraseWord};
pub use rule::{Found, Met, NothingWanted, Rule, RuleTest, Rules, Want};
pub use source::Source;
pub use symbol::{UNIT_BYTES, push_symbol};

impl lang::Lexicon for Pack {
    fn knows(&self, word: &str) -> bool {
        self.lexicon.word(word).is_some()
    }

    fn is_noun(&self, word: &str) -> bool {
        let names = || self.names_of(word);
        let is_infinitive = names().any(|name| name == "verbal");
        let is_verbs = |name: &str| {
            name.starts_with("v_") || OF_VERB_FORMS.contains(&name) || (is_infinitive && name == "common")
        };
        names().any(|name| !is_verbs(name))
    }

    fn verb(&self, word: &str) -> Option<&str> {
        self.names_of(word).find_map(|name| name.strip_prefix("v_")).filter(|id| *id != "other")
    }
}

/// Classes that forms of verbs have, and the kinds of letters.
const OF_VERB_FORMS: &[&str] = &[
    "word",
    "latin",
    "verb",
    "verbal",
    "past",
    "present",
    "plural",
    "passive",
    "neg",
    "speaker",
    "subjunctive",
    "infinitive",
    "also",
];

/// The language data, checked and compiled. Immutable; share it in an [`Arc`].
pub struct Pack {
    version: String,
    /// Letters, abbreviations, affixes, numbers, calendars.
    pub tables: Tables,
    /// Names of classes and their interned sets.
    pub classes: Classes,
    /// Words and phrases with their classes.
    pub lexicon: Lexicon,
    /// The rules.
    pub rules: Rules,
    /// The topics with their cues.
    pub topics: Topics,
    /// The files themselves.
    pub source: Source,
}

impl Pack {
    /// The language data compiled into the program, built once.
    ///
    /// # Errors
    /// Never in a released program: its own tests build the embedded data.
    pub fn embedded() -> Result<Arc<Self>, PackError> {
        static EMBEDDED: OnceLock<Result<Arc<Pack>, PackError>> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::compile(Source::embedded()).map(Arc::new)).clone()
    }

    /// The embedded language data with the files of `folder` put over it.
    ///
    /// # Errors
    /// Every place in the folder's files that cannot be used, with file and line.
    pub fn load(folder: &Path) -> Result<Arc<Self>, PackError> {
        Self::compile(Source::overlaid(folder)?).map(Arc::new)
    }

    /// Checks and compiles a set of files.
    ///
    /// # Errors
    /// Every place that cannot be used, with file and line.
    pub fn compile(source: Source) -> Result<Self, PackError> {
        let replaced: Vec<(&str, &str)> = source
            .below("lang/ckb")
            .filter_map(|(path, text)| Some((path.strip_prefix("lang/ckb/")?, text)))
            .collect();
        let tables = Tables::with(&replaced)
            .map_err(|e| PackError::at(&format!("lang/ckb/{}", e.file), e.line as usize, e.cause))?;
        let mut classes = Classes::default();
        let lexicon = Lexicon::read(&source, &mut classes, &|form| {
            let folded = lang::fold(&tables, form);
            let words = || folded.as_str().split_whitespace();
            Keys {
                folded: words().map(str::to_owned).collect(),
                loose: words().map(|word| lang::loosened(&tables, word)).collect(),
            }
        })?;
        if classes.sets() > MAX_SETS {
            return Err(PackError::at(
                "lexicon",
                1,
                format!(
                    "the words stand in {} different sets of classes; at most {MAX_SETS} are possible",
                    classes.sets()
                ),
            ));
        }
        let rules = Rules::read(&source, &classes)?;
        let topics = Topics::read(source.below("topics"), &tables).map_err(PackError::from)?;
        Ok(Self { version: source.version(), tables, classes, lexicon, rules, topics, source })
    }

    /// The classes of a word.
    fn names_of(&self, word: &str) -> impl Iterator<Item = &str> {
        let entry = self.lexicon.word(word).and_then(|ix| self.lexicon.entry(ix));
        let members = entry.map_or(&[][..], |entry| self.classes.members(entry.set));
        members.iter().map(|class| self.classes.name(*class))
    }

    /// Hash of all files: the version of the rule set.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

#[cfg(test)]
mod tests {
    use super::{Features, Pack, PackError, Source, push_symbol};

    fn source() -> Source {
        Source::embedded().with("lexicon/zz.tsv", "alpha\tzz_a\nbeta\tzz_b zz_c\tkey=B\ngamma delta\tzz_d\n")
    }

    fn rule(pattern: &str) -> String {
        format!(
            "id = \"zz.test\"\ndescription = \"d\"\nkind = \"zz\"\npattern = '{pattern}'\n\
             [[test]]\ntext = \"x\"\nwant = {{ x = \"x\" }}\n[[test]]\ntext = \"y\"\nwant = \"none\"\n"
        )
    }

    fn matches(pattern: &str, units: &[(&str, Features)]) -> Vec<(usize, usize, usize, usize)> {
        let pack = Pack::compile(source().with("rules/zz/test.toml", &rule(pattern))).unwrap();
        let mut symbols = Vec::new();
        let mut present = Vec::new();
        for (word, features) in units {
            let set = pack
                .lexicon
                .word(word)
                .and_then(|ix| pack.lexicon.entry(ix))
                .map_or_else(|| pack.classes.find_set(&["word", "unknown"]).unwrap(), |entry| entry.set);
            push_symbol(&mut symbols, set, *features);
            present.push(set);
        }
        let rule = &pack.rules.of_kind("zz")[0];
        let mut out = Vec::new();
        rule.find_all(&symbols, |found| {
            let x = found.capture("x").unwrap();
            out.push((found.whole.start, found.whole.end, x.start, x.end));
        });
        let called = pack.rules.called("zz", &pack.rules.met(present.into_iter())).count() == 1;
        assert!(out.is_empty() || called, "the quick check refuses a match");
        out
    }

    const BARE: Features = Features(0);

    #[test]
    fn embedded_data_compiles() {
        if let Err(error) = Pack::embedded() {
            panic!("{error}");
        }
    }

    #[test]
    fn patterns_match_units_by_class_and_ending() {
        let units = [("alpha", Features::IZAFE), ("other", BARE), ("beta", Features::DA.with(Features::PL))];
        assert_eq!(matches("x:<zz_a & izafe> <unknown>", &units), [(0, 2, 0, 1)]);
        assert_eq!(matches("x:<zz_a & !izafe>", &units), []);
        assert_eq!(matches("<zz_a> <_>* x:<zz_c & pl & da>", &units), [(0, 3, 2, 3)]);
        assert_eq!(matches("x:<zz_c & !(pl | def)>", &units), []);
        assert_eq!(matches("x:(<zz_b> | <unknown>)", &units), [(1, 2, 1, 2), (2, 3, 2, 3)]);
        assert_eq!(matches("^ <_> x:<_> <_> $", &units), [(0, 3, 1, 2)]);
        assert_eq!(matches("x:<!(zz_a | zz_b)>", &units), [(1, 2, 1, 2)]);
        assert_eq!(matches("x:<zz_a & da | zz_b & da>", &units), [(2, 3, 2, 3)]);
    }

    fn error(source: Source) -> (String, usize, String) {
        match Pack::compile(source).err() {
            Some(PackError::At { file, line, cause }) => (file, line, cause),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn faults_are_named_by_file_and_line() {
        let (file, line, cause) =
            error(source().with("rules/zz/test.toml", &rule("x:<nothing_of_that_name>")));
        assert_eq!((file.as_str(), line), ("rules/zz/test.toml", 4));
        assert!(cause.contains("nothing_of_that_name"), "{cause}");
        let (_, line, cause) = error(source().with("lexicon/yy.tsv", "# a comment\nword\n"));
        assert_eq!(line, 2);
        assert!(cause.contains("classes"), "{cause}");
        let (_, line, _) = error(source().with("lexicon/yy.tsv", "word\tgood\tbad attribute\n"));
        assert_eq!(line, 1);
        let (_, line, cause) =
            error(source().with("rules/zz/test.toml", &rule("x:<zz_a").replace("[[test]]", "[[tst]]")));
        assert_eq!(line, 5, "{cause}");
    }

    #[test]
    fn a_rule_without_both_tests_is_refused() {
        let text = rule("x:<zz_a>");
        let only_positive = &text[..text.rfind("[[test]]").unwrap()];
        assert!(error(source().with("rules/zz/test.toml", only_positive)).2.contains("at least one"));
    }

    #[test]
    fn rows_of_one_form_add_up() {
        let pack = Pack::compile(source().with("lexicon/zzz.tsv", "beta\tzz_e\tkey=other\tof=x\n")).unwrap();
        let entry = pack.lexicon.entry(pack.lexicon.word("beta").unwrap()).unwrap();
        let classes = pack.classes.names(entry.set);
        assert!(["zz_b", "zz_c", "zz_e", "latin", "word"].iter().all(|c| classes.contains(c)), "{classes:?}");
        assert_eq!((entry.get("key"), entry.get("of")), (Some("B"), Some("x")));
    }
}
