//! What a raise frame says of an exception.

use crate::build::{dict, int, list, text, tuple};
use crate::encode;
use snakebridge_core::{Exception, Expr, Hint, Value};
use snakebridge_wire::{NoObjects, WireError, decode_exception};

fn read(payload: Value) -> Result<Exception, WireError> {
    decode_exception(&encode(&Expr::Value(payload)), &mut NoObjects).map(|raised| raised.exception)
}

#[test]
fn an_exception_is_read_in_full() {
    let cause = dict([("type", text("builtins.ValueError")), ("message", text("inner"))]);
    let read = read(dict([
        ("type", text("builtins.KeyError")),
        ("bases", list([text("builtins.KeyError"), text("builtins.LookupError")])),
        ("message", text("'a'")),
        ("args", tuple([text("a"), int(3)])),
        (
            "frames",
            list([
                tuple([text("a.py"), int(3), text("f"), text("x = 1")]),
                tuple([text("b.py"), int(4), text("g"), Value::None]),
            ]),
        ),
        ("cause", cause.clone()),
        ("context", Value::None),
        ("suppress_context", Value::Bool(true)),
        ("notes", list([text("note")])),
        ("group", list([cause])),
        (
            "hints",
            list([
                tuple([text("nearest"), list([text("b"), text("c")])]),
                tuple([text("install"), list([text("numpy")])]),
                tuple([text("file"), list([text("helpers.py")])]),
                tuple([text("unheard of"), list([text("x")])]),
            ]),
        ),
    ]))
    .unwrap();
    assert!(read.is_instance("LookupError"));
    assert_eq!(read.message, "'a'");
    assert_eq!(read.args, [text("a"), int(3)]);
    assert_eq!(read.frames[0].source.as_deref(), Some("x = 1"));
    assert_eq!((read.frames[1].line, read.frames[1].source.as_deref()), (4, None));
    assert_eq!(read.cause.unwrap().message, "inner");
    assert!(read.context.is_none() && read.suppress_context);
    assert_eq!(read.notes, ["note"]);
    assert_eq!(read.group.len(), 1);
    let [nearest, install, file] = [
        Hint::Nearest(vec!["b".to_owned(), "c".to_owned()]),
        Hint::Install("numpy".to_owned()),
        Hint::File("helpers.py".to_owned()),
    ];
    assert_eq!(read.hints, [nearest, install, file]);
}

#[test]
fn a_strange_exception_is_still_an_exception() {
    let read = read(dict([
        ("type", int(3)),
        ("message", Value::Wtf8(b"a\xed\xa0\x80".to_vec())),
        ("args", text("none")),
        ("frames", list([int(1), tuple([]), tuple([int(1), int(2), int(3), int(4)])])),
        ("cause", int(1)),
        ("notes", Value::None),
        ("hints", list([int(1), tuple([text("nearest"), list([])])])),
    ]))
    .unwrap();
    assert_eq!(read.type_name, "builtins.BaseException");
    assert!(read.message.starts_with('a'));
    assert!(read.frames.is_empty() && read.hints.is_empty() && read.args.is_empty());
}

#[test]
fn what_is_no_dict_is_no_exception() {
    assert!(!read(int(1)).unwrap_err().is_limit());
}

#[test]
fn an_exception_whose_argument_holds_itself_comes_without_it() {
    let payload = b"\x80\x05}(\x8c\x07message\x8c\x02hi\x8c\x04args]\x94h\x00a\x85u.";
    let read = decode_exception(payload, &mut NoObjects).unwrap().exception;
    assert_eq!(read.message, "hi");
    assert_eq!(read.args, [list([])]);
}

#[test]
fn a_chain_of_causes_is_read_to_a_point() {
    let mut chain = dict([("message", text("first"))]);
    for _ in 0..500 {
        chain = dict([("message", text("then")), ("cause", chain)]);
    }
    let read = read(chain).unwrap();
    let causes = std::iter::successors(Some(&read), |one| one.cause.as_deref()).count();
    assert!((32..200).contains(&causes), "{causes}");
}

fn hints(kind: &str, texts: &[&str]) -> Vec<Hint> {
    let texts = Value::List(texts.iter().map(|&each| text(each)).collect());
    read(dict([("hints", list([tuple([text(kind), texts])]))])).unwrap().hints
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&each| each.to_owned()).collect()
}

