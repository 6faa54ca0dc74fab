//! What an engine is: the contract between hosts, which write expressions, and engines, which evaluate them.

pub use crate::callback::Answer;
pub use crate::current::Within;
pub use crate::error::{Stopped, TimedOut};
#[cfg(feature = "arrow")]
pub use crate::foreign::Tables;
pub use crate::layout::{Layout, Viewed};
pub use crate::plain::{Plain, Plainly, Scalar};
use crate::session::WeakSession;
use crate::terms::{Bounds, Deadlines, Goal, Terms};
pub use crate::versions::{MadeFor, Mismatch};
use crate::{CancelToken, DType, Error, Expr, Object, Result, Session, Value, Want};
use bytes::Bytes;
use std::any::Any;
use std::fmt::{self, Debug, Formatter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Starts interpreters.
///
/// ```
/// use snakebridge_core::engine::{Ask, Engine, Exchange, Interpreter, ObjectId, Request};
/// use snakebridge_core::{Error, Result, Value};
/// use std::sync::Arc;
///
/// /// An engine that answers everything with 42.
/// struct Deep;
///
/// impl Engine for Deep {
///     fn start(&self) -> Result<Arc<dyn Interpreter>> {
///         Ok(Arc::new(Thought))
///     }
/// }
///
/// struct Thought;
///
/// impl Interpreter for Thought {
///     fn evaluate(&self, request: &Request<'_>) -> Result<Value> {
///         match request.ask {
///             Ask::Evaluate { .. } => Ok(Value::Int(42)),
///             _ => Err(Error::environment("an answer is not iterable", "ask for its value")),
///         }
///     }
///     fn begin(&self, _: &Request<'_>) -> Result<Box<dyn Exchange>> {
///         Err(Error::environment("it thinks one thought at a time", "do not await"))
///     }
///     fn release(&self, _: ObjectId) {}
///     fn flush(&self) {}
///     fn lost(&self) -> Option<String> {
///         None
///     }
///     fn in_flight(&self) -> usize {
///         0
///     }
///     fn close(&self) {}
///     fn facts(&self) -> Vec<(&'static str, String)> {
///         vec![("Python", "none".to_owned())]
///     }
/// }
///
/// let interpreter = Deep.start()?;
/// assert_eq!((interpreter.in_flight(), interpreter.lost()), (0, None));
/// # Ok::<(), Error>(())
/// ```
pub trait Engine: Send + Sync + 'static {
    /// Starts an interpreter of its own for one session.
    ///
    /// # Errors
    /// [`Error::Environment`] when Python is not there or does not start.
    fn start(&self) -> Result<Arc<dyn Interpreter>>;

    /// So many bytes of memory, all zeros and at least aligned to 64, that can be passed to this engine's interpreters without a copy; `None` if there is
    /// none, or it is not worth it.
    fn allocate(&self, length: usize) -> Option<Box<dyn Memory>> {
        let _none_is_special = length;
        None
    }
}

/// Memory that is filled first and then only read.
///
/// ```
/// use bytes::Bytes;
/// use snakebridge_core::engine::Memory;
///
/// /// Memory like any other.
/// struct Plain(Vec<u8>);
///
/// impl Memory for Plain {
///     fn bytes(&self) -> &[u8] {
///         &self.0
///     }
///     fn bytes_mut(&mut self) -> &mut [u8] {
///         &mut self.0
///     }
///     fn freeze(self: Box<Self>) -> Bytes {
///         self.0.into()
///     }
/// }
///
/// let mut memory = Box::new(Plain(vec![0; 4]));
/// memory.bytes_mut()[1] = 7;
/// assert_eq!(memory.freeze(), &[0, 7, 0, 0][..]);
/// ```
pub trait Memory: Send + Sync {
    /// What is in it.
    fn bytes(&self) -> &[u8];

    /// What is in it, to be changed.
    fn bytes_mut(&mut self) -> &mut [u8];

    /// What is in it, which does not change any more.
    fn freeze(self: Box<Self>) -> Bytes;
}

