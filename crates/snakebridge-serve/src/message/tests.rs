use super::*;
use crate::etf::Term;
use crate::value::{Given, Objects};
use proptest::prelude::*;
use snakebridge_core::engine::Then;
use snakebridge_core::{Callback, Error, Exception, Expr, Object, Value};
use std::time::Duration;

/// Callbacks, but no objects.
struct Functions(Vec<(Place, u64)>);

impl Context for Functions {
    fn object(&mut self, _session: u64, id: u64) -> Result<Object, Error> {
        Err(Error::Usage(format!("no object {id}")))
    }

    fn callback(&mut self, place: Place, given: Given) -> Result<Callback, Error> {
        self.0.push((place, given.number));
        Ok(Callback::new(|| ()))
    }
}

impl Objects for Functions {
    fn name(&mut self, _object: &Object) -> (u64, u64) {
        unreachable!("there are none")
    }
}

fn number(number: u64) -> Term {
    Term::Int(number.into())
}

fn read(term: &Term) -> Result<FromHost, Unreadable> {
    FromHost::decode(&term.encode(), &mut Functions(Vec::new()))
}

fn sent(message: &ToHost<'_>) -> Term {
    let mut out = vec![7];
    message.encode(&mut Functions(Vec::new()), &mut out).unwrap();
    assert_eq!(out[0], 7, "it is written behind what there is");
    Term::decode(&out[1..]).unwrap()
}

/// A message of the host as a term, and what it is read as.
fn from_host() -> impl Strategy<Value = (Term, FromHost)> {
    let two = || (any::<u64>(), any::<u64>());
    let asks = || {
        prop::sample::select(vec![
            ("value", Ask::Value as fn(Expr) -> Ask),
            ("object", Ask::Object),
            ("nothing", Ask::Nothing),
            ("iterate", Ask::Iterate),
        ])
    };
    let request = (two(), any::<u64>(), asks(), any::<u32>(), any::<bool>()).prop_map(
        |((id, session), within, (tag, ask), deadline, more)| {
            let path = Term::tuple("path", [Term::text("a.b")]);
            let mut options = vec![(Term::atom("deadline"), number(deadline.into()))];
            let mut terms =
                Terms { deadline: Some(Duration::from_millis(deadline.into())), ..Terms::default() };
            if more {
                options.push((Term::atom("profile"), Term::text("p")));
                options.push((Term::atom("await"), Term::atom("true")));
                options.push((Term::atom("dicts"), Term::atom("pairs")));
                terms = Terms { profile: Some("p".to_owned()), awaiting: true, pairs: true, ..terms };
            }
            let parts =
                [number(id), number(session), number(within), Term::tuple(tag, [path]), Term::Map(options)];
            let ask = ask(Expr::Path("a.b".into()));
            (Term::tuple("request", parts), FromHost::Request { id, session, within, ask, terms })
        },
    );
    let raised = (any::<u64>(), any::<String>(), prop::collection::vec(any::<u8>(), 0..20)).prop_map(
        |(call, message, term)| {
            let host = Term::tuple("host", [Term::text(&message), Term::Binary(term.clone())]);
            let raised = Raised::Host(HostTerm::new(message, term));
            (Term::tuple("raise", [number(call), host]), FromHost::Raise { call, raised })
        },
    );
    prop_oneof![
        request,
        raised,
        any::<u64>().prop_map(|id| (Term::tuple("cancel", [number(id)]), FromHost::Cancel { id })),
        any::<u64>().prop_map(|id| (Term::tuple("ping", [number(id)]), FromHost::Ping { id })),
        any::<u64>().prop_map(|id| (Term::tuple("stats", [number(id)]), FromHost::Stats { id })),
        any::<u64>()
            .prop_map(|session| (Term::tuple("close", [number(session)]), FromHost::Close { session })),
        (any::<u64>(), any::<i64>()).prop_map(|(call, int)| {
            (
                Term::tuple("return", [number(call), Term::from(int)]),
                FromHost::Return { call, value: int.into() },
            )
        }),
        (any::<u64>(), any::<String>()).prop_map(|(session, pool)| {
            (Term::tuple("open", [number(session), Term::text(&pool)]), FromHost::Open { session, pool })
        }),
        (any::<u64>(), prop::collection::vec(any::<u64>(), 0..9)).prop_map(|(session, ids)| {
            let list = Term::List(ids.iter().copied().map(number).collect());
            (Term::tuple("release", [number(session), list]), FromHost::Release { session, ids })
        }),
        any::<u64>().prop_map(|version| {
            let options = Value::Dict(vec![("logs".into(), "info".into())]);
            let map = Term::Map(vec![(Term::text("logs"), Term::text("info"))]);
            (Term::tuple("hello", [number(version), map]), FromHost::Hello { version, options })
        }),
    ]
}

