//! What a cue introduces: a quotation beside it, or the content clause after it.

use super::{Cue, Voice};
use crate::{
    extract::clauses::{Mark, Scene, Sign, Subject},
    model::{Mode, Span},
    pack::Features,
};

/// What is said.
pub(super) struct Content {
    /// Its words.
    pub span: Span,
    /// Direct or reported.
    pub mode: Mode,
}

/// Most units between a cue and the quotation it introduces.
const NEAR: usize = 6;

/// What the cue introduces, if anything. `following` is the next cue of the sentence.
pub(super) fn content(scene: &Scene<'_>, cue: &Cue, following: Option<&Cue>) -> Option<Content> {
    let sentence = cue.sentence;
    let length = scene.len(sentence);
    let mut from = cue.whole.end;
    if cue.voice == Voice::Headline {
        from = (cue.words.end..length).find(|unit| scene.sign(sentence, *unit) == Some(Sign::Colon))?;
    }
    let after = skip(scene, sentence, from);
    if let Some(span) = quote_after(scene, cue, after) {
        return Some(Content { span, mode: Mode::Direct });
    }
    let marked = matches!(scene.sign(sentence, cue.whole.end), Some(Sign::Comma | Sign::Colon));
    let before = quote_before(scene, cue).map(|(span, here)| (Content { span, mode: Mode::Direct }, here));
    let follows = || {
        !scene.is(sentence, cue.whole.end, Mark::AND)
            && after + 2 < length
            && (after..length).any(|unit| scene.finite(sentence, unit))
    };
    match before {
        // A quotation of the sentence before, and what is said now: the latter.
        Some((_, false)) if (marked || follows()) && !cue.quoted_only => {}
        Some((content, _)) => return Some(content),
        None => {}
    }
    if cue.quoted_only {
        return None;
    }
    // "reaffirmed it for …": what follows is the object, nothing said.
    let object = Mark::FOR.with(Mark::IN).with(Mark::ABOUT).with(Mark::PURPOSE);
    if cue.rule.0.starts_with("statement.stress")
        && after == cue.whole.end
        && scene.is(sentence, after, object)
    {
        return None;
    }
    // "… said and went": nothing follows.
    let goes_on = matches!(cue.voice, Voice::According | Voice::Again | Voice::Headline);
    if scene.is(sentence, cue.whole.end, Mark::AND) && !goes_on {
        return None;
    }
    // A colon at the end of the line: the next line is what is said.
    if after >= length && scene.sign(sentence, cue.whole.end) == Some(Sign::Colon) {
        let next = scene.text.sentences().get(sentence + 1)?;
        // A heading may stand between, then the quotation.
        let later = scene.text.sentences().get(sentence + 2).filter(|_| {
            let last = scene.len(sentence + 1).saturating_sub(1);
            scene.sign(sentence + 1, last) != Some(Sign::Stop)
        });
        let opens = |quote: &&crate::extract::clauses::Quote| {
            later.is_some_and(|later| later.span.start == quote.open.start) && is_speech(scene, quote)
        };
        if let Some(quote) = scene.quotes.iter().find(opens) {
            return Some(Content { span: quote.inner, mode: Mode::Direct });
        }
        let said = (0..scene.len(sentence + 1)).any(|unit| scene.finite(sentence + 1, unit));
        return said.then_some(Content { span: next.span, mode: Mode::Reported });
    }
    let mut start = after;
    if cue.voice == Voice::According {
        // The source runs to its comma; without one, over its names.
        let comma = (cue.whole.end..length)
            .take(12)
            .take_while(|unit| !scene.finite(sentence, *unit) && !scene.is(sentence, *unit, Mark::BOTH))
            .find(|unit| scene.sign(sentence, *unit) == Some(Sign::Comma));
        let owner = (cue.whole.end..length)
            .take(6)
            .find(|unit| scene.is(sentence, *unit, Mark::ORG.with(Mark::PERSON)))
            .map(|unit| unit + 1);
        let definite = scene.ends(sentence, cue.whole.end - 1, Features::DEF);
        let bare = definite.then_some(cue.whole.end);
        start = skip(scene, sentence, comma.or(bare).or(owner).or_else(|| linked(scene, cue))?);
    }
    let mut end = length;
    let named = scene.is(sentence, cue.words.start, Mark::PERSON.with(Mark::ORG));
    // A further cue right there: what is said is that one's, but where the speakers tell what they said.
    let told = |next: &Cue| {
        cue.voice == Voice::Headline
            && (named || scene.first_person(sentence, scene.clause_of(sentence, start), next.whole.clone()))
    };
    if following.is_some_and(|next| next.whole.start == start && !told(next)) {
        return None;
    }
    let following = following.filter(|next| !told(next));
    if let Some(next) = following.filter(|next| next.whole.start > start) {
        end = cut(scene, cue, next).max(start);
        // "A announced, B said that …": all of it is what A announced.
        let clause = scene.clause_of(sentence, next.whole.start);
        if end == start && scene.subject_of(sentence, clause, next.whole.start) != Subject::Dropped {
            end = length;
        }
    }
    // "the claims of NAME, who says that …, are …": the relative clause ends at its comma.
    let relative = cue.voice == Voice::Active
        && cue.whole.start.checked_sub(1).is_some_and(|before| scene.is(sentence, before, Mark::THAT));
    if relative
        && let Some(verb) = (start..end).find(|unit| scene.finite(sentence, *unit))
        && scene.sign(sentence, verb + 1) == Some(Sign::Comma)
        && scene.clause_of(sentence, verb + 2) > scene.clause_of(sentence, verb)
    {
        end = verb + 1;
    }
    // A closing mark that nothing opened: the words before it are a quotation all the same.
    let stray = end > start
        && scene.sign(sentence, end - 1) == Some(Sign::Quote)
        && scene.unit(sentence, end - 1).is_some_and(|mark| {
            !scene
                .quotes
                .iter()
                .any(|quote| quote.open.start <= mark.span.start && mark.span.start < quote.end)
        });
    if stray {
        end -= 1;
    }
    while end > start
        && (scene.sign(sentence, end - 1).is_some_and(|sign| !matches!(sign, Sign::Bracket | Sign::Quote))
            || scene.is(sentence, end - 1, Mark::AND))
    {
        end -= 1;
    }
    if end <= start {
        return None;
    }
    let said = (start..end).any(|unit| predicate(scene, sentence, unit));
    // "it was pointed out that …" must have something after it, also without a verb we know.
    let announced = scene.is(sentence, cue.whole.end, Mark::THAT)
        || cue.words.clone().any(|unit| scene.is(sentence, unit, Mark::CONTENT));
    // A headline that ends in what looks like a verb says something.
    let looks_said = || {
        let verb = Mark::VERB.with(Mark::VERBAL);
        (start..end).any(|unit| scene.is(sentence, unit, verb)) && end - start >= 3
    };
    let unread = match cue.voice {
        Voice::Headline => named && end - start >= 4 || looks_said(),
        _ => (marked || announced) && end - start >= 5,
    };
    let enough = said && end - start >= 2 || unread;
    // Who asks, asks that something be done.
    let asks = cue.rule.0.starts_with("statement.request");
    let wish = |unit: usize| {
        let mark = scene.mark(sentence, unit);
        scene.finite(sentence, unit) && mark.any(Mark::SUBJUNCTIVE) && !mark.any(Mark::PAST)
    };
    if asks && (start..end).any(|unit| scene.finite(sentence, unit)) && !(start..end).any(wish) {
        return None;
    }
    let mode = if stray { Mode::Direct } else { Mode::Reported };
    let span = scene.span(sentence, start..end);
    // Some lines below a mark closes what none opened: all that is a quotation.
    let below = scene.closed_below(sentence).filter(|_| enough && !stray && end + 1 >= length);
    if let Some(below) = below {
        let span = Span::new(span.start as usize, below as usize);
        return Some(Content { span, mode: Mode::Direct });
    }
    enough.then_some(Content { span, mode })
}

