//! [`ArrayBuffer`]: the items of an array, to be filled.

use crate::array::Plain;
use crate::engine::{Given, Memory};
use crate::{Array, Element, Result, ToPy, Value};
use bytes::Bytes;
use std::fmt::{self, Debug, Formatter};
use std::ops::{Deref, DerefMut};

/// Items that will be an [`Array`], in memory that can be passed to Python without a copy; see
/// [`Session::zeros`](crate::Session::zeros). It is a slice of the items in C order.
///
/// ```no_run
/// use snakebridge_core::{ArrayBuffer, Session};
/// # fn main() -> snakebridge_core::Result<()> {
/// let mut frame: ArrayBuffer<u8> = Session::current()?.zeros([480, 640])?;
/// frame[640..1280].fill(255); // the second row
/// # Ok(())
/// # }
/// ```
pub struct ArrayBuffer<T> {
    shape: Vec<usize>,
    items: Items<T>,
}

enum Items<T> {
    Owned(Vec<T>),
    Shared(Box<dyn Memory>),
}

impl<T: Element> ArrayBuffer<T> {
    /// Zeros in memory that `allocate` gives for so many bytes, or else in memory of one's own; `None` where `shape` has more items than there can be.
    pub(crate) fn zeros(
        shape: Vec<usize>,
        allocate: impl FnOnce(usize) -> Option<Box<dyn Memory>>,
    ) -> Option<Self> {
        let count = shape.iter().try_fold(1_usize, |all, &axis| all.checked_mul(axis))?;
        let length = count.checked_mul(T::DTYPE.size).filter(|length| isize::try_from(*length).is_ok())?;
        let shared = allocate(length).filter(|memory| {
            memory.bytes().len() == length && memory.bytes().as_ptr().cast::<T>().is_aligned()
        });
        let items = match shared {
            Some(memory) => Items::Shared(memory),
            None => Items::Owned(vec![T::read(&vec![0; T::DTYPE.size]); count]),
        };
        Some(Self { shape, items })
    }

    /// Items in C order, in the memory that they have; `None` unless `shape` has as many.
    ///
    /// ```
    /// use snakebridge_core::ArrayBuffer;
    /// let mut buffer = ArrayBuffer::from_vec([2, 2], vec![1.0, 0.0, 0.0, 1.0]).unwrap();
    /// buffer[1] = 0.5;
    /// assert!(ArrayBuffer::from_vec([3], vec![1.0]).is_none());
    /// ```
    #[must_use]
    pub fn from_vec(shape: impl Into<Vec<usize>>, items: Vec<T>) -> Option<Self> {
        let shape = shape.into();
        let count = shape.iter().try_fold(1_usize, |all, &axis| all.checked_mul(axis))?;
        (count == items.len()).then_some(Self { shape, items: Items::Owned(items) })
    }

    /// The memory, to be given away.
    pub(crate) fn give(self) -> Given {
        let memory = match self.items {
            Items::Owned(items) => Box::new(Plain(items)),
            Items::Shared(memory) => memory,
        };
        Given { dtype: T::DTYPE, shape: self.shape, memory }
    }

    /// The length of each axis.
    ///
    /// ```no_run
    /// # use snakebridge_core::Session;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let frame = Session::current()?.zeros::<u8>([480, 640])?;
    /// assert_eq!((frame.shape(), frame.len()), (&[480, 640][..], 480 * 640));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The array of these items, without a copy.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Array, Session};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let mut frame = Session::current()?.zeros::<f32>([2, 2])?;
    /// frame[3] = 1.0;
    /// let array: Array = frame.into_array();
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_array(self) -> Array {
        let data = match self.items {
            Items::Owned(items) => Bytes::from_owner(Plain(items)),
            Items::Shared(memory) => memory.freeze(),
        };
        Array::new(T::DTYPE, self.shape, data).expect("a buffer has the items of its shape")
    }
}

impl<T: Element> Deref for ArrayBuffer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.items {
            Items::Owned(items) => items,
            Items::Shared(memory) => {
                let bytes = memory.bytes();
                // SAFETY: elements are plain numbers without padding; the memory is aligned for them, was all zeros, which is a valid element of
                // every type, and has been written to only as elements since.
                unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len() / size_of::<T>()) }
            }
        }
    }
}

impl<T: Element> DerefMut for ArrayBuffer<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.items {
            Items::Owned(items) => items,
            Items::Shared(memory) => {
                let bytes = memory.bytes_mut();
                let count = bytes.len() / size_of::<T>();
                // SAFETY: as in `deref`.
                unsafe { std::slice::from_raw_parts_mut(bytes.as_mut_ptr().cast(), count) }
            }
        }
    }
}

impl<T: Element + Debug> Debug for ArrayBuffer<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "ArrayBuffer({} of shape {:?})", T::DTYPE, self.shape)
    }
}

impl<T: Element> From<ArrayBuffer<T>> for Array {
    fn from(buffer: ArrayBuffer<T>) -> Self {
        buffer.into_array()
    }
}

/// One axis.
impl<T: Element> From<Vec<T>> for ArrayBuffer<T> {
    fn from(items: Vec<T>) -> Self {
        Self { shape: vec![items.len()], items: Items::Owned(items) }
    }
}

impl<T: Element> Memory for Plain<T> {
    fn bytes(&self) -> &[u8] {
        self.as_ref()
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        let length = size_of_val(self.0.as_slice());
        // SAFETY: elements are plain numbers without padding; who writes here writes elements, or gives the memory away.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), length) }
    }

    fn freeze(self: Box<Self>) -> Bytes {
        Bytes::from_owner(*self)
    }
}

impl<T: Element> ToPy for ArrayBuffer<T> {
    fn into_value(self) -> Result<Value> {
        Ok(Value::from(self.into_array()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_filled_in_is_the_array() {
        let mut buffer = ArrayBuffer::<f32>::zeros(vec![2, 3], |_| None).unwrap();
        assert_eq!((&buffer[..], buffer.shape()), (&[0.0; 6][..], &[2, 3][..]));
        buffer[4] = 1.5;
        let array = Array::from(buffer);
        assert_eq!((array.shape(), array.dtype()), (&[2, 3][..], f32::DTYPE));
        assert_eq!(array.to_vec::<f32>().unwrap(), [0.0, 0.0, 0.0, 0.0, 1.5, 0.0]);
        assert!(ArrayBuffer::<bool>::zeros(vec![0, 5], |_| None).unwrap().into_array().is_empty());
    }

    #[test]
    fn a_shape_of_too_many_items_is_refused() {
        assert!(ArrayBuffer::<u8>::zeros(vec![usize::MAX, 2], |_| None).is_none());
        assert!(ArrayBuffer::<f64>::zeros(vec![1 << 61], |_| None).is_none());
    }
}
