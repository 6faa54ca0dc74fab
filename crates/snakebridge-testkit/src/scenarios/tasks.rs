//! Tasks: coroutines are awaited, many at once, and what takes too long or is not wanted any more ends.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{Call, Callback, CancelToken, Error, Session, Stopped, Value, py};
use std::future::IntoFuture;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

scenarios! {
    a_coroutine_is_awaited,
    what_needs_a_running_loop_gets_one,
    many_tasks_are_under_way_at_once,
    a_dropped_future_cancels_its_task,
    exceptions_of_tasks_are_typed,
    async_streams_deliver_in_order,
    async_callbacks_run_on_the_runtime,
    async_managers_take_async_bodies,
    a_deadline_interrupts_and_the_session_goes_on,
    what_is_imported_is_imported_whole,
    eight_timed_out_calls_leave_the_session_as_it_was,
    a_deadline_ends_a_task,
    a_token_cancels_a_call,
}

/// Long enough for anything that works, and the end of what does not.
const PATIENCE: Duration = Duration::from_secs(60);

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().build()
}

fn a_coroutine_is_awaited(_: &Session) -> Outcome {
    same!(py!(toy_calls.later()).map(|one: i64| one)?, 1);
    same!(Call::to("toy_calls.later").awaited().get::<i64>()?, 1);
    same!(runtime()?.block_on(Call::to("toy_calls.later").typed::<i64>().into_future())?, 1);
    let coroutine = Call::to("toy_calls.later").object()?;
    same!(coroutine.type_name(), "builtins.coroutine");
    same!(coroutine.to_call().awaited().get::<i64>()?, 1);
    Ok(())
}

fn what_needs_a_running_loop_gets_one(_: &Session) -> Outcome {
    holds!(Call::to("toy_tasks.in_running_loop").awaited().get::<bool>()?);
    same!(Call::to("toy_tasks.future_of").arg(5).awaited().get::<i64>()?, 5);
    let outcome = Call::to("toy_tasks.in_running_loop").get::<bool>();
    holds!(matches!(&outcome, Err(error) if error.is_instance("RuntimeError")), "({outcome:?})");
    same!(Call::to("asyncio.run").arg(Call::to("toy_calls.later")).get::<i64>()?, 1);
    Ok(())
}

fn many_tasks_are_under_way_at_once(session: &Session) -> Outcome {
    let outcomes = runtime()?.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..100 {
            let call = session.to("toy_tasks.meet").arg(100).deadline(PATIENCE).typed::<i64>();
            tasks.spawn(call.into_future());
        }
        tasks.join_all().await
    });
    for outcome in outcomes {
        same!(outcome?, 100);
    }
    Ok(())
}

fn a_dropped_future_cancels_its_task(session: &Session) -> Outcome {
    runtime()?.block_on(async {
        let waiting = tokio::spawn(session.to("toy_tasks.wait_for_ever").arg("dropped").into_future());
        while !session.to("toy_tasks.is_waiting").arg("dropped").get_async::<bool>().await? {}
        waiting.abort();
        holds!(waiting.await.is_err_and(|error| error.is_cancelled()));
        let began = std::time::Instant::now();
        while !session.to("toy_tasks.was_cancelled").arg("dropped").get_async::<bool>().await? {
            holds!(began.elapsed() < PATIENCE);
        }
        Ok(())
    })
}

fn exceptions_of_tasks_are_typed(_: &Session) -> Outcome {
    let outcome = runtime()?.block_on(Call::to("builtins.int").arg("x").into_future());
    holds!(matches!(&outcome, Err(error) if error.is_instance("ValueError")), "({outcome:?})");
    Ok(())
}

fn async_streams_deliver_in_order(_: &Session) -> Outcome {
    for source in ["toy_streams.later", "builtins.range"] {
        let mut stream = Call::to(source).arg(100).stream_async::<i64>();
        let items: Vec<i64> = runtime()?.block_on(async {
            let mut items = Vec::new();
            while let Some(item) = stream.next().await {
                items.push(item?);
            }
            Ok::<_, Error>(items)
        })?;
        same!(items, (0..100).collect::<Vec<_>>());
    }
    Ok(())
}

fn async_callbacks_run_on_the_runtime(session: &Session) -> Outcome {
    let runtime = Builder::new_multi_thread().worker_threads(1).build()?;
    let _within = runtime.enter();
    let root = Callback::future(|n: i64| async move {
        tokio::task::yield_now().await;
        Call::to("math.sqrt").arg(n * n).get_async::<f64>().await
    });
    let roots: Vec<f64> = session.to("toy_callbacks.gather").arg(&root).arg(3).get()?;
    same!(roots, [0.0, 1.0, 2.0]);
    let fails = Callback::future(|_: i64| async { Err::<(), _>("no such page".to_owned()) });
    let outcome = session.to("toy_callbacks.gather").arg(fails).arg(1).get::<Value>();
    holds!(
        matches!(&outcome, Err(Error::Host(error)) if error.to_string() == "no such page"),
        "({outcome:?})"
    );
    Ok(())
}

