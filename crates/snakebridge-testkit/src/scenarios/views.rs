//! Large arrays: what was received does not change, what was sent is Python's own, and what is shared says so.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{Array, ArrayBuffer, Call, Callback, Object, Session, Value, View, call, py};
use std::sync::{Arc, Mutex};

scenarios! {
    numpy:
    an_array_that_was_received_does_not_change,
    arrays_within_results_do_not_change,
    items_of_a_stream_do_not_change,
    arguments_of_callbacks_do_not_change,
    an_array_that_was_sent_does_not_change,
    results_are_the_same_in_any_layout,
    arrays_that_were_given_are_real_ones,
    memory_that_was_given_goes_with_its_last_array,
    views_are_of_any_layout,
    views_of_arrays_are_live_or_say_that_they_are_not,
    tensors_can_be_viewed,
}

/// Items of an array that is not small on any engine.
const MANY: usize = 20_000;

fn is_all(array: &Array, number: f64) -> bool {
    array
        .as_slice::<f64>()
        .is_some_and(|items| items.len() == MANY && items.iter().all(|item| *item == number))
}

fn an_array_that_was_received_does_not_change(_: &Session) -> Outcome {
    for how in [
        "itself",
        "a view",
        "its base",
        "a base of its own",
        "a weak reference",
        "a memoryview",
        "somebody else's memory",
    ] {
        let array: Array = py!(toy_bulk.reachable(how, MANY))?;
        holds!(is_all(&array, 1.0), "({how})");
        py!(toy_bulk.fill_kept(2.0)).map(|_: ()| ())?;
        holds!(is_all(&array, 1.0), "(it changed with {how})");
        let small: Array = py!(toy_bulk.reachable(how, 10))?;
        py!(toy_bulk.fill_kept(2.0)).map(|_: ()| ())?;
        same!(small.as_slice::<f64>(), Some(&[1.0; 10][..]));
    }
    let object: Object = py!(numpy.full(MANY, 3.0))?;
    let array: Array = object.get()?;
    object.method("fill").arg(4.0).run()?;
    holds!(is_all(&array, 3.0));
    holds!(is_all(&object.get()?, 4.0));
    Ok(())
}

fn arrays_within_results_do_not_change(_: &Session) -> Outcome {
    let listed: Vec<Array> = py!(toy_bulk.reachable("a list", MANY))?;
    py!(toy_bulk.fill_kept(2.0)).map(|_: ()| ())?;
    holds!(is_all(&listed[0], 1.0));
    let nested: Value = py!(toy_bulk.reachable("a dict in a tuple", MANY))?;
    py!(toy_bulk.fill_kept(2.0)).map(|_: ()| ())?;
    let Some([dict]) = nested.items() else { return Err(format!("no tuple but {nested:?}").into()) };
    let Some(Value::Array(array)) = dict.key("x") else { return Err(format!("no array in {dict:?}").into()) };
    holds!(is_all(array, 1.0));
    let both: (Array, Array) = py!(builtins.divmod(call!(numpy.full(MANY, 7.0)), 2.0))?;
    holds!(is_all(&both.0, 3.0) && is_all(&both.1, 1.0));
    let twice: Vec<Array> = py!(operator.mul(vec![call!(numpy.full(MANY, 5.0))], 2))?;
    holds!(is_all(&twice[0], 5.0) && is_all(&twice[1], 5.0));
    Ok(())
}

fn items_of_a_stream_do_not_change(_: &Session) -> Outcome {
    let arrays: Vec<Array> =
        Call::to("toy_bulk.refilled").arg(6).arg(MANY).stream()?.collect::<Result<_, _>>()?;
    same!(arrays.len(), 6);
    holds!(arrays.iter().zip([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).all(|(array, number)| is_all(array, number)));
    Ok(())
}

fn arguments_of_callbacks_do_not_change(_: &Session) -> Outcome {
    let received = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&received);
    let receive = Callback::new(move |array: Array| {
        let back = array.clone();
        sink.lock().map(|mut all| all.push(array)).map_err(|error| error.to_string())?;
        Ok::<_, String>(back)
    });
    let ours: Object = py!(numpy.full(MANY, 1.0))?;
    let back: Object = py!(toy_bulk.call(&receive, &ours))?;
    back.method("fill").arg(9.0).run()?;
    ours.method("fill").arg(2.0).run()?;
    py!(toy_bulk.call(&receive, &ours)).map(|_: Object| ())?;
    let received = received.lock().map_err(|error| error.to_string())?;
    holds!(is_all(&received[0], 1.0) && is_all(&received[1], 2.0));
    same!(back.item(MANY - 1).get::<f64>()?, 9.0);
    Ok(())
}

