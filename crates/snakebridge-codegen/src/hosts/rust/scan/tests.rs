use super::*;
use std::fs;

mod cache;
mod files;
mod imports;
mod macros;
mod workspace;

/// Scans the package in a folder of these files, whose configuration lists `math` and `numpy`.
fn scanned_in(folder: &str, files: &[(&str, &str)]) -> Uses {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut diagnostics = Diagnostics::default();
    let uses = scan(&root.path().join(folder), &configuration(), None, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{}", diagnostics.render(root.path()));
    uses
}

fn configuration() -> Configuration {
    Configuration::from_toml("[libraries]\nmath = \"stdlib\"\nnumpy = \"*\"").unwrap()
}

fn scanned(files: &[(&str, &str)]) -> Uses {
    scanned_in("", files)
}

fn spelt<'a>(paths: impl Iterator<Item = &'a UsedPath>) -> Vec<String> {
    paths.map(|path| path.0.iter().map(UsedName::first).collect::<Vec<_>>().join(".")).collect()
}

fn paths(files: &[(&str, &str)]) -> Vec<String> {
    spelt(scanned(files).paths.keys())
}

fn paths_of(text: &str) -> Vec<String> {
    paths(&[("src/main.rs", text)])
}

#[test]
fn renames_groups_and_self() {
    let text = "use py::{numpy as np, requests::{self, Session as S}, math::sqrt};
        fn f() { np::linalg::norm(1); S::new(); sqrt(2); requests::get(1) }";
    let expected = [
        "math.sqrt",
        "numpy",
        "numpy.linalg.norm",
        "requests",
        "requests.Session",
        "requests.Session.new",
        "requests.get",
    ];
    assert_eq!(paths_of(text), expected);
}

#[test]
fn roots_of_paths() {
    for path in [
        "py::math::pi",
        "crate::py::math::pi",
        "self::py::math::pi",
        "::demo::py::math::pi",
        "demo::py::math::pi",
    ] {
        let cargo = ("Cargo.toml", "[package]\nname = \"demo\"");
        assert_eq!(
            paths(&[cargo, ("src/lib.rs", &format!("fn f() {{ {path}(); }}"))]),
            ["math.pi"],
            "{path}"
        );
    }
    assert_eq!(paths_of("mod a { mod b { fn f() { super::super::py::math::pi(); } } }"), ["math.pi"]);
    assert_eq!(paths_of("macro_rules! m { () => { $crate::py::math::pi() } }"), ["math.pi"]);
    assert!(paths_of("fn f() { other::py::math::pi(); ::py::math::pi(); }").is_empty());
}

#[test]
fn an_arrow_or_a_comparison_before_a_path_ends_no_generics() {
    for text in [
        "fn f() -> ::demo::py::math::pi {}",
        "fn f() { match 1 { _ => ::demo::py::math::pi() } }",
        "fn f(x: f64) { x > ::demo::py::math::pi() }",
        "fn f() { Vec::<T>::new(::demo::py::math::pi()) }",
    ] {
        let cargo = ("Cargo.toml", "[package]\nname = \"demo\"");
        assert_eq!(paths(&[cargo, ("src/lib.rs", text)]), ["math.pi"], "{text}");
    }
}

