//! The words of the interface, its direction, and the digits and dates of its locale.
