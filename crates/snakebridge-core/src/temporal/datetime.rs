//! [`DateTime`]: a day and a time of it.

use super::{Date, Time, Zone};
use crate::ConversionError;
use std::fmt::{self, Display, Formatter};

/// A Python `datetime.datetime`: a date, and a time with `fold` and zone.
///
/// Equality is that of the parts: noon in UTC is another value than one o'clock in `+01:00`.
///
/// ```
/// use snakebridge_core::{Date, DateTime, Time, Zone};
/// let noon = Time::new(12, 0, 0, 0)?.with_zone(Zone::offset(3600)?);
/// let moment = DateTime::new(Date::new(2024, 2, 29)?, noon);
/// assert_eq!(moment.to_string(), "2024-02-29T12:00:00+01:00");
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateTime {
    date: Date,
    time: Time,
}

const DAY: i64 = 86_400_000_000;

impl DateTime {
    /// That time of that day.
    ///
    /// ```
    /// use snakebridge_core::{Date, DateTime, Time};
    /// let moment = DateTime::new(Date::new(2024, 2, 29)?, Time::MIDNIGHT);
    /// assert_eq!(moment.to_string(), "2024-02-29T00:00:00");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// The day.
    ///
    /// ```
    /// use snakebridge_core::{Date, DateTime};
    /// assert_eq!(DateTime::from_unix_microseconds(0)?.date(), Date::new(1970, 1, 1)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// The time of the day, with the zone.
    ///
    /// ```
    /// use snakebridge_core::DateTime;
    /// assert_eq!(DateTime::from_unix_microseconds(1_500_000)?.time().microsecond(), 500_000);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn time(&self) -> &Time {
        &self.time
    }

    /// The zone.
    ///
    /// ```
    /// use snakebridge_core::{DateTime, Zone};
    /// assert_eq!(DateTime::from_unix_microseconds(0)?.zone(), &Zone::utc());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn zone(&self) -> &Zone {
        self.time.zone()
    }

    /// Its parts.
    ///
    /// ```
    /// use snakebridge_core::{Date, DateTime, Time};
    /// let (date, time) = DateTime::new(Date::new(2024, 2, 29)?, Time::MIDNIGHT).into_parts();
    /// assert_eq!((date.day(), time), (29, Time::MIDNIGHT));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn into_parts(self) -> (Date, Time) {
        (self.date, self.time)
    }

    /// Microseconds since 1970-01-01T00:00:00 UTC, if the zone is a fixed offset: only then is that a matter of arithmetic.
    ///
    /// ```
    /// use snakebridge_core::DateTime;
    /// let moment = DateTime::from_unix_microseconds(-1)?;
    /// assert_eq!(moment.to_string(), "1969-12-31T23:59:59.999999+00:00");
    /// assert_eq!(moment.unix_microseconds(), Some(-1));
    /// # Ok::<(), snakebridge_core::ConversionError>(())
    /// ```
    #[must_use]
    pub fn unix_microseconds(&self) -> Option<i64> {
        let Zone::Offset(offset) = self.zone() else { return None };
        let local = i64::from(self.date.days_since_epoch()) * DAY + self.time.since_midnight();
        Some(local - offset.total_microseconds())
    }

    /// The moment that many microseconds after 1970-01-01T00:00:00 UTC, in UTC.
    ///
    /// # Errors
    /// When its year is not from 1 to 9999.
    ///
    /// ```
    /// use snakebridge_core::DateTime;
    /// let moment = DateTime::from_unix_microseconds(1_000_000)?;
    /// assert_eq!(moment.to_string(), "1970-01-01T00:00:01+00:00");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn from_unix_microseconds(microseconds: i64) -> Result<Self, ConversionError> {
        let days = i32::try_from(microseconds.div_euclid(DAY)).unwrap_or(i32::MAX);
        let rest = microseconds.rem_euclid(DAY);
        let (seconds, microsecond) = ((rest / 1_000_000) as u32, (rest % 1_000_000) as u32);
        let time = Time::new(seconds / 3600, seconds / 60 % 60, seconds % 60, microsecond)?;
        Ok(Self::new(Date::from_days_since_epoch(days)?, time.with_zone(Zone::utc())))
    }
}

/// As `datetime.isoformat()`, and the key of a named zone in brackets.
impl Display for DateTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}
