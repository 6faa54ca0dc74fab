use super::*;

fn manifest(version: &str, symbols: &str) -> Manifest {
    let libraries = format!(r#"{{"toy": {{"version": "{version}", "symbols": {symbols}}}}}"#);
    Manifest::from_json(&format!(r#"{{"version": 1, "libraries": {libraries}}}"#)).unwrap()
}

const OLD: &str = r#"{
    "toy": {"kind": "module"},
    "toy.gone": {"kind": "value", "type": "builtins.int"},
    "toy.size": {"kind": "value", "type": "builtins.int"},
    "toy.f": {"kind": "function", "evidence": "runtime", "returns": "int", "parameters": [
        {"name": "a", "kind": "positional_or_keyword"},
        {"name": "b", "kind": "positional_or_keyword", "annotation": "int"},
        {"name": "c", "kind": "keyword_only", "default": "1"},
        {"name": "d", "kind": "keyword_only", "default": "None"}]},
    "toy.C": {"kind": "class", "doc": "Old.", "others": ["x"],
        "constructor": {"evidence": "runtime", "parameters": [{"name": "data", "kind": "positional_or_keyword"}]},
        "members": {"m": {"kind": "method", "evidence": "stub"}}}}"#;
const NEW: &str = r#"{
    "toy": {"kind": "module"},
    "toy.new": {"kind": "value", "type": "builtins.int"},
    "toy.size": {"kind": "function", "evidence": "runtime"},
    "toy.f": {"kind": "function", "evidence": "stub", "returns": "float", "parameters": [
        {"name": "b", "kind": "positional_or_keyword", "annotation": "int | None"},
        {"name": "a", "kind": "positional_or_keyword", "default": "0"},
        {"name": "c", "kind": "keyword_only"},
        {"name": "e", "kind": "keyword_only"}]},
    "toy.C": {"kind": "class", "doc": "New.", "others": ["x", "y"],
        "constructor": {"evidence": "runtime", "parameters": [
            {"name": "data", "kind": "positional_or_keyword"},
            {"name": "copy", "kind": "positional_or_keyword", "default": "False"}]},
        "members": {"m": {"kind": "method", "evidence": "runtime"}}}}"#;

#[test]
fn every_difference_is_told_in_terms_of_symbols() {
    let changes = Changes::between(&manifest("1.0", OLD), &manifest("2.0", NEW));
    let expected = "\
toy 1.0 -> 2.0
  ~ toy.C
      parameter `copy` added
      docstring changed
  ~ toy.C.m
      evidence: `stub` -> `runtime`
  ~ toy.f
      evidence: `runtime` -> `stub`
      `a` may be left out now, default `0`
      type of `b`: `int` -> `int | None`
      `c` has to be given now
      parameter `d` removed
      parameter `e` added, which has to be given
      parameters in another order: a, b -> b, a
      returns: `int` -> `float`
  - toy.gone
  + toy.new
  ~ toy.size
      evidence: none -> `runtime`
      kind: `value` -> `function`
      type: `builtins.int` -> none
";
    assert_eq!(changes.to_string(), expected);
    assert!(Changes::between(&manifest("1.0", OLD), &manifest("1.0", OLD)).is_empty());
}

#[test]
fn as_json_it_keeps_every_value() {
    let changes = Changes::between(&manifest("1.0", OLD), &manifest("2.0", NEW));
    let json = serde_json::to_value(&changes).unwrap();
    assert_eq!(json["libraries"]["toy"]["to"], "2.0");
    let of_f = json["libraries"]["toy"]["symbols"]["toy.f"]["changes"].as_array().unwrap();
    assert!(of_f.contains(&serde_json::json!({"change": "parameter_removed", "parameter": "d"})));
    assert!(of_f.contains(
        &serde_json::json!({"change": "parameter", "parameter": "b", "field": "annotation", "from": "int", "to": "int | None"})
    ));
}

#[test]
fn warnings_are_only_of_what_may_matter_to_a_call() {
    let mut diagnostics = Diagnostics::default();
    Changes::between(&manifest("1.0", OLD), &manifest("2.0", NEW)).warn(&mut diagnostics);
    let text = diagnostics.render(std::path::Path::new("."));
    assert!(text.contains("warning[SB0014]: `toy.f` has changed between 1.0 and 2.0: "), "{text}");
    assert!(text.contains("`toy.C` has changed between 1.0 and 2.0: parameter `copy` added\n"), "{text}");
    assert!(!text.contains("toy.C.m") && !text.contains("toy.gone"), "{text}");
}
