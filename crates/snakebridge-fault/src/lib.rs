//! What is done to SnakeBridge before a user does it: `cargo xtask fault` injects faults and looks at what is left, `cargo xtask soak` makes a
//! million calls and looks at what grows.
//!
//! Both need `/proc`, and so Linux. The tests of this crate run a short variant of both.

mod children;
mod expected;
mod finding;
mod injections;
pub mod report;
mod run;
mod scene;
mod setting;
mod soak;
mod system;

pub use children::{Role, play};
pub use finding::Finding;
pub use run::fault;
pub use setting::Setting;
pub use soak::{Sample, Soak, Soaked, soak};

/// Why something went wrong, for people.
pub type Trouble = String;
