//! The server: reads messages of the host, and answers them.

mod calls;
mod frames;
mod output;
mod pools;
mod reception;
mod requests;
mod sessions;
mod tasks;

use crate::message::{Answer, FromHost, Raised, Stats, ToHost, Unreadable};
use crate::news;
use crate::value::Objects;
use calls::Calls;
use frames::{Frame, Frames};
pub(crate) use output::Output;
use pools::Pools;
pub(crate) use pools::{Level, Wanted};
use reception::Reception;
use requests::Requests;
use sessions::Sessions;
use snakebridge_core::{Error, Object, Value};
use snakebridge_model::ServeSection;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tasks::Tasks;

/// How long what is still at work may take to end when the host is gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a server is to do, as far as the host does not say it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The interpreter, where the settings name none.
    pub python: Option<PathBuf>,
    /// Folders to search for modules, before those of the settings.
    pub search_path: Vec<PathBuf>,
    /// The settings.
    pub settings: ServeSection,
    /// Why nothing can be served, to be told to the host.
    pub fault: Option<Error>,
}

/// Why a server ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The host is gone.
    HostGone,
    /// The host asked for what there is not; it has been told.
    Refused(String),
    /// The host sent what is no message; it has been told.
    Invalid(String),
}

/// Serves the host at the other end of these descriptors until it is gone. Everything that was started for it has ended then.
///
/// ```no_run
/// use snakebridge_serve::{Options, serve};
/// # fn main() -> std::io::Result<()> {
/// let (input, _host_writes) = rustix::pipe::pipe()?;
/// let (_host_reads, output) = rustix::pipe::pipe()?;
/// serve(input, output, Options::default());
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn serve(input: OwnedFd, output: OwnedFd, options: Options) -> Ended {
    let work = move || serve_here(input, output, options);
    let thread = std::thread::Builder::new().name("serve-reader".to_owned()).stack_size(tasks::STACK);
    let impossible = |why: String| Ended::Refused(format!("the thread that reads {why}"));
    match thread.spawn(work).map(std::thread::JoinHandle::join) {
        Ok(Ok(ended)) => ended,
        Ok(Err(_)) => impossible("has panicked".to_owned()),
        Err(error) => impossible(format!("cannot be started: {error}")),
    }
}

fn serve_here(input: OwnedFd, output: OwnedFd, options: Options) -> Ended {
    let Some(output) = Output::start(output) else {
        return Ended::Refused("the thread that writes cannot be started".to_owned());
    };
    let mut frames = Frames::new(input, Arc::clone(&output));
    let ended = match greet(&mut frames, &output, options) {
        Ok(server) => {
            let ended = server.run(&mut frames);
            // Nobody is to wait any more for a host that does not read.
            output.finish(if ended == Ended::HostGone { Duration::ZERO } else { PATIENCE });
            server.end();
            ended
        }
        Err(ended) => ended,
    };
    output.finish(PATIENCE);
    ended
}

/// Everything that the parts of a server share.
struct Server {
    output: Arc<Output>,
    pools: Pools,
    sessions: Sessions,
    requests: Requests,
    calls: Calls,
    tasks: Arc<Tasks>,
}

/// Where nothing is named.
struct NoObjects;

impl Objects for NoObjects {
    fn name(&mut self, _object: &Object) -> (u64, u64) {
        (0, 0)
    }
}

/// Reads the hello and answers it.
fn greet(frames: &mut Frames, output: &Arc<Output>, options: Options) -> Result<Arc<Server>, Ended> {
    let message = match frames.next() {
        None => return Err(Ended::HostGone),
        Some(frame) => frame.decode(&mut reception::Closed),
    };
    let wanted = match message {
        Ok(FromHost::Hello { version, options }) => Wanted::read(version, options),
        Ok(_) => return Err(invalid(output, "the first message is to be `{hello, Version, Options}`")),
        Err(Unreadable::Frame(text)) => return Err(invalid(output, &text)),
        Err(Unreadable::Request { error, .. } | Unreadable::Answer { error, .. }) => {
            return Err(invalid(output, &error.to_string()));
        }
    };
    let opened = wanted.and_then(|wanted| {
        news::tell(&wanted, output);
        Ok((Pools::open(options, wanted.settings)?, Sessions::start()?, Tasks::start()?))
    });
    match opened {
        Ok((pools, sessions, tasks)) => {
            output.send(&ToHost::Hello(&pools.info()));
            let (requests, calls) = (Requests::default(), Calls::default());
            Ok(Arc::new(Server { output: Arc::clone(output), pools, sessions, requests, calls, tasks }))
        }
        Err(error) => {
            output.send(&ToHost::Refused(&error));
            Err(Ended::Refused(error.to_string()))
        }
    }
}

