use crate::disk::Disk;
use crate::plan;
use crate::{Diagnostics, hosts::rust};
use snakebridge_model::{Configuration, Manifest};
use std::fs;

const LIBRARY: &str = r#"{"version": 1, "libraries": {"toy": {"version": "2.1", "symbols": {
    "toy": {"kind": "module"},
    "toy.norm": {"kind": "function", "evidence": "runtime", "parameters": [
        {"name": "x", "kind": "positional_or_keyword"},
        {"name": "ord", "kind": "positional_or_keyword", "default": "None"},
        {"name": "keepdims", "kind": "keyword_only", "default": "False"}]},
    "toy.send": {"kind": "function", "evidence": "runtime", "parameters": [
        {"name": "message", "kind": "positional_or_keyword"},
        {"name": "to", "kind": "keyword_only"}]},
    "toy.pow": {"kind": "function", "evidence": "text_signature", "parameters": [
        {"name": "x", "kind": "positional_only"},
        {"name": "y", "kind": "positional_only"}]},
    "toy.open": {"kind": "function", "evidence": "runtime", "parameters": [
        {"name": "path", "kind": "positional_or_keyword"},
        {"name": "mode", "kind": "positional_or_keyword", "default": "'r'"},
        {"name": "options", "kind": "var_keyword"}]},
    "toy.fit": {"kind": "function", "evidence": "stub", "parameters": [
        {"name": "x", "kind": "positional_or_keyword"},
        {"name": "method", "kind": "keyword_only", "default": "None"},
        {"name": "run", "kind": "keyword_only", "default": "None"}]},
    "toy.documented": {"kind": "function", "evidence": "docstring", "parameters": [
        {"name": "x", "kind": "positional_or_keyword"}]},
    "toy.add": {"kind": "function", "evidence": "variadic"},
    "toy.Frame": {"kind": "class", "constructor": {"evidence": "runtime", "parameters": [
            {"name": "data", "kind": "positional_or_keyword", "default": "None"}]},
        "members": {"read": {"kind": "class_method", "evidence": "runtime", "parameters": [
            {"name": "path", "kind": "positional_or_keyword"}]}}}}}}}"#;

/// What is said of a program that uses `toy`.
fn said(program: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("src")).unwrap();
    fs::write(root.path().join("src/main.rs"), program).unwrap();
    let mut diagnostics = Diagnostics::default();
    let configuration = Configuration::from_toml("[libraries]\ntoy = \"*\"").unwrap();
    let uses = rust::scan::scan(&Disk::default(), root.path(), &configuration, None, &mut diagnostics);
    let uses = plan::by_library(&uses, &configuration, &mut diagnostics);
    super::admit(&uses, &Manifest::from_json(LIBRARY).unwrap(), &mut diagnostics);
    diagnostics.render(root.path())
}

