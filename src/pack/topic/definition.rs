//! One topic as its file says it, checked.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::cue::CueWord;
use crate::model::TopicId;

/// A place in a topic file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {cause}")]
pub struct TopicError {
    /// The file's path.
    pub file: String,
    /// One-based line.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub cause: String,
}

/// One line of a block of words with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words, without the white space around them.
    pub words: String,
    /// One-based line of the file, 0 where it comes from no file.
    pub line: usize,
}

/// A cue: words and what they weigh.
#[derive(Clone, Debug, PartialEq)]
pub struct CueLine {
    /// One word, or several that stand side by side; see [`CueWord`] for how a word is written.
    pub words: String,
    /// 1 and above decides alone; below it needs company; below 0 speaks against the topic.
    pub weight: f32,
    /// One-based line of the file, 0 where it comes from no file.
    pub line: usize,
}

/// When a passage takes a topic over from the document around it: shares of the document's passages that
/// have it by their own cues.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carried {
    /// From which a passage without any topic has it too.
    pub main: f32,
    /// From which every passage has it, whatever else it is about.
    pub sole: f32,
}

impl Default for Carried {
    /// What is right for most topics of news, counted over annotated texts.
    fn default() -> Self {
        Self { main: 0.35, sole: 0.75 }
    }
}

/// A topic: what it is called and what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Lower-case ASCII letters, digits, `-`.
    pub id: TopicId,
    /// Place among the topics.
    pub order: u32,
    /// Key of its icon and colour in the theme.
    pub icon: String,
    /// One English sentence on what belongs to it.
    pub about: String,
    /// Its name in Central Kurdish.
    pub name_ckb: String,
    /// Its name in English.
    pub name_en: String,
    /// Words that speak for or against it.
    pub cues: Vec<CueLine>,
    /// Phrases whose words count for nothing here.
    pub exclude: Vec<Line>,
    /// When it is taken over from the document.
    pub carried: Carried,
    /// Sentences that have the topic.
    pub yes: Vec<Line>,
    /// Sentences that do not.
    pub no: Vec<Line>,
}

/// Largest weight of a cue in either direction.
pub(super) const MAX_WEIGHT: f32 = 4.0;

/// Most words in one cue.
pub(super) const MAX_WORDS: usize = 6;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    order: u32,
    icon: String,
    about: String,
    name: Names,
    cues: Vec<Cues>,
    #[serde(default)]
    exclude: Option<Words>,
    #[serde(default)]
    carried: Shares,
    #[serde(default)]
    tests: Tests,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    ckb: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    weight: Spanned<f32>,
    words: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Spanned<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Shares {
    main: Option<Spanned<f32>>,
    sole: Option<Spanned<f32>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Tests {
    yes: Option<Spanned<String>>,
    no: Option<Spanned<String>>,
}

impl Topic {
    /// Reads and checks a topic file.
    ///
    /// # Errors
    /// Every place that cannot be used.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<TopicError>> {
        let at = |byte: usize, cause: String| TopicError {
            file: path.to_owned(),
            line: line_of(text, byte),
            cause,
        };
        let file: File = toml::from_str(text)
            .map_err(|err| vec![at(err.span().map_or(0, |span| span.start), err.message().to_owned())])?;
        let mut errors = Vec::new();
        let id = file.id.get_ref();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(allowed) {
            let cause = format!("`{id}` is no id: use lower-case letters, digits and hyphens");
            errors.push(at(file.id.span().start, cause));
        }
        let mut cues: Vec<CueLine> = Vec::new();
        for block in &file.cues {
            let weight = *block.weight.get_ref();
            if weight == 0.0 || !(-MAX_WEIGHT..=MAX_WEIGHT).contains(&weight) {
                let cause = format!("a weight lies between -{MAX_WEIGHT} and {MAX_WEIGHT} and is not 0");
                errors.push(at(block.weight.span().start, cause));
            }
            for Line { words, line } in lines(text, &block.words) {
                cues.push(CueLine { words, weight, line });
            }
        }
        let exclude = file.exclude.map(|block| lines(text, &block.words)).unwrap_or_default();
        let phrases = cues.iter().map(|cue| (&cue.words, cue.line));
        let phrases: Vec<_> = phrases.chain(exclude.iter().map(|e| (&e.words, e.line))).collect();
        for (number, (words, line)) in phrases.iter().enumerate() {
            let mut wrong =
                |cause: String| errors.push(TopicError { file: path.to_owned(), line: *line, cause });
            if let Err(cause) = CueWord::phrase(words) {
                wrong(cause);
            } else if let Some((_, first)) = phrases.iter().take(number).find(|(known, _)| known == words) {
                wrong(format!("`{words}` stands in line {first} already"));
            }
        }
        let of = |block: &Option<Spanned<String>>| {
            block.as_ref().map(|block| lines(text, block)).unwrap_or_default()
        };
        let (yes, no) = (of(&file.tests.yes), of(&file.tests.no));
        let mut share = |stated: &Option<Spanned<f32>>, usual: f32| match stated {
            Some(share) if (0.01..=1.0).contains(share.get_ref()) => *share.get_ref(),
            Some(share) => {
                errors.push(at(share.span().start, "a share lies between 0.01 and 1".to_owned()));
                usual
            }
            None => usual,
        };
        let usual = Carried::default();
        let carried = Carried {
            main: share(&file.carried.main, usual.main),
            sole: share(&file.carried.sole, usual.sole),
        };
        if cues.is_empty() {
            errors.push(at(0, "a topic needs at least one cue".to_owned()));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            id: TopicId::new(id),
            order: file.order,
            icon: file.icon,
            about: file.about,
            name_ckb: file.name.ckb,
            name_en: file.name.en,
            cues,
            exclude,
            carried,
            yes,
            no,
        })
    }
}

