//! Plain calls, of which engines may remember what they lead to: whatever changes is noticed, and they come to what all other calls come to.

use super::{Outcome, gives, holds, same, scenarios};
use snakebridge::{Call, Callback, Error, Session, Value, py};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

scenarios! {
    what_is_rebound_is_what_is_called,
    what_is_deleted_is_gone_until_it_is_back,
    constants_are_read_anew,
    a_module_that_is_reloaded_is_the_new_one,
    another_module_of_that_name_is_the_one,
    a_module_may_get_properties,
    what_is_replaced_while_it_runs_ends_well,
    results_are_those_of_any_call,
    errors_are_those_of_any_call,
    arguments_and_keywords_arrive,
    names_with_underscores_are_looked_up,
    threads_see_what_others_rebind,
    callbacks_make_plain_calls_and_rebind,
    within_a_deadline_plain_calls_are_interrupted,
    attaching_changes_no_result,
    attaching_lets_others_in,
}

/// As with any terms, it is not made the short way; these change nothing.
fn any<R>(call: Call<R>) -> Call<R> {
    call.deadline(Duration::from_secs(600))
}

fn rebind(name: &'static str, path: &'static str) -> snakebridge::Result<()> {
    let module = name.rsplit_once('.').map_or(name, |(module, _)| module);
    let attribute = name.rsplit('.').next().unwrap_or_default();
    Call::to("builtins.setattr").arg(Call::path(module)).arg(attribute).arg(Call::path(path)).run()
}

/// One place in the program, however often it is called.
fn root(number: f64) -> snakebridge::Result<f64> {
    py!(math.sqrt(number))
}

fn what_is_rebound_is_what_is_called(_: &Session) -> Outcome {
    py!(builtins.setattr(py!(toy_plain), "kept", py!(math.sqrt))).map(|(): ()| ())?;
    for _ in 0..3 {
        same!(root(16.0)?, 4.0);
        rebind("math.sqrt", "math.fabs")?;
        same!(root(16.0)?, 16.0);
        same!(root(-16.0)?, 16.0);
        rebind("math.sqrt", "toy_plain.echo")?;
        same!(root(16.0)?, 16.0);
        rebind("math.sqrt", "toy_plain.kept")?;
        same!(root(16.0)?, 4.0);
    }
    Ok(())
}

fn what_is_deleted_is_gone_until_it_is_back(_: &Session) -> Outcome {
    let count = || py!(toy_plain.echo(1)).map(|number: i64| number);
    same!(count()?, 1);
    py!(builtins.setattr(py!(toy_plain), "kept", py!(toy_plain.echo))).map(|(): ()| ())?;
    py!(builtins.delattr(py!(toy_plain), "echo")).map(|(): ()| ())?;
    let gone = count();
    rebind("toy_plain.echo", "toy_plain.kept")?;
    match gone {
        Err(Error::Python(error)) => holds!(error.is_instance("AttributeError"), "({error})"),
        other => return Err(format!("no error but {other:?}").into()),
    }
    same!(count()?, 1);
    Ok(())
}

fn constants_are_read_anew(_: &Session) -> Outcome {
    let answer = || py!(toy_plain.ANSWER).map(|answer: i64| answer);
    same!(answer()?, 42);
    py!(builtins.setattr(py!(toy_plain), "ANSWER", 44)).map(|(): ()| ())?;
    let changed = answer();
    py!(builtins.setattr(py!(toy_plain), "ANSWER", 42)).map(|(): ()| ())?;
    same!((changed?, answer()?), (44, 42));
    Ok(())
}

fn a_module_that_is_reloaded_is_the_new_one(_: &Session) -> Outcome {
    let count = || py!(toy_plain.count()).map(|count: i64| count);
    let before = count()?;
    same!(count()?, before + 1);
    py!(importlib.reload(py!(toy_plain))).map(|_: snakebridge::Object| ())?;
    same!((count()?, count()?), (1, 2));
    Ok(())
}

fn another_module_of_that_name_is_the_one(_: &Session) -> Outcome {
    let answer = || py!(toy_plain.ANSWER).map(|answer: i64| answer);
    let echo = |number: i64| py!(toy_plain.echo(number)).map(|number: i64| number);
    same!((answer()?, echo(-5)?), (42, -5));
    let kept: snakebridge::Object = py!(toy_plain)?;
    let other: snakebridge::Object = Call::to("types.SimpleNamespace")
        .kwarg("ANSWER", 45)
        .kwarg("echo", Call::path("builtins.abs"))
        .object()?;
    py!(sys.modules.__setitem__("toy_plain", &other)).map(|(): ()| ())?;
    let changed = (answer(), echo(-5));
    py!(sys.modules.__setitem__("toy_plain", &kept)).map(|(): ()| ())?;
    same!((changed.0?, changed.1?), (45, 5));
    same!((answer()?, echo(-5)?), (42, -5));
    Ok(())
}

