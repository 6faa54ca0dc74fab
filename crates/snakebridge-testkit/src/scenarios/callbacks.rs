//! Callbacks: Python calls Rust as it calls any function, and errors find their way through both.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{Arguments, Call, Callback, Error, Object, Panicked, Parameter, Session, Value, py};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Barrier, OnceLock};

scenarios! {
    closures_are_functions,
    arguments_come_by_position_and_by_keyword,
    objects_are_the_very_objects,
    a_wrong_number_of_arguments_is_a_type_error,
    a_wrong_type_names_the_argument,
    an_exception_of_any_class_can_be_raised,
    an_error_of_the_host_comes_back_as_it_was,
    an_exception_of_python_goes_through_the_host_as_it_is,
    a_panic_is_an_exception,
    callbacks_call_python_and_are_called_by_it_again,
    threads_of_python_call,
    a_callback_outlives_the_call_that_it_was_given_to,
    a_callback_is_dropped_when_python_drops_it,
    the_same_callback_is_the_same_function,
    python_sees_the_signature,
    arguments_are_bound_to_the_signature,
    generators_yield_what_the_host_gives,
    rust_iterators_are_python_iterators,
    coroutines_are_under_way_at_once,
}

fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn raised(result: snakebridge::Result<Value>, class: &str) -> Result<Error, String> {
    match result {
        Err(error) if error.is_instance(class) => Ok(error),
        other => Err(format!("no {class} but {other:?}")),
    }
}

fn closures_are_functions(_: &Session) -> Outcome {
    same!(py!(toy_callbacks.call(Callback::new(add), 2, 3)).map(|sum: i64| sum)?, 5);
    same!(py!(toy_callbacks.call(Callback::new(|| "none"))).map(|text: String| text)?, "none");
    let length = Callback::new(|word: String| word.len());
    let sorted: Vec<String> = py!(builtins.sorted(vec!["ccc", "a", "bb"], key = length))?;
    same!(sorted, ["a", "bb", "ccc"]);
    let halve = Callback::new(|n: i64| if n % 2 == 0 { Ok(n / 2) } else { Err("it is odd") });
    same!(py!(toy_callbacks.call(halve, 4)).map(|half: i64| half)?, 2);
    Ok(())
}

fn arguments_come_by_position_and_by_keyword(_: &Session) -> Outcome {
    let shown = Callback::variadic(|given: Arguments| format!("{:?} {:?}", given.positional, given.keyword));
    let ways: Vec<String> = py!(toy_callbacks.many_ways(shown))?;
    let expected = [
        "[] []",
        "[Int(1), Int(2)] []",
        r#"[] [("a", Int(1))]"#,
        r#"[Int(1)] [("b", List([Int(2)])), ("not a name", None)]"#,
    ];
    same!(ways, expected);
    Ok(())
}

fn objects_are_the_very_objects(_: &Session) -> Outcome {
    let same = Callback::new(|object: Object| object);
    holds!(py!(toy_callbacks.gives_back_itself(same)).map(|is: bool| is)?);
    let same = Callback::variadic(|mut given: Arguments| given.get::<Object>(0)).args_as::<Object>();
    holds!(py!(toy_callbacks.gives_back_itself(same)).map(|is: bool| is)?);
    let list: Object = py!(builtins.list())?;
    let append = Callback::new(|list: Object, item: Value| list.method("append").arg(item).run());
    py!(toy_callbacks.call(append, &list, 1)).map(|_: ()| ())?;
    same!(list.get::<Vec<i64>>()?, [1]);
    Ok(())
}

fn a_wrong_number_of_arguments_is_a_type_error(_: &Session) -> Outcome {
    let error = raised(py!(toy_callbacks.call(Callback::new(add), 1)), "TypeError")?;
    holds!(error.to_string().contains("add() takes 2 positional arguments but 1 was given"), "({error})");
    let error = raised(py!(toy_callbacks.call(Callback::new(add), 1, b = 1)), "TypeError")?;
    holds!(error.to_string().contains("add() got an unexpected keyword argument 'b'"), "({error})");
    Ok(())
}

