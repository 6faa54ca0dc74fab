//! Whether a result is what was recorded, by the matching rules of the format.

use serde_json::{Map, Value as Json};

/// Floats may differ so much, relatively: another processor may take another path through the same library.
const TOLERANCE: f64 = 1e-9;
/// Stands for any module name.
const HOST: &str = "<host>.";

/// Whether `got` is what was expected.
pub(crate) fn matches(expected: &Json, got: &Json) -> bool {
    match (expected, got) {
        (Json::Array(expected), Json::Array(got)) => all_match(expected, got),
        (Json::Object(expected), _) => object_matches(expected, got),
        (Json::Number(expected), Json::Number(got)) => expected.as_i64() == got.as_i64(),
        (expected, got) => expected == got,
    }
}

fn all_match(expected: &[Json], got: &[Json]) -> bool {
    expected.len() == got.len() && expected.iter().zip(got).all(|(expected, got)| matches(expected, got))
}

fn object_matches(expected: &Map<String, Json>, got: &Json) -> bool {
    let tag = tag(expected);
    let Some(got) = got.as_object() else {
        return tag == "npscalar" && expected.get("v").is_some_and(|value| matches(value, got));
    };
    match (tag, self::tag(got)) {
        ("float", "float") => text(expected, "sub") == text(got, "sub") && floats_match(expected, got),
        ("set", "set") | ("frozenset", "frozenset") => {
            members_match(expected, got, &["v"]) && sets_match(expected, got)
        }
        ("raise", "raise") | ("exception", "exception") => {
            members_match(expected, got, &["bases", "message_contains"])
                && text(got, "message_contains").contains(text(expected, "message_contains"))
        }
        // The two projections: a numpy scalar as its plain value, a view of bytes or a bytearray as bytes.
        ("npscalar", other) if other != "npscalar" => {
            expected.get("v").is_some_and(|value| matches(value, &Json::Object(got.clone())))
        }
        ("bytearray" | "memoryview", "bytes") => text(expected, "v") == text(got, "v"),
        (expected_tag, got_tag) => expected_tag == got_tag && members_match(expected, got, &[]),
    }
}

/// Whether both have the same members with the same values, some left aside.
fn members_match(expected: &Map<String, Json>, got: &Map<String, Json>, aside: &[&str]) -> bool {
    let counted =
        |members: &Map<String, Json>| members.keys().filter(|name| !aside.contains(&name.as_str())).count();
    let same = |(name, expected): (&String, &Json)| {
        aside.contains(&name.as_str()) || got.get(name).is_some_and(|got| member_matches(name, expected, got))
    };
    counted(expected) == counted(got) && expected.iter().all(same)
}

fn member_matches(name: &str, expected: &Json, got: &Json) -> bool {
    match (name, expected, got) {
        ("type" | "sub" | "name", Json::String(expected), Json::String(got)) => types_match(expected, got),
        _ => matches(expected, got),
    }
}

fn types_match(expected: &str, got: &str) -> bool {
    match expected.strip_prefix(HOST) {
        Some(name) => got.strip_suffix(name).is_some_and(|module| module.ends_with('.')),
        None => expected == got,
    }
}

fn floats_match(expected: &Map<String, Json>, got: &Map<String, Json>) -> bool {
    let (expected, got) = (text(expected, "v"), text(got, "v"));
    if expected == got {
        return true;
    }
    let (Ok(expected), Ok(got)) = (expected.parse::<f64>(), got.parse::<f64>()) else { return false };
    let comparable = expected.is_finite() && got.is_finite() && expected != 0.0;
    comparable && (expected - got).abs() <= TOLERANCE * expected.abs().max(got.abs())
}

/// A projection may have changed the order of the items.
fn sets_match(expected: &Map<String, Json>, got: &Map<String, Json>) -> bool {
    let (Some(expected), Some(got)) = (items(expected), items(got)) else { return false };
    let mut left: Vec<&Json> = got.iter().collect();
    let mut take = |expected: &Json| {
        let found = left.iter().position(|got| matches(expected, got));
        found.map(|position| left.swap_remove(position)).is_some()
    };
    expected.len() == got.len() && expected.iter().all(&mut take)
}

fn items(members: &Map<String, Json>) -> Option<&Vec<Json>> {
    members.get("v")?.as_array()
}

fn tag(members: &Map<String, Json>) -> &str {
    text(members, "t")
}

