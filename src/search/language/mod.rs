//! The query language: what is typed becomes a tree, the tree finds words and facts.
//!
//! Knows texts, facts and facets, not folders, snapshots or screens.

#[cfg(test)]
mod tests;
