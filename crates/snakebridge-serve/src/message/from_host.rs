//! [`FromHost`]: the messages of the host.

use super::ask::{Ask, Terms};
use super::error::HostTerm;
use crate::etf::{FormatError, Head, Reader};
use crate::value::{Decoder, Given, Mistake, Names};
use bytes::Bytes;
use snakebridge_core::{Callback, Error, Expr, Object, Value};

/// A message of the host.
#[derive(Debug, Clone, PartialEq)]
pub enum FromHost {
    /// The first one.
    Hello {
        /// The version of the protocol.
        version: u64,
        /// What the host wants; see "Hello" in `docs/serve.md`.
        options: Value,
    },
    /// A question.
    Request {
        /// Its number.
        id: u64,
        /// The session that it is asked in.
        session: u64,
        /// The call of a callback that it is asked within, or 0.
        within: u64,
        /// What is asked.
        ask: Ask,
        /// What goes with it.
        terms: Terms,
    },
    /// A request is to end.
    Cancel {
        /// Its number.
        id: u64,
    },
    /// What a callback came to.
    Return {
        /// The number of the call.
        call: u64,
        /// The result.
        value: Value,
    },
    /// The error that a callback came to.
    Raise {
        /// The number of the call.
        call: u64,
        /// The error.
        raised: Raised,
    },
    /// Where a session is to live.
    Open {
        /// Its number.
        session: u64,
        /// The name of the pool.
        pool: String,
    },
    /// The end of a session.
    Close {
        /// Its number.
        session: u64,
    },
    /// Objects that are not needed any more.
    Release {
        /// The session that they live in.
        session: u64,
        /// Their numbers.
        ids: Vec<u64>,
    },
    /// A question for a sign of life.
    Ping {
        /// Its number.
        id: u64,
    },
    /// A question for figures.
    Stats {
        /// Its number.
        id: u64,
    },
}

/// The error that a callback came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Raised {
    /// One of the host.
    Host(HostTerm),
    /// One of Python.
    Exception(Expr),
}

/// A frame that is no message.
#[derive(Debug, Clone)]
pub enum Unreadable {
    /// A request, which can be answered.
    Request {
        /// Its number.
        id: u64,
        /// What is wrong.
        error: Error,
    },
    /// The answer to a call of a callback, in whose place Python gets the error.
    Answer {
        /// The number of the call.
        call: u64,
        /// What is wrong.
        error: Error,
    },
    /// Anything else.
    Frame(String),
}

/// Names that belong to a session, or to that of a call.
pub trait Context {
    /// A live object.
    ///
    /// # Errors
    /// When there is none any more.
    fn object(&mut self, session: u64, id: u64) -> Result<Object, Error>;

    /// A function of the host, sent in this session.
    ///
    /// # Errors
    /// When there can be none here.
    fn callback(&mut self, place: Place, given: Given) -> Result<Callback, Error>;
}

/// Where a term is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a request of this session.
    Session(u64),
    /// In the answer to this call of a callback.
    Call(u64),
    /// Elsewhere, where nothing can be named.
    Nowhere,
}

struct At<'a> {
    place: Place,
    context: &'a mut dyn Context,
}

impl Names for At<'_> {
    fn object(&mut self, session: u64, id: u64) -> Result<Object, Error> {
        self.context.object(session, id)
    }

    fn callback(&mut self, given: Given) -> Result<Callback, Error> {
        self.context.callback(self.place, given)
    }
}

impl From<FormatError> for Unreadable {
    fn from(error: FormatError) -> Self {
        Self::Frame(error.to_string())
    }
}

impl From<Mistake> for Unreadable {
    fn from(mistake: Mistake) -> Self {
        Self::Frame(mistake.into_error().to_string())
    }
}

impl FromHost {
    /// Reads a message from a frame.
    ///
    /// # Errors
    /// When it is none.
    pub fn decode(frame: &[u8], context: &mut dyn Context) -> Result<Self, Unreadable> {
        Self::read(Reader::begin(frame)?, context)
    }

