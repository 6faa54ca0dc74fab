//! Types of `uuid`.

use crate::{ConversionError, FromPy, Result, ToPy, Uuid, Value};

crate::fits::anything! { [] ::uuid::Uuid; }

impl ToPy for ::uuid::Uuid {
    fn into_value(self) -> Result<Value> {
        Ok(Uuid::from_bytes(self.into_bytes()).into())
    }
}

impl FromPy for ::uuid::Uuid {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        Ok(Self::from_bytes(*Uuid::from_value(value)?.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_the_same_bytes() {
        let uuid = ::uuid::Uuid::from_u128(0x0123_4567_89ab_cdef);
        let value = uuid.into_value().unwrap();
        assert_eq!(crate::Expr::Value(value.clone()).to_string(), format!("<UUID {uuid}>"));
        assert_eq!(::uuid::Uuid::from_value(value), Ok(uuid));
    }
}
