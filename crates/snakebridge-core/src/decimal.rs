//! [`Decimal`]: a decimal number as Python's `decimal` writes it.

use crate::ConversionError;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A Python `decimal.Decimal`: sign, digits and exponent as they are, infinities, NaNs with their payload.
///
/// It is kept as Python's `str` of it, which says all of that; `1.0` and `1.00` are two different values here.
///
/// ```
/// use snakebridge_core::Decimal;
/// let price: Decimal = "1.10".parse()?;
/// assert_eq!(price.as_str(), "1.10");
/// assert_eq!("12e3".parse::<Decimal>()?.to_string(), "1.2E+4");
/// assert!("1,5".parse::<Decimal>().is_err());
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

/// The bounds of exponents, `decimal.MAX_EMAX` and `decimal.MIN_ETINY` of 64-bit builds.
const LARGEST: i64 = 999_999_999_999_999_999;
const SMALLEST: i64 = -1_999_999_999_999_999_997;

impl Decimal {
    /// Its text, as Python's `str` writes it.
    ///
    /// ```
    /// use snakebridge_core::Decimal;
    /// assert_eq!("1.10".parse::<Decimal>()?.as_str(), "1.10");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number `digits * 10 ** exponent`, negative if so told (there is a negative zero).
    ///
    /// # Errors
    /// When `digits` is anything but ASCII digits, or the exponent is out of Python's range.
    ///
    /// ```
    /// use snakebridge_core::Decimal;
    /// assert_eq!(Decimal::from_parts(true, "110", -2)?.as_str(), "-1.10");
    /// # Ok::<(), snakebridge_core::ConversionError>(())
    /// ```
    pub fn from_parts(negative: bool, digits: &str, exponent: i64) -> Result<Self, ConversionError> {
        if !is_number(digits) {
            return Err(ConversionError::because("decimal digits", shortened(digits)));
        }
        let digits = match digits.trim_start_matches('0') {
            "" => "0",
            significant => significant,
        };
        let length = i64::try_from(digits.len()).unwrap_or(LARGEST);
        // Where the point of scientific notation is: behind the first digit.
        let adjusted = exponent.saturating_add(length - 1);
        if exponent < SMALLEST || adjusted > LARGEST {
            return Err(ConversionError::because("exponent that Python can hold", exponent.to_string()));
        }
        let mut text = String::with_capacity(digits.len() + 8);
        if negative {
            text.push('-');
        }
        if exponent <= 0 && adjusted >= -6 {
            plain(digits, exponent, &mut text);
        } else {
            let (first, rest) = digits.split_at(1);
            text.push_str(first);
            if !rest.is_empty() {
                text.push('.');
                text.push_str(rest);
            }
            text.push_str(&format!("E{adjusted:+}"));
        }
        Ok(Self(text.into()))
    }

    /// Sign, digits and exponent, if it is a finite number.
    ///
    /// ```
    /// use snakebridge_core::Decimal;
    /// let price: Decimal = "-1.10".parse()?;
    /// assert_eq!(price.parts(), Some((true, "110".to_owned(), -2)));
    /// # Ok::<(), snakebridge_core::ConversionError>(())
    /// ```
    #[must_use]
    pub fn parts(&self) -> Option<(bool, String, i64)> {
        parts(&self.0)
    }

    /// Whether it is neither infinite nor a NaN.
    ///
    /// ```
    /// use snakebridge_core::Decimal;
    /// assert!("1e9".parse::<Decimal>()?.is_finite());
    /// assert!(!"-Infinity".parse::<Decimal>()?.is_finite());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.0.ends_with(|last: char| last.is_ascii_digit()) && !self.0.contains('N')
    }
}

