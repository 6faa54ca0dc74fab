//! What a raise frame says of an exception.

use crate::build::{dict, int, list, text, tuple};
use crate::encode;
use snakebridge_core::{Exception, Expr, Hint, Value};
use snakebridge_worker::wire::{NoObjects, WireError, decode_exception};

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
