//! A window that nothing happens in paints nothing.

use super::corpus::{folder, window};

#[test]
fn no_frame_is_asked_for_without_a_reason() {
    let folder = folder();
    for language in ["ckb", "en"] {
        let mut window = window(folder.path(), language, None);
        // `run` fails when the window goes on asking; after it, one step must be enough.
        assert!(window.run() <= 2, "{language}");
    }
}
