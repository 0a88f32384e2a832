//! One small document per format, and files nobody should make.
