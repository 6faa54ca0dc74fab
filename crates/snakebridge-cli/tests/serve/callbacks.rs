//! Functions of the host, called by Python.

use crate::host::{Host, atom, call, eval, int, invoke, kind, list, map, text, value};
use snakebridge_serve::etf::Term;
use snakebridge_testkit::oldest_middle_newest;

fn function(number: i64) -> Term {
    function_with(number, map([]))
}

fn function_with(number: i64, options: Term) -> Term {
    Term::tuple("callback", [int(number), text("host_function"), options])
}

/// The next call of a function: its number, and the arguments.
fn called(host: &mut Host) -> (Term, Vec<Term>) {
    let call = host.next_of("call", None);
    let Term::List(args) = &call[4] else { panic!("{call:?}") };
    (call[0].clone(), args.clone())
}

fn give(host: &mut Host, call: Term, result: Term) {
    host.send(&Term::tuple("return", [call, result]));
}

fn raise(host: &mut Host, call: Term, raised: Term) {
    host.send(&Term::tuple("raise", [call, raised]));
}

fn sorted(items: Term, key: Term) -> Term {
    let keywords = list([Term::Tuple(vec![text("key"), key])]);
    Term::tuple("call", [Term::tuple("path", [text("builtins.sorted")]), list([items]), keywords])
}

#[test]
fn a_function_of_the_host_is_a_function_of_python() {
    for python in oldest_middle_newest() {
        let mut host = Host::start_on(Some(&python.path), map([]));
        let id = host.begin(1, value(sorted(list([int(3), int(1), int(2)]), function(7))));
        for wanted in [3, 1, 2] {
            let (call, args) = called(&mut host);
            assert_eq!(args, [int(wanted)]);
            give(&mut host, call, int(-wanted));
        }
        assert_eq!(host.answer(id), Ok(list([int(3), int(2), int(1)])));
        // Nobody holds it any more.
        host.value(1, eval("__import__('gc').collect()"));
        assert_eq!(host.next_of("dropped", None), [int(1), int(7), int(1)]);
        assert_eq!(host.figure("functions"), 0);
        assert_eq!(host.figure("calls"), 0);
    }
}

#[test]
fn what_is_asked_within_a_call_is_evaluated_by_who_waits() {
    let mut host = Host::start();
    let get_ident = "__import__('threading').get_ident";
    let worker = format!(
        "lambda f: [t.start() or t.join() or out for out in [[]] for t in [__import__('threading').Thread(target=lambda: out.append((f(), {get_ident}())))]][0]"
    );
    let id = host.begin(1, value(invoke(eval(&worker), [function(1)])));
    let (call_number, _) = called(&mut host);
    let within = call_number.as_u64().unwrap();
    let inner = host.begin_with(1, within, value(invoke(eval(get_ident), [])), map([]));
    let ident = host.answer(inner).unwrap();
    give(&mut host, call_number, ident.clone());
    let both = Term::tuple("tuple", [list([ident.clone(), ident])]);
    assert_eq!(host.answer(id), Ok(list([both])), "the thread that called is the one that evaluated");
}

#[test]
fn calls_within_calls_go_as_deep_as_one_likes() {
    let mut host = Host::start();
    let outer = host.begin(1, value(invoke(eval("lambda f, x: f(x) + 1"), [function(1), int(0)])));
    let mut waiting = vec![];
    for depth in 0..30 {
        let (number, args) = called(&mut host);
        assert_eq!(args, [int(depth)]);
        let within = number.as_u64().unwrap();
        let expr = invoke(eval("lambda f, x: f(x) + 1"), [function(1), int(depth + 1)]);
        waiting.push((number, host.begin_with(1, within, value(expr), map([]))));
    }
    let (innermost, _) = called(&mut host);
    give(&mut host, innermost, int(100));
    let mut result = 101;
    for (number, request) in waiting.into_iter().rev() {
        assert_eq!(host.answer(request), Ok(int(result)));
        give(&mut host, number, int(result));
        result += 1;
    }
    assert_eq!(host.answer(outer), Ok(int(result)));
}

#[test]
fn an_error_of_the_host_comes_back_as_itself() {
    let mut host = Host::start();
    let apply = |function: Term| value(invoke(eval("lambda f: f()"), [function]));
    let term = Term::Binary(vec![1, 2, 255]);
    let own = Term::tuple("host", [text("out of beans"), term.clone()]);
    let id = host.begin(1, apply(function(1)));
    let (number, _) = called(&mut host);
    raise(&mut host, number, own.clone());
    let error = host.answer(id).unwrap_err();
    assert_eq!((kind(&error).as_str(), error.get("term")), ("host", Some(&term)));
    assert_eq!(error.get("message"), Some(&text("out of beans")));
    // Python may look at it and let it through.
    let id = host.begin(1, value(call("toy_callbacks.again", [function(2)])));
    let (number, _) = called(&mut host);
    raise(&mut host, number, own.clone());
    assert_eq!(host.answer(id).unwrap_err().get("term"), Some(&term));
    // Or catch it, and tell what it is.
    let id = host.begin(1, value(call("toy_callbacks.caught", [function(2)])));
    let (number, _) = called(&mut host);
    raise(&mut host, number, own);
    let caught = host.answer(id).expect("it was caught");
    let texts = flat(&caught);
    assert!(
        texts.contains(&text("HostError")) || texts.contains(&text("snakebridge.HostError")),
        "{caught:?}"
    );
    assert!(texts.contains(&text("out of beans")), "{caught:?}");
}

/// All that is in it.
fn flat(term: &Term) -> Vec<Term> {
    match term {
        Term::List(items) | Term::Tuple(items) => items.iter().flat_map(flat).collect(),
        other => vec![other.clone()],
    }
}

