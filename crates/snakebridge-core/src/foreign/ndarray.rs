//! Types of `ndarray`.

use crate::{Array, ConversionError, Element, FromPy, Result, ToPy, Value};
use ::ndarray::{ArrayBase, Data, DataOwned, Dimension, IxDyn};

crate::fits::anything! { [A: Element, S: Data<Elem = A>, D: Dimension] ArrayBase<S, D>; }

/// A `numpy.ndarray` of the same axes. Owned arrays and views of any layout; numpy gets its items in C order.
/// (`&array` is cloned first, as every reference is; `array.view()` is not.)
impl<A, S, D> ToPy for ArrayBase<S, D>
where
    A: Element,
    S: Data<Elem = A>,
    D: Dimension,
{
    fn into_value(self) -> Result<Value> {
        let shape = self.shape().to_vec();
        let array = match self.as_slice() {
            Some(in_order) => Array::from_items(shape, in_order.iter().copied()),
            None => Array::from_items(shape, self.iter().copied()),
        };
        let array = array.ok_or_else(|| ConversionError::because("array", "more bytes than there can be"))?;
        Ok(array.into())
    }
}

/// From a `numpy.ndarray` of as many axes, whose items `A` holds exactly.
impl<A, S, D> FromPy for ArrayBase<S, D>
where
    A: Element,
    S: DataOwned<Elem = A>,
    D: Dimension,
{
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let array = Array::from_value(value)?;
        let found = array.shape().len();
        if let Some(axes) = D::NDIM.filter(|axes| *axes != found) {
            return Err(ConversionError::because(of_axes(axes), of_axes(found)));
        }
        let items = array.items().map_err(|(index, error)| at_item(error, array.shape(), index))?;
        ArrayBase::<S, IxDyn>::from_shape_vec(array.shape(), items)
            .and_then(ArrayBase::into_dimensionality)
            .map_err(|error| ConversionError::because("array that `ndarray` can hold", error.to_string()))
    }
}

fn of_axes(count: usize) -> String {
    format!("array of {count} {}", if count == 1 { "axis" } else { "axes" })
}

/// Where in the array the item with that index in C order is.
fn at_item(error: ConversionError, shape: &[usize], index: usize) -> ConversionError {
    let step =
        |(error, rest): (ConversionError, usize), axis: &usize| (error.at_index(rest % axis), rest / axis);
    shape.iter().rev().fold((error, index), step).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Complex, f16};
    use ::ndarray::{Array1, Array2, Array3, ArrayD, ArrayView2, Axis, Ix0, Ix2, arr0, array, s};
    use ::num_complex::{Complex32, Complex64};

    fn sent<T: ToPy>(array: T) -> Array {
        Array::from_value(array.into_value().unwrap()).unwrap()
    }

    #[test]
    fn arrays_and_views_of_any_layout_are_sent_in_c_order() {
        let rows = array![[1, 2, 3], [4, 5, 6]];
        assert_eq!(sent(rows.clone()).to_vec::<i32>().unwrap(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(sent(&rows).shape(), [2, 3]);
        let turned: ArrayView2<'_, i32> = rows.t();
        assert_eq!(
            (sent(turned).shape(), sent(turned).to_vec::<i32>().unwrap()),
            ([3, 2].as_slice(), vec![1, 4, 2, 5, 3, 6])
        );
        assert_eq!(sent(rows.slice(s![.., ..;-2])).to_vec::<i32>().unwrap(), [3, 1, 6, 4]);
        let mut shared = rows.clone().into_shared();
        shared.invert_axis(Axis(0));
        assert_eq!(sent(shared).to_vec::<i32>().unwrap(), [4, 5, 6, 1, 2, 3]);
        assert_eq!(sent(arr0(7_u8)).shape(), [0_usize; 0]);
        assert_eq!(sent(Array2::<f32>::zeros((0, 4))).shape(), [0, 4]);
    }

    fn there_and_back<A: Element + PartialEq + std::fmt::Debug>(items: [A; 4], dtype: &str) {
        let square = Array1::from_vec(items.to_vec()).into_shape_with_order((2, 2)).unwrap();
        let sent = sent(square.clone());
        assert_eq!(sent.dtype().to_string(), dtype);
        assert_eq!(Array2::from_value(sent.clone().into()), Ok(square.clone()));
        assert_eq!(ArrayD::from_value(sent.into()), Ok(square.into_dyn()));
    }

    #[test]
    fn every_type_of_items_crosses() {
        there_and_back([true, false, false, true], "|b1");
        there_and_back([i8::MIN, 0, 1, i8::MAX], "|i1");
        there_and_back([i16::MIN, 0, 1, i16::MAX], "<i2");
        there_and_back([i32::MIN, 0, 1, i32::MAX], "<i4");
        there_and_back([i64::MIN, 0, 1, i64::MAX], "<i8");
        there_and_back([0, 1, 2, u8::MAX], "|u1");
        there_and_back([0, 1, 2, u16::MAX], "<u2");
        there_and_back([0, 1, 2, u32::MAX], "<u4");
        there_and_back([0, 1, 2, u64::MAX], "<u8");
        there_and_back([0.5, 1.0, 2.0, f64::INFINITY].map(f16::from_f64), "<f2");
        there_and_back([0.5_f32, 1.0, 2.0, f32::MIN], "<f4");
        there_and_back([0.1_f64, 1.0, 2.0, f64::MIN], "<f8");
        there_and_back([0.5, 1.0, 2.0, 3.0].map(|re| Complex { re, im: -re }), "<c16");
        there_and_back([0.5, 1.0, 2.0, 3.0].map(|re| Complex32::new(re, -re)), "<c8");
        there_and_back([0.5, 1.0, 2.0, 3.0].map(|re| Complex64::new(re, -re)), "<c16");
    }

    #[test]
    fn another_number_of_axes_is_an_error() {
        let flat = sent(array![1.0, 2.0]);
        let error = Array2::<f64>::from_value(flat.clone().into()).unwrap_err();
        assert_eq!(error.to_string(), "expected `array of 2 axes`, found `array of 1 axis`");
        assert!(::ndarray::Array::<f64, Ix0>::from_value(flat.into()).is_err());
        assert!(Array1::<f64>::from_value(Value::List(vec![])).is_err());
    }

    #[test]
    fn items_are_read_as_any_type_that_holds_them() {
        let ints = sent(array![[1_i64, 300], [2, 3]]);
        let wide: ::ndarray::Array<f64, Ix2> = Array2::from_value(ints.clone().into()).unwrap();
        assert_eq!(wide, array![[1.0, 300.0], [2.0, 3.0]]);
        let error = Array2::<u8>::from_value(ints.into()).unwrap_err();
        assert_eq!(error.to_string(), "expected `int that fits u8`, found `300` at `$[0][1]`");
        let deep = sent(Array3::from_shape_fn((2, 3, 4), |at| if at == (1, 2, 3) { 300_i64 } else { 1 }));
        assert_eq!(Array3::<u8>::from_value(deep.into()).unwrap_err().at, "$[1][2][3]");
    }

    #[test]
    fn big_endian_items_are_turned() {
        let dtype = crate::DType::parse(">i2").unwrap();
        let array = Array::new(dtype, vec![2], bytes::Bytes::from_static(&[0, 1, 255, 254])).unwrap();
        assert_eq!(Array1::<i16>::from_value(array.into()), Ok(array![1, -2]));
    }
}
