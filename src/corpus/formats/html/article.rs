//! Which part of a page is the article: the element whose paragraphs carry the text, by length of text
//! against length of links.
//!
//! Language-free: only tags, names of classes and lengths decide.

use super::{
    super::blocks::Blocks,
    tree::{Kind, NodeId, ROOT, Tree},
};

/// Elements that are never text.
const NEVER: &[&str] = &[
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "button", "select",
    "textarea", "input", "audio", "video", "canvas", "dialog",
];

/// Elements that are about the page, not the article.
const FURNITURE: &[&str] = &["nav", "footer", "aside", "form", "menu"];

/// Parts of class names and ids that speak against an article's text.
const AGAINST: &[&str] = &[
    "comment",
    "sidebar",
    "footer",
    "navbar",
    "menu",
    "breadcrumb",
    "related",
    "share",
    "social",
    "promo",
    "banner",
    "widget",
    "advert",
    "newsletter",
    "subscribe",
    "cookie",
    "popup",
    "recommend",
    "most-read",
    "tags",
    "pagination",
];

/// Parts of class names and ids that speak for it.
const FOR: &[&str] = &["article", "content", "body", "story", "entry", "post", "text", "main"];

/// Elements that stand as paragraphs.
const PARAGRAPHS: &[&str] = &["p", "blockquote", "pre", "h2", "h3", "h4", "li", "dd"];

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// What is known about an element's text.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// Characters of text below it.
    text: f64,
    /// Of these, inside links.
    linked: f64,
    /// For being the article's element.
    score: f64,
}

impl Weight {
    fn link_share(self) -> f64 {
        if self.text > 0.0 { self.linked / self.text } else { 0.0 }
    }
}

/// The article's text; of a page without one, all text that is not furniture.
pub fn text(tree: &Tree) -> String {
    let weights = weigh(tree);
    let body = tree.ids().find(|id| tree.name(*id) == "body").unwrap_or(ROOT);
    let marked = tree.ids().find(|id| {
        tree.attribute(*id, "itemprop").is_some_and(|value| value.eq_ignore_ascii_case("articleBody"))
            && weights[*id].text >= 140.0
    });
    let best = marked.or_else(|| {
        let top = tree.ids().filter(|id| weights[*id].score > 0.0).max_by(|a, b| {
            // Of equal scores the first in the page.
            weights[*a].score.total_cmp(&weights[*b].score).then(b.cmp(a))
        })?;
        Some(widen(tree, &weights, top))
    });
    // A pick that leaves most of the page's unlinked text behind is none: short notes, lists, odd pages.
    let free = |id: NodeId| weights[id].text - weights[id].linked;
    let best = best.filter(|id| free(*id) * 4.0 >= free(body));
    let mut out = Blocks::default();
    let from = best.unwrap_or(body);
    write(tree, from, Some(&weights), &mut out);
    let text = out.finish();
    if text.is_empty() { whole_text(tree) } else { text }
}

/// All text of a page in order.
pub fn whole_text(tree: &Tree) -> String {
    let mut out = Blocks::default();
    write(tree, ROOT, None, &mut out);
    out.finish()
}

/// Does one of `parts` stand in the element's class or id?
fn hinted(tree: &Tree, id: NodeId, parts: &[&str]) -> bool {
    ["class", "id"].iter().filter_map(|name| tree.attribute(id, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        parts.iter().any(|part| value.contains(part))
    })
}

fn is_furniture(tree: &Tree, id: NodeId) -> bool {
    FURNITURE.contains(&tree.name(id))
        || tree.attribute(id, "role").is_some_and(|role| matches!(role, "navigation" | "contentinfo"))
        || tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden") == Some("true")
}

fn weigh(tree: &Tree) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.ids().end];
    // Children come after their parents: walking backwards sums them up.
    for id in tree.ids().rev() {
        let parent = tree.node(id).parent;
        match &tree.node(id).kind {
            Kind::Text(text) => {
                let length = text.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>();
                weights[id].text = length as f64;
            }
            Kind::Element { name, .. } if NEVER.contains(&name.as_str()) => weights[id] = Weight::default(),
            Kind::Element { name, .. } if name == "a" => weights[id].linked = weights[id].text,
            Kind::Element { .. } => {}
        }
        if parent != id {
            let Weight { text, linked, .. } = weights[id];
            weights[parent].text += text;
            weights[parent].linked += linked;
        }
    }
    for id in tree.ids() {
        let weight = weights[id];
        if !PARAGRAPHS.contains(&tree.name(id)) || weight.text < 25.0 || in_furniture(tree, id) {
            continue;
        }
        // Readability's idea: every paragraph speaks for its parent, and half as loud for the grandparent.
        let score = (1.0 + (weight.text / 100.0).min(3.0)) * (1.0 - weight.link_share());
        let parent = tree.node(id).parent;
        weights[parent].score += score;
        let grandparent = tree.node(parent).parent;
        weights[grandparent].score += score / 2.0;
    }
    loose_text(tree, &mut weights);
    for id in tree.ids() {
        let bonus = match tree.name(id) {
            "article" | "main" => 1.5,
            "html" | "body" | "" => 0.5,
            _ => 1.0,
        };
        let hint = if hinted(tree, id, AGAINST) {
            0.3
        } else if hinted(tree, id, FOR) {
            1.25
        } else {
            1.0
        };
        let unlinked = 1.0 - weights[id].link_share();
        weights[id].score *= bonus * hint * unlinked;
    }
    weights
}

