//! [`Zone`]: what a time is relative to.

use super::within;
use crate::ConversionError;
use std::fmt::{self, Display, Formatter};

/// The `tzinfo` of a Python time or datetime.
///
/// ```
/// use snakebridge_core::Zone;
/// assert_eq!(Zone::utc().to_string(), "+00:00");
/// assert_eq!(Zone::offset(-3600)?.to_string(), "-01:00");
/// assert_eq!(Zone::named("Europe/Berlin").to_string(), "[Europe/Berlin]");
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Zone {
    /// None: a naive time.
    #[default]
    Naive,
    /// A `datetime.timezone`.
    Offset(Offset),
    /// A `zoneinfo.ZoneInfo`, by its key.
    Named(String),
}

impl Zone {
    /// `datetime.timezone.utc`.
    ///
    /// ```
    /// use snakebridge_core::Zone;
    /// assert_eq!(Zone::utc(), Zone::offset(0)?);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn utc() -> Self {
        Self::Offset(Offset { seconds: 0, microseconds: 0, name: None })
    }

    /// A fixed offset, in seconds to the east of UTC.
    ///
    /// # Errors
    /// When it is a day or more.
    ///
    /// ```
    /// use snakebridge_core::Zone;
    /// assert_eq!(Zone::offset(19_800)?.to_string(), "+05:30");
    /// assert!(Zone::offset(86_400).is_err());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn offset(seconds: i32) -> Result<Self, ConversionError> {
        Offset::new(seconds, 0, None).map(Self::Offset)
    }

    /// The zone of a key such as `Europe/Berlin`; whether there is one is for Python to say.
    ///
    /// ```
    /// use snakebridge_core::Zone;
    /// assert_eq!(Zone::named("Asia/Kolkata").to_string(), "[Asia/Kolkata]");
    /// ```
    #[must_use]
    pub fn named(key: impl Into<String>) -> Self {
        Self::Named(key.into())
    }
}

/// Nothing for a naive time, an offset as in ISO 8601, a key as in RFC 9557.
impl Display for Zone {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Naive => Ok(()),
            Self::Offset(offset) => write!(f, "{offset}"),
            Self::Named(key) => write!(f, "[{key}]"),
        }
    }
}

/// A Python `datetime.timezone`: a fixed offset from UTC of less than a day, to the microsecond, and its name if it has one.
///
/// ```
/// use snakebridge_core::Offset;
/// let offset = Offset::new(19_800, 0, Some("IST".to_owned()))?;
/// assert_eq!((offset.to_string().as_str(), offset.name()), ("+05:30", Some("IST")));
/// # Ok::<(), snakebridge_core::ConversionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Offset {
    seconds: i32,
    microseconds: u32,
    name: Option<String>,
}

impl Offset {
    /// An offset of so many seconds to the east of UTC, and microseconds (0 to 999,999) on top.
    ///
    /// # Errors
    /// When it is a day or more, in either direction.
    ///
    /// ```
    /// use snakebridge_core::Offset;
    /// assert_eq!(Offset::new(-3600, 0, None)?.to_string(), "-01:00");
    /// assert!(Offset::new(86_400, 0, None).is_err());
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn new(seconds: i32, microseconds: u32, name: Option<String>) -> Result<Self, ConversionError> {
        let seconds = within(seconds, -86_400..=86_399, "offset in seconds")?;
        let microseconds = within(microseconds, 0..=999_999, "microsecond")?;
        if (seconds, microseconds) == (-86_400, 0) {
            return Err(ConversionError::because("offset of less than a day", "-24:00"));
        }
        Ok(Self { seconds, microseconds, name })
    }

    /// Whole seconds to the east of UTC, rounded down.
    ///
    /// ```
    /// use snakebridge_core::Offset;
    /// assert_eq!(Offset::new(-3600, 0, None)?.seconds(), -3600);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn seconds(&self) -> i32 {
        self.seconds
    }

    /// Microseconds on top of the seconds.
    ///
    /// ```
    /// use snakebridge_core::Offset;
    /// assert_eq!(Offset::new(3600, 500, None)?.microseconds(), 500);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn microseconds(&self) -> u32 {
        self.microseconds
    }

    /// Its name, unless it is just called after the offset.
    ///
    /// ```
    /// use snakebridge_core::Offset;
    /// assert_eq!(Offset::new(3600, 0, Some("CET".to_owned()))?.name(), Some("CET"));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// All of it in microseconds.
    pub(super) fn total_microseconds(&self) -> i64 {
        i64::from(self.seconds) * 1_000_000 + i64::from(self.microseconds)
    }
}

/// As `isoformat()` writes it.
impl Display for Offset {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let total = self.total_microseconds();
        let (sign, total) = (if total < 0 { '-' } else { '+' }, total.unsigned_abs());
        let (seconds, microseconds) = (total / 1_000_000, total % 1_000_000);
        write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
        if !total.is_multiple_of(60_000_000) {
            write!(f, ":{:02}", seconds % 60)?;
        }
        if microseconds > 0 { write!(f, ".{microseconds:06}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_less_than_a_day_and_shown_as_python_does() {
        let shown =
            |seconds, microseconds| Offset::new(seconds, microseconds, None).map(|offset| offset.to_string());
        assert_eq!(shown(-86_400, 1).unwrap(), "-23:59:59.999999");
        assert_eq!(shown(86_399, 999_999).unwrap(), "+23:59:59.999999");
        assert_eq!(shown(-30, 0).unwrap(), "-00:00:30");
        assert_eq!(shown(0, 5).unwrap(), "+00:00:00.000005");
        assert!(shown(-86_400, 0).is_err() && shown(86_400, 0).is_err() && shown(0, 1_000_000).is_err());
    }
}
