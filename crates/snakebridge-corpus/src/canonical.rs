//! The canonical encoding of plain data, and its text.

use serde_json::{Map, Value as Json, json};
use snakebridge::BigInt;
use std::fmt::Write as _;

/// From so many bits on an int is written in hexadecimal digits.
const HEXADECIMAL_FROM: u64 = 12_000;
/// The first int that JSON readers may not hold exactly.
const INEXACT_FROM: u64 = 1 << 53;

/// The order in which the encoding writes the members of its objects; see [`compact`].
const MEMBERS: [&str; 22] = [
    "t", "kind", "type", "dtype", "format", "shape", "name", "value", "fields", "cp", "v", "re", "im", "n",
    "d", "tz", "fold", "data", "sha256", "up", "bases", "sub",
];

/// A tagged object.
pub(crate) fn tagged<const N: usize>(tag: &str, members: [(&str, Json); N]) -> Json {
    let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
    Json::Object([("t".to_owned(), Json::from(tag))].into_iter().chain(members).collect::<Map<_, _>>())
}

/// The tag form of a builtin as an instance of a strict subclass has it.
pub(crate) fn subclass(tag: &str, mut encoded: Json, class: &str) -> Json {
    if !encoded.is_object() {
        encoded = tagged(tag, [("v", encoded)]);
    }
    if let Json::Object(members) = &mut encoded {
        members.insert("sub".to_owned(), class.into());
    }
    encoded
}

pub(crate) fn int(int: &BigInt) -> Json {
    match i64::try_from(int) {
        Ok(small) if small.unsigned_abs() < INEXACT_FROM => small.into(),
        _ if int.bits() > HEXADECIMAL_FROM => tagged("int", [("v", hexadecimal(int).into())]),
        _ => tagged("int", [("v", int.to_string().into())]),
    }
}

/// As Python's `hex`.
fn hexadecimal(int: &BigInt) -> String {
    let digits = int.to_str_radix(16);
    match digits.strip_prefix('-') {
        Some(digits) => format!("-0x{digits}"),
        None => format!("0x{digits}"),
    }
}

pub(crate) fn float(float: f64) -> Json {
    tagged("float", [("v", float_text(float).into())])
}