/// Pages that write an article straight into a `div`, its paragraphs parted by line breaks.
fn loose_text(tree: &Tree, weights: &mut [Weight]) {
    for id in tree.ids() {
        if !matches!(tree.name(id), "div" | "td" | "section" | "article" | "main" | "body")
            || in_furniture(tree, id)
        {
            continue;
        }
        let own: f64 = tree
            .node(id)
            .children
            .iter()
            .filter(|child| !BLOCKS.contains(&tree.name(**child)))
            .map(|child| weights[*child].text - weights[*child].linked)
            .sum();
        if own >= 140.0 {
            weights[id].score += 1.0 + own / 100.0;
        }
    }
}

fn in_furniture(tree: &Tree, id: NodeId) -> bool {
    let mut at = id;
    loop {
        if is_furniture(tree, at) || NEVER.contains(&tree.name(at)) {
            return true;
        }
        let parent = tree.node(at).parent;
        if parent == at {
            return false;
        }
        at = parent;
    }
}

/// The article may be spread over several like elements: as long as the parent says much more without many
/// more links, the parent is meant.
fn widen(tree: &Tree, weights: &[Weight], best: NodeId) -> NodeId {
    let mut at = best;
    loop {
        let parent = tree.node(at).parent;
        let inside = matches!(tree.name(parent), "div" | "section" | "article" | "main");
        let gains = weights[parent].text > weights[at].text * 1.3;
        let clean = weights[parent].link_share() <= weights[at].link_share() + 0.05;
        let supported = weights[parent].score >= weights[best].score * 0.6;
        if parent == at || !inside || !gains || !clean || !supported {
            return at;
        }
        at = parent;
    }
}

/// Writes the text below `from`. With `weights`, furniture and blocks that are mostly links stay out.
fn write(tree: &Tree, from: NodeId, weights: Option<&[Weight]>, out: &mut Blocks) {
    enum Step {
        In(NodeId),
        Out(NodeId),
    }
    let mut steps = vec![Step::In(from)];
    let mut cells = 0_usize;
    while let Some(step) = steps.pop() {
        match step {
            Step::In(id) => match &tree.node(id).kind {
                Kind::Text(text) => out.push_collapsed(text),
                Kind::Element { name, .. } => {
                    let is_out = NEVER.contains(&name.as_str()) || is_note_mark(tree, id);
                    if is_out || (id != from && left_out(tree, id, weights)) {
                        continue;
                    }
                    match name.as_str() {
                        "td" | "th" => cells += 1,
                        // Rows are lines, and so are paragraphs of one cell.
                        "br" | "tr" => out.end_line(),
                        _ if cells > 0 && out.is_at_cell() => {}
                        name if cells > 0 && BLOCKS.contains(&name) => out.end_line(),
                        name if BLOCKS.contains(&name) => out.end_block(),
                        _ => {}
                    }
                    steps.push(Step::Out(id));
                    steps.extend(tree.node(id).children.iter().rev().map(|child| Step::In(*child)));
                }
            },
            Step::Out(id) => match tree.name(id) {
                "td" | "th" => {
                    cells = cells.saturating_sub(1);
                    out.end_cell();
                }
                "tr" => out.end_row(),
                name if cells > 0 && BLOCKS.contains(&name) => out.end_line(),
                name if BLOCKS.contains(&name) => out.end_block(),
                _ => {}
            },
        }
    }
}

/// The number that leads to a footnote, or back from it: part of no sentence.
fn is_note_mark(tree: &Tree, id: NodeId) -> bool {
    tree.name(id) == "a"
        && tree.attribute(id, "href").is_some_and(|target| target.contains('#'))
        && tree.node(id).children.len() <= 2
        && {
            let text = tree.raw_text(id);
            let text = text.trim();
            text.len() <= 5 && text.chars().all(|c| c.is_ascii_digit() || "[]()*\u{2191}\u{21a9}".contains(c))
        }
}

fn left_out(tree: &Tree, id: NodeId, weights: Option<&[Weight]>) -> bool {
    let Some(weights) = weights else { return false };
    if is_furniture(tree, id) {
        return true;
    }
    let is_box = matches!(tree.name(id), "div" | "section" | "ul" | "ol" | "table" | "header" | "dl");
    let share = weights[id].link_share();
    is_box && (share > 0.5 || (hinted(tree, id, AGAINST) && !hinted(tree, id, &["content", "article"])))
}
