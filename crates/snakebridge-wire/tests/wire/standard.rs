//! Arbitrary values of the standard library, and Python source that makes them.

use proptest::prelude::*;
use snakebridge_core::{BigInt, Date, DateTime, Decimal, Delta, Fraction, Offset, Time, Uuid, Value, Zone};

pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        date().prop_map(Value::from),
        time().prop_map(Value::from),
        (date(), time()).prop_map(|(date, time)| DateTime::new(date, time).into()),
        delta().prop_map(Value::from),
        decimal().prop_map(Value::from),
        fraction().prop_map(Value::from),
        any::<[u8; 16]>().prop_map(|bytes| Uuid::from_bytes(bytes).into()),
    ]
}

/// Python refuses to hash a signalling NaN, and no NaN equals another.
pub(crate) fn hashable() -> impl Strategy<Value = Value> {
    value().prop_filter(
        "a NaN is no key",
        |value| !matches!(value, Value::Decimal(it) if it.as_str().contains('N')),
    )
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![Just(-719_162), Just(2_932_896), -719_162..=2_932_896]
        .prop_map(|days| Date::from_days_since_epoch(days).expect("a day"))
}

fn time() -> impl Strategy<Value = Time> {
    (0_u32..24, 0_u32..60, 0_u32..60, 0_u32..1_000_000, any::<bool>(), zone()).prop_map(
        |(hour, minute, second, microsecond, fold, zone)| {
            let time = Time::new(hour, minute, second, microsecond).expect("a time");
            time.with_fold(fold).with_zone(zone)
        },
    )
}

fn zone() -> impl Strategy<Value = Zone> {
    let offset = (-86_399_i32..86_400, 0_u32..1_000_000, proptest::option::of(".{0,5}")).prop_map(
        |(seconds, microseconds, name)| Offset::new(seconds, microseconds, name).expect("an offset"),
    );
    prop_oneof![
        3 => Just(Zone::Naive),
        1 => Just(Zone::utc()),
        2 => offset.prop_map(Zone::Offset),
        1 => Just(Zone::named("Europe/Berlin")),
    ]
}

fn delta() -> impl Strategy<Value = Delta> {
    (-999_999_999_i64..=999_999_999, 0_i64..86_400, 0_i64..1_000_000)
        .prop_map(|(days, seconds, microseconds)| Delta::new(days, seconds, microseconds).expect("a delta"))
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let finite = (any::<bool>(), "[0-9]{1,40}", prop_oneof![-50_i64..50, -999_999_999..999_999_999_i64])
        .prop_map(|(negative, digits, exponent)| {
            Decimal::from_parts(negative, &digits, exponent).expect("a number")
        });
    let special = "-?(Infinity|s?NaN[0-9]{0,9})".prop_map(|text| text.parse().expect("a special value"));
    prop_oneof![3 => finite, 1 => special]
}

fn fraction() -> impl Strategy<Value = Fraction> {
    let int = || {
        proptest::collection::vec(any::<u8>(), 0..20).prop_map(|bytes| BigInt::from_signed_bytes_le(&bytes))
    };
    (int(), int()).prop_map(|(numerator, denominator)| {
        let denominator = if denominator == BigInt::ZERO { BigInt::from(1) } else { denominator };
        Fraction::new(numerator, denominator).expect("a fraction")
    })
}

/// Python source that makes the value.
pub(crate) fn python(value: &Value) -> String {
    match value {
        Value::Date(date) => format!("datetime.date({})", day(*date)),
        Value::Time(time) => format!("datetime.time({})", clock(time)),
        Value::DateTime(datetime) => {
            format!("datetime.datetime({}, {})", day(datetime.date()), clock(datetime.time()))
        }
        Value::Delta(delta) => {
            format!("timedelta({}, {}, {})", delta.days(), delta.seconds(), delta.microseconds())
        }
        Value::Decimal(decimal) => format!("Decimal('{decimal}')"),
        Value::Fraction(fraction) => {
            format!("Fraction({}, {})", fraction.numerator(), fraction.denominator())
        }
        Value::Uuid(uuid) => format!("uuid.UUID('{uuid}')"),
        other => unreachable!("{other:?}"),
    }
}

fn day(date: Date) -> String {
    format!("{}, {}, {}", date.year(), date.month(), date.day())
}

fn clock(time: &Time) -> String {
    let zone = match time.zone() {
        Zone::Naive => "None".to_owned(),
        Zone::Named(key) => format!("ZoneInfo('{key}')"),
        Zone::Offset(offset) => {
            let delta = format!("timedelta(0, {}, {})", offset.seconds(), offset.microseconds());
            let name = offset.name().map(|name| format!(", text(b\"{}\")", name.as_bytes().escape_ascii()));
            format!("timezone({delta}{})", name.unwrap_or_default())
        }
    };
    format!(
        "{}, {}, {}, {}, {zone}, fold={}",
        time.hour(),
        time.minute(),
        time.second(),
        time.microsecond(),
        u8::from(time.fold())
    )
}
