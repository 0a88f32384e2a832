//! Folder to documents: walking, decoding, metadata, one reader a format behind one trait.
//!
//! Never a parser that can take the program down.

mod decode;
mod folder;
pub mod formats;
pub mod generate;
pub mod legacy;
mod metadata;
mod read;
mod sample;

pub use decode::{Decoded, decode};
pub use folder::{FoundFile, Listing, walk};
pub use metadata::{METADATA_FILE, MetadataTable};
pub use read::{MAX_FILE_BYTES, ReadError, read_documents, read_file};
pub use sample::{SAMPLE_FILES, sample_documents};
