//! Pages written by hand, and bytes nobody wrote.

use proptest::prelude::*;

use super::*;

fn page(content: &str, map: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Kids[3 0 R]>> endobj\n\
         3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n\
         5 0 obj <</Subtype/Type0/ToUnicode 6 0 R/DescendantFonts[<</DW 500>>]>> endobj\n\
         6 0 obj <</Length {}>> stream\n{map}\nendstream endobj\n",
        content.len(),
        map.len()
    )
    .into_bytes()
}

fn text(content: &str, map: &str) -> String {
    Pdf.read(page(content, map), &Settings::default()).unwrap().parts.remove(0).text
}

/// Codes 1 to 9 are the first letters of the alphabet, 0x10 to 0x19 the Arabic-Indic digits.
const MAP: &str = "2 beginbfrange <0001><0009><0628> <0010><0019><0660> endbfrange \
    4 beginbfchar <0020><0020> <0028><0028> <0029><0029> <0030><06440627> endbfchar";

#[test]
fn a_line_seen_from_the_left_is_read_from_the_right() {
    assert_eq!(text("BT /F 10 Tf 100 700 Td <000300020001> Tj ET", MAP), "\u{628}\u{629}\u{62a}");
    // A number inside keeps its order; a ligature is two letters in reading order.
    assert_eq!(
        text("BT /F 10 Tf 100 700 Td <000200200011001200200030> Tj ET", MAP),
        "\u{644}\u{627} \u{661}\u{662} \u{629}"
    );
}

#[test]
fn brackets_pair_up_however_they_are_written() {
    let read = "(\u{629}) \u{628}\u{628}\u{628}";
    let from_left = |codes: &str| format!("BT /F 10 Tf 100 700 Td <{codes}> Tj ET");
    assert_eq!(text(&from_left("000100010001002000290002 0028"), MAP), read);
    assert_eq!(text(&from_left("000100010001002000280002 0029"), MAP), read);
}

#[test]
fn stated_text_goes_before_the_glyphs() {
    let content = "BT /F 10 Tf 0 0 Td /Span <</ActualText <FEFF06B5>>> BDC <00010002> Tj EMC <0003> Tj ET";
    assert_eq!(text(content, MAP), "\u{62a}\u{6b5}");
}

#[test]
fn a_page_without_text_is_named() {
    let err = Pdf.read(page("q Q", MAP), &Settings::default()).unwrap_err();
    assert_eq!(err.kind, ProblemKind::Empty);
    let locked = [page("", MAP), b"trailer <</Encrypt 9 0 R>>".to_vec()].concat();
    assert_eq!(Pdf.read(locked, &Settings::default()).unwrap_err().kind, ProblemKind::Malformed);
}

proptest! {
    #[test]
    fn any_content_at_all(content in "[\\[\\]<>()/A-Za-z0-9 .'\"\\\\-]{0,120}", map in "[<>0-9a-f a-z\\[\\]]{0,60}") {
        let _ = Pdf.read(page(&content, &map), &Settings::default());
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Pdf.read([b"%PDF-1.7 1 0 obj ".to_vec(), bytes].concat(), &Settings::default());
    }
}
