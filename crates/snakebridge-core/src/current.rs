//! Which session is current, and which call of a callback is being answered: per thread, and per task in async code.

use crate::engine::Owner;
use crate::{Result, Session, session};
use std::cell::{Cell, OnceCell, RefCell};
use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll};

/// The call of a callback that is being answered. What is asked of the same interpreter meanwhile is made within it, and so
/// evaluated by the Python thread, or task, that waits for the answer.
///
/// ```no_run
/// use snakebridge_core::Call;
/// use snakebridge_core::engine::{Owner, Within};
/// use std::sync::Arc;
/// /// What an engine does when Python calls function number 3, say.
/// fn answer(owner: &Arc<Owner>) -> snakebridge_core::Result<String> {
///     let _entered = Within::new(owner, 3).enter()?;
///     Call::to("threading.current_thread").attr("name").get() // the Python thread that called
/// }
/// ```
#[derive(Clone)]
pub struct Within {
    owner: Arc<Owner>,
    call: u32,
}

#[derive(Clone)]
struct Entry {
    session: Session,
    within: Option<Within>,
}

/// What was entered on this thread, and whom plain calls ask meanwhile.
pub(crate) struct Here {
    entry: Entry,
    plainly: OnceCell<Option<Arc<Owner>>>,
    /// What had been entered before.
    outside: Option<Rc<Here>>,
}

impl Here {
    fn new(entry: Entry, outside: Option<Rc<Here>>) -> Rc<Self> {
        Rc::new(Self { entry, plainly: OnceCell::new(), outside })
    }

    /// Whom plain calls ask, if there is one for them; the session itself finds out with its first call.
    #[inline]
    pub(crate) fn plainly(&self) -> Option<&Arc<Owner>> {
        match self.plainly.get() {
            Some(owner) => owner.as_ref(),
            None => self.find_out(),
        }
    }

    #[cold]
    fn find_out(&self) -> Option<&Arc<Owner>> {
        let owner = self.entry.session.ready_owner()?;
        self.plainly.get_or_init(|| owner.takes_plain_calls().then_some(owner)).as_ref()
    }
}

thread_local! {
    // Never dropped: other variables of the thread, which are, may still call and be called.
    static ENTERED: Cell<ManuallyDrop<Option<Rc<Here>>>> = const { Cell::new(ManuallyDrop::new(None)) };
    /// To what this thread is attached. Never dropped either.
    static ATTACHED: RefCell<ManuallyDrop<Vec<Arc<Owner>>>> = const { RefCell::new(ManuallyDrop::new(Vec::new())) };
    /// The default session, where nothing is entered.
    static DEFAULT: RefCell<Option<Rc<Here>>> = const { RefCell::new(None) };
}

/// What was entered last on this thread.
#[inline]
fn entered() -> Option<Rc<Here>> {
    ENTERED.with(|entered| {
        let last = entered.take();
        let copy = last.clone();
        entered.set(last);
        ManuallyDrop::into_inner(copy)
    })
}

/// The session entered last on this thread.
pub(crate) fn session() -> Option<Session> {
    entered().map(|here| here.entry.session.clone())
}

/// What is current here, if it is there already. It costs no atomic operation.
#[inline]
pub(crate) fn here() -> Option<Rc<Here>> {
    match entered() {
        None => default(),
        here => here,
    }
}

#[inline(never)]
fn default() -> Option<Rc<Here>> {
    // A thread that ends has no default.
    DEFAULT.try_with(|default| default.borrow().clone()).ok()?.or_else(find_default)
}

#[cold]
fn find_default() -> Option<Rc<Here>> {
    let here = Here::new(Entry { session: session::ready_default()?, within: None }, None);
    DEFAULT.try_with(|default| *default.borrow_mut() = Some(Rc::clone(&here))).ok()?;
    Some(here)
}

/// Keeps a session current on this thread; see [`Session::enter`].
///
/// ```no_run
/// use snakebridge_core::{Call, Entered, Session};
/// # fn main() -> snakebridge_core::Result<()> {
/// let session = Session::current()?;
/// let entered: Entered = session.enter();
/// Call::to("random.seed").arg(7).run()?; // in `session`
/// drop(entered);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Entered {
    not_send: std::marker::PhantomData<*const ()>,
}

impl Entered {
    fn push(entry: Entry) -> Self {
        ENTERED.with(|entered| {
            let outside = ManuallyDrop::into_inner(entered.take());
            entered.set(ManuallyDrop::new(Some(Here::new(entry, outside))));
        });
        Self { not_send: std::marker::PhantomData }
    }

    pub(crate) fn enter(session: Session) -> Self {
        Self::push(Entry { session, within: innermost() })
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        // Dropped when it has been left: it may be the last that has the session.
        let _left = ENTERED.with(|entered| {
            let left = ManuallyDrop::into_inner(entered.take());
            entered.set(ManuallyDrop::new(left.as_ref().and_then(|left| left.outside.clone())));
            left
        });
    }
}

/// While a thread is attached; see [`Session::attach`].
pub(crate) struct Attached {
    not_send: std::marker::PhantomData<*const ()>,
}

impl Attached {
    pub(crate) fn to(owner: &Arc<Owner>) -> Self {
        ATTACHED.with_borrow_mut(|attached| attached.push(Arc::clone(owner)));
        Self { not_send: std::marker::PhantomData }
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        let _left = ATTACHED.with_borrow_mut(|attached| {
            let left = attached.pop();
            if attached.is_empty() {
                **attached = Vec::new(); // it may be the end of the thread
            }
            left
        });
    }
}

