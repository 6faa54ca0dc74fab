//! Conversions of the values of the standard library that [`Value`] holds as they are.

use crate::{
    ConversionError, Date, DateTime, Decimal, Delta, Fraction, FromPy, Result, Time, ToPy, Uuid, Value,
};

macro_rules! values {
    ($($type:ty = $expected:literal: $variant:ident, |$name:ident| $wrap:expr, $unwrap:expr;)*) => {
        $(impl From<$type> for Value {
            fn from($name: $type) -> Self {
                Self::$variant($wrap)
            }
        }

        impl ToPy for $type {
            fn into_value(self) -> Result<Value> {
                Ok(self.into())
            }
        }

        impl FromPy for $type {
            fn from_value(value: Value) -> Result<Self, ConversionError> {
                match value {
                    Value::$variant($name) => Ok($unwrap),
                    other => Err(ConversionError::new($expected, &other)),
                }
            }
        })*
    };
}

values! {
    Date = "datetime.date": Date, |date| date, date;
    Time = "datetime.time": Time, |time| Box::new(time), *time;
    DateTime = "datetime.datetime": DateTime, |datetime| Box::new(datetime), *datetime;
    Delta = "datetime.timedelta": Delta, |delta| delta, delta;
    Decimal = "decimal.Decimal": Decimal, |decimal| decimal, decimal;
    Fraction = "fractions.Fraction": Fraction, |fraction| Box::new(fraction), *fraction;
    Uuid = "uuid.UUID": Uuid, |uuid| uuid, uuid;
}
