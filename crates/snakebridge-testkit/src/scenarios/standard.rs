//! Values of the standard library: dates and times, decimals, fractions and UUIDs cross as they are, either way.

use super::{Outcome, gives, holds, same, scenarios};
use num_bigint::BigInt;
use snakebridge::{
    Call, Date, DateTime, Decimal, Delta, Fraction, FromPy, Object, Offset, Session, Time, Uuid, Value, Zone,
    py,
};
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

scenarios! {
    python_sees_the_exact_date_and_time,
    python_sees_the_exact_decimal_fraction_and_uuid,
    standard_values_round_trip_everywhere,
    the_decimal_context_has_no_say,
    what_python_makes_arrives_as_it_is,
    what_is_more_than_a_standard_value_is_a_handle,
    std_times_are_datetimes,
    types_of_other_crates_are_arguments_and_results,
    impossible_times_are_pythons_error,
}

fn identity(value: &Value) -> snakebridge::Result<Value> {
    Call::to("toy_standard.identity").arg(value).get()
}

fn zones() -> Result<Vec<(Zone, &'static str)>, Box<dyn std::error::Error>> {
    let offset = |seconds, microseconds, name: Option<&str>| {
        Offset::new(seconds, microseconds, name.map(str::to_owned)).map(Zone::Offset)
    };
    Ok(vec![
        (Zone::Naive, "None"),
        (Zone::utc(), "datetime.timezone.utc"),
        (offset(0, 0, Some("UTC"))?, "datetime.timezone(datetime.timedelta(0), 'UTC')"),
        (offset(19_800, 0, None)?, "datetime.timezone(datetime.timedelta(seconds=19800))"),
        (
            offset(-30, 5, Some("näme"))?,
            "datetime.timezone(datetime.timedelta(days=-1, seconds=86370, microseconds=5), 'näme')",
        ),
        (Zone::named("Europe/Berlin"), "zoneinfo.ZoneInfo(key='Europe/Berlin')"),
    ])
}

fn python_sees_the_exact_date_and_time(_: &Session) -> Outcome {
    let described = |value: Value| Call::to("toy_standard.describe").arg(value).get::<String>();
    let date = Date::new(2024, 10, 27)?;
    for (zone, shown) in zones()? {
        for fold in [false, true] {
            let time = Time::new(2, 30, 59, 7)?.with_fold(fold).with_zone(zone.clone());
            let rest = format!("2 30 59 7 {} {shown}", u8::from(fold));
            same!(described(time.clone().into())?, format!("time {rest}"));
            same!(described(DateTime::new(date, time).into())?, format!("datetime 2024 10 27 {rest}"));
        }
    }
    same!(described(date.into())?, "date 2024 10 27");
    same!(described(Delta::new(0, 0, -1)?.into())?, "timedelta -1 86399 999999");
    same!(described(Delta::new(-999_999_999, 0, 0)?.into())?, "timedelta -999999999 0 0");
    Ok(())
}

fn samples() -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let mut samples = vec![
        Value::from(Date::new(1, 1, 1)?),
        Value::from(Date::new(9999, 12, 31)?),
        Value::from(Delta::new(999_999_999, 86_399, 999_999)?),
        Value::from(Delta::ZERO),
        Value::from(Time::MIDNIGHT),
    ];
    for (zone, _) in zones()? {
        for fold in [false, true] {
            let time = Time::new(23, 59, 59, 999_999)?.with_fold(fold).with_zone(zone.clone());
            samples.push(Value::from(DateTime::new(Date::new(2024, 2, 29)?, time.clone())));
            samples.push(Value::from(time));
        }
    }
    for text in DECIMALS {
        samples.push(Value::from(text.parse::<Decimal>()?));
    }
    samples.push(Value::from(Fraction::new(BigInt::from(10).pow(400) + 1, BigInt::from(7).pow(300))?));
    samples.push(Value::from(Fraction::new(-1, 3)?));
    samples.push(Value::from(Uuid::from_bytes(*b"0123456789abcdef")));
    Ok(samples)
}

/// As Python writes them; no signalling NaN, which nothing can hold as a key.
const DECIMALS: &[&str] = &[
    "0",
    "-0",
    "1.0",
    "1.00",
    "-1E+5",
    "1E-7",
    "0E+3",
    "0E-10",
    "NaN",
    "-NaN123",
    "Infinity",
    "-Infinity",
    "1E+999999",
    "1E-999999999999999999",
    "123456789012345678901234567890.123456789",
];

fn python_sees_the_exact_decimal_fraction_and_uuid(_: &Session) -> Outcome {
    let described = |value: Value| Call::to("toy_standard.describe").arg(value).get::<String>();
    for text in DECIMALS.iter().chain(&["sNaN", "-sNaN99"]) {
        same!(described(text.parse::<Decimal>()?.into())?, format!("Decimal {text}"));
    }
    same!(described(Fraction::new(2, -6)?.into())?, "Fraction -1 3");
    same!(
        described(Uuid::from_bytes([0x12; 16]).into())?,
        format!("UUID {}", u128::from_be_bytes([0x12; 16]))
    );
    Ok(())
}

