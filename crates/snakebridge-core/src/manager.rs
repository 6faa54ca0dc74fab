//! Context managers: Python's `with` and `async with`.

mod protocol;

use crate::{Error, Object, Result};
use protocol::{ASYNC, Manager, SYNC};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::task::Poll;

/// How a `with` ended that did not raise.
///
/// ```no_run
/// use snakebridge_core::{Call, Managed};
/// # fn main() -> snakebridge_core::Result<()> {
/// let suppress = Call::to("contextlib.suppress").arg(Call::path("builtins.ValueError")).object()?;
/// match suppress.with(|_| Call::to("builtins.int").arg("seven").get::<i64>())? {
///     Managed::Done(number) => println!("{number}"),
///     Managed::Swallowed(error) => println!("no number: {error}"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "the manager may have swallowed an error of the body"]
pub enum Managed<T> {
    /// The body gave this.
    Done(T),
    /// The body failed with this error, and the manager's `__exit__` said that it is to be ignored.
    Swallowed(Error),
}

impl<T> Managed<T> {
    /// What the body gave; nothing if its error was swallowed.
    ///
    /// ```
    /// use snakebridge_core::{Error, Managed};
    /// assert_eq!(Managed::Done(1).done(), Some(1));
    /// assert_eq!(Managed::<i32>::Swallowed(Error::Cancelled).done(), None);
    /// ```
    #[must_use]
    pub fn done(self) -> Option<T> {
        match self {
            Self::Done(result) => Some(result),
            Self::Swallowed(_) => None,
        }
    }

    /// What the body gave, or its error even though the manager swallowed it.
    ///
    /// # Errors
    /// The error of the body.
    ///
    /// ```
    /// use snakebridge_core::{Error, Managed};
    /// assert_eq!(Managed::Done(1).strictly()?, 1);
    /// assert!(matches!(Managed::<i32>::Swallowed(Error::Cancelled).strictly(), Err(Error::Cancelled)));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn strictly(self) -> Result<T> {
        match self {
            Self::Done(result) => Ok(result),
            Self::Swallowed(error) => Err(error),
        }
    }
}

impl Object {
    /// Python's `with` statement: enters the object, which is a context manager, runs the body with what `__enter__` gives, and exits it, whatever
    /// becomes of the body.
    ///
    /// `__exit__` sees the body's error as Python sees it: the exception itself if Python raised it, else a `snakebridge.HostError`, and may swallow it. A panic of
    /// the body is an error for `__exit__`, too, and goes on when that has run.
    ///
    /// # Errors
    /// The body's error unless it is swallowed, or what `__enter__` or `__exit__` raised. An error of your own goes through as [`Error::host`].
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Object};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let file: Object = Call::to("builtins.open").arg("notes.txt").object()?;
    /// let text: String = file.with(|file| file.method("read").get())?.strictly()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with<T>(&self, body: impl FnOnce(Object) -> Result<T>) -> Result<Managed<T>> {
        run(&Manager::new(self, &SYNC), body)
    }

    /// Python's `async with` statement, for code that is not async itself: otherwise as [`with`](Self::with).
    ///
    /// # Errors
    /// As [`with`](Self::with).
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Object};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let client: Object = Call::to("httpx.AsyncClient").object()?;
    /// let status: u16 = client
    ///     .with_awaited(|client| client.method("get").arg("http://127.0.0.1/").awaited().attr("status_code").get())?
    ///     .strictly()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_awaited<T>(&self, body: impl FnOnce(Object) -> Result<T>) -> Result<Managed<T>> {
        run(&Manager::new(self, &ASYNC), body)
    }

    /// Python's `async with` statement with an async body: otherwise as [`with`](Self::with). If the future is dropped before its end, the manager
    /// is let go of without being exited.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Object};
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let client: Object = Call::to("httpx.AsyncClient").await?;
    /// let page = client.async_with(async |client| client.method("get").arg("http://127.0.0.1/").await).await?.strictly()?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn async_with<T, F>(&self, body: impl FnOnce(Object) -> F) -> Result<Managed<T>>
    where
        F: Future<Output = Result<T>>,
    {
        let manager = Manager::new(self, &ASYNC);
        let (enter, exit) = match manager.methods().get_async().await {
            Ok(methods) => methods,
            Err(error) => return Err(manager.refusal().await.err().unwrap_or(error)),
        };
        let entered = manager.enter(&enter).await?;
        let outcome = caught(body(entered)).await;
        let exited = match as_error(&outcome) {
            None => manager.leave(&exit).await.map(|_| false),
            Some(error) if manager.is_lost() => Err(error),
            Some(error) => match manager.tell(&exit, &error) {
                Some(verdict) => is_true(verdict.await).await,
                None => close(&manager, &exit, &error).await.map(|()| true),
            },
        };
        settle(outcome, exited)
    }
}

async fn is_true(verdict: Result<Object>) -> Result<bool> {
    verdict?.is_true().await
}

async fn close(manager: &Manager<'_>, exit: &Object, error: &Error) -> Result<()> {
    let stack = manager.stack().await?;
    manager.register(&stack, exit, error).await?;
    manager.close(&stack).await.map(drop)
}

/// What became of a body; it may have panicked.
type Outcome<T> = std::thread::Result<Result<T>>;