    /// As [`decode`](Self::decode); the data of arrays is shared with the frame, not copied.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn decode_shared(frame: &Bytes, context: &mut dyn Context) -> Result<Self, Unreadable> {
        Self::read(Reader::sharing(frame)?, context)
    }

    fn read(mut reader: Reader<'_>, context: &mut dyn Context) -> Result<Self, Unreadable> {
        let Head::Tuple(arity @ 1..) = reader.head()? else {
            return Err(Unreadable::Frame("a message that is no tuple".to_owned()));
        };
        let Head::Atom(tag) = reader.head()? else {
            return Err(Unreadable::Frame("a message that does not begin with an atom".to_owned()));
        };
        let mut names = At { place: Place::Nowhere, context };
        let mut decoder = Decoder::new(&mut reader, &mut names);
        let message = match (tag, arity) {
            ("request", 6) => return Self::request(reader, context),
            ("return", 3) => return Self::returned(reader, context),
            ("raise", 3) => return Self::raised(reader, context),
            ("hello", 3) => Self::Hello { version: decoder.number()?, options: decoder.value()? },
            ("cancel", 2) => Self::Cancel { id: decoder.number()? },
            ("open", 3) => Self::Open { session: decoder.number()?, pool: decoder.text()?.to_owned() },
            ("close", 2) => Self::Close { session: decoder.number()? },
            ("release", 3) => Self::Release { session: decoder.number()?, ids: decoder.numbers()? },
            ("ping", 2) => Self::Ping { id: decoder.number()? },
            ("stats", 2) => Self::Stats { id: decoder.number()? },
            _ => {
                let known = format!("a message `{{{tag}, ..}}` of {arity} items, which there is not");
                return Err(Unreadable::Frame(known));
            }
        };
        reader.end()?;
        Ok(message)
    }

    fn request(mut reader: Reader<'_>, context: &mut dyn Context) -> Result<Self, Unreadable> {
        let mut names = At { place: Place::Nowhere, context };
        let id = Decoder::new(&mut reader, &mut names).number()?;
        let request = Self::request_of(id, &mut reader, &mut names);
        request.map_err(|mistake| Unreadable::Request { id, error: mistake.into_error() })
    }

    fn request_of(id: u64, reader: &mut Reader<'_>, names: &mut At<'_>) -> Result<Self, Mistake> {
        let mut decoder = Decoder::new(reader, names);
        let (session, within) = (decoder.number()?, decoder.number()?);
        names.place = Place::Session(session);
        let mut decoder = Decoder::new(reader, names);
        let (ask, terms) = (decoder.ask()?, decoder.terms()?);
        reader.end()?;
        Ok(Self::Request { id, session, within, ask, terms })
    }

    fn returned(reader: Reader<'_>, context: &mut dyn Context) -> Result<Self, Unreadable> {
        Self::answer(reader, context, |decoder, call| Ok(Self::Return { call, value: decoder.value()? }))
    }

    fn raised(reader: Reader<'_>, context: &mut dyn Context) -> Result<Self, Unreadable> {
        Self::answer(reader, context, |decoder, call| Ok(Self::Raise { call, raised: decoder.raised()? }))
    }

    fn answer(
        mut reader: Reader<'_>,
        context: &mut dyn Context,
        read: impl FnOnce(&mut Decoder<'_, '_, '_>, u64) -> Result<Self, Mistake>,
    ) -> Result<Self, Unreadable> {
        let mut names = At { place: Place::Nowhere, context };
        let call = Decoder::new(&mut reader, &mut names).number()?;
        names.place = Place::Call(call);
        let answer = read(&mut Decoder::new(&mut reader, &mut names), call)
            .and_then(|answer| Ok(reader.end().map(|()| answer)?));
        answer.map_err(|mistake| Unreadable::Answer { call, error: mistake.into_error() })
    }
}

impl Decoder<'_, '_, '_> {
    fn raised(&mut self) -> Result<Raised, Mistake> {
        let expected = "`{host, Message, Binary}` or `{exception, term}`";
        let Head::Tuple(arity) = self.head()? else {
            return Err(Mistake::new(format!("what is raised is not {expected}")));
        };
        match (self.head()?, arity) {
            (Head::Atom("host"), 3) => {
                let message = self.text()?.to_owned();
                Ok(Raised::Host(HostTerm::new(message, self.binary()?)))
            }
            (Head::Atom("exception"), 2) => self.expr().map(Raised::Exception),
            _ => Err(Mistake::new(format!("what is raised is not {expected}"))),
        }
    }

    fn numbers(&mut self) -> Result<Vec<u64>, Mistake> {
        match self.head()? {
            Head::Nil => Ok(Vec::new()),
            Head::Text(bytes) => Ok(bytes.iter().map(|&byte| byte.into()).collect()),
            Head::List(length) => {
                let numbers = (0..length).map(|_| self.number()).collect::<Result<_, _>>()?;
                self.tail()?;
                Ok(numbers)
            }
            _ => Err(Mistake::new("what is to be released is no list of numbers")),
        }
    }
}