/// One running Python interpreter: it evaluates expressions and holds the live objects of its sessions.
///
/// ```no_run
/// use snakebridge_core::engine::Interpreter;
/// fn describe(interpreter: &dyn Interpreter) -> String {
///     interpreter.facts().iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
/// }
/// ```
/// How one is made: see [`Engine`].
pub trait Interpreter: Any + Send + Sync {
    /// Answers one request and waits for it. The request's owner is what stands for this interpreter in the handles: objects in the
    /// expression are looked up with [`Object::id_in`](crate::Object::id_in), those in the result made with
    /// [`Object::adopt`](crate::Object::adopt).
    ///
    /// # Errors
    /// What Python raised, or how the interpreter was lost. [`Error::SessionLost`] means that nothing of the expression was
    /// evaluated, so that the session may ask another interpreter.
    fn evaluate(&self, request: &Request<'_>) -> Result<Value>;

    /// Whether there is a short way for plain calls: [`evaluate_plain`](Self::evaluate_plain).
    fn takes_plain_calls(&self) -> bool {
        false
    }

    /// Evaluates a plain call without deadline, token and span, for a value or for nothing.
    fn evaluate_plain(&self, plain: &Plain, want: Want, owner: &Arc<Owner>) -> Plainly {
        let _no_short_way = (plain, want, owner);
        Plainly::Declined
    }

    /// Runs `body`, during which calls of this thread cost less, if they can; see [`Session::attach`].
    fn attach(&self, body: &mut dyn FnMut()) {
        body();
    }

    /// Runs `body`, which waits for other threads, on one that may be within [`attach`](Self::attach): they can use the interpreter meanwhile.
    fn detach(&self, body: &mut dyn FnMut()) {
        body();
    }

    /// Begins to answer a request and waits for nothing. Dropping the exchange before its end cancels the request.
    ///
    /// # Errors
    /// As [`evaluate`](Self::evaluate), if it cannot even be begun.
    fn begin(&self, request: &Request<'_>) -> Result<Box<dyn Exchange>>;

    /// Lets go of one handle. Returns at once, never fails, and may be called from any thread; the engine batches.
    fn release(&self, id: ObjectId);

    /// Tells Python at once of the handles that were let go of, unless it is busy.
    fn flush(&self);

    /// Why it cannot evaluate any more, if so.
    fn lost(&self) -> Option<String>;

    /// Requests that are not answered yet.
    fn in_flight(&self) -> usize;

    /// Bytes of resident memory, where that can be told.
    fn resident_memory(&self) -> Option<u64> {
        None
    }

    /// The libraries that it has in another version than their wrappers were made for.
    fn mismatches(&self) -> &[Mismatch] {
        &[]
    }

    /// The memory of one of its objects, where it lies; `None` where it cannot be reached from here, or is no array of numbers.
    ///
    /// # Errors
    /// When there is no such object.
    fn view(&self, object: ObjectId) -> Result<Option<Box<dyn Viewed>>> {
        let _nothing_is_shared = object;
        Ok(None)
    }

    /// The table that one of its objects gives by Arrow's C stream interface, in memory of Python's, which may change; `None` if it gives none, or nothing is
    /// shared.
    ///
    /// # Errors
    /// When there is no such object.
    #[cfg(feature = "arrow")]
    fn table(&self, object: ObjectId) -> Result<Option<Tables>> {
        let _nothing_is_shared = object;
        Ok(None)
    }

    /// Makes a numpy array of memory that is Python's from then on.
    ///
    /// # Errors
    /// What Python raised: there may be no numpy.
    fn take(&self, given: Given, owner: &Arc<Owner>) -> Result<Taken> {
        let _nothing_is_shared = owner;
        Ok(Taken::Back(given))
    }

    /// Ends it in an orderly way.
    fn close(&self);

    /// Facts about it for people: names and values such as the Python version.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

/// Memory that becomes Python's: that of an array.
///
/// ```no_run
/// use snakebridge_core::engine::Given;
/// /// Bytes of an item.
/// fn size(given: &Given) -> usize {
///     given.memory.bytes().len() / given.shape.iter().product::<usize>().max(1)
/// }
/// ```
pub struct Given {
    /// The type of the items.
    pub dtype: DType,
    /// The length of each axis.
    pub shape: Vec<usize>,
    /// The items in C order.
    pub memory: Box<dyn Memory>,
}

/// What comes of giving memory to an interpreter.
///
/// ```no_run
/// use snakebridge_core::engine::{Given, Taken};
/// fn refuse(given: Given) -> Taken {
///     Taken::Back(given)
/// }
/// ```
pub enum Taken {
    /// A numpy array lies in it: its handle.
    Array(Value),
    /// This interpreter takes no memory; its array has to be sent.
    Back(Given),
}

/// A question to an interpreter, and what goes with it.
///
/// ```
/// use snakebridge_core::engine::Request;
/// use std::time::{Duration, Instant};
/// /// How much time there is for a request.
/// fn left(request: &Request<'_>) -> Option<Duration> {
///     request.deadline.map(|deadline| deadline.at.saturating_duration_since(Instant::now()))
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What is asked.
    pub ask: Ask<'a>,
    /// What stands for the interpreter in handles.
    pub owner: &'a Arc<Owner>,
    /// When it has to be over.
    pub deadline: Option<Deadline>,
    /// What may cancel it meanwhile: the engine registers for it with [`CancelToken::on_cancel`], and the request is [`Error::Cancelled`] when it is over.
    /// It was not cancelled when the request was made.
    pub cancel: Option<&'a CancelToken>,
}

/// What is asked of an interpreter.
///
/// ```
/// use snakebridge_core::engine::Ask;
/// use snakebridge_core::{Call, Want};
/// let expr = Call::to("math.sqrt").arg(16).into_expr()?;
/// let ask = Ask::Evaluate { expr: &expr, want: Want::Value, awaiting: false };
/// assert!(matches!(ask, Ask::Evaluate { expr, .. } if expr.to_string() == "math.sqrt(16)"));
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Ask<'a> {
    /// The value of an expression.
    Evaluate {
        /// The expression.
        expr: &'a Expr,
        /// What is to come back.
        want: Want,
        /// Whether to evaluate within a running event loop, and to await what can be.
        awaiting: bool,
    },
    /// An iterator over what an expression gives, as an object; an async iterator if it is only async iterable.
    Iterate {
        /// The expression.
        expr: &'a Expr,
        /// As in [`Ask::Evaluate`].
        awaiting: bool,
    },
    /// More items of an iterator.
    Pull {
        /// The iterator.
        iterator: &'a Object,
        /// How many at most.
        count: u32,
        /// What is wanted of each.
        want: Want,
    },
}

/// When a request has to be over.
///
/// ```
/// use snakebridge_core::engine::Deadline;
/// use std::time::{Duration, Instant};
/// let deadline = Deadline::new(Duration::from_secs(60), Duration::from_secs(2));
/// assert!(deadline.at > Instant::now());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// When it is interrupted.
    pub at: Instant,
    /// How long it may take to end then, before its interpreter is ended.
    pub grace: Duration,
    /// How long it was allowed to take.
    pub after: Duration,
}

