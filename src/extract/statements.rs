//! Statements: what somebody says, with the words that say so, direct or reported.
//!
//! Rules of kind `statement` find cues; this module finds what is said and by whom. Speech that no
//! rule introduces is only claimed where a quotation holds a whole clause.

mod content;
mod speaker;
#[cfg(test)]
mod tests;

use super::{
    clauses::{Mark, Quote, Scene, Sign, is_single},
    stage,
    trace::{Trace, Why},
};
use crate::{
    model::{EntityIx, Mode, Provenance, RuleId, Span, Statement},
    pack::Features,
};

use content::Content;
use speaker::Voices;

/// A statement with where it stands, for the stages that read what is said.
#[derive(Clone, Debug)]
pub struct Speech {
    /// The statement.
    pub statement: Statement,
    /// All who speak; more than one where the statement names none.
    pub speakers: Vec<EntityIx>,
}

/// Who speaks where a text says "we": those whose words hold the span, else the author of the text around
/// it, else whoever spoke last before it.
#[must_use]
pub fn who_speaks(scene: &Scene<'_>, speeches: &[Speech], sentence: usize, span: Span) -> Vec<EntityIx> {
    let named = || speeches.iter().rev().filter(|speech| !speech.speakers.is_empty());
    if let Some(around) = named().find(|speech| speech.statement.span.contains(span)) {
        return around.speakers.clone();
    }
    if let Some(author) = scene.behind(sentence).author {
        return vec![author];
    }
    let before = named().find(|speech| speech.statement.cue.start < span.start);
    before.map(|speech| speech.speakers.clone()).unwrap_or_default()
}

/// How a rule's cue gives its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// The subject of the cue's clause.
    Active,
    /// Nobody stands beside the cue: the source named before.
    Passive,
    /// Nobody at all ("it is said").
    Rumour,
    /// The name after the cue ("according to …").
    According,
    /// Whoever spoke last, told of again after the cue ("in the words of this official").
    Again,
    /// The name before a headline's colon.
    Headline,
}

impl Voice {
    fn of(rule: &crate::pack::Rule) -> Self {
        match rule.emit.get("voice").map(String::as_str) {
            Some("passive") => Self::Passive,
            Some("rumour") => Self::Rumour,
            Some("according") => Self::According,
            Some("again") => Self::Again,
            Some("headline") => Self::Headline,
            _ => Self::Active,
        }
    }
}

/// A cue found in a sentence.
struct Cue {
    sentence: usize,
    words: std::ops::Range<usize>,
    whole: std::ops::Range<usize>,
    voice: Voice,
    /// Is the speaker the one before ("he also said")?
    also: bool,
    quoted_only: bool,
    rule: RuleId,
    confidence: f32,
}

