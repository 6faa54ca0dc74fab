//! The wire against CPython itself: it reads what Rust writes, and Rust reads what it writes.

use crate::build::{int, list, text, tuple};
use crate::standard;
use crate::values::{pythonic, same};
use crate::{decode, encode};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use snakebridge_core::{Expr, Value};
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

const CASES: usize = 600;

#[test]
fn cpython_reads_and_writes_the_same_values() {
    let mut runner = TestRunner::deterministic();
    let strategy = pythonic();
    let mut values: Vec<Value> =
        (0..CASES).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    values.push(Value::List((0..2500).map(|number| list([int(number)])).collect()));
    values.push(Value::Set((0..2500).map(Value::Int).collect()));
    values.push(Value::Dict((0..2500).map(|number| (Value::Int(number), text("value"))).collect()));
    let mut input = (values.len() as u32).to_le_bytes().to_vec();
    for value in &values {
        write_counted(&encode(&Expr::Value(value.clone())), &mut input);
        write_counted(python(value).as_bytes(), &mut input);
    }
    let output = ask_python(input);
    let mut answers = read_counted(&output);
    for value in &values {
        let read = decode(answers.next().expect("an answer")).unwrap();
        assert!(same(&read, value), "{read:?}\n{value:?}");
    }
    for (special, payload) in specials().into_iter().zip(answers.by_ref()) {
        let read = decode(payload).unwrap();
        assert!(same(&read, &special), "{read:.200?}");
    }
    assert_eq!(answers.next(), None);
}

/// What `SPECIALS` of `live.py` are.
fn specials() -> Vec<Value> {
    let number = |number: i32| Value::Int(number.into());
    let inner = || Value::List((0..10).map(Value::Int).collect());
    let word = |value: Value| Value::Dict(vec![(text("word"), value)]);
    vec![
        Value::List((0..2500).map(|number| Value::Float(f64::from(number) * 0.5)).collect()),
        Value::List((0..2500).map(|number| Value::Str(number.to_string())).collect()),
        Value::Dict((0..2500).map(|key| (number(key), list([number(key)]))).collect()),
        Value::Set((0..2500).map(number).collect()),
        Value::FrozenSet((0..2500).map(number).collect()),
        Value::Tuple((0..2500).map(number).collect()),
        list([
            Value::Str("x".repeat(70_000)),
            Value::Bytes(vec![b'y'; 70_000]),
            Value::Str("z".repeat(10)),
            Value::ByteArray(vec![b'w'; 70_000]),
        ]),
        Value::List(
            (0..100).map(|_| list([Value::Str("x".repeat(1000)), Value::Str("x".repeat(1000))])).collect(),
        ),
        list([
            inner(),
            tuple([inner(), inner()]),
            word(inner()),
            Value::List((0..2500).map(|value| word(number(value))).collect()),
            list([inner(), list([inner()])]),
        ]),
    ]
}

fn ask_python(input: Vec<u8>) -> Vec<u8> {
    let mut python = Command::new("python3")
        .args(["-I", "-c", include_str!("live.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut stdin = python.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let mut output = Vec::new();
    python.stdout.take().expect("a pipe").read_to_end(&mut output).unwrap();
    assert!(python.wait().unwrap().success());
    writer.join().unwrap().unwrap();
    output
}

fn write_counted(bytes: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn read_counted(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = bytes.split_first_chunk()?;
        let (payload, rest) = rest.split_at(u32::from_le_bytes(*length) as usize);
        bytes = rest;
        Some(payload)
    })
}

/// Python source that makes the value without any pickle.
fn python(value: &Value) -> String {
    let bytes = |bytes: &[u8]| format!("b\"{}\"", bytes.escape_ascii());
    let all = |items: &[Value]| items.iter().fold(String::new(), |all, item| all + &python(item) + ",");
    match value {
        Value::None => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(int) => int.to_string(),
        Value::BigInt(int) => int.to_string(),
        Value::Float(float) => format!("f64({})", float.to_bits()),
        Value::Complex(complex) => {
            format!("complex(f64({}), f64({}))", complex.re.to_bits(), complex.im.to_bits())
        }
        Value::Str(text) => format!("text({})", bytes(text.as_bytes())),
        Value::Wtf8(text) => format!("text({})", bytes(text)),
        Value::Bytes(data) => bytes(data),
        Value::ByteArray(data) => format!("bytearray({})", bytes(data)),
        Value::List(items) => format!("[{}]", all(items)),
        Value::Tuple(items) => format!("({})", all(items)),
        Value::Set(items) => format!("set([{}])", all(items)),
        Value::FrozenSet(items) => format!("frozenset([{}])", all(items)),
        Value::Dict(items) => {
            let mut source = "{".to_owned();
            for (key, value) in items {
                write!(source, "{}: {},", python(key), python(value)).expect("writing to a string");
            }
            source + "}"
        }
        Value::Array(array) => {
            let shape = array.shape().iter().fold(String::new(), |all, axis| all + &axis.to_string() + ",");
            format!("Array((\"{}\", ({shape}), {}))", array.dtype(), bytes(array.data()))
        }
        other => standard::python(other),
    }
}
