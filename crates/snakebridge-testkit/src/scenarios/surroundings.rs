//! What is around an interpreter: output, other threads, other processes.

use super::{Outcome, gives, same, scenarios};
use snakebridge::{Object, Session, Value, py};

scenarios! {
    output_on_every_level_disturbs_nothing,
    a_call_that_holds_the_gil_is_no_fault,
    the_executable_is_pythons,
    multiprocessing_works,
}

fn output_on_every_level_disturbs_nothing(_: &Session) -> Outcome {
    gives!(py!(toy_processes.write_everywhere("a line for standard output")), Value::from(26));
    gives!(py!(math.sqrt(4.0)), Value::from(2.0));
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
