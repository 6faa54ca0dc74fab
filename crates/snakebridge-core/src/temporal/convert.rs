//! Conversions of the types of `std::time` to those of `datetime` that mean the same.

use super::{DateTime, Delta, Zone};
use crate::{ConversionError, FromPy, Result, ToPy, Value};
use std::time::{Duration, SystemTime};

/// Whole microseconds; a finer duration has no counterpart in Python.
fn microseconds(duration: Duration) -> Result<i128, ConversionError> {
    if duration.subsec_nanos().is_multiple_of(1000) {
        return Ok(duration.as_micros().try_into().unwrap_or(i128::MAX));
    }
    Err(ConversionError::because("whole microseconds", format!("{} nanoseconds", duration.subsec_nanos())))
}

/// A `timedelta`. It has microseconds, so that a finer duration is an error.
impl ToPy for Duration {
    fn into_value(self) -> Result<Value> {
        Ok(Delta::from_total_microseconds(microseconds(self)?)?.into())
    }
}

/// From a `timedelta` that is not negative.
impl FromPy for Duration {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let delta = Delta::from_value(value)?;
        let seconds = u64::try_from(i64::from(delta.days()) * 86_400 + i64::from(delta.seconds()));
        let Ok(seconds) = seconds else {
            return Err(ConversionError::because("timedelta that is not negative", delta.to_string()));
        };
        Ok(Self::new(seconds, delta.microseconds().unsigned_abs() * 1000))
    }
}

/// A `datetime` in UTC. It has microseconds, so that a finer time is an error.
impl ToPy for SystemTime {
    fn into_value(self) -> Result<Value> {
        let since = match self.duration_since(Self::UNIX_EPOCH) {
            Ok(after) => microseconds(after)?,
            Err(error) => -microseconds(error.duration())?,
        };
        // What does not fit is of a year far beyond 9999.
        let since = i64::try_from(since).unwrap_or(i64::MAX);
        Ok(DateTime::from_unix_microseconds(since)?.into())
    }
}

/// From a `datetime` with a fixed offset: the same instant.
impl FromPy for SystemTime {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let since = instant(&DateTime::from_value(value)?)?;
        let distance = Duration::from_micros(since.unsigned_abs());
        let there = if since < 0 {
            Self::UNIX_EPOCH.checked_sub(distance)
        } else {
            Self::UNIX_EPOCH.checked_add(distance)
        };
        there.ok_or_else(|| ConversionError::because("time that the system can hold", format!("{since} µs")))
    }
}

/// Microseconds since 1970 in UTC, of a datetime that names one instant by itself.
pub(crate) fn instant(datetime: &DateTime) -> Result<i64, ConversionError> {
    datetime.unix_microseconds().ok_or_else(|| {
        let found = match datetime.zone() {
            Zone::Naive => "naive datetime".to_owned(),
            zone => format!("datetime in zone {zone}"),
        };
        ConversionError::because("datetime with a fixed offset", found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Time};
    use std::fmt::Debug;

    fn there_and_back<T: ToPy + FromPy + PartialEq + Debug + Clone>(value: T) {
        assert_eq!(T::from_value(value.clone().into_value().unwrap()), Ok(value));
    }

    #[test]
    fn durations_cross_to_the_microsecond() {
        there_and_back(Duration::from_micros(1_500_000));
        there_and_back(Duration::from_secs(999_999_999 * 86_400));
        assert!(Duration::from_nanos(1).into_value().is_err());
        assert!(Duration::MAX.into_value().is_err());
        let error = Duration::from_value(Delta::new(-1, 0, 0).unwrap().into()).unwrap_err().to_string();
        assert_eq!(error, "expected `timedelta that is not negative`, found `-1 day, 0:00:00`");
    }

    #[test]
    fn system_times_are_in_utc() {
        let before = SystemTime::UNIX_EPOCH - Duration::from_micros(1);
        there_and_back(before);
        there_and_back(SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799));
        assert!((SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800)).into_value().is_err());
        assert!((SystemTime::UNIX_EPOCH + Duration::from_nanos(1)).into_value().is_err());
        let naive = DateTime::new(Date::new(2000, 1, 1).unwrap(), Time::MIDNIGHT);
        let error = SystemTime::from_value(naive.into()).unwrap_err().to_string();
        assert_eq!(error, "expected `datetime with a fixed offset`, found `naive datetime`");
    }
}
