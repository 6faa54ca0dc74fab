//! Call any Python library from Rust: dynamically or through generated, typed wrappers.
