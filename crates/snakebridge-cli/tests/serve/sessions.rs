//! Sessions: many, of several pools, closed, and lost.

use crate::host::{Host, call, eval, int, kind, list, object, text, value};
use snakebridge_serve::etf::Term;

fn close(host: &mut Host, session: i64) {
    host.send(&Term::tuple("close", [int(session)]));
}

#[test]
fn a_thousand_sessions_live_and_go() {
    let mut host = Host::start();
    let begun: Vec<u64> =
        (1..=1000).map(|session| host.begin(session, object(list([int(session as i64)])))).collect();
    let made: Vec<Term> = begun.into_iter().map(|id| host.answer(id).unwrap()).collect();
    assert_eq!((host.figure("sessions"), host.figure("objects")), (1000, 1000));
    for (session, own) in (1..).zip(&made).step_by(97) {
        assert_eq!(host.value(session, own.clone()), list([int(session as i64)]));
    }
    assert_eq!(kind(&host.error(2, made[0].clone())), "cross_session");
    (1..=1000).for_each(|session| close(&mut host, session));
    assert_eq!((host.figure("sessions"), host.figure("objects")), (0, 0));
    // Python holds none of their lists either.
    let left = "sum(1 for o in __import__('gc').get_objects() if type(o) is list and len(o) == 1 and type(o[0]) is int and 0 < o[0] <= 1000)";
    let began = std::time::Instant::now();
    loop {
        let left = host.value(5000, eval(left)).as_u64().unwrap();
        if left < 100 {
            break;
        }
        assert!(began.elapsed().as_secs() < 120, "{left} lists are left");
    }
}

#[test]
fn ten_thousand_sessions_at_once_need_no_ten_thousand_threads() {
    let mut host = Host::start();
    let begun: Vec<u64> = (1..=10_000).map(|session| host.begin(session, value(int(1)))).collect();
    let status = std::fs::read_to_string(format!("/proc/{}/status", host.pid())).unwrap_or_default();
    let threads = status
        .lines()
        .find_map(|line| line.strip_prefix("Threads:"))
        .and_then(|count| count.trim().parse::<u32>().ok());
    assert!(threads.is_none_or(|threads| threads < 200), "{threads:?} threads");
    for id in begun {
        assert_eq!(host.answer(id), Ok(int(1)));
    }
}

#[test]
fn interpreters_stay_when_the_last_session_goes() {
    let mut host = Host::start();
    let pid = host.value(1, call("os.getpid", []));
    close(&mut host, 1);
    assert_eq!(host.value(2, call("os.getpid", [])), pid);
    // A number that was closed begins anew.
    assert_eq!(host.value(1, call("os.getpid", [])), pid);
}

#[test]
fn a_closed_session_loses_its_requests_and_objects() {
    let mut host = Host::start();
    let own = host.ask(1, object(list([]))).unwrap();
    let slow = host.begin(1, value(eval("[None for _ in iter(int, 1)]")));
    close(&mut host, 1);
    assert_eq!(kind(&host.answer(slow).unwrap_err()), "cancelled");
    assert_eq!(kind(&host.error(1, own)), "session_lost");
    assert_eq!(host.value(2, int(1)), int(1), "no worker was killed for it");
}

#[test]
fn pools_have_names() {
    let pool = Term::Map(vec![(text("env"), Term::Map(vec![(text("POOL"), text("ml"))]))]);
    let pools = Term::Map(vec![(text("ml"), pool)]);
    let settings = Term::Map(vec![(text("pools"), pools)]);
    let mut host = Host::start_with(Term::Map(vec![(text("settings"), settings)]));
    let open = |session: i64, pool: &str| Term::tuple("open", [int(session), text(pool)]);
    host.send(&open(7, "ml"));
    host.send(&open(8, "nl"));
    let environment = || call("os.getenv", [text("POOL"), text("default")]);
    assert_eq!(host.value(7, environment()), text("ml"));
    assert_eq!(host.value(1, environment()), text("default"));
    assert_eq!(host.value(0, environment()), text("default"));
    let unknown = host.error(8, environment());
    assert!(
        format!("{:?}", unknown.get("message").and_then(Term::as_str))
            .contains("no pool `nl`; there are `ml`")
    );
}

#[test]
fn every_death_of_a_worker_is_an_error_and_the_next_call_works() {
    let mut host = Host::start();
    let deaths = [
        ("__import__('os').kill(__import__('os').getpid(), 11)", Some(11), None),
        ("__import__('os')._exit(7)", None, Some(7)),
        ("__import__('os').abort()", Some(6), None),
        ("__import__('ctypes').string_at(0)", Some(11), None),
    ];
    for (source, signal, code) in deaths {
        let own = host.ask(1, object(list([]))).unwrap();
        let error = host.error(1, eval(source));
        assert_eq!(kind(&error), "worker_died", "{error:?}");
        if let Some(signal) = signal {
            assert_eq!(error.get("signal"), Some(&int(signal)), "{error:?}");
        }
        if let Some(code) = code {
            assert_eq!(error.get("code"), Some(&int(code)), "{error:?}");
        }
        assert_eq!(kind(&host.error(1, own)), "session_lost");
        assert_eq!(host.value(1, int(1)), int(1));
    }
    // `sys.exit` is an exception like any other.
    let exit = host.error(1, call("sys.exit", [int(3)]));
    assert_eq!(exit.get("type"), Some(&text("builtins.SystemExit")));
}

#[test]
fn requests_without_a_session_go_to_whoever_is_idle() {
    let settings = Term::Map(vec![(text("workers"), int(2))]);
    let mut host = Host::start_with(Term::Map(vec![(text("settings"), settings)]));
    let slow = host.begin(0, value(call("time.sleep", [int(600)])));
    assert_eq!(host.value(0, int(1)), int(1));
    let own = host.ask(0, object(list([int(1)]))).unwrap();
    assert_eq!(host.value(0, own), list([int(1)]));
    host.send(&Term::tuple("cancel", [int(slow as i64)]));
    assert!(host.answer(slow).is_err());
}

#[test]
fn nobody_waits_for_a_worker_that_others_have_ended() {
    let settings = Term::Map(vec![(text("workers"), int(2))]);
    let mut host = Host::start_with(Term::Map(vec![(text("settings"), settings)]));
    for round in 0..10 {
        let sessions = 12 * round + 1..12 * round + 13;
        let asked: Vec<u64> =
            sessions.clone().map(|session| host.begin(session, value(call("os._exit", [int(1)])))).collect();
        for (session, id) in sessions.zip(asked) {
            let error = host.answer(id).unwrap_err();
            assert!(["worker_died", "session_lost"].contains(&kind(&error).as_str()), "{error:?}");
            close(&mut host, session as i64);
        }
    }
    assert_eq!(host.figure("requests"), 0);
}
