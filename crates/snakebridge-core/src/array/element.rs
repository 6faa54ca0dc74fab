//! [`Element`]: Rust's types of items.

use super::{DType, Kind};
use crate::Complex;

/// A Rust type that can be an array's item.
///
/// ```
/// use snakebridge_core::{Array, Element};
/// fn vector<T: Element>(items: Vec<T>) -> Option<Array> {
///     Array::from_vec(vec![items.len()], items)
/// }
/// assert_eq!(vector(vec![1_i64, 2]).unwrap().shape(), [2]);
/// ```
pub trait Element: crate::FromPy + Copy + Send + Sync + sealed::Sealed + 'static {
    /// The dtype of such items on this machine.
    ///
    /// ```
    /// use snakebridge_core::{Element, Kind};
    /// assert_eq!((u16::DTYPE.kind, u16::DTYPE.size), (Kind::UInt, 2));
    /// ```
    const DTYPE: DType;
    #[doc(hidden)]
    fn write(self, out: &mut Vec<u8>);
    #[doc(hidden)]
    fn read(bytes: &[u8]) -> Self;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! elements {
    ($($type:ty => $kind:ident),* $(,)?) => {
        $(
            impl sealed::Sealed for $type {}
            impl Element for $type {
                const DTYPE: DType = DType::native(Kind::$kind, size_of::<$type>());
                fn write(self, out: &mut Vec<u8>) {
                    out.extend_from_slice(&self.to_ne_bytes());
                }
                fn read(bytes: &[u8]) -> Self {
                    Self::from_ne_bytes(bytes.try_into().expect("a chunk has the size of an item"))
                }
            }
        )*
    };
}

elements! {
    i8 => Int, i16 => Int, i32 => Int, i64 => Int,
    u8 => UInt, u16 => UInt, u32 => UInt, u64 => UInt,
    half::f16 => Float, f32 => Float, f64 => Float,
}

macro_rules! complex_elements {
    ($($type:ty: $part:ty),* $(,)?) => {
        $(
            impl sealed::Sealed for $type {}
            impl Element for $type {
                const DTYPE: DType = DType::native(Kind::Complex, 2 * size_of::<$part>());
                fn write(self, out: &mut Vec<u8>) {
                    self.re.write(out);
                    self.im.write(out);
                }
                fn read(bytes: &[u8]) -> Self {
                    let (re, im) = bytes.split_at(size_of::<$part>());
                    Self { re: Element::read(re), im: Element::read(im) }
                }
            }
        )*
    };
}

complex_elements! { Complex: f64 }
#[cfg(feature = "num-complex")]
complex_elements! { num_complex::Complex<f32>: f32, num_complex::Complex<f64>: f64 }

impl sealed::Sealed for bool {}
impl Element for bool {
    const DTYPE: DType = DType::native(Kind::Bool, 1);
    fn write(self, out: &mut Vec<u8>) {
        out.push(self.into());
    }
    fn read(bytes: &[u8]) -> Self {
        bytes != [0]
    }
}
