//! [`CancelToken`]: ends calls from elsewhere.

use std::fmt::{self, Debug, Formatter};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Ends the calls that it was given to, from any thread: they are [`Error::Cancelled`](crate::Error::Cancelled), those that have not begun yet
/// too. Cloning shares it. What is cancelled stays so.
///
/// ```no_run
/// use snakebridge_core::{Call, CancelToken, Error};
/// let token = CancelToken::new();
/// std::thread::spawn({
///     let token = token.clone();
///     move || {
///         std::io::stdin().read_line(&mut String::new()).ok();
///         token.cancel();
///     }
/// });
/// let outcome = Call::to("time.sleep").arg(3600).cancel_with(&token).run();
/// assert!(matches!(outcome, Err(Error::Cancelled)));
/// ```
#[derive(Clone, Default)]
pub struct CancelToken(Arc<Inner>);

#[derive(Default)]
struct Inner {
    cancelled: AtomicBool,
    registered: Mutex<Registered>,
}

type Action = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Registered {
    next: u64,
    actions: Vec<(u64, Action)>,
}

impl CancelToken {
    /// A token that is not cancelled.
    ///
    /// ```
    /// use snakebridge_core::CancelToken;
    /// assert!(!CancelToken::new().is_cancelled());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends all calls that have it, and those that will get it. Returns at once; the calls end as soon as Python heeds it.
    ///
    /// ```
    /// use snakebridge_core::CancelToken;
    /// let token = CancelToken::new();
    /// std::thread::spawn({ let token = token.clone(); move || token.cancel() }).join().unwrap();
    /// assert!(token.is_cancelled());
    /// ```
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Release);
        // The actions run without the lock, since they may drop registrations.
        let actions = std::mem::take(&mut self.0.lock().actions);
        actions.into_iter().for_each(|(_, action)| action());
    }

    /// Whether [`cancel`](Self::cancel) was called.
    ///
    /// ```
    /// use snakebridge_core::CancelToken;
    /// let token = CancelToken::new();
    /// token.cancel();
    /// assert!(token.is_cancelled());
    /// ```
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Acquire)
    }

    /// For engines: runs `action` when the token is cancelled, at once if it is already, unless the registration is dropped before. An action that
    /// is running while its registration is dropped is not waited for.
    ///
    /// ```
    /// use snakebridge_core::CancelToken;
    /// let (sender, receiver) = std::sync::mpsc::channel();
    /// let token = CancelToken::new();
    /// let _registration = token.on_cancel(move || sender.send("cancelled").unwrap());
    /// token.cancel();
    /// assert_eq!(receiver.try_recv(), Ok("cancelled"));
    /// ```
    #[must_use = "dropping the registration revokes it"]
    pub fn on_cancel(&self, action: impl FnOnce() + Send + 'static) -> OnCancel {
        let mut registered = self.0.lock();
        if self.is_cancelled() {
            drop(registered);
            action();
            return OnCancel { registration: None };
        }
        let number = registered.next;
        registered.next += 1;
        registered.actions.push((number, Box::new(action)));
        OnCancel { registration: Some((Arc::clone(&self.0), number)) }
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, Registered> {
        self.registered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Debug for CancelToken {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "CancelToken(cancelled: {})", self.is_cancelled())
    }
}

/// What is to be done when a token is cancelled; see [`CancelToken::on_cancel`].
///
/// ```
/// use snakebridge_core::{CancelToken, OnCancel};
/// let token = CancelToken::new();
/// let registration: OnCancel = token.on_cancel(|| unreachable!("it was revoked"));
/// drop(registration);
/// token.cancel();
/// ```
pub struct OnCancel {
    registration: Option<(Arc<Inner>, u64)>,
}

impl Drop for OnCancel {
    fn drop(&mut self) {
        let Some((inner, number)) = self.registration.take() else { return };
        let revoked = {
            let mut registered = inner.lock();
            let at = registered.actions.iter().position(|(known, _)| *known == number);
            at.map(|at| registered.actions.swap_remove(at))
        };
        drop(revoked);
    }
}

impl Debug for OnCancel {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "OnCancel(pending: {})", self.registration.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU32;

    #[test]
    fn an_action_runs_once_if_it_is_still_wanted() {
        let ran = Arc::new(AtomicU32::new(0));
        let action = |weight| {
            let ran = Arc::clone(&ran);
            move || {
                ran.fetch_add(weight, Ordering::AcqRel);
            }
        };
        let token = CancelToken::new();
        let kept = token.on_cancel(action(1));
        drop(token.on_cancel(action(10)));
        assert_eq!(ran.load(Ordering::Acquire), 0);
        token.clone().cancel();
        token.cancel();
        drop(kept);
        assert_eq!(ran.load(Ordering::Acquire), 1);
        let _late = token.on_cancel(action(100));
        assert_eq!(ran.load(Ordering::Acquire), 101);
    }

    #[test]
    fn an_action_may_drop_its_own_registration() {
        let token = CancelToken::new();
        let slot = Arc::new(Mutex::new(None));
        let registration = token.on_cancel({
            let slot = Arc::clone(&slot);
            move || drop(slot.lock().unwrap().take())
        });
        *slot.lock().unwrap() = Some(registration);
        token.cancel();
        assert!(slot.lock().unwrap().is_none());
    }
}
