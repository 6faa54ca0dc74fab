//! [`Reader`]: bytes as terms, piece by piece.

use super::{FormatError, tag};
use bytes::Bytes;
use num_bigint::{BigInt, Sign};

/// Reads terms from bytes that may be anything: lengths are held against what is there before anything is made of them.
///
/// ```
/// use snakebridge_serve::etf::{Head, Reader};
/// let mut reader = Reader::begin(&[131, 104, 2, 97, 1, 97, 2])?;
/// assert_eq!(reader.head()?, Head::Tuple(2));
/// assert_eq!((reader.head()?, reader.head()?), (Head::Int(1), Head::Int(2)));
/// reader.end()?;
/// # Ok::<(), snakebridge_serve::etf::FormatError>(())
/// ```
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Terms that lists, tuples and maps have announced and that have not been read: each takes a byte at least.
    owed: usize,
    /// The same bytes, to be shared.
    whole: Option<&'a Bytes>,
}

/// A term, or the beginning of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Head<'a> {
    /// An integer of 64 bits.
    Int(i64),
    /// A larger one.
    Big(BigInt),
    /// A float.
    Float(f64),
    /// An atom.
    Atom(&'a str),
    /// A binary.
    Binary(&'a [u8]),
    /// The empty list.
    Nil,
    /// A list of integers of a byte each.
    Text(&'a [u8]),
    /// So many terms follow, and then the tail, which has to be the empty list.
    List(usize),
    /// So many terms follow.
    Tuple(usize),
    /// So many keys follow, each with its value.
    Map(usize),
}

impl<'a> Reader<'a> {
    /// Reads the version.
    ///
    /// # Errors
    /// When it is another, or the term is compressed.
    pub fn begin(bytes: &'a [u8]) -> Result<Self, FormatError> {
        match bytes {
            [tag::VERSION, tag::COMPRESSED, ..] => {
                Err(FormatError::with_fix("a compressed term", 1, ": send it as it is"))
            }
            [tag::VERSION, ..] => Ok(Self { bytes, at: 1, owed: 1, whole: None }),
            _ => Err(FormatError::with_fix(
                "no term",
                0,
                ": the first byte is to be 131, the version of the external term format",
            )),
        }
    }

    /// As [`begin`](Self::begin), from bytes that values may go on to share.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn sharing(bytes: &'a Bytes) -> Result<Self, FormatError> {
        Ok(Self { whole: Some(bytes), ..Self::begin(bytes)? })
    }

    /// Bytes that were read, to be kept: without a copy, where the whole is shared.
    #[must_use]
    pub fn keep(&self, bytes: &[u8]) -> Bytes {
        match self.whole {
            Some(whole) if !bytes.is_empty() => whole.slice_ref(bytes),
            _ => Bytes::copy_from_slice(bytes),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// How many items to make room for at once, of so many that were announced.
    #[must_use]
    pub fn room_for(&self, count: usize) -> usize {
        count.min((self.bytes.len() - self.at) / 8 + 16)
    }

    /// There has to be no more.
    ///
    /// # Errors
    /// When there is.
    pub fn end(&self) -> Result<(), FormatError> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.error("bytes behind the term")) }
    }

    /// The end of a list.
    ///
    /// # Errors
    /// When its tail is something else than the empty list.
    pub fn tail(&mut self) -> Result<(), FormatError> {
        self.owed += 1;
        match self.head()? {
            Head::Nil => Ok(()),
            _ => Err(self.error("an improper list")),
        }
    }

    /// The next term, or its beginning.
    ///
    /// # Errors
    /// When there is none, it is cut short, or it is none that means anything here.
    pub fn head(&mut self) -> Result<Head<'a>, FormatError> {
        let begin = self.at;
        self.owed = self.owed.saturating_sub(1);
        let tag = self.take(1)?[0];
        Ok(match tag {
            tag::SMALL_INTEGER => Head::Int(self.take(1)?[0].into()),
            tag::INTEGER => Head::Int(i32::from_be_bytes(self.array()?).into()),
            tag::SMALL_BIG => {
                let length = self.byte()?;
                self.big(length)?
            }
            tag::LARGE_BIG => {
                let length = self.count()?;
                self.big(length)?
            }
            tag::NEW_FLOAT => Head::Float(f64::from_be_bytes(self.array()?)),
            tag::SMALL_ATOM | tag::SMALL_ATOM_UTF8 => {
                let length = self.byte()?;
                self.atom(length)?
            }
            tag::ATOM | tag::ATOM_UTF8 => {
                let length = u16::from_be_bytes(self.array()?).into();
                self.atom(length)?
            }
            tag::BINARY => {
                let length = self.count()?;
                Head::Binary(self.take(length)?)
            }
            tag::NIL => Head::Nil,
            tag::STRING => {
                let length = u16::from_be_bytes(self.array()?).into();
                Head::Text(self.take(length)?)
            }
            tag::LIST => {
                let length = self.count()?;
                Head::List(self.announce(length)?)
            }
            tag::SMALL_TUPLE => {
                let arity = self.byte()?;
                Head::Tuple(self.announce(arity)?)
            }
            tag::LARGE_TUPLE => {
                let arity = self.count()?;
                Head::Tuple(self.announce(arity)?)
            }
            tag::MAP => {
                let pairs = self.count()?;
                self.announce(pairs.saturating_mul(2))?;
                Head::Map(pairs)
            }
            other => {
                let what = tag::foreign(other)
                    .map_or_else(|| format!("a term with the unknown tag {other}"), str::to_owned);
                return Err(FormatError::new(what, begin));
            }
        })
    }

    fn big(&mut self, length: usize) -> Result<Head<'a>, FormatError> {
        let sign = self.byte()?;
        let sign = match sign {
            0 => Sign::Plus,
            1 => Sign::Minus,
            _ => return Err(self.error("an integer with a strange sign")),
        };
        let big = BigInt::from_bytes_le(sign, self.take(length)?);
        Ok(i64::try_from(&big).map_or(Head::Big(big), Head::Int))
    }

    fn atom(&mut self, length: usize) -> Result<Head<'a>, FormatError> {
        let name = self.take(length)?;
        // Atoms in Latin-1 are the same as far as they mean anything here.
        std::str::from_utf8(name).map(Head::Atom).map_err(|_| self.error("an atom that is not UTF-8"))
    }

    fn byte(&mut self) -> Result<usize, FormatError> {
        Ok(self.take(1)?[0].into())
    }

    fn count(&mut self) -> Result<usize, FormatError> {
        let count = u32::from_be_bytes(self.array()?);
        usize::try_from(count).map_err(|_| self.error("a term that is too long for this machine"))
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], FormatError> {
        match self.bytes[self.at..].first_chunk() {
            Some(array) => {
                self.at += N;
                Ok(*array)
            }
            None => Err(self.error("a term that is cut short")),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], FormatError> {
        match self.bytes[self.at..].get(..length) {
            Some(taken) => {
                self.at += length;
                Ok(taken)
            }
            None => Err(self.error("a term that is cut short")),
        }
    }

    /// Notes that so many terms have to follow.
    fn announce(&mut self, count: usize) -> Result<usize, FormatError> {
        self.owed = self.owed.saturating_add(count);
        if self.owed > self.bytes.len() - self.at {
            return Err(self.error("a term that is cut short"));
        }
        Ok(count)
    }

    pub(crate) fn error(&self, what: impl Into<String>) -> FormatError {
        FormatError::new(what, self.at)
    }
}