fn text<'a>(members: &'a Map<String, Json>, name: &str) -> &'a str {
    members.get(name).and_then(Json::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::matches;
    use serde_json::{Value as Json, json};

    fn assert_outcomes(cases: &[(Json, Json, bool)]) {
        for (expected, got, outcome) in cases {
            assert_eq!(matches(expected, got), *outcome, "{expected} and {got}");
        }
    }

    #[test]
    fn plain_data_is_equal_or_not() {
        assert_outcomes(&[
            (json!([1, "a", null, true]), json!([1, "a", null, true]), true),
            (json!([1, 2]), json!([2, 1]), false),
            (json!([1]), json!([1, 1]), false),
            (json!(1), json!(true), false),
            (json!(1), json!({"t": "float", "v": "1.0"}), false),
            (json!({"t": "tuple", "v": [1]}), json!([1]), false),
            (json!({"t": "tuple", "v": [1]}), json!({"v": [1], "t": "tuple"}), true),
            (json!({"t": "str", "v": "x", "sub": "m.C"}), json!("x"), false),
            (json!({"t": "str", "v": "x", "sub": "m.C"}), json!({"t": "str", "v": "x"}), false),
        ]);
    }

    #[test]
    fn floats_may_differ_a_little() {
        let float = |text: &str| json!({"t": "float", "v": text});
        assert_outcomes(&[
            (float("nan"), float("nan"), true),
            (float("1.0"), float("1.0000000001"), true),
            (float("1.0"), float("1.00001"), false),
            (float("0.0"), float("-0.0"), false),
            (float("inf"), float("1.0"), false),
            (float("inf"), float("-inf"), false),
            (
                json!({"t": "ndarray", "data": [float("2.0")]}),
                json!({"t": "ndarray", "data": [float("2.0000000001")]}),
                true,
            ),
        ]);
    }

    #[test]
    fn the_host_is_any_module() {
        let opaque = |name: &str| json!({"t": "opaque", "type": name});
        assert_outcomes(&[
            (opaque("<host>.A.B"), opaque("some.where.A.B"), true),
            (opaque("<host>.B"), opaque("m.AB"), false),
            (opaque("m.A"), opaque("n.A"), false),
            (json!({"t": "type", "name": "<host>.A"}), json!({"t": "type", "name": "m.A"}), true),
        ]);
    }

    #[test]
    fn exceptions_go_by_type_and_a_part_of_the_message() {
        let raised = |name: &str, message: &str| json!({"t": "raise", "type": name, "bases": [name], "message_contains": message});
        assert_outcomes(&[
            (raised("m.E", "part"), raised("m.E", "the part of it"), true),
            (raised("m.E", ""), raised("m.E", "anything"), true),
            (raised("m.E", "part"), raised("m.E", "else"), false),
            (raised("m.E", ""), raised("m.F", ""), false),
            (raised("m.E", ""), json!({"t": "exception", "type": "m.E", "message_contains": ""}), false),
        ]);
        let group = |members: Json| json!({"t": "raise", "type": "m.G", "message_contains": "", "exceptions": members});
        let member = |message: &str| json!({"t": "exception", "type": "m.E", "message_contains": message});
        assert_outcomes(&[
            (group(json!([member("a")])), group(json!([member("has a")])), true),
            (group(json!([member("a")])), group(json!([])), false),
            (group(json!([member("a")])), raised("m.G", ""), false),
        ]);
    }

    #[test]
    fn projections() {
        let scalar = |value: Json| json!({"t": "npscalar", "dtype": "int64", "v": value});
        assert_outcomes(&[
            (scalar(json!(7)), json!(7), true),
            (scalar(json!(7)), json!(8), false),
            (scalar(json!({"t": "float", "v": "0.5"})), json!({"t": "float", "v": "0.5"}), true),
            (scalar(json!(7)), scalar(json!(7)), true),
            (json!(7), scalar(json!(7)), false),
            (json!({"t": "bytearray", "v": "YQ=="}), json!({"t": "bytes", "v": "YQ=="}), true),
            (
                json!({"t": "memoryview", "format": "B", "shape": [1], "v": "YQ=="}),
                json!({"t": "bytes", "v": "YQ=="}),
                true,
            ),
            (json!({"t": "bytes", "v": "YQ=="}), json!({"t": "bytearray", "v": "YQ=="}), false),
            (json!({"t": "set", "v": [2, scalar(json!(1))]}), json!({"t": "set", "v": [1, 2]}), true),
        ]);
    }
}
