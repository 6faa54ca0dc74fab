//! [`Session`]: a conversation with one interpreter, and which one is current.

use crate::current::{self, Entered, Scoped};
use crate::engine::{Interpreter, Owner};
use crate::pool::Seat;
use crate::telemetry::observe;
use crate::terms::{Bounds, Goal, Terms};
use crate::{ArrayBuffer, Bridge, Call, Element, Error, Expr, Name, Result, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};

/// A conversation with one Python interpreter. Objects live in the session that made them. Cloning shares it, and threads may
/// use it at once. The interpreter is started by the first call and, should it die, replaced by the next call; objects of a
/// dead interpreter are [`Error::SessionLost`]. Sessions of one [`Bridge`] share its workers: with more sessions than workers, some share a worker, and still
/// none can use the objects of another.
///
/// ```no_run
/// # use snakebridge_core::{Bridge, Call};
/// # fn main() -> snakebridge_core::Result<()> {
/// let session = Bridge::builder().build()?.session();
/// let root: f64 = session.to("math.sqrt").arg(2.0).get()?;
/// {
///     let _entered = session.enter();
///     Call::to("random.seed").arg(7).run()?; // in `session`
/// }
/// session.close();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    seat: Arc<Seat>,
    /// Whether the seat counts it.
    seated: AtomicBool,
    state: Mutex<State>,
}

/// How many interpreters a call without objects is offered to, if others end them before they are asked.
pub(crate) const ATTEMPTS: u32 = 8;

/// Whether the interpreter had ended before it was asked, so that nothing was evaluated, and another one will do as well.
pub(crate) fn never_asked(error: &Error, owner: &Owner, expr: &Expr) -> bool {
    matches!(error, Error::SessionLost { .. }) && owner.is_lost() && expr.first_object().is_none()
}

enum State {
    /// No interpreter yet.
    Idle,
    Running(Arc<Owner>),
    Closed,
}

impl Session {
    /// A session that its seat counts from the beginning.
    pub(crate) fn seated(seat: Arc<Seat>) -> Self {
        seat.join();
        Self::new(seat, true)
    }

    /// A session that its seat counts as long as it has an interpreter.
    pub(crate) fn visiting(seat: Arc<Seat>) -> Self {
        Self::new(seat, false)
    }

    fn new(seat: Arc<Seat>, seated: bool) -> Self {
        Self(Arc::new(Inner { seat, seated: AtomicBool::new(seated), state: Mutex::new(State::Idle) }))
    }

