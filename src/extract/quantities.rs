//! The quantities of a document as facts. Finding them is `lang`'s.

use crate::{
    lang::{Meanings, Tables, Text, TimeExpression, quantities as expressions},
    model::{Provenance, Quantity, RuleId},
};

/// Finds a document's quantities; numbers that belong to `times` are none.
#[must_use]
pub fn quantities(
    tables: &Tables,
    text: &Text,
    meanings: &Meanings,
    times: &[TimeExpression],
) -> Vec<Quantity> {
    let found = expressions(tables, text, meanings, times);
    found
        .into_iter()
        .map(|quantity| {
            let sentence = text.tokens().get(quantity.first).map_or(0, |token| token.sentence);
            let evidence = text
                .sentences()
                .get(sentence as usize)
                .map_or(quantity.span, |found| found.span.cover(quantity.span));
            Quantity {
                span: quantity.span,
                value: quantity.value,
                unit: quantity.unit.as_ref().map(ToString::to_string),
                approx: quantity.approx,
                provenance: Provenance {
                    rule: RuleId::new(quantity.rule),
                    confidence: if quantity.rule == "quantity.noun" { 0.75 } else { 0.9 },
                    evidence,
                },
            }
        })
        .collect()
}
