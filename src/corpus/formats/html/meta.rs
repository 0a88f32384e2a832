//! What a page says of its article: JSON-LD, Open Graph and Dublin Core metadata, `time` elements.

use serde_json::Value;

use super::{
    super::{date::date, docx::author},
    tree::{NodeId, Tree},
};
use crate::model::{Column, Metadata};

/// Title, day, outlet, author and address, each from the most deliberate statement.
pub fn metadata(tree: &Tree) -> Metadata {
    let linked = linked_data(tree);
    let meta = |keys: &[&str]| keys.iter().find_map(|key| meta(tree, key));
    let from_linked = |key: &str| linked.iter().find_map(|item| string(&item[key]));
    let name_in = |key: &str| {
        linked.iter().find_map(|item| {
            let value = &item[key];
            let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
            string(&value["name"]).or_else(|| string(value))
        })
    };
    let title = from_linked("headline")
        .or_else(|| meta(&["og:title", "twitter:title", "dc.title", "dcterms.title"]))
        .or_else(|| element_text(tree, "h1"))
        .or_else(|| element_text(tree, "title"));
    let day = from_linked("datePublished")
        .and_then(|text| date(&text))
        .or_else(|| {
            meta(&[
                "article:published_time",
                "og:published_time",
                "datepublished",
                "date",
                "pubdate",
                "publishdate",
                "publish-date",
                "publish_date",
                "dc.date.issued",
                "dcterms.issued",
                "dc.date",
                "dcterms.created",
            ])
            .and_then(|text| date(&text))
        })
        .or_else(|| from_linked("dateCreated").and_then(|text| date(&text)))
        .or_else(|| time_element(tree));
    let source = name_in("publisher").or_else(|| meta(&["og:site_name", "dc.publisher", "application-name"]));
    let mut metadata = Metadata { title, date: day, source, columns: Vec::new() };
    if let Some(name) = name_in("author").or_else(|| meta(&["author", "dc.creator"])) {
        author(&mut metadata, &name);
    }
    let address = tree
        .ids()
        .find(|id| tree.name(*id) == "link" && tree.attribute(*id, "rel") == Some("canonical"))
        .and_then(|id| tree.attribute(id, "href").map(str::to_owned))
        .or_else(|| meta(&["og:url"]));
    if let Some(value) = address.filter(|value| !value.trim().is_empty()) {
        metadata.columns.push(Column { name: "url".to_owned(), value: value.trim().to_owned() });
    }
    metadata
}

/// The content of `<meta name|property|itemprop="key">`.
fn meta(tree: &Tree, key: &str) -> Option<String> {
    let names = ["property", "name", "itemprop"];
    let is_key = |id: &NodeId| {
        tree.name(*id) == "meta"
            && names.iter().any(|name| {
                tree.attribute(*id, name).is_some_and(|value| value.trim().eq_ignore_ascii_case(key))
            })
    };
    tree.ids().filter(is_key).find_map(|id| clean(tree.attribute(id, "content")?))
}

fn element_text(tree: &Tree, name: &str) -> Option<String> {
    tree.ids().filter(|id| tree.name(*id) == name).find_map(|id| clean(&tree.raw_text(id)))
}

/// The day of the first `time` element; one marked as the publication's goes before others.
fn time_element(tree: &Tree) -> Option<jiff::civil::Date> {
    let value = |id: NodeId| {
        let stated = tree.attribute(id, "datetime").map(str::to_owned);
        date(&stated.unwrap_or_else(|| tree.raw_text(id)))
    };
    let times = || tree.ids().filter(|id| tree.name(*id) == "time");
    let is_published = |id: &NodeId| {
        tree.attribute(*id, "pubdate").is_some()
            || tree.attribute(*id, "itemprop").is_some_and(|value| value == "datePublished")
    };
    times().filter(is_published).find_map(value).or_else(|| times().find_map(value))
}

/// The objects of the page's JSON-LD that tell of an article; depth is bounded by the JSON parser.
fn linked_data(tree: &Tree) -> Vec<Value> {
    let mut found = Vec::new();
    for id in tree.ids() {
        let is_data = tree.name(id) == "script"
            && tree.attribute(id, "type").is_some_and(|kind| kind.contains("ld+json"));
        if is_data && let Ok(value) = serde_json::from_str::<Value>(&tree.raw_text(id)) {
            let mut open = vec![value];
            while let Some(value) = open.pop() {
                match value {
                    Value::Array(items) => open.extend(items),
                    Value::Object(mut object) => {
                        open.extend(object.remove("@graph"));
                        let value = Value::Object(object);
                        if is_article(&value["@type"]) {
                            found.push(value);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind.contains("Article") || kind.contains("Posting") || kind == "Report",
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

fn string(value: &Value) -> Option<String> {
    clean(value.as_str()?)
}

/// With single spaces; `None` when nothing is left.
fn clean(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
