//! The host languages: each has its own scan, resolve and emit, and knows nothing of the others.

pub(crate) mod rust;
