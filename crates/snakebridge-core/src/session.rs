//! [`Session`]: a conversation with one interpreter, and which one is current.

use crate::current::{self, Entered, Scoped};
use crate::engine::{Engine, Owner};
use crate::{ArrayBuffer, Bridge, Call, Element, Error, Expr, Name, Result, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A conversation with one Python interpreter. Objects live in the session that made them. Cloning shares it, and threads may
/// use it at once. The interpreter is started by the first call and, should it die, replaced by the next call; objects of a
/// dead interpreter are [`Error::SessionLost`].
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
    engine: Arc<dyn Engine>,
    state: Mutex<State>,
}

/// How many interpreters a call without objects is offered to, if others end them before they are asked.
const ATTEMPTS: u32 = 8;

enum State {
    /// No interpreter yet.
    Idle,
    Running(Arc<Owner>),
    Closed,
}

impl Session {
    pub(crate) fn new(engine: Arc<dyn Engine>) -> Self {
        Self(Arc::new(Inner { engine, state: Mutex::new(State::Idle) }))
    }

    /// The current session: the one entered last on this thread, else the process-wide default, made on first use.
    ///
    /// # Errors
    /// [`Error::Environment`] when the default session cannot be made.
    pub fn current() -> Result<Self> {
        current::session().map_or_else(default_session, Ok)
    }

    /// A call in this session; see [`Call::to`].
    pub fn to(&self, path: impl Into<Name>) -> Call {
        Call::to(path).in_session(self)
    }

    /// Makes it the current session of this thread until the guard is dropped.
    #[must_use = "the session is left when the guard is dropped"]
    pub fn enter(&self) -> Entered {
        Entered::enter(self.clone())
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
    pub fn evaluate(&self, expr: &Expr, want: Want) -> Result<Value> {
        let mut attempts = 0;
        loop {
            let owner = self.owner()?;
            attempts += 1;
            match owner.evaluate(expr, want) {
                // The interpreter had ended before it was asked, and nothing was evaluated: another one will do as well.
                Err(Error::SessionLost { .. })
                    if owner.is_lost() && attempts < ATTEMPTS && expr.first_object().is_none() => {}
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
        let buffer = ArrayBuffer::zeros(shape, |length| self.0.engine.allocate(length));
        buffer.ok_or(Error::Usage(too_large))
    }

    /// Facts about the interpreter for people, such as its version and executable; starts it if need be.
    ///
    /// # Errors
    /// When no interpreter can be started.
    pub fn facts(&self) -> Result<Vec<(&'static str, String)>> {
        Ok(self.owner()?.interpreter().facts())
    }

    /// Ends the interpreter. Every later use of the session or of its objects is [`Error::SessionLost`].
    pub fn close(&self) {
        let state = std::mem::replace(&mut *self.lock(), State::Closed);
        if let State::Running(owner) = state {
            owner.close();
        }
    }

    /// The interpreter to ask: started if there is none yet, replaced if it was lost.
    fn owner(&self) -> Result<Arc<Owner>> {
        let mut state = self.lock();
        match &*state {
            State::Running(owner) if !owner.is_lost() => Ok(Arc::clone(owner)),
            State::Closed => Err(Error::SessionLost { reason: "it was closed".to_owned() }),
            State::Running(_) | State::Idle => {
                let owner = Owner::new(self.0.engine.start()?, WeakSession(Arc::downgrade(&self.0)));
                *state = State::Running(Arc::clone(&owner));
                Ok(owner)
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Evaluates where the expression's objects live, or in the current session if it has none.
pub(crate) fn evaluate_anywhere(expr: &Expr, want: Want) -> Result<Value> {
    match expr.first_object() {
        Some(object) => object.owner().evaluate(expr, want),
        None => Session::current()?.evaluate(expr, want),
    }
}

fn default_session() -> Result<Session> {
    static DEFAULT: Mutex<Option<Session>> = Mutex::new(None);
    let mut default = DEFAULT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(session) = &*default {
        return Ok(session.clone());
    }
    let session = Bridge::builder().build()?.session();
    *default = Some(session.clone());
    Ok(session)
}
