//! Which language a text is written in: Sorani, Kurmanji, Arabic, Persian, English; honestly unknown where
//! there is too little of it.
//!
//! Frequent words and letters of the languages decide, both from `language.tsv`. Works on the text as
//! written: the folding that Sorani is matched with would make its neighbours look like it.

use std::collections::HashMap;

use super::{TableError, Tables, alphabetic::is_alphabetic, hash::BuildFx, tables::Rows};
use crate::model::Span;

/// Languages told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Central Kurdish, Arabic script.
    Sorani,
    /// Northern Kurdish, Latin script.
    Kurmanji,
    /// Arabic.
    Arabic,
    /// Persian.
    Persian,
    /// English.
    English,
    /// Another language in Latin letters.
    Latin,
    /// Too little to say, or none of these.
    Unknown,
}

impl Language {
    /// BCP 47 tag; `und` where nothing is known, `und-Latn` for other Latin script.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Sorani => "ckb",
            Self::Kurmanji => "kmr",
            Self::Arabic => "ar",
            Self::Persian => "fa",
            Self::English => "en",
            Self::Latin => "und-Latn",
            Self::Unknown => "und",
        }
    }
}

/// Languages that have words in the table, in the order of their places in a score.
const NAMED: [Language; 5] =
    [Language::Sorani, Language::Arabic, Language::Persian, Language::Kurmanji, Language::English];
const SORANI: usize = 0;
const ARABIC: usize = 1;
const PERSIAN: usize = 2;
const KURMANJI: usize = 3;
const ENGLISH: usize = 4;

/// Bytes of a paragraph that are looked at: enough for a stable count.
const SAMPLE_BYTES: usize = 8 << 10;

/// Score below which a text is none of the languages. Author's choice, checked on the tests below and on
/// 8,479 Sorani documents (see `language_of`'s tests): a tenth of the words known, or as much in letters.
const ENOUGH: f32 = 0.1;

/// Words of each language and spellings that do not matter.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    /// Word → its share for each of [`NAMED`].
    words: HashMap<String, [f32; 5], BuildFx>,
    /// Bytes of the longest of them.
    longest: usize,
    /// Two characters at a time before one, each with what it is read as.
    same: Vec<(Vec<char>, Option<char>)>,
    /// Characters below U+0800 by number.
    narrow: Vec<Narrow>,
}

/// Characters with a place in [`Languages::narrow`].
const NARROW: u32 = 0x800;

/// What is looked up of a character again and again.
#[derive(Clone, Copy, Debug)]
struct Narrow {
    /// In lower case; `None` where that is not one character.
    lower: Option<char>,
    /// Of which language a letter of it (in lower case) speaks.
    sign: Sign,
    /// Does one of [`Languages::same`] begin with it?
    is_respelled: bool,
}

/// Of which languages a letter speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// AE, O, E, LL, RR, V: only Sorani writes them.
    Sorani,
    /// Teh marbuta and alef with hamza.
    Arabic,
    /// Vowels with circumflex and s and c with cedilla.
    Kurmanji,
    /// Latin letters that neither Kurmanji nor English has.
    Foreign,
    /// No one's.
    None,
}

impl Sign {
    /// Of a character in lower case.
    fn of(c: char) -> Self {
        match c {
            c if SORANI_LETTERS.contains(&c) => Self::Sorani,
            '\u{629}' | '\u{623}' | '\u{625}' => Self::Arabic,
            '\u{ea}' | '\u{ee}' | '\u{fb}' | '\u{15f}' | '\u{e7}' => Self::Kurmanji,
            '\u{df}'..='\u{ff}' | '\u{100}'..='\u{24f}' => Self::Foreign,
            _ => Self::None,
        }
    }
}

