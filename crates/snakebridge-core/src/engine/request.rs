//! What is asked of an interpreter, and the parts of an answer.

use super::Owner;
use crate::{CancelToken, Expr, Object, Result, Value, Want};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    /// What may cancel it meanwhile: the engine registers for it with [`CancelToken::on_cancel`], and the request is [`Error::Cancelled`](crate::Error::Cancelled) when it is over.
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
    /// As [`Interpreter::evaluate`](super::Interpreter::evaluate).
    fn wait(&mut self) -> Result<Reply>;

    /// Waits for the next part of the answer until then at most; `None` if it has not come. Calls of callbacks may be answered on this thread meanwhile. An engine
    /// that has nothing to gain by that does not wait at all.
    ///
    /// # Errors
    /// As [`Interpreter::evaluate`](super::Interpreter::evaluate).
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
