//! Why a command did not succeed.

use snakebridge_environment::EnvironmentError;
use std::path::PathBuf;
use std::process::ExitCode;

/// The status of a server whose host does not keep to the protocol, as `sysexits.h` has it.
const PROTOCOL_STATUS: u8 = 70;

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
    #[error(
        "`snakebridge serve` is started by a host, which speaks to it over standard input and output (see docs/serve.md), and not in a terminal"
    )]
    NoHost,
    #[error("standard input and output cannot be taken over: {0}")]
    Descriptors(std::io::Error),
    #[error("the host was refused: {0}")]
    Refused(String),
    #[error("what the host sent is no message of the protocol: {0}")]
    NoMessage(String),
    /// Diagnostics, rendered.
    #[error("{0}")]
    Diagnosed(String),
}

impl Failure {
    /// What the command ends with.
    pub(crate) fn status(&self) -> ExitCode {
        match self {
            Self::NoMessage(_) => ExitCode::from(PROTOCOL_STATUS),
            _ => ExitCode::FAILURE,
        }
    }
}
