//! The memory of buffers, without numpy: `bytes`, `bytearray`, `memoryview`, `array.array`.

use super::{Outcome, holds, same, scenarios};
use snakebridge::{Call, Object, Session, View, call, py};

scenarios! {
    whatever_has_the_buffer_protocol_can_be_viewed,
    a_view_is_of_the_items_that_are_there,
    what_is_written_through_a_view_is_in_python,
    a_view_outlives_its_object,
    what_is_no_buffer_of_numbers_says_so,
}

fn whatever_has_the_buffer_protocol_can_be_viewed(_: &Session) -> Outcome {
    same!(py!(builtins.bytes(vec![1, 2, 3])).map(|view: View<u8>| view.to_vec())?, [1, 2, 3]);
    same!(py!(builtins.bytearray(vec![1, 2])).map(|view: View<u8>| view.to_vec())?, [1, 2]);
    same!(py!(builtins.bytes()).map(|view: View<u8>| view.to_vec())?, [0_u8; 0]);
    let doubles: View<f64> = py!(array.array("d", vec![0.5, -0.0]))?;
    same!(doubles.get(&[0]), Some(0.5));
    same!(doubles.get(&[2]), None);
    same!(doubles.get(&[0, 0]), None);
    same!((doubles.shape(), doubles.strides(), doubles.len()), (&[2][..], &[8][..], 2));
    same!(py!(array.array("h", vec![-2, 3])).map(|view: View<i16>| view.to_vec())?, [-2, 3]);
    same!(py!(array.array("Q", vec![u64::MAX])).map(|view: View<u64>| view.to_vec())?, [u64::MAX]);
    let memory = call!(builtins.memoryview(call!(builtins.bytes(call!(builtins.range(12))))));
    let every_other: View<u8> = memory.clone().item(call!(builtins.slice((), (), -2))).get()?;
    same!((every_other.strides(), every_other.to_vec()), (every_other.strides(), vec![11, 9, 7, 5, 3, 1]));
    let matrix: View<i16> =
        memory.method("cast").arg("h").method("cast").arg("B").method("cast").arg("h").arg((2, 3)).get()?;
    same!((matrix.shape(), matrix.get(&[1, 2])), (&[2, 3][..], Some(0x0b0a)));
    same!(matrix.to_array().shape(), [2, 3]);
    Ok(())
}

fn a_view_is_of_the_items_that_are_there(_: &Session) -> Outcome {
    let long: Object = py!(array.array("d", call!(builtins.range(30_000))))?;
    let view = long.view::<f64>()?;
    let mut items = vec![0.0; 30_000];
    view.copy_to_slice(&mut items)?;
    holds!(items.iter().enumerate().all(|(at, item)| *item == at as f64));
    holds!(view.copy_to_slice(&mut items[1..]).is_err());
    py!({ &long }.__setitem__(7, -1.0)).map(|_: ()| ())?;
    same!(view.get(&[7]), Some(if view.is_live() { -1.0 } else { 7.0 }));
    // SAFETY: nothing runs in Python.
    let sum: Option<f64> = unsafe { view.as_slice() }.map(|items| items[..7].iter().sum());
    same!(sum, Some(21.0));
    Ok(())
}

fn what_is_written_through_a_view_is_in_python(_: &Session) -> Outcome {
    let array: Object = py!(array.array("i", vec![1, 2, 3]))?;
    let view = array.view::<i32>()?;
    if view.is_live() {
        view.copy_from_slice(&[7, 8, 9])?;
        same!(array.method("tolist").get::<Vec<i32>>()?, [7, 8, 9]);
        holds!(view.copy_from_slice(&[1]).is_err());
    } else {
        holds!(!view.is_writable() && view.copy_from_slice(&[7, 8, 9]).is_err());
    }
    let fixed: View<u8> = py!(builtins.bytes(3))?;
    holds!(!fixed.is_writable());
    let refused = fixed.copy_from_slice(&[1, 2, 3]).unwrap_err().to_string();
    holds!(refused.contains("cannot be written to"), "({refused})");
    Ok(())
}

fn a_view_outlives_its_object(_: &Session) -> Outcome {
    let views: Vec<View<u8>> = (0..20)
        .map(|number: u8| Call::to("builtins.bytearray").arg(vec![number; 100_000]).get())
        .collect::<Result<_, _>>()?;
    let other = std::thread::spawn(move || {
        let same = views.iter().zip(0_u8..).all(|(view, number)| view.to_vec() == [number; 100_000]);
        drop(views); // on a thread that Python does not know
        same
    });
    holds!(other.join().unwrap_or(false));
    let (resized, view): (Object, View<u8>) = {
        let array: Object = py!(builtins.bytearray(5))?;
        (array.clone(), array.view()?)
    };
    let grown = resized.method("append").arg(1).run();
    // As for any user of the buffer protocol: what is looked at does not move.
    same!(grown.is_err(), view.is_live());
    drop(view);
    resized.method("append").arg(1).run()?;
    Ok(())
}

fn what_is_no_buffer_of_numbers_says_so(_: &Session) -> Outcome {
    let failure = |object: Object| object.view::<f64>().map(|_| ()).unwrap_err().to_string();
    same!(failure(py!(builtins.bytes(8))?), "expected `array of `<f8``, found `array of `|u1``");
    let text = failure(py!(builtins.memoryview(call!(builtins.bytes(8))).cast("c"))?);
    same!(text, "expected `buffer of numbers`, found `builtins.memoryview of items `c``");
    same!(failure(py!(builtins.list((1.0,)).copy())?), "expected `buffer`, found `builtins.list`");
    let converted = py!(builtins.object()).map(|_: View<f64>| ()).unwrap_err().to_string();
    same!(converted, "expected `buffer`, found `builtins.object`");
    let released: Object = py!(builtins.memoryview(call!(builtins.bytes(8))))?;
    released.method("release").run()?;
    holds!(released.view::<u8>().is_err());
    Ok(())
}
