//! Folder to documents: walking, decoding, metadata, one reader a format behind one trait.
//!
//! Never a parser that can take the program down.
