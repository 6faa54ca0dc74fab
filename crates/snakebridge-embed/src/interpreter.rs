//! [`Embedded`]: a session of the Python in this process, as an interpreter of the core contract.

use crate::adapter::{Adapter, outcome};
use crate::answer::HERE;
use crate::bounds::{self, Bounds, Watch};
use crate::clock;
use crate::exchange::{Begun, wait_for_answer};
use crate::objects::Objects;
use crate::payloads::{Adopting, Releasing};
use crate::plainly::PlainCalls;
use crate::python::{self, Py, PyBytes, PyResult, Python, attach, attach_for_long, unattached};
use crate::released::Released;
use crate::runtime::{self, Runtime};
use crate::sessions;
use crate::slots::{Delivered, Slots};
use crate::type_names::TypeNames;
use crate::written::Written;
use bytes::Bytes;
#[cfg(feature = "arrow")]
use snakebridge_core::engine::Tables;
use snakebridge_core::engine::{
    Exchange, Given, Interpreter, MadeFor, Mismatch, ObjectId, Owner, Plain, Plainly, Reply, Request, Taken,
    Then, Viewed, Within,
};
use snakebridge_core::{Error, Expr, Result, Settings, Value, Want};
use snakebridge_wire::{self as wire, Kind, Lent, flags};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

/// So many dropped handles are told to Python at once; fewer go along with the next request.
const RELEASE_BATCH: usize = 64;
/// Answers up to this size are copied, which takes less than keeping them where they are.
const SMALL: usize = 4096;

/// One session: its objects, and what it asks for.
pub(crate) struct Embedded {
    pub(crate) this: Weak<Embedded>,
    number: u64,
    runtime: &'static Runtime,
    /// Why this interpreter.
    reason: String,
    /// What Python has in another version than the wrappers were made for.
    mismatches: Vec<Mismatch>,
    adapter: Adapter,
    pub(crate) lent: Lent,
    /// Whether there was ever anything in it.
    pub(crate) has_lent: AtomicBool,
    pub(crate) slots: Slots,
    last_token: AtomicU64,
    in_flight: AtomicUsize,
    pub(crate) plain_in_flight: PlainCalls,
    pub(crate) released: Released,
    pub(crate) objects: Objects,
    pub(crate) type_names: TypeNames,
    pub(crate) closed: AtomicBool,
}

/// How far an evaluation on this thread has come.
pub(crate) enum Outcome {
    Answer(Delivered),
    /// A value that takes no reading.
    Value(Value),
    /// A task goes on with it.
    Deferred,
}

impl Embedded {
    pub(crate) fn start(runtime: &'static Runtime, reason: &str, settings: &Settings) -> Result<Arc<Self>> {
        let mismatches = mismatches(runtime, settings);
        settings.stale.apply(&mismatches)?;
        let settings = written(settings)?;
        let number = sessions::next_number();
        let adapter = attach(|python| {
            let made = (|| {
                let arguments = [python.int(number.cast_signed())?, python.bytes(&settings)?];
                let session = runtime.new_session(python, arguments)?;
                Adapter::of(python, &session)
            })();
            made.map_err(|raised| runtime::broken(python, &raised))
        })?;
        let embedded = Arc::new_cyclic(|this| Self {
            this: Weak::clone(this),
            number,
            runtime,
            reason: reason.to_owned(),
            mismatches,
            adapter,
            lent: Lent::default(),
            has_lent: AtomicBool::new(false),
            slots: Slots::default(),
            last_token: AtomicU64::new(0),
            in_flight: AtomicUsize::new(0),
            plain_in_flight: PlainCalls::default(),
            released: Released::default(),
            objects: Objects::default(),
            type_names: TypeNames::default(),
            closed: AtomicBool::new(false),
        });
        sessions::enter(number, Weak::clone(&embedded.this));
        Ok(embedded)
    }

    pub(crate) fn adapter(&self) -> &Adapter {
        &self.adapter
    }

