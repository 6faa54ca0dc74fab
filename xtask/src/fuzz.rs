//! `cargo xtask fuzz`: libFuzzer on the stable toolchain, by asking the compiler for its coverage instrumentation.

use crate::step::{Outcome, cargo, root, step};

const TARGETS: [&str; 2] = ["decode", "frames"];
/// What `cargo fuzz` passes too, less the sanitizer, which only nightly has.
const INSTRUMENTATION: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1";

pub(crate) fn run(seconds: u32) -> Outcome {
    for target in TARGETS {
        let time = format!("-max_total_time={seconds}");
        let corpus = root().join("fuzz").join("corpus").join(target);
        let scratch = root().join("fuzz").join("target").join(format!("corpus-{target}"));
        std::fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
        let mut run =
            cargo(&["run", "--release", "--bin", target, "--", "-timeout=10", "-rss_limit_mb=2048", &time]);
        // New finds go to the first folder; the second is the committed corpus.
        run.arg(scratch).arg(corpus).current_dir(root().join("fuzz")).env("RUSTFLAGS", INSTRUMENTATION);
        step(&format!("fuzz {target} for {seconds} s"), &mut run)?;
    }
    Ok(())
}