/// As Python's `float.__repr__`: the shortest digits that read back as the same number (both languages), an exponent below
/// 1e-4 and from 1e16 on (`float_repr_style` "short" of CPython).
pub(crate) fn float_text(float: f64) -> String {
    if float.is_nan() {
        return "nan".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{float:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if float != 0.0 && !(-4..16).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    let plain = format!("{float}");
    if plain.contains('.') { plain } else { plain + ".0" }
}

pub(crate) fn complex(re: f64, im: f64) -> Json {
    tagged("complex", [("re", float_text(re).into()), ("im", float_text(im).into())])
}

pub(crate) fn bytes(tag: &str, bytes: &[u8]) -> Json {
    use base64::Engine as _;
    tagged(tag, [("v", base64::engine::general_purpose::STANDARD.encode(bytes).into())])
}

/// A str in generalised UTF-8: its code points, lone surrogates among them.
pub(crate) fn lone_surrogates(wtf8: &[u8]) -> Json {
    let mut points: Vec<u32> = Vec::new();
    for &byte in wtf8 {
        match (byte, points.last_mut()) {
            (0x80..=0xbf, Some(last)) => *last = (*last << 6) | u32::from(byte & 0x3f),
            (0xc0..=0xdf, _) => points.push(u32::from(byte & 0x1f)),
            (0xe0..=0xef, _) => points.push(u32::from(byte & 0x0f)),
            (0xf0..=0xff, _) => points.push(u32::from(byte & 0x07)),
            _ => points.push(u32::from(byte)),
        }
    }
    tagged("str", [("cp", points.into())])
}

/// A set or frozenset, whose items are in no order of their own.
pub(crate) fn set(tag: &str, mut items: Vec<Json>) -> Json {
    items.sort_by_cached_key(sorted);
    tagged(tag, [("v", items.into())])
}

/// As Python's `json.dumps(value, sort_keys=True)`.
pub(crate) fn sorted(value: &Json) -> String {
    let mut text = String::new();
    write(value, &mut text, Style { comma: ", ", colon: ": ", sorted: true });
    text
}

/// As Python's `json.dumps(value, separators=(",", ":"))` of a value that has its members in the order of the encoding.
pub(crate) fn compact(value: &Json) -> String {
    let mut text = String::new();
    write(value, &mut text, Style { comma: ",", colon: ":", sorted: false });
    text
}

#[derive(Clone, Copy)]
struct Style {
    comma: &'static str,
    colon: &'static str,
    sorted: bool,
}

fn write(value: &Json, text: &mut String, style: Style) {
    match value {
        Json::Array(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                text.push_str(if position == 0 { "" } else { style.comma });
                write(item, text, style);
            }
            text.push(']');
        }
        Json::Object(members) => {
            let mut members: Vec<(&String, &Json)> = members.iter().collect();
            let rank =
                |name: &str| MEMBERS.iter().position(|member| *member == name).unwrap_or(MEMBERS.len());
            members.sort_by_key(|(name, _)| (if style.sorted { 0 } else { rank(name) }, *name));
            text.push('{');
            for (position, (name, value)) in members.into_iter().enumerate() {
                text.push_str(if position == 0 { "" } else { style.comma });
                write_str(name, text);
                text.push_str(style.colon);
                write(value, text, style);
            }
            text.push('}');
        }
        Json::String(string) => write_str(string, text),
        other => text.push_str(&other.to_string()),
    }
}

/// With ASCII escapes, as Python has them.
fn write_str(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            ' '..='~' => text.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _always_fits = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text.push('"');
}

/// A container met again inside itself, so many levels up.
pub(crate) fn cycle(up: usize) -> Json {
    json!({"t": "cycle", "up": up})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_python_writes_them() {
        let cases = [
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (1.5e-5, "1.5e-05"),
            (0.0001, "0.0001"),
            (1e22, "1e+22"),
            (5e-324, "5e-324"),
            (1.797_693_134_862_315_7e308, "1.7976931348623157e+308"),
            (123_456_789.123_456_79, "123456789.12345679"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ];
        for (number, text) in cases {
            assert_eq!(float_text(number), text);
        }
    }

    #[test]
    fn ints_are_numbers_then_digits_then_hexadecimal() {
        assert_eq!(int(&BigInt::from((1_i64 << 53) - 1)), json!(9_007_199_254_740_991_i64));
        assert_eq!(int(&BigInt::from(-(1_i64 << 53))), json!({"t": "int", "v": "-9007199254740992"}));
        assert_eq!(
            int(&-(BigInt::from(1) << 12_000_u32)),
            json!({"t": "int", "v": format!("-0x1{}", "0".repeat(3000))})
        );
    }

    #[test]
    fn text_is_that_of_python() {
        let value = json!({"v": ["\u{e9}\u{1f40d}\u{7f}", 1], "t": "x"});
        assert_eq!(sorted(&value), r#"{"t": "x", "v": ["\u00e9\ud83d\udc0d\u007f", 1]}"#);
        assert_eq!(compact(&complex(1.0, -2.0)), r#"{"t":"complex","re":"1.0","im":"-2.0"}"#);
    }

    #[test]
    fn surrogates_are_code_points() {
        assert_eq!(
            lone_surrogates(b"a\xed\xb2\x80\xc3\xa9"),
            json!({"t": "str", "cp": [0x61, 0xdc80, 0xe9]})
        );
    }

    #[test]
    fn sets_are_sorted_by_the_text_of_their_items() {
        assert_eq!(set("set", vec![json!(2), json!("a"), json!(10)]), json!({"t": "set", "v": ["a", 10, 2]}));
    }
}
