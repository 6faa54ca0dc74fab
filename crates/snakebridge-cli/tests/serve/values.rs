//! Values there and back, and what is marked as plain.

use crate::host::{Host, atom, call, eval, int, invoke, list, map, object, text, value};
use snakebridge_serve::etf::Term;
use snakebridge_testkit::supported;

/// A term, and how Python writes what it means.
fn table() -> Vec<(Term, &'static str)> {
    let bytes = |tag: &str, bytes: &[u8]| Term::tuple(tag, [Term::Binary(bytes.to_vec())]);
    let ints = |ints: &[i64]| ints.iter().copied().map(int).collect::<Vec<_>>();
    let zone = Term::tuple("offset", [int(3600), int(0), atom("nil")]);
    let named = Term::tuple("zone", [text("Europe/Berlin")]);
    let date =
        |tag: &str, numbers: &[i64], zone: Term| Term::tuple(tag, ints(numbers).into_iter().chain([zone]));
    vec![
        (atom("nil"), "None"),
        (atom("true"), "True"),
        (int(-7), "-7"),
        (Term::Int("123456789012345678901234567890".parse().unwrap()), "123456789012345678901234567890"),
        (Term::Float(1.5), "1.5"),
        (Term::tuple("float", [atom("infinity")]), "inf"),
        (Term::tuple("float", [atom("neg_infinity")]), "-inf"),
        (text("grüße"), "'grüße'"),
        (list([int(1), text("a"), list([])]), "[1, 'a', []]"),
        (Term::Map(vec![(text("a"), int(1)), (int(2), list([]))]), "{'a': 1, 2: []}"),
        (Term::tuple("tuple", [list([int(1), atom("nil")])]), "(1, None)"),
        (Term::tuple("set", [list([int(1)])]), "{1}"),
        (Term::tuple("frozenset", [list([text("x")])]), "frozenset({'x'})"),
        (bytes("bytes", &[0, 255]), "b'\\x00\\xff'"),
        (bytes("bytearray", b"ab"), "bytearray(b'ab')"),
        (bytes("wtf8", &[0xed, 0xa0, 0x80]), "'\\ud800'"),
        (Term::tuple("complex", [Term::Float(1.0), Term::Float(-2.0)]), "(1-2j)"),
        (Term::tuple("date", ints(&[2024, 2, 29])), "datetime.date(2024, 2, 29)"),
        (date("time", &[1, 2, 3, 4, 1], atom("nil")), "datetime.time(1, 2, 3, 4, fold=1)"),
        (
            date("datetime", &[2024, 2, 29, 1, 2, 3, 4, 0], zone),
            "datetime.datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))",
        ),
        (
            date("datetime", &[2024, 2, 29, 1, 2, 3, 0, 0], named),
            "datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=zoneinfo.ZoneInfo(key='Europe/Berlin'))",
        ),
        (
            Term::tuple("timedelta", ints(&[-1, 86_399, 5])),
            "datetime.timedelta(days=-1, seconds=86399, microseconds=5)",
        ),
        (Term::tuple("decimal", [text("1.50")]), "Decimal('1.50')"),
        (Term::tuple("fraction", ints(&[-1, 3])), "Fraction(-1, 3)"),
        (bytes("uuid", &[7; 16]), "UUID('07070707-0707-0707-0707-070707070707')"),
    ]
}

#[test]
fn values_are_the_same_there_and_back_on_every_python() {
    for python in supported() {
        let mut host = Host::start_on(Some(&python.path), Term::Map(Vec::new()));
        for (term, written) in table() {
            assert_eq!(
                host.value(1, call("builtins.repr", [term.clone()])),
                text(written),
                "{}",
                python.version
            );
            let there = list([term.clone()]);
            let and_back = call("builtins.list", [there.clone()]);
            assert_eq!(host.value(1, and_back), there, "{}", python.version);
        }
    }
}

#[test]
fn a_value_says_whether_it_has_to_be_walked_through() {
    let mut host = Host::start();
    let mut mark = |expr: Term| {
        let id = host.begin(1, value(expr));
        host.next_of("reply", Some(id))[1].clone()
    };
    assert_eq!(mark(eval("[1.5, 'a', {'x': [None, True, 10**40]}]")), atom("plain"));
    for source in ["(1,)", "[b'']", "{'a': {'b': float('nan')}}", "[object()]", "{1.5: 1, float('nan'): 2}"] {
        assert_eq!(mark(eval(source)), atom("mixed"), "{source}");
    }
}