fn an_array_that_was_sent_does_not_change(session: &Session) -> Outcome {
    let mut filled = session.zeros::<f64>([MANY])?;
    filled.fill(1.0);
    let lists = Array::from_vec(vec![MANY], vec![1.0; MANY]).ok_or("no array")?;
    for ours in [filled.into_array(), lists] {
        let twice: Vec<Object> = py!(builtins.list(vec![&ours, &ours]))?;
        twice[0].method("fill").arg(2.0).run()?;
        holds!(is_all(&ours, 1.0) && is_all(&twice[1].get()?, 1.0) && is_all(&twice[0].get()?, 2.0));
        let call = Call::to("toy_values.identity").arg(&ours);
        let (one, other) = (call.object()?, call.object()?);
        one.method("fill").arg(3.0).run()?;
        drop(ours);
        holds!(is_all(&one.get()?, 3.0) && is_all(&other.get()?, 1.0) && is_all(&call.get()?, 1.0));
        holds!(py!({ &other }.flags.writeable).map(|writeable: bool| writeable)?);
    }
    Ok(())
}

fn results_are_the_same_in_any_layout(_: &Session) -> Outcome {
    let rows = call!(numpy.arange(MANY).reshape(100, 200));
    let expected: Array = rows.get()?;
    same!(
        (expected.shape(), expected.as_slice::<i64>().map(|items| items[200])),
        (&[100, 200][..], Some(200))
    );
    holds!(py!(numpy.asfortranarray(rows.clone())).map(|array: Array| array)? == expected);
    let turned: Array = rows.clone().attr("T").get()?;
    same!((turned.shape(), turned.as_slice::<i64>().map(|items| items[1])), (&[200, 100][..], Some(200)));
    let reversed: Array = rows.clone().item(call!(builtins.slice((), (), -1))).get()?;
    same!(reversed.as_slice::<i64>().map(|items| items[0]), Some(99 * 200));
    let big: Array = py!(numpy.arange(MANY, dtype = ">i8"))?;
    same!((big.dtype().to_string().as_str(), big.as_slice::<i64>()), (">i8", None));
    same!(big.to_vec::<i64>()?[MANY - 1], MANY as i64 - 1);
    let truths: Array = py!(numpy.ones(MANY, dtype = "?"))?;
    holds!(truths.as_slice::<bool>().is_some_and(|truths| truths.iter().all(|truth| *truth)));
    let odd: Array = py!(numpy.full(MANY, 2, dtype = "u1").view("?"))?;
    same!(odd.as_slice::<bool>(), None);
    same!(odd.to_vec::<bool>()?[0], true);
    // Dropped where Python does not run.
    std::thread::spawn(move || drop((expected, turned, reversed))).join().map_err(|_| "a thread panicked")?;
    Ok(())
}

fn arrays_that_were_given_are_real_ones(session: &Session) -> Outcome {
    let vector = session.give(vec![0.5_f32; MANY])?;
    same!(vector.type_name(), "numpy.ndarray");
    same!(py!(numpy.sum(&vector)).map(|sum: f64| sum)?, MANY as f64 / 2.0);
    let view = vector.view::<f32>()?;
    vector.method("fill").arg(2.0).run()?;
    same!(view.get(&[MANY - 1]), Some(if view.is_live() { 2.0 } else { 0.5 }));
    let matrix = ArrayBuffer::from_vec([2, 3], (0_i64..6).collect()).ok_or("no buffer")?;
    let matrix = session.give(matrix)?;
    same!(matrix.attr("shape").get::<(u8, u8)>()?, (2, 3));
    same!(py!({ &matrix }.flags.writeable).map(|writeable: bool| writeable)?, true);
    same!(py!({ &matrix }.T.tolist()).map(|rows: Vec<Vec<i64>>| rows)?, [[0, 3], [1, 4], [2, 5]]);
    let mut zeros = session.zeros::<u16>([3, MANY])?;
    zeros[1] = 7;
    let zeros = session.give(zeros)?;
    same!(zeros.item((0, 1)).get::<u16>()?, 7);
    let nothing = session.give(Vec::<f64>::new())?;
    same!((nothing.attr("shape").get::<(u8,)>()?, nothing.get::<Array>()?.len()), ((0,), 0));
    let truths = session.give(vec![true, false])?;
    same!(truths.get::<Vec<bool>>()?, [true, false]);
    Ok(())
}