impl Deadline {
    /// A deadline this far from now.
    ///
    /// ```
    /// use snakebridge_core::engine::Deadline;
    /// use std::time::Duration;
    /// assert_eq!(Deadline::new(Duration::from_secs(60), Duration::from_secs(2)).after.as_secs(), 60);
    /// ```
    #[must_use]
    pub fn new(after: Duration, grace: Duration) -> Self {
        // A time that cannot be told is none that comes.
        let century = Duration::from_secs(100 * 366 * 24 * 60 * 60);
        Self { at: Instant::now() + after.min(century), grace: grace.min(century), after }
    }
}

/// A request that was begun.
///
/// ```
/// use snakebridge_core::engine::{Exchange, Reply, Then};
/// use snakebridge_core::{Result, Value};
/// /// All items of a pull that was begun.
/// fn items(mut exchange: Box<dyn Exchange>) -> Result<Vec<Value>> {
///     let mut all = Vec::new();
///     while let Reply::Items(items, then) = exchange.wait()? {
///         all.extend(items);
///         if then != Then::More {
///             break;
///         }
///     }
///     Ok(all)
/// }
/// ```
pub trait Exchange: Send {
    /// Waits for the next part of the answer.
    ///
    /// # Errors
    /// As [`Interpreter::evaluate`].
    fn wait(&mut self) -> Result<Reply>;

