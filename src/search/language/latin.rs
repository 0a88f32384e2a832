//! Kurdish in Latin letters, searched in texts in Arabic letters.
//!
//! A Latin word becomes an expression of all Arabic spellings it may stand for, by `assets/lang/latin.tsv`;
//! no list of candidates is ever made. Compared without the distinctions that writers drop.

const TABLE: &str = include_str!("../../../assets/lang/latin.tsv");

/// Words with fewer letters, or with fewer that are no vowels, would find everything.
const LEAST_LETTERS: usize = 3;
const LEAST_CONSONANTS: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    End,
    Any,
}

/// The table, longest letters first.
#[derive(Clone, Debug)]
pub(super) struct Latin {
    rows: Vec<(&'static str, Place, String)>,
}

impl Latin {
    /// Reads the table; `loosen` drops what writers drop.
    pub fn read(loosen: &dyn Fn(&str) -> String) -> Self {
        let mut rows = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let mut cells = line.split('\t');
            let (Some(letters), Some(place), Some(arabic)) = (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let place = match place {
                "start" => Place::Start,
                "end" => Place::End,
                _ => Place::Any,
            };
            let alternatives: Vec<String> =
                arabic.split(' ').map(|one| if one == "-" { String::new() } else { loosen(one) }).collect();
            rows.push((letters, place, format!("(?:{})", alternatives.join("|"))));
        }
        // The more letters, the earlier; a place of its own before any place.
        rows.sort_by_key(|(letters, place, _)| {
            (std::cmp::Reverse(letters.chars().count()), *place == Place::Any)
        });
        Self { rows }
    }

    /// The expression for a small-letter Latin word; `None` where it is not one, or too short a one.
    pub fn expression(&self, word: &str) -> Option<String> {
        let is_vowel = |c: char| "aeiouwyêîû".contains(c);
        let consonants = word.chars().filter(|c| !is_vowel(*c)).count();
        if word.chars().count() < LEAST_LETTERS || consonants < LEAST_CONSONANTS {
            return None;
        }
        let mut out = String::new();
        let mut rest = word;
        let mut before = None;
        while let Some(c) = rest.chars().next() {
            // A doubled consonant is written once.
            if before == Some(c) && !is_vowel(c) {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let fits = |(letters, place, _): &&(&str, Place, String)| {
                rest.strip_prefix(letters).is_some_and(|left| match place {
                    Place::Start => rest.len() == word.len(),
                    Place::End => left.is_empty(),
                    Place::Any => true,
                })
            };
            let (letters, _, arabic) = self.rows.iter().find(fits)?;
            out.push_str(arabic);
            rest = &rest[letters.len()..];
            before = letters.chars().next_back().filter(|_| letters.chars().count() == 1);
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_short_words_find_nothing() {
        let latin = Latin::read(&str::to_owned);
        assert_eq!(latin.rows.len(), TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1);
        for none in ["", "ab", "aiu", "eau", "12", "b\u{6a9}d"] {
            assert_eq!(latin.expression(none), None, "{none}");
        }
        assert!(latin.expression("kurd").is_some());
    }
}