/// Waits for other threads, which may need what this one is attached to.
pub(crate) fn waiting<R>(mut wait: impl FnMut() -> R) -> R {
    let Some(owner) = ATTACHED.with_borrow(|attached| attached.last().cloned()) else { return wait() };
    let mut outcome = None;
    owner.interpreter().detach(&mut || outcome = Some(wait()));
    outcome.unwrap_or_else(wait)
}

/// What others may hold while they start an interpreter.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    match mutex.try_lock() {
        Ok(locked) => locked,
        Err(TryLockError::Poisoned(locked)) => locked.into_inner(),
        Err(TryLockError::WouldBlock) => waiting(|| mutex.lock().unwrap_or_else(PoisonError::into_inner)),
    }
}

/// The address of the interpreter whose callback is being answered on this thread.
pub(crate) fn answering() -> Option<*const ()> {
    let within = innermost()?;
    Some(std::ptr::from_ref(within.owner.interpreter()).cast())
}

fn innermost() -> Option<Within> {
    entered().and_then(|here| here.entry.within.clone())
}

impl Within {
    /// For engines: the call number `call` of a callback that was sent by `owner`'s session.
    ///
    /// See the example of [`Within`].
    /// ```
    /// use snakebridge_core::engine::{Owner, Within};
    /// fn first(owner: &std::sync::Arc<Owner>) -> Within {
    ///     Within::new(owner, 1)
    /// }
    /// ```
    #[must_use]
    pub fn new(owner: &Arc<Owner>, call: u32) -> Self {
        Self { owner: Arc::clone(owner), call }
    }

    /// For engines: the call of the interpreter at this address that is being answered here, else 0.
    ///
    /// ```
    /// use snakebridge_core::engine::Within;
    /// assert_eq!(Within::call_of(std::ptr::null()), 0); // nothing is being answered here
    /// ```
    #[must_use]
    pub fn call_of(interpreter: *const ()) -> u32 {
        let of = |here: Rc<Here>| {
            let within = here.entry.within.as_ref()?;
            (std::ptr::from_ref(within.owner.interpreter()).cast::<()>() == interpreter)
                .then_some(within.call)
        };
        entered().and_then(of).unwrap_or(0)
    }

    /// Answers it on this thread until the guard is dropped; the session that sent the callback is the current one.
    ///
    /// # Errors
    /// [`Error::SessionLost`](crate::Error::SessionLost) when that session is gone.
    ///
    /// ```
    /// use snakebridge_core::engine::Within;
    /// fn answer<T>(within: Within, body: impl FnOnce() -> T) -> snakebridge_core::Result<T> {
    ///     let _entered = within.enter()?;
    ///     Ok(body())
    /// }
    /// ```
    pub fn enter(self) -> Result<Entered> {
        let session = self.owner.session()?;
        Ok(Entered::push(Entry { session, within: Some(self) }))
    }
}

/// A future during which a session is current, wherever it is polled.
///
/// ```no_run
/// use snakebridge_core::{Bridge, Call, Scoped};
/// # fn main() -> snakebridge_core::Result<()> {
/// let session = Bridge::builder().build()?.session();
/// let work: Scoped<_> = session.scope(async { Call::to("math.sqrt").arg(2.0).get::<f64>() });
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Scoped<F> {
    future: Pin<Box<F>>,
    scope: Scope,
}

/// Where something is asked: the session that is current, and the call of a callback that is being answered.
///
/// For callbacks that are answered later, and elsewhere, than they are called.
///
/// ```no_run
/// use snakebridge_core::{About, Call, Callback, Scope};
/// let later = Callback::answering(About::default(), |_given, answer| {
///     let scope = Scope::here();
///     std::thread::spawn(move || {
///         let _entered = scope.as_ref().map(Scope::enter);
///         // Evaluated by the Python thread that waits for this answer.
///         answer(Call::to("threading.get_ident").get());
///     });
/// });
/// ```
#[derive(Clone)]
pub struct Scope(Entry);

impl Scope {
    /// The one of this thread; `None` where no session is entered.
    ///
    /// ```
    /// use snakebridge_core::Scope;
    /// assert!(Scope::here().is_none()); // nothing is entered
    /// ```
    #[must_use]
    pub fn here() -> Option<Self> {
        entered().map(|here| Self(here.entry.clone()))
    }

    /// Makes it that of this thread until the guard is dropped.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Scope};
    /// # fn example(scope: &Scope) -> snakebridge_core::Result<f64> {
    /// let _entered = scope.enter();
    /// Call::to("math.sqrt").arg(2.0).get() // in the session of `scope`
    /// # }
    /// ```
    #[must_use = "the scope is left when the guard is dropped"]
    pub fn enter(&self) -> Entered {
        Entered::push(self.0.clone())
    }
}

impl std::fmt::Debug for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0.session)
    }
}

impl<F: Future> Scoped<F> {
    pub(crate) fn new(session: Session, future: F) -> Self {
        let scope = Scope(Entry { session, within: innermost() });
        Self { future: Box::pin(future), scope }
    }

    /// A future that is polled as if where this is called: same session, same call of a callback. `None` where nothing is entered.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Scoped, Session};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let _entered = Session::current()?.enter();
    /// let work = Scoped::here(async { Call::to("math.sqrt").arg(2.0).get::<f64>() });
    /// assert!(work.is_ok()); // to be polled on any thread
    /// # Ok(())
    /// # }
    /// ```
    pub fn here(future: F) -> Result<Self, F> {
        match Scope::here() {
            Some(scope) => Ok(Self { future: Box::pin(future), scope }),
            None => Err(future),
        }
    }
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = Entered::push(self.scope.0.clone());
        self.future.as_mut().poll(context)
    }
}
