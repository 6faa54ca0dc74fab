//! Golden cases: what is generated beside what is expected.

use similar::TextDiff;
use std::fs;
use std::path::{Path, PathBuf};

/// Compares what each case gives with the file of this name in its folder, or, with `SNAKEBRIDGE_BLESS`, writes that file.
pub(crate) fn check(cases: Vec<PathBuf>, file: &str, generated: impl Fn(&Path) -> Result<String, String>) {
    let bless = std::env::var_os("SNAKEBRIDGE_BLESS").is_some();
    assert!(!(bless && std::env::var_os("CI").is_some()), "goldens are not blessed in CI");
    let mut failures = String::new();
    for case in cases {
        let expected = case.join(file);
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        match generated(&case) {
            Ok(text) if bless => fs::write(expected, text).unwrap(),
            Ok(text) => {
                let before = fs::read_to_string(expected).unwrap_or_default();
                if before != text {
                    let diff = TextDiff::from_lines(&before, &text);
                    failures += &format!("{name}:\n{}", diff.unified_diff().header(file, "generated"));
                }
            }
            Err(error) => failures += &format!("{name}:\n{error}\n"),
        }
    }
    assert!(failures.is_empty(), "{failures}\nif this is right, run again with SNAKEBRIDGE_BLESS=1");
}
