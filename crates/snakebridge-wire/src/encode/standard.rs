//! Values of the standard library: a tag and what they are made of.

use super::super::opcode::*;
use super::steps::Encoder;
use super::writer;
use snakebridge_core::{Result, Time, Value, Zone};

impl Encoder<'_, '_> {
    /// Writes a value of the standard library; `false` if it is none.
    pub(super) fn standard(&mut self, value: &Value) -> Result<bool> {
        match value {
            Value::Date(date) => {
                self.tag(Tag::Date);
                self.ints([date.year().into(), date.month().into(), date.day().into()]);
                self.write(&[TUPLE3]);
            }
            Value::Time(time) => {
                self.tag(Tag::Time);
                self.out.push(MARK);
                self.time(time);
            }
            Value::DateTime(datetime) => {
                let date = datetime.date();
                self.tag(Tag::DateTime);
                self.out.push(MARK);
                self.ints([date.year().into(), date.month().into(), date.day().into()]);
                self.time(datetime.time());
            }
            Value::Delta(delta) => {
                self.tag(Tag::Delta);
                self.ints([delta.days().into(), delta.seconds().into(), delta.microseconds().into()]);
                self.write(&[TUPLE3]);
            }
            Value::Decimal(decimal) => {
                self.tag(Tag::Decimal);
                writer::text(decimal.as_str().as_bytes(), self.out);
                self.write(&[TUPLE1]);
            }
            Value::Fraction(fraction) => {
                self.tag(Tag::Fraction);
                writer::big_int(fraction.numerator(), self.out)?;
                writer::big_int(fraction.denominator(), self.out)?;
                self.write(&[TUPLE2]);
            }
            Value::Uuid(uuid) => {
                self.tag(Tag::Uuid);
                writer::bytes(uuid.as_bytes(), self.out);
                self.write(&[TUPLE1]);
            }
            _ => return Ok(false),
        }
        self.out.push(REDUCE);
        Ok(true)
    }

    fn ints<const N: usize>(&mut self, ints: [i64; N]) {
        ints.into_iter().for_each(|int| writer::int(int, self.out));
    }

    /// The last arguments of a time or datetime.
    fn time(&mut self, time: &Time) {
        self.ints([time.hour().into(), time.minute().into(), time.second().into()]);
        self.ints([time.microsecond().into(), time.fold().into()]);
        match time.zone() {
            Zone::Naive => self.out.push(NONE),
            Zone::Named(key) => writer::text(key.as_bytes(), self.out),
            Zone::Offset(offset) => {
                self.ints([offset.seconds().into(), offset.microseconds().into()]);
                match offset.name() {
                    None => self.out.push(TUPLE2),
                    Some(name) => {
                        writer::text(name.as_bytes(), self.out);
                        self.out.push(TUPLE3);
                    }
                }
            }
        }
        self.out.push(TUPLE);
    }
}