/// Every statement of the document, in text order.
#[must_use]
pub fn speeches(scene: &Scene<'_>, trace: &mut Trace) -> Vec<Speech> {
    let cues = cues(scene, trace);
    let mut voices = Voices::default();
    let mut out: Vec<Speech> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    let mut next = 0;
    for sentence in 0..scene.sentences.len() {
        while let Some(cue) = cues.get(next).filter(|cue| cue.sentence == sentence) {
            let following = cues.get(next + 1).filter(|other| other.sentence == sentence);
            next += 1;
            let speakers = voices.speakers(scene, cue);
            // Two who speak of something hold talks; what they speak of is nobody's statement.
            if speakers.len() > 1 && &*cue.rule.0 == "statement.mention" {
                continue;
            }
            let content = content::content(scene, cue, following);
            if !matches!(cue.voice, Voice::Rumour) && (content.is_some() || cue.whole.len() > 1) {
                voices.remember(cue, &speakers);
                if speakers.is_empty() && cue.voice == Voice::Active && content.is_some() {
                    voices.forget(scene, cue);
                }
            }
            let Some(Content { span, mode }) = content else { continue };
            if taken.contains(&span) {
                continue;
            }
            taken.push(span);
            let cue_span = scene.span(sentence, cue.words.clone());
            let statement = Statement {
                span,
                speaker: match speakers.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                },
                mode,
                cue: cue_span,
                provenance: Provenance {
                    rule: cue.rule.clone(),
                    confidence: cue.confidence,
                    evidence: cue_span.cover(span),
                },
            };
            out.push(Speech { statement, speakers });
        }
    }
    for sentence in 0..scene.sentences.len() {
        let behind = scene.behind(sentence);
        let (Some(author), Some(byline)) = (behind.author, behind.byline) else { continue };
        let own = |here: &&crate::lang::Sentence| here.bullet || behind.text;
        let Some(here) = scene.text.sentences().get(sentence).filter(own) else { continue };
        let first = (0..scene.len(sentence)).find(|unit| scene.sign(sentence, *unit).is_none());
        let said = (0..scene.len(sentence)).any(|unit| scene.finite(sentence, unit));
        let Some(first) = first.and_then(|unit| scene.unit(sentence, unit)).filter(|_| said) else {
            continue;
        };
        if behind.text && scene.quote_at(first.span.start).is_some() {
            continue;
        }
        let span = Span::new(first.span.start as usize, here.span.end as usize);
        if taken.iter().any(|other| other.overlaps(span)) {
            continue;
        }
        taken.push(span);
        out.push(Speech {
            statement: Statement {
                span,
                speaker: Some(author),
                mode: Mode::Reported,
                cue: byline,
                provenance: Provenance {
                    rule: RuleId::new("statement.byline"),
                    confidence: 0.6,
                    evidence: byline.cover(span),
                },
            },
            speakers: vec![author],
        });
    }
    for sentence in 1..scene.sentences.len() {
        let Some((speaker, cue, said)) = below_name(scene, sentence) else { continue };
        let (span, mode) = said;
        if taken.contains(&span) {
            continue;
        }
        taken.push(span);
        out.push(Speech {
            statement: Statement {
                span,
                speaker: Some(speaker),
                mode,
                cue,
                provenance: Provenance {
                    rule: RuleId::new("statement.byline"),
                    confidence: 0.6,
                    evidence: cue.cover(span),
                },
            },
            speakers: vec![speaker],
        });
    }
    for quote in &scene.quotes {
        let known = taken.iter().any(|span| span.overlaps(quote.inner));
        let name = quote.open.of(scene.text.original()).is_some_and(is_single);
        // A line of its own says something in few words too.
        let least = if fills_line(scene, quote) { 3 } else { 5 };
        if known || name || quote.words < least || !content::holds_clause(scene, quote.inner) {
            continue;
        }
        // Right after a statement or paper was told of: its words.
        let here = scene.text.sentence_at(quote.open.start);
        let begun = quote.open.start < quote.inner.start;
        let told = begun
            && (here.saturating_sub(2)..=here).any(|sentence| {
                let before = |unit: &usize| {
                    scene.unit(sentence, *unit).is_some_and(|unit| unit.span.end <= quote.open.start)
                };
                (0..scene.len(sentence))
                    .take_while(before)
                    .any(|unit| scene.is(sentence, unit, Mark::UTTERANCE))
            });
        let speakers = if told {
            scene.behind(here).source
        } else if fills_line(scene, quote) {
            let above = here.checked_sub(1).and_then(|line| author_line(scene, line));
            let below = || line_opens_with(scene, scene.text.sentence_at(quote.inner.end) + 1);
            above.or_else(below).into_iter().collect()
        } else {
            Vec::new()
        };
        let speaker = match speakers.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        out.push(Speech {
            statement: Statement {
                span: quote.inner,
                speaker,
                mode: Mode::Direct,
                cue: quote.open,
                provenance: Provenance {
                    rule: RuleId::new("statement.quotation"),
                    confidence: 0.5,
                    evidence: quote.open.cover(quote.inner),
                },
            },
            speakers,
        });
    }
    out.sort_by_key(|speech| speech.statement.span);
    out
}

