//! [`Writer`]: terms as bytes.

use super::atom::Atom;
use super::tag;
use num_bigint::{BigInt, Sign};

/// Writes terms behind each other. Tuples, lists and maps are a header, after which as many terms have to be written as it says.
///
/// ```
/// use snakebridge_serve::etf::{Atom, Term, Writer};
/// let mut bytes = Vec::new();
/// let mut writer = Writer::begin(&mut bytes);
/// writer.tuple(2);
/// writer.atom(Atom::PONG);
/// writer.uint(7);
/// assert_eq!(Term::decode(&bytes)?, Term::Tuple(vec![Term::atom("pong"), Term::from(7)]));
/// # Ok::<(), snakebridge_serve::etf::FormatError>(())
/// ```
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Writer<'a> {
    /// Begins a term behind what is in `out`, with the version.
    pub fn begin(out: &'a mut Vec<u8>) -> Self {
        out.push(tag::VERSION);
        Self { out }
    }

    /// How many bytes there are.
    #[must_use]
    pub fn position(&self) -> usize {
        self.out.len()
    }

    /// An atom.
    pub fn atom(&mut self, atom: Atom) {
        self.any_atom(atom.name());
    }

    /// Writes another atom of the same length over one at a position.
    pub fn replace_atom(&mut self, position: usize, atom: Atom) {
        let name = atom.name().as_bytes();
        let begin = position + 2;
        if let Some(place) = self.out.get_mut(begin..begin + name.len()) {
            place.copy_from_slice(name);
        }
    }

    pub(super) fn any_atom(&mut self, name: &str) {
        match u8::try_from(name.len()) {
            Ok(length) => self.out.extend_from_slice(&[tag::SMALL_ATOM_UTF8, length]),
            Err(_) => {
                self.out.push(tag::ATOM_UTF8);
                self.out.extend_from_slice(&(name.len() as u16).to_be_bytes());
            }
        }
        self.out.extend_from_slice(name.as_bytes());
    }

    /// An atom that says yes or no.
    pub fn bool(&mut self, value: bool) {
        self.atom(if value { Atom::TRUE } else { Atom::FALSE });
    }

    /// An integer.
    pub fn int(&mut self, int: i64) {
        if let Ok(byte) = u8::try_from(int) {
            self.out.extend_from_slice(&[tag::SMALL_INTEGER, byte]);
        } else if let Ok(short) = i32::try_from(int) {
            self.out.push(tag::INTEGER);
            self.out.extend_from_slice(&short.to_be_bytes());
        } else {
            self.magnitude(int < 0, &int.unsigned_abs().to_le_bytes());
        }
    }

    /// An integer that is not negative.
    pub fn uint(&mut self, int: u64) {
        match i64::try_from(int) {
            Ok(int) => self.int(int),
            Err(_) => self.magnitude(false, &int.to_le_bytes()),
        }
    }

    /// An integer of any size.
    pub fn big(&mut self, int: &BigInt) {
        match i64::try_from(int) {
            Ok(int) => self.int(int),
            Err(_) => {
                let (sign, bytes) = int.to_bytes_le();
                self.magnitude(sign == Sign::Minus, &bytes);
            }
        }
    }

    fn magnitude(&mut self, negative: bool, bytes: &[u8]) {
        let length = bytes.len() - bytes.iter().rev().take_while(|&&byte| byte == 0).count();
        match u8::try_from(length) {
            Ok(short) => self.out.extend_from_slice(&[tag::SMALL_BIG, short]),
            Err(_) => self.header(tag::LARGE_BIG, length),
        }
        self.out.push(negative.into());
        self.out.extend_from_slice(&bytes[..length]);
    }

    /// A float, which has to be finite: there are no others in Erlang.
    pub fn float(&mut self, float: f64) {
        let mut bytes = [tag::NEW_FLOAT; 9];
        bytes[1..].copy_from_slice(&float.to_be_bytes());
        self.out.extend_from_slice(&bytes);
    }

    /// A binary.
    pub fn binary(&mut self, bytes: &[u8]) {
        self.out.reserve(5 + bytes.len());
        self.header(tag::BINARY, bytes.len());
        self.out.extend_from_slice(bytes);
    }

    /// The beginning of a tuple of so many.
    pub fn tuple(&mut self, arity: usize) {
        match u8::try_from(arity) {
            Ok(short) => self.out.extend_from_slice(&[tag::SMALL_TUPLE, short]),
            Err(_) => self.header(tag::LARGE_TUPLE, arity),
        }
    }

    /// The beginning of a list of so many, unless it is empty; [`end_list`](Self::end_list) ends it.
    pub fn list(&mut self, length: usize) {
        if length > 0 {
            self.header(tag::LIST, length);
        }
    }

    /// The end of a list, also of one of none.
    pub fn end_list(&mut self) {
        self.out.push(tag::NIL);
    }

    /// The beginning of a map of so many pairs.
    pub fn map(&mut self, pairs: usize) {
        self.header(tag::MAP, pairs);
    }

    /// A tag and a count. What does not fit makes a frame that is too long anyway, and is refused as that.
    fn header(&mut self, tag: u8, count: usize) {
        self.out.push(tag);
        self.out.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes());
    }
}