proptest! {
    #[test]
    fn every_message_of_a_host_is_read_as_what_it_says((term, message) in from_host()) {
        prop_assert_eq!(read(&term).unwrap(), message);
    }

    #[test]
    fn a_message_that_is_cut_short_is_none((term, _) in from_host(), cut in any::<prop::sample::Index>()) {
        let bytes = term.encode();
        prop_assert!(FromHost::decode(&bytes[..cut.index(bytes.len())], &mut Functions(Vec::new())).is_err());
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        (term, _) in from_host(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let mut bytes = term.encode();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        drop(FromHost::decode(&bytes, &mut Functions(Vec::new())));
    }
}

#[test]
fn a_request_that_makes_no_sense_still_has_a_number() {
    let atom = Term::tuple("value", [Term::atom("pid")]);
    let request = Term::tuple("request", [number(9), number(1), number(0), atom, Term::Map(vec![])]);
    let Err(Unreadable::Request { id: 9, error }) = read(&request) else { panic!("it has one") };
    assert!(error.to_string().contains("the atom `pid`"), "{error}");
    let answer = Term::tuple("return", [number(4), Term::atom("pid")]);
    assert!(matches!(read(&answer), Err(Unreadable::Answer { call: 4, .. })));
    assert!(matches!(read(&Term::tuple("wave", [])), Err(Unreadable::Frame(text)) if text.contains("wave")));
}

#[test]
fn callbacks_belong_to_where_they_are_sent() {
    let callback = Term::tuple("callback", [number(3), Term::text("f"), Term::Map(vec![])]);
    let request = Term::tuple(
        "request",
        [number(1), number(8), number(0), Term::tuple("value", [callback.clone()]), Term::Map(vec![])],
    );
    let mut functions = Functions(Vec::new());
    FromHost::decode(&request.encode(), &mut functions).unwrap();
    FromHost::decode(&Term::tuple("return", [number(5), callback]).encode(), &mut functions).unwrap();
    assert_eq!(functions.0, [(Place::Session(8), 3), (Place::Call(5), 3)]);
}

#[test]
fn every_message_of_the_server_is_as_the_catalogue_says() {
    let value = Value::Tuple(vec![1.into()]);
    let answer = |answer: &Answer<'_>| sent(&ToHost::Answer { id: 7, pairs: false, answer });
    let one = Term::tuple("tuple", [Term::List(vec![Term::from(1)])]);
    assert_eq!(
        answer(&Answer::Value(&value)),
        Term::tuple("reply", [Term::from(7), Term::atom("mixed"), one.clone()])
    );
    assert_eq!(
        answer(&Answer::Items(&[2.into()], Then::Paused)),
        Term::tuple(
            "items",
            [7.into(), Term::atom("plain"), Term::List(vec![2.into()]), Term::atom("paused")]
        )
    );
    let call = ToHost::Call {
        call: 1,
        session: 2,
        number: 3,
        pairs: true,
        args: &[value],
        kwargs: &[("k".to_owned(), Value::Dict(vec![]))],
    };
    let kwarg = Term::Tuple(vec![Term::text("k"), Term::tuple("dict", [Term::List(vec![])])]);
    let parts =
        [1.into(), 2.into(), 3.into(), Term::atom("mixed"), Term::List(vec![one]), Term::List(vec![kwarg])];
    assert_eq!(sent(&call), Term::tuple("call", parts));
    assert_eq!(
        sent(&ToHost::Dropped { session: 1, number: 2, count: 3 }),
        Term::tuple("dropped", [1.into(), 2.into(), 3.into()])
    );
    assert_eq!(sent(&ToHost::Pong { id: u64::MAX }), Term::tuple("pong", [number(u64::MAX)]));
    assert_eq!(sent(&ToHost::Invalid("so")), Term::tuple("invalid", [Term::text("so")]));
    let stats = sent(&ToHost::Stats { id: 1, stats: Stats { objects: 5, ..Stats::default() } });
    assert_eq!(stats.tagged("stats").unwrap()[1].get("objects"), Some(&Term::from(5)));
    let info = Info { engine: "worker".to_owned(), pools: vec!["ml".to_owned()] };
    let hello = sent(&ToHost::Hello(&info));
    assert_eq!(hello.tagged("hello").unwrap()[0], number(PROTOCOL));
}

#[test]
fn every_error_has_a_kind_and_a_text() {
    let mut exception = Exception::new("builtins.KeyError", "'x'");
    exception.args = vec!["x".into()];
    exception.cause = Some(Box::new(Exception::new("builtins.OSError", "gone")));
    exception.group = vec![Exception::new("builtins.ValueError", "no")];
    let errors = [
        (Error::from(exception), "python", "args"),
        (snakebridge_core::ConversionError::because("int", "str").into(), "conversion", "expected"),
        (Error::SessionLost { reason: "closed".to_owned() }, "session_lost", "reason"),
        (Error::CrossSession { object: "<x>".to_owned() }, "cross_session", "object"),
        (Error::environment("no Python", "install one"), "environment", "fix"),
        (Error::Denied { path: "os".to_owned(), rule: "os".to_owned() }, "denied", "rule"),
        (Error::Saturated { workers: 1, waiting: 2 }, "saturated", "waiting"),
        (Error::host(HostTerm::new("own", [1])), "host", "term"),
        (Error::Cancelled, "cancelled", "message"),
        (Error::Usage("so".to_owned()), "usage", "message"),
        (Error::Protocol("so".to_owned()), "protocol", "message"),
        (Error::host("not of the host"), "protocol", "message"),
    ];
    for (error, kind, key) in errors {
        let term = sent(&ToHost::Answer { id: 1, pairs: false, answer: &Answer::Error(&error) });
        let map = &term.tagged("error").unwrap()[1];
        assert!(map.get("kind").is_some_and(|found| found.is_atom(kind)), "{map:?}");
        assert_eq!(map.get("message"), Some(&Term::text(&error.to_string())));
        assert!(map.get(key).is_some(), "{map:?}");
        if kind == "python" {
            assert_eq!(map.get("cause").and_then(|cause| cause.get("text")), Some(&Term::text("gone")));
            assert!(matches!(map.get("group"), Some(Term::List(members)) if members.len() == 1));
        }
    }
}
