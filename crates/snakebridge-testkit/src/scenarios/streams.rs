//! Streams: what Python iterates over arrives item by item, as it is and in its place.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{Call, Error, Object, Session, Stream, ToPy, Value, py};

scenarios! {
    items_arrive_as_they_are,
    an_exception_arrives_after_the_items_before_it,
    taking_two_of_an_endless_generator_closes_it,
    a_batch_of_one_is_never_ahead,
    an_item_of_another_type_is_an_error_in_its_place,
    iterables_iterators_files_and_async_generators_are_streams,
    what_cannot_be_iterated_over_is_an_error,
    an_exhausted_iterator_raises_stop_iteration,
    many_items_take_few_round_trips_and_none_is_lost,
    streams_and_calls_take_turns,
    a_stream_is_an_argument_and_loses_nothing,
    items_stay_in_python_if_asked_to,
}

fn numbers(upto: i64) -> Call {
    Call::to("builtins.iter").arg(Call::to("builtins.range").arg(upto))
}

fn items_arrive_as_they_are(_: &Session) -> Outcome {
    let flag = |key: &str, value: Value| Value::Dict(vec![(key.into(), value)]);
    let expected = [
        "a".into(),
        "123".into(),
        Value::None,
        Value::Bytes(b"x".to_vec()),
        flag("is_final", true.into()),
        flag("data", 1.into()),
    ];
    let items: Vec<Value> = Call::to("toy_streams.mixed").stream()?.collect::<Result<_, _>>()?;
    same!(items, expected);
    let one_by_one: Vec<Value> =
        Call::to("toy_streams.mixed").stream()?.batch(1).collect::<Result<_, _>>()?;
    same!(one_by_one, expected);
    Ok(())
}

fn an_exception_arrives_after_the_items_before_it(_: &Session) -> Outcome {
    for batch in [None, Some(1), Some(2), Some(100)] {
        let stream: Stream<i64> = Call::to("toy_streams.raises_after").arg(2).stream()?;
        let mut stream = batch.into_iter().fold(stream, Stream::batch);
        same!(stream.next().transpose()?, Some(0));
        same!(stream.next().transpose()?, Some(1));
        match stream.next() {
            Some(Err(error)) if error.is_instance("KeyError") => {
                let args = error.exception().map(|exception| exception.args.clone());
                same!(args, Some(vec!["after".into(), 2.into()]));
            }
            other => return Err(format!("no KeyError but {other:?}").into()),
        }
        holds!(stream.next().is_none());
    }
    Ok(())
}

fn taking_two_of_an_endless_generator_closes_it(_: &Session) -> Outcome {
    let stream = Call::to("toy_streams.naturals").arg("two").stream::<i64>()?;
    let two: Vec<i64> = stream.take(2).collect::<Result<_, _>>()?;
    same!(two, [0, 1]);
    same!(py!(toy_streams.closed("two")).map(|closed: i64| closed)?, 1);
    let made: i64 = py!(toy_streams.made("two"))?;
    holds!(made <= 5, "({made})");
    Ok(())
}

fn a_batch_of_one_is_never_ahead(_: &Session) -> Outcome {
    let mut stream = Call::to("toy_streams.naturals").arg("one").stream::<i64>()?.batch(1);
    for expected in 0..3 {
        same!(stream.next().transpose()?, Some(expected));
        same!(py!(toy_streams.made("one")).map(|made: i64| made)?, expected + 1);
    }
    Ok(())
}

fn an_item_of_another_type_is_an_error_in_its_place(_: &Session) -> Outcome {
    let items: Vec<Result<String, Error>> = Call::to("toy_streams.mixed").stream()?.collect();
    let read: Vec<Option<&str>> = items.iter().map(|item| item.as_deref().ok()).collect();
    same!(read, [Some("a"), Some("123"), None, None, None, None]);
    holds!(items[2..].iter().all(|item| matches!(item, Err(Error::Conversion(_)))));
    Ok(())
}

fn iterables_iterators_files_and_async_generators_are_streams(_: &Session) -> Outcome {
    let all = |call: Call| call.stream::<i64>()?.collect::<Result<Vec<_>, Error>>();
    same!(all(Call::to("toy_streams.Countdown").arg(3))?, [3, 2, 1]);
    same!(all(numbers(3))?, [0, 1, 2]);
    same!(all(Call::of(vec![4, 5]))?, [4, 5]);
    same!(all(Call::of(Vec::<i64>::new()))?, [0; 0]);
    same!(all(Call::to("toy_streams.later").arg(3))?, [0, 1, 2]);
    let generator: Object = py!(toy_streams.raises_after(1))?;
    same!(generator.stream::<i64>()?.next().transpose()?, Some(0));
    let lines = Call::to("io.StringIO").arg("one\ntwo\n").stream::<String>()?;
    same!(lines.collect::<Result<Vec<_>, _>>()?, ["one\n", "two\n"]);
    Ok(())
}

fn what_cannot_be_iterated_over_is_an_error(_: &Session) -> Outcome {
    let outcome = Call::of(5).stream::<i64>().map(drop);
    holds!(matches!(&outcome, Err(error) if error.is_instance("TypeError")), "({outcome:?})");
    Ok(())
}

fn an_exhausted_iterator_raises_stop_iteration(_: &Session) -> Outcome {
    let outcome = Call::to("builtins.next").arg(numbers(0)).get::<Value>();
    holds!(matches!(&outcome, Err(error) if error.is_instance("StopIteration")), "({outcome:?})");
    Ok(())
}

fn many_items_take_few_round_trips_and_none_is_lost(_: &Session) -> Outcome {
    let items: Vec<i64> = numbers(10_000).stream()?.collect::<Result<_, _>>()?;
    same!(items, (0..10_000).collect::<Vec<_>>());
    Ok(())
}

fn streams_and_calls_take_turns(_: &Session) -> Outcome {
    let (left, right) = (numbers(50).stream::<i64>()?, numbers(50).stream::<i64>()?.batch(7));
    for (count, (left, right)) in left.zip(right).enumerate() {
        let sum: i64 = py!(operator.add(left?, right?))?;
        same!(sum, 2 * count as i64);
    }
    Ok(())
}

fn a_stream_is_an_argument_and_loses_nothing(_: &Session) -> Outcome {
    for taken in 0..4 {
        let mut stream = numbers(6).stream::<i64>()?;
        for expected in 0..taken {
            same!(stream.next().transpose()?, Some(expected));
        }
        let rest: Vec<i64> = Call::to("builtins.list").arg(stream.into_value()?).get()?;
        same!(rest, (taken..6).collect::<Vec<_>>());
    }
    let mut failing = Call::to("toy_streams.raises_after").arg(2).stream::<i64>()?.batch(9);
    same!(failing.next().transpose()?, Some(0));
    let outcome = Call::to("builtins.list").arg(failing.into_value()?).get::<Value>();
    holds!(matches!(&outcome, Err(error) if error.is_instance("KeyError")), "({outcome:?})");
    Ok(())
}

fn items_stay_in_python_if_asked_to(_: &Session) -> Outcome {
    let before: i64 = py!(toy_calls.Counter.alive)?;
    let counters = Call::to("builtins.map").arg(Call::path("toy_calls.Counter")).arg(vec![1, 2, 3]);
    let mut sum = 0;
    for counter in counters.stream::<Object>()? {
        sum += counter?.attr("value").get::<i64>()?;
    }
    same!(sum, 6);
    same!(py!(toy_calls.Counter.alive).map(|alive: i64| alive)?, before);
    Ok(())
}
