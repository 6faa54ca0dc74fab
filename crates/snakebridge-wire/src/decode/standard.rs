//! Values of the standard library out of the arguments of their tags.

use super::tags::types;
use snakebridge_core::{
    BigInt, ConversionError, Date, DateTime, Decimal, Delta, Fraction, FromPy, Offset, Time, Uuid, Value,
    Zone,
};

type Made = Result<Value, String>;

fn refused<T>(tag: &str, takes: &str, args: &[Value]) -> Result<T, String> {
    Err(format!("`{tag}` takes {takes}, not {}", types(args)))
}

/// What is wrong with the arguments of a tag, though they are of the right types.
fn out_of_range(tag: &'static str) -> impl Fn(ConversionError) -> String {
    move |error| format!("`{tag}`: {error}")
}

/// What does not fit is out of every range.
fn signed(int: i64) -> i32 {
    int.try_into().unwrap_or(i32::MAX)
}

/// What does not fit is out of every range.
fn unsigned(int: i64) -> u32 {
    int.try_into().unwrap_or(u32::MAX)
}

pub(super) fn date(args: &[Value]) -> Made {
    match *args {
        [Value::Int(year), Value::Int(month), Value::Int(day)] => {
            Date::new(signed(year), unsigned(month), unsigned(day))
                .map(Value::from)
                .map_err(out_of_range("date"))
        }
        _ => refused("date", "three ints", args),
    }
}

pub(super) fn delta(args: &[Value]) -> Made {
    match *args {
        [Value::Int(days), Value::Int(seconds), Value::Int(microseconds)] => {
            Delta::new(days, seconds, microseconds).map(Value::from).map_err(out_of_range("timedelta"))
        }
        _ => refused("timedelta", "three ints", args),
    }
}

pub(super) fn time(args: Vec<Value>) -> Made {
    time_of("time", args).map(Value::from)
}

pub(super) fn datetime(mut args: Vec<Value>) -> Made {
    if args.len() < 3 {
        return refused("datetime", "a date and a time", &args);
    }
    let of_the_day = args.split_off(3);
    let Value::Date(date) = date(&args).map_err(|error| error.replacen("date", "datetime", 1))? else {
        return refused("datetime", "a date and a time", &args);
    };
    Ok(DateTime::new(date, time_of("datetime", of_the_day)?).into())
}

/// `(hour, minute, second, microsecond, fold, zone)`
fn time_of(tag: &'static str, args: Vec<Value>) -> Result<Time, String> {
    let takes = "five ints and a zone for the time";
    let (clock, fold, given) = match <[Value; 6]>::try_from(args) {
        Ok([Value::Int(h), Value::Int(m), Value::Int(s), Value::Int(us), Value::Int(fold), zone]) => {
            ([h, m, s, us], fold, zone)
        }
        Ok(args) => return refused(tag, takes, &args),
        Err(args) => return refused(tag, takes, &args),
    };
    let fold = match fold {
        0 => false,
        1 => true,
        _ => return Err(format!("`{tag}`: a fold of {fold}")),
    };
    let [hour, minute, second, microsecond] = clock.map(unsigned);
    let time = Time::new(hour, minute, second, microsecond).map_err(out_of_range(tag))?;
    Ok(time.with_fold(fold).with_zone(zone(tag, given)?))
}

/// `None`, the key of a named zone, `(seconds, microseconds)` or `(seconds, microseconds, name)`
fn zone(tag: &'static str, zone: Value) -> Result<Zone, String> {
    let (seconds, microseconds, name) = match zone {
        Value::None => return Ok(Zone::Naive),
        Value::Str(key) => return Ok(Zone::Named(key)),
        Value::Tuple(parts) => match parts.as_slice() {
            [Value::Int(seconds), Value::Int(microseconds)] => (*seconds, *microseconds, None),
            [Value::Int(seconds), Value::Int(microseconds), Value::Str(name)] => {
                (*seconds, *microseconds, Some(name.clone()))
            }
            _ => return Err(format!("`{tag}`: {} is no offset", types(&parts))),
        },
        other => return Err(format!("`{tag}`: a `{}` is no zone", other.type_name())),
    };
    Offset::new(signed(seconds), unsigned(microseconds), name).map(Zone::Offset).map_err(out_of_range(tag))
}

pub(super) fn decimal(args: &[Value]) -> Made {
    match args {
        [Value::Str(text)] => text.parse::<Decimal>().map(Value::from).map_err(out_of_range("decimal")),
        _ => refused("decimal", "a str", args),
    }
}

pub(super) fn fraction(args: Vec<Value>) -> Made {
    match <[Value; 2]>::try_from(args) {
        Ok(
            [
                numerator @ (Value::Int(_) | Value::BigInt(_)),
                denominator @ (Value::Int(_) | Value::BigInt(_)),
            ],
        ) => {
            let of = |int| BigInt::from_value(int).map_err(out_of_range("fraction"));
            Fraction::new(of(numerator)?, of(denominator)?).map(Value::from).map_err(out_of_range("fraction"))
        }
        Ok(args) => refused("fraction", "two ints", &args),
        Err(args) => refused("fraction", "two ints", &args),
    }
}

pub(super) fn uuid(args: &[Value]) -> Made {
    match args {
        [Value::Bytes(bytes)] => match <[u8; 16]>::try_from(bytes.as_slice()) {
            Ok(bytes) => Ok(Uuid::from_bytes(bytes).into()),
            Err(_) => Err(format!("`uuid` takes 16 bytes, not {}", bytes.len())),
        },
        _ => refused("uuid", "bytes", args),
    }
}
