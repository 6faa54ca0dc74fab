//! [`Time`]: a time of the day.

use super::{Zone, within};
use crate::ConversionError;
use std::fmt::{self, Display, Formatter};

/// A Python `datetime.time`: a time of the day to the microsecond, its `fold` and its zone.
///
/// ```
/// use snakebridge_core::{Time, Zone};
/// let time = Time::new(12, 30, 0, 500)?.with_zone(Zone::utc());
/// assert_eq!(time.to_string(), "12:30:00.000500+00:00");
/// assert!(Time::new(24, 0, 0, 0).is_err());
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    fold: bool,
    microsecond: u32,
    zone: Zone,
}

impl Time {
    /// Midnight, naive.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert_eq!(Time::MIDNIGHT, Time::new(0, 0, 0, 0)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub const MIDNIGHT: Self =
        Self { hour: 0, minute: 0, second: 0, fold: false, microsecond: 0, zone: Zone::Naive };

    /// A naive time.
    ///
    /// # Errors
    /// When there is no such time; a minute has no sixty-first second.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert_eq!(Time::new(12, 30, 0, 0)?.to_string(), "12:30:00");
    /// assert!(Time::new(12, 30, 60, 0).is_err());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(hour: u32, minute: u32, second: u32, microsecond: u32) -> Result<Self, ConversionError> {
        Ok(Self {
            hour: within(hour, 0..=23, "hour")?,
            minute: within(minute, 0..=59, "minute")?,
            second: within(second, 0..=59, "second")?,
            microsecond: within(microsecond, 0..=999_999, "microsecond")?,
            ..Self::MIDNIGHT
        })
    }

    /// The same reading of the clock in a zone.
    ///
    /// ```
    /// use snakebridge_core::{Time, Zone};
    /// let noon = Time::new(12, 0, 0, 0)?.with_zone(Zone::offset(3600)?);
    /// assert_eq!(noon.to_string(), "12:00:00+01:00");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// The same; `true` says it is the second of two, when clocks are put back (PEP 495).
    ///
    /// ```
    /// use snakebridge_core::{Time, Zone};
    /// let again = Time::new(2, 30, 0, 0)?.with_zone(Zone::named("Europe/Berlin")).with_fold(true);
    /// assert!(again.fold());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_fold(self, fold: bool) -> Self {
        Self { fold, ..self }
    }

    /// The hour, from 0 to 23.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert_eq!(Time::new(12, 30, 15, 500)?.hour(), 12);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute, from 0 to 59.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert_eq!(Time::new(12, 30, 15, 500)?.minute(), 30);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn minute(&self) -> u8 {
        self.minute
    }

    /// The second, from 0 to 59.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert_eq!(Time::new(12, 30, 15, 500)?.second(), 15);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn second(&self) -> u8 {
        self.second
    }

    /// The microsecond, from 0 to 999,999.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert_eq!(Time::new(12, 30, 15, 500)?.microsecond(), 500);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn microsecond(&self) -> u32 {
        self.microsecond
    }

    /// Whether it is the second of two, when clocks are put back.
    ///
    /// ```
    /// use snakebridge_core::Time;
    /// assert!(!Time::MIDNIGHT.fold());
    /// ```
    #[must_use]
    pub fn fold(&self) -> bool {
        self.fold
    }

    /// Its zone.
    ///
    /// ```
    /// use snakebridge_core::{Time, Zone};
    /// assert_eq!(Time::MIDNIGHT.with_zone(Zone::utc()).zone(), &Zone::utc());
    /// ```
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Microseconds since midnight.
    pub(super) fn since_midnight(&self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        (minutes * 60 + i64::from(self.second)) * 1_000_000 + i64::from(self.microsecond)
    }
}

/// As `time.isoformat()`, and the key of a named zone in brackets.
impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        if self.microsecond > 0 {
            write!(f, ".{:06}", self.microsecond)?;
        }
        write!(f, "{}", self.zone)
    }
}
