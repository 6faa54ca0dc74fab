//! Types of `jiff`.
//!
//! A `Zoned` is a datetime with a fixed offset, or with the zone of a key and the fold that says which of two moments it is.
//! `Timestamp` reads any datetime with a fixed offset: the same instant.

use super::clock::{microsecond, offset_seconds, plain};
use crate::temporal::instant;
use crate::{ConversionError, Date, DateTime, Delta, FromPy, Result, Time, ToPy, Value, Zone};
use ::jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use ::jiff::{SignedDuration, Timestamp, Zoned, civil};

crate::fits::anything! { [] civil::Date; [] civil::Time; [] civil::DateTime; [] Timestamp; [] Zoned; [] SignedDuration; }

fn unheld(what: &impl ToString, error: &::jiff::Error) -> ConversionError {
    ConversionError::because("time that `jiff` can hold", format!("{}: {error}", what.to_string()))
}

fn date_of(date: civil::Date) -> Result<Date, ConversionError> {
    Date::new(date.year().into(), date.month().unsigned_abs().into(), date.day().unsigned_abs().into())
}

fn time_of(time: civil::Time) -> Result<Time, ConversionError> {
    let [hour, minute, second] =
        [time.hour(), time.minute(), time.second()].map(|part| part.unsigned_abs().into());
    Time::new(hour, minute, second, microsecond(time.subsec_nanosecond().unsigned_abs())?)
}

fn civil_date(date: Date) -> Result<civil::Date, ConversionError> {
    civil::Date::new(date.year() as i16, date.month() as i8, date.day() as i8)
        .map_err(|error| unheld(&date, &error))
}

fn civil_time(time: &Time) -> Result<civil::Time, ConversionError> {
    let nanosecond = time.microsecond() as i32 * 1000;
    civil::Time::new(time.hour() as i8, time.minute() as i8, time.second() as i8, nanosecond)
        .map_err(|error| unheld(time, &error))
}

fn civil_datetime(datetime: &DateTime) -> Result<civil::DateTime, ConversionError> {
    Ok(civil::DateTime::from_parts(civil_date(datetime.date())?, civil_time(datetime.time())?))
}

impl ToPy for civil::Date {
    fn into_value(self) -> Result<Value> {
        Ok(date_of(self)?.into())
    }
}

impl FromPy for civil::Date {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        civil_date(Date::from_value(value)?)
    }
}

impl ToPy for civil::Time {
    fn into_value(self) -> Result<Value> {
        Ok(time_of(self)?.into())
    }
}

impl FromPy for civil::Time {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        civil_time(plain(&Time::from_value(value)?)?)
    }
}

impl ToPy for civil::DateTime {
    fn into_value(self) -> Result<Value> {
        Ok(DateTime::new(date_of(self.date())?, time_of(self.time())?).into())
    }
}

impl FromPy for civil::DateTime {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let datetime = DateTime::from_value(value)?;
        plain(datetime.time())?;
        civil_datetime(&datetime)
    }
}

impl ToPy for Timestamp {
    fn into_value(self) -> Result<Value> {
        microsecond(self.subsec_nanosecond().unsigned_abs())?;
        Ok(DateTime::from_unix_microseconds(self.as_microsecond())?.into())
    }
}

impl FromPy for Timestamp {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let datetime = DateTime::from_value(value)?;
        Self::from_microsecond(instant(&datetime)?).map_err(|error| unheld(&datetime, &error))
    }
}

impl ToPy for Zoned {
    fn into_value(self) -> Result<Value> {
        let (civil, zone) = (self.datetime(), self.time_zone());
        let (zone, fold) = match zone.iana_name() {
            Some(key) if *zone != TimeZone::UTC => {
                let folded = matches!(zone.to_ambiguous_timestamp(civil).offset(),
                    AmbiguousOffset::Fold { after, .. } if after == self.offset());
                (Zone::named(key), folded)
            }
            _ if zone.to_fixed_offset().is_ok() => (Zone::offset(self.offset().seconds())?, false),
            _ => return Err(ConversionError::because("zone with an IANA name", format!("{zone:?}")).into()),
        };
        let time = time_of(civil.time())?.with_fold(fold).with_zone(zone);
        Ok(DateTime::new(date_of(civil.date())?, time).into())
    }
}

