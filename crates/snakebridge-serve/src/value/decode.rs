//! [`Decoder`]: terms of the host as values and expressions.

use super::{Mistake, Names};
use crate::etf::{DEPTH, Head, Reader};
use snakebridge_core::{
    Array, BigInt, CallExpr, Complex, DType, Decimal, Delta, Expr, Fraction, Name, Object, Uuid, Value,
};

type Result<T, E = Mistake> = std::result::Result<T, E>;

/// Reads terms as what they mean.
///
/// ```
/// use snakebridge_core::{Callback, Error, Object, Value};
/// use snakebridge_serve::etf::{Reader, Term};
/// use snakebridge_serve::value::{Decoder, Given, Names};
///
/// struct NoNames;
/// impl Names for NoNames {
///     fn object(&mut self, _session: u64, _id: u64) -> Result<Object, Error> {
///         Err(Error::Usage("there are none".to_owned()))
///     }
///     fn callback(&mut self, _given: Given) -> Result<Callback, Error> {
///         Err(Error::Usage("there are none".to_owned()))
///     }
/// }
///
/// let bytes = Term::tuple("bytes", [Term::text("raw")]).encode();
/// let value = Decoder::new(&mut Reader::begin(&bytes)?, &mut NoNames).value().map_err(|mistake| mistake.into_error())?;
/// assert_eq!(value, Value::Bytes(b"raw".to_vec()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Decoder<'r, 'b, 'n> {
    pub(super) reader: &'r mut Reader<'b>,
    pub(super) names: &'n mut dyn Names,
}

impl<'r, 'b, 'n> Decoder<'r, 'b, 'n> {
    /// Reads on from where the reader is.
    pub fn new(reader: &'r mut Reader<'b>, names: &'n mut dyn Names) -> Self {
        Self { reader, names }
    }

