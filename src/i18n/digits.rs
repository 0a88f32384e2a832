//! Digits and numbers as a language writes them.

use super::Language;

/// First of the Arabic-Indic digits.
const ARABIC_INDIC_ZERO: u32 = 0x0660;

/// Arabic thousands separator, as CLDR has it for Kurdish.
const ARABIC_THOUSANDS: char = '\u{066c}';

/// Arabic decimal separator.
const ARABIC_DECIMAL: char = '\u{066b}';

/// The text with its ASCII digits in the digits of the language; everything else stays.
#[must_use]
pub fn localise_digits(language: Language, text: &str) -> String {
    match language {
        Language::En => text.to_owned(),
        Language::Ckb => text
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|d| char::from_u32(ARABIC_INDIC_ZERO + d))
                    .filter(|_| c.is_ascii())
                    .unwrap_or(c)
            })
            .collect(),
    }
}

/// A number with digits, thousands and decimals of the language: `8,479.5` or its Kurdish form.
#[must_use]
pub fn number(language: Language, value: f64) -> String {
    let plain = format!("{value}");
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{sign}{plain}"); // infinities and the like
    }
    let (thousands, decimal) = match language {
        Language::En => (',', '.'),
        Language::Ckb => (ARABIC_THOUSANDS, ARABIC_DECIMAL),
    };
    let mut out = String::with_capacity(plain.len() + 4);
    out.push_str(sign);
    for (i, c) in whole.chars().enumerate() {
        // Years and other four-digit numbers read better without a separator only in text; counts keep it.
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(thousands);
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push(decimal);
        out.push_str(fraction);
    }
    localise_digits(language, &out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_localises() {
        assert_eq!(number(Language::En, 8479.0), "8,479");
        assert_eq!(number(Language::En, 100.0), "100");
        assert_eq!(number(Language::En, -1_234_567.5), "-1,234,567.5");
        assert_eq!(number(Language::Ckb, 8479.5), "٨٬٤٧٩٫٥");
        assert_eq!(number(Language::Ckb, 0.0), "٠");
    }

    #[test]
    fn leaves_other_characters() {
        assert_eq!(localise_digits(Language::Ckb, "a1 ٢"), "a١ ٢");
        assert_eq!(localise_digits(Language::En, "a1"), "a1");
    }
}
