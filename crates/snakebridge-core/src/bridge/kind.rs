//! [`EngineKind`]: which engine.

use crate::engine::Configured;
use crate::{Error, Result};
use std::fmt::{self, Display, Formatter};

/// The engines there are.
///
/// ```
/// use snakebridge_core::EngineKind;
/// assert_eq!(EngineKind::default(), EngineKind::Worker);
/// assert_eq!(EngineKind::Embed.to_string(), "embed");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EngineKind {
    /// Isolated worker processes.
    #[default]
    Worker,
    /// Python in this process: calls cost no more than they do in C, and what Python does to its process it does to this one.
    Embed,
}

impl EngineKind {
    /// Reads the name used in configuration.
    ///
    /// ```
    /// use snakebridge_core::EngineKind;
    /// assert_eq!(EngineKind::from_name("embed"), Some(EngineKind::Embed));
    /// assert_eq!(EngineKind::from_name("steam"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Worker, Self::Embed].into_iter().find(|engine| engine.name() == name)
    }

    /// The name used in configuration.
    fn name(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Embed => "embed",
        }
    }
}

impl Display for EngineKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The engine that `SNAKEBRIDGE_ENGINE` names, else the one that `snakebridge.toml` named when the program was built.
pub(super) fn engine_from_environment() -> Result<EngineKind> {
    let Some(name) = std::env::var_os("SNAKEBRIDGE_ENGINE") else {
        let mut configured = inventory::iter::<Configured>.into_iter();
        let named = configured.find_map(|configured| EngineKind::from_name(configured.engine));
        return Ok(named.unwrap_or_default());
    };
    name.to_str().and_then(EngineKind::from_name).ok_or_else(|| {
        Error::environment(
            format!("`SNAKEBRIDGE_ENGINE` is `{}`, which is no engine", name.display()),
            "set it to `worker` or `embed`, or unset it",
        )
    })
}
