//! [`Array`]: numeric data with a shape.

mod dtype;
mod element;
mod format;

pub use dtype::{ByteOrder, DType, Kind};
pub use element::Element;

use crate::{ConversionError, Value};
use bytes::Bytes;

/// A numeric array in C order, as numpy's `ndarray` of a boolean, integer, float or complex dtype. Cloning shares the data.
///
/// ```
/// use snakebridge_core::Array;
/// let array = Array::from_vec(vec![2, 3], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
/// assert_eq!(array.shape(), [2, 3]);
/// assert_eq!(array.dtype().to_string(), "<f8");
/// assert_eq!(array.to_vec::<f64>().unwrap()[4], 5.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    dtype: DType,
    shape: Vec<usize>,
    data: Bytes,
}

impl Array {
    /// An array of raw bytes; `None` unless `data` has exactly the bytes that `shape` and `dtype` need.
    ///
    /// ```
    /// use snakebridge_core::{Array, DType};
    /// let big_endian = DType::parse(">u2").unwrap();
    /// let array = Array::new(big_endian, vec![2], vec![0, 1, 1, 0].into()).unwrap();
    /// assert_eq!(array.to_vec::<u16>()?, [1, 256]);
    /// assert!(Array::new(big_endian, vec![3], vec![0, 1].into()).is_none());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn new(dtype: DType, shape: Vec<usize>, data: Bytes) -> Option<Self> {
        let items = shape.iter().try_fold(1_usize, |all, &axis| all.checked_mul(axis))?;
        (items.checked_mul(dtype.size)? == data.len()).then_some(Self { dtype, shape, data })
    }

    /// An array of these items in C order; `None` unless `shape` has as many.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// let identity = Array::from_vec(vec![2, 2], vec![1_i64, 0, 0, 1]).unwrap();
    /// assert_eq!(identity.len(), 4);
    /// assert!(Array::from_vec(vec![2, 2], vec![1_i64]).is_none());
    /// ```
    #[must_use]
    pub fn from_vec<T: Element>(shape: Vec<usize>, items: Vec<T>) -> Option<Self> {
        Self::new(T::DTYPE, shape, Bytes::from_owner(Plain(items)))
    }

    /// As [`Array::from_vec`], of items wherever they are.
    #[cfg(feature = "ndarray")]
    pub(crate) fn from_items<T: Element>(
        shape: Vec<usize>,
        items: impl ExactSizeIterator<Item = T>,
    ) -> Option<Self> {
        let mut data = Vec::with_capacity(items.len() * T::DTYPE.size);
        items.for_each(|item| item.write(&mut data));
        Self::new(T::DTYPE, shape, data.into())
    }

    /// The type of the items.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// assert_eq!(Array::from_vec(vec![1], vec![7_i8]).unwrap().dtype().to_string(), "|i1");
    /// ```
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The length of each axis; empty for a single item.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// assert_eq!(Array::from_vec(vec![1, 2], vec![0.5, 1.5]).unwrap().shape(), [1, 2]);
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The bytes of the items, in C order.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// assert_eq!(Array::from_vec(vec![3], vec![1_u8, 2, 3]).unwrap().data()[..], [1, 2, 3]);
    /// ```
    #[must_use]
    pub fn data(&self) -> &Bytes {
        &self.data
    }

    /// How many items there are.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// assert_eq!(Array::from_vec(vec![2, 3], vec![0_i16; 6]).unwrap().len(), 6);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len() / self.dtype.size
    }

    /// Whether there are none.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// assert!(Array::from_vec(vec![0, 3], Vec::<f64>::new()).unwrap().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// The items in C order where they lie, without a copy; `None` unless they are exactly `T`, in this machine's byte order and aligned, which what comes
    /// from Python is unless Python has it otherwise.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// let array = Array::from_vec(vec![2], vec![1.0, 2.5]).unwrap();
    /// assert_eq!(array.as_slice::<f64>(), Some(&[1.0, 2.5][..]));
    /// assert_eq!(array.as_slice::<f32>(), None);
    /// ```
    #[must_use]
    pub fn as_slice<T: Element>(&self) -> Option<&[T]> {
        let start = self.data.as_ptr().cast::<T>();
        let is_element = |byte: &u8| T::DTYPE.kind != Kind::Bool || *byte < 2;
        if self.dtype != T::DTYPE
            || !start.is_aligned()
            || !self.data.iter().take(self.bools()).all(is_element)
        {
            return None;
        }
        // SAFETY: elements are plain numbers without padding, of which any bytes are one, but for `bool`, whose were just looked at; the data does not change,
        // and is aligned.
        Some(unsafe { std::slice::from_raw_parts(start, self.len()) })
    }

    /// How many bytes have to be looked at before they are taken for elements.
    fn bools(&self) -> usize {
        if self.dtype.kind == Kind::Bool { self.data.len() } else { 0 }
    }

    /// All items in C order, if each can be a `T` without loss.
    ///
    /// # Errors
    /// Names the first item that is no `T`.
    ///
    /// ```
    /// use snakebridge_core::Array;
    /// let array = Array::from_vec(vec![2], vec![1.0, 2.5]).unwrap();
    /// assert_eq!(array.to_vec::<f32>()?, [1.0, 2.5]);
    /// assert!(array.to_vec::<i64>().is_err());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>, ConversionError> {
        self.items().map_err(|(index, error)| error.at_index(index))
    }

    /// All items, or which one is no `T` and why.
    pub(crate) fn items<T: Element>(&self) -> Result<Vec<T>, (usize, ConversionError)> {
        if let Some(items) = self.as_slice() {
            return Ok(items.to_vec());
        }
        let items = self.data.chunks_exact(self.dtype.size);
        if self.dtype == T::DTYPE {
            return Ok(items.map(T::read).collect());
        }
        items
            .enumerate()
            .map(|(index, bytes)| T::from_value(self.dtype.item(bytes)).map_err(|error| (index, error)))
            .collect()
    }

    /// As nested lists of plain numbers, as numpy's `tolist` gives; a single item for an array without axes.
    ///
    /// ```
    /// use snakebridge_core::{Array, Value};
    /// let column = Array::from_vec(vec![2, 1], vec![1_u8, 2]).unwrap();
    /// let rows = [1, 2].map(|number| Value::List(vec![number.into()]));
    /// assert_eq!(column.to_value(), Value::List(rows.into()));
    /// ```
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut items = self.data.chunks_exact(self.dtype.size).map(|bytes| self.dtype.item(bytes));
        nest(&self.shape, &mut items)
    }
}