fn a_wrong_type_names_the_argument(_: &Session) -> Outcome {
    match py!(toy_callbacks.call(Callback::new(add), 1, "2")).map(|_: Value| ()) {
        Err(Error::Conversion(error)) => {
            same!(error.to_string(), "expected `int`, found `str` in argument 2 of `add`")
        }
        other => return Err(format!("{other:?}").into()),
    }
    Ok(())
}

fn an_exception_of_any_class_can_be_raised(_: &Session) -> Outcome {
    let find = Callback::new(|key: String| -> Result<(), Error> {
        Err(Error::raise(Call::to("builtins.KeyError").arg(key)))
    });
    let (class, bases, text): (String, Vec<String>, String) = py!(toy_callbacks.caught(&find, "x"))?;
    same!((class.as_str(), text.as_str()), ("KeyError", "'x'"));
    holds!(bases.contains(&"LookupError".to_owned()));
    let error = raised(py!(toy_callbacks.call(&find, "y")), "KeyError")?;
    same!(error.exception().map(|exception| exception.args.clone()), Some(vec!["y".into()]));
    Ok(())
}

/// An error of this program's own.
#[derive(Debug, thiserror::Error, PartialEq)]
#[error("out of stock: {item}")]
struct OutOfStock {
    item: String,
}

fn an_error_of_the_host_comes_back_as_it_was(_: &Session) -> Outcome {
    let order = Callback::new(|| Err::<(), _>(OutOfStock { item: "snake".to_owned() }));
    let (class, bases, text): (String, Vec<String>, String) = py!(toy_callbacks.caught(&order))?;
    same!(class, "HostError");
    holds!(bases.contains(&"Exception".to_owned()) && text.contains("out of stock: snake"), "({text})");
    let expected = OutOfStock { item: "snake".to_owned() };
    for result in [py!(toy_callbacks.call(&order)), py!(toy_callbacks.again(&order))] {
        match result.map(|_: Value| ()) {
            Err(error) if error.host_error() == Some(&expected) => {}
            other => return Err(format!("{other:?}").into()),
        }
    }
    let wrapped = raised(py!(toy_callbacks.wrapped(&order)), "RuntimeError")?;
    let cause = wrapped.exception().and_then(|exception| exception.cause.as_ref());
    holds!(cause.is_some_and(|cause| cause.message.contains("out of stock")), "({wrapped})");
    Ok(())
}

fn an_exception_of_python_goes_through_the_host_as_it_is(_: &Session) -> Outcome {
    let parse = Callback::new(|text: String| py!(builtins.int(text)).map(|number: i64| number));
    let (class, _, text): (String, Vec<String>, String) = py!(toy_callbacks.caught(&parse, "x"))?;
    same!(class, "ValueError");
    holds!(text.contains("invalid literal"), "({text})");
    raised(py!(toy_callbacks.call(&parse, "x")), "ValueError")?;
    same!(py!(toy_callbacks.call(&parse, "12")).map(|number: i64| number)?, 12);
    Ok(())
}

fn a_panic_is_an_exception(_: &Session) -> Outcome {
    let panics = Callback::new(|| -> i64 { std::panic::resume_unwind(Box::new("oh no")) });
    let (class, bases, text): (String, Vec<String>, String) = py!(toy_callbacks.caught(&panics))?;
    holds!(bases.contains(&"Exception".to_owned()) && text.contains("oh no"), "({class}: {text})");
    match py!(toy_callbacks.call(&panics)).map(|_: Value| ()) {
        Err(error) if error.host_error::<Panicked>().is_some() => {}
        other => return Err(format!("{other:?}").into()),
    }
    same!(py!(toy_callbacks.call(Callback::new(add), 1, 1)).map(|sum: i64| sum)?, 2);
    Ok(())
}

