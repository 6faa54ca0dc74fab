//! numpy's arrays and scalars.

use super::{Outcome, gives, holds, same, scenarios};
use ndarray::{Array1, Array2, ArrayD, array};
use num_complex::{Complex32, Complex64};
use snakebridge::{Array, Call, Complex, Element, Error, Hint, Object, Session, Value, call, f16, py};

scenarios! {
    numpy:
    numpy_scalars_are_plain_everywhere,
    arrays_cross_both_ways,
    every_dtype_crosses,
    arrays_in_any_order_keep_their_items,
    arrays_become_lists_of_numbers,
    arrays_stay_in_python_when_a_handle_is_asked_for,
    what_no_array_can_hold_is_a_handle,
    an_array_sent_is_a_real_one_that_can_be_written_to,
    arrays_of_ndarray_cross_in_any_layout,
    arrays_of_ndarray_have_the_axes_that_are_asked_for,
    every_dtype_is_an_array_of_ndarray,
    what_numpy_refuses_comes_with_hints,
}

fn numpy_scalars_are_plain_everywhere(_: &Session) -> Outcome {
    gives!(py!(numpy.int64(3)), Value::from(3));
    gives!(py!(numpy.float32(0.5)), Value::from(0.5));
    gives!(py!(numpy.bool_(true)), Value::from(true));
    gives!(py!(numpy.complex128(2.0)), Value::Complex(Complex { re: 2.0, im: 0.0 }));
    same!(py!(numpy.uint64(u64::MAX)).map(|int: u64| int)?, u64::MAX);
    let nested: Value = py!(builtins.list((call!(numpy.int64(3)), (call!(numpy.str_("text")),))))?;
    same!(nested, Value::List(vec![3.into(), Value::Tuple(vec!["text".into()])]));
    let keyed = Call::to("builtins.dict").arg(vec![(call!(numpy.int64(1)), "one")]);
    same!(keyed.get::<Value>()?, Value::Dict(vec![(1.into(), "one".into())]));
    Ok(())
}

fn arrays_cross_both_ways(_: &Session) -> Outcome {
    let array = Array::from_vec(vec![2, 3], (0..6).map(f64::from).collect()).ok_or("no array")?;
    same!(py!(toy_values.identity(&array)).map(|back: Array| back)?, array);
    gives!(py!(numpy.sum(&array)), Value::from(15.0));
    let empty = Array::from_vec(vec![0, 4], Vec::<i32>::new()).ok_or("no array")?;
    same!(py!(toy_values.identity(&empty)).map(|back: Array| back)?, empty);
    let single = Array::from_vec(vec![], vec![7_i64]).ok_or("no array")?;
    same!(py!(toy_values.identity(&single)).map(|back: Array| back)?, single);
    Ok(())
}

fn every_dtype_crosses(_: &Session) -> Outcome {
    for dtype in ["?", "i1", "i2", ">i4", "i8", "u1", ">u2", "u4", "u8", "f2", "f4", ">f8", "c8", "c16"] {
        let array: Array = py!(numpy.array(vec![1, 0, 1], dtype = dtype))?;
        same!(array.shape(), [3]);
        let back: Array = py!(toy_values.identity(&array))?;
        same!(back, array);
        let kept: bool = py!(numpy.array_equal(&array, vec![1, 0, 1]))?;
        holds!(kept, "({dtype})");
    }
    Ok(())
}

fn arrays_in_any_order_keep_their_items(_: &Session) -> Outcome {
    let expected = Array::from_vec(vec![3, 2], vec![0_i64, 3, 1, 4, 2, 5]).ok_or("no array")?;
    same!(py!(numpy.arange(6).reshape(2, 3).T).map(|array: Array| array)?, expected);
    let every_other: Vec<i64> = py!(numpy.arange(6)[py!(builtins.slice((), (), -2))])?;
    same!(every_other, [5, 3, 1]);
    Ok(())
}

fn arrays_become_lists_of_numbers(_: &Session) -> Outcome {
    same!(py!(numpy.eye(2)).map(|rows: Vec<Vec<f64>>| rows)?, vec![vec![1.0, 0.0], vec![0.0, 1.0]]);
    same!(py!(numpy.arange(3)).map(|items: Vec<f64>| items)?, [0.0, 1.0, 2.0]);
    let narrow = py!(numpy.array(vec![1.5, 2.0])).map(|_: Vec<i64>| ()).unwrap_err();
    same!(narrow.to_string(), "expected `int`, found `float` at `$[0]`");
    Ok(())
}

fn arrays_stay_in_python_when_a_handle_is_asked_for(_: &Session) -> Outcome {
    let matrix = vec![vec![3.0, 0.0], vec![0.0, 2.0]];
    let (u, s, vt): (Object, Vec<f64>, Object) =
        Call::to("builtins.tuple").arg(call!(numpy.linalg.svd(matrix))).get()?;
    same!(s, [3.0, 2.0]);
    same!(u.type_name(), "numpy.ndarray");
    same!(vt.attr("shape").get::<(u32, u32)>()?, (2, 2));
    let listed: Vec<Object> = py!(builtins.list(py!(numpy.eye(2))))?;
    same!(listed.len(), 2);
    let (first, second): (Object, Object) = py!(builtins.list(py!(numpy.eye(2))))?;
    holds!(first != second);
    let object: Object = py!(numpy.eye(2))?;
    same!(object.get::<Array>()?.shape(), [2, 2]);
    Ok(())
}