/// Elements as the bytes that they are.
pub(crate) struct Plain<T>(pub(crate) Vec<T>);

impl<T: Element> AsRef<[u8]> for Plain<T> {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: elements are plain numbers without padding, so each of their bytes can be read.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), size_of_val(self.0.as_slice())) }
    }
}

fn nest(shape: &[usize], items: &mut impl Iterator<Item = Value>) -> Value {
    match shape {
        [] => items.next().unwrap_or(Value::None),
        [axis] => Value::List(items.take(*axis).collect()),
        [axis, inner @ ..] => Value::List((0..*axis).map(|_| nest(inner, items)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Complex;

    #[test]
    fn every_dtype_round_trips_its_spelling_and_odd_ones_are_refused() {
        for text in ["|b1", "|i1", "<i2", ">i4", "<i8", "|u1", ">u8", "<f2", "<f4", ">f8", "<c8", "<c16"] {
            assert_eq!(DType::parse(text).map(|dtype| dtype.to_string()).as_deref(), Some(text));
        }
        for text in ["", "<", "<f", "<f3", "<f16", "|O8", "<U4", "<M8[ns]", "|f8", "<u1", "<f08"] {
            assert_eq!(DType::parse(text), None, "{text}");
        }
    }

    #[test]
    fn items_are_read_in_either_byte_order() {
        let read = |dtype: &str, bytes: &[u8]| {
            let dtype = DType::parse(dtype).unwrap();
            Array::new(dtype, vec![], Bytes::copy_from_slice(bytes)).unwrap().to_value()
        };
        assert_eq!(read(">i2", &[0xff, 0xfe]), Value::Int(-2));
        assert_eq!(read("<i2", &[0xfe, 0xff]), Value::Int(-2));
        assert_eq!(read("<u8", &[0xff; 8]), Value::from(num_bigint::BigInt::from(u64::MAX)));
        assert_eq!(read(">f4", &1.5_f32.to_be_bytes()), Value::Float(1.5));
        assert_eq!(read("<f2", &[0x00, 0x3e]), Value::Float(1.5));
        assert_eq!(read("|b1", &[1]), Value::Bool(true));
    }

    #[test]
    fn a_conversion_that_would_lose_something_names_the_item() {
        let array = Array::from_vec(vec![3], vec![1_i64, 300, 2]).unwrap();
        assert_eq!(array.to_vec::<f64>().unwrap(), [1.0, 300.0, 2.0]);
        assert_eq!(array.to_vec::<u8>().unwrap_err().at, "$[1]");
    }

    #[test]
    fn half_and_complex_items_are_elements() {
        let halves = [half::f16::from_f64(1.5), half::f16::INFINITY];
        let array = Array::from_vec(vec![2], halves.to_vec()).unwrap();
        assert_eq!((array.dtype().to_string().as_str(), array.to_vec().unwrap()), ("<f2", halves.to_vec()));
        let complex = [Complex { re: 1.0, im: -2.0 }];
        let array = Array::from_vec(vec![1], complex.to_vec()).unwrap();
        assert_eq!((array.dtype().to_string().as_str(), array.to_vec().unwrap()), ("<c16", complex.to_vec()));
    }

    #[test]
    fn a_shape_that_does_not_fit_the_data_is_refused() {
        assert!(Array::from_vec(vec![2, 2], vec![1.0]).is_none());
        let dtype = DType::parse("<f8").unwrap();
        assert!(Array::new(dtype, vec![usize::MAX, 2], Bytes::new()).is_none());
    }
}
