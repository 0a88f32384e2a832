//! Roles: who is what, of whom, where name and office touch.
//!
//! The rules of kind `role` capture `person`, `title` and (not always) `of`.

use std::ops::Range;

use super::{
    stage,
    trace::Trace,
    units::{Units, What},
};
use crate::{
    lang::Text,
    model::{EntityIx, Provenance, Role},
    pack::Pack,
};

/// Finds the roles of a text. `of_name` gives the entity of a name.
pub fn find(
    pack: &Pack,
    text: &Text,
    sentences: &[Units],
    of_name: &[EntityIx],
    trace: &mut Trace,
) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for units in sentences {
        let hits = stage::run(pack, "role", units, trace, &mut |_, _| Ok(()));
        for hit in hits {
            let entity = |range: Option<Range<usize>>| match units.units.get(range?.start)?.what {
                What::Name(ix) => of_name.get(ix as usize).copied(),
                _ => None,
            };
            let (Some(person), Some(title)) =
                (entity(hit.found.capture("person")), hit.found.capture("title"))
            else {
                continue;
            };
            let role = units.stem(title).of(text.original()).unwrap_or("");
            let evidence = units.span(hit.found.whole.clone());
            roles.push(Role {
                span: units.stem(hit.found.whole.clone()),
                person,
                role: role.split_whitespace().collect::<Vec<_>>().join(" "),
                of: entity(hit.found.capture("of")),
                provenance: Provenance {
                    rule: hit.rule.id.clone(),
                    confidence: hit.rule.confidence,
                    evidence,
                },
            });
        }
    }
    roles.sort_by_key(|role| role.span);
    roles
}
