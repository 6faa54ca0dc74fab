//! What an engine is: the contract between hosts, which write expressions, and engines, which evaluate them.

mod owner;
mod registration;
mod request;

pub use crate::callback::Answer;
pub use crate::current::Within;
pub use crate::error::{Stopped, TimedOut};
#[cfg(feature = "arrow")]
pub use crate::foreign::Tables;
pub use crate::layout::{Layout, Viewed};
pub use crate::plain::Plain;
pub use crate::plainly::Plainly;
pub use crate::scalar::Scalar;
pub use crate::versions::{MadeFor, Mismatch};
use crate::{DType, Result, Value, Want};
use bytes::Bytes;
pub use owner::Owner;
pub use registration::{Configured, GeneratedFor, Registration};
pub use request::{Ask, Deadline, Exchange, ObjectId, Reply, Request, Then};
use std::any::Any;
use std::sync::Arc;

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
    /// [`Error::Environment`](crate::Error::Environment) when Python is not there or does not start.
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
    /// What Python raised, or how the interpreter was lost. [`Error::SessionLost`](crate::Error::SessionLost) means that nothing of the expression was
    /// evaluated, so that the session may ask another interpreter.
    fn evaluate(&self, request: &Request<'_>) -> Result<Value>;

    /// Whether there is a short way for plain calls: [`evaluate_plain`](Self::evaluate_plain).
    fn takes_plain_calls(&self) -> bool {
        false
    }

    /// Evaluates a plain call without deadline, token and span, for a value or for nothing. What objects are in it are `owner`'s.
    fn evaluate_plain(&self, plain: &Plain, want: Want, owner: &Arc<Owner>) -> Plainly {
        let _no_short_way = (plain, want, owner);
        Plainly::Declined
    }

    /// Runs `body`, during which calls of this thread cost less, if they can; see [`Session::attach`](crate::Session::attach).
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
