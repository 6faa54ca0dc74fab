//! Processes: for engines whose interpreters are processes of their own.

use super::{Outcome, gives, holds, same, scenarios};
use snakebridge::{Call, Error, Object, Session, Stopped, Value, call, py};
use std::time::Duration;

scenarios! {
    process:
    a_process_that_exits_is_an_error_and_the_next_call_works: "the process that exits would be the host",
    a_crash_is_an_error_with_a_trace_and_the_next_call_works: "the process that crashes would be the host",
    objects_of_a_dead_worker_are_lost: "what dies in the host's process is the host",
    an_old_handle_never_means_a_new_object: "what dies in the host's process is the host",
    nothing_listens: "it looks at all sockets of the process, which would be the host's",
    standard_input_is_empty: "standard input is the host's",
    a_deadline_interrupts_what_sleeps: "a thread that sleeps in the system can only be interrupted by a signal to the main thread of a process",
    timed_out_calls_in_c_do_not_make_the_session_deaf: "C code that heeds no interrupt can only be ended with its process",
    interrupts_of_a_terminal_are_the_hosts: "there is no process group but the host's",
}

fn a_process_that_exits_is_an_error_and_the_next_call_works(_: &Session) -> Outcome {
    match py!(toy_errors.end(5)).map(|_: Value| ()) {
        Err(Error::WorkerDied(death)) => {
            same!((death.code, death.signal), (Some(5), None));
            same!(death.expression, "toy_errors.end(5)");
        }
        other => return Err(format!("{other:?}").into()),
    }
    gives!(py!(math.sqrt(9.0)), Value::from(3.0));
    Ok(())
}

fn a_crash_is_an_error_with_a_trace_and_the_next_call_works(_: &Session) -> Outcome {
    match py!(toy_errors.crash()).map(|_: Value| ()) {
        Err(Error::WorkerDied(death)) => {
            same!(death.signal, Some(11));
            holds!(death.trace.contains("crash"), "({})", death.trace);
        }
        other => return Err(format!("{other:?}").into()),
    }
    gives!(py!(math.sqrt(9.0)), Value::from(3.0));
    Ok(())
}

fn objects_of_a_dead_worker_are_lost(_: &Session) -> Outcome {
    let old: Object = py!(builtins.list(vec![1]))?;
    py!(toy_errors.end(0)).map(|_: Value| ()).unwrap_err();
    let new: Object = py!(builtins.list(vec![2]))?;
    holds!(matches!(old.get::<Vec<i64>>(), Err(Error::SessionLost { .. })));
    holds!(matches!(py!(builtins.len(&old)), Err::<Value, _>(Error::SessionLost { .. })));
    drop(old);
    same!(new.get::<Vec<i64>>()?, [2]);
    Ok(())
}

fn an_old_handle_never_means_a_new_object(_: &Session) -> Outcome {
    let old: Vec<Object> = counters(20).get()?;
    py!(toy_errors.end(0)).map(|_: Value| ()).unwrap_err();
    let new: Vec<Object> = counters(40).get()?;
    for object in &old {
        holds!(matches!(object.attr("value").get::<i64>(), Err(Error::SessionLost { .. })), "({object:?})");
    }
    // That the old ones go must not release new ones of the same number.
    drop(old);
    same!(py!(toy_calls.Counter.alive).map(|alive: i64| alive)?, 40);
    for (number, object) in new.iter().enumerate() {
        same!(object.attr("value").get::<usize>()?, number);
    }
    Ok(())
}

fn counters(count: i64) -> Call {
    let map = Call::to("builtins.map").arg(Call::path("toy_calls.Counter"));
    Call::to("builtins.list").arg(map.arg(Call::to("builtins.range").arg(count)))
}

fn nothing_listens(_: &Session) -> Outcome {
    let sockets: Vec<(bool, bool, Value, Value)> = py!(toy_processes.sockets())?;
    holds!(!sockets.is_empty());
    for (listens, local, ours, theirs) in sockets {
        // An address would be one that others can connect to.
        holds!(!listens && local && is_nameless(&ours) && is_nameless(&theirs), "({ours:?} to {theirs:?})");
    }
    Ok(())
}

fn is_nameless(address: &Value) -> bool {
    *address == Value::from("") || *address == Value::Bytes(vec![])
}

fn standard_input_is_empty(_: &Session) -> Outcome {
    gives!(py!(toy_processes.read_standard_input()), Value::from(""));
    let outcome = py!(builtins.input()).map(|_: Value| ());
    holds!(matches!(&outcome, Err(error) if error.is_instance("EOFError")), "({outcome:?})");
    Ok(())
}

fn timed_out_calls_in_c_do_not_make_the_session_deaf(session: &Session) -> Outcome {
    let bridge = super::objects::builder_like(session)?.grace(Duration::from_millis(20)).build()?;
    let session = bridge.session();
    for _ in 0..8 {
        session.to("math.sqrt").arg(1.0).run()?;
        let call =
            session.to("builtins.sum").arg(call!(itertools.repeat(0))).deadline(Duration::from_millis(20));
        match call.run() {
            Err(Error::TimedOut(timed_out)) => {
                holds!(timed_out.stopped != Stopped::Interrupted, "({timed_out})");
            }
            other => return Err(format!("{other:?}").into()),
        }
    }
    same!(session.to("math.sqrt").arg(16.0).get::<f64>()?, 4.0);
    Ok(())
}

fn interrupts_of_a_terminal_are_the_hosts(_: &Session) -> Outcome {
    // Ctrl-C reaches a process group: the worker is not in the host's.
    let group: i64 = py!(toy_processes.group())?;
    same!(group, py!(os.getpid()).map(|pid: i64| pid)?);
    Ok(())
}

fn a_deadline_interrupts_what_sleeps(session: &Session) -> Outcome {
    let kept = session.to("toy_calls.Counter").arg(5).object()?;
    match session.to("time.sleep").arg(3600).deadline(Duration::from_millis(50)).run() {
        Err(Error::TimedOut(timed_out)) => same!(timed_out.stopped, Stopped::Interrupted),
        other => return Err(format!("{other:?}").into()),
    }
    same!(kept.attr("value").get::<i64>()?, 5);
    Ok(())
}
