//! Figures, each beside a baseline: how they are taken, what they are measured beside, and how they are shown.
//!
//! What is measured is in `benches/figures`; `cargo xtask bench` runs it.

pub mod building;
pub mod capi;
pub mod echo;
pub mod figure;
pub mod machine;
pub mod measure;
pub mod peer;
pub mod processors;
pub mod report;

pub use figure::{Budget, Figure};
pub use measure::{Outcome, each, in_turns};
