//! A library in C's terms that Python loads, as it does an extension module: the Python that is there is the one it uses.

use snakebridge::{Bridge, Call, Callback, Engine, Session};
use std::sync::mpsc;

/// A session of the Python that has loaded this.
fn session() -> snakebridge::Result<Session> {
    Ok(Bridge::builder().engine(Engine::Embed).build()?.session())
}

fn twice(session: &Session) -> Callback {
    let session = session.clone();
    Callback::new(move |it: i64| session.to("operator.mul").arg(it).arg(2).get::<i64>())
}

/// A plain call, which has a way of its own.
fn root(session: &Session) -> snakebridge::Result<f64> {
    let _entered = session.enter();
    Call::to("math.sqrt").arg(16.0).get()
}

/// Calls, and is called, on this thread.
fn call(session: &Session) -> snakebridge::Result<()> {
    for _ in 0..50 {
        assert_eq!(session.to("math.sqrt").arg(16.0).get::<f64>()?, 4.0);
        assert_eq!(root(session)?, 4.0);
        assert_eq!(session.attach(|| root(session))??, 4.0);
        let list = session.to("builtins.list").arg([1, 2]).object()?;
        let mapped = Call::to("builtins.map").arg(twice(session)).arg(&list);
        assert_eq!(session.to("builtins.list").arg(mapped).get::<Vec<i64>>()?, [2, 4]);
        assert!(session.to("operator.truediv").arg(1).arg(0).run().is_err());
    }
    session.to("asyncio.sleep").arg(0).awaited().run()
}

#[expect(clippy::print_stderr, reason = "whoever loads this knows no errors of Rust")]
fn told(outcome: snakebridge::Result<()>) -> i32 {
    outcome.inspect_err(|error| eprintln!("{error}")).map_or(1, |()| 0)
}

/// Calls on this thread and on so many others; 0 if all is well.
#[unsafe(no_mangle)]
pub extern "C" fn joined_calls(threads: i32) -> i32 {
    told(session().and_then(|session| {
        call(&session)?;
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(|| call(&session))).collect();
            threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
        })
    }))
}

/// Leaves threads behind that call for ever: from within Python, and from outside; 0 when all of them do.
#[unsafe(no_mangle)]
pub extern "C" fn joined_spins() -> i32 {
    told(session().and_then(|session| {
        session
            .to("builtins.exec")
            .arg("def spin(function):\n while True: function(1)")
            .arg(Call::path("builtins.__dict__"))
            .run()?;
        let (sender, begun) = mpsc::channel();
        for thread in 0..10 {
            let (session, sender) = (session.clone(), sender.clone());
            std::thread::spawn(move || {
                let outcome = call(&session);
                drop(sender.send(outcome));
                match thread % 5 {
                    0 => drop(session.to("builtins.spin").arg(twice(&session)).run()),
                    1 => drop(session.to("builtins.spin").arg(Call::path("math.sqrt")).run()),
                    2 => while root(&session).is_ok() {},
                    3 => drop(session.attach(|| while root(&session).is_ok() {})),
                    _ => while session.to("math.sqrt").arg(4.0).get::<f64>().is_ok() {},
                }
            });
        }
        begun.into_iter().take(10).collect()
    }))
}
