//! Where the library of an interpreter is: the interpreter is asked.

use snakebridge_core::{Error, Result};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Stdio};

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
    let output = Command::new(python)
        .args(["-I", "-c", include_str!("locate.py")])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let said = match output {
        Ok(output) if output.status.success() => output.stdout,
        Ok(output) => return Err(unusable(python, &format!("ended with {}", output.status))),
        Err(error) => return Err(unusable(python, &format!("cannot be run: {error}"))),
    };
    read(&said).ok_or_else(|| unusable(python, "is not CPython"))
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
