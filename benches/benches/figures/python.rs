//! Where the figures come from: interpreters with what is measured beside.

use snakebridge_bench::Outcome;
use snakebridge_environment::{Request, provision};
use std::path::PathBuf;

/// For arrays.
pub(crate) const NUMPY: &str = "numpy>=2,<3";
/// For the peer. The product does not depend on it.
pub(crate) const GRPC: &str = "grpcio==1.85.1";

/// The interpreter of a managed environment with these requirements.
pub(crate) fn with(requirements: &[&str]) -> Outcome<PathBuf> {
    let requirements = requirements.iter().map(|&requirement| requirement.to_owned()).collect();
    let request = Request { requirements, ..Request::default() };
    Ok(provision(&request, &mut |progress| eprintln!("   {progress}"))?.interpreter.path)
}