    /// Waits for the next part of the answer until then at most; `None` if it has not come. Calls of callbacks may be answered on this thread meanwhile. An engine
    /// that has nothing to gain by that does not wait at all.
    ///
    /// # Errors
    /// As [`Interpreter::evaluate`].
    fn wait_until(&mut self, until: Instant) -> Result<Option<Reply>> {
        let _not_worth_it = until;
        Ok(None)
    }

    /// The next part of the answer, if it is there; else the task is woken when it is.
    fn poll(&mut self, context: &mut std::task::Context<'_>) -> std::task::Poll<Result<Reply>>;
}

/// A part of an answer.
///
/// ```
/// use snakebridge_core::engine::Reply;
/// assert!(matches!(Reply::Value(42.into()), Reply::Value(answer) if answer == 42.into()));
/// ```
#[derive(Debug)]
pub enum Reply {
    /// The value of [`Ask::Evaluate`] or [`Ask::Iterate`].
    Value(Value),
    /// Items of [`Ask::Pull`].
    Items(Vec<Value>, Then),
}

/// How a pull goes on.
///
/// ```
/// use snakebridge_core::engine::{Reply, Then};
/// let last = Reply::Items(vec![1.into(), 2.into()], Then::Ended);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// More items of this pull are to come.
    More,
    /// The pull is over; there may be more.
    Paused,
    /// There are no more.
    Ended,
}

/// An interpreter's name for one of its live objects.
///
/// ```
/// use snakebridge_core::engine::ObjectId;
/// assert_eq!(ObjectId(7).0, 7);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub u64);

/// One session's life in an interpreter, shared by the session and by every object that lives in it. When an interpreter is
/// replaced, the new one gets a new owner, so that an old handle can never mean a new object.
///
/// ```
/// use snakebridge_core::Object;
/// use snakebridge_core::engine::{ObjectId, Owner};
/// use std::sync::Arc;
/// /// The handle of an object that an engine keeps by this number.
/// fn handle(number: u64, owner: &Arc<Owner>) -> Object {
///     Object::adopt(ObjectId(number), "pathlib.PosixPath".into(), owner)
/// }
/// ```
pub struct Owner {
    interpreter: Arc<dyn Interpreter>,
    session: WeakSession,
    deadlines: Arc<Deadlines>,
    closed: AtomicBool,
}

impl Owner {
    pub(crate) fn new(
        interpreter: Arc<dyn Interpreter>,
        session: WeakSession,
        deadlines: &Arc<Deadlines>,
    ) -> Arc<Self> {
        Arc::new(Self {
            interpreter,
            session,
            deadlines: Arc::clone(deadlines),
            closed: AtomicBool::new(false),
        })
    }

    /// The session whose objects it owns.
    pub(crate) fn session(&self) -> Result<Session> {
        let gone = || Error::SessionLost { reason: "it was dropped".to_owned() };
        self.session.upgrade().ok_or_else(gone)
    }

    /// The one that an object lives in.
    ///
    /// ```
    /// use snakebridge_core::{Object, engine::Owner};
    /// fn is_lost(object: &Object) -> bool {
    ///     Owner::of(object).interpreter().lost().is_some()
    /// }
    /// ```
    #[must_use]
    pub fn of(object: &Object) -> Arc<Self> {
        Arc::clone(object.owner())
    }

