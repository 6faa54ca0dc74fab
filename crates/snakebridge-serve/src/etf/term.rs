//! [`Term`]: any term.

use super::{DEPTH, FormatError, Head, Reader, Writer};
use num_bigint::BigInt;

/// Any term that the protocol admits: for hosts in Rust, and for tests. The server itself reads and writes values without the detour.
///
/// ```
/// use snakebridge_serve::etf::Term;
/// let call = Term::tuple("path", [Term::text("math.pi")]);
/// assert_eq!(Term::decode(&call.encode())?, call);
/// # Ok::<(), snakebridge_serve::etf::FormatError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// An atom.
    Atom(String),
    /// An integer.
    Int(BigInt),
    /// A float.
    Float(f64),
    /// A binary.
    Binary(Vec<u8>),
    /// A list.
    List(Vec<Term>),
    /// A tuple.
    Tuple(Vec<Term>),
    /// A map, in the order of its bytes.
    Map(Vec<(Term, Term)>),
}

impl Term {
    /// An atom.
    #[must_use]
    pub fn atom(name: &str) -> Self {
        Self::Atom(name.to_owned())
    }

    /// A binary of UTF-8.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Binary(text.as_bytes().to_vec())
    }

    /// A tuple that begins with a tag.
    #[must_use]
    pub fn tuple(tag: &str, rest: impl IntoIterator<Item = Self>) -> Self {
        Self::Tuple(std::iter::once(Self::atom(tag)).chain(rest).collect())
    }

    /// The items of a tuple whose first is this atom, without that.
    #[must_use]
    pub fn tagged(&self, tag: &str) -> Option<&[Self]> {
        match self {
            Self::Tuple(items) => {
                items.split_first().filter(|(first, _)| first.is_atom(tag)).map(|(_, rest)| rest)
            }
            _ => None,
        }
    }

    /// Whether it is this atom.
    #[must_use]
    pub fn is_atom(&self, name: &str) -> bool {
        matches!(self, Self::Atom(atom) if atom == name)
    }

    /// What a map has at an atom.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(known, _)| known.is_atom(key)).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a binary.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Binary(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// An integer that is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Int(int) => u64::try_from(int).ok(),
            _ => None,
        }
    }

    /// As bytes, with the version.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut Writer::begin(&mut out));
        out
    }

    fn write(&self, out: &mut Writer<'_>) {
        match self {
            Self::Atom(name) => out.any_atom(name),
            Self::Int(int) => out.big(int),
            Self::Float(float) => out.float(*float),
            Self::Binary(bytes) => out.binary(bytes),
            Self::List(items) => {
                out.list(items.len());
                items.iter().for_each(|item| item.write(out));
                out.end_list();
            }
            Self::Tuple(items) => {
                out.tuple(items.len());
                items.iter().for_each(|item| item.write(out));
            }
            Self::Map(pairs) => {
                out.map(pairs.len());
                for (key, value) in pairs {
                    key.write(out);
                    value.write(out);
                }
            }
        }
    }

    /// Reads one term, with the version, that takes all of the bytes.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut reader = Reader::begin(bytes)?;
        let term = Self::read(&mut reader, DEPTH)?;
        reader.end().map(|()| term)
    }

    fn read(reader: &mut Reader<'_>, depth: usize) -> Result<Self, FormatError> {
        let Some(inner) = depth.checked_sub(1) else {
            return Err(reader.error(format!("a term that nests more than {DEPTH} deep")));
        };
        let items = |reader: &mut Reader<'_>, count: usize| {
            let mut items = Vec::with_capacity(reader.room_for(count));
            for _ in 0..count {
                items.push(Self::read(reader, inner)?);
            }
            Ok(items)
        };
        Ok(match reader.head()? {
            Head::Int(int) => Self::Int(int.into()),
            Head::Big(int) => Self::Int(int),
            Head::Float(float) => Self::Float(float),
            Head::Atom(name) => Self::atom(name),
            Head::Binary(bytes) => Self::Binary(bytes.to_vec()),
            Head::Nil => Self::List(Vec::new()),
            Head::Text(bytes) => Self::List(bytes.iter().map(|&byte| Self::Int(byte.into())).collect()),
            Head::List(length) => {
                let items = items(reader, length)?;
                reader.tail()?;
                Self::List(items)
            }
            Head::Tuple(arity) => Self::Tuple(items(reader, arity)?),
            Head::Map(count) => {
                let mut pairs = Vec::with_capacity(reader.room_for(count));
                for _ in 0..count {
                    pairs.push((Self::read(reader, inner)?, Self::read(reader, inner)?));
                }
                Self::Map(pairs)
            }
        })
    }
}

impl From<i64> for Term {
    fn from(int: i64) -> Self {
        Self::Int(int.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms() -> impl Strategy<Value = Term> {
        let leaf = prop_oneof![
            "[a-z_]{1,300}".prop_map(Term::Atom),
            any::<i64>().prop_map(Term::from),
            (any::<bool>(), prop::collection::vec(any::<u8>(), 0..600)).prop_map(|(negative, bytes)| {
                let sign = if negative { num_bigint::Sign::Minus } else { num_bigint::Sign::Plus };
                Term::Int(BigInt::from_bytes_le(sign, &bytes))
            }),
            any::<f64>().prop_filter("there are no others", |float| float.is_finite()).prop_map(Term::Float),
            prop::collection::vec(any::<u8>(), 0..40).prop_map(Term::Binary),
        ];
        leaf.prop_recursive(4, 60, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Term::List),
                prop::collection::vec(inner.clone(), 0..8).prop_map(Term::Tuple),
                prop::collection::vec((inner.clone(), inner), 0..4).prop_map(Term::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn terms_round_trip(term in terms()) {
            prop_assert_eq!(Term::decode(&term.encode()).unwrap(), term);
        }

        #[test]
        fn what_is_cut_short_is_refused(term in terms(), cut in any::<prop::sample::Index>()) {
            let bytes = term.encode();
            prop_assert!(Term::decode(&bytes[..cut.index(bytes.len())]).is_err());
        }

        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            bytes.insert(0, 131);
            if let Ok(term) = Term::decode(&bytes) {
                prop_assert_eq!(Term::decode(&term.encode()).unwrap(), term);
            }
        }
    }

    #[test]
    fn lengths_that_lie_cost_nothing() {
        for tag in [105, 108, 109, 111, 116] {
            let bytes = [131, tag, 0xff, 0xff, 0xff, 0xff, 0];
            let error = Term::decode(&bytes).unwrap_err();
            assert!(error.to_string().contains("cut short"), "{error}");
        }
        // Each list announces as many as there are bytes: together they are more.
        let nested = [&[131][..], &[108, 0, 0, 0, 60].repeat(12), &[106; 20]].concat();
        assert!(Term::decode(&nested).is_err());
    }

    #[test]
    fn what_is_too_deep_or_foreign_is_refused_by_name() {
        let deep = [&[131][..], &[104, 1].repeat(DEPTH), &[106]].concat();
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let read = thread.spawn(move || Term::decode(&deep)).unwrap().join().unwrap();
        assert!(read.unwrap_err().to_string().contains("more than 1000 deep"));
        let refused = |bytes: &[u8]| Term::decode(bytes).unwrap_err().to_string();
        assert_eq!(refused(&[131, 88]), "a process identifier at byte 1");
        assert_eq!(refused(&[131, 108, 0, 0, 0, 1, 97, 1, 97, 2]), "an improper list at byte 10");
        assert_eq!(refused(&[131, 106, 106]), "bytes behind the term at byte 2");
        assert!(refused(&[130, 106]).starts_with("no term at byte 0"));
    }
}
