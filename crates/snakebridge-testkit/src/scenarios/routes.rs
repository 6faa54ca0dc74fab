//! Routes: whichever way a value takes into Python or out of it, it is encoded the same.

use super::{Outcome, holds, same, scenarios, values};
use snakebridge::{Call, Callback, Object, Session, Value, py};

scenarios! {
    numbers_keep_their_type_on_every_way_in,
    values_are_the_same_on_every_way_out,
    opaque_objects_are_handles_on_every_way_out,
}

/// The expressions by which Python gets at a value: as an argument, inside of containers, from a callback, from an iterator.
fn ways_in(value: &Value) -> Vec<(&'static str, Call)> {
    let given = value.clone();
    let answered = Callback::new(move || given.clone());
    vec![
        ("argument", Call::of(value)),
        ("item of a list", Call::of(vec![value]).item(0)),
        ("item of a tuple", Call::of((0, (value,))).item(1).item(0)),
        ("value of a dict", Call::of(Value::Dict(vec![("key".into(), value.clone())])).item("key")),
        ("result of a callback", Call::to("toy_callbacks.call").arg(answered)),
        (
            "item of an iterator",
            Call::to("builtins.next").arg(Callback::iterator(vec![value.clone()].into_iter())),
        ),
    ]
}

fn numbers_keep_their_type_on_every_way_in(_: &Session) -> Outcome {
    for (value, expected) in values::numbers() {
        for (way, call) in ways_in(&value) {
            same!((way, Call::to("toy_values.describe").arg(call).get::<String>()?), (way, expected.clone()));
        }
        same!(py!(toy_values.describe(x = &value)).map(|shown: String| shown)?, expected);
    }
    Ok(())
}

/// What the host sees of a value in Python: as a result, inside of one, as an item of a stream, as an argument of a callback, in an exception.
fn ways_out(value: &Call) -> Result<Vec<(&'static str, Value)>, Box<dyn std::error::Error>> {
    let told = std::sync::Arc::new(std::sync::Mutex::new(None));
    let tell = Callback::new({
        let told = std::sync::Arc::clone(&told);
        move |value: Value| {
            *told.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(value);
        }
    });
    Call::to("toy_callbacks.call").arg(tell).arg(value.clone()).run()?;
    let told = told.lock().map_err(|_| "the callback panicked")?.take().ok_or("it was not called")?;
    let listed: Vec<Value> = Call::to("builtins.list").arg((value.clone(),)).get()?;
    let streamed: Vec<Value> = Call::of((value.clone(),)).stream()?.collect::<Result<_, _>>()?;
    let raised =
        Call::to("toy_errors.raise_with").arg(value.clone()).run().err().ok_or("it did not raise")?;
    let args = raised.exception().map(|exception| exception.args.clone()).ok_or("not by Python")?;
    let first = |values: Vec<Value>| values.into_iter().next().ok_or("it is gone");
    Ok(vec![
        ("result", value.get()?),
        ("item of a result", first(listed)?),
        ("item of a stream", first(streamed)?),
        ("argument of a callback", told),
        ("argument of an exception", first(args)?),
    ])
}

fn values_are_the_same_on_every_way_out(_: &Session) -> Outcome {
    for value in values::samples().into_iter().chain(values::lookalikes()) {
        for (way, seen) in ways_out(&Call::to("toy_values.identity").arg(&value))? {
            same!((way, seen), (way, value.clone()));
        }
    }
    Ok(())
}

fn opaque_objects_are_handles_on_every_way_out(_: &Session) -> Outcome {
    let opaque: Object = py!(toy_values.OPAQUE)?;
    for path in ["OPAQUE", "Colour.RED", "Shade.DARK", "Level.LOW"] {
        let call = Call::path(format!("toy_values.{path}"));
        let handle = call.object()?;
        for (way, seen) in ways_out(&call)? {
            holds!(
                matches!(&seen, Value::Object(object) if *object == handle),
                "({path} as {way} is {seen:?})"
            );
        }
    }
    same!(opaque.type_name(), "toy_values.Opaque");
    Ok(())
}
