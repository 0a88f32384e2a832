//! A light tree of a page: elements with the attributes that matter, text in order.
//!
//! Forgiving like a browser where pages are sloppy (unclosed paragraphs and items, stray ends); not a full
//! HTML5 tree builder. Linear in the page's length.

use html5gum::{Token, Tokenizer};

use super::super::{FormatError, Limits};

/// Index of a node.
pub type NodeId = usize;

/// What a node is.
pub enum Kind {
    /// An element.
    Element {
        /// Tag in lower case.
        name: String,
        /// Attributes in their order.
        attributes: Vec<(String, String)>,
    },
    /// Characters, references resolved.
    Text(String),
}

/// A node with its place in the tree.
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its parent; the root is its own.
    pub parent: NodeId,
    /// In page order.
    pub children: Vec<NodeId>,
}

/// The node that holds the page.
pub const ROOT: NodeId = 0;

/// A page.
pub struct Tree {
    nodes: Vec<Node>,
}

/// Nodes of one page. Real pages have thousands.
const MAX_NODES: usize = 2_000_000;

/// Elements that have no content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements whose start ends an open paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
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
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Elements inside which the end of an outer list item, cell or paragraph does not reach.
const FENCES: &[&str] = &["ul", "ol", "dl", "table", "td", "th", "body", "html", "button", "caption"];

impl Tree {
    /// The tree of a page.
    pub fn parse(source: &str, limits: &Limits) -> Result<Self, FormatError> {
        let root = Node {
            kind: Kind::Element { name: String::new(), attributes: Vec::new() },
            parent: 0,
            children: Vec::new(),
        };
        let mut builder = Builder { tree: Self { nodes: vec![root] }, open: vec![0], beyond: 0 };
        let mut emitter = html5gum::DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(source, emitter) {
            // Reading from memory cannot fail.
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    let attributes = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| {
                            (
                                String::from_utf8_lossy(name).into_owned(),
                                String::from_utf8_lossy(value).into_owned(),
                            )
                        })
                        .collect();
                    builder.start(name, attributes, tag.self_closing, limits);
                }
                Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name)),
                Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
            if builder.tree.nodes.len() > MAX_NODES {
                return Err(FormatError::limit(format!("more than {MAX_NODES} elements")));
            }
        }
        Ok(builder.tree)
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The tag of an element; empty for text.
    pub fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    /// An attribute's value.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let Kind::Element { attributes, .. } = &self.nodes[id].kind else { return None };
        attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All nodes in page order.
    pub fn ids(&self) -> std::ops::Range<NodeId> {
        0..self.nodes.len()
    }

    /// The characters below a node as they stand.
    pub fn raw_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match &self.nodes[id].kind {
                Kind::Text(characters) => text.push_str(characters),
                Kind::Element { .. } => open.extend(self.nodes[id].children.iter().rev()),
            }
        }
        text
    }
}

struct Builder {
    tree: Tree,
    open: Vec<NodeId>,
    /// Elements open beyond the nesting limit: their text goes to the deepest one kept.
    beyond: usize,
}

impl Builder {
    fn top(&self) -> NodeId {
        self.open.last().copied().unwrap_or(0)
    }

    fn add(&mut self, kind: Kind) -> NodeId {
        let (id, parent) = (self.tree.nodes.len(), self.top());
        self.tree.nodes.push(Node { kind, parent, children: Vec::new() });
        self.tree.nodes[parent].children.push(id);
        id
    }

    fn start(&mut self, name: String, attributes: Vec<(String, String)>, closed: bool, limits: &Limits) {
        // A closing slash means something only on foreign elements, which hold no text of ours.
        let is_void = VOID.contains(&name.as_str()) || (closed && !BLOCKS.contains(&name.as_str()));
        if !is_void && self.open.len() >= limits.nesting {
            self.beyond += 1;
            return;
        }
        match name.as_str() {
            "li" => self.close_up_to(&["li"]),
            "dt" | "dd" => self.close_up_to(&["dt", "dd"]),
            "tr" => self.close_up_to(&["tr"]),
            "td" | "th" => self.close_cell(),
            "option" => self.close_up_to(&["option"]),
            name if BLOCKS.contains(&name) => self.close_up_to(&["p"]),
            _ => {}
        }
        let id = self.add(Kind::Element { name, attributes });
        if !is_void {
            self.open.push(id);
        }
    }

    /// Ends the innermost element of these names, unless a list or table begins inside it.
    fn close_up_to(&mut self, names: &[&str]) {
        for at in (1..self.open.len()).rev() {
            let name = self.tree.name(self.open[at]);
            if names.contains(&name) {
                self.open.truncate(at);
                return;
            }
            if FENCES.contains(&name) {
                return;
            }
        }
    }

    fn close_cell(&mut self) {
        for at in (1..self.open.len()).rev() {
            match self.tree.name(self.open[at]) {
                "td" | "th" => {
                    self.open.truncate(at);
                    return;
                }
                "tr" | "table" => return,
                _ => {}
            }
        }
    }

    fn end(&mut self, name: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if let Some(at) = (1..self.open.len()).rev().find(|at| self.tree.name(self.open[*at]) == name) {
            self.open.truncate(at);
        }
    }

    fn text(&mut self, text: &str) {
        self.add(Kind::Text(text.to_owned()));
    }
}
