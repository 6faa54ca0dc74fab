//! Context managers see what becomes of the body, and their verdict is honoured.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{Call, Error, Managed, Object, Session, Value, py};
use std::panic::{AssertUnwindSafe, catch_unwind};

scenarios! {
    a_manager_is_entered_and_exited,
    an_exception_of_python_is_seen_as_it_is,
    an_error_of_the_host_is_seen_and_comes_back_as_it_was,
    a_manager_may_swallow_an_error,
    what_enter_or_exit_raise_comes_out,
    a_panic_is_seen_and_goes_on,
    what_is_no_manager_is_an_error,
    async_managers_are_awaited,
    standard_managers_work,
}

/// What the manager saw at its end: class, text, and whether there was a traceback.
type Seen = (Option<String>, String, bool);

fn seen(manager: &Object) -> snakebridge::Result<Seen> {
    manager.attr("log").item(-1).get()
}

fn ours(error: &Error) -> bool {
    matches!(error.host_error::<Failure>(), Some(Failure(7)))
}

/// An error of this program's own.
#[derive(Debug)]
struct Failure(i32);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "failure {}", self.0)
    }
}

impl std::error::Error for Failure {}

fn a_manager_is_entered_and_exited(_: &Session) -> Outcome {
    let manager: Object = py!(toy_managers.Manager())?;
    let entered = manager.with(|log| log.get::<Vec<String>>())?.strictly()?;
    same!(entered, ["enter"]);
    same!(seen(&manager)?, (None, "None".to_owned(), false));
    Ok(())
}

fn an_exception_of_python_is_seen_as_it_is(_: &Session) -> Outcome {
    let manager: Object = py!(toy_managers.Manager())?;
    let outcome = manager.with(|_| py!(fractions.Fraction("x")).map(|_: Object| ()));
    holds!(matches!(&outcome, Err(error) if error.is_instance("ValueError")), "({outcome:?})");
    let (class, text, has_traceback) = seen(&manager)?;
    same!(class.as_deref(), Some("ValueError"));
    holds!(text.contains("Invalid literal") && has_traceback, "({text})");
    Ok(())
}

fn an_error_of_the_host_is_seen_and_comes_back_as_it_was(_: &Session) -> Outcome {
    let manager: Object = py!(toy_managers.Manager())?;
    let outcome = manager.with(|_| Err::<(), _>(Error::host(Failure(7))));
    holds!(matches!(&outcome, Err(error) if ours(error)), "({outcome:?})");
    let (class, text, has_traceback) = seen(&manager)?;
    same!(class.as_deref(), Some("HostError"));
    holds!(text.contains("failure 7") && has_traceback, "({text})");
    Ok(())
}

fn a_manager_may_swallow_an_error(_: &Session) -> Outcome {
    let manager: Object = py!(toy_managers.Manager(swallows = true))?;
    let raised = manager.with(|_| py!(builtins.int("x")).map(|_: i64| ()))?;
    holds!(matches!(&raised, Managed::Swallowed(error) if error.is_instance("ValueError")), "({raised:?})");
    let failed = manager.with(|_| Err::<(), _>(Error::host(Failure(7))))?;
    holds!(matches!(&failed, Managed::Swallowed(error) if ours(error)), "({failed:?})");
    same!(manager.with(|_| Ok(5))?.done(), Some(5));
    Ok(())
}

fn what_enter_or_exit_raise_comes_out(_: &Session) -> Outcome {
    let entering: Object = py!(toy_managers.Manager(fails = "enter"))?;
    let outcome = entering.with(|_| -> snakebridge::Result<()> { unreachable!("it is never entered") });
    holds!(matches!(&outcome, Err(error) if error.is_instance("OSError")), "({outcome:?})");
    same!(entering.attr("log").get::<Vec<String>>()?, ["enter"]);
    let exiting: Object = py!(toy_managers.Manager(fails = "exit"))?;
    for body in [Ok(()), Err(Error::host(Failure(7)))] {
        let outcome = exiting.with(|_| body);
        holds!(matches!(&outcome, Err(error) if error.is_instance("OSError")), "({outcome:?})");
    }
    Ok(())
}

fn a_panic_is_seen_and_goes_on(_: &Session) -> Outcome {
    let manager: Object = py!(toy_managers.Manager(swallows = true))?;
    let body = |_: Object| -> snakebridge::Result<()> { std::panic::resume_unwind(Box::new("oh no")) };
    let panic = catch_unwind(AssertUnwindSafe(|| manager.with(body)));
    same!(panic.err().and_then(|panic| panic.downcast_ref::<&str>().copied()), Some("oh no"));
    holds!(seen(&manager)?.1.contains("oh no"));
    Ok(())
}

fn what_is_no_manager_is_an_error(_: &Session) -> Outcome {
    for object in [py!(toy_managers.Impostor())?, py!(builtins.object())?] {
        let object: Object = object;
        let outcome = object.with(|_| Ok(()));
        let refused = |error: &Error| error.is_instance("TypeError") || error.is_instance("AttributeError");
        holds!(matches!(&outcome, Err(error) if refused(error)), "({outcome:?})");
    }
    Ok(())
}

fn async_managers_are_awaited(_: &Session) -> Outcome {
    let manager: Object = py!(toy_managers.Later())?;
    same!(manager.with_awaited(|log| log.get::<Vec<String>>())?.done(), Some(vec!["enter".to_owned()]));
    same!(seen(&manager.attr("inner").object()?)?.0, None);
    let swallowing: Object = py!(toy_managers.Later(true))?;
    let raised = swallowing.with_awaited(|_| py!(builtins.int("x")).map(|_: i64| ()))?;
    holds!(matches!(&raised, Managed::Swallowed(error) if error.is_instance("ValueError")), "({raised:?})");
    let failed = swallowing.with_awaited(|_| Err::<(), _>(Error::host(Failure(7))))?;
    holds!(matches!(&failed, Managed::Swallowed(error) if ours(error)), "({failed:?})");
    let outcome = manager.with_awaited(|_| Err::<(), _>(Error::host(Failure(7))));
    holds!(matches!(&outcome, Err(error) if ours(error)), "({outcome:?})");
    Ok(())
}

fn standard_managers_work(_: &Session) -> Outcome {
    let suppress = Call::to("contextlib.suppress").arg(Call::path("builtins.KeyError")).object()?;
    let outcome = suppress.with(|_| py!(operator.getitem(py!(builtins.dict()), "x")).map(|_: Value| ()))?;
    holds!(matches!(outcome, Managed::Swallowed(_)));
    let file = Call::to("tempfile.TemporaryFile").arg("w+").object()?;
    let written: i64 = file.with(|file| file.method("write").arg("text").get())?.strictly()?;
    same!(written, 4);
    holds!(file.attr("closed").get::<bool>()?);
    Ok(())
}
