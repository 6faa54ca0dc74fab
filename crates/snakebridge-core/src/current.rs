//! Which session is current, and which call of a callback is being answered: per thread, and per task in async code.

use crate::engine::Owner;
use crate::{Result, Session};
use std::cell::RefCell;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::sync::Arc;
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

thread_local! {
    // Never dropped: other variables of the thread, which are, may still call and be called.
    static ENTERED: RefCell<ManuallyDrop<Vec<Entry>>> = const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

/// The session entered last on this thread.
pub(crate) fn session() -> Option<Session> {
    ENTERED.with_borrow(|entered| entered.last().map(|entry| entry.session.clone()))
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
        ENTERED.with_borrow_mut(|entered| entered.push(entry));
        Self { not_send: std::marker::PhantomData }
    }

    pub(crate) fn enter(session: Session) -> Self {
        Self::push(Entry { session, within: innermost() })
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        let _left = ENTERED.with_borrow_mut(|entered| {
            let left = entered.pop();
            if entered.is_empty() {
                **entered = Vec::new(); // it may be the end of the thread
            }
            left
        });
    }
}

/// The address of the interpreter whose callback is being answered on this thread.
pub(crate) fn answering() -> Option<*const ()> {
    let within = innermost()?;
    Some(std::ptr::from_ref(within.owner.interpreter()).cast())
}

fn innermost() -> Option<Within> {
    ENTERED.with_borrow(|entered| entered.last().and_then(|entry| entry.within.clone()))
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
        let of = |entry: &Entry| {
            let within = entry.within.as_ref()?;
            (std::ptr::from_ref(within.owner.interpreter()).cast::<()>() == interpreter)
                .then_some(within.call)
        };
        ENTERED.with_borrow(|entered| entered.last().and_then(of)).unwrap_or(0)
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

#[derive(Clone)]
struct Scope(Entry);

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
        match ENTERED.with_borrow(|entered| entered.last().cloned()) {
            Some(entry) => Ok(Self { future: Box::pin(future), scope: Scope(entry) }),
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