fn callbacks_call_python_and_are_called_by_it_again(_: &Session) -> Outcome {
    let itself: Arc<OnceLock<Callback>> = Arc::default();
    let descend = Callback::new({
        let itself = Arc::downgrade(&itself);
        move |depth: i64| -> snakebridge::Result<i64> {
            let itself = itself.upgrade().and_then(|itself| itself.get().cloned());
            let Some(itself) = itself.filter(|_| depth > 0) else { return Ok(0) };
            let below: i64 = py!(toy_callbacks.call(itself, depth - 1))?;
            Ok(below + 1)
        }
    });
    let descend = itself.get_or_init(|| descend);
    same!(py!(toy_callbacks.call(descend, 20)).map(|depth: i64| depth)?, 20);
    Ok(())
}

fn threads_of_python_call(_: &Session) -> Outcome {
    let squares = Callback::new(|n: i64| -> snakebridge::Result<i64> {
        let square: i64 = py!(operator.mul(n, n))?;
        Ok(square)
    });
    same!(py!(toy_callbacks.in_threads(squares, 8)).map(|all: Vec<i64>| all)?, [0, 1, 4, 9, 16, 25, 36, 49]);
    Ok(())
}

fn a_callback_outlives_the_call_that_it_was_given_to(_: &Session) -> Outcome {
    py!(toy_callbacks.keep(Callback::new(add))).map(|_: ()| ())?;
    same!(py!(toy_callbacks.call_kept(20, 22)).map(|sum: i64| sum)?, 42);
    py!(toy_callbacks.forget()).map(|_: ()| ())?;
    let later: Object = py!(toy_callbacks.Later(Callback::new(|n: i64| n * 6)))?;
    later.method("release").run()?;
    same!(later.method("outcome").get::<i64>()?, 42);
    Ok(())
}

fn a_callback_is_dropped_when_python_drops_it(_: &Session) -> Outcome {
    let alive = Arc::new(());
    let callback = Callback::new({
        let alive = Arc::clone(&alive);
        move || Arc::strong_count(&alive) as i64
    });
    py!(toy_callbacks.keep(&callback)).map(|_: ()| ())?;
    drop(callback);
    same!(py!(toy_callbacks.call_kept()).map(|count: i64| count)?, 2);
    py!(toy_callbacks.forget()).map(|_: ()| ())?;
    py!(builtins.len("")).map(|_: i64| ())?;
    same!(Arc::strong_count(&alive), 1);
    Ok(())
}

fn the_same_callback_is_the_same_function(_: &Session) -> Outcome {
    let callback = Callback::new(add);
    holds!(py!(operator.is_(&callback, callback.clone())).map(|is: bool| is)?);
    holds!(!py!(operator.is_(&callback, Callback::new(add))).map(|is: bool| is)?);
    py!(toy_callbacks.keep(&callback)).map(|_: ()| ())?;
    holds!(py!(operator.is_(&callback, py!(toy_callbacks.KEPT[-1]))).map(|is: bool| is)?);
    py!(toy_callbacks.forget()).map(|_: ()| ())?;
    Ok(())
}

fn described() -> Callback {
    Callback::variadic(|given: Arguments| Value::List(given.positional))
        .named("described")
        .doc("Gives what it is given.")
        .module("host")
        .parameters([
            Parameter::positional_only("a"),
            Parameter::new("b").default(2),
            Parameter::var_positional("rest"),
            Parameter::keyword_only("key").annotation(Call::path("builtins.int")).default(()),
            Parameter::var_keyword("others"),
        ])
        .returns(Call::path("builtins.list"))
}

fn python_sees_the_signature(_: &Session) -> Outcome {
    let function: Object = py!(toy_values.identity(described()))?;
    let text = |name: &'static str| function.attr(name).get::<String>();
    same!(
        (text("__name__")?, text("__doc__")?, text("__module__")?),
        ("described".to_owned(), "Gives what it is given.".to_owned(), "host".to_owned())
    );
    let signature: String = py!(builtins.str(py!(inspect.signature(&function))))?;
    same!(signature, "(a, /, b=2, *rest, key: int = None, **others) -> list");
    holds!(py!(inspect.isfunction(&function)).map(|is: bool| is)?);
    Ok(())
}