fn async_managers_take_async_bodies(session: &Session) -> Outcome {
    runtime()?.block_on(session.scope(async {
        let manager = Call::to("toy_managers.Later").await?;
        let entered = manager.async_with(async |log| log.to_call().get_async::<Vec<String>>().await).await?;
        same!(entered.done(), Some(vec!["enter".to_owned()]));
        let swallowing = Call::to("toy_managers.Later").arg(true).await?;
        let failed = swallowing.async_with(async |_| Err::<(), _>(Error::host("no"))).await?;
        holds!(failed.strictly().is_err_and(|error| error.to_string() == "no"));
        let raised = swallowing.async_with(async |_| Call::to("builtins.int").arg("x").await).await?;
        holds!(raised.strictly().is_err_and(|error| error.is_instance("ValueError")));
        Ok(())
    }))
}

fn a_deadline_interrupts_and_the_session_goes_on(session: &Session) -> Outcome {
    let kept = session.to("toy_calls.Counter").arg(5).object()?;
    imported(session)?;
    let soon = Duration::from_millis(50);
    match session.to("toy_tasks.spin").deadline(soon).run() {
        Err(Error::TimedOut(timed_out)) => same!(timed_out.stopped, Stopped::Interrupted),
        other => return Err(format!("{other:?}").into()),
    }
    same!(kept.attr("value").get::<i64>()?, 5);
    same!(session.to("math.sqrt").arg(16.0).deadline(PATIENCE).get::<f64>()?, 4.0);
    Ok(())
}

/// So that no deadline is one of importing, which is not interrupted.
fn imported(session: &Session) -> Outcome {
    Ok(session.to("importlib.import_module").arg("toy_tasks").run()?)
}

fn what_is_imported_is_imported_whole(session: &Session) -> Outcome {
    // In time or not: it is not left half done.
    match session.to("toy_parts.NAMES.copy").deadline(Duration::from_millis(20)).get::<Vec<String>>() {
        Ok(names) => same!(names, ["ANSWER"]),
        Err(Error::TimedOut(timed_out)) => holds!(timed_out.stopped != Stopped::Killed),
        other => return Err(format!("{other:?}").into()),
    }
    same!(Call::path("toy_parts.NAMES").in_session(session).get::<Vec<String>>()?, ["ANSWER"]);
    Ok(())
}

fn eight_timed_out_calls_leave_the_session_as_it_was(session: &Session) -> Outcome {
    imported(session)?;
    let kept = session.to("toy_calls.Counter").arg(5).object()?;
    let callers: Vec<_> = (0..8)
        .map(|_| session.to("toy_tasks.spin").deadline(Duration::from_millis(20)))
        .map(|call| std::thread::spawn(move || call.run()))
        .collect();
    for caller in callers {
        let outcome = caller.join().map_err(|_| "a caller panicked")?;
        holds!(
            matches!(&outcome, Err(Error::TimedOut(timed_out)) if timed_out.stopped != Stopped::Killed),
            "({outcome:?})"
        );
    }
    for _ in 0..8 {
        let outcome = session.to("toy_tasks.spin").deadline(Duration::from_millis(20)).run();
        holds!(matches!(&outcome, Err(Error::TimedOut(_))), "({outcome:?})");
    }
    same!(kept.attr("value").deadline(PATIENCE).get::<i64>()?, 5);
    Ok(())
}

fn a_deadline_ends_a_task(session: &Session) -> Outcome {
    imported(session)?;
    let call = session.to("toy_tasks.wait_for_ever").arg("late").deadline(Duration::from_millis(50));
    let outcome = runtime()?.block_on(call.into_future());
    holds!(matches!(outcome, Err(Error::TimedOut(_))), "({outcome:?})");
    let outcome =
        session.to("toy_streams.naturals").arg("kept").stream::<i64>()?.batch(1).next().transpose()?;
    same!(outcome, Some(0));
    Ok(())
}

fn a_token_cancels_a_call(session: &Session) -> Outcome {
    imported(session)?;
    let token = CancelToken::new();
    let cancel = Callback::new({
        let token = token.clone();
        move || token.cancel()
    });
    // It is cancelled while it runs.
    let call = session.to("toy_tasks.call_and_spin").arg(cancel).deadline(PATIENCE);
    let outcome = call.cancel_with(&token).run();
    holds!(matches!(outcome, Err(Error::Cancelled)), "({outcome:?})");
    same!(session.to("math.sqrt").arg(16.0).get::<f64>()?, 4.0);
    holds!(matches!(session.to("math.sqrt").arg(1.0).cancel_with(&token).run(), Err(Error::Cancelled)));
    Ok(())
}
