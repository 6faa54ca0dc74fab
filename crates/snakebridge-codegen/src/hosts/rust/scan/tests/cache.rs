//! What is remembered of files that were read.

use super::super::*;
use super::configuration;
use std::fs;
use std::thread;

/// A package of one file, scanned with a cache beside it.
struct Package(tempfile::TempDir);

impl Package {
    fn new(text: &str) -> Self {
        let package = Self(tempfile::tempdir().unwrap());
        fs::create_dir(package.0.path().join("src")).unwrap();
        package.write("main.rs", text);
        package
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join("src").join(name), text).unwrap();
    }

    /// Scans with the cache, and asserts that nothing else comes of it than without.
    fn scan(&self) -> Uses {
        let root = self.0.path();
        let uses = scan(root, &configuration(), Some(root), &mut Diagnostics::default());
        assert_eq!(uses, scan(root, &configuration(), None, &mut Diagnostics::default()));
        uses
    }

    fn cache(&self) -> Vec<u8> {
        fs::read(self.0.path().join("snakebridge.scan")).unwrap()
    }
}

const ONE: &str = "use py::math::*; fn f() { use py::json; json::dumps(a.b()); sqrt(1) }";

#[test]
fn what_is_remembered_is_what_is_read() {
    let package = Package::new(ONE);
    package.scan();
    let first = package.cache();
    package.scan();
    assert_eq!(package.cache(), first);
    package.write("main.rs", "use py::math::*; fn f() { sqrt(1) }");
    package.scan();
    assert_ne!(package.cache(), first);
}

#[test]
fn what_is_gone_is_forgotten() {
    let package = Package::new("mod a; mod b;");
    for name in ["a.rs", "b.rs"] {
        package.write(name, &format!("fn f() {{ crate::py::{}_{}::g() }}", "long".repeat(50), &name[..1]));
    }
    package.scan();
    let both = package.cache().len();
    package.write("main.rs", "mod a;");
    fs::remove_file(package.0.path().join("src/b.rs")).unwrap();
    package.scan();
    assert!(package.cache().len() < both - 200);
}

#[test]
fn files_of_the_same_content_keep_their_places() {
    let package = Package::new("mod a; mod b;");
    package.write("a.rs", "use super::py::math as m; pub fn f() { m::pi(); }");
    package.write("b.rs", "use super::py::math as m; pub fn f() { m::pi(); }");
    package.scan();
    let uses = package.scan();
    let files: Vec<_> = uses.paths.values().map(|sites| sites.len()).collect();
    assert_eq!(files, [2, 2]);
}

#[test]
fn what_an_interrupted_build_leaves_does_no_harm() {
    let package = Package::new(ONE);
    let expected = package.scan();
    let whole = package.cache();
    let file = package.0.path().join("snakebridge.scan");
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        assert_eq!(package.scan(), expected);
        assert_eq!(package.cache(), whole);
    }
    let mut emptied = whole.clone();
    emptied[whole.len() / 3..].fill(0);
    fs::write(&file, emptied).unwrap();
    assert_eq!(package.scan(), expected);
}

#[test]
fn builds_at_the_same_time_do_no_harm_to_each_other() {
    let package = Package::new(ONE);
    let expected = package.scan();
    let whole = package.cache();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| assert_eq!(package.scan(), expected)));
        }
    });
    assert_eq!(package.cache(), whole);
}
