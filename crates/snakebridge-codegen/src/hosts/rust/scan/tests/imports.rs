//! `use` in all its forms.

use super::*;

#[test]
fn what_follows_an_arrow_is_a_path() {
    let text = "use py::math as m; fn f() -> m::result { match x { 1 => m::pi(), _ => if 2 > m::e() {} } }";
    assert_eq!(paths_of(text), ["math", "math.e", "math.pi", "math.result"]);
}

#[test]
fn one_library_has_two_names() {
    let text = "use py::numpy as np; use py::numpy as n2; use py::numpy::{self, self as n3};
        fn f() { np::a(); n2::b(); n3::c(); numpy::d(); }";
    assert_eq!(paths_of(text), ["numpy", "numpy.a", "numpy.b", "numpy.c", "numpy.d"]);
}

#[test]
fn imports_of_a_block_hide_those_around_it() {
    let text = "use py::math as m;
        fn f() { m::a(); { use other as m; m::b(); { use crate::py::numpy as m; m::c(); } } m::d(); }";
    assert_eq!(paths_of(text), ["math", "math.a", "math.d", "numpy", "numpy.c"]);
}

#[test]
fn all_that_cfg_may_choose_counts() {
    let text = "#[cfg(feature = \"a\")] use py::numpy as np; #[cfg(not(feature = \"a\"))] use py::cupy as np;
        #[cfg(windows)] mod sys { pub use crate::py::nt as os; } #[cfg(unix)] mod sys { pub use crate::py::posix as os; }
        #[cfg(test)] fn f() { np::array(); sys::os::stat(); }";
    let expected = ["cupy", "cupy.array", "nt", "nt.stat", "numpy", "numpy.array", "posix", "posix.stat"];
    assert_eq!(paths_of(text), expected);
}

#[test]
fn re_exports_in_a_chain_of_modules() {
    let files = [
        (
            "src/main.rs",
            "mod a; mod b; mod c; use c::prelude::*; fn f() { np::one(); deep::np::two(); m::three(); }",
        ),
        ("src/a.rs", "pub(crate) use crate::py::numpy as np; pub use super::b::math as m;"),
        ("src/b/mod.rs", "pub mod deeper; pub use super::py::math; pub use self::deeper as deep;"),
        ("src/b/deeper.rs", "pub use super::super::a::np;"),
        ("src/c.rs", "pub mod prelude { pub use crate::a::*; pub use crate::b::{*}; } "),
    ];
    assert_eq!(paths(&files), ["math", "math.three", "numpy", "numpy.one", "numpy.two"]);
}

#[test]
fn globs_lead_through_globs_in_any_order() {
    for order in
        ["use x::*; use y::*; use z::*;", "use z::*; use y::*; use x::*;", "use y::*; use x::*; use z::*;"]
    {
        let text = format!(
            "{order} fn f() {{ m::pi(); }}
            mod z {{ pub mod x {{ pub mod y {{ pub use crate::py::math as m; pub use super::super::super::*; }} }} }}"
        );
        assert_eq!(paths_of(&text), ["math", "math.pi"], "{order}");
    }
}

#[test]
fn a_glob_of_the_bindings_brings_in_the_libraries_that_are_listed() {
    let text = "use py::*; use math::pi; fn f() { numpy::ones(); other::thing(); pi(); std::fs::read(); }";
    assert_eq!(paths_of(text), ["math.pi", "numpy.ones"]);
    let module = "mod inner { pub use crate::py::*; } use inner::numpy as np; fn f() { np::ones(); inner::math::e(); }";
    assert_eq!(paths_of(module), ["math.e", "numpy", "numpy.ones"]);
}

#[test]
fn a_glob_of_what_a_glob_may_have_is_tentative() {
    let uses = scanned(&[("src/main.rs", "use py::numpy::*; use linalg::*; fn f() { norm(); }")]);
    assert!(spelt(uses.tentative.iter()).contains(&"numpy.linalg.norm".to_owned()));
    let endless = scanned(&[("src/main.rs", "use py::numpy::*; use a::*; use b::*; fn f() { b::c(); }")]);
    assert!(spelt(endless.tentative.iter()).contains(&"numpy.b.c".to_owned()));
}

#[test]
fn paths_that_go_up_and_down() {
    let text = "mod a { pub use crate::py::math as m; mod b { fn f() { self::super::m::one(); super::super::a::m::two(); } } }
        use self::a as other; use crate as root; fn f() { other::m::three(); root::a::m::four(); }";
    assert_eq!(paths_of(text), ["math", "math.four", "math.one", "math.three", "math.two"]);
}

#[test]
fn imports_that_go_in_circles_end() {
    let text = "use a::b; use b::a; mod c { pub use super::d::x; } mod d { pub use super::c::x; }
        mod e { pub use super::f::*; } mod f { pub use super::e::*; pub use crate::py::math; }
        fn f() { a::x(); c::x::y(); e::math::pi(); }";
    assert_eq!(paths_of(text), ["math", "math.pi"]);
}

#[test]
fn extern_crates_have_other_names() {
    let cargo = ("Cargo.toml", "[package]\nname = \"my-demo\"");
    let text = "extern crate self as me; mod a { fn f() { me::py::math::pi(); ::me::py::math::e(); } }";
    assert_eq!(paths(&[cargo, ("src/lib.rs", text)]), ["math.e", "math.pi"]);
    let main = "extern crate my_demo as d; use d::py::math as m; fn main() { m::pi(); }";
    assert_eq!(paths(&[cargo, ("src/lib.rs", ""), ("src/main.rs", main)]), ["math", "math.pi"]);
}

#[test]
fn the_program_beside_a_library_has_modules_of_its_own() {
    let files = [
        ("Cargo.toml", "[package]\nname = \"demo\""),
        ("src/lib.rs", "pub mod a { pub use crate::py::math as m; }"),
        ("src/main.rs", "mod a { pub use other as m; } fn main() { a::m::no(); demo::a::m::pi(); }"),
    ];
    assert_eq!(paths(&files), ["math", "math.pi"]);
}

#[test]
fn implementations_aliases_and_attributes() {
    let text = "use py::numpy as np; type Array = np::ndarray; const F: fn() = np::ones;
        impl Shape for np::generic { type Of = np::dtype; fn f(self: &np::flatiter) -> impl Into<np::number> { Self::of() } }
        #[derive(Debug)] #[serde(with = \"np::helper\")] struct S<T = np::void>(#[doc = \"np::no\"] Vec<np::matrix>, dyn Fn(np::poly));
        fn g() where np::record: Sized { x.map(np::char::upper); Array::fromstring(); <np::memmap>::flush(); <np::bool_ as T>::any() }";
    let uses = scanned(&[("src/main.rs", text)]);
    let found: Vec<String> = spelt(uses.paths.keys());
    let expected = [
        "bool_",
        "char.upper",
        "dtype",
        "flatiter",
        "generic",
        "helper",
        "matrix",
        "memmap",
        "ndarray",
        "number",
        "ones",
        "poly",
        "record",
        "void",
    ];
    assert_eq!(found[1..], expected.map(|name| format!("numpy.{name}")));
    assert!(["fromstring", "flush", "any", "of"].iter().all(|name| uses.names.contains(*name)));
}