/// The lines of a block that say something: no empty ones, no `#` remarks.
fn lines(text: &str, block: &Spanned<String>) -> Vec<Line> {
    let Range { start, end } = block.span();
    // The first line break after the opening marks belongs to them.
    let source = text.get(start..end).unwrap_or_default();
    let opening = source.strip_prefix("\"\"\"").or_else(|| source.strip_prefix("'''"));
    let skipped = usize::from(opening.is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n")));
    let first = line_of(text, start) + skipped;
    block
        .get_ref()
        .lines()
        .enumerate()
        .map(|(number, words)| Line { words: words.trim().to_owned(), line: first + number })
        .filter(|line| !line.words.is_empty() && !line.words.starts_with('#'))
        .collect()
}

/// One-based line of a byte.
fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::{Carried, Topic};

    const GOOD: &str = r#"
id = "energy"
order = 2
icon = "bolt"
about = "Oil."

[name]
ckb = "x"
en = "Energy"

[[cues]]
weight = 2.0
words = """
oil
# a remark
gas field
"""

[exclude]
words = """
oil paint
"""

[tests]
yes = "oil is dear"
no = """
a painter
"""
"#;

    fn refused(from: &str, to: &str) -> String {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD);
        Topic::parse("t.toml", &text).unwrap_err().iter().map(|e| e.to_string() + "\n").collect()
    }

    #[test]
    fn reads_words_with_their_lines() {
        let topic = Topic::parse("t.toml", GOOD).unwrap();
        let cues: Vec<_> = topic.cues.iter().map(|cue| (cue.words.as_str(), cue.line)).collect();
        assert_eq!(cues, [("oil", 14), ("gas field", 16)]);
        assert_eq!((topic.yes[0].line, topic.no[0].line, topic.exclude[0].line), (25, 27, 21));
    }

    #[test]
    fn a_topic_may_do_without_examples() {
        let without = GOOD.split("[tests]").next().unwrap();
        let topic = Topic::parse("t.toml", without).unwrap();
        assert_eq!((topic.cues.len(), topic.yes.len(), topic.no.len()), (2, 0, 0));
    }

    #[test]
    fn a_topic_says_when_it_is_taken_over() {
        let usual = Topic::parse("t.toml", GOOD).unwrap().carried;
        assert_eq!(usual, Carried::default());
        let own = GOOD.replacen("[tests]", "[carried]\nmain = 0.6\n[tests]", 1);
        assert_eq!(Topic::parse("t.toml", &own).unwrap().carried, Carried { main: 0.6, ..usual });
    }

    #[test]
    fn says_where_a_file_is_wrong() {
        assert!(refused("energy", "En ergy").starts_with("t.toml:2: `En ergy` is no id"));
        assert!(refused("weight = 2.0", "weight = 9.0").starts_with("t.toml:12: a weight lies"));
        assert!(refused("gas field", "oil").starts_with("t.toml:16: `oil` stands in line 14"));
        assert!(refused("gas field", "gas *").starts_with("t.toml:16: "));
        assert!(refused("order = 2", "order = x").starts_with("t.toml:3: "));
        assert!(refused("icon", "icno").contains("icno"));
        assert!(refused("[tests]", "[carried]\nmain = 1.5\n[tests]").starts_with("t.toml:25: a share lies"));
    }
}
