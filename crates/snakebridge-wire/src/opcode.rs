//! The opcodes of pickle that cross the wire, named as in CPython's `Lib/pickle.py`, and the names of the tags.

pub(super) const MARK: u8 = b'(';
pub(super) const STOP: u8 = b'.';
pub(super) const POP: u8 = b'0';
pub(super) const POP_MARK: u8 = b'1';
pub(super) const BINFLOAT: u8 = b'G';
pub(super) const BININT: u8 = b'J';
pub(super) const BININT1: u8 = b'K';
pub(super) const BININT2: u8 = b'M';
pub(super) const NONE: u8 = b'N';
/// To the worker only: a path (str) or an object (int).
pub(super) const BINPERSID: u8 = b'Q';
pub(super) const REDUCE: u8 = b'R';
pub(super) const BINUNICODE: u8 = b'X';
pub(super) const EMPTY_LIST: u8 = b']';
pub(super) const APPEND: u8 = b'a';
pub(super) const APPENDS: u8 = b'e';
pub(super) const BINGET: u8 = b'h';
pub(super) const LONG_BINGET: u8 = b'j';
pub(super) const SETITEM: u8 = b's';
pub(super) const TUPLE: u8 = b't';
pub(super) const EMPTY_TUPLE: u8 = b')';
pub(super) const SETITEMS: u8 = b'u';
pub(super) const EMPTY_DICT: u8 = b'}';
pub(super) const PROTO: u8 = 0x80;
pub(super) const TUPLE1: u8 = 0x85;
pub(super) const TUPLE2: u8 = 0x86;
pub(super) const TUPLE3: u8 = 0x87;
pub(super) const NEWTRUE: u8 = 0x88;
pub(super) const NEWFALSE: u8 = 0x89;
pub(super) const LONG1: u8 = 0x8a;
pub(super) const LONG4: u8 = 0x8b;
pub(super) const BINBYTES: u8 = b'B';
pub(super) const SHORT_BINBYTES: u8 = b'C';
pub(super) const SHORT_BINUNICODE: u8 = 0x8c;
pub(super) const BINUNICODE8: u8 = 0x8d;
pub(super) const BINBYTES8: u8 = 0x8e;
pub(super) const EMPTY_SET: u8 = 0x8f;
pub(super) const ADDITEMS: u8 = 0x90;
pub(super) const FROZENSET: u8 = 0x91;
pub(super) const STACK_GLOBAL: u8 = 0x93;
pub(super) const MEMOIZE: u8 = 0x94;
pub(super) const FRAME: u8 = 0x95;
pub(super) const BYTEARRAY8: u8 = 0x96;

/// The version of pickle that is spoken.
pub(super) const PROTOCOL: u8 = 5;

/// The module of every tag.
pub(super) const MODULE: &str = "snakebridge";

/// The global names that mean something; see `docs/wire.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Attr,
    Item,
    Call,
    Object,
    Scalar,
    Complex,
    Array,
    Date,
    Time,
    DateTime,
    Delta,
    Decimal,
    Fraction,
    Uuid,
    Callback,
    HostError,
    SharedBytes,
    SharedByteArray,
    Lend,
}

impl Tag {
    pub(super) const COUNT: usize = 19;

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Attr => "attr",
            Self::Item => "item",
            Self::Call => "call",
            Self::Object => "object",
            Self::Scalar => "scalar",
            Self::Complex => "complex",
            Self::Array => "array",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime",
            Self::Delta => "timedelta",
            Self::Decimal => "decimal",
            Self::Fraction => "fraction",
            Self::Uuid => "uuid",
            Self::Callback => "callback",
            Self::HostError => "host_error",
            Self::SharedBytes => "shared_bytes",
            Self::SharedByteArray => "shared_bytearray",
            Self::Lend => "lend",
        }
    }

    const FROM_WORKER: [Self; Self::COUNT - 6] = [
        Self::Object,
        Self::Scalar,
        Self::Complex,
        Self::Array,
        Self::Date,
        Self::Time,
        Self::DateTime,
        Self::Delta,
        Self::Decimal,
        Self::Fraction,
        Self::Uuid,
        Self::SharedBytes,
        Self::SharedByteArray,
    ];

    /// The tags that a worker sends.
    pub(super) fn from_worker(name: &str) -> Option<Self> {
        Self::FROM_WORKER.into_iter().find(|tag| tag.name() == name)
    }
}