fn invalid(output: &Output, text: &str) -> Ended {
    output.send(&ToHost::Invalid(text));
    Ended::Invalid(text.to_owned())
}

impl Server {
    /// Reads and does what the host says until it is gone.
    fn run(self: &Arc<Self>, frames: &mut Frames) -> Ended {
        loop {
            let Some(frame) = frames.next() else { return Ended::HostGone };
            let decoded = frame.decode(&mut Reception(self));
            let result = match decoded {
                Ok(message) => self.take(message, !frames.has_more()),
                Err(unreadable) => self.refuse(unreadable),
            };
            if let Err(text) = result {
                return invalid(&self.output, &text);
            }
        }
    }

    /// Does what a message says; `alone` if no other is there yet.
    fn take(self: &Arc<Self>, message: FromHost, alone: bool) -> Result<(), String> {
        match message {
            FromHost::Request { id, .. } if self.requests.has(id) => {
                return Err(format!("two requests with the number {id} at the same time"));
            }
            FromHost::Request { id, session, within, ask, terms } => {
                self.ask(requests::Question { id, session, within, ask, terms }, alone);
            }
            FromHost::Return { call, value } => self.answer(call, Ok(value)),
            FromHost::Raise { call, raised } => self.answer(
                call,
                Err(match raised {
                    Raised::Host(term) => Error::host(term),
                    Raised::Exception(expr) => Error::Raise(Box::new(expr)),
                }),
            ),
            FromHost::Cancel { id } => self.requests.cancel(id),
            FromHost::Open { session, pool } => self.open(session, &pool),
            FromHost::Close { session } => self.close(session),
            FromHost::Release { session, ids } => self.release(session, &ids),
            FromHost::Ping { id } => self.output.send(&ToHost::Pong { id }),
            FromHost::Stats { id } => {
                self.output.send(&ToHost::Stats { id, stats: self.stats() });
            }
            FromHost::Hello { .. } => return Err("a second `hello`".to_owned()),
        }
        Ok(())
    }

    fn refuse(self: &Arc<Self>, unreadable: Unreadable) -> Result<(), String> {
        match unreadable {
            Unreadable::Request { id, error } => {
                let answer = Answer::Error(&error);
                self.output.send(&ToHost::Answer { id, pairs: false, answer: &answer });
                Ok(())
            }
            Unreadable::Answer { call, error } => {
                self.answer(call, Err(error));
                Ok(())
            }
            Unreadable::Frame(text) => Err(text),
        }
    }

    fn answer(&self, call: u64, outcome: snakebridge_core::Result<Value>) {
        self.calls.answer(call, outcome);
    }

    fn stats(&self) -> Stats {
        let (sessions, objects, functions) = self.sessions.count();
        Stats { sessions, objects, functions, requests: self.requests.count(), calls: self.calls.count() }
    }

    /// Lets go of everything and ends the interpreters.
    fn end(&self) {
        self.requests.end_all();
        self.sessions.end_all();
        self.pools.close(PATIENCE);
        self.tasks.stop();
    }
}

impl Frame<'_> {
    fn decode(&self, context: &mut dyn crate::message::Context) -> Result<FromHost, Unreadable> {
        match self {
            Self::Small(bytes) => FromHost::decode(bytes, context),
            Self::Large(bytes) => FromHost::decode_shared(bytes, context),
            Self::TooLarge(length) => {
                Err(Unreadable::Frame(format!("there is no memory for a frame of {length} bytes")))
            }
        }
    }
}
