//! [`DType`]: the type of an array's items.

use crate::{Complex, Value};
use std::fmt::{self, Display, Formatter};

/// The type of an array's items, as numpy's `dtype.str` spells it: byte order, kind and size.
///
/// ```
/// use snakebridge_core::{Array, DType, Kind};
/// let array = Array::from_vec(vec![2], vec![1_u8, 2]).unwrap();
/// let DType { kind, size, .. } = array.dtype();
/// assert_eq!((kind, size), (Kind::UInt, 1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DType {
    /// What the items are.
    pub kind: Kind,
    /// Bytes of an item.
    pub size: usize,
    /// Order of the bytes of an item.
    pub order: ByteOrder,
}

/// What an array's items are.
///
/// ```
/// use snakebridge_core::{DType, Kind};
/// assert_eq!(DType::parse("<c16").unwrap().kind, Kind::Complex);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `b`: one byte, 0 or 1.
    Bool,
    /// `i`: 1, 2, 4 or 8 bytes, two's complement.
    Int,
    /// `u`: 1, 2, 4 or 8 bytes.
    UInt,
    /// `f`: 2, 4 or 8 bytes, IEEE 754.
    Float,
    /// `c`: two floats of 4 or 8 bytes.
    Complex,
}

/// The order of an item's bytes.
///
/// ```
/// use snakebridge_core::{ByteOrder, DType};
/// assert_eq!(DType::parse(">i4").unwrap().order, ByteOrder::Big);
/// assert_eq!(DType::parse("|b1").unwrap().order, ByteOrder::NotApplicable);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ByteOrder {
    /// `<`
    Little,
    /// `>`
    Big,
    /// `|`: items of one byte have none.
    NotApplicable,
}

impl DType {
    /// Reads numpy's spelling, such as `<f8`; `None` for anything that [`Array`](crate::Array) does not hold.
    ///
    /// ```
    /// use snakebridge_core::DType;
    /// assert_eq!(DType::parse("<f8").unwrap().to_string(), "<f8");
    /// assert_eq!(DType::parse("<U5"), None); // text
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let order = match chars.next()? {
            '<' => ByteOrder::Little,
            '>' => ByteOrder::Big,
            '|' => ByteOrder::NotApplicable,
            _ => return None,
        };
        let kind = match chars.next()? {
            'b' => Kind::Bool,
            'i' => Kind::Int,
            'u' => Kind::UInt,
            'f' => Kind::Float,
            'c' => Kind::Complex,
            _ => return None,
        };
        let size: usize = match chars.as_str() {
            "1" => 1,
            "2" => 2,
            "4" => 4,
            "8" => 8,
            "16" => 16,
            _ => return None,
        };
        let sizes: &[usize] = match kind {
            Kind::Bool => &[1],
            Kind::Int | Kind::UInt => &[1, 2, 4, 8],
            Kind::Float => &[2, 4, 8],
            Kind::Complex => &[8, 16],
        };
        let ordered = (order == ByteOrder::NotApplicable) == (size == 1);
        (sizes.contains(&size) && ordered).then_some(Self { kind, size, order })
    }

    pub(super) const fn native(kind: Kind, size: usize) -> Self {
        let order = match (size, cfg!(target_endian = "little")) {
            (1, _) => ByteOrder::NotApplicable,
            (_, true) => ByteOrder::Little,
            (_, false) => ByteOrder::Big,
        };
        Self { kind, size, order }
    }

    /// One item, exactly.
    pub(super) fn item(self, bytes: &[u8]) -> Value {
        let unsigned = |bytes: &[u8]| {
            let fold = |all: u64, byte: &u8| (all << 8) | u64::from(*byte);
            match self.order {
                ByteOrder::Big => bytes.iter().fold(0, fold),
                _ => bytes.iter().rev().fold(0, fold),
            }
        };
        let float = |bytes: &[u8]| match bytes.len() {
            2 => half::f16::from_bits(unsigned(bytes) as u16).to_f64(),
            4 => f64::from(f32::from_bits(unsigned(bytes) as u32)),
            _ => f64::from_bits(unsigned(bytes)),
        };
        match self.kind {
            Kind::Bool => Value::Bool(bytes != [0]),
            Kind::Int => {
                let unused = 64 - 8 * bytes.len() as u32;
                Value::Int(((unsigned(bytes) << unused) as i64) >> unused)
            }
            Kind::UInt => Value::from(num_bigint::BigInt::from(unsigned(bytes))),
            Kind::Float => Value::Float(float(bytes)),
            Kind::Complex => {
                let (re, im) = bytes.split_at(bytes.len() / 2);
                Value::Complex(Complex { re: float(re), im: float(im) })
            }
        }
    }
}

impl Display for DType {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let order = match self.order {
            ByteOrder::Little => '<',
            ByteOrder::Big => '>',
            ByteOrder::NotApplicable => '|',
        };
        let kind = match self.kind {
            Kind::Bool => 'b',
            Kind::Int => 'i',
            Kind::UInt => 'u',
            Kind::Float => 'f',
            Kind::Complex => 'c',
        };
        write!(f, "{order}{kind}{}", self.size)
    }
}
