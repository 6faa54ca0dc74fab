//! What stands inside macros, and what macros make.

use super::*;

#[test]
fn bodies_of_macros_in_macros() {
    let text = "use py::math as m; macro_rules! outer { ($e:expr) => { inner!({ let x = m::a(); [m::b(), $e] }) } }
        fn f() { outer!(vec![format!(\"{}\", m::c()); m::d()]); assert_eq!(m::e(), 1, \"{:?}\", m::f); select! { x = m::g() => { m::h() } } }
        thread_local! { static T: m::i = m::j(); } mac::deep! [ m::k() ];";
    let expected: Vec<String> = ('a'..='k').map(|name| format!("math.{name}")).collect();
    assert_eq!(paths_of(text)[1..], expected);
}

#[test]
fn imports_that_a_macro_unwraps() {
    let text = "cfg_if! { if #[cfg(unix)] { use py::posix as os; } else { use py::nt as os; } }
        with_feature! { use py::math as m; } fn f() { os::stat(); m::pi(); }";
    assert_eq!(paths_of(text), ["math", "math.pi", "nt", "nt.stat", "posix", "posix.stat"]);
    let rules = "macro_rules! prelude { () => { use $crate::py::math as m; } }
        mod a { fn f() { prelude!(); m::pi(); } }";
    assert_eq!(paths_of(rules), ["math", "math.pi"]);
}

#[test]
fn what_a_macro_may_unwrap_hides_nothing() {
    let text = "use py::math as m; fn f() { run! { { use other as m; m::no(); } } m::pi(); }";
    assert_eq!(paths_of(text), ["math", "math.pi"]);
}

#[test]
fn names_that_complete_a_path_in_a_macro() {
    let files = [
        (
            "src/main.rs",
            "#[macro_use] mod rules; use py::numpy as np; fn f() { unary!(sin, cos); method!(x, head); other!(no); }",
        ),
        (
            "src/rules.rs",
            "macro_rules! unary { ($($f:ident),*) => { $( $crate::py::numpy::$f(1); )* } }
            macro_rules! method { ($o:expr, $m:ident) => { $o.$m() } }",
        ),
    ];
    let uses = scanned(&files);
    assert_eq!(spelt(uses.tentative.iter()), ["numpy.cos", "numpy.sin"]);
    assert_eq!(spelt(uses.globs.keys()), ["numpy"]);
    assert!(uses.names.contains("head") && !uses.names.contains("no"));
}

#[test]
fn a_macro_that_imports_what_it_is_told() {
    let text = "macro_rules! import { ($($f:ident),*) => { use py::math::{$($f),*}; } } import!(sqrt, pi);";
    assert_eq!(spelt(scanned(&[("src/main.rs", text)]).tentative.iter()), ["math.pi", "math.sqrt"]);
}

#[test]
fn an_operator_is_no_macro() {
    assert_eq!(paths_of("fn f() { if py::math::pi != (1) { !py::math::e } }"), ["math.e", "math.pi"]);
}