fn the_decimal_context_has_no_say(_: &Session) -> Outcome {
    let exact: Decimal = "1.2345678901234567890E-50".parse()?;
    same!(py!(toy_standard.in_a_narrow_context(&exact)).map(|back: Decimal| back)?, exact);
    let written: (String, Decimal) = py!(toy_standard.small_letters("1E+50"))?;
    same!(written, ("1e+50".to_owned(), "1E+50".parse()?));
    Ok(())
}

fn standard_values_round_trip_everywhere(_: &Session) -> Outcome {
    let all = samples()?;
    for value in &all {
        same!(identity(value)?, *value);
        let keyed = Value::Dict(vec![(value.clone(), Value::Tuple(vec![value.clone(), Value::None]))]);
        same!(identity(&keyed)?, keyed);
        let member = Value::FrozenSet(vec![value.clone()]);
        same!(identity(&member)?, member);
    }
    let list = Value::List(all);
    same!(identity(&list)?, list);
    let nested = Value::Tuple(vec![list.clone(), Value::List(vec![list])]);
    same!(identity(&nested)?, nested);
    Ok(())
}

fn what_python_makes_arrives_as_it_is(_: &Session) -> Outcome {
    let made: BTreeMap<String, Value> = py!(toy_standard.made())?;
    holds!(made.len() >= 20, "only {}", made.len());
    for (described, value) in made {
        holds!(!matches!(value, Value::Object(_)), "{described} is {value:?}");
        same!(Call::to("toy_standard.describe").arg(value).get::<String>()?, described);
    }
    Ok(())
}

fn what_is_more_than_a_standard_value_is_a_handle(_: &Session) -> Outcome {
    let special: Vec<Value> = py!(toy_standard.special())?;
    holds!(special.len() >= 10, "only {}", special.len());
    for value in special {
        holds!(matches!(value, Value::Object(_)), "{value:?}");
    }
    let kept: Object = py!(datetime.date(2024, 2, 29))?;
    same!(kept.type_name(), "datetime.date");
    let read: Date = py!({ kept })?;
    same!(read, Date::new(2024, 2, 29)?);
    Ok(())
}

fn std_times_are_datetimes(_: &Session) -> Outcome {
    let half: f64 = py!({ Call::path("datetime.timedelta") }.total_seconds(Duration::from_millis(1500)))?;
    same!(half, 1.5);
    let duration: Duration = py!(datetime.timedelta(seconds = 2.5))?;
    same!(duration, Duration::from_millis(2500));
    let billennium = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    gives!(
        py!(toy_standard.describe(billennium)),
        Value::from("datetime 2001 9 9 1 46 40 0 0 datetime.timezone.utc")
    );
    let instant: SystemTime = py!(toy_standard.billennium_in_tokyo())?;
    same!(instant, billennium);
    holds!(py!(toy_standard.identity(Duration::from_nanos(1))).map(|_: Value| ()).is_err());
    Ok(())
}

fn types_of_other_crates_are_arguments_and_results(_: &Session) -> Outcome {
    fn back<T: snakebridge::ToPy + FromPy>(value: T) -> snakebridge::Result<T> {
        Call::to("toy_standard.identity").arg(value).get()
    }
    let zoned: jiff::Zoned = "2024-10-27T02:30:00.000001+01:00[Europe/Berlin]".parse()?;
    same!(back(zoned.clone())?, zoned);
    let shown = "datetime 2024 10 27 2 30 0 1 1 zoneinfo.ZoneInfo(key='Europe/Berlin')";
    gives!(py!(toy_standard.describe(&zoned)), Value::from(shown));
    let aware: chrono::DateTime<chrono::FixedOffset> = "2024-02-29T12:00:00.5-03:30".parse()?;
    same!(back(aware)?, aware);
    let instant: chrono::DateTime<chrono::Utc> = py!(toy_standard.billennium_in_tokyo())?;
    same!(instant.timestamp(), 1_000_000_000);
    let price: rust_decimal::Decimal = "-1.50".parse()?;
    gives!(py!(toy_standard.describe(price)), Value::from("Decimal -1.50"));
    let uuid: uuid::Uuid = py!(uuid.UUID("12345678123456781234567812345678"))?;
    same!(back(uuid)?, uuid);
    Ok(())
}

fn impossible_times_are_pythons_error(_: &Session) -> Outcome {
    let nowhere = Time::MIDNIGHT.with_zone(Zone::named("No/Such_Zone"));
    let error = identity(&nowhere.into()).err().ok_or("there is no such zone")?;
    holds!(error.is_instance("KeyError"), "{error}");
    Ok(())
}