fn a_module_may_get_properties(_: &Session) -> Outcome {
    let answer = || py!(toy_plain.ANSWER).map(|answer: i64| answer);
    same!(answer()?, 42);
    py!(toy_plain.become_special()).map(|(): ()| ())?;
    let special = answer();
    py!(toy_plain.become_usual()).map(|(): ()| ())?;
    same!((special?, answer()?), (43, 42));
    Ok(())
}

fn what_is_replaced_while_it_runs_ends_well(_: &Session) -> Outcome {
    let replaced = |number: i64| py!(toy_plain.replaced(number)).map(|number: i64| number);
    for _ in 0..3 {
        same!((replaced(1)?, replaced(1)?), (2, 100));
    }
    Ok(())
}

fn results_are_those_of_any_call(_: &Session) -> Outcome {
    let kinds =
        ["none", "true", "int", "big", "float", "nan", "str", "lone", "bytes", "long", "list", "subclass"];
    for kind in kinds {
        let plain: Value = Call::to("toy_plain.made").arg(kind).get()?;
        let other: Value = any(Call::to("toy_plain.made").arg(kind)).get()?;
        match (&plain, &other) {
            (Value::Object(plain), Value::Object(other)) => same!(plain.type_name(), other.type_name()),
            _ => same!(format!("{plain:?}"), format!("{other:?}")),
        }
        Call::to("toy_plain.made").arg(kind).run()?;
    }
    gives!(Call::to("toy_plain.later").arg(1).get(), Value::Int(2));
    let wrong = Call::to("toy_plain.made").arg("float").get::<i64>();
    same!(
        wrong.unwrap_err().to_string(),
        any(Call::to("toy_plain.made").arg("float")).get::<i64>().unwrap_err().to_string()
    );
    Ok(())
}

/// Without the handles, of which no two are the same.
fn bare(exception: &mut snakebridge::Exception) {
    exception.object = None;
    exception.cause.iter_mut().chain(&mut exception.context).for_each(|inner| bare(inner));
}

fn errors_are_those_of_any_call(_: &Session) -> Outcome {
    let calls = || {
        [
            Call::to("toy_plain.fail").arg("so"),
            Call::to("math.sqrt").arg(-1.0),
            Call::to("math.sqrt").arg("text"),
            Call::to("math.isclose").arg(1).kwarg("no_such", 2),
            Call::to("toy_plain.nothing").arg(1),
            Call::path("toy_plain.nothing.at_all"),
            Call::to("no_such_module.f"),
            Call::to("toy_plain.ANSWER").arg(1),
            Call::to("builtins.int").arg("x\u{e9}"),
        ]
    };
    for (plain, other) in calls().into_iter().zip(calls()) {
        match (plain.get::<Value>(), any(other).get::<Value>()) {
            (Err(Error::Python(mut plain)), Err(Error::Python(mut other))) => {
                bare(&mut plain);
                bare(&mut other);
                same!(format!("{plain:?}"), format!("{other:?}"));
                same!(plain.to_string(), other.to_string());
            }
            outcomes => return Err(format!("no two exceptions but {outcomes:?}").into()),
        }
    }
    Ok(())
}

fn arguments_and_keywords_arrive(_: &Session) -> Outcome {
    for value in [Value::None, true.into(), 7.into(), 0.5.into(), "täxt".into(), Value::Bytes(vec![0, 255])]
    {
        gives!(Call::to("toy_plain.echo").arg(value.clone()).get(), value);
        gives!(
            Call::to("toy_plain.echo").arg(1).kwarg("named", value.clone()).get(),
            match value {
                Value::None => Value::Int(1),
                value => value,
            }
        );
    }
    gives!(Call::to("math.isclose").args((1.0, 1.4)).kwarg("rel_tol", 0.5).get(), Value::Bool(true));
    gives!(Call::to("math.isclose").args((1.0, 1.4)).kwarg("abs_tol", 0.1).get(), Value::Bool(false));
    gives!(
        Call::to("math.isclose").args((1.0, 1.4)).kwarg("rel_tol", 0.5).kwarg("abs_tol", 0.1).get(),
        Value::Bool(true)
    );
    gives!(Call::to("builtins.max").args((1, 2, 3, 4)).get(), Value::Int(4));
    gives!(Call::to("builtins.max").args((1, 2, 3, 4, 5)).get(), Value::Int(5));
    gives!(Call::to("operator.floordiv").arg(u64::MAX).arg(2).get(), Value::from(i64::MAX));
    Ok(())
}