#[test]
fn dicts_whose_keys_may_be_one_term_or_whose_order_matters_are_pairs() {
    let mut host = Host::start();
    let nans = host.value(1, eval("{float('nan'): 1, float('nan'): 2}"));
    assert_eq!(nans.tagged("dict").map(|pairs| pairs.len()), Some(1), "{nans:?}");
    let id = host.begin_with(1, 0, value(eval("{'b': 1, 'a': {'c': 2}}")), map([("dicts", atom("pairs"))]));
    let pair = |key: &str, value: Term| Term::Tuple(vec![text(key), value]);
    let inner = Term::tuple("dict", [list([pair("c", int(2))])]);
    let pairs = list([pair("b", int(1)), pair("a", inner)]);
    assert_eq!(host.answer(id), Ok(Term::tuple("dict", [pairs])));
    let sent = Term::tuple("dict", [list([pair("z", int(1)), pair("y", int(2))])]);
    assert_eq!(host.value(1, call("builtins.list", [sent])), list([text("z"), text("y")]));
}

#[test]
fn what_is_large_is_whole() {
    let mut host = Host::start();
    let bytes: Vec<u8> = (0..8_000_000_u32).map(|at| (at % 251) as u8).collect();
    let large = Term::tuple("bytes", [Term::Binary(bytes)]);
    assert_eq!(host.value(1, call("builtins.bytes", [large.clone()])), large);
    let floats = list((0..200_000).map(|at| Term::Float(f64::from(at) / 7.0)));
    assert_eq!(host.value(1, call("builtins.list", [floats.clone()])), floats);
}

#[test]
fn expressions_stand_wherever_values_may() {
    let mut host = Host::start();
    let four = call("math.sqrt", [int(16)]);
    let nested = list([four.clone(), Term::tuple("tuple", [list([four])])]);
    let both = list([Term::Float(4.0), Term::tuple("tuple", [list([Term::Float(4.0)])])]);
    assert_eq!(host.value(1, nested), both);
    let item = Term::tuple("item", [text("abc"), call("builtins.len", [text("x")])]);
    assert_eq!(host.value(1, item), text("b"));
    let keywords = list([Term::Tuple(vec![text("reverse"), atom("true")])]);
    let path = Term::tuple("path", [text("builtins.sorted")]);
    let sorted = Term::tuple("call", [path, list([list([int(1), int(2)])]), keywords]);
    assert_eq!(host.value(1, sorted), list([int(2), int(1)]));
    let chained = (0..300).fold(text(" x"), |expr, _| crate::host::method(expr, "strip", []));
    assert_eq!(host.value(1, chained), text("x"));
}

#[test]
fn objects_have_names_and_are_let_go_of() {
    let mut host = Host::start();
    let made = host.ask(1, object(eval("[1, 2]"))).unwrap();
    let parts = made.tagged("ref").expect("it is an object").to_vec();
    assert_eq!((&parts[0], &parts[2]), (&int(1), &text("builtins.list")));
    assert_eq!(host.value(1, call("builtins.len", [made.clone()])), int(2));
    let short = Term::tuple("ref", [parts[0].clone(), parts[1].clone()]);
    assert_eq!(host.value(1, short.clone()), list([int(1), int(2)]));
    assert_eq!(host.figure("objects"), 1);
    host.send(&Term::tuple("release", [int(1), list([parts[1].clone()])]));
    assert_eq!(host.figure("objects"), 0);
    let error = host.error(1, short);
    assert_eq!(crate::host::kind(&error), "session_lost");
    let twice = host.value(1, invoke(eval("lambda o: [o, o]"), [eval("object()")]));
    assert!(matches!(&twice, Term::List(both) if both[0] == both[1]), "{twice:?}");
    assert_eq!(host.figure("objects"), 1);
    let other = host.error(1, call("builtins.len", [Term::tuple("ref", [int(9), int(1)])]));
    assert_eq!(crate::host::kind(&other), "session_lost");
}
