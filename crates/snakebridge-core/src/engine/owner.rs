//! [`Owner`]: what objects and their session know their interpreter by.

use super::{Ask, Exchange, Interpreter, Plain, Plainly, Request};
use crate::session::WeakSession;
use crate::terms::{Bounds, Deadlines, Goal, Terms};
use crate::{Error, Expr, Object, Result, Session, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    #[inline(always)]
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
