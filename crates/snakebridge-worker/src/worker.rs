//! [`Worker`]: a running worker process, as an interpreter of the core contract.

mod answer;
mod conversation;
mod deadline;
mod greeting;
mod payloads;

use crate::connection::{Connection, Severed, Strays};
use crate::farewell;
use crate::handshake::{self, Hello};
use crate::launch::Launch;
use crate::line::Line;
use crate::process::Process;
use crate::segments::{Mentions, Segments};
use crate::service::Service;
use crate::timers::Timers;
use bytes::Bytes;
use conversation::Conversation;
use deadline::{Bounds, Stage, Watches};
use greeting::{greet, mismatches};
use payloads::{Adopting, Releasing, Sending};
use snakebridge_core::engine::{
    Ask, Exchange, Interpreter, Mismatch, ObjectId, Owner, Reply, Request, Then, Within,
};
use snakebridge_core::{Error, Result, Value};
use snakebridge_wire::{self as wire, Frame, Header, Kind, Lent, Names, events};
use std::cell::RefCell;
use std::collections::HashSet;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;

/// How long a worker may take to finish in an orderly way.
const CLOSE_PATIENCE: Duration = Duration::from_secs(3);
/// How long the process may outlive its end of the socket.
const END_PATIENCE: Duration = Duration::from_secs(1);
/// So many dropped handles are told to an idle worker at once; fewer go along with the next request.
const RELEASE_BATCH: usize = 64;

pub(crate) struct Worker {
    this: Weak<Worker>,
    connection: Arc<Connection>,
    /// Where there can be none, all data crosses the wire.
    segments: Option<Segments>,
    process: Process,
    hello: Hello,
    /// What it has in another version than the wrappers were made for.
    mismatches: Vec<Mismatch>,
    /// Why this interpreter.
    reason: String,
    /// Where requests to be cancelled are named.
    cancels: OwnedFd,
    next_request: AtomicU32,
    in_flight: AtomicUsize,
    line: Line,
    lent: Lent,
    service: Service,
    timers: Timers,
    watches: Watches,
    released: Mutex<Vec<ObjectId>>,
    /// Type names met so far: one allocation each, however many objects there are.
    type_names: Mutex<HashSet<Arc<str>>>,
    end: OnceLock<Error>,
    closing: AtomicBool,
}

impl Worker {
    pub(crate) fn start(launch: &Launch) -> Result<Arc<Self>> {
        let launched = launch.start()?;
        let process = Process::new(launched.child, launched.family, launched.trace);
        let connection = Connection::new(launched.requests, launched.replies);
        let hello = greet(&connection, &process, launch)?;
        let mismatches = mismatches(launch, &hello);
        launch.settings.stale.apply(&mismatches).inspect_err(|_| {
            process.kill();
        })?;
        let answer = handshake::answer(&launch.settings)?;
        let sent = connection.send(|out| out.extend_from_slice(&answer));
        let worker = Arc::new_cyclic(|this| Self {
            this: Weak::clone(this),
            connection: Arc::new(connection),
            segments: launched.segments,
            process,
            hello,
            mismatches,
            reason: launch.reason.clone(),
            cancels: launched.cancels,
            next_request: AtomicU32::new(1),
            in_flight: AtomicUsize::new(0),
            line: Line::default(),
            lent: Lent::default(),
            service: Service::new(),
            timers: Timers::default(),
            watches: Watches::default(),
            released: Mutex::new(Vec::new()),
            type_names: Mutex::new(HashSet::new()),
            end: OnceLock::new(),
            closing: AtomicBool::new(false),
        });
        sent.map_err(|severed| worker.severed(severed))?;
        farewell::expect(&worker);
        Ok(worker)
    }

    /// Sends a request; its number.
    fn send(&self, request: &Request<'_>, waiting: Waiting) -> Result<u32> {
        let id = self.next_id();
        let context = Within::call_of(std::ptr::from_ref(self).cast());
        // Nested requests and those of the event loop have no place in the line: they go first, or beside it.
        let in_line = context == 0 && !awaits(request.ask);
        let names = Sending { worker: self, owner: request.owner, counted: RefCell::default() };
        let mut refused = None;
        let compose = |out: &mut Vec<u8>| {
            self.compose_release(out);
            match wire::encode_ask(id, context, request.ask, &names, out) {
                Ok(()) if in_line => self.line.join(id),
                Ok(()) => {}
                Err(error) => refused = Some(error),
            }
        };
        let sent = match waiting {
            Waiting::Blocks => self.connection.send(compose).map(|()| false),
            Waiting::Never => {
                self.connection.wait_in_task(id);
                self.connection.send_without_waiting(compose)
            }
        };
        if refused.is_some() || sent.is_err() {
            names.take_back();
            self.line.leave(id);
            if waiting == Waiting::Never {
                self.connection.forget(id);
            }
        }
        if let Some(error) = refused {
            return Err(error);
        }
        match sent {
            Ok(left) => {
                if left || !names.counted.borrow().is_empty() {
                    self.serve();
                }
                Ok(id)
            }
            Err(severed) => {
                // The request did not arrive whole, so nothing of it was evaluated: the worker had died before.
                self.severed(severed);
                Err(Error::SessionLost { reason: self.lost().unwrap_or_default() })
            }
        }
    }

