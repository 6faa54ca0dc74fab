//! [`Date`]: a day.

use super::within;
use crate::ConversionError;
use std::fmt::{self, Display, Formatter};

/// A Python `datetime.date`: a day of the proleptic Gregorian calendar, from year 1 to 9999.
///
/// ```
/// use snakebridge_core::Date;
/// let leap = Date::new(2024, 2, 29)?;
/// assert_eq!(leap.to_string(), "2024-02-29");
/// assert!(Date::new(2023, 2, 29).is_err());
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day of that year, month (from 1) and day (from 1).
    ///
    /// # Errors
    /// When there is no such day, or its year is not from 1 to 9999.
    ///
    /// ```
    /// use snakebridge_core::Date;
    /// assert_eq!(Date::new(1999, 12, 31)?.to_string(), "1999-12-31");
    /// assert!(Date::new(1999, 13, 1).is_err());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, ConversionError> {
        let year = within(year, 1..=9999, "year")?;
        let month = within(month, 1..=12, "month")?;
        let day = within(day, 1..=days_in_month(year, month), "day of the month")?;
        Ok(Self { year, month, day })
    }

    /// The year, from 1 to 9999.
    ///
    /// ```
    /// use snakebridge_core::Date;
    /// assert_eq!(Date::new(1999, 12, 31)?.year(), 1999);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 to 12.
    ///
    /// ```
    /// use snakebridge_core::Date;
    /// assert_eq!(Date::new(1999, 12, 31)?.month(), 12);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    ///
    /// ```
    /// use snakebridge_core::Date;
    /// assert_eq!(Date::new(1999, 12, 31)?.day(), 31);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01; negative before.
    ///
    /// ```
    /// use snakebridge_core::Date;
    /// assert_eq!(Date::new(1970, 2, 1)?.days_since_epoch(), 31);
    /// assert_eq!(Date::from_days_since_epoch(-1)?, Date::new(1969, 12, 31)?);
    /// # Ok::<(), snakebridge_core::ConversionError>(())
    /// ```
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years that start in March.
    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        let shifted = i32::from(self.year) - i32::from(self.month <= 2);
        let (era, year) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let month = (i32::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
    }

    /// The day that many days after 1970-01-01.
    ///
    /// # Errors
    /// When its year is not from 1 to 9999.
    ///
    /// ```
    /// use snakebridge_core::Date;
    /// assert_eq!(Date::from_days_since_epoch(31)?, Date::new(1970, 2, 1)?);
    /// assert!(Date::from_days_since_epoch(i32::MAX).is_err());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn from_days_since_epoch(days: i32) -> Result<Self, ConversionError> {
        let days = i64::from(days) + 719_468;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = within(year + era * 400 + i64::from(month <= 2), 1..=9999, "year")?;
        Self::new(year, month as u32, day as u32)
    }
}

fn days_in_month(year: u16, month: u8) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// As `date.isoformat()`.
impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_every_year_there_is() {
        let (first, last) = (Date::new(1, 1, 1).unwrap(), Date::new(9999, 12, 31).unwrap());
        assert_eq!((first.days_since_epoch(), last.days_since_epoch()), (-719_162, 2_932_896));
        let mut before = None;
        for days in first.days_since_epoch()..=last.days_since_epoch() {
            let date = Date::from_days_since_epoch(days).unwrap();
            assert_eq!(date.days_since_epoch(), days);
            assert!(before < Some(date));
            before = Some(date);
        }
        assert!(Date::from_days_since_epoch(-719_163).is_err());
        assert!(Date::from_days_since_epoch(2_932_897).is_err());
        assert!(Date::from_days_since_epoch(i32::MAX).is_err());
    }

    #[test]
    fn there_is_no_such_day() {
        for (year, month, day) in
            [(0, 1, 1), (10_000, 1, 1), (2023, 0, 1), (2023, 13, 1), (2023, 4, 31), (1900, 2, 29)]
        {
            assert!(Date::new(year, month, day).is_err(), "{year}-{month}-{day}");
        }
        let error = Date::new(2023, 2, 29).unwrap_err().to_string();
        assert_eq!(error, "expected `day of the month in 1..=28`, found `29`");
    }
}