    /// The one that a session asks; its interpreter is started if need be.
    ///
    /// ```
    /// use snakebridge_core::{Result, Session, engine::Owner};
    /// fn busy(session: &Session) -> Result<bool> {
    ///     Ok(Owner::of_session(session)?.interpreter().in_flight() > 0)
    /// }
    /// ```
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn of_session(session: &Session) -> Result<Arc<Self>> {
        session.owner()
    }

    /// The interpreter that it stands for.
    ///
    /// ```
    /// use snakebridge_core::engine::Owner;
    /// fn facts(owner: &Owner) -> usize {
    ///     owner.interpreter().facts().len()
    /// }
    /// ```
    #[must_use]
    pub fn interpreter(&self) -> &dyn Interpreter {
        &*self.interpreter
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.interpreter.lost().is_some()
    }

    /// Whether objects of this interpreter can still be used.
    pub(crate) fn check(&self) -> Result<()> {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::SessionLost { reason: "it was closed".to_owned() });
        }
        match self.interpreter.lost() {
            Some(reason) => Err(Error::SessionLost { reason }),
            None => Ok(()),
        }
    }

    pub(crate) fn deadlines(&self) -> &Deadlines {
        &self.deadlines
    }

    /// Evaluates what is called now.
    pub(crate) fn ask(self: &Arc<Self>, expr: &Expr, goal: Goal, terms: &Terms) -> Result<Value> {
        self.evaluate(expr, goal, terms.settle(&self.deadlines, expr))
    }

    pub(crate) fn evaluate(self: &Arc<Self>, expr: &Expr, goal: Goal, bounds: Bounds<'_>) -> Result<Value> {
        let request = self.request(goal.ask(expr, bounds.awaiting), bounds)?;
        self.interpreter.evaluate(&request).map_err(|error| self.explain(error, expr))
    }

    /// Whether plain calls have a short way here, and no deadline.
    pub(crate) fn takes_plain_calls(&self) -> bool {
        self.deadlines.default.is_none()
            && self.deadlines.of_paths.is_empty()
            && self.interpreter.takes_plain_calls()
    }

    /// Evaluates what is called now by the short way, if it can.
    #[inline]
    pub(crate) fn evaluate_plain(self: &Arc<Self>, plain: &Plain, want: Want) -> Plainly {
        if self.closed.load(Ordering::Acquire) {
            return Plainly::Declined;
        }
        match self.interpreter.evaluate_plain(plain, want, self) {
            Plainly::Failed(error) => Plainly::Failed(Box::new(self.explain(*error, &plain.to_expr()))),
            outcome => outcome,
        }
    }

    /// Adds to an error what is known of where it came from.
    pub(crate) fn explain(&self, error: Error, expr: &Expr) -> Error {
        crate::versions::explain(error.during(expr), expr, self.interpreter.mismatches())
    }

    pub(crate) fn begin(self: &Arc<Self>, ask: Ask<'_>, bounds: Bounds<'_>) -> Result<Box<dyn Exchange>> {
        self.interpreter.begin(&self.request(ask, bounds)?)
    }

    fn request<'a>(self: &'a Arc<Self>, ask: Ask<'a>, bounds: Bounds<'a>) -> Result<Request<'a>> {
        self.check()?;
        bounds.check()?;
        Ok(Request { ask, owner: self, deadline: bounds.deadline, cancel: bounds.cancel })
    }

    /// Ends the use of its objects; the interpreter may have others.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
    }
}

impl Debug for Owner {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Owner({:?})", self.session)
    }
}

/// How an engine makes itself known: the crate of an engine submits one of these through `inventory`, and nothing else has to
/// know the engine.
///
/// ```standalone_crate
/// use snakebridge_core::engine::Registration;
/// use snakebridge_core::{EngineKind, Error};
///
/// inventory::submit! {
///     Registration {
///         kind: EngineKind::Embed,
///         open: |_settings| Err(Error::environment("there is no Python here", "use workers")),
///     }
/// }
/// # fn main() {
/// let all: Vec<EngineKind> = inventory::iter::<Registration>().map(|engine| engine.kind).collect();
/// assert_eq!(all, [EngineKind::Embed]);
/// # }
/// ```
pub struct Registration {
    /// Which engine it is.
    pub kind: crate::EngineKind,
    /// Makes the engine.
    pub open: fn(crate::Settings) -> Result<Arc<dyn Engine>>,
}

