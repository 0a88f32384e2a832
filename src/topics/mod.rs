//! Scores passages against the topics of the pack and names the cues that decided.
