//! [`ToHost`]: the messages of the server.

use super::PROTOCOL;
use crate::etf::{Atom, Writer};
use crate::value::{Encoder, Objects};
use snakebridge_core::engine::Then;
use snakebridge_core::{Error, Result, Value};

/// A message of the server.
#[derive(Debug)]
pub enum ToHost<'a> {
    /// The answer to `hello`.
    Hello(&'a Info),
    /// The other answer to `hello`.
    Refused(&'a Error),
    /// An answer to a request, or a part of one.
    Answer {
        /// The number of the request.
        id: u64,
        /// Whether every dict in it is to be pairs.
        pairs: bool,
        /// The answer.
        answer: &'a Answer<'a>,
    },
    /// Python calls a callback.
    Call {
        /// The number of the call.
        call: u64,
        /// The session that the callback was sent in.
        session: u64,
        /// The host's number of it.
        number: u64,
        /// Whether every dict in the arguments is to be pairs.
        pairs: bool,
        /// Positional arguments.
        args: &'a [Value],
        /// Keyword arguments.
        kwargs: &'a [(String, Value)],
    },
    /// A callback is held no more.
    Dropped {
        /// The session that it was sent in.
        session: u64,
        /// The host's number of it.
        number: u64,
        /// How many times it was sent.
        count: u64,
    },
    /// Something happened.
    News(&'a News),
    /// The answer to `ping`.
    Pong {
        /// Its number.
        id: u64,
    },
    /// The answer to `stats`.
    Stats {
        /// Its number.
        id: u64,
        /// The figures.
        stats: Stats,
    },
    /// A frame of the host was no message.
    Invalid(&'a str),
}

/// What the server says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// The engine of the default pool.
    pub engine: String,
    /// The names of the other pools.
    pub pools: Vec<String>,
}

/// An answer to a request.
#[derive(Debug)]
pub enum Answer<'a> {
    /// Its value.
    Value(&'a Value),
    /// Items of a stream, and how it goes on.
    Items(&'a [Value], Then),
    /// Why there is none.
    Error(&'a Error),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A record of Python's `logging`.
    Log {
        /// How grave it is.
        level: tracing::Level,
        /// The name of the logger.
        logger: String,
        /// What it says.
        message: String,
        /// The function that it was made in.
        function: String,
        /// The file that it was made in.
        file: String,
        /// The line there.
        line: u64,
    },
    /// A warning of Python.
    Warning {
        /// Its class.
        category: String,
        /// What it says.
        message: String,
        /// The file that it is about.
        file: String,
        /// The line there.
        line: u64,
    },
    /// An interpreter was lost and has a successor.
    Replaced {
        /// Why it was lost.
        reason: String,
    },
    /// An interpreter was due to be replaced.
    Recycled,
}

/// What the server holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Sessions that have begun and were not closed.
    pub sessions: usize,
    /// Objects that have names.
    pub objects: usize,
    /// Functions of the host.
    pub functions: usize,
    /// Requests that are not answered.
    pub requests: usize,
    /// Calls of callbacks that the host has not answered.
    pub calls: usize,
}

impl ToHost<'_> {
    /// Writes it behind what is in `out`, without the length of the frame.
    ///
    /// # Errors
    /// [`Error::Usage`] for values that cannot be sent; `out` is as it was then.
    pub fn encode(&self, objects: &mut dyn Objects, out: &mut Vec<u8>) -> Result<()> {
        let begin = out.len();
        let mut encoder = Encoder::new(Writer::begin(out), objects);
        let written = self.write(&mut encoder);
        if written.is_err() {
            out.truncate(begin);
        }
        written
    }

    fn write(&self, encoder: &mut Encoder<'_>) -> Result<()> {
        match self {
            Self::Hello(info) => {
                tuple(encoder, Atom::HELLO, 2);
                encoder.out.uint(PROTOCOL);
                encoder.info(info);
            }
            Self::Refused(error) => {
                tuple(encoder, Atom::REFUSED, 1);
                encoder.error(error)?;
            }
            Self::Answer { id, pairs, answer } => {
                encoder.set_pairs(*pairs);
                encoder.answer(*id, answer)?;
            }
            Self::Call { call, session, number, pairs, args, kwargs } => {
                encoder.set_pairs(*pairs);
                tuple(encoder, Atom::CALL, 6);
                encoder.out.uint(*call);
                encoder.out.uint(*session);
                encoder.out.uint(*number);
                encoder.marked(|encoder| {
                    encoder.list(args)?;
                    encoder.kwargs(kwargs)
                })?;
            }
            Self::Dropped { session, number, count } => {
                tuple(encoder, Atom::DROPPED, 3);
                encoder.out.uint(*session);
                encoder.out.uint(*number);
                encoder.out.uint(*count);
            }
            Self::News(news) => encoder.news(news),
            Self::Pong { id } => {
                tuple(encoder, Atom::PONG, 1);
                encoder.out.uint(*id);
            }
            Self::Stats { id, stats } => {
                tuple(encoder, Atom::STATS, 2);
                encoder.out.uint(*id);
                encoder.stats(*stats);
            }
            Self::Invalid(text) => {
                tuple(encoder, Atom::INVALID, 1);
                encoder.out.binary(text.as_bytes());
            }
        }
        Ok(())
    }
}

/// The beginning of a message.
fn tuple(encoder: &mut Encoder<'_>, tag: Atom, rest: usize) {
    encoder.out.tuple(1 + rest);
    encoder.out.atom(tag);
}

impl Encoder<'_> {
    fn answer(&mut self, id: u64, answer: &Answer<'_>) -> Result<()> {
        let (tag, rest) = match answer {
            Answer::Value(_) => (Atom::REPLY, 3),
            Answer::Items(..) => (Atom::ITEMS, 4),
            Answer::Error(_) => (Atom::ERROR, 2),
        };
        tuple(self, tag, rest);
        self.out.uint(id);
        match answer {
            Answer::Value(value) => self.marked(|encoder| encoder.value(value)),
            Answer::Items(items, then) => {
                self.marked(|encoder| encoder.list(items))?;
                self.out.atom(match then {
                    Then::More => Atom::MORE,
                    Then::Paused => Atom::PAUSED,
                    Then::Ended => Atom::ENDED,
                });
                Ok(())
            }
            Answer::Error(error) => self.error(error),
        }
    }

    /// Whether there is a tuple in what `write` writes, and that.
    fn marked(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let mark = self.out.position();
        self.out.atom(Atom::PLAIN);
        write(self)?;
        if self.is_mixed() {
            self.out.replace_atom(mark, Atom::MIXED);
        }
        Ok(())
    }

    fn kwargs(&mut self, kwargs: &[(String, Value)]) -> Result<()> {
        self.out.list(kwargs.len());
        for (name, value) in kwargs {
            self.out.tuple(2);
            self.out.binary(name.as_bytes());
            self.value(value)?;
        }
        self.out.end_list();
        Ok(())
    }

    fn info(&mut self, info: &Info) {
        self.out.map(3);
        let mut text = |key: &str, text: &str| {
            self.out.binary(key.as_bytes());
            self.out.binary(text.as_bytes());
        };
        text("server", env!("CARGO_PKG_VERSION"));
        text("engine", &info.engine);
        self.out.binary(b"pools");
        self.out.list(info.pools.len());
        info.pools.iter().for_each(|pool| self.out.binary(pool.as_bytes()));
        self.out.end_list();
    }

    fn news(&mut self, news: &News) {
        let tag = match news {
            News::Log { .. } => Atom::LOG,
            News::Warning { .. } => Atom::WARNING,
            News::Replaced { .. } | News::Recycled => Atom::WORKER,
        };
        tuple(self, tag, 1);
        match news {
            News::Log { level, logger, message, function, file, line } => {
                self.out.map(6);
                self.out.atom(Atom::LEVEL);
                self.out.atom(level_atom(*level));
                self.text(Atom::LOGGER, logger);
                self.text(Atom::MESSAGE, message);
                self.text(Atom::FUNCTION, function);
                self.text(Atom::FILE, file);
                self.uint(Atom::LINE, *line);
            }
            News::Warning { category, message, file, line } => {
                self.out.map(4);
                self.text(Atom::CATEGORY, category);
                self.text(Atom::MESSAGE, message);
                self.text(Atom::FILE, file);
                self.uint(Atom::LINE, *line);
            }
            News::Replaced { reason } => self.worker(Atom::REPLACED, reason),
            News::Recycled => self.worker(Atom::RECYCLED, ""),
        }
    }

    fn worker(&mut self, event: Atom, reason: &str) {
        self.out.map(2);
        self.out.atom(Atom::EVENT);
        self.out.atom(event);
        self.text(Atom::REASON, reason);
    }

    fn stats(&mut self, stats: Stats) {
        self.out.map(5);
        let figures = [
            (Atom::SESSIONS, stats.sessions),
            (Atom::OBJECTS, stats.objects),
            (Atom::FUNCTIONS, stats.functions),
            (Atom::REQUESTS, stats.requests),
            (Atom::CALLS, stats.calls),
        ];
        figures.into_iter().for_each(|(key, figure)| self.uint(key, figure as u64));
    }
}

fn level_atom(level: tracing::Level) -> Atom {
    match level {
        tracing::Level::ERROR => Atom::ERROR,
        tracing::Level::WARN => Atom::WARNING,
        tracing::Level::INFO => Atom::INFO,
        tracing::Level::DEBUG => Atom::DEBUG,
        tracing::Level::TRACE => Atom::TRACE,
    }
}