fn memory_that_was_given_goes_with_its_last_array(session: &Session) -> Outcome {
    let array = session.give(vec![1.0; MANY])?;
    let part: Object = array.item(call!(builtins.slice(5, 8))).object()?;
    drop(array);
    py!(gc.collect()).map(|_: i64| ())?;
    same!(part.get::<Vec<f64>>()?, [1.0; 3]);
    let view = part.view::<f64>()?;
    drop(part);
    py!(gc.collect()).map(|_: i64| ())?;
    same!(view.to_vec(), [1.0; 3]);
    Ok(())
}

fn views_are_of_any_layout(_: &Session) -> Outcome {
    let rows: Object = py!(numpy.arange(24.0).reshape(4, 6))?;
    let all = (0..24).map(f64::from).collect::<Vec<_>>();
    let view = rows.view::<f64>()?;
    same!((view.shape(), view.to_vec(), view.get(&[1, 2])), (&[4, 6][..], all.clone(), Some(8.0)));
    let turned: View<f64> = rows.attr("T").get()?;
    same!((turned.shape(), turned.get(&[2, 1]), turned.to_vec()[1]), (&[6, 4][..], Some(8.0), 6.0));
    let part: View<f64> =
        rows.item((call!(builtins.slice((), (), -2)), call!(builtins.slice(1, 4)))).get()?;
    same!(part.to_vec(), [19.0, 20.0, 21.0, 7.0, 8.0, 9.0]);
    same!(part.to_array().to_vec::<f64>()?, part.to_vec());
    let repeated: View<i64> = py!(numpy.broadcast_to(7, (2, 3)))?;
    same!((repeated.to_vec(), repeated.is_writable()), (vec![7; 6], false));
    same!(py!(numpy.array(2.5)).map(|single: View<f64>| single.get(&[]))?, Some(2.5));
    same!(py!(numpy.zeros((3, 0))).map(|nothing: View<f64>| nothing.to_vec())?, [0.0; 0]);
    same!(py!(numpy.array(vec![true, false])).map(|truths: View<bool>| truths.to_vec())?, [true, false]);
    let other = py!(numpy.zeros(2, dtype = ">f8")).map(|_: View<f64>| ()).unwrap_err().to_string();
    same!(other, "expected `array of `<f8``, found `array of `>f8``");
    let odd = py!(numpy.frombuffer(call!(builtins.bytes(17)), offset = 1, dtype = "f8"));
    same!(odd.map(|odd: View<f64>| odd.to_vec())?, [0.0, 0.0]);
    holds!(py!(numpy.zeros(2, dtype = "O")).map(|_: View<f64>| ()).is_err());
    holds!(py!(numpy.zeros(2, dtype = "i4,f8")).map(|_: View<f64>| ()).is_err());
    Ok(())
}

fn views_of_arrays_are_live_or_say_that_they_are_not(_: &Session) -> Outcome {
    let array: Object = py!(numpy.zeros((MANY, 2)))?;
    let mut view: View<f64> = array.item((call!(builtins.slice((), ())), 1)).get()?;
    array.method("fill").arg(3.0).run()?;
    let (live, expected) = (view.is_live(), if view.is_live() { 3.0 } else { 0.0 });
    same!((view.is_writable(), view.get(&[MANY - 1])), (live, Some(expected)));
    // SAFETY: nothing runs in Python.
    same!(unsafe { view.as_mut_slice() }.is_some(), false);
    let written = view.copy_from_slice(&(0..MANY).map(|at| at as f64).collect::<Vec<_>>());
    same!(written.is_ok(), live);
    let last: (f64, f64) = (array.item((MANY - 1, 0)).get()?, array.item((MANY - 1, 1)).get()?);
    same!(last, (3.0, if live { (MANY - 1) as f64 } else { 3.0 }));
    Ok(())
}

fn tensors_can_be_viewed(_: &Session) -> Outcome {
    let array: Object = py!(numpy.arange(6.0).reshape(2, 3))?;
    let tensor: Object = py!(toy_bulk.tensor(&array))?;
    let view = tensor.view::<f64>()?;
    same!((view.shape(), view.to_vec()), (&[2, 3][..], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]));
    array.method("fill").arg(7.0).run()?;
    same!(view.get(&[1, 1]), Some(if view.is_live() { 7.0 } else { 4.0 }));
    drop((array, tensor));
    py!(gc.collect()).map(|_: i64| ())?;
    same!(view.len(), 6);
    Ok(())
}