    pub(crate) fn next_token(&self) -> u64 {
        self.last_token.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Evaluates on this thread.
    pub(crate) fn evaluate_here(
        &self,
        written: &Written,
        token: u64,
        bounds: &Bounds,
    ) -> Result<(Outcome, bool)> {
        attach(|python| {
            self.tell_released(python);
            let mut interrupted = false;
            let answered = (|| {
                let payload = python.bytes(written.payload())?;
                let (wanted, token) = (python.int(written.flags.into())?, python.int(token.cast_signed())?);
                let evaluate = || self.adapter.part.call(python, [wanted.clone_ref(python), payload]);
                let part = if bounds.is_bounded() || bounds::is_watched() {
                    let watch = Watch::begin(python, bounds);
                    let part = watch.run(python, evaluate);
                    interrupted = watch.was_interrupted();
                    part
                } else {
                    evaluate()
                };
                written.placed.let_go(python);
                let answer = match part {
                    Ok(result) => {
                        let is_value = written.flags == flags::of_want(Want::Value);
                        match if is_value { self.by_value(python, result) } else { Err(result) } {
                            Ok(value) => return Ok(Outcome::Value(value)),
                            Err(result) => self.adapter.finish.call(python, [wanted, result, token]),
                        }
                    }
                    Err(raised) => self.adapter.failed.call(python, [raised.0]),
                };
                outcome(python, &answer?)
            })();
            answered.map(|outcome| (outcome, interrupted)).map_err(|raised| runtime::broken(python, &raised))
        })
    }

    /// The call of a task that is being answered here: its task evaluates what is asked meanwhile.
    pub(crate) fn call_within(&self) -> Option<u32> {
        let call = Within::call_of(std::ptr::from_ref(self).cast());
        (call != 0 && call != HERE).then_some(call)
    }

    /// Has the task that made the call answer, or else the session's thread.
    pub(crate) fn begin_there(&self, written: &Written, token: u64, within: Option<u32>) -> Result<()> {
        attach(|python| {
            self.tell_released(python);
            let begun = (|| {
                let payload = python.bytes(written.payload())?;
                let (wanted, token) = (python.int(written.flags.into())?, python.int(token.cast_signed())?);
                if let Some(call) = within {
                    let arguments = [
                        python.int(call.into())?,
                        wanted.clone_ref(python),
                        payload.clone_ref(python),
                        token.clone_ref(python),
                    ];
                    if self.adapter.within.call(python, arguments)?.number(python)? != 0 {
                        return Ok(());
                    }
                }
                self.adapter.begin.call(python, [wanted, payload, token]).map(drop)
            })();
            begun.map_err(|raised| runtime::broken(python, &raised))
        })
    }

    /// Stops what the session's thread does for a request; waits for nothing.
    pub(crate) fn cancel(&self, token: u64) {
        let Some(embedded) = self.this.upgrade() else { return };
        clock::attached(move |python| {
            let cancelled = (|| {
                let thread = embedded.adapter.cancel.call(python, [python.int(token.cast_signed())?])?;
                thread.number(python)
            })();
            if let Ok(ident) = cancelled
                && ident != 0
            {
                python.interrupt_number(ident);
            }
        });
    }

    /// An answer has come.
    pub(crate) fn deliver(&self, token: u64, answer: Delivered) {
        if let Some(unwanted) = self.slots.deliver(token, answer) {
            self.let_go(&unwanted.payload);
        }
    }

    /// Lets go of what is in an answer that nobody waits for, whatever it is.
    pub(crate) fn let_go(&self, payload: &[u8]) {
        // What cannot be read has no objects to let go of.
        drop(wire::decode(payload, &mut Releasing(self)));
    }

    /// What an answer says.
    pub(crate) fn read(&self, answer: &Delivered, owner: &Arc<Owner>) -> Result<Reply> {
        let garbled = |error: wire::WireError| {
            if error.is_limit() {
                Error::Usage(error.to_string())
            } else {
                Error::Protocol(error.to_string())
            }
        };
        let mut objects = Adopting { embedded: self, owner };
        if answer.kind == Kind::Raise as u8 {
            let raised = wire::decode_exception(&answer.payload, &mut objects).map_err(garbled)?;
            return Err(raised.into_error(|number| self.lent.find_error(number)));
        }
        let value = wire::decode_shared(&answer.payload, &mut objects).map_err(garbled)?;
        if answer.kind == Kind::Reply as u8 {
            return Ok(Reply::Value(value));
        }
        match value {
            Value::List(items) => {
                let then = if answer.flags == flags::ENDED { Then::Ended } else { Then::More };
                Ok(Reply::Items(items, then))
            }
            other => Err(Error::Protocol(format!("items are a `{}`", other.type_name()))),
        }
    }

    /// The content of a `bytes`.
    pub(crate) fn taken(python: Python<'_>, bytes: Py) -> PyResult<Bytes> {
        let content = bytes.as_bytes(python)?;
        if content.len() <= SMALL {
            return Ok(Bytes::copy_from_slice(content));
        }
        Ok(Bytes::from_owner(PyBytes::new(python, bytes)?))
    }

    /// Refuses what is asked of a session that has ended.
    pub(crate) fn check(&self) -> Result<()> {
        match self.lost() {
            Some(reason) => Err(Error::SessionLost { reason }),
            None => Ok(()),
        }
    }

    fn end(&self) {
        if self.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        if python::gone().is_none() {
            attach(|python| {
                drop(self.adapter.close.call(python, []));
                self.objects.clear(python);
            });
        }
        sessions::leave(self.number);
        self.slots.end();
        self.lent.clear();
    }

    pub(crate) fn enter(&self) -> InFlight<'_> {
        self.in_flight.fetch_add(1, Ordering::AcqRel);
        InFlight(self)
    }
}