impl FromPy for Zoned {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let datetime = DateTime::from_value(value)?;
        let (civil, refused) = (civil_datetime(&datetime)?, |error| unheld(&datetime, &error));
        let Zone::Named(key) = datetime.zone() else {
            let offset = Offset::from_seconds(offset_seconds(&datetime)?).map_err(refused)?;
            return TimeZone::fixed(offset).to_zoned(civil).map_err(refused);
        };
        let ambiguous = TimeZone::get(key).map_err(refused)?.into_ambiguous_zoned(civil);
        match (ambiguous.offset(), datetime.time().fold()) {
            (AmbiguousOffset::Unambiguous { .. }, false) => ambiguous.unambiguous(),
            (AmbiguousOffset::Fold { .. }, false) => ambiguous.earlier(),
            (AmbiguousOffset::Fold { .. }, true) => ambiguous.later(),
            // A fold of what occurs once, and a time that clocks skip, are nothing that a `Zoned` could be.
            (_, fold) => {
                let found = format!("{datetime}, fold={}", u8::from(fold));
                return Err(ConversionError::because("time that occurs in its zone", found));
            }
        }
        .map_err(refused)
    }
}

impl ToPy for SignedDuration {
    fn into_value(self) -> Result<Value> {
        microsecond(self.subsec_nanos().unsigned_abs())?;
        Ok(Delta::from_total_microseconds(self.as_micros())?.into())
    }
}

impl FromPy for SignedDuration {
    fn from_value(value: Value) -> Result<Self, ConversionError> {
        let delta = Delta::from_value(value)?;
        let seconds = i64::from(delta.days()) * 86_400 + i64::from(delta.seconds());
        Ok(Self::from_secs(seconds) + Self::from_micros(delta.microseconds().into()))
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
        let civil = civil::date(2024, 2, 29).at(1, 2, 3, 4000);
        there_and_back(civil.date(), "<date 2024-02-29>");
        there_and_back(civil.time(), "<time 01:02:03.000004>");
        there_and_back(civil, "<datetime 2024-02-29T01:02:03.000004>");
        there_and_back(Timestamp::UNIX_EPOCH, "<datetime 1970-01-01T00:00:00+00:00>");
        there_and_back(SignedDuration::from_micros(-1), "<timedelta -1 day, 23:59:59.999999>");
        let fixed = TimeZone::fixed(Offset::from_seconds(-3601).unwrap()).to_zoned(civil).unwrap();
        there_and_back(fixed, "<datetime 2024-02-29T01:02:03.000004-01:00:01>");
        there_and_back(TimeZone::UTC.to_zoned(civil).unwrap(), "<datetime 2024-02-29T01:02:03.000004+00:00>");
    }

    #[test]
    fn the_fold_says_which_of_two_moments_it_is() {
        let Ok(berlin) = TimeZone::get("Europe/Berlin") else { return };
        let twice = berlin.to_ambiguous_zoned(civil::date(2024, 10, 27).at(2, 30, 0, 0));
        for (zoned, fold) in [(twice.clone().earlier().unwrap(), false), (twice.later().unwrap(), true)] {
            let Ok(Value::DateTime(sent)) = zoned.clone().into_value() else { panic!("a datetime") };
            assert_eq!((sent.time().fold(), sent.zone()), (fold, &Zone::named("Europe/Berlin")));
            assert_eq!(Zoned::from_value(Value::DateTime(sent)), Ok(zoned));
        }
        let skipped = Time::new(2, 30, 0, 0).unwrap().with_zone(Zone::named("Europe/Berlin"));
        let skipped = DateTime::new(Date::new(2024, 3, 31).unwrap(), skipped);
        assert!(Zoned::from_value(skipped.into()).is_err());
    }

    #[test]
    fn what_one_of_them_lacks_is_an_error() {
        assert!(civil::time(1, 2, 3, 4).into_value().is_err());
        assert!(civil::date(0, 1, 1).into_value().is_err());
        assert!(civil::date(-1, 1, 1).into_value().is_err());
        assert!(Timestamp::from_nanosecond(1).unwrap().into_value().is_err());
        assert!(SignedDuration::MAX.into_value().is_err());
        assert!(civil::Time::from_value(Time::MIDNIGHT.with_fold(true).into()).is_err());
    }
}
