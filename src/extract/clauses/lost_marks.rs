//! Quotations that lost one of their marks: opened and never closed, or closed and never opened.
//!
//! They run over the lines around the mark that is left, as far as nobody else begins to speak.

use super::{Mark, Quote, Scene, Sign, is_single, quotes::trimmed};
use crate::{lang::TokenKind, model::Span, pack::Features};

/// Most lines that a quotation with one mark runs over.
const MOST_LINES: usize = 24;

/// A closing mark that nothing opens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stray {
    sentence: usize,
    mark: Span,
}

impl Scene<'_> {
    /// Lets quotations that are never closed run on, and adds one that a text cut out of a longer one begins in.
    pub(super) fn mend_quotes(&mut self) {
        self.strays = self.read_strays();
        let longer: Vec<Option<(u32, usize)>> = self.quotes.iter().map(|quote| self.run_on(quote)).collect();
        for (quote, longer) in self.quotes.iter_mut().zip(longer) {
            if let Some((end, words)) = longer {
                quote.inner = Span::new(quote.inner.start as usize, end as usize);
                (quote.end, quote.words) = (end, quote.words + words);
            }
        }
        if let Some(headless) = self.headless() {
            self.quotes.insert(0, headless);
        }
    }

    /// The end of a quotation that goes on after its sentence because no mark closes it, and the words it gains.
    fn run_on(&self, quote: &Quote) -> Option<(u32, usize)> {
        let first = self.text.sentence_at(quote.open.start);
        if quote.closed || !self.introduced(first, quote.open) {
            return None;
        }
        let goes_on = |sentence: &usize| {
            self.follows_directly(*sentence) && !self.has_mark(*sentence) && !self.tells_who_speaks(*sentence)
        };
        let last = (first + 1..self.sentences.len()).take(MOST_LINES).take_while(goes_on).last()?;
        let words = (first + 1..=last).map(|sentence| self.len(sentence)).sum();
        Some((self.text.sentences().get(last)?.span.end, words))
    }

    /// Does a quotation stand right behind a verb, a comma or a colon?
    fn introduced(&self, sentence: usize, open: Span) -> bool {
        let before = (0..self.len(sentence))
            .take_while(|unit| self.unit(sentence, *unit).is_some_and(|unit| unit.span.start < open.start))
            .last();
        let colon = |unit: usize, sentence: usize| self.sign(sentence, unit) == Some(Sign::Colon);
        match before {
            Some(before) => {
                matches!(self.sign(sentence, before), Some(Sign::Colon | Sign::Comma))
                    && (0..before).any(|unit| self.finite(sentence, unit))
                    || self.finite(sentence, before)
            }
            // A heading may stand between the colon and the quotation.
            None => (1..=2)
                .filter_map(|back| sentence.checked_sub(back))
                .any(|before| self.len(before).checked_sub(1).is_some_and(|last| colon(last, before))),
        }
    }

    /// The quotation that a text begins inside of: all before the first mark, which only closes.
    fn headless(&self) -> Option<Quote> {
        let stray = self.strays.first()?;
        let begins = (0..=stray.sentence).all(|sentence| {
            (sentence == 0 || self.follows_directly(sentence))
                && !self.tells_who_speaks(sentence)
                && !self.tells_of_words(sentence)
        });
        let first = self.text.sentences().first()?.span.start;
        let earlier =
            self.text.tokens().iter().take_while(|token| token.span.start < stray.mark.start).any(|token| {
                token.kind == TokenKind::Quote
                    && token.span.of(self.text.original()).is_some_and(|mark| !is_single(mark))
            });
        if !begins || earlier || stray.sentence >= MOST_LINES {
            return None;
        }
        let inner = trimmed(self.text.original(), first, stray.mark.start)?;
        let words = (0..=stray.sentence).map(|sentence| self.len(sentence)).sum();
        Some(Quote { open: stray.mark, inner, end: stray.mark.end, words, closed: true })
    }

    /// The end of what is said from a sentence on, where only the mark that closes it is left, some lines below.
    #[must_use]
    pub fn closed_below(&self, sentence: usize) -> Option<u32> {
        let stray = self.strays.iter().find(|stray| stray.sentence > sentence)?;
        let lines = sentence + 1..=stray.sentence;
        let near = stray.sentence - sentence < MOST_LINES;
        let bare = |line: usize| {
            self.follows_directly(line)
                && !self.tells_who_speaks(line)
                && (line == stray.sentence || !self.has_mark(line))
        };
        let inner =
            trimmed(self.text.original(), self.text.sentences().get(sentence)?.span.start, stray.mark.start)?;
        (near && !self.has_mark(sentence) && lines.into_iter().all(bare)).then_some(inner.end)
    }

    /// Marks that end their line, hang on the word before and close nothing.
    fn read_strays(&self) -> Vec<Stray> {
        let tokens = self.text.tokens();
        let original = self.text.original();
        let mut found = Vec::new();
        for (at, mark) in tokens.iter().enumerate() {
            if mark.kind != TokenKind::Quote || !mark.glued || mark.span.of(original).is_none_or(is_single) {
                continue;
            }
            let ends = tokens
                .get(at + 1..)
                .unwrap_or(&[])
                .iter()
                .take_while(|next| next.sentence == mark.sentence)
                .all(|next| !next.is_wordlike() && next.kind != TokenKind::Quote);
            let paired = self
                .quotes
                .iter()
                .any(|quote| quote.open.start <= mark.span.start && mark.span.start < quote.end);
            if ends && !paired {
                found.push(Stray { sentence: mark.sentence as usize, mark: mark.span });
            }
        }
        found
    }

    /// Does a sentence begin on the line after the one before, or on the same one?
    fn follows_directly(&self, sentence: usize) -> bool {
        let sentences = self.text.sentences();
        let (Some(before), Some(here)) =
            (sentence.checked_sub(1).and_then(|before| sentences.get(before)), sentences.get(sentence))
        else {
            return false;
        };
        let between = self.text.original().get(before.span.end as usize..here.span.start as usize);
        between.is_some_and(|between| between.matches('\n').count() < 2)
    }

    /// Has a sentence any quotation mark, but those that are apostrophes too?
    fn has_mark(&self, sentence: usize) -> bool {
        let Some(here) = self.text.sentences().get(sentence) else { return false };
        self.text.tokens_of(here).iter().any(|token| {
            token.kind == TokenKind::Quote
                && token.span.of(self.text.original()).is_some_and(|mark| !is_single(mark))
        })
    }

    /// Does a sentence name somebody who says or publishes something, or go on about whoever spoke ("he also said")?
    fn tells_who_speaks(&self, sentence: usize) -> bool {
        /// Units within which "also" stands beside the verb at the head of a sentence.
        const HEAD: usize = 4;
        let says = |unit: usize| {
            self.is(sentence, unit, Mark::V_SAY.with(Mark::V_ANNOUNCE))
                && !self.is(sentence, unit, Mark::ME)
                && self.finite(sentence, unit)
        };
        let tells = |unit: usize| says(unit) || self.is(sentence, unit, Mark::UTTERANCE);
        let length = self.len(sentence);
        let named = |unit: usize| self.is(sentence, unit, Mark::PERSON.with(Mark::ORG));
        let also = |unit: usize| {
            self.is(sentence, unit, Mark::ALSO.with(Mark::CONTENT))
                || self.ends(sentence, unit, Features::ADD)
        };
        let Some(first) = (0..length).find(|unit| tells(*unit)) else { return false };
        let goes_on = (0..length.min(HEAD)).find(|unit| says(*unit)).is_some_and(|verb| (0..=verb).any(also));
        (0..first).any(named) || goes_on
    }

    /// Does a sentence tell of words said before, by whomever?
    fn tells_of_words(&self, sentence: usize) -> bool {
        (0..self.len(sentence)).any(|unit| {
            self.is(sentence, unit, Mark::V_SAY.with(Mark::V_ANNOUNCE))
                && self.is(sentence, unit, Mark::PAST)
                && !self.is(sentence, unit, Mark::ME)
                && self.finite(sentence, unit)
        })
    }
}
