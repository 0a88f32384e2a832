//! What the interface calls kinds, topics, statuses and problems: data to words, icon and colour.
//!
//! Every key stands here whole, so that a search for a message finds where it is shown.

use egui::Color32;

use super::{
    theme::Tokens,
    widgets::{Look, icon},
};
use crate::{
    i18n::{Arg, number},
    model::ProblemKind,
    query::{Count, Facet, FactKind, FactRow, RuleNote},
};

/// Topics every analyst asks for first; the others follow by count.
pub const FIRST_TOPICS: [&str; 4] = ["security", "energy", "health", "budget"];

/// The word for a topic; users' own topics keep the name their file gives them.
#[must_use]
pub fn topic(look: &Look, id: &str, label: &str) -> String {
    if let Some(name) = look.topics.get(id) {
        return name.clone();
    }
    let key = match id {
        "security" => "topic-security",
        "energy" => "topic-energy",
        "health" => "topic-health",
        "budget" => "topic-budget",
        "economy" => "topic-economy",
        "diplomacy" => "topic-diplomacy",
        "governance" => "topic-governance",
        "education" => "topic-education",
        "culture" => "topic-culture",
        "environment" => "topic-environment",
        "humanitarian" => "topic-humanitarian",
        "rights" => "topic-rights",
        _ => return label.to_owned(),
    };
    look.tr(key)
}

/// The message of a kind or finer kind of fact (`event`, `event.meet`).
fn kind_key(value: &str) -> Option<&'static str> {
    Some(match value {
        "event" => "kind-event",
        "event.meet" => "event-meet",
        "event.travel" => "event-travel",
        "event.receive" => "event-receive",
        "event.talks" => "event-talks",
        "event.sign" => "event-sign",
        "event.appoint" => "event-appoint",
        "event.attack" => "event-attack",
        "event.vote" => "event-vote",
        "event.arrest" => "event-arrest",
        "event.other" => "event-other",
        "statement" => "kind-statement",
        "statement.direct" => "mode-direct",
        "statement.reported" => "mode-reported",
        "commitment" => "kind-commitment",
        "commitment.agree" => "act-agree",
        "commitment.pledge" => "act-pledge",
        "commitment.support" => "act-support",
        "commitment.request" => "act-request",
        "commitment.welcome" => "act-welcome",
        "commitment.reaffirm" => "act-reaffirm",
        "commitment.stress" => "act-stress",
        "commitment.condemn" => "act-condemn",
        "role" => "kind-role",
        "time" => "kind-time",
        "time.date" => "time-date",
        "time.time" => "time-time",
        "time.duration" => "time-duration",
        "time.set" => "time-set",
        "quantity" => "kind-quantity",
        "mention" => "kind-mention",
        "mention.person" => "kind-person",
        "mention.organisation" => "kind-organisation",
        "mention.place" => "kind-place",
        _ => return None,
    })
}

/// The word for a kind or finer kind of fact.
#[must_use]
pub fn kind(look: &Look, value: &str) -> String {
    kind_key(value).map_or_else(|| value.to_owned(), |key| look.tr(key))
}

/// Icon and colour of a kind or finer kind of fact.
#[must_use]
pub fn kind_sign(tokens: &Tokens, value: &str) -> (char, Color32) {
    let k = &tokens.palette.kinds;
    match value {
        "event.meet" => (icon::USERS, k.event.0),
        "event.travel" => (icon::AIRPLANE, k.event.0),
        "event.receive" => (icon::HAND_WAVING, k.event.0),
        "event.talks" => (icon::CHATS, k.event.0),
        "event.sign" => (icon::SIGNATURE, k.event.0),
        "event.appoint" => (icon::BADGE, k.event.0),
        "event.attack" => (icon::CROSSHAIR, k.event.0),
        "event.vote" => (icon::CHECK_SQUARE, k.event.0),
        "event.arrest" => (icon::LOCK, k.event.0),
        "mention.person" => (icon::USER, k.person.0),
        "mention.organisation" => (icon::BUILDINGS, k.organisation.0),
        "mention.place" => (icon::MAP_PIN, k.place.0),
        _ => match value.split('.').next().unwrap_or(value) {
            "event" => (icon::FLAG, k.event.0),
            "statement" => (icon::QUOTES, k.statement.0),
            "commitment" => (icon::HANDSHAKE, k.commitment.0),
            "role" => (icon::BADGE, k.role.0),
            "time" => (icon::CLOCK, k.time.0),
            "quantity" => (icon::HASH, k.quantity.0),
            _ => (icon::TAG, tokens.palette.muted.0),
        },
    }
}

