//! The program: hands the command line to `cli` or opens the window.

fn main() {}
