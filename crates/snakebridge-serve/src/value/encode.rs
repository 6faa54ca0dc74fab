//! [`Encoder`]: values as terms.

use super::Objects;
use crate::etf::{Atom, Writer};
use snakebridge_core::{Array, Error, Result, Value};

/// Writes values as terms.
///
/// ```
/// use snakebridge_core::{Object, Value};
/// use snakebridge_serve::etf::{Term, Writer};
/// use snakebridge_serve::value::{Encoder, Objects};
///
/// struct NoObjects;
/// impl Objects for NoObjects {
///     fn name(&mut self, _object: &Object) -> (u64, u64) {
///         unreachable!("there are none")
///     }
/// }
///
/// let mut bytes = Vec::new();
/// let mut objects = NoObjects;
/// let mut encoder = Encoder::new(Writer::begin(&mut bytes), &mut objects);
/// encoder.value(&Value::Bytes(b"raw".to_vec()))?;
/// assert!(encoder.is_mixed());
/// assert_eq!(Term::decode(&bytes)?, Term::tuple("bytes", [Term::text("raw")]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Encoder<'a> {
    pub(crate) out: Writer<'a>,
    objects: &'a mut dyn Objects,
    mixed: bool,
    pairs: bool,
}

impl<'a> Encoder<'a> {
    /// Writes on behind what there is.
    pub fn new(out: Writer<'a>, objects: &'a mut dyn Objects) -> Self {
        Self { out, objects, mixed: false, pairs: false }
    }

    /// Whether to write every dict as pairs.
    pub fn set_pairs(&mut self, pairs: bool) {
        self.pairs = pairs;
    }

    /// Whether there was a tuple in what was written.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.mixed
    }

    /// The beginning of a term with a tag.
    fn tag(&mut self, tag: Atom, rest: usize) {
        self.mixed = true;
        self.out.tuple(1 + rest);
        self.out.atom(tag);
    }

    /// One value.
    ///
    /// # Errors
    /// [`Error::Usage`] for what does not come from Python: callbacks and expressions.
    pub fn value(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::None => self.out.atom(Atom::NIL),
            Value::Bool(value) => self.out.bool(*value),
            Value::Int(int) => self.out.int(*int),
            Value::BigInt(int) => self.out.big(int),
            Value::Float(float) => self.float(*float),
            Value::Str(text) => self.out.binary(text.as_bytes()),
            Value::Wtf8(bytes) => self.bytes(Atom::WTF8, bytes),
            Value::Bytes(bytes) => self.bytes(Atom::BYTES, bytes),
            Value::ByteArray(bytes) => self.bytes(Atom::BYTEARRAY, bytes),
            Value::List(items) => self.list(items)?,
            Value::Tuple(items) => self.collection(Atom::TUPLE, items)?,
            Value::Set(items) => self.collection(Atom::SET, items)?,
            Value::FrozenSet(items) => self.collection(Atom::FROZENSET, items)?,
            Value::Dict(pairs) => self.dict(pairs)?,
            Value::Complex(complex) => {
                self.tag(Atom::COMPLEX, 2);
                self.float(complex.re);
                self.float(complex.im);
            }
            Value::Date(date) => {
                self.tag(Atom::DATE, 3);
                self.date(*date);
            }
            Value::Time(time) => {
                self.tag(Atom::TIME, 6);
                self.time(time);
            }
            Value::DateTime(datetime) => {
                self.tag(Atom::DATETIME, 9);
                self.date(datetime.date());
                self.time(datetime.time());
            }
            Value::Delta(delta) => {
                self.tag(Atom::TIMEDELTA, 3);
                self.out.int(delta.days().into());
                self.out.int(delta.seconds().into());
                self.out.int(delta.microseconds().into());
            }
            Value::Decimal(decimal) => self.bytes(Atom::DECIMAL, decimal.as_str().as_bytes()),
            Value::Fraction(fraction) => {
                self.tag(Atom::FRACTION, 2);
                self.out.big(fraction.numerator());
                self.out.big(fraction.denominator());
            }
            Value::Uuid(uuid) => self.bytes(Atom::UUID, uuid.as_bytes()),
            Value::Array(array) => self.array(array),
            Value::Object(object) => {
                self.tag(Atom::REF, 3);
                let (session, id) = self.objects.name(object);
                self.out.uint(session);
                self.out.uint(id);
                self.out.binary(object.type_name().as_bytes());
            }
            other => return Err(Error::Usage(format!("a `{}` is not sent to a host", other.type_name()))),
        }
        Ok(())
    }

    /// Values as a list.
    ///
    /// # Errors
    /// As [`value`](Self::value).
    pub fn list(&mut self, items: &[Value]) -> Result<()> {
        self.out.list(items.len());
        for item in items {
            // A million of them are nothing special.
            match item {
                Value::Float(float) if float.is_finite() => self.out.float(*float),
                other => self.value(other)?,
            }
        }
        self.out.end_list();
        Ok(())
    }

    fn float(&mut self, float: f64) {
        if float.is_finite() {
            return self.out.float(float);
        }
        self.tag(Atom::FLOAT, 1);
        self.out.atom(match float {
            f64::INFINITY => Atom::INFINITY,
            f64::NEG_INFINITY => Atom::NEG_INFINITY,
            _ => Atom::NAN,
        });
    }

    fn bytes(&mut self, tag: Atom, bytes: &[u8]) {
        self.tag(tag, 1);
        self.out.binary(bytes);
    }

    fn collection(&mut self, tag: Atom, items: &[Value]) -> Result<()> {
        self.tag(tag, 1);
        self.list(items)
    }

    fn dict(&mut self, pairs: &[(Value, Value)]) -> Result<()> {
        if !self.pairs && pairs.iter().all(|(key, _)| is_distinct(key)) {
            self.out.map(pairs.len());
            for (key, value) in pairs {
                self.value(key)?;
                self.value(value)?;
            }
            return Ok(());
        }
        self.tag(Atom::DICT, 1);
        self.out.list(pairs.len());
        for (key, value) in pairs {
            self.out.tuple(2);
            self.value(key)?;
            self.value(value)?;
        }
        self.out.end_list();
        Ok(())
    }

    fn array(&mut self, array: &Array) {
        self.tag(Atom::ARRAY, 3);
        self.out.binary(array.dtype().to_string().as_bytes());
        self.out.list(array.shape().len());
        array.shape().iter().for_each(|&size| self.out.uint(size as u64));
        self.out.end_list();
        self.out.binary(array.data());
    }
}

/// Whether keys of this kind that are two in Python are two terms as well.
fn is_distinct(key: &Value) -> bool {
    match key {
        Value::None
        | Value::Bool(_)
        | Value::Int(_)
        | Value::BigInt(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::Date(_)
        | Value::Uuid(_) => true,
        Value::Float(float) => float.is_finite(),
        Value::Tuple(items) | Value::FrozenSet(items) => items.iter().all(is_distinct),
        _ => false,
    }
}