    pub(crate) fn head(&mut self) -> Result<Head<'b>> {
        Ok(self.reader.head()?)
    }

    pub(crate) fn tail(&mut self) -> Result<()> {
        Ok(self.reader.tail()?)
    }

    /// The next term as an expression.
    ///
    /// # Errors
    /// When it is none.
    pub fn expr(&mut self) -> Result<Expr> {
        self.value().map(Expr::from)
    }

    /// The next term as a value, which may have expressions in it.
    ///
    /// # Errors
    /// When it is none.
    pub fn value(&mut self) -> Result<Value> {
        self.nested(DEPTH)
    }

    pub(super) fn nested(&mut self, depth: usize) -> Result<Value> {
        let Some(inner) = depth.checked_sub(1) else {
            return Err(Mistake::new(format!("a term that nests more than {DEPTH} deep")));
        };
        Ok(match self.reader.head()? {
            Head::Int(int) => Value::Int(int),
            Head::Big(int) => Value::from(int),
            Head::Float(float) => Value::Float(float),
            Head::Atom("nil") => Value::None,
            Head::Atom("true") => Value::Bool(true),
            Head::Atom("false") => Value::Bool(false),
            Head::Atom(other) => {
                return Err(Mistake::new(format!("the atom `{other}`: send it as a binary, its text")));
            }
            Head::Binary(bytes) => Value::Str(text(bytes)?.to_owned()),
            Head::Nil => Value::List(Vec::new()),
            Head::Text(bytes) => Value::List(bytes.iter().map(|&byte| Value::Int(byte.into())).collect()),
            Head::List(length) => Value::List(self.items(length, inner)?),
            Head::Map(pairs) => {
                let mut dict = Vec::with_capacity(self.reader.room_for(pairs));
                for _ in 0..pairs {
                    dict.push(self.pair(inner)?);
                }
                Value::Dict(dict)
            }
            Head::Tuple(arity) => self.tagged(arity, inner)?,
        })
    }

    fn pair(&mut self, depth: usize) -> Result<(Value, Value)> {
        let key = self.nested(depth).map_err(|mistake| mistake.inside(".key"))?;
        let value = self.nested(depth).map_err(|mistake| mistake.inside(format!("[{}]", shown(&key))))?;
        Ok((key, value))
    }

    /// So many items and the tail of their list.
    fn items(&mut self, length: usize, depth: usize) -> Result<Vec<Value>> {
        let mut items = Vec::with_capacity(self.reader.room_for(length));
        for index in 0..length {
            items.push(self.nested(depth).map_err(|mistake| mistake.inside(format!("[{index}]")))?);
        }
        self.reader.tail()?;
        Ok(items)
    }

    /// A list.
    fn list(&mut self, depth: usize) -> Result<Vec<Value>> {
        match self.reader.head()? {
            Head::Nil => Ok(Vec::new()),
            Head::Text(bytes) => Ok(bytes.iter().map(|&byte| Value::Int(byte.into())).collect()),
            Head::List(length) => self.items(length, depth),
            other => Err(wrong("a list", &other)),
        }
    }

    fn tagged(&mut self, arity: usize, depth: usize) -> Result<Value> {
        if arity == 0 {
            return Err(Mistake::new("an empty tuple: send tuples of values as `{tuple, List}`"));
        }
        let tag = match self.reader.head()? {
            Head::Atom(tag) => tag,
            _ => {
                return Err(Mistake::new(
                    "a tuple that does not begin with a tag: send tuples of values as `{tuple, List}`",
                ));
            }
        };
        Ok(match (tag, arity - 1) {
            ("path", 1) => Expr::Path(self.name()?).into(),
            ("attr", 2) => {
                let of = self.part(depth)?;
                Expr::Attr(Box::new(of), self.name()?).into()
            }
            ("item", 2) => {
                let of = self.part(depth)?;
                Expr::Item(Box::new((of, self.part(depth)?))).into()
            }
            ("call", 3) => self.call(depth)?.into(),
            ("ref", 2 | 3) => Value::Object(self.object(arity - 1)?),
            ("callback", 3) => Value::Callback(self.callback(depth)?),
            ("tuple", 1) => Value::Tuple(self.list(depth)?),
            ("set", 1) => Value::Set(self.list(depth)?),
            ("frozenset", 1) => Value::FrozenSet(self.list(depth)?),
            ("dict", 1) => Value::Dict(self.pairs(depth)?),
            ("bytes", 1) => Value::Bytes(self.binary()?.to_vec()),
            ("bytearray", 1) => Value::ByteArray(self.binary()?.to_vec()),
            ("wtf8", 1) => Value::Wtf8(self.binary()?.to_vec()),
            ("float", 1) => Value::Float(self.special()?),
            ("complex", 2) => Value::Complex(Complex { re: self.float()?, im: self.float()? }),
            ("date", 3) => Value::Date(self.date()?),
            ("time", 6) => Value::Time(Box::new(self.time()?)),
            ("datetime", 9) => Value::DateTime(Box::new(self.datetime()?)),
            ("timedelta", 3) => Value::Delta(Delta::new(self.int()?, self.int()?, self.int()?)?),
            ("decimal", 1) => {
                let text = self.text()?;
                Value::Decimal(text.parse::<Decimal>()?)
            }
            ("fraction", 2) => Value::Fraction(Box::new(Fraction::new(self.big()?, self.big()?)?)),
            ("uuid", 1) => {
                let bytes = self.binary()?;
                let bytes = bytes.try_into().map_err(|_| Mistake::new("a UUID that has not 16 bytes"))?;
                Value::Uuid(Uuid::from_bytes(bytes))
            }
            ("array", 3) => Value::Array(Box::new(self.array()?)),
            (tag, rest) => {
                return Err(Mistake::new(format!(
                    "`{{{tag}, ..}}` with {rest} items: there is no such term"
                )));
            }
        })
    }

    /// A part of an expression.
    fn part(&mut self, depth: usize) -> Result<Expr> {
        self.nested(depth).map(Expr::from)
    }

    fn call(&mut self, depth: usize) -> Result<Expr> {
        let callee = self.part(depth)?;
        let args = self.list(depth).map_err(|mistake| mistake.inside(".args"))?;
        let kwargs = self.kwargs(depth)?;
        let args = args.into_iter().map(Expr::from).collect();
        Ok(Expr::Call(Box::new(CallExpr { callee, args, kwargs })))
    }

    /// A list of pairs of a name and an argument.
    fn kwargs(&mut self, depth: usize) -> Result<Vec<(Name, Expr)>> {
        let length = match self.reader.head()? {
            Head::Nil => return Ok(Vec::new()),
            Head::List(length) => length,
            other => return Err(wrong("a list of keyword arguments", &other)),
        };
        let mut kwargs = Vec::with_capacity(self.reader.room_for(length));
        for _ in 0..length {
            self.two()?;
            let name = self.name()?;
            let value = self.part(depth).map_err(|mistake| mistake.inside(format!(".{name}")))?;
            kwargs.push((name, value));
        }
        self.reader.tail()?;
        Ok(kwargs)
    }

    fn pairs(&mut self, depth: usize) -> Result<Vec<(Value, Value)>> {
        let length = match self.reader.head()? {
            Head::Nil => return Ok(Vec::new()),
            Head::List(length) => length,
            other => return Err(wrong("a list of pairs", &other)),
        };
        let mut pairs = Vec::with_capacity(self.reader.room_for(length));
        for _ in 0..length {
            self.two()?;
            pairs.push(self.pair(depth)?);
        }
        self.reader.tail()?;
        Ok(pairs)
    }

    /// The beginning of a pair.
    fn two(&mut self) -> Result<()> {
        match self.reader.head()? {
            Head::Tuple(2) => Ok(()),
            other => Err(wrong("a pair", &other)),
        }
    }

    /// A live object: `{ref, Session, Id}`, of which `ref` has been read.
    fn object(&mut self, rest: usize) -> Result<Object> {
        let (session, id) = (self.number()?, self.number()?);
        if rest == 3 {
            self.text()?;
        }
        Ok(self.names.object(session, id)?)
    }

    /// A live object and nothing else.
    ///
    /// # Errors
    /// When it is none.
    pub fn only_object(&mut self) -> Result<Object> {
        match self.nested(2)? {
            Value::Object(object) => Ok(object),
            other => Err(Mistake::new(format!("a `{}` where `{{ref, ..}}` is expected", other.type_name()))),
        }
    }

    fn array(&mut self) -> Result<Array> {
        let dtype = self.text()?;
        let dtype = DType::parse(dtype).ok_or_else(|| Mistake::new(format!("the dtype `{dtype}`")))?;
        let mut shape = Vec::new();
        match self.reader.head()? {
            Head::Nil => {}
            Head::Text(sizes) => shape.extend(sizes.iter().map(|&size| usize::from(size))),
            Head::List(length) => {
                for _ in 0..length {
                    let size = usize::try_from(self.number()?);
                    shape.push(size.map_err(|_| Mistake::new("an array that is too large"))?);
                }
                self.reader.tail()?;
            }
            other => return Err(wrong("the list of an array's sizes", &other)),
        }
        let data = self.binary()?;
        let data = self.reader.keep(data);
        let length = data.len();
        Array::new(dtype, shape.clone(), data).ok_or_else(|| {
            Mistake::new(format!(
                "an array of {length} bytes, which are not those of `{dtype}` in shape {shape:?}"
            ))
        })
    }

    fn special(&mut self) -> Result<f64> {
        match self.reader.head()? {
            Head::Atom("nan") => Ok(f64::NAN),
            Head::Atom("infinity") => Ok(f64::INFINITY),
            Head::Atom("neg_infinity") => Ok(f64::NEG_INFINITY),
            other => Err(wrong("`nan`, `infinity` or `neg_infinity`", &other)),
        }
    }

    fn float(&mut self) -> Result<f64> {
        match self.nested(2)? {
            Value::Float(float) => Ok(float),
            other => Err(Mistake::new(format!("a `{}` where a float is expected", other.type_name()))),
        }
    }

    fn big(&mut self) -> Result<BigInt> {
        match self.reader.head()? {
            Head::Int(int) => Ok(int.into()),
            Head::Big(int) => Ok(int),
            other => Err(wrong("an integer", &other)),
        }
    }

    pub(super) fn int(&mut self) -> Result<i64> {
        match self.reader.head()? {
            Head::Int(int) => Ok(int),
            other => Err(wrong("an integer of 64 bits", &other)),
        }
    }

    /// An integer from 0 to 2^64 - 1.
    ///
    /// # Errors
    /// When it is something else.
    pub fn number(&mut self) -> Result<u64> {
        let (found, number) = match self.reader.head()? {
            Head::Int(int) => (Head::Int(int), u64::try_from(int).ok()),
            Head::Big(int) => (Head::Nil, u64::try_from(int).ok()),
            other => (other, None),
        };
        number.ok_or_else(|| match found {
            Head::Nil | Head::Int(_) => Mistake::new("an integer that is not from 0 to 2^64-1"),
            other => wrong("an integer from 0 to 2^64-1", &other),
        })
    }

    /// An integer from 0 to 2^32 - 1, or less.
    pub(super) fn small<T: TryFrom<i64>>(&mut self) -> Result<T> {
        let int = self.int()?;
        T::try_from(int).map_err(|_| Mistake::new(format!("the integer {int} is out of range")))
    }

    /// A binary.
    ///
    /// # Errors
    /// When it is something else.
    pub fn binary(&mut self) -> Result<&'b [u8]> {
        match self.reader.head()? {
            Head::Binary(bytes) => Ok(bytes),
            other => Err(wrong("a binary", &other)),
        }
    }

    /// A binary that is UTF-8.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&mut self) -> Result<&'b str> {
        text(self.binary()?)
    }

    pub(super) fn name(&mut self) -> Result<Name> {
        self.text().map(|text| Name::Owned(text.to_owned()))
    }
}

fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| {
        Mistake::new(
            "a binary that is not UTF-8: send it as `{bytes, Binary}`, or as `{wtf8, Binary}` if it is text",
        )
    })
}

fn shown(key: &Value) -> String {
    Expr::Value(key.clone()).to_string()
}

/// `expected`, but this came.
pub(crate) fn wrong(expected: &str, found: &Head<'_>) -> Mistake {
    let found = match found {
        Head::Int(_) | Head::Big(_) => "an integer".to_owned(),
        Head::Float(_) => "a float".to_owned(),
        Head::Atom(name) => format!("the atom `{name}`"),
        Head::Binary(_) => "a binary".to_owned(),
        Head::Nil | Head::Text(_) | Head::List(_) => "a list".to_owned(),
        Head::Tuple(arity) => format!("a tuple of {arity}"),
        Head::Map(_) => "a map".to_owned(),
    };
    Mistake::new(format!("{found} where {expected} is expected"))
}