/// What a sentence says right below the line "NAME, office:": who speaks, where they are named, the words.
fn below_name(scene: &Scene<'_>, sentence: usize) -> Option<(EntityIx, Span, (Span, Mode))> {
    /// Most units of a line that only names somebody.
    const LINE: usize = 16;
    let heading = sentence.checked_sub(1)?;
    let length = scene.len(heading);
    let colon = scene.sign(heading, length.checked_sub(1)?) == Some(Sign::Colon);
    // "the wife of NAME:" is somebody else.
    let free = |unit: &usize| *unit == 0 || !scene.ends(heading, *unit - 1, Features::IZAFE);
    let named = (0..length.min(3)).filter(free).find(|unit| scene.is(heading, *unit, Mark::PERSON))?;
    let tells =
        (0..length).any(|unit| scene.finite(heading, unit) || scene.is(heading, unit, Mark::UTTERANCE));
    let here = scene.text.sentences().get(sentence).filter(|here| !here.bullet)?;
    if !colon || length > LINE || tells {
        return None;
    }
    let (speaker, cue) = (scene.entity(heading, named)?, scene.unit(heading, named)?.stem);
    if let Some(quote) = scene.quotes.iter().find(|quote| quote.open.start == here.span.start) {
        return (quote.words > 2).then_some((speaker, cue, (quote.inner, Mode::Direct)));
    }
    let said = (0..scene.len(sentence)).any(|unit| scene.finite(sentence, unit));
    let last = (0..scene.len(sentence)).rev().find(|unit| scene.sign(sentence, *unit).is_none())?;
    let span = scene.span(sentence, 0..last + 1);
    said.then_some((speaker, cue, (span, Mode::Reported)))
}

/// The person whose name is a line of its own, as above an article's words that a post cites.
fn author_line(scene: &Scene<'_>, sentence: usize) -> Option<EntityIx> {
    let light = Mark::HONORIFIC.with(Mark::PUNCT);
    let mut units = (0..scene.len(sentence)).filter(|unit| !scene.is(sentence, *unit, light));
    let named =
        units.next().and_then(|unit| scene.entity(sentence, unit)).filter(|one| scene.is_person(*one));
    named.filter(|_| units.next().is_none())
}

/// The person with whose name a sentence opens, as below the words of a post that are theirs.
fn line_opens_with(scene: &Scene<'_>, sentence: usize) -> Option<EntityIx> {
    let light = Mark::HONORIFIC.with(Mark::TITLE).with(Mark::PUNCT);
    let first = (0..scene.len(sentence)).take(4).find(|unit| !scene.is(sentence, *unit, light))?;
    let opens = (0..first).all(|unit| !scene.ends(sentence, unit, Features::IZAFE));
    scene.entity(sentence, first).filter(|one| opens && scene.is_person(*one))
}

/// Does a quotation stand alone on its line?
fn fills_line(scene: &Scene<'_>, quote: &Quote) -> bool {
    let text = scene.text.original();
    let before = text.get(..quote.open.start as usize).and_then(|before| before.lines().next_back());
    let after = text.get(quote.end as usize..).and_then(|after| after.lines().next());
    let blank = |rest: Option<&str>| rest.is_none_or(|rest| !rest.contains(char::is_alphanumeric));
    let begins = text.get(..quote.open.start as usize).is_some_and(|before| before.ends_with('\n'));
    (begins || blank(before)) && blank(after)
}

fn cues(scene: &Scene<'_>, trace: &mut Trace) -> Vec<Cue> {
    let mut cues = Vec::new();
    for (sentence, units) in scene.sentences.iter().enumerate() {
        let hits = stage::run(scene.pack, "statement", units, trace, &mut |_, hit| {
            let quoted = units.units.get(hit.whole.start).is_some_and(|unit| {
                scene.quote_at(unit.span.start).is_some_and(|quote| quote.inner.start < unit.span.start)
            });
            if quoted {
                Err(Why::InQuotation)
            } else if scene.mistaken(sentence, hit, "cue") {
                Err(Why::NoVerb)
            } else {
                Ok(())
            }
        });
        for hit in hits {
            let cue = hit.found.capture("cue").unwrap_or_else(|| hit.found.whole.clone());
            cues.push(Cue {
                sentence,
                also: hit.found.whole.clone().any(|unit| scene.is(sentence, unit, Mark::ALSO)),
                words: cue,
                whole: hit.found.whole.clone(),
                voice: Voice::of(hit.rule),
                quoted_only: hit.rule.emit.get("content").is_some_and(|content| content == "quote"),
                rule: hit.rule.id.clone(),
                confidence: hit.rule.confidence,
            });
        }
    }
    cues
}