fn names_with_underscores_are_looked_up(_: &Session) -> Outcome {
    gives!(Call::path("toy_plain.__name__").get(), Value::from("toy_plain"));
    gives!(Call::path("toy_plain.__class__.__name__").get(), Value::from("module"));
    holds!(Call::to("toy_plain.__dict__.__len__").get::<i64>()? > 0);
    Ok(())
}

fn threads_see_what_others_rebind(session: &Session) -> Outcome {
    let roots = || -> snakebridge::Result<Vec<f64>> {
        let roots = || session.attach(|| (0..50).map(|_| root(16.0)).sum::<snakebridge::Result<f64>>())?;
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(roots)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no thread panics")).collect()
        })
    };
    py!(builtins.setattr(py!(toy_plain), "kept", py!(math.sqrt))).map(|(): ()| ())?;
    same!(roots()?, [200.0; 4]);
    rebind("math.sqrt", "math.fabs")?;
    let changed = roots();
    rebind("math.sqrt", "toy_plain.kept")?;
    same!(changed?, [800.0; 4]);
    same!(roots()?, [200.0; 4]);
    Ok(())
}

fn callbacks_make_plain_calls_and_rebind(_: &Session) -> Outcome {
    let nested = Callback::new(|number: f64| -> snakebridge::Result<f64> {
        let before = root(number)?;
        rebind("toy_plain.kept", "math.sqrt")?;
        rebind("math.sqrt", "math.fabs")?;
        let changed = root(number);
        rebind("math.sqrt", "toy_plain.kept")?;
        Ok(before + changed? + root(number)?)
    });
    same!(Call::to("toy_plain.apply").arg(nested).arg(16.0).get::<f64>()?, 24.0);
    same!(root(16.0)?, 4.0);
    Ok(())
}

fn within_a_deadline_plain_calls_are_interrupted(_: &Session) -> Outcome {
    let sleep = Callback::new(|seconds: f64| -> snakebridge::Result<f64> {
        py!(time.sleep(0.0)).map(|(): ()| ())?;
        root(seconds)
    });
    let call = Call::to("toy_plain.apply").arg(sleep).arg(16.0);
    same!(any(call).get::<f64>()?, 4.0);
    same!(root(16.0)?, 4.0);
    Ok(())
}

fn attaching_changes_no_result(session: &Session) -> Outcome {
    let sum: f64 = session.attach(|| {
        (0..1000).map(|number| root(f64::from(number * number))).sum::<snakebridge::Result<f64>>()
    })??;
    same!(sum, 499_500.0);
    let nested = session.attach(|| {
        let inner = session.attach(|| root(16.0))??;
        let list: Vec<i64> = Call::to("builtins.sorted").arg([3, 1, 2]).get()?;
        let later: i64 = Call::to("toy_plain.later").arg(1).get()?;
        let called = Callback::new(|number: f64| root(number));
        let called: f64 = Call::to("toy_plain.apply").arg(called).arg(9.0).get()?;
        Ok::<_, Error>((inner, list, later, called))
    })??;
    same!(nested, (4.0, vec![1, 2, 3], 2, 3.0));
    let failed = session.attach(|| root(-1.0))?;
    holds!(matches!(failed, Err(Error::Python(_))), "({failed:?})");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        session.attach(|| std::panic::resume_unwind(Box::new("on purpose")))
    }));
    holds!(panicked.is_err());
    same!(root(16.0)?, 4.0);
    Ok(())
}

/// One thread stays attached until another has made its calls.
fn attaching_lets_others_in(session: &Session) -> Outcome {
    let done = AtomicBool::new(false);
    let (mine, others) = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let _entered = session.enter();
            let sum: snakebridge::Result<f64> = (0..100).map(|_| root(16.0)).sum();
            done.store(true, Ordering::Release);
            sum
        });
        let mine = session.attach(|| -> snakebridge::Result<u64> {
            let mut calls = 0;
            while !done.load(Ordering::Acquire) {
                root(16.0)?;
                calls += 1;
            }
            Ok(calls)
        });
        (mine, other.join().expect("it does not panic"))
    });
    let _however_many = mine??;
    same!(others?, 400.0);
    Ok(())
}
