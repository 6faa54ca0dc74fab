//! Requests: errors, time, order, and what is known of interpreters.

use crate::host::{Host, atom, call, eval, int, kind, list, map, object, text, value};
use snakebridge_serve::etf::Term;

fn settings(pairs: Vec<(Term, Term)>) -> Term {
    Term::Map(vec![(text("settings"), Term::Map(pairs))])
}

fn text_of<'a>(error: &'a Term, key: &str) -> &'a str {
    error.get(key).and_then(Term::as_str).unwrap_or_else(|| panic!("no `{key}` in {error:?}"))
}

#[test]
fn an_exception_arrives_with_all_that_is_known_of_it() {
    let mut host = Host::start();
    let error = host.error(1, call("toy_errors.deeper", []));
    assert_eq!((kind(&error).as_str(), text_of(&error, "type")), ("python", "builtins.ValueError"));
    let Some(Term::List(bases)) = error.get("bases") else { panic!("{error:?}") };
    assert!(bases.contains(&text("builtins.Exception")));
    let Some(Term::List(frames)) = error.get("frames") else { panic!("{error:?}") };
    assert!(matches!(&frames[0], Term::Tuple(parts) if parts.len() == 4), "{frames:?}");
    assert!(text_of(&error, "traceback").contains("Traceback (most recent call last)"));
    assert!(text_of(&error, "expression").contains("toy_errors.deeper()"));
    // The live exception itself.
    let exception = error.get("object").expect("it has one").clone();
    assert_eq!(host.value(1, call("builtins.isinstance", [exception, eval("ValueError")])), atom("true"));
    let chained = host.error(1, eval("[1/0 for _ in [0]] if 0 else __import__('json').loads('{')"));
    assert_eq!(text_of(&chained, "type"), "json.decoder.JSONDecodeError");
    let nearest = host.error(1, call("math.sqr", [int(1)]));
    assert!(
        matches!(nearest.get("nearest"), Some(Term::List(names)) if names.contains(&text("sqrt"))),
        "{nearest:?}"
    );
}

#[test]
fn every_kind_of_request_has_its_answer() {
    let mut host = Host::start();
    assert_eq!(host.ask(1, Term::tuple("nothing", [eval("[1]")])), Ok(atom("nil")));
    assert!(host.ask(1, object(int(1))).unwrap().tagged("ref").is_some());
    let Ok(Term::Map(facts)) = host.ask(1, atom("facts")) else { panic!("no facts") };
    assert!(facts.iter().any(|(name, fact)| *name == text("engine") && *fact == text("worker")), "{facts:?}");
    assert!(host.ask(0, atom("facts")).is_ok());
    let id = host.begin_with(
        1,
        0,
        value(call("asyncio.sleep", [Term::Float(0.0), text("slept")])),
        map([("await", atom("true"))]),
    );
    assert_eq!(host.answer(id), Ok(text("slept")));
    assert_eq!(host.figure("requests"), 0);
}

#[test]
fn answers_come_when_they_are_ready() {
    let options = settings(vec![(text("workers"), int(2))]);
    let mut host = Host::start_with(options);
    for session in [1, 2] {
        host.value(session, int(0));
    }
    let slow = host.begin(1, value(call("time.sleep", [int(30)])));
    let others: Vec<u64> =
        (0..100).map(|number| host.begin(2, value(call("builtins.abs", [int(-number)])))).collect();
    for (number, id) in others.into_iter().enumerate() {
        assert_eq!(host.answer(id), Ok(int(number as i64)));
    }
    host.send(&Term::tuple("cancel", [int(slow as i64)]));
    assert_eq!(kind(&host.answer(slow).unwrap_err()), "cancelled");
}

