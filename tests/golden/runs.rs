//! Wrappers of golden cases, called on the worker engine: a case that has a `toy.py` can be.

use golden::{
    overloads_by_requirement, returns, returns_async_streams, returns_classes, returns_coroutines,
    returns_lists, returns_maps, returns_optional, returns_standard_values, returns_streams, returns_tuples,
    takes_text,
};
use snakebridge::{BigInt, Bridge, Entered, Error, Object, Result, Value};
use snakebridge_testkit::oldest_middle_newest;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Runs what `check` does on the oldest, a middle and the newest Python, with the toys of a case.
fn on_each_python(case: &str, check: impl Fn() -> Result<()>) {
    let toys = Path::new(env!("CARGO_MANIFEST_DIR")).join(case);
    for python in oldest_middle_newest() {
        let bridge =
            Bridge::builder().python(&python.path).search_path(&toys).build().expect("it is installed");
        let _entered: Entered = bridge.session().enter();
        check().unwrap_or_else(|error| panic!("{case}: {error}"));
    }
}

/// What the future gives, awaited on this thread.
fn wait<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        thread::park();
    }
}

fn conversion<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome {
        Err(error @ Error::Conversion(_)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn plain_results_and_wrong_annotations() {
    use returns::py::toy;
    on_each_python("returns", || {
        assert!(toy::a_bool().call()?);
        assert!((toy::a_float().call()? - 1.5).abs() < f64::EPSILON);
        assert_eq!(toy::some_bytes().call()?, b"raw");
        toy::nothing().call()?;
        assert_eq!((toy::with_option().call()?, toy::with_option().to(8).call()?), (7, 8));

        assert_eq!(conversion(toy::a_str().call()), "expected `str`, found `int`");
        assert_eq!(toy::a_str().get::<i64>()?, 3);
        assert_eq!(conversion(toy::a_list().call()), "expected `int`, found `str` at `$[2]`");
        assert_eq!(toy::a_list().get::<Vec<Value>>()?.len(), 3);
        let too_large = conversion(toy::an_int().call());
        assert_eq!(
            too_large,
            "expected `int that fits i64 (.get::<BigInt>() reads any)`, found `18446744073709551616`"
        );
        assert_eq!(toy::an_int().get::<BigInt>()?.bits(), 65);
        Ok(())
    });
}

#[test]
fn optional_results() {
    use returns_optional::py::toy;
    on_each_python("returns_optional", || {
        assert_eq!((toy::find("a").call()?, toy::find("b").call()?), (Some(1), None));
        assert_eq!(toy::title().call()?.as_deref(), Some("Title"));
        assert_eq!(toy::either().get::<String>()?, "x");
        returns_optional::program()
    });
}

#[test]
fn containers() {
    on_each_python("returns_lists", || {
        assert_eq!(returns_lists::py::toy::rows().call()?, [vec![1.0, 2.0], vec![]]);
        returns_lists::program()
    });
    on_each_python("returns_maps", || {
        assert_eq!(returns_maps::py::toy::counts().call()?["b"], 2);
        returns_maps::program()
    });
    on_each_python("returns_tuples", || {
        assert_eq!(returns_tuples::py::toy::pair().call()?, (1, "a".to_owned()));
        returns_tuples::program()
    });
}

#[test]
fn standard_values() {
    use returns_standard_values::py::toy;
    on_each_python("returns_standard_values", || {
        assert_eq!(toy::today().call()?.to_string(), "2000-01-31");
        assert_eq!(toy::price().call()?.to_string(), "1.50");
        returns_standard_values::program()
    });
}

#[test]
fn streams() {
    use returns_streams::py::toy;
    on_each_python("returns_streams", || {
        let numbers: Vec<i64> = toy::count(5).call()?.collect::<Result<_>>()?;
        assert_eq!(numbers, [0, 1, 2, 3, 4]);
        let mut words = toy::words().call()?;
        assert_eq!(words.next().transpose()?.as_deref(), Some("a"));
        assert!(matches!(words.next(), Some(Err(error)) if error.is_instance("KeyError")));
        returns_streams::program()
    });
}

#[test]
fn async_streams_and_coroutines() {
    on_each_python("returns_async_streams", || {
        wait(async {
            let mut ticks = returns_async_streams::py::toy::ticks().await?;
            let mut seen = Vec::new();
            while let Some(tick) = ticks.next().await {
                seen.push(tick?);
            }
            assert_eq!(seen, [0, 1, 2]);
            returns_async_streams::program().await
        })
    });
    on_each_python("returns_coroutines", || {
        use returns_coroutines::py::toy;
        assert_eq!(toy::fetch("x").retries(1).call()?, b"x1");
        assert_eq!(toy::later().call()?, 3, "what an annotation calls awaitable is awaited");
        wait(async {
            assert_eq!(toy::later().await?, 3);
            returns_coroutines::program().await
        })
    });
}

#[test]
fn handles_of_other_generated_classes() {
    on_each_python("returns_classes", || {
        let series = returns_classes::py::toy::load("x").call()?.series("a").call()?;
        assert_eq!(Object::from(series).type_name(), "toy.core.Series");
        returns_classes::program()
    });
}

#[test]
fn alternatives_and_unchecked_arguments() {
    on_each_python("overloads_by_requirement", || {
        use overloads_by_requirement::py::toy;
        assert_eq!(toy::arange_with_start_stop(1, 6).step(2).call()?, [1, 3, 5]);
        assert_eq!(toy::arange_with_stop(2).call()?, [0, 1]);
        assert_eq!(toy::arange((1, 3)).get::<Vec<i64>>()?, [1, 2]);
        Ok(())
    });
    on_each_python("takes_text", || {
        use takes_text::py::toy;
        toy::f("x").sep(snakebridge::Call::of(";")).run()?;
        let refused = toy::f("x").sep(snakebridge::Call::of(3)).run();
        assert!(matches!(refused, Err(error) if error.is_instance("AssertionError")), "Python decides");
        Ok(())
    });
}