#[test]
fn an_exception_of_python_is_raised_as_what_it_is() {
    let mut host = Host::start();
    let apply = |function: Term| value(invoke(eval("lambda f: f()"), [function]));
    let id = host.begin(1, apply(function(1)));
    let (number, _) = called(&mut host);
    raise(&mut host, number, Term::tuple("exception", [call("builtins.KeyError", [text("lost")])]));
    let error = host.answer(id).unwrap_err();
    assert_eq!(error.get("type"), Some(&text("builtins.KeyError")));
    // The very same exception, once more.
    let exception = error.get("object").unwrap().clone();
    let id = host.begin(1, apply(function(1)));
    let (number, _) = called(&mut host);
    raise(&mut host, number, Term::tuple("exception", [exception.clone()]));
    let again = host.answer(id).unwrap_err();
    let same = host.value(1, call("operator.is_", [exception, again.get("object").unwrap().clone()]));
    assert_eq!(same, atom("true"));
    // What makes no sense is an error there, and nobody waits for ever.
    let id = host.begin(1, apply(function(1)));
    let (number, _) = called(&mut host);
    give(&mut host, number, atom("pid"));
    let error = host.answer(id).unwrap_err();
    assert!(error.get("message").unwrap().as_str().unwrap().contains("the atom `pid`"), "{error:?}");
}

#[test]
fn the_same_number_is_the_same_function() {
    let mut host = Host::start();
    let same = host.value(1, call("operator.is_", [function(5), function(5)]));
    assert_eq!(same, atom("true"));
    let dropped = host.next_of("dropped", None);
    assert_eq!(dropped[..2], [int(1), int(5)]);
    let mut accounted = dropped[2].as_u64().unwrap();
    while accounted < 2 {
        accounted += host.next_of("dropped", None)[2].as_u64().unwrap();
    }
    assert_eq!(accounted, 2);
    host.value(1, invoke(eval("lambda f: __import__('builtins').__dict__.update(kept=f)"), [function(6)]));
    let same = host.value(1, call("operator.is_", [eval("kept"), function(6)]));
    assert_eq!((same, host.figure("functions")), (atom("true"), 1));
}

#[test]
fn functions_are_described_as_the_host_likes() {
    let mut host = Host::start();
    let parameter = |name: &str, kind: &str| Term::Tuple(vec![text(name), atom(kind)]);
    let with_default = Term::Tuple(vec![text("c"), atom("keyword_only"), int(9)]);
    let parameters =
        list([parameter("a", "positional_only"), parameter("b", "positional_or_keyword"), with_default]);
    let described = function_with(3, map([("doc", text("Adds.")), ("parameters", parameters)]));
    let shown = eval("lambda f: (f.__name__, f.__doc__, str(__import__('inspect').signature(f)), f(1, b=2))");
    let id = host.begin(1, value(invoke(shown, [described])));
    let (number, args) = called(&mut host);
    assert_eq!(args, [int(1), int(2), int(9)]);
    give(&mut host, number, int(12));
    let shown = list([text("host_function"), text("Adds."), text("(a, /, b, *, c=9)"), int(12)]);
    assert_eq!(host.answer(id), Ok(Term::tuple("tuple", [shown])));

    let generator = function_with(4, map([("kind", atom("generator"))]));
    let id = host.begin(1, value(invoke(eval("lambda f: [x for x in f()]"), [generator])));
    let (number, _) = called(&mut host);
    give(&mut host, number, list([int(1), int(2)]));
    assert_eq!(host.answer(id), Ok(list([int(1), int(2)])));

    let object = function_with(8, map([("want", atom("object"))]));
    let id = host.begin(1, value(invoke(eval("lambda f: f([1])"), [object])));
    let (number, args) = called(&mut host);
    assert!(args[0].tagged("ref").is_some(), "{args:?}");
    give(&mut host, number, args[0].clone());
    assert_eq!(host.answer(id), Ok(list([int(1)])));
}

#[test]
fn coroutines_of_the_host_are_awaited_at_the_same_time() {
    let mut host = Host::start();
    let coroutine = |number| function_with(number, map([("kind", atom("coroutine"))]));
    let gather = call("toy_callbacks.gather", [coroutine(1), int(2)]);
    let id = host.begin_with(1, 0, value(gather), map([("await", atom("true"))]));
    let mut both = [called(&mut host), called(&mut host)];
    both.reverse();
    for (number, args) in both {
        give(&mut host, number, args[0].clone());
    }
    assert_eq!(host.answer(id), Ok(list([int(0), int(1)])));
}

#[test]
fn a_call_may_come_while_the_request_is_handed_over() {
    let mut host = Host::start();
    // The longer Python takes before it calls, the later the call comes: at some time, just when nobody waits eagerly any more.
    for work in 0..300 {
        let source = format!("lambda f: (sum(range({})), next(f()))", work * 40);
        let generator = function_with(1, map([("kind", atom("generator"))]));
        let id = host.begin(1, value(invoke(eval(&source), [generator])));
        let (number, _) = called(&mut host);
        give(&mut host, number, list([int(work)]));
        let answer = host.answer(id).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(flat(&answer).last(), Some(&int(work)));
    }
}

#[test]
fn a_call_in_a_session_that_is_closed_is_over() {
    let mut host = Host::start();
    let id = host.begin(1, value(invoke(eval("lambda f: f()"), [function(1)])));
    let (number, _) = called(&mut host);
    host.send(&Term::tuple("close", [int(1)]));
    let error = host.answer(id).unwrap_err();
    assert!(["cancelled", "session_lost"].contains(&kind(&error).as_str()), "{error:?}");
    give(&mut host, number, int(1));
    assert_eq!(host.value(1, int(2)), int(2));
}
