//! [`Finding`]: what became of an injection.

use serde::Serialize;

/// What became of an injection.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Finding {
    /// The name of the injection.
    pub name: &'static str,
    /// What was not as it should be; nothing if the host survived and nothing is left.
    pub troubles: Vec<String>,
    /// Seconds from the harm to the next good result.
    pub recovery: Option<f64>,
    /// Seconds by which a call outlived its deadline.
    pub overrun: Option<f64>,
    /// Live objects that the worker still holds for the host, when the host has dropped all.
    pub worker_objects: i64,
    /// Of the host: callbacks it still holds for Python, descriptors and threads it has more than before.
    pub host_objects: usize,
    /// Processes that are left.
    pub processes: Vec<String>,
    /// Seconds that all of it took.
    pub seconds: f64,
}

impl Finding {
    /// Whether it passed.
    #[must_use]
    pub fn survived(&self) -> bool {
        self.troubles.is_empty()
    }
}