    /// The current session: the one entered last on this thread, else the process-wide default, made on first use.
    ///
    /// # Errors
    /// [`Error::Environment`] when the default session cannot be made.
    ///
    /// ```no_run
    /// # use snakebridge_core::Session;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let root: f64 = Session::current()?.to("math.sqrt").arg(2.0).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn current() -> Result<Self> {
        current::session().map_or_else(default_session, Ok)
    }

    /// A call in this session; see [`Call::to`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Bridge;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// session.to("random.seed").arg(7).run()?;
    /// let number: f64 = session.to("random.random").get()?; // of the same generator
    /// # Ok(())
    /// # }
    /// ```
    pub fn to(&self, path: impl Into<Name>) -> Call {
        Call::to(path).in_session(self)
    }

    /// Makes it the current session of this thread until the guard is dropped.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// let _entered = session.enter();
    /// Call::to("random.seed").arg(7).run()?; // in `session`
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "the session is left when the guard is dropped"]
    pub fn enter(&self) -> Entered {
        Entered::enter(self.clone())
    }

    /// Runs `body` with this session as the current one, and if Python runs in this process, attached to it all the while: each call in it costs less by what
    /// attaching takes, which is most of a small call. Others can use Python between two calls now and then, and whenever a call lets them
    /// or waits for an interpreter that they have.
    ///
    /// What `body` waits for beside Python must need no Python: a lock that another thread holds while it calls Python is a deadlock. Where Python runs in a process of
    /// its own, there is nothing to attach to.
    ///
    /// # Errors
    /// When no interpreter can be started.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Session};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let roots: Vec<f64> = Session::current()?.attach(|| {
    ///     (0..1000).map(|number| Call::to("math.sqrt").arg(number).get()).collect::<snakebridge_core::Result<_>>()
    /// })??;
    /// # Ok(())
    /// # }
    /// ```
    pub fn attach<R>(&self, body: impl FnOnce() -> R) -> Result<R> {
        let owner = self.owner()?;
        let _entered = self.enter();
        let _attached = current::Attached::to(&owner);
        let (mut body, mut outcome) = (Some(body), None);
        owner.interpreter().attach(&mut || outcome = body.take().map(|body| body()));
        outcome
            .ok_or_else(|| Error::Protocol("the engine did not run what was to be run attached".to_owned()))
    }

    /// A future during which this is the current session, wherever it is polled.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// let root: f64 = session.scope(async { Call::to("math.sqrt").arg(2.0).get() }).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn scope<F: Future>(&self, future: F) -> Scoped<F> {
        Scoped::new(self.clone(), future)
    }

    /// Evaluates an expression.
    ///
    /// # Errors
    /// What Python raised, or why it could not be asked.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Session, Want};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let expr = Call::to("math.sqrt").arg(2.0).into_expr()?;
    /// let value = Session::current()?.evaluate(&expr, Want::Value)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn evaluate(&self, expr: &Expr, want: Want) -> Result<Value> {
        observe(expr, || self.ask(expr, Goal::Evaluate(want), Terms::NONE))
    }

    pub(crate) fn ask(&self, expr: &Expr, goal: Goal, terms: &Terms) -> Result<Value> {
        self.ask_within(expr, goal, terms.settle(self.0.seat.deadlines(), expr))
    }

    pub(crate) fn ask_within(&self, expr: &Expr, goal: Goal, bounds: Bounds<'_>) -> Result<Value> {
        let mut attempts = 0;
        loop {
            let owner = self.owner()?;
            attempts += 1;
            match owner.evaluate(expr, goal, bounds) {
                Err(error) if attempts < ATTEMPTS && never_asked(&error, &owner, expr) => {}
                outcome => return outcome,
            }
        }
    }

    /// Zeros of a shape, to be filled in and sent to Python as an array without a copy, where host and worker can share memory. Python may write to the
    /// array; that is seen in Python only. Starts no interpreter.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// let mut samples = session.zeros::<f64>([1000, 2000])?;
    /// samples.iter_mut().enumerate().for_each(|(at, sample)| *sample = at as f64);
    /// let mean: f64 = session.to("numpy.mean").arg(samples).get()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Usage`] when the shape has more items than an array can have.
    pub fn zeros<T: Element>(&self, shape: impl Into<Vec<usize>>) -> Result<ArrayBuffer<T>> {
        let shape = shape.into();
        let too_large = format!("an array of shape {shape:?} is too large");
        let buffer = ArrayBuffer::zeros(shape, |length| self.0.seat.allocate(length));
        buffer.ok_or(Error::Usage(too_large))
    }

    /// Facts about the interpreter for people, such as its version and executable; starts it if need be.
    ///
    /// # Errors
    /// When no interpreter can be started.
    ///
    /// ```no_run
    /// # use snakebridge_core::Session;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// for (name, fact) in Session::current()?.facts()? {
    ///     println!("{name}: {fact}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn facts(&self) -> Result<Vec<(&'static str, String)>> {
        Ok(self.owner()?.interpreter().facts())
    }

    /// Every later use of the session or of its objects is [`Error::SessionLost`]. The interpreter ends with the last of the sessions that share it.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Error};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// session.close();
    /// assert!(matches!(session.to("os.getpid").run(), Err(Error::SessionLost { .. })));
    /// # Ok(())
    /// # }
    /// ```
    pub fn close(&self) {
        let state = std::mem::replace(&mut *self.lock(), State::Closed);
        if let State::Running(owner) = state {
            owner.close();
        }
        if let Some(interpreter) = self.0.leave() {
            interpreter.close();
        }
    }

    /// Gives its interpreter up, if nothing of the session is left there; it can go on with another.
    pub(crate) fn vacate(&self) -> Option<Arc<dyn Interpreter>> {
        let mut state = self.0.state.try_lock().ok()?;
        match &*state {
            State::Running(owner) if Arc::strong_count(owner) == 1 && Arc::strong_count(&self.0) == 1 => {
                *state = State::Idle;
                self.0.leave()
            }
            _ => None,
        }
    }

    /// The interpreter to ask: started if there is none yet, replaced if it was lost.
    pub(crate) fn owner(&self) -> Result<Arc<Owner>> {
        let mut state = self.lock();
        match &*state {
            State::Running(owner) if !owner.is_lost() => Ok(Arc::clone(owner)),
            State::Closed => Err(Error::SessionLost { reason: "it was closed".to_owned() }),
            State::Running(_) | State::Idle => {
                if !self.0.seated.swap(true, Ordering::AcqRel) {
                    self.0.seat.join();
                }
                let interpreter = self.0.seat.interpreter()?;
                Ok(self.settle(&mut state, interpreter))
            }
        }
    }

    /// Goes on with this interpreter.
    fn settle(&self, state: &mut State, interpreter: Arc<dyn Interpreter>) -> Arc<Owner> {
        let session = WeakSession(Arc::downgrade(&self.0));
        let owner = Owner::new(interpreter, session, self.0.seat.deadlines());
        *state = State::Running(Arc::clone(&owner));
        owner
    }

    /// The interpreter to ask, if there is one at once.
    pub(crate) fn ready_owner(&self) -> Option<Arc<Owner>> {
        let mut state = self.0.state.try_lock().ok()?;
        match &*state {
            State::Running(owner) if !owner.is_lost() => Some(Arc::clone(owner)),
            State::Closed => None,
            State::Running(_) | State::Idle => {
                // Others may have started it.
                if !self.0.seated.swap(true, Ordering::AcqRel) {
                    self.0.seat.join();
                }
                let interpreter = self.0.seat.running()?;
                Some(self.settle(&mut state, interpreter))
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        current::lock(&self.0.state)
    }
}

impl Inner {
    fn leave(&self) -> Option<Arc<dyn Interpreter>> {
        if self.seated.swap(false, Ordering::AcqRel) { self.seat.leave() } else { None }
    }
}

/// Objects may outlive the session, and its interpreter lives as long.
impl Drop for Inner {
    fn drop(&mut self) {
        drop(self.leave());
    }
}

impl Debug for Session {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let state = match &*self.lock() {
            State::Idle => "idle",
            State::Running(_) => "running",
            State::Closed => "closed",
        };
        write!(f, "Session({state})")
    }
}

/// A session that may have been dropped.
#[derive(Clone)]
pub(crate) struct WeakSession(Weak<Inner>);

impl WeakSession {
    pub(crate) fn upgrade(&self) -> Option<Session> {
        self.0.upgrade().map(Session)
    }
}

impl Debug for WeakSession {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.upgrade() {
            Some(session) => session.fmt(f),
            None => f.write_str("dropped session"),
        }
    }
}

static DEFAULT: Mutex<Option<Session>> = Mutex::new(None);

/// The default session, if it is there already and nobody is about to make it.
pub(crate) fn ready_default() -> Option<Session> {
    DEFAULT.try_lock().ok()?.clone()
}

pub(crate) fn default_session() -> Result<Session> {
    let mut default = current::lock(&DEFAULT);
    if let Some(session) = &*default {
        return Ok(session.clone());
    }
    let session = Bridge::builder().build()?.session();
    *default = Some(session.clone());
    Ok(session)
}
