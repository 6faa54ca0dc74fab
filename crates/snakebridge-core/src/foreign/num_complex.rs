//! Types of `num-complex`.

use crate::{Complex, ConversionError, FromPy, Result, ToPy, Value};
use ::num_complex::{Complex32, Complex64};

#[diagnostic::do_not_recommend]
impl crate::Fits<crate::kinds::Complex> for Complex64 {}
#[diagnostic::do_not_recommend]
impl crate::Fits<crate::kinds::Complex> for Complex32 {}

impl ToPy for Complex64 {
    fn into_value(self) -> Result<Value> {
        Ok(Complex { re: self.re, im: self.im }.into())
    }
}

impl FromPy for Complex64 {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        Complex::from_value(value).map(|complex| Self::new(complex.re, complex.im))
    }
}

impl ToPy for Complex32 {
    fn into_value(self) -> Result<Value> {
        Ok(Complex { re: self.re.into(), im: self.im.into() }.into())
    }
}

/// From a `complex` whose parts `f32` holds exactly.
impl FromPy for Complex32 {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let Complex { re, im } = Complex::from_value(value)?;
        Ok(Self::new(f32::from_value(re.into())?, f32::from_value(im.into())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_cross() {
        let wide = Complex64::new(0.1, -0.0);
        assert_eq!(wide.into_value().unwrap(), Value::Complex(Complex { re: 0.1, im: -0.0 }));
        assert_eq!(Complex64::from_value(wide.into_value().unwrap()), Ok(wide));
        let narrow = Complex32::new(1.5, 2.0);
        assert_eq!(Complex32::from_value(narrow.into_value().unwrap()), Ok(narrow));
        let error = Complex32::from_value(wide.into_value().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "expected `float that f32 holds exactly`, found `0.1`");
        assert!(Complex64::from_value(1.0.into()).is_err());
    }
}
