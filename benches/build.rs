//! Generates the wrappers that are measured.

fn main() {
    snakebridge_build::generate();
    // What a build costs is measured too, and for that any build script will do, compiled as those of users are.
    let this = std::env::current_exe().expect("a build script is a file");
    println!("cargo::rustc-env=SNAKEBRIDGE_BENCH_BUILD_SCRIPT={}", this.display());
}
