//! Packages of the same workspace.

use super::*;

const ROOT: (&str, &str) = (
    "Cargo.toml",
    "[workspace]\nmembers = [\"crates/*\", \"app\"]\nexclude = [\"crates/out\"]\n
    [workspace.dependencies]\nour-python = { path = \"crates/python\" }",
);
const HOME: (&str, &str) = ("crates/python/Cargo.toml", "[package]\nname = \"our-python\"");

fn spelt_in(folder: &str, files: &[(&str, &str)]) -> Vec<String> {
    spelt(scanned_in(folder, files).paths.keys())
}

#[test]
fn what_other_packages_use_through_this_one_counts() {
    let files = [
        ROOT,
        HOME,
        ("crates/python/src/lib.rs", "pub mod prelude { pub use crate::py::numpy as np; }"),
        ("app/Cargo.toml", "[package]\nname = \"app\"\n[dependencies]\nour-python.workspace = true"),
        (
            "app/src/main.rs",
            "use our_python::{prelude::*, py::math as m}; fn main() { np::ones().sum(); m::pi(); py::math::no(); }",
        ),
        (
            "crates/between/Cargo.toml",
            "[package]\nname = \"between\"\n[target.'cfg(unix)'.dependencies]\nsnakes = { path = \"../python\", package = \"our-python\" }",
        ),
        ("crates/between/src/lib.rs", "pub use snakes::prelude::np as numbers;"),
        (
            "crates/far/Cargo.toml",
            "[package]\nname = \"far\"\n[dev-dependencies]\nbetween = { path = \"../between\" }",
        ),
        ("crates/far/tests/t.rs", "use between::numbers::*; #[test] fn t() { between::numbers::far(); }"),
        ("crates/alone/Cargo.toml", "[package]\nname = \"alone\"\n[dependencies]\nour-python = \"1\""),
        ("crates/alone/src/main.rs", "fn main() { our_python::py::math::no(); }"),
        (
            "crates/out/Cargo.toml",
            "[package]\nname = \"out\"\n[dependencies]\nour-python = { path = \"../python\" }",
        ),
        ("crates/out/src/main.rs", "fn main() { our_python::py::math::no(); }"),
        ("Cargo.lock", ""),
    ];
    let uses = scanned_in("crates/python", &files);
    let expected = ["math", "math.pi", "numpy", "numpy.far", "numpy.ones"];
    assert_eq!(spelt(uses.paths.keys()), expected);
    assert!(uses.names.contains("sum"));
    assert_eq!(spelt(uses.globs.keys()), ["numpy"]);
    for file in ["../../app/src/main.rs", "../../app/Cargo.toml", "../../Cargo.lock", "src/lib.rs"] {
        assert!(uses.files.contains(Path::new(file)), "{file}: {:?}", uses.files);
    }
    assert!(!uses.files.iter().any(|file| file.to_string_lossy().contains("alone")));
}

#[test]
fn each_package_with_bindings_has_its_own() {
    let files = [
        ROOT,
        HOME,
        ("crates/python/snakebridge.toml", ""),
        ("crates/python/src/lib.rs", "fn f() { crate::py::math::pi(); }"),
        ("app/Cargo.toml", "[package]\nname = \"app\"\n[dependencies]\nour-python.workspace = true"),
        ("app/snakebridge.toml", ""),
        (
            "app/src/main.rs",
            "use py::math as m; fn main() { m::e(); crate::py::numpy::ones(); our_python::py::math::tau(); }",
        ),
    ];
    assert_eq!(spelt_in("crates/python", &files), ["math.pi", "math.tau"]);
    assert_eq!(spelt_in("app", &files), ["math", "math.e", "numpy.ones"]);
}

#[test]
fn the_workspace_may_be_a_package_or_be_named() {
    let files = [
        ("Cargo.toml", "[workspace]\n[package]\nname = \"top\"\n[dependencies]\nb = { path = \"inner/b\" }"),
        ("src/main.rs", "fn main() { b::py::math::pi(); }"),
        ("inner/b/Cargo.toml", "[package]\nname = \"b\"\nworkspace = \"../..\"\n[lib]\nname = \"b\""),
        ("inner/b/src/lib.rs", "snakebridge::bindings!();"),
    ];
    assert_eq!(spelt_in("inner/b", &files), ["math.pi"]);
    assert!(spelt_in("", &files).is_empty());
}
