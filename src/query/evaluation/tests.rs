//! The rows equal those of the reference implementation on made-up documents.
//!
//! `tests/fixtures/evaluation` holds two documents, their annotations, predictions that are wrong in
//! many ways, and the reference's own output for them.

use super::{Gold, Prediction, Report, score};

const GOLD: [&str; 2] = [
    include_str!("../../../tests/fixtures/evaluation/gold/made-a.json"),
    include_str!("../../../tests/fixtures/evaluation/gold/made-b.json"),
];
const PREDICTIONS: &str = include_str!("../../../tests/fixtures/evaluation/predictions.jsonl");
const EXPECTED_LINES: &str = include_str!("../../../tests/fixtures/evaluation/expected.txt");
const EXPECTED_JSON: &str = include_str!("../../../tests/fixtures/evaluation/expected.json");

fn report() -> Report {
    let gold: Vec<Gold> = GOLD.iter().map(|json| Gold::parse(json).unwrap().unwrap()).collect();
    let predictions: Vec<Prediction> =
        PREDICTIONS.lines().map(|line| Prediction::parse(line).unwrap()).collect();
    score(gold.iter().map(|g| (g, predictions.iter().find(|p| p.name == g.name).unwrap())))
}

#[test]
fn lines_equal_the_reference() {
    assert_eq!(report().to_string(), EXPECTED_LINES.trim_end());
}

#[test]
fn json_equals_the_reference() {
    assert_eq!(report().json(), EXPECTED_JSON);
}

#[test]
fn no_document_gives_rows_of_zeros() {
    let report = score([]);
    assert_eq!(report.rows.len(), 16);
    assert!(report.overall.number() < f64::EPSILON);
}

#[test]
fn other_json_is_no_gold_document() {
    assert!(Gold::parse("[1]").unwrap().is_none());
    assert!(Gold::parse("{\"doc\": \"x\"}").unwrap().is_none());
    assert!(Gold::parse("{").unwrap_err().cause.contains("line 1"));
    assert!(Gold::parse("{\"entities\": []}").is_err());
}
