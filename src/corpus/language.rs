//! Which language a text is written in, told by its letters alone.
//!
//! A rough profile for filtering, not a classifier: too little text is `Unknown`.

/// Languages told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Central Kurdish, Arabic script.
    Sorani,
    /// Northern Kurdish, Latin script.
    Kurmanji,
    /// Arabic.
    Arabic,
    /// Persian.
    Persian,
    /// Latin script without Kurdish letters.
    Latin,
    /// Too few letters to say.
    Unknown,
}

impl Language {
    /// BCP 47 tag; `und` where nothing is known, `und-Latn` for other Latin script.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Sorani => "ckb",
            Self::Kurmanji => "kmr",
            Self::Arabic => "ar",
            Self::Persian => "fa",
            Self::Latin => "und-Latn",
            Self::Unknown => "und",
        }
    }
}

/// Letters looked at from the start of a text: enough for a stable profile, little work.
const SAMPLE_CHARS: usize = 4_000;

/// The language of `text` by the letters at its start.
#[must_use]
pub fn language(text: &str) -> Language {
    let (mut arabic, mut latin, mut sorani, mut kurmanji, mut persian, mut only_arabic) = (0, 0, 0, 0, 0, 0);
    for character in text.chars().take(SAMPLE_CHARS) {
        match character {
            // AE, O, E, LL, RR, V: letters that only Sorani writes.
            '\u{6d5}' | '\u{6c6}' | '\u{6ce}' | '\u{6b5}' | '\u{695}' | '\u{6a4}' => {
                arabic += 1;
                sorani += 1;
            }
            // Teh marbuta, alef maksura, dad, zah, hamza on alef and waw: at home in Arabic.
            '\u{629}' | '\u{649}' | '\u{636}' | '\u{638}' | '\u{623}' | '\u{624}' | '\u{625}' => {
                arabic += 1;
                only_arabic += 1;
            }
            // Peh, tcheh, jeh, gaf, keheh, Farsi yeh: Persian and Kurdish.
            '\u{67e}' | '\u{686}' | '\u{698}' | '\u{6af}' | '\u{6a9}' | '\u{6cc}' => {
                arabic += 1;
                persian += 1;
            }
            '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' => arabic += 1,
            // e, i, u with circumflex, s and c with cedilla.
            '\u{ea}' | '\u{ca}' | '\u{ee}' | '\u{ce}' | '\u{fb}' | '\u{db}' | '\u{15f}' | '\u{15e}' => {
                latin += 1;
                kurmanji += 1;
            }
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => latin += 1,
            _ => {}
        }
    }
    if arabic + latin < 8 {
        Language::Unknown
    } else if latin > arabic {
        if kurmanji * 25 >= latin { Language::Kurmanji } else { Language::Latin }
    } else if sorani * 20 >= arabic {
        Language::Sorani
    } else if persian * 20 >= arabic && persian > only_arabic {
        Language::Persian
    } else {
        Language::Arabic
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, language};

    #[test]
    fn tells_the_languages_of_the_region_apart() {
        for (text, tag) in [
            ("سەرۆکوەزیرانی عێراق گەیشتە واشنتن", "ckb"),
            ("اجتمع رئيس الوزراء اليوم في بغداد مع وفد من وزارة النفط", "ar"),
            ("نخست وزیر عراق دیروز در تهران با رئیس جمهور گفتگو کرد", "fa"),
            ("Serokwezîrê Iraqê îro gihîşt Waşîngtonê û civiya", "kmr"),
            ("The prime minister arrived in Washington", "und-Latn"),
            ("١٢٣ — …", "und"),
        ] {
            assert_eq!(language(text).tag(), tag);
        }
        for (_, bytes) in crate::corpus::SAMPLE_FILES {
            assert_eq!(language(std::str::from_utf8(bytes).unwrap()), Language::Sorani);
        }
    }
}
