//! [`Delta`]: a duration.

use crate::ConversionError;
use std::fmt::{self, Display, Formatter};

/// A Python `datetime.timedelta`: a duration to the microsecond, of either sign. As in Python only the days may be negative.
///
/// ```
/// use snakebridge_core::Delta;
/// let delta = Delta::new(0, 0, -1)?;
/// assert_eq!((delta.days(), delta.seconds(), delta.microseconds()), (-1, 86_399, 999_999));
/// assert_eq!(delta.to_string(), "-1 day, 23:59:59.999999");
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Delta {
    days: i32,
    seconds: i32,
    microseconds: i32,
}

const DAY: i128 = 86_400_000_000;

impl Delta {
    /// Nothing.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::ZERO, Delta::new(0, 0, 0)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub const ZERO: Self = Self { days: 0, seconds: 0, microseconds: 0 };

    /// The sum of these, normalised as Python does.
    ///
    /// # Errors
    /// When it is more than 999,999,999 days, in either direction.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::new(1, 3600, 0)?.to_string(), "1 day, 1:00:00");
    /// assert_eq!(Delta::new(0, 86_400, 0)?, Delta::new(1, 0, 0)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(days: i64, seconds: i64, microseconds: i64) -> Result<Self, ConversionError> {
        Self::from_total_microseconds(
            i128::from(days) * DAY + i128::from(seconds) * 1_000_000 + i128::from(microseconds),
        )
    }

    /// So many microseconds.
    ///
    /// # Errors
    /// When it is more than 999,999,999 days, in either direction.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::from_total_microseconds(1_500_000)?, Delta::new(0, 1, 500_000)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn from_total_microseconds(total: i128) -> Result<Self, ConversionError> {
        let (days, rest) = (total.div_euclid(DAY), total.rem_euclid(DAY));
        let Some(days) = i32::try_from(days).ok().filter(|days| days.unsigned_abs() <= 999_999_999) else {
            return Err(ConversionError::because("at most 999999999 days", format!("{days} days")));
        };
        Ok(Self { days, seconds: (rest / 1_000_000) as i32, microseconds: (rest % 1_000_000) as i32 })
    }

    /// Whole days, rounded down: -999,999,999 to 999,999,999.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::new(0, -1, 0)?.days(), -1);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn days(self) -> i32 {
        self.days
    }

    /// Seconds on top of the days, 0 to 86,399.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::new(0, -1, 0)?.seconds(), 86_399);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn seconds(self) -> i32 {
        self.seconds
    }

    /// Microseconds on top of the seconds, 0 to 999,999.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::new(0, 0, 1_500_000)?.microseconds(), 500_000);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn microseconds(self) -> i32 {
        self.microseconds
    }

    /// All of it in microseconds.
    ///
    /// ```
    /// use snakebridge_core::Delta;
    /// assert_eq!(Delta::new(0, -1, 0)?.total_microseconds(), -1_000_000);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn total_microseconds(self) -> i128 {
        i128::from(self.days) * DAY + i128::from(self.seconds) * 1_000_000 + i128::from(self.microseconds)
    }
}

/// As `str()` of a timedelta.
impl Display for Delta {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let plural = if self.days.abs() == 1 { "" } else { "s" };
        if self.days != 0 {
            write!(f, "{} day{plural}, ", self.days)?;
        }
        write!(f, "{}:{:02}:{:02}", self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60)?;
        if self.microseconds > 0 { write!(f, ".{:06}", self.microseconds) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_those_of_python() {
        let max = Delta::new(999_999_999, 86_399, 999_999).unwrap();
        assert_eq!(max.to_string(), "999999999 days, 23:59:59.999999");
        assert_eq!(Delta::from_total_microseconds(max.total_microseconds()), Ok(max));
        assert!(Delta::from_total_microseconds(max.total_microseconds() + 1).is_err());
        let min = Delta::new(-999_999_999, 0, 0).unwrap();
        assert!(Delta::from_total_microseconds(min.total_microseconds() - 1).is_err());
        assert!(Delta::new(i64::MAX, i64::MAX, i64::MAX).is_err());
        assert!(min < Delta::ZERO && Delta::ZERO < max);
    }
}
