//! The analysed text: one value that owns the original, its folded form, paragraphs, sentences,
//! tokens and the analyses of every distinct word.

use std::sync::Arc;

use super::{
    FoldedText, Paragraph, Sentence, Tables, Token, WordId, Words, fold,
    morphology::{Analysis, Lexicon},
    segment::segment,
    token::tokens,
};
use crate::model::{Folded, Original, Span};

/// A text with everything `lang` can say about it. Built once, then only read.
#[derive(Clone, Debug)]
pub struct Text {
    original: Arc<str>,
    folded: FoldedText,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    /// Where the analyses of each distinct form begin in `analyses`; one more than there are forms.
    forms: Vec<u32>,
    analyses: Vec<Analysis>,
    /// The word of each distinct form.
    words: Vec<WordId>,
}

impl Text {
    /// Analyses a text. `lexicon` says which folded words are known; analyses it confirms come first.
    #[must_use]
    pub fn new(tables: &Tables, lexicon: &dyn Lexicon, original: impl Into<Arc<str>>) -> Self {
        Self::learning(tables, lexicon, &mut Words::default(), original)
    }

    /// The same with words that other texts of the same language data taught, and teaching its own.
    #[must_use]
    pub fn learning(
        tables: &Tables,
        lexicon: &dyn Lexicon,
        words: &mut Words,
        original: impl Into<Arc<str>>,
    ) -> Self {
        let original = original.into();
        let folded = fold(tables, &original);
        let (paragraphs, mut sentences) = segment(tables, &folded);
        let mut all = Vec::with_capacity(original.len() / 8);
        // A text has a distinct word for some twenty bytes, and each some three readings.
        let mut forms = Vec::with_capacity(original.len() / 16 + 1);
        forms.push(0);
        let mut analyses = Vec::with_capacity(original.len() / 8);
        let mut ids = Vec::with_capacity(original.len() / 16);
        words.next_text();
        let text = folded.as_str();
        for (number, sentence) in (0u32..).zip(&mut sentences) {
            let from = all.len() as u32;
            let base = sentence.folded.start as usize;
            for (kind, start, end, glued) in tokens(&text[sentence.folded.range()]) {
                let span = Span::new(base + start, base + end);
                let id = words.learn(tables, lexicon, kind, &text[span.range()]);
                let (form, is_new) = words.form(id, ids.len() as u32);
                if is_new {
                    ids.push(id);
                    analyses.extend_from_slice(words.analyses(id));
                    forms.push(analyses.len() as u32);
                }
                all.push(Token {
                    span: folded.original(span),
                    folded: span,
                    kind,
                    glued,
                    sentence: number,
                    form,
                });
            }
            sentence.tokens = from..all.len() as u32;
        }
        Self { original, folded, paragraphs, sentences, tokens: all, forms, analyses, words: ids }
    }

    /// The text as it was given.
    #[must_use]
    pub fn original(&self) -> &Arc<str> {
        &self.original
    }

    /// The folded text and its map.
    #[must_use]
    pub fn folded(&self) -> &FoldedText {
        &self.folded
    }

    /// The folded text and its map, kept alone.
    #[must_use]
    pub fn into_folded(self) -> FoldedText {
        self.folded
    }

    /// Paragraphs in order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Sentences in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All tokens in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens of one sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.start as usize..sentence.tokens.end as usize).unwrap_or(&[])
    }

    /// A token's folded letters.
    #[must_use]
    pub fn form(&self, token: &Token) -> &str {
        token.folded.of(self.folded.as_str()).unwrap_or("")
    }

    /// Number of distinct forms: [`Token::form`] is below it.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.forms.len() - 1
    }

    /// The word a token is, among the [`Words`] the text was made with.
    #[must_use]
    pub fn word(&self, token: &Token) -> WordId {
        self.words.get(token.form as usize).copied().unwrap_or_default()
    }

    /// The analyses of a token, best first; empty for what is no word.
    #[must_use]
    pub fn analyses(&self, token: &Token) -> &[Analysis] {
        let at = token.form as usize;
        match (self.forms.get(at), self.forms.get(at + 1)) {
            (Some(&from), Some(&to)) => self.analyses.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The folded letters of an analysis' stem within a token.
    #[must_use]
    pub fn stem(&self, token: &Token, analysis: &Analysis) -> &str {
        self.form(token).get(analysis.stem()).unwrap_or("")
    }

    /// Where an analysis' stem stands in the original.
    #[must_use]
    pub fn stem_span(&self, token: &Token, analysis: &Analysis) -> Span<Original> {
        let start = token.folded.start as usize;
        let stem = analysis.stem();
        self.folded.original(Span::<Folded>::new(start + stem.start, start + stem.end))
    }

    /// Index of the first token that ends after a byte of the original.
    #[must_use]
    pub fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= byte)
    }

    /// Index of the sentence that holds a byte of the original, or the next one after it.
    #[must_use]
    pub fn sentence_at(&self, byte: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.end <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::lang::{Tables, analyses};

    #[test]
    fn a_word_has_the_same_analyses_in_a_text_as_alone() {
        let tables = Tables::embedded().unwrap();
        let unknown = |_: &str| false;
        let text =
            Text::new(&tables, &unknown, "بودجەی هێرشی خەزێنەی داهاتەکانی کوردی نەوتی شارەکەی کارەبای");
        for token in text.tokens() {
            let alone = analyses(&tables, &unknown, text.form(token));
            assert_eq!(text.analyses(token), alone, "{}", text.form(token));
        }
    }
}