impl Languages {
    pub(super) fn parse(rows: &Rows<'_>) -> Result<Self, TableError> {
        let mut languages = Self::default();
        for row in rows.iter().filter(|row| row.find("kind") == Some("same")) {
            let from = code_points(row.get("form")?);
            let to = code_points(row.find("as").unwrap_or_default());
            let hint = "write code points like U+0643 U+200C";
            let from = from.filter(|from| (1..=2).contains(&from.len()));
            let to = to.filter(|to| to.len() <= 1);
            let (Some(from), Some(to)) = (from, to) else { return Err(row.error("no code points", hint)) };
            languages.same.push((from, to.first().copied()));
        }
        languages.same.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        languages.narrow = (0..NARROW).filter_map(char::from_u32).map(|c| languages.narrow(c)).collect();
        for row in rows.iter() {
            match row.get("kind")? {
                "same" => {}
                "word" => {
                    let tag = row.get("language")?;
                    let Some(place) = NAMED.iter().position(|language| language.tag() == tag) else {
                        return Err(row.error(format!("language `{tag}`"), "ckb, ar, fa, kmr or en"));
                    };
                    let mut word = String::new();
                    languages.read(row.get("form")?, &mut word);
                    languages.longest = languages.longest.max(word.len());
                    languages.words.entry(word).or_default()[place] = 1.0;
                }
                kind => return Err(row.error(format!("kind `{kind}`"), "word or same")),
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each entry is changed by itself")]
        for shares in languages.words.values_mut() {
            let of = shares.iter().sum::<f32>();
            for share in shares.iter_mut() {
                *share /= of;
            }
        }
        Ok(languages)
    }

    fn narrow(&self, c: char) -> Narrow {
        let mut lower = c.to_lowercase();
        let lower = lower.next().filter(|_| lower.next().is_none());
        let is_respelled = self.same.iter().any(|(from, _)| from.first() == Some(&c));
        Narrow { lower, sign: lower.map_or(Sign::None, Sign::of), is_respelled }
    }

    /// Writes a word in lower case with the spellings that do not matter undone, in place of what `out` holds.
    fn read(&self, word: &str, out: &mut String) {
        out.clear();
        let mut chars = word.chars();
        while let Some(c) = chars.next() {
            let narrow = self.narrow.get(c as usize);
            if let Some(Narrow { lower: Some(lower), is_respelled: false, .. }) = narrow {
                out.push(*lower);
                continue;
            }
            let next = chars.clone().next();
            let known = self.same.iter().find(|(from, _)| match from[..] {
                [a, b] => a == c && Some(b) == next,
                [a] => a == c,
                _ => false,
            });
            match known {
                Some((from, to)) => {
                    if from.len() == 2 {
                        chars.next();
                    }
                    out.extend(*to);
                }
                None => out.extend(c.to_lowercase()),
            }
        }
        let kept = out.trim_end_matches('\u{200c}').len();
        out.truncate(kept);
    }
}

fn code_points(text: &str) -> Option<Vec<char>> {
    text.split_whitespace()
        .map(|point| {
            let code = u32::from_str_radix(point.strip_prefix("U+")?, 16).ok()?;
            char::from_u32(code)
        })
        .collect()
}

/// The language of a text as a whole: that of most of its letters.
#[must_use]
pub fn language(tables: &Tables, text: &str) -> Language {
    of_most(paragraph_languages(tables, text))
}

fn of_most(paragraphs: impl Iterator<Item = (Span, Language)>) -> Language {
    let mut letters: Vec<(Language, usize)> = Vec::new();
    let mut looked_at = 0;
    for (span, language) in paragraphs {
        match letters.iter_mut().find(|(known, _)| *known == language) {
            Some((_, count)) => *count += span.len(),
            None => letters.push((language, span.len())),
        }
        looked_at += span.len();
        if looked_at > 16 * SAMPLE_BYTES {
            break;
        }
    }
    let known = letters.iter().filter(|(language, _)| *language != Language::Unknown);
    known.max_by_key(|(_, count)| *count).map_or(Language::Unknown, |(language, _)| *language)
}

/// The paragraphs (lines that are not empty) of a text, each with its language.
pub fn paragraph_languages(tables: &Tables, text: &str) -> impl Iterator<Item = (Span, Language)> {
    let mut at = 0;
    let mut word = String::new();
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let trimmed = line.trim_end();
        (!trimmed.is_empty()).then(|| {
            let span = Span::new(start, start + trimmed.len());
            (span, language_of(&tables.languages, trimmed, &mut word))
        })
    })
}

/// The text with every paragraph of another language blanked (a space for each byte, so that all offsets
/// stay): what facts may be claimed for. Paragraphs too short to tell stay. `None` when nothing is foreign.
#[must_use]
pub fn without_foreign_paragraphs(tables: &Tables, text: &str) -> Option<String> {
    let paragraphs: Vec<(Span, Language)> = paragraph_languages(tables, text).collect();
    blanked(text, &paragraphs)
}

