//! From targets to files.

use super::*;

#[test]
fn included_files_see_what_is_around_them() {
    let files = [
        ("src/main.rs", "use py::math as m; include!(\"parts/one.in\"); mod a; fn f() { c::four(); }"),
        ("src/parts/one.in", "fn g() { m::one(); } include!(\"../two.in\"); use py::numpy as c;"),
        ("src/two.in", "fn h() { m::two(); } include!(\"parts/one.in\");"),
        (
            "src/a/mod.rs",
            "fn f() { use crate::py::math as inner; include!(\"expression.in\") } fn g() { inner::no(); }",
        ),
        ("src/a/expression.in", "inner::three()"),
    ];
    let expected = ["math", "math.one", "math.three", "math.two", "numpy", "numpy.four"];
    assert_eq!(paths(&files), expected);
}

#[test]
fn included_files_may_be_named_from_the_package_and_have_globs_around() {
    let include = "include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/shared/all.rs\"));
        include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));";
    let files = [
        ("src/main.rs", "mod a;"),
        ("src/a.rs", &format!("use crate::py::math::*; {include}")),
        ("shared/all.rs", "fn f() { sqrt(); } mod beside;"),
        ("shared/beside.rs", "fn f() { crate::py::math::pi(); }"),
    ];
    let uses = scanned(&files);
    assert!(spelt(uses.tentative.iter()).contains(&"math.sqrt".to_owned()));
    assert_eq!(spelt(uses.paths.keys()), ["math.pi"]);
}

#[test]
fn modules_are_where_attributes_say() {
    let files = [
        (
            "src/lib.rs",
            "mod plain; #[path = \"dir\"] mod inline { mod one; #[path = \"other.rs\"] mod two; mod within { mod three; } }
            #[cfg_attr(unix, path = \"unix.rs\")] #[cfg_attr(windows, path = \"windows.rs\")] mod sys;
            #[path = \"../elsewhere.rs\"] mod elsewhere;",
        ),
        ("src/plain.rs", "mod inner { #[path = \"named.rs\"] mod four; } #[path = \"beside.rs\"] mod five;"),
        ("src/plain/inner/named.rs", "fn f() { crate::py::a::four(); }"),
        ("src/beside.rs", "mod six; fn f() { crate::py::a::five(); }"),
        ("src/six.rs", "fn f() { crate::py::a::six(); }"),
        ("src/dir/one.rs", "fn f() { crate::py::a::one(); }"),
        ("src/dir/other.rs", "fn f() { super::super::py::a::two(); }"),
        ("src/dir/within/three.rs", "fn f() { super::super::super::py::a::three(); }"),
        ("src/unix.rs", "fn f() { super::py::a::unix(); }"),
        ("src/windows.rs", "fn f() { super::py::a::windows(); }"),
        ("src/sys.rs", "fn f() { super::py::a::usual(); }"),
        ("elsewhere.rs", "fn f() { super::py::a::up(); }"),
    ];
    let expected = ["five", "four", "one", "six", "three", "two", "unix", "up", "usual", "windows"]
        .map(|name| format!("a.{name}"));
    assert_eq!(paths(&files), expected);
    let uses = scanned(&files);
    assert!(uses.files.contains(Path::new("elsewhere.rs")), "{:?}", uses.files);
}

#[test]
fn targets_that_are_not_discovered_do_not_count() {
    let cargo = "[package]\nname = \"demo\"\nautobins = false\nautoexamples = false\n[[bin]]\nname = \"one\"\n[[example]]\nname = \"two\"";
    let files = [
        ("Cargo.toml", cargo),
        ("src/bin/one.rs", "fn main() { demo::py::a::one(); }"),
        ("src/bin/no.rs", "fn main() { demo::py::a::no(); }"),
        ("examples/two/main.rs", "fn main() { demo::py::a::two(); }"),
        ("examples/three.rs", "fn main() { demo::py::a::no(); }"),
        ("benches/four.rs", "fn main() { demo::py::a::four(); }"),
        ("tests/five.rs", "mod common; fn main() { common::m::five(); }"),
        ("tests/common/mod.rs", "pub use demo::py::a as m;"),
    ];
    assert_eq!(paths(&files), ["a", "a.five", "a.four", "a.one", "a.two"]);
}

#[test]
fn one_file_may_be_a_module_of_several_crates() {
    let files = [
        (
            "src/lib.rs",
            "#[path = \"shared.rs\"] mod one; #[path = \"shared.rs\"] mod two; use crate::py::math as m;",
        ),
        ("src/shared.rs", "fn f() { super::m::pi(); }"),
        ("src/main.rs", "mod shared; use lib::py::numpy as m; use py::numpy as m;"),
    ];
    assert_eq!(paths(&files), ["math", "math.pi", "numpy", "numpy.pi"]);
}