    fn next_id(&self) -> u32 {
        match self.next_request.fetch_add(1, Ordering::Relaxed) {
            0 => self.next_request.fetch_add(1, Ordering::Relaxed),
            id => id,
        }
    }

    /// Sees to it that somebody reads where no thread waits.
    fn serve(&self) {
        self.service.start(&self.this);
        self.connection.bell.ring();
    }

    /// What a final frame, or one with items, says.
    fn read(&self, frame: &Frame, owner: &Arc<Owner>) -> Result<Reply> {
        let garbled = |error: wire::WireError| self.severed(Severed::Garbled(error.to_string()));
        let value = || {
            let mut objects = self.adopting(owner);
            wire::decode_shared(&frame.payload, &mut objects).map_err(|error| match error {
                error if error.is_limit() => Error::Usage(error.to_string()),
                error => garbled(error),
            })
        };
        match frame.header.kind {
            Kind::Reply => value().map(Reply::Value),
            Kind::Items => match value()? {
                Value::List(items) => Ok(Reply::Items(items, then(frame.header.flags))),
                other => Err(self.severed(Severed::Garbled(format!("items are a `{}`", other.type_name())))),
            },
            Kind::Raise => {
                let mut objects = self.adopting(owner);
                let raised = wire::decode_exception(&frame.payload, &mut objects).map_err(garbled)?;
                Err(raised.into_error(|number| self.lent.find_error(number)))
            }
            other => Err(self.severed(Severed::Garbled(format!("a request was answered with `{other:?}`")))),
        }
    }

    /// Reads what nobody waits for any more, so that Python does not keep the objects in it, nor what it lends, for ever.
    fn let_go(&self, kind: Kind, payload: &Bytes) {
        let mut objects = Releasing { worker: self, mentions: self.mentions() };
        let read = match kind {
            Kind::Raise => wire::decode_exception(payload, &mut objects).map(drop),
            _ => wire::decode_shared(payload, &mut objects).map(drop),
        };
        if let Err(error) = read
            && !error.is_limit()
        {
            self.severed(Severed::Garbled(error.to_string()));
        }
    }

    /// The handles in an answer are those of `owner`.
    fn adopting<'a>(&'a self, owner: &'a Arc<Owner>) -> Adopting<'a> {
        Adopting { worker: self, owner, mentions: self.mentions() }
    }

    /// The segments that one payload mentions.
    fn mentions(&self) -> Option<Mentions<'_>> {
        self.segments.as_ref().map(Segments::mentions)
    }

    /// The socket has ended or is of no use any more: sees to it that the process has, too, and finds out how.
    fn severed(&self, severed: Severed) -> Error {
        let end = self.end.get_or_init(|| match severed {
            Severed::Garbled(message) => {
                self.process.kill();
                Error::Protocol(message)
            }
            Severed::Ended if self.closing.load(Ordering::Acquire) => {
                Error::SessionLost { reason: "it was closed".to_owned() }
            }
            Severed::Ended => {
                let status = self.process.wait(END_PATIENCE).unwrap_or_else(|| self.process.kill());
                Error::WorkerDied(Box::new(self.process.death(status)))
            }
        });
        self.lent.clear();
        // Tasks that wait are told by the service.
        self.connection.bell.ring();
        end.clone()
    }

    /// For the service, which noticed first.
    pub(crate) fn note_end(&self, severed: Severed) {
        self.severed(severed);
    }

    pub(crate) fn is_over(&self) -> bool {
        self.end.get().is_some()
    }

    pub(crate) fn connection(&self) -> Arc<Connection> {
        Arc::clone(&self.connection)
    }

    fn compose_release(&self, out: &mut Vec<u8>) {
        let released = std::mem::take(&mut *self.released());
        if released.is_empty() {
            return;
        }
        let length = (released.len() * size_of::<u64>()) as u64;
        out.extend_from_slice(&Header::new(Kind::Release, 0, length).to_bytes());
        released.iter().for_each(|id| out.extend_from_slice(&id.0.to_le_bytes()));
    }

    fn released(&self) -> MutexGuard<'_, Vec<ObjectId>> {
        self.released.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says goodbye without waiting; not to a worker that is busy, which would not hear it.
    pub(crate) fn dismiss(&self) {
        self.closing.store(true, Ordering::Release);
        if !self.is_busy() {
            let bye = Header::new(Kind::Bye, 0, 0);
            self.connection.send_if_free(&bye.to_bytes());
        }
    }

    fn is_busy(&self) -> bool {
        self.in_flight.load(Ordering::Acquire) > 0
    }

    /// Waits for the end of a dismissed worker; one that is busy, or takes too long, is killed.
    pub(crate) fn bury(&self) {
        let patience = if self.is_busy() { Duration::ZERO } else { CLOSE_PATIENCE };
        if self.process.wait(patience).is_none() {
            self.process.kill();
        }
    }
}