/// The language of a text as [`language`] has it, and the text [`without_foreign_paragraphs`], reading it once.
#[must_use]
pub fn language_and_readable(tables: &Tables, text: &str) -> (Language, Option<String>) {
    let paragraphs: Vec<(Span, Language)> = paragraph_languages(tables, text).collect();
    (of_most(paragraphs.iter().copied()), blanked(text, &paragraphs))
}

fn blanked(text: &str, paragraphs: &[(Span, Language)]) -> Option<String> {
    let mut blanked: Option<String> = None;
    let mut sorani = None;
    for (span, language) in paragraphs.iter().copied() {
        if !matches!(language, Language::Sorani | Language::Unknown) {
            let stays = span.of(text).is_some_and(|line| is_dateline(line) || has_sorani_letters(line))
                && *sorani.get_or_insert_with(|| {
                    paragraphs.iter().any(|(_, language)| *language == Language::Sorani)
                });
            if stays {
                continue;
            }
            let out = blanked.get_or_insert_with(|| text.to_owned());
            out.replace_range(span.range(), &" ".repeat(span.len()));
        }
    }
    blanked
}

/// Has a line two letters that only Sorani writes? Sorani and Latin names may share a heading.
fn has_sorani_letters(line: &str) -> bool {
    line.chars().filter(|c| SORANI_LETTERS.contains(c)).nth(1).is_some()
}

/// AE, O, E, LL, RR, V.
const SORANI_LETTERS: [char; 6] = ['\u{6d5}', '\u{6c6}', '\u{6ce}', '\u{6b5}', '\u{695}', '\u{6a4}'];

/// Is the line no more than a day and an hour, as programs put them over posts in English?
fn is_dateline(line: &str) -> bool {
    /// Bytes of the longest: a month, a day, a year, an hour, marks of direction.
    const LONGEST: usize = 48;
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    line.len() <= LONGEST && words <= 4 && digits >= 3 && line.contains(':')
}

/// How much of the start of a text is frequent words of a language, 0 to 1: what tells a right conversion
/// from a wrong one. 0 for languages without words in the table.
#[must_use]
pub fn known_share(tables: &Tables, text: &str, language: Language) -> f32 {
    let counted = Counted::of(&tables.languages, text, &mut String::new());
    let place = NAMED.iter().position(|named| *named == language);
    place.map_or(0.0, |place| counted.hits[place] / counted.words.max(1) as f32)
}

/// What a paragraph is made of.
#[derive(Default)]
struct Counted {
    words: usize,
    arabic_words: usize,
    /// Words that begin with the Arabic article.
    articles: usize,
    hits: [f32; 5],
    letters: usize,
    /// Those of each [`Sign`].
    sorani: usize,
    arabic: usize,
    kurmanji: usize,
    foreign: usize,
}

