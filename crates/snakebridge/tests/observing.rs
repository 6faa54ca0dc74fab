//! What a program sees of its calls through `tracing` and `metrics`. Both have one listener for the whole process, so the tests take turns.

#[path = "observing/listener.rs"]
mod listener;
#[path = "observing/recorder.rs"]
mod recorder;

use listener::{Listener, Seen};
use recorder::Recorder;
use rustix::process::{Pid, Signal, kill_process};
use snakebridge::{Bridge, Call, Callback, CancelToken, Error, Object, Session};
use std::future::IntoFuture;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, mpsc};
use std::task::{Context, Poll, Wake, Waker};

/// Who looks on, for as long as a test has its turn.
struct Looking {
    listener: Listener,
    recorder: Recorder,
    _turn: MutexGuard<'static, ()>,
}

fn look() -> Looking {
    static TURN: Mutex<()> = Mutex::new(());
    static LISTENING: OnceLock<(Listener, Recorder)> = OnceLock::new();
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (listener, recorder) = LISTENING.get_or_init(|| {
        let (listener, recorder) = (Listener::default(), Recorder::default());
        tracing::subscriber::set_global_default(listener.clone()).expect("nobody else listens");
        metrics::set_global_recorder(recorder.clone()).expect("nobody else records");
        (listener, recorder)
    });
    listener.clear();
    Looking { listener: listener.clone(), recorder: recorder.clone(), _turn: turn }
}

