//! [`CallbackNode`]: a function of the host in a program.

use super::Node;
use serde::Deserialize;
use std::sync::Arc;

/// A callable that the host implements.
#[derive(Debug, Deserialize)]
pub(crate) struct CallbackNode {
    /// `__name__`
    #[serde(default = "nameless")]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) params: Vec<ParameterNode>,
    /// Evaluated on every call.
    pub(crate) body: Arc<Node>,
    /// A coroutine function.
    #[serde(default, rename = "async")]
    pub(crate) is_async: bool,
    /// A generator function; the body gives its items.
    #[serde(default, rename = "gen")]
    pub(crate) is_generator: bool,
    /// Its return annotation.
    #[serde(default)]
    pub(crate) returns: Option<Node>,
    #[serde(default)]
    pub(crate) doc: Option<String>,
}

fn nameless() -> String {
    "callback".to_owned()
}

/// A parameter: a name alone is one by position or keyword.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum ParameterNode {
    Name(String),
    Full(FullParameter),
}

/// A parameter and what is said of it.
#[derive(Debug, Deserialize)]
pub(crate) struct FullParameter {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) kind: Kind,
    #[serde(default)]
    pub(crate) default: Option<Node>,
    #[serde(default)]
    pub(crate) annotation: Option<Node>,
}

/// How a parameter is given.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Either,
    Positional,
    Varargs,
    Keyword,
    Varkw,
}

impl ParameterNode {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Name(name) | Self::Full(FullParameter { name, .. }) => name,
        }
    }
}