impl Counted {
    /// `word` is only room to write in.
    fn of(languages: &Languages, text: &str, word: &mut String) -> Self {
        let mut end = text.len().min(SAMPLE_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut counted = Self::default();
        // A mark belongs to its letter; a non-joiner stands inside words.
        let is_part = |c: char| is_alphabetic(c) || matches!(c, '\u{200c}' | '\u{640}');
        for written in text[..end].split(|c| !is_part(c)).filter(|word| !word.is_empty()) {
            counted.add(languages, written, word);
        }
        counted
    }

    fn sign(&mut self, sign: Sign) {
        self.letters += 1;
        match sign {
            Sign::Sorani => self.sorani += 1,
            Sign::Arabic => self.arabic += 1,
            Sign::Kurmanji => self.kurmanji += 1,
            Sign::Foreign => self.foreign += 1,
            Sign::None => {}
        }
    }

    fn add(&mut self, languages: &Languages, written: &str, word: &mut String) {
        // Letters as they are written: a heh before a non-joiner is Sorani's AE, and Persian's plain heh.
        for c in written.chars() {
            match languages.narrow.get(c as usize) {
                Some(Narrow { lower: Some(_), sign, .. }) => self.sign(*sign),
                _ => c.to_lowercase().for_each(|c| self.sign(Sign::of(c))),
            }
        }
        languages.read(written, word);
        let Some(first) = word.chars().next() else { return };
        self.words += 1;
        if ('\u{600}'..='\u{6ff}').contains(&first) {
            self.arabic_words += 1;
            self.articles += usize::from(word.starts_with("\u{627}\u{644}") && word.chars().count() > 4);
        }
        if word.len() <= languages.longest
            && let Some(shares) = languages.words.get(word.as_str())
        {
            for (hits, share) in self.hits.iter_mut().zip(shares) {
                *hits += share;
            }
        }
    }
}

/// The language of one paragraph; `word` is only room to write in.
fn language_of(languages: &Languages, text: &str, word: &mut String) -> Language {
    let counted = Counted::of(languages, text, word);
    // One or two words could be a name in any language, unless their letters say whose.
    if counted.words < 3 && counted.sorani < 2 {
        return Language::Unknown;
    }
    let words = counted.words as f32;
    let of_letters = |count: usize| count as f32 / counted.letters.max(1) as f32;
    let mut scores = counted.hits.map(|hits| hits / words);
    let is_arabic_script = 2 * counted.arabic_words >= counted.words;
    if is_arabic_script {
        // A text of Sorani has one such letter in seven, one of Arabic one in fifteen.
        scores[SORANI] += 3.0 * of_letters(counted.sorani);
        scores[ARABIC] += 3.0 * of_letters(counted.arabic) + 0.5 * counted.articles as f32 / words;
        scores[PERSIAN] -= 3.0 * of_letters(counted.arabic + counted.sorani);
        scores[KURMANJI] = 0.0;
        scores[ENGLISH] = 0.0;
    } else {
        scores[KURMANJI] += 2.0 * of_letters(counted.kurmanji) - 8.0 * of_letters(counted.foreign);
        scores[ENGLISH] -= 4.0 * of_letters(counted.kurmanji + counted.foreign);
        scores[..KURMANJI].fill(0.0);
    }
    let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(SORANI);
    if scores[best] >= ENOUGH {
        NAMED[best]
    } else if is_arabic_script || counted.words < 4 {
        Language::Unknown
    } else {
        Language::Latin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> &'static str {
        let tables = Tables::embedded().unwrap();
        language(&tables, text).tag()
    }

    #[test]
    fn tells_the_languages_of_the_region_apart() {
        let tables = Tables::embedded().unwrap();
        let sentences = include_str!("../../tests/fixtures/languages.tsv");
        let rows: Vec<(&str, &str)> = sentences
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .collect();
        assert!(rows.len() >= 60);
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(tag, text)| language(&tables, text).tag() != *tag)
            .map(|(tag, text)| format!("{tag} as {}: {text}", language(&tables, text).tag()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn too_little_is_unknown() {
        for text in ["", "١٢٣ — …", "بغداد", "Rudaw", "2021-03-15", "محمد علی"] {
            assert_eq!(tag(text), "und", "{text}");
        }
    }

    #[test]
    fn old_keyboards_are_no_other_language() {
        assert_eq!(
            tag("حكومه\u{200c}تي هه\u{200c}رێم له\u{200c}گه\u{200c}ڵ به\u{200c}غدا كۆبووه\u{200c}وه\u{200c}"),
            "ckb"
        );
        assert_eq!(tag("ئه\u{200c}مرو له\u{200c} هه\u{200c}ولير كوبونه\u{200c}وه\u{200c} كرا"), "ckb");
    }

    #[test]
    fn a_mixed_text_is_that_of_most_of_it() {
        let text = "The president said that the talks were good.\n\nحکومەتی هەرێم لەگەڵ بەغدا کۆبووەوە.\n\
            لە کۆبوونەوەکەدا باسی نەوت و بودجە کرا و بڕیار درا کە درێژەیان پێ بدرێت.\n";
        let tables = Tables::embedded().unwrap();
        let found: Vec<(&str, &str)> = paragraph_languages(&tables, text)
            .map(|(span, language)| (span.of(text).unwrap(), language.tag()))
            .collect();
        assert_eq!(found.len(), 3);
        assert!(found[0].0.ends_with("good."));
        assert_eq!([found[0].1, found[1].1, found[2].1], ["en", "ckb", "ckb"]);
        assert_eq!(tag(text), "ckb");
        let kept = without_foreign_paragraphs(&tables, text).unwrap();
        assert_eq!((kept.len(), kept.trim_start()), (text.len(), text.split_once("\n\n").unwrap().1));
        assert_eq!(without_foreign_paragraphs(&tables, kept.trim_start()), None);
    }
}