/// Digits with their point, as the General Decimal Arithmetic's `to-scientific-string` does without an exponent.
fn plain(digits: &str, exponent: i64, text: &mut String) {
    let behind = usize::try_from(-exponent).unwrap_or(0);
    match digits.len().checked_sub(behind) {
        _ if behind == 0 => text.push_str(digits),
        Some(whole) if whole > 0 => {
            text.push_str(&digits[..whole]);
            text.push('.');
            text.push_str(&digits[whole..]);
        }
        _ => {
            text.push_str("0.");
            text.extend(std::iter::repeat_n('0', behind - digits.len()));
            text.push_str(digits);
        }
    }
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Sign, digits and exponent of a finite number's text.
fn parts(text: &str) -> Option<(bool, String, i64)> {
    let (negative, number) = signed(text);
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) if is_number(signed(exponent).1) => {
            (mantissa, exponent.parse::<i64>().ok()?)
        }
        Some(_) => return None,
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let behind = i64::try_from(fraction.len()).ok()?;
    is_number(&digits).then_some(())?;
    Some((negative, digits, exponent.checked_sub(behind)?)).map(|(negative, digits, exponent)| {
        let significant = digits.trim_start_matches('0');
        let digits = if significant.is_empty() { "0".to_owned() } else { significant.to_owned() };
        (negative, digits, exponent)
    })
}

/// An infinity or a NaN, as Python writes it.
fn special(text: &str) -> Option<String> {
    let (negative, name) = signed(text);
    let name = name.to_ascii_lowercase();
    let sign = if negative { "-" } else { "" };
    if name == "inf" || name == "infinity" {
        return Some(format!("{sign}Infinity"));
    }
    let (kind, payload) = match name.strip_prefix("snan") {
        Some(payload) => ("sNaN", payload),
        None => ("NaN", name.strip_prefix("nan")?),
    };
    let valid = payload.is_empty() || is_number(payload);
    valid.then(|| format!("{sign}{kind}{}", payload.trim_start_matches('0')))
}

fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Reads what Python's `Decimal` reads, but for white space, underscores and digits that are not ASCII.
impl FromStr for Decimal {
    type Err = ConversionError;

    fn from_str(text: &str) -> Result<Self, ConversionError> {
        if let Some(special) = special(text) {
            return Ok(Self(special.into()));
        }
        let Some((negative, digits, exponent)) = parts(text) else {
            return Err(ConversionError::because("decimal number", shortened(text)));
        };
        Self::from_parts(negative, &digits, exponent)
    }
}

/// As Python's `str`.
impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_python_writes_them() {
        // `str(decimal.Decimal(text))`
        let table = [
            ("0", "0"),
            ("-0", "-0"),
            ("007", "7"),
            ("+1.50", "1.50"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e5", "1E+5"),
            ("0e3", "0E+3"),
            ("0.000000", "0.000000"),
            ("0E-7", "0E-7"),
            ("0.0000001", "1E-7"),
            ("0.000001", "0.000001"),
            ("123.45e10", "1.2345E+12"),
            ("123.45e-10", "1.2345E-8"),
            ("12e-2", "0.12"),
            ("-inf", "-Infinity"),
            ("iNfInItY", "Infinity"),
            ("nan", "NaN"),
            ("-sNaN007", "-sNaN7"),
            ("NaN000", "NaN"),
            ("1E+999999999999999999", "1E+999999999999999999"),
            ("1E-1999999999999999997", "1E-1999999999999999997"),
        ];
        for (text, expected) in table {
            let read: Decimal = text.parse().unwrap();
            assert_eq!(read.as_str(), expected);
            assert_eq!(read.as_str().parse(), Ok(read.clone()));
            let finite = !expected.contains(['N', 'y']);
            assert_eq!((read.is_finite(), read.parts().is_some()), (finite, finite), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let odd = [
            "", "-", ".", "e5", "1e", "1e+", "1e++5", "1.2.3", "1_000", " 1", "1 ", "0x1", "--1", "nanx",
            "infin", "٣",
        ];
        for text in odd.into_iter().chain([
            "1E+1000000000000000000",
            "1E-1999999999999999998",
            "10E+999999999999999999",
        ]) {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }
}