#[test]
fn macro_bodies_types_and_patterns() {
    let text = "use py::collections as c;
        fn f(x: &c::Counter) -> Vec<c::deque> {
            println!(\"{}\", c::namedtuple(1).call()?);
            vec![c::ChainMap::new()];
            user_macro! { on c::OrderedDict::new() => { c::defaultdict } }
        }";
    let expected = [
        "collections",
        "collections.ChainMap.new",
        "collections.Counter",
        "collections.OrderedDict.new",
        "collections.defaultdict",
        "collections.deque",
        "collections.namedtuple",
    ];
    assert_eq!(paths_of(text), expected);
}

#[test]
fn names_are_what_follows_a_dot_or_ends_a_path() {
    let uses = scanned(&[(
        "src/main.rs",
        "fn f() { a.head(); b.tail::<u8>(); c.field; X::make(); d.set_name(1); 0..len() }",
    )]);
    let names: Vec<_> = uses.names.iter().map(String::as_str).collect();
    assert_eq!(names, ["head", "len", "make", "name", "set_name", "tail"]);
}

#[test]
fn keywords_have_candidates() {
    let uses = scanned(&[("src/main.rs", "fn f() { py::re::r#match(); py::x::self_::class_; y.r#type(); }")]);
    assert_eq!(spelt(uses.paths.keys()), ["re.match", "x.self_.class_"]);
    let dotted: Vec<_> = uses.paths.keys().flat_map(UsedPath::dotted).collect();
    assert_eq!(dotted, ["re.match", "x.self_.class_", "x.self_.class", "x.self.class_", "x.self.class"]);
    assert!(uses.names.contains("type"));
}

#[test]
fn scopes_and_modules() {
    let text = "fn f() { use py::math as m; m::pi(); { m::e(); } }
        fn g() { m::tau(); }
        mod inner { fn h() { m::inf(); } }";
    assert_eq!(paths_of(text), ["math", "math.e", "math.pi"]);
    let tests = "use py::math as m; mod tests { use super::*; fn t() { m::pi(); } }";
    assert_eq!(paths_of(tests), ["math", "math.pi"]);
}

#[test]
fn re_exports_through_own_modules() {
    let files = [
        ("src/main.rs", "mod prelude; mod deep; fn f() { prelude::np::array(); deep::g(); }"),
        ("src/prelude.rs", "pub use crate::py::numpy as np; pub use crate::py::math::*;"),
        ("src/deep/mod.rs", "mod deeper; use crate::prelude::{np, np::linalg};"),
        (
            "src/deep/deeper.rs",
            "use crate::prelude::*; fn h() { np::ones(1); super::linalg::norm(2); sqrt(4); }",
        ),
    ];
    let uses = scanned(&files);
    assert_eq!(
        spelt(uses.paths.keys()),
        ["numpy", "numpy.array", "numpy.linalg", "numpy.linalg.norm", "numpy.ones"]
    );
    assert!(spelt(uses.tentative.iter()).contains(&"math.sqrt".to_owned()));
    assert_eq!(spelt(uses.globs.keys()), ["math"]);
}

#[test]
fn every_target_and_module_file_counts_and_nothing_else() {
    let files = [
        ("Cargo.toml", "[package]\nname = \"my-demo\"\n[[bin]]\nname = \"x\"\npath = \"odd/x.rs\""),
        ("src/lib.rs", "snakebridge::bindings!(); #[path = \"elsewhere/file.rs\"] mod moved;"),
        ("src/elsewhere/file.rs", "fn f() { crate::py::a::moved(); }"),
        ("src/included.rs", "fn f() { py::a::included(); }"),
        ("src/bin/tool.rs", "use my_demo::py; fn main() { py::a::bin(); }"),
        ("odd/x.rs", "fn main() { my_demo::py::a::odd(); }"),
        ("examples/e.rs", "use my_demo::py::a; fn main() { a::example(); }"),
        ("tests/t/main.rs", "mod shared; use my_demo::py::a::test;"),
        ("tests/t/shared.rs", "use my_demo::py::a::shared;"),
        ("tests/ui/fails.rs", "use my_demo::py::a::fails;"),
        ("build.rs", "fn f() { py::a::build(); }"),
    ];
    let expected = ["a", "a.bin", "a.example", "a.included", "a.moved", "a.odd", "a.shared", "a.test"];
    assert_eq!(paths(&files), expected);
}

#[test]
fn the_macro_is_not_the_module_and_another_py_is_not_ours() {
    assert_eq!(
        paths_of("use snakebridge::{py, prelude::*}; fn f() { py!(math.e); py::math::pi(); }"),
        ["math.pi"]
    );
    assert!(paths_of("use pyo3::py; fn f() { py::math::pi(); }").is_empty());
    assert!(paths_of("mod py { pub mod math {} } fn f() { py::math::pi(); }").is_empty());
}

#[test]
fn sites_count_from_one() {
    let uses = scanned(&[("src/main.rs", "fn f() {\n    /* ü */ py::math::pi();\n}")]);
    let site = &uses.paths.values().next().unwrap()[0];
    assert_eq!((site.line, site.column, site.length), (2, 13, 12));
}

#[test]
fn what_rustc_rejects_is_left_to_it() {
    assert_eq!(paths_of("fn f() { py::math::pi( } fn g() { \"py::math::e }"), ["math.e", "math.pi"]);
    assert_eq!(paths_of("use ; fn f() -> -> { py::math::pi() }"), ["math.pi"]);
}

#[test]
fn many_globs_take_no_time() {
    let globs: String = (0..40).map(|index| format!("use a{index}::*;")).collect();
    assert_eq!(paths_of(&format!("{globs} fn f() {{ x; y::z; py::math::pi(); }}")), ["math.pi"]);
}