fn arguments_are_bound_to_the_signature(_: &Session) -> Outcome {
    let function: Object = py!(toy_values.identity(described()))?;
    let given: Value = function.invoke().arg(1).get()?;
    let empty = || (Value::Tuple(vec![]), Value::None, Value::Dict(vec![]));
    let (rest, key, others) = empty();
    same!(given, Value::List(vec![1.into(), 2.into(), rest, key, others]));
    let given: Value = function.invoke().args((1, 3, 4, 5)).kwarg("key", 6).kwarg("x", 7).get()?;
    let (rest, others) = (Value::Tuple(vec![4.into(), 5.into()]), Value::Dict(vec![("x".into(), 7.into())]));
    same!(given, Value::List(vec![1.into(), 3.into(), rest, 6.into(), others]));
    let error = raised(function.invoke().get(), "TypeError")?;
    holds!(error.to_string().contains("'a'"), "({error})");
    Ok(())
}

fn generators_yield_what_the_host_gives(_: &Session) -> Outcome {
    let calls = Arc::new(AtomicI64::new(0));
    let countdown = Callback::new({
        let calls = Arc::clone(&calls);
        move |from: i64| {
            calls.fetch_add(1, Ordering::AcqRel);
            (0..from).rev().collect::<Vec<_>>()
        }
    });
    let generator: Object = Call::of(countdown.clone().generator()).arg(3).object()?;
    same!(generator.type_name(), "builtins.generator");
    same!(calls.load(Ordering::Acquire), 0);
    same!(generator.stream::<i64>()?.collect::<Result<Vec<_>, _>>()?, [2, 1, 0]);
    let all: Vec<i64> = py!(toy_callbacks.collect(countdown.async_generator(), 2))?;
    same!(all, [1, 0]);
    let naturals = Callback::new(|| Callback::iterator(0_i64..)).generator();
    let three: Vec<i64> = py!(builtins.list(py!(itertools.islice(py!({ naturals }()), 3))))?;
    same!(three, [0, 1, 2]);
    Ok(())
}

fn rust_iterators_are_python_iterators(_: &Session) -> Outcome {
    let alive = Arc::new(());
    let items = |upto: i64| {
        let held = Arc::clone(&alive);
        (0..upto).map(move |n| {
            let _held = &held;
            if n < 4 { Ok(n) } else { Err(format!("{n} is too much")) }
        })
    };
    same!(py!(builtins.sum(Callback::iterator(items(4)))).map(|sum: i64| sum)?, 6);
    same!(py!(builtins.sum(Callback::iterator_in_batches(items(4), 3))).map(|sum: i64| sum)?, 6);
    let failed = Call::to("builtins.list").arg(Callback::iterator(items(9))).get::<Value>();
    holds!(matches!(&failed, Err(error) if error.to_string().contains("4 is too much")), "({failed:?})");
    let endless = Call::to("itertools.islice").arg(Callback::iterator(1_i64..)).arg(2);
    same!(Call::to("builtins.list").arg(endless).get::<Vec<i64>>()?, [1, 2]);
    py!(builtins.len("")).map(|_: i64| ())?;
    same!(Arc::strong_count(&alive), 1);
    Ok(())
}

fn coroutines_are_under_way_at_once(_: &Session) -> Outcome {
    // Each waits for the others, so this ends only if all three are under way at once.
    let barrier = Arc::new(Barrier::new(3));
    let meet = Callback::new(move |n: i64| {
        barrier.wait();
        n * 10
    });
    let all: Vec<i64> = py!(toy_callbacks.gather(meet.coroutine(), 3))?;
    same!(all, [0, 10, 20]);
    let fails = Callback::new(|_: i64| Err::<(), _>(OutOfStock { item: "egg".to_owned() })).coroutine();
    let outcome = py!(toy_callbacks.gather(fails, 1)).map(|_: Value| ());
    holds!(matches!(&outcome, Err(error) if error.host_error::<OutOfStock>().is_some()), "({outcome:?})");
    Ok(())
}
