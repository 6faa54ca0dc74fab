//! Why a command did not succeed.

use snakebridge_environment::EnvironmentError;
use std::path::PathBuf;

/// What a command comes to when it does not succeed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Bridge(#[from] snakebridge::Error),
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    #[error(transparent)]
    Model(#[from] snakebridge_model::ModelError),
    #[error("`{argument}` is no keyword argument; write `NAME=ARGUMENT`, as in `--kw ord=2`")]
    Keyword { argument: String },
    #[error("`{}` cannot be read: {error}", path.display())]
    Read { path: PathBuf, error: std::io::Error },
    #[error("`{}` cannot be written: {error}", path.display())]
    Write { path: PathBuf, error: std::io::Error },
    #[error("the page cannot be made: {0}")]
    Page(#[from] askama::Error),
    #[error("there is no `snakebridge.toml` here or above, so name a library: `snakebridge coverage numpy`")]
    NoLibrary,
    /// What is wrong has been reported.
    #[error("it is reported")]
    Reported,
    /// Diagnostics, rendered.
    #[error("{0}")]
    Diagnosed(String),
}
