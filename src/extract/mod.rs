//! Rules over tokens to mentions, times and facts; resolution of names, the document's date,
//! anchoring of times.
//!
//! Pure: (text, metadata, pack) in, facts out. Reads no files, knows no screens.
