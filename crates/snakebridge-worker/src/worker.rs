//! [`Worker`]: a running worker process, as an interpreter of the core contract.

use crate::connection::{Connection, Severed};
use crate::farewell;
use crate::handshake::{self, Hello};
use crate::launch::Launch;
use crate::process::Process;
use crate::segments::{Mentions, Segments};
use crate::wire::{self, Frame, Header, Kind, Lender, ObjectSource};
use bytes::Bytes;
use rustix::event::{PollFd, PollFlags, Timespec};
use snakebridge_core::engine::{Ask, Exchange, Interpreter, ObjectId, Owner, Request};
use snakebridge_core::{Error, Expr, Object, Result, Value, Want};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// How long a worker may take to say hello: a cold disk is slow, a deadlocked `sitecustomize` for ever.
const START_PATIENCE: Duration = Duration::from_secs(60);
/// How long a worker may take to finish in an orderly way.
const CLOSE_PATIENCE: Duration = Duration::from_secs(3);
/// How long the process may outlive its end of the socket.
const END_PATIENCE: Duration = Duration::from_secs(1);
/// So many dropped handles are told to an idle worker at once; fewer go along with the next request.
const RELEASE_BATCH: usize = 64;

pub(crate) struct Worker {
    connection: Connection,
    /// Where there can be none, all data crosses the wire.
    segments: Option<Segments>,
    process: Process,
    hello: Hello,
    /// Why this interpreter.
    reason: String,
    next_request: AtomicU32,
    in_flight: AtomicUsize,
    released: Mutex<Vec<ObjectId>>,
    /// Type names met so far: one allocation each, however many objects there are.
    type_names: Mutex<HashSet<Arc<str>>>,
    end: OnceLock<Error>,
    closing: AtomicBool,
}

impl Worker {
    pub(crate) fn start(launch: &Launch) -> Result<Arc<Self>> {
        let launched = launch.start()?;
        let process = Process::new(launched.child, launched.trace);
        let connection = Connection::new(launched.requests, launched.replies);
        let hello = greet(&connection, &process, launch)?;
        let answer = handshake::answer(&launch.settings.search_path)?;
        let sent = connection.send(|out| out.extend_from_slice(&answer));
        let worker = Arc::new(Self {
            connection,
            segments: launched.segments,
            process,
            hello,
            reason: launch.reason.clone(),
            next_request: AtomicU32::new(1),
            in_flight: AtomicUsize::new(0),
            released: Mutex::new(Vec::new()),
            type_names: Mutex::new(HashSet::new()),
            end: OnceLock::new(),
            closing: AtomicBool::new(false),
        });
        sent.map_err(|severed| worker.severed(severed))?;
        farewell::expect(&worker);
        Ok(worker)
    }

    /// Sends the request and waits for its answer.
    fn ask(&self, expr: &Expr, want: Want, owner: &Arc<Owner>) -> Result<Frame> {
        let id = self.next_request.fetch_add(1, Ordering::Relaxed);
        let mut refused = None;
        let sent = self.connection.send(|out| {
            self.compose_release(out);
            let request_starts = out.len();
            let lender = self.segments.as_ref().map(|segments| segments as &dyn Lender);
            let encoded =
                wire::encode_eval_lending(id, expr, want, &|object| object.id_in(owner), lender, out);
            if let Err(error) = encoded {
                out.truncate(request_starts);
                refused = Some(error);
            }
        });
        if let Some(error) = refused {
            return Err(error);
        }
        if let Err(severed) = sent {
            // The request did not arrive whole, so nothing of it was evaluated: the worker had died before.
            self.severed(severed);
            return Err(Error::SessionLost { reason: self.lost().unwrap_or_default() });
        }
        self.connection.receive(id).map_err(|severed| self.severed(severed))
    }

    fn read(&self, frame: &Frame, owner: &Arc<Owner>) -> Result<Value> {
        let mentions = self.segments.as_ref().map(Segments::mentions);
        let mut objects = Adopting { worker: self, owner, mentions };
        let garbled = |error: wire::WireError| self.severed(Severed::Garbled(error.to_string()));
        match frame.header.kind {
            Kind::Reply => wire::decode_shared(&frame.payload, &mut objects).map_err(|error| match error {
                error if error.is_limit() => Error::Usage(error.to_string()),
                error => garbled(error),
            }),
            Kind::Raise => Err(wire::decode_exception(&frame.payload, &mut objects).map_err(garbled)?.into()),
            other => Err(self.severed(Severed::Garbled(format!("a request was answered with `{other:?}`")))),
        }
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
        end.clone()
    }

