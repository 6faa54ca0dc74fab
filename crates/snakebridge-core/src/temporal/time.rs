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
    pub const MIDNIGHT: Self =
        Self { hour: 0, minute: 0, second: 0, fold: false, microsecond: 0, zone: Zone::Naive };

    /// A naive time.
    ///
    /// # Errors
    /// When there is no such time; a minute has no sixty-first second.
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
    #[must_use]
    pub fn with_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// The same; `true` says it is the second of two, when clocks are put back (PEP 495).
    #[must_use]
    pub fn with_fold(self, fold: bool) -> Self {
        Self { fold, ..self }
    }

    /// The hour, from 0 to 23.
    #[must_use]
    pub fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute, from 0 to 59.
    #[must_use]
    pub fn minute(&self) -> u8 {
        self.minute
    }

    /// The second, from 0 to 59.
    #[must_use]
    pub fn second(&self) -> u8 {
        self.second
    }

    /// The microsecond, from 0 to 999,999.
    #[must_use]
    pub fn microsecond(&self) -> u32 {
        self.microsecond
    }

    /// Whether it is the second of two, when clocks are put back.
    #[must_use]
    pub fn fold(&self) -> bool {
        self.fold
    }

    /// Its zone.
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
