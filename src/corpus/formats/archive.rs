//! Zip archives of documents, read entry by entry in memory.
//!
//! Bounded in entries, in unpacked size against packed size, in total and in depth.

use std::collections::BTreeMap;

use super::{
    FormatError, Parsed, PartProblem, Reader, Settings, mail::join, package::Package, parse_here, reader_for,
};
use crate::{
    corpus::metadata::{METADATA_FILE, MetadataTable},
    model::Problem,
};

/// `.zip` files.
pub struct Zip;

impl Reader for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["zip"]
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn read(&self, bytes: Vec<u8>, settings: &Settings) -> Result<Parsed, FormatError> {
        let mut package = Package::open(&bytes, &settings.limits)?;
        let mut inside = Settings { depth: settings.depth + 1, ..settings.clone() };
        // What an archive inside unpacks counts against what is left here.
        inside.limits.unpacked_bytes /= 2;
        let mut parsed = Parsed::default();
        let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
        let mut size = 0;
        let table = metadata(&mut package, &mut parsed);
        for index in 0..package.len() {
            let entry = match package.entry(index) {
                Ok(entry) => entry,
                Err(err) => {
                    parsed.complain("", err);
                    continue;
                }
            };
            let name = entry.name;
            let is_hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
            if !entry.is_file || is_hidden || is_metadata(&name) {
                continue;
            }
            let Some(reader) = reader_for(&name) else {
                let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
                *skipped.entry(ending).or_default() += 1;
                continue;
            };
            if reader.name() == "zip" && inside.depth >= inside.limits.depth {
                let cause = format!("archives more than {} deep are not opened", inside.limits.depth);
                parsed.complain(&name, FormatError::limit(cause));
                continue;
            }
            let read = package.read(index).and_then(|bytes| parse_here(reader, bytes, &inside));
            match read {
                Ok(mut found) => {
                    let told = table.get(&name);
                    for mut part in found.parts {
                        size += part.text.len();
                        part.stated = part.stated.over(told.clone().for_part(&part.inner));
                        part.inner = join(&name, &part.inner);
                        parsed.parts.push(part);
                    }
                    for problem in &mut found.problems {
                        problem.inner = join(&name, &problem.inner);
                    }
                    parsed.problems.extend(found.problems);
                }
                Err(err) => parsed.complain(&name, err),
            }
            settings.limits.check_text(size)?;
        }
        if parsed.parts.is_empty() && parsed.problems.is_empty() {
            let types: Vec<String> =
                skipped.into_iter().map(|(name, count)| format!("{count} .{name}")).collect();
            let cause = format!("holds no document that can be read ({})", types.join(", "));
            return Err(FormatError { kind: crate::model::ProblemKind::NoDocument, cause });
        }
        Ok(parsed)
    }
}

fn is_metadata(name: &str) -> bool {
    name.rsplit('/').next() == Some(METADATA_FILE)
}

/// The tables of an archive about its own texts; what is wrong with them is listed.
fn metadata(package: &mut Package<'_>, parsed: &mut Parsed) -> MetadataTable {
    let mut names = Vec::new();
    let mut tables = Vec::new();
    for index in 0..package.len() {
        // An entry that cannot be read is told of when its turn comes.
        let Ok(entry) = package.entry(index) else { continue };
        if !entry.is_file {
            continue;
        }
        if is_metadata(&entry.name) {
            match package.read(index) {
                Ok(bytes) => tables.push((entry.name, bytes)),
                Err(err) => parsed.complain(&entry.name, err),
            }
        } else {
            names.push(entry.name);
        }
    }
    // Tables of subfolders after those above them, which they win over.
    tables.sort_by_key(|(name, _)| name.matches('/').count());
    let mut table = MetadataTable::default();
    for (name, bytes) in tables {
        table.add(&name, bytes);
    }
    names.sort_unstable();
    let exists = |name: &str| names.binary_search_by(|known| known.as_str().cmp(name)).is_ok();
    let problems = table.problems(&exists).into_iter();
    parsed.problems.extend(problems.map(|Problem { path, line, kind, cause }| PartProblem {
        inner: path,
        line,
        kind,
        cause,
    }));
    table
}
