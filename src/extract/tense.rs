//! Does the clause around a day speak of what is to come? Told by the first verb of the lexicon after the
//! day, else by the shapes of words that no lexicon knows.
//!
//! Enough to choose between last and next Friday; it is no parse.

use crate::{
    lang::{Text, TokenKind},
    pack::{ClassId, Pack, SetId},
};

/// Tokens looked at after the day: a verb farther away is of another clause.
const REACH: usize = 60;

/// Reads the tenses of one text.
pub struct Tense<'a> {
    pack: &'a Pack,
    text: &'a Text,
    verb: Option<ClassId>,
    past: Option<ClassId>,
    coming: [Option<ClassId>; 2],
    scheduled: Option<ClassId>,
    passing: [Option<ClassId>; 4],
}

impl<'a> Tense<'a> {
    /// For one text.
    #[must_use]
    pub fn new(pack: &'a Pack, text: &'a Text) -> Self {
        let class = |name: &str| pack.classes.find(name);
        Self {
            pack,
            text,
            verb: class("verb"),
            past: class("past"),
            coming: [class("present"), class("subjunctive")],
            scheduled: class("scheduled"),
            // "says" tells nothing of when; a word that is a noun too may be no verb here.
            passing: [class("v_say"), class("infinitive"), class("common"), class("copula")],
        }
    }

    /// Does the clause around a token speak of what is to come?
    #[must_use]
    pub fn is_future(&self, at: usize) -> bool {
        let tokens = self.text.tokens();
        let Some(sentence) =
            tokens.get(at).and_then(|token| self.text.sentences().get(token.sentence as usize))
        else {
            return false;
        };
        let end = (sentence.tokens.end as usize).min(at + REACH);
        let lexicon = &self.pack.lexicon;
        for token in tokens.get(at + 1..end).unwrap_or(&[]).iter().filter(|t| t.kind == TokenKind::Word) {
            let entry = lexicon.word(self.text.form(token)).and_then(|entry| lexicon.entry(entry));
            let Some(set) = entry.map(|entry| entry.set) else { continue };
            if self.has(set, self.scheduled) {
                return true;
            }
            if !self.has(set, self.verb) || self.passing.iter().any(|class| self.has(set, *class)) {
                continue;
            }
            if self.has(set, self.past) {
                return false;
            }
            if self.coming.iter().any(|class| self.has(set, *class)) {
                return true;
            }
        }
        self.pack.tables.is_future(self.text, at)
    }

    fn has(&self, set: SetId, class: Option<ClassId>) -> bool {
        class.is_some_and(|class| self.pack.classes.has(set, class))
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        extract::facts,
        model::{Document, Metadata},
        pack::Pack,
    };

    /// Values of the times of a text written on Wednesday, 19 August 2020.
    fn values(text: &str) -> Vec<Option<String>> {
        let pack = Pack::embedded().unwrap();
        let metadata = Metadata { date: "2020-08-19".parse().ok(), ..Metadata::default() };
        let document = Document { path: "t.txt".into(), text: text.into(), metadata, ..Document::default() };
        facts(&document, &pack).times.into_iter().map(|time| time.value).collect()
    }

    fn one(text: &str) -> String {
        let values = values(text);
        let [Some(value)] = &values[..] else { panic!("{values:?}") };
        value.clone()
    }

    #[test]
    fn the_first_verb_after_a_weekday_tells_which_one_is_meant() {
        assert_eq!(one("ڕۆژی هەینی شاندەکە گەیشتە هەولێر."), "2020-08-14");
        assert_eq!(one("ڕۆژی هەینی شاندەکە دەگاتە هەولێر."), "2020-08-21");
        assert_eq!(one("بڕیارە ڕۆژی هەینی شاندەکە بگاتە هەولێر."), "2020-08-21");
        assert_eq!(one("ڕۆژی هەینی شاندەکە گەیشت و باسی پرۆژەکان دەکات."), "2020-08-14");
    }

    #[test]
    fn days_beside_the_day_last_named() {
        let told = |text: &str| values(text).into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
        assert_eq!(
            told("لە ١٣ی ئاداری ٢٠٢٠ هێرش کرا. هەمان ڕۆژ گەڕانەوە. ڕۆژی دواتر بڵاویان کردەوە."),
            ["2020-03-13", "2020-03-13", "2020-03-14"]
        );
        assert_eq!(
            told("لە ١٣ی ئاداری ٢٠٢٠ هێرش کرا. لە هەمان بەرواردا کاتژمێر ١٠:٣٠ گەڕانەوە."),
            ["2020-03-13", "2020-03-13T10:30"]
        );
    }

    #[test]
    fn a_day_beside_an_event_is_counted_from_its_time() {
        let text =
            "لە ١٣ی ئاداری ٢٠٢٠ داعش هێرشی کردە سەر شاری خانەقین. سێ ڕۆژ دوای هێرشەکە شاندەکە گەیشتە شارەکە.";
        assert_eq!(values(text).last(), Some(&Some("2020-03-16".to_owned())));
        assert_eq!(one_or_none("سێ ڕۆژ دوای هێرشەکە شاندەکە گەیشتە شارەکە."), None);
    }

    fn one_or_none(text: &str) -> Option<String> {
        let values = values(text);
        assert_eq!(values.len(), 1, "{values:?}");
        values[0].clone()
    }
}