fn session() -> Session {
    Bridge::builder().build().expect("there is a Python").session()
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// The one span of this call.
fn span(spans: &[Seen], call: &str) -> Seen {
    let of: Vec<&Seen> = spans.iter().filter(|span| span.field("call") == Some(call)).collect();
    assert_eq!(of.len(), 1, "{call}: {spans:?}");
    assert_eq!((of[0].name, of[0].target), ("call", "snakebridge"));
    of[0].clone()
}

#[test]
fn each_call_is_a_span_with_its_outcome() {
    let looking = look();
    let session = session();
    session.to("math.sqrt").arg(16.0).run().expect("it has a root");
    session.to("math.sqrt").arg(-1.0).run().expect_err("it has none");
    let slept: String =
        block_on(session.to("asyncio.sleep").arg(0).arg("slept").get_async()).expect("it wakes up");
    assert_eq!(slept, "slept");
    let token = CancelToken::new();
    token.cancel();
    session.to("math.cos").arg(0).cancel_with(&token).run().expect_err("it was cancelled");
    let spans = looking.listener.spans();
    let outcome = |call: &str| span(&spans, call).field("outcome").map(str::to_owned);
    assert_eq!(outcome("math.sqrt(16.0)").as_deref(), Some("ok"));
    assert_eq!(outcome("math.sqrt(-1.0)").as_deref(), Some("python"));
    assert_eq!(outcome("asyncio.sleep(0, \"slept\")").as_deref(), Some("ok"));
    assert_eq!(outcome("math.cos(0)").as_deref(), Some("cancelled"));
}

#[test]
fn a_future_that_is_dropped_is_a_cancelled_call() {
    let looking = look();
    let session = session();
    let before = looking.recorder.value("snakebridge_calls_total{outcome=cancelled}");
    session.to("math.cos").arg(0).run().expect("the worker answers");
    {
        let mut sleeping = pin!(session.to("asyncio.sleep").arg(3600).into_future());
        assert!(sleeping.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(looking.recorder.value("snakebridge_calls_in_flight"), 1.0);
        assert_eq!(span(&looking.listener.spans(), "asyncio.sleep(3600)").field("outcome"), None);
    }
    assert_eq!(span(&looking.listener.spans(), "asyncio.sleep(3600)").field("outcome"), Some("cancelled"));
    assert_eq!(looking.recorder.value("snakebridge_calls_in_flight"), 0.0);
    assert_eq!(looking.recorder.value("snakebridge_calls_total{outcome=cancelled}"), before + 1.0);
}

#[test]
fn a_callback_and_the_calls_it_makes_are_within_the_call() {
    let looking = look();
    let session = session();
    let root = Callback::new(|x: f64| Call::to("math.sqrt").arg(x).get::<f64>()).named("root");
    let roots: Vec<f64> = session
        .to("builtins.list")
        .arg(Call::to("builtins.map").arg(root).arg([4.0]))
        .get()
        .expect("it has one");
    assert_eq!(roots, [2.0]);
    let spans = looking.listener.spans();
    let inner = span(&spans, "math.sqrt(4.0)");
    let callback = &spans[inner.parent.expect("it is within the callback")];
    assert_eq!((callback.name, callback.field("callback")), ("callback", Some("root")));
    let outer = &spans[callback.parent.expect("it is within the call")];
    assert!(outer.field("call").is_some_and(|call| call.starts_with("builtins.list(")), "{outer:?}");
    assert_eq!(outer.parent, None);
}

#[test]
fn a_worker_that_is_replaced_is_a_warning_and_a_metric() {
    let looking = look();
    let session = session();
    let count = |name| looking.recorder.value(name);
    let died = "snakebridge_calls_total{outcome=worker_died}";
    let restarted = "snakebridge_worker_restarts_total{reason=lost}";
    let before = (count(died), count(restarted));
    let pid: i32 = session.to("os.getpid").get().expect("the worker answers");
    let pid = Pid::from_raw(pid).expect("a pid is positive");
    // From a callback, so that the call is under way for certain.
    let kill = Callback::new(move || kill_process(pid, Signal::KILL).map_err(Error::host));
    let outcome = Call::of(kill).invoke().in_session(&session).run();
    assert!(matches!(outcome, Err(Error::WorkerDied(_))), "{outcome:?}");
    let replaced = |event: &Seen| event.target == "snakebridge" && event.level == tracing::Level::WARN;
    assert!(!looking.listener.events().iter().any(replaced));
    session.to("math.sqrt").arg(25.0).run().expect("a new worker answers");
    let event = looking.listener.await_event(replaced);
    assert_eq!(event.field("message"), Some("a Python worker was replaced: its worker died"));
    assert_eq!(event.field("reason"), Some("its worker died"));
    assert_eq!((count(died), count(restarted)), (before.0 + 1.0, before.1 + 1.0));
}

#[test]
fn log_records_and_warnings_of_python_are_events() {
    let looking = look();
    are_events(&looking, &session());
}

#[test]
#[cfg(feature = "embed")]
fn log_records_and_warnings_in_process_are_events() {
    let looking = look();
    let python = snakebridge_testkit::supported().swap_remove(0).path;
    let bridge = Bridge::builder().engine(snakebridge::Engine::Embed).python(python).build();
    are_events(&looking, &bridge.expect("there is a Python").session());
}

fn are_events(looking: &Looking, session: &Session) {
    let logger: Object = session.to("logging.getLogger").arg("observed").object().expect("there is one");
    logger.method("warning").arg("careful, %s").arg("it is hot").run().expect("it can be logged");
    session.to("warnings.warn").arg("mind the gap").run().expect("it can be shown");
    let logged = looking.listener.await_event(|event| event.target == "snakebridge::python");
    assert_eq!(logged.level, tracing::Level::WARN);
    assert_eq!(logged.field("logger"), Some("observed"));
    assert_eq!(logged.field("message"), Some("careful, it is hot"));
    assert!(logged.field("line").is_some_and(|line| line.parse::<i64>().is_ok()), "{logged:?}");
    assert!(logged.field("file").is_some() && logged.field("function").is_some(), "{logged:?}");
    let warned = looking.listener.await_event(|event| event.target == "snakebridge::python::warnings");
    assert_eq!(warned.level, tracing::Level::WARN);
    assert_eq!(warned.field("category"), Some("UserWarning"));
    assert_eq!(warned.field("message"), Some("mind the gap"));
    assert!(warned.field("file").is_some() && warned.field("line").is_some(), "{warned:?}");
}

#[test]
fn calls_and_objects_are_measured() {
    let looking = look();
    let session = session();
    let count = |name| looking.recorder.value(name);
    let names = [
        "snakebridge_calls_total{outcome=ok}",
        "snakebridge_calls_total{outcome=python}",
        "snakebridge_call_seconds",
        "snakebridge_live_objects",
    ];
    let before = names.map(count);
    let since = || std::array::from_fn(|at| count(names[at]) - before[at]);
    let list: Object = session.to("builtins.list").object().expect("there are lists");
    assert_eq!(since(), [1.0, 0.0, 1.0, 1.0]);
    list.item(0).run().expect_err("it is empty");
    assert_eq!(since(), [1.0, 1.0, 2.0, 1.0]);
    let shared = list.clone();
    assert_eq!(shared.to_string(), "[]");
    assert_eq!(since(), [2.0, 1.0, 3.0, 1.0]);
    drop(list);
    assert_eq!(since()[3], 1.0);
    drop(shared);
    assert_eq!(since(), [2.0, 1.0, 3.0, 0.0]);
    assert_eq!(count("snakebridge_calls_in_flight"), 0.0);
    assert!(looking.recorder.described("snakebridge_call_seconds", metrics::Unit::Seconds));
    for name in [
        "snakebridge_calls_total",
        "snakebridge_calls_in_flight",
        "snakebridge_queue_length",
        "snakebridge_live_objects",
        "snakebridge_worker_restarts_total",
    ] {
        assert!(looking.recorder.described(name, metrics::Unit::Count), "{name}");
    }
}

#[test]
fn who_waits_for_a_worker_is_in_the_queue() {
    let looking = look();
    let bridge = Bridge::builder().recycle_after_calls(2).build().expect("there is a Python");
    let length = || looking.recorder.value("snakebridge_queue_length");
    let recycled = || looking.recorder.value("snakebridge_worker_restarts_total{reason=recycled}");
    let before = recycled();
    let (under_way, begun) = mpsc::channel();
    let (go_on, wait) = mpsc::channel();
    let wait = Mutex::new(wait);
    let block = Callback::new(move || {
        under_way.send(()).expect("the test waits");
        wait.lock().expect("nobody panics").recv().map_err(Error::host)
    });
    std::thread::scope(|scope| {
        let first = scope.spawn(|| Call::of(block).invoke().in_bridge(&bridge).run());
        begun.recv().expect("the call is under way");
        assert_eq!(length(), 0.0);
        let mut second = pin!(bridge.to("math.sqrt").arg(36.0).get_async::<f64>());
        assert!(second.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(length(), 1.0);
        assert_eq!(looking.recorder.value("snakebridge_calls_in_flight"), 2.0);
        go_on.send(()).expect("the callback waits");
        first.join().expect("it does not panic").expect("it goes on");
        assert_eq!(block_on(second).expect("its turn comes"), 6.0);
    });
    assert_eq!(length(), 0.0);
    assert_eq!(recycled(), before + 1.0);
}
