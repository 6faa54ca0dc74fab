//! Types of `rust_decimal`.

use crate::{ConversionError, Decimal, FromPy, Result, ToPy, Value};

crate::fits::anything! { [] ::rust_decimal::Decimal; }

impl ToPy for ::rust_decimal::Decimal {
    fn into_value(self) -> Result<Value> {
        let digits = self.mantissa().unsigned_abs().to_string();
        Ok(Decimal::from_parts(self.is_sign_negative(), &digits, -i64::from(self.scale()))?.into())
    }
}

/// A number of up to 28 digits or so, digit by digit: nothing is rounded. Of `1E+2` the exponent is not kept, only the value.
impl FromPy for ::rust_decimal::Decimal {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let decimal = Decimal::from_value(value)?;
        held(&decimal).ok_or_else(|| {
            let shown: String = decimal.as_str().chars().take(60).collect();
            ConversionError::because("decimal that `rust_decimal` holds exactly", shown)
        })
    }
}

fn held(decimal: &Decimal) -> Option<::rust_decimal::Decimal> {
    let (negative, digits, exponent) = decimal.parts()?;
    let mantissa: i128 = digits.parse().ok()?;
    let (mantissa, scale) = match u32::try_from(-exponent) {
        Ok(scale) => (mantissa, scale),
        Err(_) if mantissa == 0 => (0, 0),
        Err(_) => (mantissa.checked_mul(10_i128.checked_pow(u32::try_from(exponent).ok()?)?)?, 0),
    };
    let mut held = ::rust_decimal::Decimal::try_from_i128_with_scale(mantissa, scale).ok()?;
    held.set_sign_negative(negative);
    Some(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<::rust_decimal::Decimal> {
        ::rust_decimal::Decimal::from_value(text.parse::<Decimal>().unwrap().into()).ok()
    }

    #[test]
    fn numbers_cross_digit_by_digit() {
        for text in
            ["0", "-0.00", "1.0", "1.00", "-79228162514264337593543950335", "0.0000000000000000000000000001"]
        {
            let number = read(text).unwrap();
            let sent: Decimal = text.parse().unwrap();
            assert_eq!(number.into_value().unwrap(), Value::from(sent), "{text}");
        }
        assert_eq!(read("1E+2").unwrap().to_string(), "100");
    }

    #[test]
    fn what_is_not_held_is_refused() {
        for text in ["79228162514264337593543950336", "1E-29", "1E+29", "NaN", "Infinity", "1E+999999999999"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