fn run<T>(manager: &Manager<'_>, body: impl FnOnce(Object) -> Result<T>) -> Result<Managed<T>> {
    let (enter, exit) = match manager.methods().get() {
        Ok(methods) => methods,
        Err(error) => return Err(manager.refusal().run().err().unwrap_or(error)),
    };
    let entered = manager.enter(&enter).call()?;
    let outcome = catch_unwind(AssertUnwindSafe(|| body(entered)));
    let exited = match as_error(&outcome) {
        None => manager.leave(&exit).run().map(|()| false),
        Some(error) if manager.is_lost() => Err(error),
        Some(error) => match manager.tell(&exit, &error) {
            Some(verdict) => verdict.call().and_then(|verdict| verdict.is_true().call()),
            None => manager.stack().call().and_then(|stack| {
                manager.register(&stack, &exit, &error).run()?;
                manager.close(&stack).run().map(|()| true)
            }),
        },
    };
    settle(outcome, exited)
}

async fn caught<T>(body: impl Future<Output = Result<T>>) -> Outcome<T> {
    let mut body = Box::pin(body);
    std::future::poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| body.as_mut().poll(context))) {
        Ok(poll) => poll.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

/// The error that `__exit__` is to see.
fn as_error<T>(outcome: &Outcome<T>) -> Option<Error> {
    match outcome {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(error.clone()),
        Err(panic) => Some(Error::panicked(&**panic)),
    }
}

/// What becomes of the statement: `exited` is whether the manager swallowed the error of the body, if there was one, or what came out of it.
fn settle<T>(outcome: Outcome<T>, exited: Result<bool>) -> Result<Managed<T>> {
    match (outcome, exited) {
        (Err(panic), _) => resume_unwind(panic),
        (_, Err(raised)) => Err(raised),
        (Ok(Ok(result)), Ok(_)) => Ok(Managed::Done(result)),
        (Ok(Err(error)), Ok(true)) => Ok(Managed::Swallowed(error)),
        (Ok(Err(error)), Ok(false)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Panicked;
    use crate::pretend::{Pretend, block_on};
    use crate::{Exception, Session};

    fn manager(session: &Session) -> Object {
        session.to("manager").object().unwrap()
    }

    /// What was asked, by its outermost name.
    fn asked(log: &[String]) -> Vec<&str> {
        log.iter().map(|asked| asked.split(['(', '<']).next().unwrap_or_default()).collect()
    }

    #[test]
    fn a_body_that_succeeds_exits_with_nothing() {
        let (fake, session) = Pretend::session();
        let object = manager(&session);
        assert_eq!(object.with(|_| Ok(5)).unwrap().strictly().unwrap(), 5);
        let log = fake.log();
        assert!(log[1].contains("__enter__") && log[1].contains("__exit__"), "{log:?}");
        assert!(log[3].ends_with("None, None, None)"), "{log:?}");
        assert_eq!(log.len(), 4);
        let entered = block_on(object.async_with(async |_| Ok(6))).unwrap();
        assert_eq!(entered.done(), Some(6));
        assert!(fake.log()[4].contains("__aenter__"));
    }

    #[test]
    fn an_exception_is_passed_as_it_is_and_the_verdict_counts() {
        let (fake, session) = Pretend::session();
        let object = manager(&session);
        let mut exception = Exception::new("builtins.ValueError", "no");
        exception.object = Some(manager(&session));
        let swallowed = object.with(|_| Err::<(), _>(exception.clone().into())).unwrap();
        assert!(matches!(swallowed, Managed::Swallowed(Error::Python(_))));
        let log = fake.log();
        assert!(log[4].contains("builtins.type(") && log[4].contains("__traceback__"), "{log:?}");
        assert_eq!(asked(&log[5..]), ["builtins.bool"]);
    }

    #[test]
    fn an_error_of_the_host_is_raised_within_a_stack() {
        let (fake, session) = Pretend::session();
        let object = manager(&session);
        let swallowed = object.with(|_| Err::<(), _>(Error::host("no"))).unwrap();
        assert_eq!(swallowed.strictly().unwrap_err().to_string(), "no");
        let log = fake.log();
        assert!(log[4].contains(".push(functools.partial(") && log[4].contains("<callback body>"), "{log:?}");
        assert!(log[5].ends_with(".close()"), "{log:?}");
    }

    #[test]
    fn a_panic_exits_and_goes_on() {
        let (fake, session) = Pretend::session();
        let object = manager(&session);
        let panic = catch_unwind(AssertUnwindSafe(|| object.with(|_| -> Result<()> { panic!("oh no") })));
        assert_eq!(panic.unwrap_err().downcast_ref::<&str>(), Some(&"oh no"));
        assert!(fake.log()[5].ends_with(".close()"));
        let outcome: Outcome<()> = Err(Box::new("oh no"));
        assert!(as_error(&outcome).unwrap().host_error::<Panicked>().is_some());
    }

    #[test]
    fn nobody_exits_what_is_lost() {
        let (fake, session) = Pretend::session();
        let object = manager(&session);
        let outcome = object.with(|_| session.to("die").run());
        assert!(matches!(outcome, Err(Error::WorkerDied(_))), "{outcome:?}");
        assert_eq!(fake.log().len(), 4);
    }
}
