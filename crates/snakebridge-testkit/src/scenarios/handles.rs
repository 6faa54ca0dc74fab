//! Handles: releasing or losing one touches no other, and looking at one asks nobody.

use super::{Outcome, holds, objects, same, scenarios};
use snakebridge::{Call, Object, Session, Value, py};

scenarios! {
    releasing_a_handle_leaves_its_neighbours,
    releasing_a_handle_leaves_other_sessions,
    closing_a_session_leaves_the_others,
    handles_of_a_result_that_is_refused_are_released,
    a_handle_kept_elsewhere_survives_its_release,
    debug_asks_python_nothing,
    no_reply_asks_objects_what_they_look_like,
    system_exit_leaves_the_objects,
}

fn counters(values: &[i64]) -> Call {
    Call::to("builtins.list").arg(Call::to("builtins.map").arg(Call::path("toy_calls.Counter")).arg(values))
}

fn alive() -> snakebridge::Result<i64> {
    py!(toy_calls.Counter.alive)
}

fn releasing_a_handle_leaves_its_neighbours(_: &Session) -> Outcome {
    let before = alive()?;
    let mut handles: Vec<Object> = counters(&[0, 1, 2, 3, 4]).get()?;
    for gone in [2, 0] {
        drop(handles.remove(gone));
        same!(alive()?, before + handles.len() as i64);
    }
    let left: Vec<i64> = handles.iter().map(|handle| handle.attr("value").get()).collect::<Result<_, _>>()?;
    same!(left, [1, 3, 4]);
    // What comes now may be numbered as what has gone was; the old ones are still themselves.
    let more: Vec<Object> = counters(&[5, 6, 7]).get()?;
    let all: Vec<i64> = py!(operator.add(&handles, &more))
        .and_then(|both: Vec<Object>| both.iter().map(|handle| handle.attr("value").get()).collect())?;
    same!(all, [1, 3, 4, 5, 6, 7]);
    Ok(())
}

fn releasing_a_handle_leaves_other_sessions(session: &Session) -> Outcome {
    let bridge = objects::bridge_like(session)?;
    let (one, other) = (bridge.session(), bridge.session());
    let make = |session: &Session, value: i64| session.to("toy_calls.Counter").arg(value).object();
    for round in 0..20 {
        let (ours, theirs) = (make(&one, round)?, make(&other, -round)?);
        drop(ours);
        one.to("builtins.len").arg("").run()?;
        same!(theirs.attr("value").get::<i64>()?, -round);
    }
    Ok(())
}

fn closing_a_session_leaves_the_others(session: &Session) -> Outcome {
    let bridge = objects::bridge_like(session)?;
    let sessions: Vec<Session> = (0..4).map(|_| bridge.session()).collect();
    let objects: Vec<Object> = (0_i64..)
        .zip(&sessions)
        .map(|(number, session)| session.to("toy_calls.Counter").arg(number).object())
        .collect::<Result<_, _>>()?;
    for (closed, session) in sessions.iter().enumerate() {
        session.close();
        for (number, object) in objects.iter().enumerate() {
            let value = object.attr("value").get::<i64>();
            same!(value.ok(), (number > closed).then_some(number as i64));
        }
    }
    Ok(())
}

fn handles_of_a_result_that_is_refused_are_released(_: &Session) -> Outcome {
    let before = alive()?;
    let refused = counters(&[1, 2, 3]).get::<Vec<i64>>();
    holds!(refused.is_err(), "({refused:?})");
    same!(alive()?, before);
    Ok(())
}

fn a_handle_kept_elsewhere_survives_its_release(_: &Session) -> Outcome {
    let before = alive()?;
    let counter: Object = py!(toy_calls.Counter(7))?;
    let holder: Object = py!(builtins.dict(counter = &counter))?;
    drop(counter);
    same!(holder.item("counter").attr("value").get::<i64>()?, 7);
    same!(alive()?, before + 1);
    drop(holder);
    same!(alive()?, before);
    Ok(())
}

fn asked() -> snakebridge::Result<Vec<String>> {
    py!(toy_counted.asked())
}

fn debug_asks_python_nothing(_: &Session) -> Outcome {
    let before = asked()?;
    let shy: Object = py!(toy_counted.Shy())?;
    let value: Value = py!(toy_counted.several())?;
    holds!(format!("{shy:?} {value:?} {:?}", shy.attr("x")).contains("Shy"), "({shy:?})");
    same!(asked()?, before);
    // That questions are noticed at all:
    same!(shy.to_string(), "shy");
    same!(asked()?.len(), before.len() + 1);
    Ok(())
}

fn no_reply_asks_objects_what_they_look_like(_: &Session) -> Outcome {
    let before = asked()?;
    let nested: Vec<Value> = py!(toy_counted.several())?;
    same!(nested.len(), 3);
    let shy: Object = py!(toy_counted.Shy())?;
    let back: (Object, Value) = py!(toy_values.identity((&shy, vec![&shy])))?;
    same!(back.0, shy);
    same!(Call::to("toy_counted.shies").arg(5).stream::<Object>()?.count(), 5);
    py!(toy_counted.shies(2)).map(|_: Object| ())?;
    drop((nested, back, shy));
    same!(asked()?, before);
    Ok(())
}

fn system_exit_leaves_the_objects(_: &Session) -> Outcome {
    let counter: Object = py!(toy_calls.Counter(3))?;
    for status in [0, 3] {
        let outcome = py!(toy_errors.leave(status)).map(|_: Value| ());
        holds!(matches!(&outcome, Err(error) if error.is_instance("SystemExit")), "({outcome:?})");
        same!(counter.attr("value").get::<i64>()?, 3);
    }
    Ok(())
}
