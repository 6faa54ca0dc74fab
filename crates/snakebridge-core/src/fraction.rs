//! [`Fraction`]: a rational number.

use crate::{BigInt, ConversionError};
use num_traits::{One, Signed, Zero};
use std::fmt::{self, Display, Formatter};

/// A Python `fractions.Fraction`: in lowest terms, with the sign in the numerator.
///
/// ```
/// use snakebridge_core::Fraction;
/// let third = Fraction::new(2, -6)?;
/// assert_eq!(third.to_string(), "-1/3");
/// assert!(Fraction::new(1, 0).is_err());
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl Fraction {
    /// `numerator / denominator`, in lowest terms.
    ///
    /// # Errors
    /// When the denominator is zero.
    ///
    /// ```
    /// use snakebridge_core::Fraction;
    /// assert_eq!(Fraction::new(4, 6)?, Fraction::new(2, 3)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(
        numerator: impl Into<BigInt>,
        denominator: impl Into<BigInt>,
    ) -> Result<Self, ConversionError> {
        let (numerator, denominator) = (numerator.into(), denominator.into());
        if denominator.is_zero() {
            return Err(ConversionError::because("denominator other than 0", "0"));
        }
        let divisor = gcd(numerator.clone(), denominator.clone()) * denominator.signum();
        Ok(Self { numerator: numerator / &divisor, denominator: denominator / divisor })
    }

    /// The numerator.
    ///
    /// ```
    /// use snakebridge_core::Fraction;
    /// assert_eq!(Fraction::new(2, -6)?.numerator(), &(-1).into());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn numerator(&self) -> &BigInt {
        &self.numerator
    }

    /// The denominator, above zero.
    ///
    /// ```
    /// use snakebridge_core::Fraction;
    /// assert_eq!(Fraction::new(2, -6)?.denominator(), &3.into());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// The numerator and the denominator.
    ///
    /// ```
    /// use snakebridge_core::Fraction;
    /// assert_eq!(Fraction::new(2, -6)?.into_parts(), ((-1).into(), 3.into()));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn into_parts(self) -> (BigInt, BigInt) {
        (self.numerator, self.denominator)
    }
}

fn gcd(mut left: BigInt, mut right: BigInt) -> BigInt {
    while !right.is_zero() {
        (left, right) = (right.clone(), left % right);
    }
    left.abs()
}

/// As Python's `str`.
impl Display for Fraction {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.denominator.is_one() {
            return write!(f, "{}", self.numerator);
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_in_lowest_terms() {
        let shown = |numerator, denominator| Fraction::new(numerator, denominator).unwrap().to_string();
        assert_eq!(shown(6, 4), "3/2");
        assert_eq!(shown(-6, -3), "2");
        assert_eq!(shown(0, -5), "0");
        assert_eq!(shown(5, -10), "-1/2");
    }
}
