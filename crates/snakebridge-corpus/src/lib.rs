//! What runners of corpora have in common: the environment with the packages. The conformance corpus itself is a program.

pub mod provide;