#[test]
fn hints_about_arrays_have_fields() {
    let shapes = vec![vec![Some(2), None], vec![], vec![Some(4)]];
    for (kind, texts, expected, shown) in [
        (
            "shapes",
            &["shape=2,?", "shape=", "shape=4", "size=3", "size=4", "axis=-1"][..],
            Hint::ShapeMismatch { shapes, sizes: vec![3, 4], axis: Some(-1) },
            "shapes (2, ?), () and (4,) do not go together, sizes 3 and 4 differ along axis -1: reshape, transpose or cut one of them",
        ),
        (
            "shapes",
            &["axis=1", "size=3", "shape=2,4"],
            Hint::ShapeMismatch { shapes: vec![vec![Some(2), Some(4)]], sizes: vec![3], axis: Some(1) },
            "shape (2, 4) does not fit, size 3 is expected along axis 1: reshape, transpose or cut one of them",
        ),
        (
            "reshape",
            &["size=6", "shape=4,?"],
            Hint::Reshape { size: Some(6), shape: vec![Some(4), None] },
            "6 items do not fill shape (4, ?): its sizes have to multiply to the number of items",
        ),
        (
            "dimensions",
            &["expected=2", "found=1"],
            Hint::DimensionMismatch { expected: Some(2), found: Some(1) },
            "the array has 1 dimension, not 2: reshape it",
        ),
        (
            "dtypes",
            &["expected=Long", "expected=Int", "found=Float"],
            Hint::DTypeMismatch { expected: owned(&["Long", "Int"]), found: owned(&["Float"]) },
            "the dtype is Float, not Long or Int: convert, as with `.astype(dtype)` or `.to(dtype)`",
        ),
        (
            "devices",
            &["found=cuda:0", "found=cpu"],
            Hint::DeviceMismatch { devices: owned(&["cuda:0", "cpu"]) },
            "the tensors are on devices cuda:0 and cpu: move them to one, as with `.to(device)`",
        ),
        (
            "out_of_memory",
            &["device=cuda:0", "requested=23068672", "free=0", "capacity=25769803776"],
            Hint::OutOfMemory {
                device: Some("cuda:0".to_owned()),
                requested: Some(22 << 20),
                free: Some(0),
                capacity: Some(24 << 30),
            },
            "the memory of cuda:0 does not suffice for 22.0 MiB more with 0 bytes free: \
             work on less at a time, or drop objects that are not needed any more",
        ),
        (
            "out_of_memory",
            &["device=cpu", "requested=18446744073709551615"],
            Hint::OutOfMemory {
                device: Some("cpu".to_owned()),
                requested: Some(u64::MAX),
                free: None,
                capacity: None,
            },
            "main memory does not suffice for 15.9 EiB more: work on less at a time, or drop objects that are not needed any more",
        ),
        (
            "features",
            &["missing=a=b", "unexpected=c", "unexpected=d"],
            Hint::FeatureMismatch {
                expected: None,
                found: None,
                missing: owned(&["a=b"]),
                unexpected: owned(&["c", "d"]),
            },
            "the features are not those that the model was fitted with, `a=b` missing, `c`, `d` not expected: \
             give it the same, in the same order",
        ),
    ] {
        let read = hints(kind, texts);
        assert_eq!(read[0].to_string(), shown);
        assert_eq!(read, [expected]);
    }
}

#[test]
fn what_a_hint_does_not_tell_is_left_out() {
    let nothing = Hint::OutOfMemory { device: None, requested: None, free: None, capacity: None };
    assert_eq!(
        hints("out_of_memory", &["requested=-1", "requests=7", "free=99999999999999999999", "="]),
        [nothing]
    );
    let empty = Hint::ShapeMismatch { shapes: vec![], sizes: vec![], axis: None };
    assert_eq!(hints("shapes", &["size=many", "axis="]), [empty]);
    assert_eq!(hints("reshape", &["size=3"]), []);
    assert_eq!(hints("colours", &["found=red"]), []);
    for kind in ["shapes", "dimensions", "dtypes", "devices", "out_of_memory", "features"] {
        let [hint] = hints(kind, &[]).try_into().expect("one hint");
        assert!(hint.to_string().contains(": "), "{hint}");
    }
}