inventory::collect!(Registration);

/// What `snakebridge.toml` says of the run time; `bindings!()` submits it through `inventory`.
///
/// ```standalone_crate
/// use snakebridge_core::engine::Configured;
/// inventory::submit! { Configured { engine: "worker" } }
/// # fn main() {
/// assert_eq!(inventory::iter::<Configured>().next().unwrap().engine, "worker");
/// # }
/// ```
#[derive(Debug)]
pub struct Configured {
    /// The name of the engine to use where nobody names one at run time.
    pub engine: &'static str,
}

inventory::collect!(Configured);

/// The environment that a program's wrappers were generated for; `bindings!()` submits it through `inventory`.
///
/// ```standalone_crate
/// use snakebridge_core::engine::GeneratedFor;
/// inventory::submit! { GeneratedFor { interpreter: Some("venv/bin/python"), search_path: &["python"] } }
/// # fn main() {
/// assert_eq!(GeneratedFor::interpreter().unwrap().to_str(), Some("venv/bin/python"));
/// # }
/// ```
#[derive(Debug)]
pub struct GeneratedFor {
    /// The interpreter; none if the build had none (`SNAKEBRIDGE_STRICT=1`).
    pub interpreter: Option<&'static str>,
    /// Folders of the program's own Python files.
    pub search_path: &'static [&'static str],
}

inventory::collect!(GeneratedFor);

impl GeneratedFor {
    /// The interpreter that the first wrappers in this program were generated for.
    ///
    /// ```
    /// use snakebridge_core::engine::GeneratedFor;
    /// assert_eq!(GeneratedFor::interpreter(), None); // no wrappers here
    /// ```
    #[must_use]
    pub fn interpreter() -> Option<&'static Path> {
        inventory::iter::<Self>.into_iter().find_map(|generated| generated.interpreter.map(Path::new))
    }

    /// The search path of all wrappers in this program. Where one of the folders is not there, because the program was taken
    /// to another machine, the folder `python` beside the executable stands for it.
    ///
    /// ```
    /// use snakebridge_core::engine::GeneratedFor;
    /// assert!(GeneratedFor::search_paths().is_empty()); // no wrappers here
    /// ```
    #[must_use]
    pub fn search_paths() -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = inventory::iter::<Self>
            .into_iter()
            .flat_map(|generated| generated.search_path.iter().map(PathBuf::from))
            .collect();
        let executable = std::env::current_exe().ok();
        let beside = executable.as_deref().and_then(Path::parent).map(|folder| folder.join("python"));
        deployed(&mut folders, beside.as_deref());
        folders.sort();
        folders.dedup();
        folders
    }
}

/// Puts `beside`, if it is there, in the place of folders that are not.
fn deployed(folders: &mut [PathBuf], beside: Option<&Path>) {
    let Some(beside) = beside.filter(|folder| folder.is_dir()) else { return };
    for folder in folders.iter_mut().filter(|folder| !folder.is_dir()) {
        *folder = beside.to_path_buf();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_another_machine_python_files_are_beside_the_executable() {
        let here = std::env::temp_dir();
        let folders = || vec![here.clone(), PathBuf::from("/nowhere/to/be/found")];
        let search = |beside: Option<&Path>| {
            let mut folders = folders();
            deployed(&mut folders, beside);
            folders
        };
        assert_eq!(search(None), folders());
        assert_eq!(search(Some(Path::new("/nowhere/else"))), folders());
        let beside = std::env::current_dir().unwrap();
        assert_eq!(search(Some(&beside)), [here.clone(), beside.clone()]);
    }
}
