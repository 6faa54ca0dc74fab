//! Streams: credit, ends, and early ends.

use crate::host::{Host, atom, call, eval, int, invoke, kind, list, text};
use snakebridge_serve::etf::Term;

fn iterate(host: &mut Host, expr: Term) -> Term {
    host.ask(1, Term::tuple("iterate", [expr])).unwrap_or_else(|error| panic!("{error:?}"))
}

fn pull(iterator: &Term, count: i64) -> Term {
    Term::tuple("pull", [atom("value"), iterator.clone(), int(count)])
}

/// All items of one pull, and how it goes on.
fn items(host: &mut Host, id: u64) -> (Vec<Term>, String) {
    let mut all = Vec::new();
    loop {
        let part = host.next_of("items", Some(id));
        let (Term::List(items), Term::Atom(then)) = (&part[2], &part[3]) else { panic!("{part:?}") };
        all.extend(items.iter().cloned());
        if then != "more" {
            return (all, then.clone());
        }
    }
}

fn take(host: &mut Host, iterator: &Term, count: i64) -> (Vec<Term>, String) {
    let id = host.begin(1, pull(iterator, count));
    items(host, id)
}

#[test]
fn a_stream_gives_what_it_is_asked_for() {
    let mut host = Host::start();
    let iterator = iterate(&mut host, call("builtins.range", [int(1000)]));
    let mut all = Vec::new();
    loop {
        let (items, then) = take(&mut host, &iterator, 300);
        assert!(items.len() <= 300);
        all.extend(items);
        if then == "ended" {
            break;
        }
    }
    assert_eq!(all, (0..1000).map(int).collect::<Vec<_>>());
    assert_eq!(take(&mut host, &iterator, 1), (vec![], "ended".to_owned()));
}

#[test]
fn nothing_is_taken_that_was_not_asked_for() {
    let mut host = Host::start();
    let counter = host.ask(1, crate::host::object(call("itertools.count", []))).unwrap();
    let iterator = iterate(&mut host, counter.clone());
    let mut taken = 0;
    while taken < 5 {
        taken += take(&mut host, &iterator, 5 - taken as i64).0.len();
    }
    assert_eq!(host.value(1, call("builtins.next", [counter])), int(5));
}

#[test]
fn an_exception_comes_after_the_items_before_it() {
    let mut host = Host::start();
    let iterator = iterate(&mut host, eval("(1 // (2 - x) for x in range(5))"));
    let id = host.begin(1, pull(&iterator, 10));
    let error = host.answer(id).unwrap_err();
    assert_eq!(error.get("type"), Some(&text("builtins.ZeroDivisionError")));
    let before = host.next_of("items", Some(id));
    assert_eq!(before[2], list([int(0), int(1)]));
}

#[test]
fn a_stream_that_is_released_early_is_closed_at_once() {
    let mut host = Host::start();
    let source = "
closed = []
def endless():
    try:
        while True:
            yield 1
    finally:
        closed.append(True)
";
    let globals = host.ask(1, crate::host::object(Term::Map(Vec::new()))).unwrap();
    host.value(1, call("builtins.exec", [text(source), globals.clone()]));
    let endless = invoke(Term::tuple("item", [globals.clone(), text("endless")]), []);
    let iterator = iterate(&mut host, endless);
    assert!(!take(&mut host, &iterator, 3).0.is_empty());
    let Some([_, id, _]) = iterator.tagged("ref") else { panic!("{iterator:?}") };
    host.send(&Term::tuple("release", [int(1), list([id.clone()])]));
    let closed = Term::tuple("item", [globals, text("closed")]);
    assert_eq!(host.value(1, closed), list([atom("true")]));
}

#[test]
fn a_pull_can_be_cancelled() {
    let mut host = Host::start();
    let iterator = iterate(&mut host, eval("(__import__('time').sleep(600) for _ in range(3))"));
    let id = host.begin(1, pull(&iterator, 2));
    host.send(&Term::tuple("cancel", [int(id as i64)]));
    assert_eq!(kind(&host.answer(id).unwrap_err()), "cancelled");
    assert_eq!(host.value(1, int(1)), int(1));
}

#[test]
fn async_iterators_are_streams_too() {
    let mut host = Host::start();
    let source = "
async def ticks():
    for tick in range(3):
        yield tick
";
    let globals = host.ask(1, crate::host::object(Term::Map(Vec::new()))).unwrap();
    host.value(1, call("builtins.exec", [text(source), globals.clone()]));
    let iterator = iterate(&mut host, invoke(Term::tuple("item", [globals, text("ticks")]), []));
    let mut all = Vec::new();
    loop {
        let (items, then) = take(&mut host, &iterator, 2);
        all.extend(items);
        if then == "ended" {
            break;
        }
    }
    assert_eq!(all, [int(0), int(1), int(2)]);
}