/// The first line of what is said of an expression.
fn headline(expression: &str) -> String {
    let text = said(&format!("use py::toy;\nfn main() {{\n    {expression};\n}}\n"));
    text.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_the_signature_admits_is_fine() {
    for expression in [
        "toy::norm(&m).ord(2).keepdims(true).call()?",
        "toy::norm(&m).arg(2).kwarg(\"keepdims\", true).orders()",
        "toy::norm(&m,)",
        "toy::norm(f::<A, B>(1))",
        "toy::norm(|a, b| a)",
        "toy::send(\"hello\", \"me\").deadline(a).get::<i64>()",
        "toy::open(path).mode(\"r\").kwarg(\"anything\", 1)",
        "toy::add((1, 2)).kwarg(\"where\", 3)",
        "toy::Frame::new().data(1)",
        "toy::Frame::read(path)",
        "toy::norm(&m).kwarg(name, 1)",
        "toy::norm(&m).tap(show)",
        "toy::fit(1).method_(2).run_(3).run()",
        "toy::fit(1).kwarg(\"method\", 2).method(a, b)",
        "Call::from(toy::fit(1)).method(\"m\")",
    ] {
        assert_eq!(headline(expression), "", "{expression}");
    }
}

#[test]
fn what_it_does_not_admit_names_the_parameter() {
    for (expression, expected) in [
        ("toy::norm(&m).orde(2)", "error[SB0013]: `toy.norm` has no parameter `orde`"),
        ("toy::norm(&m).ord(1).kwarg(\"axes\", 2)", "error[SB0013]: `toy.norm` has no parameter `axes`"),
        ("toy::norm()", "error[SB0013]: `toy.norm` needs `x`"),
        ("toy::norm(&m, 2)", "error[SB0013]: `toy.norm` takes one argument, `x`, and 2 are given"),
        (
            "toy::norm(&m).arg(1).arg(2)",
            "error[SB0013]: `toy.norm` takes 2 arguments by position, and this is one more",
        ),
        ("toy::send(1)", "error[SB0013]: `toy.send` needs `to`"),
        ("toy::send(1, 2).kwarg(\"message\", 1)", "error[SB0013]: `message` of `toy.send` is given already"),
        ("toy::send(1, 2).to(1)", "error[SB0013]: `to` of `toy.send` is given already"),
        ("toy::pow(1, 2).kwarg(\"x\", 1)", "error[SB0013]: `toy.pow` takes `x` by position only"),
        ("toy::add(1, 2)", "error[SB0013]: the arguments of `toy.add` go as one tuple"),
        ("toy::Frame::new(1)", "error[SB0013]: `toy.Frame` takes no arguments, and 1 is given"),
        ("toy::Frame::read()", "error[SB0013]: `toy.Frame.read` needs `path`"),
        ("toy::documented(1).kwarg(\"y\", 1)", "warning[SB0013]: `toy.documented` has no parameter `y`"),
        (
            "toy::fit(1).run(2)",
            "error[SB0013]: `.run(..)` is a method of every call, not the option `run` of `toy.fit`",
        ),
        (
            "toy::fit(1).method(2)",
            "warning[SB0013]: `.method(..)` is a method of every call, not the option `method` of `toy.fit`",
        ),
        ("println!(\"{}\", toy::norm())", "error[SB0013]: `toy.norm` needs `x`"),
    ] {
        assert_eq!(headline(expression), expected, "{expression}");
    }
}

#[test]
fn what_py_spells_is_held_against_what_is_known_too() {
    // Something has to be used by wrapper, or there are none to ask about.
    let said = |expression: &str| {
        let program = format!("use py::toy;\nfn main() {{\n    toy::add((1,));\n    {expression};\n}}\n");
        said(&program).lines().next().unwrap_or_default().to_owned()
    };
    for expression in [
        "py!(toy.norm(&m, 2, keepdims = true))?",
        "py!(toy.norm(&m)[0].norm(1, 2, 3))",
        "py!(toy.norm(f::<A, B>(1), |a, b| a, 1))",
        "py!(toy.norm)",
        "py!({m}.norm(1, 2, 3))",
        "py!(toy.open(path, anything = 1))",
        "py!(toy.send(\"hello\", to = \"me\"))",
        "py!(toy.unknown(1))",
        "py!(other.norm(1, 2, 3))",
        "py!(toy.add(1, 2, 3))",
        "py!(toy.Frame.read(path)).map(norm)",
        "macro_rules! m { ($x:expr) => { py!(toy.norm($x, 1, 2, 3)) } }",
    ] {
        assert_eq!(said(expression), "", "{expression}");
    }
    for (expression, expected) in [
        ("py!(toy.norm(&m, ords = 2))?", "warning[SB0013]: `toy.norm` has no parameter `ords`"),
        (
            "py!(toy.norm(1, 2, 3))",
            "warning[SB0013]: `toy.norm` takes 2 arguments by position, and 3 are given",
        ),
        ("py!(toy.norm(1, x = 2))", "warning[SB0013]: `x` of `toy.norm` is given already"),
        ("py!(toy.norm())", "warning[SB0013]: `toy.norm` needs `x`"),
        ("println!(\"{}\", call!(toy.send(py!(toy.pow(1)))))", "warning[SB0013]: `toy.send` needs `to`"),
        ("py!(toy.open(py!(toy.pow(1))))", "warning[SB0013]: `toy.pow` needs `y`"),
        (
            "py!(toy.Frame(1, 2))",
            "warning[SB0013]: `toy.Frame` takes one argument by position, and 2 are given",
        ),
        ("py!(toy.Frame.read())", "warning[SB0013]: `toy.Frame.read` needs `path`"),
        ("snakebridge::py!(toy.pow(1, y = 2))", "warning[SB0013]: `toy.pow` has no parameter `y`"),
    ] {
        assert_eq!(said(expression), expected, "{expression}");
    }
}

#[test]
fn what_cannot_be_seen_is_left_to_rustc() {
    for program in [
        "macro_rules! m { ($($x:expr),*) => { py::toy::norm($($x),*) } }",
        "use py::toy::norm; fn main() { let norm = |a, b| a; norm(1, 2); }",
        "use py::toy::norm; fn inner() { fn norm() {} norm(); }",
        "use py::toy; trait Ordered { fn orde(self); } fn main() { toy::norm(1).orde() }",
        "use py::toy::*; fn main() { norm(1, 2, 3); }",
        "#[cfg(a)] use py::toy::norm as n; #[cfg(b)] use own::norm as n; fn main() { n(1, 2); }",
        "mod a { pub use py::toy::norm; } use a::*; fn norm() {} fn main() { self::norm(); }",
        "fn main() { piped! { 1 => py::toy::norm() } }",
        "use py::toy::norm; fn main() { py!(norm(1, 2)); }",
        "fn main() { py::toy::norm([1, 2); }",
        "use std::collections::BTreeMap; fn main() { BTreeMap::norm(1, 2); }",
    ] {
        assert_eq!(said(program), "", "{program}");
    }
}

#[test]
fn what_is_called_through_names_of_ones_own_is_seen() {
    for program in [
        "use py::toy::norm as n; fn main() { n(1, 2); }",
        "mod a { pub use crate::py::toy::norm as n; } fn main() { a::n(1, 2); }",
        "mod a { pub use crate::py::toy; } use a::*; fn main() { toy::norm(1, 2); }",
        "fn main() { use py::toy as t; assert!(t::norm(1, 2).get::<bool>()?); }",
        "macro_rules! m { () => { $crate::py::toy::norm(1, 2) } }",
        "mod a { use std::fs as x; } mod b { use crate::py::toy as x; fn f() { x::norm(1, 2); } }",
    ] {
        assert!(said(program).contains("takes one argument"), "{program}");
    }
}

#[test]
fn the_message_shows_the_line_and_the_signature() {
    let program = "use py::toy;\n\nfn main() {\n    let n = toy::norm(&m)\n        .orde(2);\n}\n";
    let expected = "\
error[SB0013]: `toy.norm` has no parameter `orde`
 --> src/main.rs:5:10
  |
5 |         .orde(2);
  |          ^^^^ did you mean `ord`?
  |
  = note: it is `toy.norm(x, ord=None, *, keepdims=False)` in toy 2.1
";
    assert_eq!(said(program), expected);
    let program = "fn main() { py::toy::send(\"ü\", ) }";
    let expected = "\
error[SB0013]: `toy.send` needs `to`
 --> src/main.rs:1:13
  |
1 | fn main() { py::toy::send(\"ü\", ) }
  |             ^^^^^^^^^^^^^ 1 of 2 arguments
  |
  = note: it is `toy.send(message, *, to)` in toy 2.1
  = help: write `send(message, to)`
  = help: `to` is keyword-only in Python; in Rust it is the second argument
";
    assert_eq!(said(program), expected);
}
