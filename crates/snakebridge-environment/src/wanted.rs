//! Which versions of Python a user asks for.

use crate::EnvironmentError;
use crate::interpreter::{Interpreter, dotted};
use crate::unusable::Unusable;
use pep440_rs::{Version, VersionSpecifiers};
use std::str::FromStr;

/// Versions as `python.version` of `snakebridge.toml` names them: `3.11`, `3.11.7`, `>=3.10,<3.13`.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    text: Option<String>,
    specifiers: VersionSpecifiers,
}

impl Wanted {
    pub(crate) fn new(text: Option<&str>) -> Result<Self, EnvironmentError> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty() && *text != "*") else {
            return Ok(Self { text: None, specifiers: VersionSpecifiers::empty() });
        };
        let specifiers = VersionSpecifiers::from_str(&spelled_out(text))
            .map_err(|_| EnvironmentError::PythonVersion { text: text.to_owned() })?;
        Ok(Self { text: Some(text.to_owned()), specifiers })
    }

    /// As the user wrote it; `None` when any version will do.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Whether an interpreter is one of those asked for, and one that SnakeBridge runs on.
    pub(crate) fn check(&self, interpreter: &Interpreter) -> Result<(), Unusable> {
        let version = interpreter.version;
        if !interpreter.is_supported() {
            return Err(Unusable::TooOld { version });
        }
        if self.admits(version) {
            return Ok(());
        }
        Err(Unusable::NotWanted { version, wanted: self.text.clone().unwrap_or_default() })
    }

    fn admits(&self, version: (u32, u32, u32)) -> bool {
        let version = Version::from_str(&dotted(version)).expect("three numbers are a version");
        self.specifiers.contains(&version)
    }
}

/// A bare version as a specifier: `3.11` means any `3.11.*`, `3.11.7` just that.
fn spelled_out(text: &str) -> String {
    if !text.starts_with(|first: char| first.is_ascii_digit()) || text.contains(',') {
        return text.to_owned();
    }
    let complete = text.split('.').count() >= 3 || text.contains('*');
    if complete { format!("=={text}") } else { format!("=={text}.*") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn admits(text: &str, version: (u32, u32, u32)) -> bool {
        Wanted::new(Some(text)).unwrap().admits(version)
    }

    #[test]
    fn versions_and_specifiers() {
        let cases = [
            ("3.11", (3, 11, 0), true),
            ("3.11", (3, 11, 9), true),
            ("3.11", (3, 1, 1), false),
            ("3.1", (3, 11, 0), false),
            ("3", (3, 9, 0), true),
            ("3.11.*", (3, 11, 4), true),
            ("3.11.7", (3, 11, 7), true),
            ("3.11.7", (3, 11, 8), false),
            (">=3.10,<3.13", (3, 12, 8), true),
            (">=3.10,<3.13", (3, 13, 0), false),
            (">=3.10, <3.13", (3, 9, 18), false),
            ("~=3.10", (3, 12, 1), true),
            ("~=3.10.2", (3, 11, 0), false),
            ("!=3.12.*,>=3.11", (3, 12, 3), false),
            ("==3.10.*", (3, 10, 2), true),
            (" 3.12 ", (3, 12, 2), true),
            ("*", (3, 9, 1), true),
        ];
        for (text, version, expected) in cases {
            assert_eq!(admits(text, version), expected, "{text} {version:?}");
        }
    }

    #[test]
    fn what_is_no_version_is_an_error_with_the_fix() {
        for text in ["^3.10", "python3.11", "3.x", ">=", "latest"] {
            let message = Wanted::new(Some(text)).unwrap_err().to_string();
            assert!(message.contains(text) && message.contains(">=3.10"), "{message}");
        }
    }

    proptest! {
        #[test]
        fn a_bare_version_admits_its_series(minor in 0u32..30, micro in 0u32..40, other in 0u32..30) {
            let series = format!("3.{minor}");
            prop_assert!(admits(&series, (3, minor, micro)));
            prop_assert_eq!(admits(&series, (3, other, micro)), minor == other);
        }

        #[test]
        fn a_range_admits_what_lies_in_it(low in 0u32..30, high in 0u32..30, minor in 0u32..30, micro in 0u32..40) {
            let range = format!(">=3.{low},<3.{high}");
            let admitted = admits(&range, (3, minor, micro));
            prop_assert_eq!(admitted, low <= minor && minor < high);
        }

        #[test]
        fn no_text_panics(text in ".{0,20}") {
            let _ = Wanted::new(Some(&text));
        }
    }
}