/// A finite verb, or a noun with the copula; at the end of its clause what looks like a demonstrative
/// is one ("the road is good").
fn predicate(scene: &Scene<'_>, sentence: usize, unit: usize) -> bool {
    scene.finite(sentence, unit)
        || scene.ends(sentence, unit, Features::COPULA)
        || scene.ends(sentence, unit, Features::DEM) && scene.closes(sentence, unit + 1)
        || scene.is(sentence, unit, Mark::MUST)
}

/// Does a stretch of the original hold a finite verb?
pub(super) fn holds_clause(scene: &Scene<'_>, span: Span) -> bool {
    let first = scene.text.sentence_at(span.start);
    (first..scene.sentences.len())
        .take_while(|sentence| scene.text.sentences().get(*sentence).is_some_and(|s| s.span.start < span.end))
        .any(|sentence| {
            (0..scene.len(sentence)).any(|unit| {
                scene.unit(sentence, unit).is_some_and(|u| span.contains(u.span))
                    && scene.finite(sentence, unit)
            })
        })
}

/// The end of the phrase that a source noun heads: "according to the first scenario of …".
fn linked(scene: &Scene<'_>, cue: &Cue) -> Option<usize> {
    let mut end = cue.whole.end;
    while end < cue.whole.end + 5
        && scene.ends(cue.sentence, end - 1, Features::IZAFE)
        && scene.sign(cue.sentence, end).is_none()
        && !scene.finite(cue.sentence, end)
    {
        end += 1;
    }
    (end > cue.whole.end).then_some(end)
}

