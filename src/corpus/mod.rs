//! Folder to documents: walking, decoding, metadata, one reader a format behind one trait.
//!
//! Never a parser that can take the program down.

mod corrections;
mod decode;
mod folder;
pub mod formats;
pub mod generate;
pub mod legacy;
mod mappings;
mod metadata;
mod own;
mod own_file;
mod read;
mod sample;

pub use corrections::Corrections;
pub use decode::{Decoded, decode};
pub use folder::{FoundFile, Listing, exceeds, walk, walk_some};
pub use mappings::Mappings;
pub use metadata::{METADATA_FILE, MetadataTable};
pub use own::{CORPUS_FOLDER, OwnFolders, corpus_name, user_folders};
pub use own_file::{OwnFile, OwnReadError};
pub use read::{MAX_FILE_BYTES, ReadError, read_documents, read_file, table_head};
pub use sample::{SAMPLE_FILES, sample_documents};
