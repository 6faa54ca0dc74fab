//! `cargo xtask fuzz`: libFuzzer on the stable toolchain, by asking the compiler for its coverage instrumentation.

use crate::step::{Outcome, cargo, root, step};
use std::process::Command;

pub(crate) const TARGETS: [&str; 5] = ["decode", "frames", "serve", "docstrings", "annotations"];
/// What `cargo fuzz` passes too, less the sanitizer, which only nightly has.
const INSTRUMENTATION: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

pub(crate) fn run(seconds: u32, only: &[String]) -> Outcome {
    let fuzz = root().join("fuzz");
    let host = host()?;
    // With `--target`, the flags are kept away from build scripts and macros.
    let mut build = cargo(&["build", "--quiet", "--release", "--target", &host]);
    build.current_dir(&fuzz).env("RUSTFLAGS", INSTRUMENTATION).env_remove("CARGO_TARGET_DIR");
    step("fuzz targets", &mut build)?;
    for target in TARGETS.iter().filter(|target| only.is_empty() || only.iter().any(|name| name == *target)) {
        // New inputs go to the first folder; the second is the committed corpus.
        let grown = fuzz.join("target").join("grown").join(target);
        std::fs::create_dir_all(&grown).map_err(|error| format!("{}: {error}", grown.display()))?;
        let mut run = Command::new(fuzz.join("target").join(&host).join("release").join(target));
        run.arg(grown)
            .arg(fuzz.join("corpus").join(target))
            .args(["-timeout=10", "-rss_limit_mb=1024", &format!("-max_total_time={seconds}")])
            .current_dir(&fuzz);
        step(&format!("fuzz {target} for {seconds} s"), &mut run)?;
    }
    Ok(())
}

/// The target triple of this machine.
pub(crate) fn host() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| format!("rustc does not say what its host is: {text}"))
}