/// What a rule finds. One of the user's own speaks as its author wrote it.
#[must_use]
pub fn rule(look: &Look, note: &RuleNote) -> String {
    let built_in = (!note.is_own).then(|| look.locale.get(&rule_key(&note.id.0))).flatten();
    built_in.unwrap_or_else(|| note.description.clone())
}

/// The message that says what a rule finds, in languages other than its author's.
fn rule_key(id: &str) -> String {
    format!("rule-{}", id.replace('.', "-"))
}

/// The word for a status of an event (`planned`, …).
#[must_use]
pub fn status(look: &Look, status: crate::model::Status) -> String {
    use crate::model::Status;
    look.tr(match status {
        Status::Planned => "status-planned",
        Status::Happened => "status-happened",
        Status::Denied => "status-denied",
    })
}

/// The title of a facet.
#[must_use]
pub fn facet(look: &Look, facet: &Facet) -> String {
    look.tr(match facet {
        Facet::Topic => "facet-topic",
        Facet::Kind => "facet-kind",
        Facet::Person => "facet-person",
        Facet::Organisation => "facet-organisation",
        Facet::Place => "facet-place",
        Facet::Source => "facet-source",
        Facet::Language => "facet-language",
        Facet::Published => "facet-published",
        Facet::Mentioned => "facet-mentioned",
        Facet::Column(name) => return name.to_string(),
    })
}

/// Icon and colour of a value of a facet.
#[must_use]
pub fn value_sign(tokens: &Tokens, facet: &Facet, value: &str) -> (char, Color32) {
    match facet {
        Facet::Topic => (icon::topic(value), tokens.topic(value)),
        Facet::Kind => kind_sign(tokens, value),
        Facet::Person => kind_sign(tokens, "mention.person"),
        Facet::Organisation => kind_sign(tokens, "mention.organisation"),
        Facet::Place => kind_sign(tokens, "mention.place"),
        Facet::Published | Facet::Mentioned => (icon::CALENDAR, tokens.palette.kinds.time.0),
        Facet::Source | Facet::Language | Facet::Column(_) => (icon::TAG, tokens.palette.muted.0),
    }
}

/// What the interface calls a value of a facet.
#[must_use]
pub fn value(look: &Look, facet: &Facet, value: &str, label: &str) -> String {
    match facet {
        Facet::Topic => topic(look, value, label),
        Facet::Kind => kind(look, value),
        Facet::Published | Facet::Mentioned => look.locale.digits(label),
        Facet::Language => match value {
            "ckb" => look.tr("language-name-ckb"),
            "kmr" | "ku" => look.tr("language-name-kmr"),
            "ar" => look.tr("language-name-ar"),
            "fa" => look.tr("language-name-fa"),
            "en" => look.tr("language-name-en"),
            "und" => look.tr("language-name-und"),
            _ => label.to_owned(),
        },
        _ => label.to_owned(),
    }
}

/// What the interface calls a counted value.
#[must_use]
pub fn counted(look: &Look, of: &Facet, count: &Count) -> String {
    value(look, of, &count.value, &count.label)
}

