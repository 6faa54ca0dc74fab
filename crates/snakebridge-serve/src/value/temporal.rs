//! Dates and times as terms.

use super::decode::wrong;
use super::{Decoder, Encoder, Mistake};
use crate::etf::{Atom, Head};
use snakebridge_core::{Date, DateTime, Offset, Time, Zone};

impl Decoder<'_, '_, '_> {
    pub(super) fn date(&mut self) -> Result<Date, Mistake> {
        Ok(Date::new(self.small()?, self.small()?, self.small()?)?)
    }

    pub(super) fn time(&mut self) -> Result<Time, Mistake> {
        let time = Time::new(self.small()?, self.small()?, self.small()?, self.small()?)?;
        let fold = match self.int()? {
            0 => false,
            1 => true,
            _ => return Err(Mistake::new("a fold that is neither 0 nor 1")),
        };
        Ok(time.with_fold(fold).with_zone(self.zone()?))
    }

    pub(super) fn datetime(&mut self) -> Result<DateTime, Mistake> {
        Ok(DateTime::new(self.date()?, self.time()?))
    }

    fn zone(&mut self) -> Result<Zone, Mistake> {
        let expected = "`nil`, `{offset, Seconds, Microseconds, Name}` or `{zone, Key}`";
        let arity = match self.reader.head()? {
            Head::Atom("nil") => return Ok(Zone::Naive),
            Head::Tuple(arity) => arity,
            other => return Err(wrong(expected, &other)),
        };
        match (self.reader.head()?, arity) {
            (Head::Atom("offset"), 4) => {
                let (seconds, microseconds) = (self.small()?, self.small()?);
                let name = match self.reader.head()? {
                    Head::Atom("nil") => None,
                    Head::Binary(name) => match std::str::from_utf8(name) {
                        Ok(name) => Some(name.to_owned()),
                        Err(_) => return Err(Mistake::new("the name of a zone that is not UTF-8")),
                    },
                    other => return Err(wrong("the name of a zone", &other)),
                };
                Ok(Zone::Offset(Offset::new(seconds, microseconds, name)?))
            }
            (Head::Atom("zone"), 2) => self.text().map(Zone::named),
            (other, _) => Err(wrong(expected, &other)),
        }
    }
}

impl Encoder<'_> {
    pub(super) fn date(&mut self, date: Date) {
        self.out.uint(date.year().into());
        self.out.uint(date.month().into());
        self.out.uint(date.day().into());
    }

    pub(super) fn time(&mut self, time: &Time) {
        self.out.uint(time.hour().into());
        self.out.uint(time.minute().into());
        self.out.uint(time.second().into());
        self.out.uint(time.microsecond().into());
        self.out.uint(time.fold().into());
        match time.zone() {
            Zone::Naive => self.out.atom(Atom::NIL),
            Zone::Offset(offset) => {
                self.out.tuple(4);
                self.out.atom(Atom::OFFSET);
                self.out.int(offset.seconds().into());
                self.out.uint(offset.microseconds().into());
                match offset.name() {
                    Some(name) => self.out.binary(name.as_bytes()),
                    None => self.out.atom(Atom::NIL),
                }
            }
            Zone::Named(key) => {
                self.out.tuple(2);
                self.out.atom(Atom::ZONE);
                self.out.binary(key.as_bytes());
            }
        }
    }
}
