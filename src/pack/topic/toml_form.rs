//! Writes a topic the way its file is written, so that an edit in the window and one in a text editor
//! give the same file.

use std::fmt::Write as _;

use super::definition::{Line, Topic};

impl Topic {
    /// The topic as the text of its file. Reading it again gives the same topic; remarks are not kept.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "id = {}", quoted(&self.id.0));
        let _ = writeln!(out, "order = {}", self.order);
        let _ = writeln!(out, "icon = {}", quoted(&self.icon));
        let _ = writeln!(out, "about = {}", quoted(&self.about));
        let _ = writeln!(out, "\n[name]\nckb = {}\nen = {}", quoted(&self.name_ckb), quoted(&self.name_en));
        let mut rest = self.cues.as_slice();
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|cue| cue.weight.to_bits() == first.weight.to_bits()).count();
            let (block, later) = rest.split_at(same);
            let _ = write!(out, "\n[[cues]]\nweight = {:?}\nwords = ", first.weight);
            words(&mut out, block.iter().map(|cue| cue.words.as_str()));
            rest = later;
        }
        let texts = |lines: &[Line]| lines.iter().map(|line| line.words.clone()).collect::<Vec<_>>();
        if !self.exclude.is_empty() {
            out.push_str("\n[exclude]\nwords = ");
            words(&mut out, texts(&self.exclude).iter().map(String::as_str));
        }
        out.push_str("\n[tests]\nyes = ");
        words(&mut out, texts(&self.yes).iter().map(String::as_str));
        out.push_str("no = ");
        words(&mut out, texts(&self.no).iter().map(String::as_str));
        out
    }
}

/// A block with one line for each entry.
fn words<'a>(out: &mut String, lines: impl Iterator<Item = &'a str>) {
    out.push_str("\"\"\"\n");
    for line in lines {
        out.push_str(&line.replace('\\', "\\\\").replace("\"\"\"", "\"\"\\\""));
        out.push('\n');
    }
    out.push_str("\"\"\"\n");
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::definition::Topic;

    #[test]
    fn a_written_topic_reads_back() {
        let text = "id = \"a\"\norder = 1\nicon = \"i\"\nabout = \"say \\\"x\\\"\"\n\n[name]\nckb = \"n\"\nen = \"N\"\n\n[[cues]]\nweight = 2.0\nwords = \"\"\"\none two\nthree*\n\"\"\"\n\n[[cues]]\nweight = -0.5\nwords = \"\"\"\nfour\n\"\"\"\n\n[exclude]\nwords = \"\"\"\none three\n\"\"\"\n\n[tests]\nyes = \"\"\"\nHe said \"one two\".\n\"\"\"\nno = \"\"\"\nback\\\\slash\n\"\"\"\n";
        let topic = Topic::parse("a.toml", text).unwrap();
        let written = topic.to_toml();
        assert_eq!(Topic::parse("a.toml", &written).unwrap(), topic);
        assert_eq!(Topic::parse("a.toml", &written).unwrap().to_toml(), written);
        assert_eq!(topic.no[0].words, "back\\slash");
    }
}
