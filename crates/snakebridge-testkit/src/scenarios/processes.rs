//! Processes: for engines whose interpreters are processes of their own.

use super::{Outcome, gives, holds, same, scenarios};
use snakebridge::{Call, Error, Object, Session, Stopped, Value, call, py};
use std::time::Duration;

scenarios! {
    a_process_that_exits_is_an_error_and_the_next_call_works,
    a_crash_is_an_error_with_a_trace_and_the_next_call_works,
    objects_of_a_dead_worker_are_lost,
    an_old_handle_never_means_a_new_object,
    nothing_listens,
    output_on_every_level_disturbs_nothing,
    standard_input_is_empty,
    a_call_that_holds_the_gil_is_no_fault,
    timed_out_calls_in_c_do_not_make_the_session_deaf,
    the_executable_is_pythons,
    multiprocessing_works,
    interrupts_of_a_terminal_are_the_hosts,
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

fn output_on_every_level_disturbs_nothing(_: &Session) -> Outcome {
    gives!(py!(toy_processes.write_everywhere("a line for standard output")), Value::from(26));
    gives!(py!(math.sqrt(4.0)), Value::from(2.0));
    Ok(())
}

fn standard_input_is_empty(_: &Session) -> Outcome {
    gives!(py!(toy_processes.read_standard_input()), Value::from(""));
    let outcome = py!(builtins.input()).map(|_: Value| ());
    holds!(matches!(&outcome, Err(error) if error.is_instance("EOFError")), "({outcome:?})");
    Ok(())
}

fn a_call_that_holds_the_gil_is_no_fault(session: &Session) -> Outcome {
    let kept: Object = py!(toy_calls.Counter(5))?;
    let waiting = std::thread::spawn({
        let session = session.clone();
        move || session.to("toy_processes.hold_the_gil").arg(3).get::<i64>()
    });
    // Whoever asks meanwhile waits and is answered, by the same process.
    same!(kept.attr("value").get::<i64>()?, 5);
    same!(waiting.join().map_err(|_| "the caller panicked")??, 0);
    same!(kept.attr("value").get::<i64>()?, 5);
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

fn the_executable_is_pythons(_: &Session) -> Outcome {
    let version: String = py!(sys.version)?;
    let again: String = py!(toy_processes.run_again("import sys; print(sys.version, end='')"))?;
    same!(again, version);
    Ok(())
}

fn multiprocessing_works(_: &Session) -> Outcome {
    for method in ["spawn", "fork", "forkserver"] {
        let doubled: (Vec<i64>, bool) = py!(toy_processes.doubled(method, vec![1, 2, 3]))?;
        same!((method, doubled), (method, (vec![2, 4, 6], true)));
    }
    same!(py!(toy_processes.doubled_by_executor(vec![1, 2])).map(|all: Vec<i64>| all)?, [2, 4]);
    Ok(())
}

fn interrupts_of_a_terminal_are_the_hosts(_: &Session) -> Outcome {
    // Ctrl-C reaches a process group: the worker is not in the host's.
    let group: i64 = py!(toy_processes.group())?;
    same!(group, py!(os.getpid()).map(|pid: i64| pid)?);
    Ok(())
}
