//! Text under construction: words of inline elements, paragraphs parted by one empty line.
//!
//! Knows no format.

/// The text of a document as it is collected.
#[derive(Default)]
pub struct Blocks {
    text: String,
}

impl Blocks {
    /// Characters as they stand.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Characters of a format in which any run of white space is one space (HTML).
    pub fn push_collapsed(&mut self, text: &str) {
        for c in text.chars() {
            // A no-break space is meant; a zero-width non-joiner is part of a word.
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
    }

    /// A line break inside a paragraph.
    pub fn end_line(&mut self) {
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The end of a table's cell.
    pub fn end_cell(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(kept);
        self.text.push('\t');
    }

    /// The end of a table's row.
    pub fn end_row(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t', '\n']).len();
        self.text.truncate(kept);
        self.end_line();
    }

    /// Does a cell of a table begin here?
    pub fn is_at_cell(&self) -> bool {
        self.text.ends_with('\t')
    }

    /// The end of a paragraph: exactly one empty line, none at the start of the text.
    pub fn end_block(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The text without white space at its end.
    pub fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn trim_spaces(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
    }
}
