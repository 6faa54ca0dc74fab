//! Where the library of an interpreter is: the interpreter is asked.

use snakebridge_core::{Error, Result};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What an interpreter says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Such as `3.11.7`.
    pub(crate) version: String,
    /// Where its library may be, best first; a name without a slash is for the system's loader to find.
    pub(crate) libraries: Vec<OsString>,
}

/// Runs the interpreter once to ask where its library is.
///
/// # Errors
/// [`Error::Environment`] when it cannot be run, or is not CPython.
pub(crate) fn ask(python: &Path) -> Result<Found> {
    // With the variables that Python reads, as it will be started here: what it dies of it shall die of there.
    let output = Command::new(python)
        .args(["-c", include_str!("locate.py")])
        .env_remove("PYTHONINSPECT")
        .stdin(Stdio::null())
        .output();
    let said = match output {
        Ok(output) if output.status.success() => output.stdout,
        Ok(output) => return Err(does_not_start(python, &output)),
        Err(error) => return Err(unusable(python, &format!("cannot be run: {error}"))),
    };
    read(&said).ok_or_else(|| unusable(python, "is not CPython"))
}

fn does_not_start(python: &Path, output: &Output) -> Error {
    let said = String::from_utf8_lossy(&output.stderr);
    let why = said.lines().find(|line| line.starts_with("Fatal Python error")).or(said.lines().last());
    let why = why.map_or_else(String::new, |why| format!(": {why}"));
    let variables = ["PYTHONHOME", "PYTHONPATH"].map(|name| (name, std::env::var_os(name)));
    let set =
        variables.iter().filter_map(|(name, value)| Some(format!("`{name}={}`", value.as_ref()?.display())));
    match set.collect::<Vec<_>>().join(" and ") {
        set if set.is_empty() => unusable(python, &format!("ended with {}{why}", output.status)),
        set => unusable(python, &format!("ended with {}, with {set} in the environment{why}", output.status)),
    }
}

fn unusable(python: &Path, why: &str) -> Error {
    Error::environment(
        format!("`{}` {why}", python.display()),
        "name another interpreter, for example with `SNAKEBRIDGE_PYTHON`",
    )
}

fn read(said: &[u8]) -> Option<Found> {
    let mut texts = said.split(|&byte| byte == 0).filter(|text| !text.is_empty()).map(OsStr::from_bytes);
    let implementation = texts.next()?;
    let version = texts.next()?.to_str()?.to_owned();
    (implementation == "cpython").then(|| Found { version, libraries: texts.map(OsStr::to_owned).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cpython_is_found() {
        let found = read(b"cpython\x003.11.7\0/usr/lib/libpython3.11.so.1.0\0libpython3.11.so\0").unwrap();
        assert_eq!(found.version, "3.11.7");
        assert_eq!(found.libraries, ["/usr/lib/libpython3.11.so.1.0", "libpython3.11.so"]);
        assert_eq!(read(b"pypy\x003.10.2\0"), None);
        assert_eq!(read(b""), None);
    }
}
