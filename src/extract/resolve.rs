//! Which names of a document denote the same thing, and where else it is named.
//!
//! Works on one document. Never merges two different full names.

use crate::{
    lang,
    model::{Entity, Mention, Provenance, Span},
    pack::Pack,
};

use super::names::Name;
use crate::lang::Text;

/// The comparable form of a name: the lexicon's key where it has one, else the loose key of its letters.
#[must_use]
pub fn key(pack: &Pack, original: &str, name: &Name) -> String {
    match &name.key {
        Some(key) => format!("={key}"),
        None => lang::loose_key(&pack.tables, name.span.of(original).unwrap_or("")),
    }
}

/// Groups names to entities, in order of first mention.
#[must_use]
pub fn entities(pack: &Pack, text: &Text, names: &[Name]) -> Vec<Entity> {
    let original = text.original();
    let mut out: Vec<Entity> = Vec::new();
    for name in names {
        let key = key(pack, original, name);
        let mention = Mention {
            span: name.span,
            provenance: Provenance {
                rule: name.rule.clone(),
                confidence: name.confidence,
                evidence: sentence_span(text, name.sentence),
            },
        };
        match out.iter_mut().find(|entity| entity.kind == name.kind && entity.key == key) {
            Some(entity) => entity.mentions.push(mention),
            None => out.push(Entity {
                kind: name.kind,
                name: String::new(),
                aliases: Vec::new(),
                key,
                mentions: vec![mention],
            }),
        }
    }
    for entity in &mut out {
        entity.mentions.sort_by_key(|mention| mention.span);
        label(original, entity);
    }
    out.sort_by_key(|entity| entity.mentions.first().map(|mention| mention.span));
    out
}

/// Sets name and aliases from the mentions: the longest way of naming it, then the others.
fn label(original: &str, entity: &mut Entity) {
    let mut forms: Vec<&str> = Vec::new();
    for mention in &entity.mentions {
        if let Some(form) = mention.span.of(original)
            && !forms.contains(&form)
        {
            forms.push(form);
        }
    }
    let longest = forms.iter().enumerate().max_by_key(|(ix, form)| (form.chars().count(), usize::MAX - ix));
    let name = longest.map_or("", |(_, form)| form);
    entity.name = name.to_owned();
    entity.aliases = forms.iter().filter(|form| **form != name).map(|form| (*form).to_owned()).collect();
}

fn sentence_span(text: &Text, sentence: u32) -> Span {
    text.sentences().get(sentence as usize).map_or_else(Span::default, |sentence| sentence.span)
}