    fn compose_release(&self, out: &mut Vec<u8>) {
        let released = std::mem::take(&mut *self.released());
        if released.is_empty() {
            return;
        }
        let length = (released.len() * size_of::<u64>()) as u64;
        out.extend_from_slice(&Header { kind: Kind::Release, flags: 0, id: 0, length }.to_bytes());
        released.iter().for_each(|id| out.extend_from_slice(&id.0.to_le_bytes()));
    }

    fn released(&self) -> MutexGuard<'_, Vec<ObjectId>> {
        self.released.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says goodbye without waiting; not to a worker that is busy, which would not hear it.
    pub(crate) fn dismiss(&self) {
        self.closing.store(true, Ordering::Release);
        if !self.is_busy() {
            let bye = Header { kind: Kind::Bye, flags: 0, id: 0, length: 0 };
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
        let owner = request.owner;
        let Ask::Evaluate { expr, want, awaiting: false } = request.ask else {
            return Err(not_yet());
        };
        self.in_flight.fetch_add(1, Ordering::AcqRel);
        let answer = self.ask(expr, want, owner);
        self.in_flight.fetch_sub(1, Ordering::AcqRel);
        self.read(&answer?, owner)
    }

    fn begin(&self, _request: &Request<'_>) -> Result<Box<dyn Exchange>> {
        Err(not_yet())
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

    fn close(&self) {
        self.dismiss();
        self.bury();
        self.severed(Severed::Ended);
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let Hello { python, implementation, executable, prefix } = self.hello.clone();
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

fn not_yet() -> Error {
    Error::Usage("the worker engine cannot do this".to_owned())
}

/// Waits for the process to finish, so that what Python still has to print and to clean up is done when the drop is.
impl Drop for Worker {
    fn drop(&mut self) {
        if self.end.get().is_none() {
            self.dismiss();
            self.bury();
        }
    }
}

/// Makes handles of the objects in an answer.
struct Adopting<'a> {
    worker: &'a Worker,
    owner: &'a Arc<Owner>,
    mentions: Option<Mentions<'a>>,
}

impl ObjectSource for Adopting<'_> {
    fn object(&mut self, id: u64, type_name: &str) -> Object {
        let mut known = self.worker.type_names.lock().unwrap_or_else(PoisonError::into_inner);
        let name = known.get(type_name).cloned().unwrap_or_else(|| {
            let name: Arc<str> = type_name.into();
            known.insert(Arc::clone(&name));
            name
        });
        Object::adopt(ObjectId(id), name, self.owner)
    }

    fn shared(&mut self, segment: u64, offset: u64, length: u64) -> Result<Bytes, String> {
        let mentions = self.mentions.as_mut().ok_or("a segment where there are none")?;
        mentions.bytes(segment, offset, length)
    }
}

/// Waits for the worker's hello, and says what is wrong if it does not come.
fn greet(connection: &Connection, process: &Process, launch: &Launch) -> Result<Hello> {
    let python = launch.python.display();
    let fix = "run it by hand to see why, or name another interpreter (`SNAKEBRIDGE_PYTHON`)";
    let mut awaited = [PollFd::new(connection.replies(), PollFlags::IN)];
    let patience = Timespec { tv_sec: START_PATIENCE.as_secs() as i64, tv_nsec: 0 };
    let ready = retry_on_intr(|| rustix::event::poll(&mut awaited, Some(&patience)));
    if ready == Ok(0) {
        process.kill();
        let what = format!("`{python}` did not get ready within {} seconds", START_PATIENCE.as_secs());
        return Err(Error::environment(what, fix));
    }
    match connection.receive_first() {
        Ok(frame) => Hello::read(&frame).map_err(Error::Protocol),
        Err(Severed::Garbled(message)) => Err(Error::Protocol(message)),
        Err(Severed::Ended) => {
            let status = process.wait(END_PATIENCE).unwrap_or_else(|| process.kill());
            let what = format!("`{python}` did not start ({status}); what it said is on standard error");
            Err(Error::environment(
                what,
                "SnakeBridge needs CPython 3.9 or newer; name another interpreter (`SNAKEBRIDGE_PYTHON`)",
            ))
        }
    }
}

fn retry_on_intr<T>(mut call: impl FnMut() -> rustix::io::Result<T>) -> rustix::io::Result<T> {
    loop {
        match call() {
            Err(rustix::io::Errno::INTR) => {}
            other => return other,
        }
    }
}
