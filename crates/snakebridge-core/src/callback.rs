//! [`Callback`]: a Rust function that Python can call.

mod arguments;
mod builder;
mod function;
#[cfg(feature = "tokio")]
mod future;
mod iterator;
mod parameter;

pub use arguments::Arguments;
pub use function::{Function, Returned};
#[cfg(feature = "tokio")]
pub use future::AsyncFunction;
pub use parameter::{Parameter, ParameterKind};

use crate::{Error, Name, Result, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Weak};

/// A Rust function as an argument: Python sees a real function and may call it as often as it likes, from any thread, and as long as it
/// holds it. Cloning shares it; the same callback sent twice is the same Python function. It is dropped when both sides have let go of it.
///
/// - [`Callback::new`] takes closures and functions, [`Callback::variadic`] those of any arguments, `Callback::future` async ones.
/// - [`Callback::iterator`] makes a Python iterator of a Rust one.
/// - [`named`](Callback::named), [`parameters`](Callback::parameters) and others say how Python sees it.
///
/// While a callback runs, calls on the same thread go to the Python thread that waits for it, so that it may call Python as it likes.
///
/// ```no_run
/// use snakebridge_core::{Call, Callback};
/// # fn main() -> snakebridge_core::Result<()> {
/// let longest = Callback::new(|word: String| word.len()).named("length");
/// let word: String = Call::to("builtins.max").arg(["fig", "apple"]).kwarg("key", longest).get()?;
/// assert_eq!(word, "apple");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Callback(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    about: About,
    body: Body,
    /// What could not be converted; told when it is sent, so that building never fails.
    failure: Option<Box<Error>>,
}

type Body = Arc<dyn Fn(Arguments, Answer) + Send + Sync>;

/// Takes what a callback comes to.
///
/// ```
/// use snakebridge_core::{About, Arguments, Callback};
/// use std::sync::mpsc;
/// let twice = Callback::new(|number: i64| 2 * number);
/// let (sender, receiver) = mpsc::channel();
/// twice.answer(Arguments::new(vec![4.into()], vec![]), Box::new(move |result| sender.send(result).unwrap()));
/// assert_eq!(receiver.recv().unwrap()?, 8.into());
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
pub type Answer = Box<dyn FnOnce(Result<Value>) + Send>;

/// What Python gets to know of a callback.
///
/// ```
/// use snakebridge_core::{About, Callback, FunctionKind};
/// let fetch = Callback::new(|path: String| std::fs::read_to_string(path)).named("fetch").coroutine();
/// let About { name, kind, .. } = fetch.about();
/// assert_eq!((&**name, *kind), ("fetch", FunctionKind::Coroutine));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct About {
    /// `__name__`
    pub name: Name,
    /// What kind of function Python takes it for.
    pub kind: FunctionKind,
    /// `__doc__`
    pub doc: Option<Name>,
    /// `__module__`
    pub module: Option<Name>,
    /// What is wanted of the positional arguments, as a list or tuple.
    pub args: Want,
    /// What is wanted of each keyword argument.
    pub kwarg: Want,
    /// The signature; without one it takes anything.
    pub parameters: Option<Vec<Parameter>>,
    /// The annotation of the result.
    pub returns: Option<Value>,
}

/// What kind of function Python takes a callback for.
///
/// ```
/// use snakebridge_core::{Callback, FunctionKind};
/// let countdown = Callback::new(|from: i64| (0..from).rev().collect::<Vec<_>>()).generator();
/// assert_eq!(countdown.about().kind, FunctionKind::Generator);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum FunctionKind {
    /// `def`
    #[default]
    Function,
    /// `async def`
    Coroutine,
    /// `def` with `yield`: it yields the items of the iterable that the callback gives.
    Generator,
    /// `async def` with `yield`
    AsyncGenerator,
}

impl Callback {
    /// A callback that hands its result to `answer`, at once or later and from any thread.
    ///
    /// ```
    /// use snakebridge_core::{About, Arguments, Callback, Value};
    /// let slow = Callback::answering(About::default(), |mut given: Arguments, answer| {
    ///     std::thread::spawn(move || answer(given.get::<i64>(0).map(|n| Value::from(n + 1))));
    /// });
    /// ```
    #[must_use]
    pub fn answering(about: About, body: impl Fn(Arguments, Answer) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { about, body: Arc::new(body), failure: None }))
    }

    /// What Python gets to know of it.
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// assert_eq!(Callback::new(|x: i64| x).doc("The same.").about().doc.as_deref(), Some("The same."));
    /// ```
    #[must_use]
    pub fn about(&self) -> &About {
        &self.0.about
    }

    /// For hosts that know their functions by number: finds the callback again for as long as it lives, and does not keep it alive.
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// let callback = Callback::new(|x: i64| x);
    /// let weak = callback.downgrade();
    /// assert_eq!(weak.upgrade(), Some(callback));
    /// assert_eq!(weak.upgrade(), None);
    /// ```
    #[must_use]
    pub fn downgrade(&self) -> WeakCallback {
        WeakCallback(Arc::downgrade(&self.0))
    }

    /// For engines: which one it is; equal numbers are the same callback as long as one of them lives.
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// let (one, other) = (Callback::new(|| 1), Callback::new(|| 2));
    /// assert_eq!(one.address(), one.clone().address());
    /// assert_ne!(one.address(), other.address());
    /// ```
    #[must_use]
    pub fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// For engines: whether other calls may be made before this one is answered, so that it must not hold up the thread that waits
    /// for the request.
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// assert!(!Callback::new(|| 1).is_concurrent());
    /// assert!(Callback::new(|| 1).coroutine().is_concurrent());
    /// ```
    #[must_use]
    pub fn is_concurrent(&self) -> bool {
        matches!(self.0.about.kind, FunctionKind::Coroutine | FunctionKind::AsyncGenerator)
    }

    /// For engines: calls it. `answer` is called exactly once, unless the function panics: the panic goes on through this.
    ///
    /// ```
    /// use snakebridge_core::{Arguments, Callback};
    /// let increment = Callback::new(|number: i64| number + 1);
    /// let given = Arguments::new(vec![1.into()], vec![]);
    /// increment.answer(given, Box::new(|result| assert_eq!(result.unwrap(), 2.into())));
    /// ```
    pub fn answer(&self, arguments: Arguments, answer: Answer) {
        let name = &self.0.about.name;
        crate::telemetry::answer(name, || (self.0.body)(arguments.of_function(name), answer));
    }
}

/// A callback that may have been dropped; see [`Callback::downgrade`].
///
/// ```
/// use snakebridge_core::{Callback, WeakCallback};
/// let weak: WeakCallback = Callback::new(|x: i64| x).downgrade();
/// assert!(weak.upgrade().is_none());
/// ```
#[derive(Clone)]
pub struct WeakCallback(Weak<Inner>);

impl WeakCallback {
    /// The callback, if it still lives.
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// let one = Callback::new(|| 1);
    /// let weak = one.downgrade();
    /// assert!(weak.upgrade().is_some());
    /// drop(one);
    /// assert!(weak.upgrade().is_none());
    /// ```
    #[must_use]
    pub fn upgrade(&self) -> Option<Callback> {
        self.0.upgrade().map(Callback)
    }
}

impl Debug for WeakCallback {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.upgrade() {
            Some(callback) => callback.fmt(f),
            None => f.write_str("<dropped callback>"),
        }
    }
}

impl PartialEq for Callback {
    /// Whether both are the same function.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Debug for Callback {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "<callback {}>", self.0.about.name)
    }
}
