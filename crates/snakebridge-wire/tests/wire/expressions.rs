//! What expressions look like on the wire; that CPython takes them the same way is for `live`.

use crate::build::int;
use crate::encode;
use snakebridge_core::engine::Ask;
use snakebridge_core::{Call, CallExpr, Error, Expr, Value, Want};
use snakebridge_wire::{Header, Kind, NoNames, encode_ask, encode_expr};

fn payload(call: Call) -> Vec<u8> {
    encode(&call.into_expr().unwrap())
}

#[test]
fn a_plain_call_is_the_call_itself() {
    let expected = b"\x80\x05\x8c\x09math.sqrtQG@\x30\0\0\0\0\0\0\x85R.";
    assert_eq!(payload(Call::to("math.sqrt").arg(16.0)), expected);
}

#[test]
fn a_tag_is_spelled_out_once() {
    let expected =
        b"\x80\x05\x8c\x0bsnakebridge\x8c\x04attr\x93\x94h\x00\x8c\x01mQ)R\x8c\x01a\x86R\x8c\x01b\x86R.";
    assert_eq!(payload(Call::to("m").attr("a").attr("b")), expected);
}

#[test]
fn keywords_go_through_a_tag() {
    let expected =
        b"\x80\x05\x8c\x0bsnakebridge\x8c\x04call\x93\x94\x8c\x01fQK\x01\x85}(\x8c\x01kK\x02u\x87R.";
    assert_eq!(payload(Call::to("f").arg(1).kwarg("k", 2)), expected);
}

#[test]
fn an_item_and_many_arguments() {
    let expected =
        b"\x80\x05\x8c\x0bsnakebridge\x8c\x04item\x93\x94\x8c\x01fQ(K\x01K\x02K\x03K\x04tRK\x00\x86R.";
    assert_eq!(payload(Call::to("f").arg(1).arg(2).arg(3).arg(4).item(0)), expected);
}

#[test]
fn expressions_stand_inside_containers() {
    let inner = Value::Expr(Box::new(Expr::call(Expr::Path("f".into()))));
    let list = Expr::Value(Value::List(vec![int(1), inner.clone(), Value::Dict(vec![(int(2), inner)])]));
    assert_eq!(encode(&list), b"\x80\x05](K\x01\x8c\x01fQ)R}(K\x02\x8c\x01fQ)Rue.");
}

#[test]
fn an_eval_frame_has_its_want_and_its_length() {
    let expr = Expr::Path("m".into());
    let mut out = b"before".to_vec();
    let evaluate = |want, awaiting| Ask::Evaluate { expr: &expr, want, awaiting };
    for (ask, flags, payload) in [
        (evaluate(Want::Value, false), 0, &b"\x80\x05\x8c\x01mQ."[..]),
        (evaluate(Want::Object, false), 1, b"\x80\x05\x8c\x01mQ."),
        (evaluate(Want::Nothing, true), 6, b"\x80\x05\x8c\x01mQ."),
        (evaluate(Want::List(&Want::Object), false), 3, b"\x80\x05\x8c\x04listK\x01\x86\x8c\x01mQ\x86."),
        (Ask::Iterate { expr: &expr, awaiting: false }, 9, b"\x80\x05\x8c\x01mQ."),
    ] {
        out.truncate(6);
        encode_ask(9, 5, ask, &NoNames, &mut out).unwrap();
        let (head, body) = out[6..].split_first_chunk().unwrap();
        let length = payload.len() as u64;
        let expected = Header { kind: Kind::Eval, flags, id: 9, context: 5, length };
        assert_eq!(Header::parse(head).unwrap(), expected);
        assert_eq!(body, payload);
    }
}

#[test]
fn what_cannot_be_sent_leaves_nothing_behind() {
    let broken = Expr::Value(Value::List(vec![int(1), Value::Wtf8(vec![0xff])]));
    let mut out = b"before".to_vec();
    let ask = Ask::Evaluate { expr: &broken, want: Want::Value, awaiting: false };
    let error = encode_ask(1, 0, ask, &NoNames, &mut out).unwrap_err();
    assert!(matches!(error, Error::Usage(_)), "{error}");
    assert!(encode_expr(&broken, &NoNames, &mut out).is_err());
    assert_eq!(out, b"before");
}

/// Nests an expression as deep as no stack is.
fn nest(mut expr: Expr, wrap: impl Fn(Expr) -> Expr) -> Vec<u8> {
    for _ in 0..100_000 {
        expr = wrap(expr);
    }
    let payload = encode(&expr);
    // To drop it would recurse.
    std::mem::forget(expr);
    payload
}

#[test]
fn no_expression_is_too_deep() {
    let path = || Expr::Path("m".into());
    nest(path(), |expr| Expr::Attr(Box::new(expr), "a".into()));
    nest(path(), |expr| Expr::Item(Box::new((path(), expr))));
    nest(path(), Expr::call);
    nest(path(), |expr| Expr::Call(Box::new(CallExpr { callee: path(), args: vec![expr], kwargs: vec![] })));
    nest(path(), |expr| {
        Expr::Call(Box::new(CallExpr { callee: path(), args: vec![], kwargs: vec![("k".into(), expr)] }))
    });
    nest(path(), |expr| Expr::Value(Value::List(vec![int(1), expr.into()])));
    let lists = nest(path(), |expr| match expr {
        Expr::Value(value) => Expr::Value(Value::Tuple(vec![value])),
        other => Expr::Value(Value::List(vec![other.into()])),
    });
    assert!(lists.ends_with(&[0x85, 0x85, 0x85, b'.']));
}
