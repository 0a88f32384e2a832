//! Writes a topic the way its file is written, so that an edit in the window and one in a text editor
//! give the same file.

use std::fmt::Write as _;

use super::definition::{Carried, Line, Topic};

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
        if self.carried != Carried::default() {
            let Carried { main, sole } = self.carried;
            let _ = writeln!(out, "\n[carried]\nmain = {main:?}\nsole = {sole:?}");
        }
        if !self.yes.is_empty() || !self.no.is_empty() {
            out.push_str("\n[tests]\nyes = ");
            words(&mut out, texts(&self.yes).iter().map(String::as_str));
            out.push_str("no = ");
            words(&mut out, texts(&self.no).iter().map(String::as_str));
        }
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
    use proptest::prelude::*;

    use super::super::definition::{Carried, CueLine, Line, Topic};
    use crate::model::TopicId;

    fn line(words: String) -> Line {
        Line { words, line: 0 }
    }

    fn topic() -> impl Strategy<Value = Topic> {
        let cues =
            prop::collection::btree_map("[a-z\u{6cc}\u{6a9}\u{648}]{2,8}( [a-z]{2,8})?", -40..40i32, 1..12);
        // What a person may type: quotes, backslashes, any script; not a remark, not empty.
        let sentence = "[a-z\"\\\\ 'آ-ی.]{0,20}[a-z]";
        let names = ("\\PC{0,12}", "\\PC{0,12}", "\\PC{0,30}");
        let tests = (prop::collection::vec(sentence, 0..4), prop::collection::vec(sentence, 0..4));
        let carried = (1..=100u8, 1..=100u8).prop_map(|(main, sole)| Carried {
            main: f32::from(main) / 100.0,
            sole: f32::from(sole) / 100.0,
        });
        (cues, tests, carried, names).prop_map(|(cues, (yes, no), carried, (ckb, en, about))| Topic {
            id: TopicId::new("own-1"),
            order: 40,
            icon: "i".into(),
            about,
            name_ckb: ckb,
            name_en: en,
            cues: cues
                .into_iter()
                .map(|(words, tenths)| {
                    let weight = if tenths == 0 { 1.0 } else { tenths as f32 / 10.0 };
                    CueLine { words, weight, line: 0 }
                })
                .collect(),
            exclude: vec![line("ab cd".into())],
            carried,
            yes: yes.into_iter().map(|s| line(s.trim().to_owned())).collect(),
            no: no.into_iter().map(|s| line(s.trim().to_owned())).collect(),
        })
    }

    /// Without the places in the file, which a topic made by hand has not.
    fn placeless(mut topic: Topic) -> Topic {
        for cue in &mut topic.cues {
            cue.line = 0;
        }
        for lines in [&mut topic.exclude, &mut topic.yes, &mut topic.no] {
            for line in lines {
                line.line = 0;
            }
        }
        topic
    }

    proptest! {
        #[test]
        fn a_written_topic_reads_back(topic in topic()) {
            prop_assume!(topic.cues.iter().all(|cue| cue.words != "ab cd"));
            let read = Topic::parse("own.toml", &topic.to_toml());
            prop_assert_eq!(read.map(placeless).map_err(|errors| format!("{errors:?}")), Ok(topic));
        }

        #[test]
        fn any_text_is_a_topic_or_a_list_of_errors(text in "\\PC{0,80}") {
            if let Err(errors) = Topic::parse("own.toml", &text) {
                prop_assert!(!errors.is_empty());
            }
        }
    }
}
