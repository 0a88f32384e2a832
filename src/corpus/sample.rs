//! The sample corpus: the four texts of `seeds/`, compiled in so that the program can show it from
//! any directory.

use crate::model::{Document, Metadata};

use super::{
    formats::{PlainText, Settings},
    read::read_documents,
};

/// Names and bytes, in path order.
pub const SAMPLE_FILES: [(&str, &[u8]); 4] = [
    ("000_0461045529ccddbe.txt", include_bytes!("../../seeds/000_0461045529ccddbe.txt")),
    ("001_22df8a5db826a47b.txt", include_bytes!("../../seeds/001_22df8a5db826a47b.txt")),
    ("002_0e45c562914510b0.txt", include_bytes!("../../seeds/002_0e45c562914510b0.txt")),
    ("003_daa931519eea366b.txt", include_bytes!("../../seeds/003_daa931519eea366b.txt")),
];

/// The sample corpus as documents.
#[must_use]
pub fn sample_documents() -> Vec<Document> {
    SAMPLE_FILES
        .iter()
        .filter_map(|(name, bytes)| {
            read_documents(name, bytes.to_vec(), &Metadata::default(), &PlainText, &Settings::default(), None)
                .ok()
        })
        .flat_map(|(documents, _)| documents)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_are_there_with_the_bytes_of_the_files() {
        let documents = sample_documents();
        assert_eq!(documents.len(), 4);
        for (document, (name, bytes)) in documents.iter().zip(SAMPLE_FILES) {
            assert_eq!(document.path, name);
            assert_eq!(document.text.as_bytes(), bytes);
        }
    }
}