/// The first unit of content: past commas, colons and "that".
fn skip(scene: &Scene<'_>, sentence: usize, from: usize) -> usize {
    let mut at = from;
    while at < scene.len(sentence)
        && (matches!(
            scene.sign(sentence, at),
            Some(Sign::Comma | Sign::Colon | Sign::Semicolon | Sign::Other | Sign::Stop)
        ) || scene.is(sentence, at, Mark::THAT))
    {
        at += 1;
    }
    at
}

/// Where the content ends before a further cue of the sentence.
fn cut(scene: &Scene<'_>, cue: &Cue, next: &Cue) -> usize {
    let sentence = cue.sentence;
    // "I asked …" inside what is said is part of it.
    if next.whole.clone().any(|unit| scene.is(sentence, unit, Mark::ME)) {
        return scene.len(sentence);
    }
    // A coordinated cue: "… and asked …".
    let before = next.whole.start - 1;
    if scene.is(sentence, before, Mark::AND) || scene.sign(sentence, before) == Some(Sign::Comma) {
        return before;
    }
    let clauses = scene.clauses(sentence);
    let own = scene.clause_of(sentence, cue.whole.end.saturating_sub(1));
    let other = scene.clause_of(sentence, next.whole.start);
    if other <= own {
        // "… and in their message it says": no verb between "and" and the further cue.
        let and = (cue.whole.end..next.whole.start).rev().find(|unit| scene.is(sentence, *unit, Mark::AND));
        let told = |unit: usize| scene.finite(sentence, unit) || scene.entity(sentence, unit).is_some();
        let joined = and.filter(|and| !(*and..next.whole.start).any(told));
        return joined.unwrap_or(scene.len(sentence));
    }
    clauses.get(other).map_or(scene.len(sentence), |clause| clause.units.start)
}

fn is_speech(scene: &Scene<'_>, quote: &crate::extract::clauses::Quote) -> bool {
    quote.words >= 3 && holds_clause(scene, quote.inner) || quote.words >= 8
}

/// The quotation that begins right after the cue, in its sentence or at the start of the next.
fn quote_after(scene: &Scene<'_>, cue: &Cue, after: usize) -> Option<Span> {
    let sentence = cue.sentence;
    let cue_end = scene.span(sentence, cue.whole.clone()).end;
    let limit = (after..scene.len(sentence))
        .take(NEAR)
        .take_while(|unit| !scene.finite(sentence, *unit))
        .filter_map(|unit| scene.unit(sentence, unit))
        .map(|unit| unit.span.end)
        .last()
        .unwrap_or(cue_end);
    let reach = if after >= scene.len(sentence) {
        // Nothing left in the sentence: the quotation may open the next one.
        let next = scene.text.sentences().get(sentence + 1)?;
        next.span.start + 4
    } else {
        limit
    };
    scene
        .quotes
        .iter()
        .find(|quote| quote.open.start >= cue_end && quote.open.start <= reach)
        .filter(|quote| is_speech(scene, quote))
        .map(|quote| quote.inner)
}

/// The quotation that ends right before the cue's clause, `"…" NAME said`, and whether it stands in the
/// cue's own sentence.
fn quote_before(scene: &Scene<'_>, cue: &Cue) -> Option<(Span, bool)> {
    let sentence = cue.sentence;
    let cue_start = scene.span(sentence, cue.whole.clone()).start;
    let quote = scene.quotes.iter().rfind(|quote| quote.end <= cue_start)?;
    let between = (0..cue.whole.start)
        .filter(|unit| scene.unit(sentence, *unit).is_some_and(|u| u.span.start >= quote.end))
        .collect::<Vec<_>>();
    let here = scene.text.sentences().get(sentence)?;
    let near = quote.end > here.span.start || quote.end + 4 >= here.span.start;
    let plain = between.len() <= 10 && !between.iter().any(|unit| scene.finite(sentence, *unit));
    (near && plain && is_speech(scene, quote)).then_some((quote.inner, quote.end > here.span.start))
}