/// A problem in words, and what to do about it.
#[must_use]
pub fn problem(look: &Look, kind: ProblemKind) -> (String, String) {
    let (what, hint) = match kind {
        ProblemKind::NoFolder => ("problem-no-folder", "problem-no-folder-hint"),
        ProblemKind::NoDocument => ("problem-no-document", "problem-no-document-hint"),
        ProblemKind::Empty => ("problem-empty", "problem-empty-hint"),
        ProblemKind::TooLarge => ("problem-too-large", "problem-too-large-hint"),
        ProblemKind::Binary => ("problem-binary", "problem-binary-hint"),
        ProblemKind::Columns => ("problem-columns", "problem-columns-hint"),
        ProblemKind::Malformed => ("problem-malformed", "problem-malformed-hint"),
        ProblemKind::Limit => ("problem-limit", "problem-limit-hint"),
        ProblemKind::Encoding => ("problem-encoding", "problem-encoding-hint"),
        ProblemKind::Unreadable => ("problem-unreadable", "problem-unreadable-hint"),
        ProblemKind::NotAFile => ("problem-not-a-file", "problem-not-a-file-hint"),
        ProblemKind::Name => ("problem-name", "problem-name-hint"),
        ProblemKind::Metadata => ("problem-metadata", "problem-metadata-hint"),
        ProblemKind::Damaged => ("problem-damaged", "problem-damaged-hint"),
        ProblemKind::LanguageData => ("problem-language-data", "problem-language-data-hint"),
        ProblemKind::Failed => ("problem-failed", "problem-failed-hint"),
    };
    (look.tr(what), look.tr(hint))
}

/// A fact in two short lines: what kind of thing it is, and what it says.
#[must_use]
pub fn fact_lines(look: &Look, row: &FactRow) -> (String, String) {
    let mut title = kind(look, row.finer);
    if let Some(state) = row.status {
        title = format!("{title} · {}", status(look, state));
    }
    let who = row.who.join(&look.tr("list-separator"));
    // A day in English words must not be turned round among Kurdish names.
    let when = row.time.as_deref().map(|value| format!("\u{2068}{}\u{2069}", look.locale.time_value(value)));
    let detail = match row.fact.kind {
        FactKind::Event => join(&[&who, row.other.as_deref().unwrap_or(""), when.as_deref().unwrap_or("")]),
        FactKind::Statement => {
            let speaker = if who.is_empty() { look.tr("speaker-unknown") } else { who };
            format!("{speaker}: {}", row.text())
        }
        FactKind::Commitment => join(&[&who, row.text()]),
        FactKind::Role => {
            let role = row.what.clone().unwrap_or_default();
            let of = row.other.clone().unwrap_or_default();
            join(&[&who, &format!("{role} {of}")])
        }
        FactKind::Time => {
            row.time.as_deref().map_or_else(|| look.tr("time-open"), |value| look.locale.time_value(value))
        }
        // Units have English names; the text has its own words for them.
        FactKind::Quantity if look.is_rtl() => row.text().to_owned(),
        FactKind::Quantity => quantity(look, row),
        FactKind::Mention => who,
    };
    (title, detail)
}

/// A number with its unit, about where it is not exact.
fn quantity(look: &Look, row: &FactRow) -> String {
    let Some(quantity) = row.entry.facts.quantities.get(row.fact.ix as usize) else { return String::new() };
    let about = if quantity.approx { "~" } else { "" };
    let number = number(look.locale.language(), quantity.value);
    format!("{about}{number} {}", quantity.unit.as_deref().unwrap_or_default()).trim_end().to_owned()
}

fn join(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A count of documents in words.
#[must_use]
pub fn documents(look: &Look, count: usize) -> String {
    look.tr_with("count-documents", &[("n", Arg::Count(count))])
}

/// A count of facts in words.
#[must_use]
pub fn facts(look: &Look, count: usize) -> String {
    look.tr_with("count-facts", &[("n", Arg::Count(count))])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::pack::Pack;

    #[test]
    fn every_rule_says_in_kurdish_what_it_finds() {
        let pack = Pack::embedded().unwrap();
        let rules: BTreeSet<String> = pack.rules.all().iter().map(|rule| rule_key(&rule.id.0)).collect();
        let said: BTreeSet<String> = include_str!("../../assets/i18n/rules-ckb.ftl")
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, _)| key.to_owned())
            .collect();
        assert_eq!(rules.difference(&said).collect::<Vec<_>>(), Vec::<&String>::new(), "without words");
        assert_eq!(said.difference(&rules).collect::<Vec<_>>(), Vec::<&String>::new(), "without a rule");
    }
}