fn what_no_array_can_hold_is_a_handle(_: &Session) -> Outcome {
    for dtype in ["O", "U3", "S3", "M8[s]", "m8[s]", "i4,f8", "longdouble"] {
        let value: Value = py!(numpy.zeros(2, dtype = dtype))?;
        holds!(matches!(value, Value::Object(_)), "({dtype} came as {value:?})");
    }
    let masked: Value = py!(numpy.ma.array(vec![1, 2]))?;
    holds!(matches!(masked, Value::Object(_)), "({masked:?})");
    Ok(())
}

fn an_array_sent_is_a_real_one_that_can_be_written_to(_: &Session) -> Outcome {
    let array = Array::from_vec(vec![2], vec![1.0, 2.0]).ok_or("no array")?;
    let sent: Object = py!(toy_values.identity(array))?;
    py!({ sent }.fill(9.0)).map(|_: Value| ())?;
    same!(sent.get::<Vec<f64>>()?, [9.0, 9.0]);
    Ok(())
}

fn arrays_of_ndarray_cross_in_any_layout(_: &Session) -> Outcome {
    let rows = array![[0, 1, 2], [3, 4, 5]];
    gives!(py!(numpy.array_equal(rows.t(), call!(numpy.arange(6).reshape(2, 3).T))), Value::from(true));
    let part = rows.slice(ndarray::s![.., ..;-2]);
    let back: Array2<i32> = py!(toy_values.identity(part))?;
    same!(back, array![[2, 0], [5, 3]]);
    let turned: Array2<i64> = py!(numpy.arange(6).reshape(2, 3).T)?;
    same!(turned, array![[0, 3], [1, 4], [2, 5]]);
    let big: Array1<f64> = py!(numpy.arange(3.0, dtype = ">f8")[py!(builtins.slice((), (), -1))])?;
    same!(big, array![2.0, 1.0, 0.0]);
    let owned: ArrayD<f32> = py!(toy_values.identity(&ArrayD::<f32>::zeros(vec![2, 0, 3])))?;
    same!(owned.shape(), [2, 0, 3]);
    Ok(())
}

fn arrays_of_ndarray_have_the_axes_that_are_asked_for(_: &Session) -> Outcome {
    let cube = py!(numpy.zeros((2, 2, 2))).map(|_: Array2<f64>| ()).unwrap_err();
    same!(cube.to_string(), "expected `array of 2 axes`, found `array of 3 axes`");
    let wide = py!(numpy.array(vec![vec![1, 300]])).map(|_: Array2<u8>| ()).unwrap_err();
    same!(wide.to_string(), "expected `int that fits u8`, found `300` at `$[0][1]`");
    let list = py!(builtins.list((1,))).map(|_: Array1<i64>| ()).unwrap_err();
    same!(list.to_string(), "expected `numpy.ndarray`, found `list`");
    Ok(())
}

fn every_dtype_is_an_array_of_ndarray(_: &Session) -> Outcome {
    fn crosses<A: Element + PartialEq + std::fmt::Debug>(dtype: &str) -> Outcome {
        let ones: Array2<A> = py!(numpy.eye(2, dtype = dtype))?;
        let back: Array = py!(toy_values.identity(&ones))?;
        same!(back.dtype().to_string().get(1..), Some(dtype));
        holds!(py!(numpy.array_equal(back, call!(numpy.eye(2)))).map(|same: bool| same)?, "({dtype})");
        Ok(())
    }
    crosses::<bool>("b1")?;
    crosses::<i8>("i1")?;
    crosses::<i16>("i2")?;
    crosses::<i32>("i4")?;
    crosses::<i64>("i8")?;
    crosses::<u8>("u1")?;
    crosses::<u16>("u2")?;
    crosses::<u32>("u4")?;
    crosses::<u64>("u8")?;
    crosses::<f16>("f2")?;
    crosses::<f32>("f4")?;
    crosses::<f64>("f8")?;
    crosses::<Complex32>("c8")?;
    crosses::<Complex64>("c16")?;
    crosses::<Complex>("c16")
}

fn what_numpy_refuses_comes_with_hints(_: &Session) -> Outcome {
    let hints = |result: snakebridge::Result<Value>| match result {
        Err(Error::Python(exception)) => Ok(exception.hints),
        other => Err(format!("no exception but {other:?}")),
    };
    let add = py!(numpy.add(call!(numpy.ones((2, 3))), call!(numpy.ones((4, 5)))));
    let shapes = vec![vec![Some(2), Some(3)], vec![Some(4), Some(5)]];
    same!(hints(add)?, [Hint::ShapeMismatch { shapes, sizes: vec![], axis: None }]);
    let cast = py!(numpy.ones(2).astype("int32", casting = "safe"));
    let (expected, found) = (vec!["int32".to_owned()], vec!["float64".to_owned()]);
    same!(hints(cast)?, [Hint::DTypeMismatch { expected, found }]);
    let allocate = py!(numpy.zeros((100_000_000, 100_000_000)));
    let (device, requested) = (Some("cpu".to_owned()), Some(80_000_000_000_000_000));
    same!(hints(allocate)?, [Hint::OutOfMemory { device, requested, free: None, capacity: None }]);
    same!(hints(py!(numpy.array("a").astype("float")))?, []);
    Ok(())
}