impl Interpreter for Worker {
    fn evaluate(&self, request: &Request<'_>) -> Result<Value> {
        self.in_flight.fetch_add(1, Ordering::AcqRel);
        let mut stage = Stage::Running;
        let answered = self
            .send(request, Waiting::Blocks)
            .and_then(|id| self.last_frame(id, &mut stage, Bounds::of(request)));
        self.in_flight.fetch_sub(1, Ordering::AcqRel);
        let outcome = self.read(&answered?, request.owner);
        match Bounds::of(request).judge(stage, outcome)? {
            Reply::Value(value) => Ok(value),
            Reply::Items(..) => {
                Err(self.severed(Severed::Garbled("a value was asked for and items came".to_owned())))
            }
        }
    }

    fn begin(&self, request: &Request<'_>) -> Result<Box<dyn Exchange>> {
        let gone = || Error::SessionLost { reason: "it was dropped".to_owned() };
        let worker = self.this.upgrade().ok_or_else(gone)?;
        Ok(Box::new(Conversation::begin(worker, request)?))
    }

    fn flush(&self) {
        if !self.is_busy() && self.end.get().is_none() {
            let _lost_anyway = self.connection.send(|out| self.compose_release(out));
        }
    }

    fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Acquire)
    }

    fn release(&self, id: ObjectId) {
        let pending = {
            let mut released = self.released();
            released.push(id);
            released.len()
        };
        // A busy worker does not read, and a full socket would block whoever drops a handle.
        if pending >= RELEASE_BATCH && !self.is_busy() && self.end.get().is_none() {
            let _lost_anyway = self.connection.send(|out| self.compose_release(out));
        }
    }

    fn lost(&self) -> Option<String> {
        self.end.get().map(|end| match end {
            Error::WorkerDied(_) => "its worker died".to_owned(),
            Error::Protocol(_) => "its worker was stopped after a protocol error".to_owned(),
            other => other.to_string(),
        })
    }

    #[cfg(target_os = "linux")]
    fn resident_memory(&self) -> Option<u64> {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.process.pid())).ok()?;
        let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
        Some(pages * rustix::param::page_size() as u64)
    }

    fn mismatches(&self) -> &[Mismatch] {
        &self.mismatches
    }

    fn close(&self) {
        self.dismiss();
        self.bury();
        self.severed(Severed::Ended);
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let Hello { python, implementation, executable, prefix, .. } = self.hello.clone();
        vec![
            ("engine", "worker".to_owned()),
            ("python", python),
            ("implementation", implementation),
            ("executable", executable),
            ("prefix", prefix),
            ("because", self.reason.clone()),
            ("process", self.process.pid().to_string()),
        ]
    }
}

/// Waits for the process to finish, so that what Python still has to print and to clean up is done when the drop is.
impl Drop for Worker {
    fn drop(&mut self) {
        if self.end.get().is_none() {
            self.dismiss();
            self.bury();
        }
        self.connection.bell.ring();
    }
}

impl Strays for Worker {
    fn stray(&self, frame: Frame) {
        match frame.header.kind {
            Kind::Call => self.answer_elsewhere(frame),
            Kind::Dropped => self.lent.take_back(&frame.payload),
            Kind::Event => events::emit(&frame.payload),
            kind @ (Kind::Reply | Kind::Items | Kind::Raise) => self.let_go(kind, &frame.payload),
            _ => {}
        }
    }
}

/// Whether sending may wait for the worker to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Blocks,
    Never,
}

fn awaits(ask: Ask<'_>) -> bool {
    match ask {
        Ask::Evaluate { awaiting, .. } | Ask::Iterate { awaiting, .. } => awaiting,
        Ask::Pull { .. } => false,
    }
}

fn then(flags: u8) -> Then {
    match flags {
        wire::flags::ENDED => Then::Ended,
        wire::flags::PAUSED => Then::Paused,
        _ => Then::More,
    }
}