impl Embedded {
    /// One request less.
    pub(crate) fn leave(&self) {
        self.in_flight.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A request that is under way.
pub(crate) struct InFlight<'a>(&'a Embedded);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.leave();
    }
}

pub(crate) fn value_of(reply: Reply) -> Result<Value> {
    match reply {
        Reply::Value(value) => Ok(value),
        Reply::Items(..) => Err(Error::Protocol("a value was asked for and items came".to_owned())),
    }
}

/// The libraries that are there in another version than their wrappers were made for, by what lies in the folders that Python searches.
fn mismatches(runtime: &Runtime, settings: &Settings) -> Vec<Mismatch> {
    let folders = settings.search_path.iter().chain(&runtime.path).cloned().collect();
    let installations = snakebridge_environment::Installations::in_folders(folders);
    MadeFor::compare(|made_for| installations.other_version(made_for.distribution, made_for.version))
}

/// What a session is told, as the payload of a host's hello.
fn written(settings: &Settings) -> Result<Vec<u8>> {
    let dict = Expr::Value(Value::Dict(wire::greeting(settings)?));
    let mut payload = Vec::new();
    wire::encode_expr(&dict, &wire::NoNames, &mut payload)?;
    Ok(payload)
}

impl Interpreter for Embedded {
    fn evaluate(&self, request: &Request<'_>) -> Result<Value> {
        self.check()?;
        let _in_flight = self.enter();
        let within = self.call_within();
        if within.is_none()
            && let Some(outcome) = self.evaluate_directly(request)
        {
            return outcome;
        }
        let written = Written::of(self, request.ask, request.owner)?;
        let bounds = Bounds::of(request);
        let token = self.next_token();
        let outcome = if written.awaits() || within.is_some() {
            self.begin_there(&written, token, within)?;
            wait_for_answer(self, token, &bounds, request.owner)
        } else {
            match self.evaluate_here(&written, token, &bounds)? {
                (Outcome::Answer(answer), interrupted) => {
                    bounds.judge(interrupted, self.read(&answer, request.owner))
                }
                (Outcome::Value(value), _) => return Ok(value),
                (Outcome::Deferred, _) => wait_for_answer(self, token, &bounds, request.owner),
            }
        };
        outcome.and_then(value_of)
    }

    fn takes_plain_calls(&self) -> bool {
        // What is asked within the call of a task, that task evaluates.
        self.adapter.direct.is_some() && self.call_within().is_none()
    }

    fn evaluate_plain(&self, plain: &Plain, want: Want, owner: &Arc<Owner>) -> Plainly {
        self.evaluate_at_once(plain, want, owner)
    }

    fn attach(&self, body: &mut dyn FnMut()) {
        if python::gone().is_some() {
            body(); // its calls say why
        } else {
            attach_for_long(body);
        }
    }

    fn detach(&self, body: &mut dyn FnMut()) {
        unattached(body);
    }

    fn begin(&self, request: &Request<'_>) -> Result<Box<dyn Exchange>> {
        self.check()?;
        let gone = || Error::SessionLost { reason: "it was dropped".to_owned() };
        let embedded = self.this.upgrade().ok_or_else(gone)?;
        Ok(Box::new(Begun::new(embedded, request)?))
    }

    fn flush(&self) {
        if self.lost().is_some() {
            return;
        }
        if self.in_flight() > 0 {
            self.tell_released_later();
        } else {
            attach(|python| self.tell_released(python));
        }
    }

    fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Acquire) + self.plain_in_flight.count()
    }

    fn release(&self, id: ObjectId) {
        if self.released.note(id) == RELEASE_BATCH && self.lost().is_none() {
            self.tell_released_later();
        }
    }

    fn view(&self, object: ObjectId) -> Result<Option<Box<dyn Viewed>>> {
        self.check()?;
        Ok(self.see(object))
    }

    #[cfg(feature = "arrow")]
    fn table(&self, object: ObjectId) -> Result<Option<Tables>> {
        self.check()?;
        Ok(self.see_table(object))
    }

    fn take(&self, given: Given, owner: &Arc<Owner>) -> Result<Taken> {
        self.check()?;
        self.take_memory(given, owner).map(Taken::Array)
    }

    fn lost(&self) -> Option<String> {
        let closed = self.closed.load(Ordering::Acquire).then_some("it was closed");
        closed.or_else(python::gone).map(str::to_owned)
    }

    fn mismatches(&self) -> &[Mismatch] {
        &self.mismatches
    }

    fn close(&self) {
        self.end();
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let runtime = self.runtime;
        let library = runtime.library.clone();
        vec![
            ("engine", "embed".to_owned()),
            ("python", runtime.version.clone()),
            ("implementation", "cpython".to_owned()),
            ("executable", runtime.executable.clone()),
            ("prefix", runtime.prefix.clone()),
            ("because", self.reason.clone()),
            ("library", library.unwrap_or_else(|| "this program's own".to_owned())),
            ("process", std::process::id().to_string()),
        ]
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.end();
    }
}