#[test]
fn time_is_bounded_by_the_request_its_profile_or_the_settings() {
    let profiles = Term::Map(vec![(text("short"), int(50))]);
    let deadlines = Term::Map(vec![(text("time"), int(60))]);
    let options = settings(vec![(text("profiles"), profiles), (text("deadlines"), deadlines)]);
    let mut host = Host::start_with(options);
    let endless = || value(eval("[None for _ in iter(int, 1)]"));
    let mut after = |ask: Term, options: Term| {
        let id = host.begin_with(1, 0, ask, options);
        let error = host.answer(id).unwrap_err();
        assert_eq!(
            (kind(&error), error.get("stopped")),
            ("timed_out".to_owned(), Some(&atom("interrupted")))
        );
        error.get("after").and_then(Term::as_u64)
    };
    assert_eq!(after(endless(), map([("deadline", int(40))])), Some(40));
    assert_eq!(after(endless(), map([("profile", text("short"))])), Some(50));
    assert_eq!(after(value(call("time.sleep", [int(30)])), map([])), Some(60));
    let id = host.begin_with(1, 0, endless(), map([("profile", text("long"))]));
    let error = host.answer(id).unwrap_err();
    assert!(text_of(&error, "message").contains("no profile `long`; there are `short`"), "{error:?}");
}

#[test]
fn what_cannot_be_interrupted_dies_with_its_worker() {
    let mut host = Host::start_with(settings(vec![(text("grace"), int(50))]));
    let stubborn =
        "[s.signal(s.SIGINT, s.SIG_IGN) for s in [__import__('signal')]] and __import__('time').sleep(600)";
    let kept = host.ask(1, object(list([]))).unwrap();
    let id = host.begin_with(1, 0, value(eval(stubborn)), map([("deadline", int(50))]));
    let error = host.answer(id).unwrap_err();
    assert_eq!(error.get("stopped"), Some(&atom("killed")), "{error:?}");
    assert_eq!(kind(&host.error(1, kept)), "session_lost");
    assert_eq!(host.value(1, int(1)), int(1));
}

#[test]
fn a_policy_and_a_full_queue_are_errors() {
    let deny = list([text("os")]);
    let mut host = Host::start_with(settings(vec![(text("deny"), deny), (text("queue"), int(1))]));
    let denied = host.error(1, call("os.getpid", []));
    assert_eq!((kind(&denied).as_str(), text_of(&denied, "rule")), ("denied", "os"));
    let waits: Vec<u64> = (0..3).map(|_| host.begin(0, value(call("time.sleep", [int(30)])))).collect();
    let saturated = host.answer(waits[2]).unwrap_err();
    assert_eq!((kind(&saturated).as_str(), saturated.get("workers")), ("saturated", Some(&int(1))));
    for id in &waits[..2] {
        host.send(&Term::tuple("cancel", [int(*id as i64)]));
    }
    for id in &waits[..2] {
        assert_eq!(kind(&host.answer(*id).unwrap_err()), "cancelled");
    }
}

#[test]
fn records_warnings_and_workers_are_told_to_who_wants_to_know() {
    let options = Term::Map(vec![(text("logs"), text("info")), (text("workers"), atom("true"))]);
    let mut host = Host::start_with(options);
    host.value(1, eval("__import__('logging').getLogger().setLevel('INFO')"));
    host.value(1, eval("__import__('logging').getLogger('toys').info('wound %s', 'up')"));
    let log = host.next_of("log", None).remove(0);
    assert_eq!(
        (log.get("level"), text_of(&log, "logger"), text_of(&log, "message")),
        (Some(&atom("info")), "toys", "wound up")
    );
    host.value(1, eval("__import__('warnings').warn('worn out', FutureWarning)"));
    let warning = host.next_of("warning", None).remove(0);
    assert!(text_of(&warning, "category").contains("FutureWarning"), "{warning:?}");
    assert_eq!(kind(&host.error(1, call("os.abort", []))), "worker_died");
    host.value(1, int(1));
    let worker = host.next_of("worker", None).remove(0);
    assert_eq!(worker.get("event"), Some(&atom("replaced")), "{worker:?}");
}
