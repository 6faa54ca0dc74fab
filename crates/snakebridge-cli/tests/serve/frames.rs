//! Frames that are torn, wrong or no frames at all, and the hello.

use crate::host::{Host, atom, call, eval, int, kind, list, map, text, value};
use proptest::prelude::*;
use snakebridge_serve::etf::Term;
use std::path::Path;

fn frame(term: &Term) -> Vec<u8> {
    let term = term.encode();
    [&(term.len() as u32).to_be_bytes()[..], &term].concat()
}

fn hello() -> Term {
    Term::tuple("hello", [int(1), Term::Map(Vec::new())])
}

#[test]
fn frames_may_come_byte_by_byte_and_many_at_once() {
    let mut host = Host::spawn(None);
    let ping = |id| frame(&Term::tuple("ping", [int(id)]));
    for byte in [frame(&hello()), ping(1)].concat() {
        host.send_bytes(&[byte]);
    }
    assert!(host.next().tagged("hello").is_some());
    assert_eq!(host.next(), Term::tuple("pong", [int(1)]));
    host.send_bytes(&(2..500).flat_map(ping).collect::<Vec<u8>>());
    for id in 2..500 {
        assert_eq!(host.next(), Term::tuple("pong", [int(id)]));
    }
}

#[test]
fn a_request_that_makes_no_sense_is_an_error_that_says_where() {
    let mut host = Host::start();
    let mut complaint = |ask: Term| {
        let error = host.ask(1, ask).unwrap_err();
        assert_eq!(kind(&error), "usage");
        error.get("message").and_then(Term::as_str).expect("it has a text").to_owned()
    };
    let pid = list([int(1), list([atom("pid")])]);
    let text_of = complaint(value(call("f", [pid])));
    assert!(text_of.contains("the atom `pid`") && text_of.contains("`$.args[0][1][0]`"), "{text_of}");
    assert!(complaint(value(Term::Tuple(vec![]))).contains("an empty tuple"));
    assert!(complaint(value(Term::Binary(vec![255]))).contains("not UTF-8"));
    assert!(complaint(value(Term::tuple("date", [int(2023), int(2), int(29)]))).contains("day of the month"));
    assert!(complaint(Term::tuple("pull", [atom("value"), int(1), int(1)])).contains("where"));
    assert!(complaint(atom("everything")).contains("neither a tuple nor `facts`"));
    let deep = (0..2000).fold(list([]), |inner, _| list([inner]));
    assert!(complaint(value(deep)).contains("more than 1000 deep"));
    let chain = (0..3000).fold(text("x"), |expr, _| crate::host::method(expr, "strip", []));
    assert!(complaint(value(chain)).contains("more than 1000 deep"));
    let id = host.begin_with(1, 0, value(int(1)), map([("haste", atom("true"))]));
    let error = host.answer(id).unwrap_err();
    assert!(error.get("message").and_then(Term::as_str).unwrap().contains("`$.haste`"), "{error:?}");
    let nested = (0..990).fold(int(-1), |inner, _| call("builtins.abs", [inner]));
    assert_eq!(host.value(1, nested), int(1), "what is not too deep is not");
}

#[test]
fn what_is_no_message_ends_the_server_and_says_so() {
    let long = [0xff, 0xff, 0xff, 0xff];
    let wrong: [(&[u8], &str); 6] = [
        (&[0, 0, 0, 0], "no term"),
        (&[0, 0, 0, 2, 131, 80], "compressed"),
        (&[0, 0, 0, 6, 131, 108, 255, 255, 255, 255], "cut short"),
        (&[0, 0, 0, 2, 131, 106], "no tuple"),
        (&[0, 0, 0, 3, 131, 104, 0], "no tuple"),
        (&[0, 0, 0, 2, 131, 88], "process identifier"),
    ];
    for (bytes, expected) in wrong {
        let mut host = Host::start();
        host.send_bytes(bytes);
        let invalid = host.next_of("invalid", None)[0].as_str().unwrap().to_owned();
        assert!(invalid.contains(expected), "{invalid}");
        let (status, complaint) = host.end();
        assert_eq!(status.code(), Some(70));
        assert!(complaint.contains(expected), "{complaint}");
    }
    // A frame that is never whole is no frame.
    let mut host = Host::start();
    host.send_bytes(&long);
    let (status, complaint) = host.end();
    assert_eq!((status.code(), complaint.as_str()), (Some(0), ""));
}

#[test]
fn the_hello_comes_first_and_has_to_be_understood() {
    let mut host = Host::spawn(None);
    host.send(&Term::tuple("ping", [int(1)]));
    assert!(host.next_of("invalid", None)[0].as_str().unwrap().contains("`{hello, Version, Options}`"));
    assert_eq!(host.end().0.code(), Some(70));
    let refused = |python: Option<&Path>, hello: Term| {
        let mut host = Host::spawn(python);
        host.send(&hello);
        let error = host.next_of("refused", None).remove(0);
        assert_eq!(host.end().0.code(), Some(1));
        (kind(&error), error.get("message").and_then(Term::as_str).expect("it has a text").to_owned())
    };
    let (_, newer) = refused(None, Term::tuple("hello", [int(2), Term::Map(Vec::new())]));
    assert!(newer.contains("version 2"), "{newer}");
    let options = Term::Map(vec![(text("colour"), text("red"))]);
    let (_, unknown) = refused(None, Term::tuple("hello", [int(1), options]));
    assert!(unknown.contains("colour"), "{unknown}");
    let (kind, missing) = refused(Some(Path::new("/nowhere/python")), hello());
    assert!(kind == "environment" && missing.contains("/nowhere/python"), "{kind}: {missing}");
}

#[test]
fn what_python_prints_and_writes_does_not_reach_the_host() {
    let mut host = Host::start();
    host.value(1, call("builtins.print", [text("to standard error")]));
    host.value(1, call("os.write", [int(1), Term::tuple("bytes", [text("raw\n")])]));
    host.value(1, eval("__import__('subprocess').run(['echo', 'child'])"));
    assert_eq!(host.value(1, eval("__import__('sys').stdin.read()")), text(""));
    assert_eq!(host.value(1, call("math.sqrt", [int(16)])), Term::Float(4.0));
    let (status, complaint) = host.end();
    assert!(status.success());
    for line in ["to standard error", "raw", "child"] {
        assert!(complaint.contains(line), "{complaint}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Whatever comes behind the hello, the server answers or says why not, and ends with the pair.
    #[test]
    fn any_bytes_end_in_order(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut host = Host::start();
        host.send_bytes(&[&(bytes.len() as u32 + 1).to_be_bytes()[..], &[131], &bytes].concat());
        let (status, complaint) = host.end();
        prop_assert!(matches!(status.code(), Some(0 | 70)), "{status}: {complaint}");
        prop_assert!(!complaint.contains("panicked"), "{complaint}");
    }
}
