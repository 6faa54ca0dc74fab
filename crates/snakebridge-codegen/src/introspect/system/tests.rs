//! Libraries that end Python, or hold it up, lose what did that and nothing else.

use super::*;
use snakebridge_environment::find_runtime;
use std::collections::{BTreeMap, BTreeSet};

fn asked(library: &str, paths: &[&str], seconds: u64) -> Result<ProbeAnswer, Diagnostic> {
    let toys = concat!(env!("CARGO_MANIFEST_DIR"), "/../../python/tests/probe/toys");
    let request = ProbeRequest {
        library: library.to_owned(),
        path: vec![toys.into()],
        paths: paths.iter().map(|path| format!("{library}.{path}")).collect(),
        names: BTreeSet::new(),
        globs: Vec::new(),
        extent: None,
        typeshed: None,
        avoid: BTreeMap::new(),
    };
    let python = find_runtime(None, None).unwrap().interpreter;
    probe_within(Duration::from_secs(seconds), &python, &request)
}

#[test]
fn what_ends_python_is_left_out_alone() {
    let paths = ["before", "crashes", "leaves", "sub.x", "Cls.fine", "Cls.crashes", "zlast"];
    let library = asked("crashing", &paths, 120).unwrap().library;
    let skipped: Vec<&str> = library.skipped.keys().map(String::as_str).collect();
    let expected = ["crashing.Cls.crashes", "crashing.crashes", "crashing.leaves", "crashing.sub.x"];
    assert_eq!(skipped, expected);
    let reason = |path: &str| library.skipped[path].reason.clone();
    let ended = reason("crashing.crashes");
    assert!(ended.starts_with("looking at `crashing.crashes` ended Python ("), "{ended}");
    let ended = reason("crashing.sub.x");
    assert!(ended.starts_with("importing `crashing.sub` ended Python ("), "{ended}");
    for path in ["crashing.before", "crashing.Cls", "crashing.zlast"] {
        assert!(library.symbols.contains_key(path), "{path}");
    }
}

#[test]
fn what_holds_it_up_is_left_out_alone() {
    let library =
        asked("stuck", &["before", "attribute", "signature", "Cls.method", "zlast"], 24).unwrap().library;
    let skipped: Vec<&str> = library.skipped.keys().map(String::as_str).collect();
    assert_eq!(skipped, ["stuck.Cls.method", "stuck.attribute", "stuck.signature"]);
    let reason = &library.skipped["stuck.attribute"].reason;
    assert!(reason.starts_with("looking at `stuck.attribute` was not done after 2 s"), "{reason}");
    assert!(library.symbols.contains_key("stuck.zlast"));
}

#[test]
fn a_library_that_cannot_be_imported_is_skipped_whole() {
    let library = asked("hanging", &["x"], 6).unwrap().library;
    let reason = &library.skipped["hanging.x"].reason;
    assert!(reason.starts_with("importing `hanging` was not done after 2 s"), "{reason}");
    assert!(library.symbols.is_empty());
}
