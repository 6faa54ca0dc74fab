//! Types of `chrono`.
//!
//! The name of an offset and the fold of a time with one say nothing about the time (Python's `==` ignores them too), so
//! `DateTime<FixedOffset>` reads past them. `DateTime<Utc>` reads any datetime with a fixed offset: the same instant.

use super::clock::{microsecond, offset_seconds, plain};
use crate::temporal::instant;
use crate::{ConversionError, Date, DateTime, Delta, FromPy, Result, Time, ToPy, Value, Zone};
use ::chrono::{
    DateTime as Aware, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

crate::fits::anything! { [] NaiveDate; [] NaiveTime; [] NaiveDateTime; [] Aware<FixedOffset>; [] Aware<Utc>; [] TimeDelta; }

/// What Python and `chrono` both have should convert; this is for the compiler, and for what `chrono` may not have after all.
fn unheld(what: &impl ToString) -> ConversionError {
    ConversionError::because("time that `chrono` can hold", what.to_string())
}

fn date_of(date: NaiveDate) -> Result<Date, ConversionError> {
    Date::new(date.year(), date.month(), date.day())
}

fn time_of(time: NaiveTime) -> Result<Time, ConversionError> {
    if time.nanosecond() >= 1_000_000_000 {
        return Err(ConversionError::because("time that is no leap second", time.to_string()));
    }
    Time::new(time.hour(), time.minute(), time.second(), microsecond(time.nanosecond())?)
}

fn naive_date(date: Date) -> Result<NaiveDate, ConversionError> {
    let found = NaiveDate::from_ymd_opt(date.year().into(), date.month().into(), date.day().into());
    found.ok_or_else(|| unheld(&date))
}

fn naive_time(time: &Time) -> Result<NaiveTime, ConversionError> {
    let (hour, minute, second) = (time.hour().into(), time.minute().into(), time.second().into());
    NaiveTime::from_hms_micro_opt(hour, minute, second, time.microsecond()).ok_or_else(|| unheld(time))
}

impl ToPy for NaiveDate {
    fn into_value(self) -> Result<Value> {
        Ok(date_of(self)?.into())
    }
}

impl FromPy for NaiveDate {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        naive_date(Date::from_value(value)?)
    }
}

impl ToPy for NaiveTime {
    fn into_value(self) -> Result<Value> {
        Ok(time_of(self)?.into())
    }
}

impl FromPy for NaiveTime {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        naive_time(plain(&Time::from_value(value)?)?)
    }
}

impl ToPy for NaiveDateTime {
    fn into_value(self) -> Result<Value> {
        Ok(DateTime::new(date_of(self.date())?, time_of(self.time())?).into())
    }
}

impl FromPy for NaiveDateTime {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let datetime = DateTime::from_value(value)?;
        Ok(naive_date(datetime.date())?.and_time(naive_time(plain(datetime.time())?)?))
    }
}

impl ToPy for Aware<FixedOffset> {
    fn into_value(self) -> Result<Value> {
        let (local, zone) = (self.naive_local(), Zone::offset(self.offset().local_minus_utc())?);
        Ok(DateTime::new(date_of(local.date())?, time_of(local.time())?.with_zone(zone)).into())
    }
}

impl FromPy for Aware<FixedOffset> {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let datetime = DateTime::from_value(value)?;
        let offset = FixedOffset::east_opt(offset_seconds(&datetime)?).ok_or_else(|| unheld(&datetime))?;
        let local = naive_date(datetime.date())?.and_time(naive_time(datetime.time())?);
        local.and_local_timezone(offset).single().ok_or_else(|| unheld(&datetime))
    }
}

impl ToPy for Aware<Utc> {
    fn into_value(self) -> Result<Value> {
        let utc = self.naive_utc();
        Ok(DateTime::new(date_of(utc.date())?, time_of(utc.time())?.with_zone(Zone::utc())).into())
    }
}

impl FromPy for Aware<Utc> {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let datetime = DateTime::from_value(value)?;
        Self::from_timestamp_micros(instant(&datetime)?).ok_or_else(|| unheld(&datetime))
    }
}

impl ToPy for TimeDelta {
    fn into_value(self) -> Result<Value> {
        microsecond(self.subsec_nanos().unsigned_abs())?;
        let microseconds = i64::from(self.subsec_nanos() / 1000);
        Ok(Delta::new(0, self.num_seconds(), microseconds)?.into())
    }
}

impl FromPy for TimeDelta {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let delta = Delta::from_value(value)?;
        let seconds = i64::from(delta.days()) * 86_400 + i64::from(delta.seconds());
        Self::new(seconds, delta.microseconds().unsigned_abs() * 1000).ok_or_else(|| unheld(&delta))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Debug;

    fn there_and_back<T: ToPy + FromPy + PartialEq + Debug + Clone>(value: T, shown: &str) {
        let sent = value.clone().into_value().unwrap();
        assert_eq!(crate::Expr::Value(sent.clone()).to_string(), shown);
        assert_eq!(T::from_value(sent), Ok(value));
    }

    #[test]
    fn what_both_have_crosses() {
        let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        let time = NaiveTime::from_hms_micro_opt(1, 2, 3, 4).unwrap();
        let local = date.and_time(time);
        there_and_back(date, "<date 2024-02-29>");
        there_and_back(time, "<time 01:02:03.000004>");
        there_and_back(local, "<datetime 2024-02-29T01:02:03.000004>");
        there_and_back(local.and_utc(), "<datetime 2024-02-29T01:02:03.000004+00:00>");
        let west = FixedOffset::west_opt(3601).unwrap();
        let aware = local.and_local_timezone(west).unwrap();
        there_and_back(aware, "<datetime 2024-02-29T01:02:03.000004-01:00:01>");
        there_and_back(NaiveDate::from_ymd_opt(1, 1, 1).unwrap(), "<date 0001-01-01>");
        there_and_back(TimeDelta::microseconds(-1), "<timedelta -1 day, 23:59:59.999999>");
        there_and_back(TimeDelta::microseconds(-1_500_000), "<timedelta -1 day, 23:59:58.500000>");
    }

    #[test]
    fn what_one_of_them_lacks_is_an_error() {
        assert!(NaiveTime::from_hms_nano_opt(1, 2, 3, 4).unwrap().into_value().is_err());
        assert!(NaiveTime::from_hms_nano_opt(23, 59, 59, 1_000_000_000).unwrap().into_value().is_err());
        assert!(NaiveDate::from_ymd_opt(0, 1, 1).unwrap().into_value().is_err());
        assert!(NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap().into_value().is_err());
        assert!(TimeDelta::MAX.into_value().is_err());
        assert!(TimeDelta::nanoseconds(-1).into_value().is_err());
        let folded = Time::MIDNIGHT.with_fold(true);
        assert!(NaiveTime::from_value(folded.into()).is_err());
        let day = Date::new(2024, 2, 29).unwrap();
        let aware = DateTime::new(day, Time::MIDNIGHT.with_zone(Zone::offset(3600).unwrap()));
        assert!(NaiveDateTime::from_value(aware.clone().into()).is_err());
        let utc = Aware::<Utc>::from_value(aware.into()).unwrap();
        assert_eq!(utc.to_rfc3339(), "2024-02-28T23:00:00+00:00");
        let named = DateTime::new(day, Time::MIDNIGHT.with_zone(Zone::named("Europe/Berlin")));
        assert!(Aware::<FixedOffset>::from_value(named.into()).is_err());
    }
}
