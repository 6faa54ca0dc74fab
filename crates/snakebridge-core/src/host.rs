//! For hosts that speak for others: requests whose goal is known at run time only, as futures.
//!
//! A program in Rust needs none of this: [`Call`] and [`Stream`](crate::Stream) are what it is made for.

use crate::asking::Asking;
use crate::engine::{Ask, Exchange, Reply, Then};
use crate::terms::{Goal, Terms};
use crate::{Call, CancelToken, Error, Expr, Object, Result, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

/// What a call comes to. It is awaited within an event loop only if the call says so ([`Call::awaited`]), unlike `call.await`. Dropping it cancels the request.
///
/// ```no_run
/// use snakebridge_core::{Call, Value, Want, host::Inquiry};
/// # async fn example() -> snakebridge_core::Result<()> {
/// let root: Value = Inquiry::evaluate(Call::to("math.sqrt").arg(2.0), Want::Value).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "futures do nothing unless they are awaited"]
pub struct Inquiry(Asking);

impl Inquiry {
    /// Asks for what `want` says.
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Want, host::Inquiry};
    /// let nothing = Inquiry::evaluate(Call::to("gc.collect"), Want::Nothing);
    /// ```
    pub fn evaluate(call: Call, want: Want) -> Self {
        Self(Asking::as_it_is(call, Goal::Evaluate(want)))
    }

    /// Asks for an iterator over the result, an async one if it is only async iterable.
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, host::Inquiry};
    /// let iterator = Inquiry::iterate(Call::to("builtins.range").arg(9));
    /// ```
    pub fn iterate(call: Call) -> Self {
        Self(Asking::as_it_is(call, Goal::Iterate))
    }

    /// Asks, if its interpreter has been started, and waits in this thread until then at most. `None` if there is no answer yet: it has to be polled then. Calls of
    /// callbacks may be answered on this thread meanwhile.
    ///
    /// It spares a task that will have its answer within microseconds from being woken by another thread.
    ///
    /// ```no_run
    /// use snakebridge_core::{Call, Result, Value, Want, host::Inquiry};
    /// use std::time::{Duration, Instant};
    /// # async fn example() -> Result<Value> {
    /// let mut inquiry = Inquiry::evaluate(Call::to("math.sqrt").arg(2.0), Want::Value);
    /// match inquiry.wait_until(Instant::now() + Duration::from_micros(50)) {
    ///     Some(outcome) => outcome,
    ///     None => inquiry.await,
    /// }
    /// # }
    /// ```
    pub fn wait_until(&mut self, until: Instant) -> Option<Result<Value>> {
        self.0.wait_until(until)
    }
}

impl Future for Inquiry {
    type Output = Result<Value>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.poll(context)
    }
}

impl Debug for Inquiry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Inquiry({:?})", self.0)
    }
}

/// More items of an iterator, up to a number. Dropping it cancels the request.
///
/// ```no_run
/// use snakebridge_core::{Call, Object, Want, host::Pull};
/// # async fn example() -> snakebridge_core::Result<()> {
/// let iterator: Object = Call::to("builtins.iter").arg("abc").get()?;
/// let mut pull = Pull::new(iterator, 2, Want::Value);
/// while let Some((items, then)) = pull.next().await? {
///     println!("{items:?}, {then:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a pull asks for nothing until its first items are awaited"]
pub struct Pull {
    iterator: Object,
    count: u32,
    want: Want,
    terms: Terms,
    stage: Stage,
}

/// Items, and how it goes on.
type Part = (Vec<Value>, Then);

enum Stage {
    New,
    Asked(Box<dyn Exchange>),
    Over,
}

impl Pull {
    /// Asks for `count` items at most, at least one.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Object, Want, host::Pull};
    /// # fn example(iterator: Object) {
    /// let pull = Pull::new(iterator, 100, Want::Value);
    /// # }
    /// ```
    pub fn new(iterator: Object, count: u32, want: Want) -> Self {
        Self { iterator, count: count.max(1), want, terms: Terms::default(), stage: Stage::New }
    }

    /// How long it may take, from the first poll on; see [`Call::deadline`].
    ///
    /// ```no_run
    /// # use snakebridge_core::{Object, Want, host::Pull};
    /// # use std::time::Duration;
    /// # fn example(iterator: Object) {
    /// let pull = Pull::new(iterator, 100, Want::Value).deadline(Duration::from_secs(10));
    /// # }
    /// ```
    pub fn deadline(mut self, allowed: Duration) -> Self {
        self.terms.deadline = Some(allowed);
        self
    }

    /// What may cancel it; see [`Call::cancel_with`].
    ///
    /// ```no_run
    /// # use snakebridge_core::{CancelToken, Object, Want, host::Pull};
    /// # fn example(iterator: Object, token: &CancelToken) {
    /// let pull = Pull::new(iterator, 100, Want::Value).cancel_with(token);
    /// # }
    /// ```
    pub fn cancel_with(mut self, token: &CancelToken) -> Self {
        self.terms.cancel = Some(token.clone());
        self
    }

    /// The next items as they come, and how it goes on; `None` when it is over.
    ///
    /// # Errors
    /// What Python raised, or how the interpreter was lost; it is over then.
    ///
    /// ```no_run
    /// # use snakebridge_core::host::Pull;
    /// # async fn example(mut pull: Pull) -> snakebridge_core::Result<()> {
    /// let first = pull.next().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn next(&mut self) -> Result<Option<Part>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Part>>> {
        let mut exchange = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Over => return Poll::Ready(Ok(None)),
            Stage::New => self.begin()?,
            Stage::Asked(exchange) => exchange,
        };
        let polled = exchange.poll(context);
        if polled.is_pending() {
            self.stage = Stage::Asked(exchange);
            return Poll::Pending;
        }
        let owner = self.iterator.owner();
        let explain = |error| owner.explain(error, &Expr::Object(self.iterator.clone()));
        match ready!(polled).map_err(explain)? {
            Reply::Items(items, then) => {
                if then == Then::More {
                    self.stage = Stage::Asked(exchange);
                }
                Poll::Ready(Ok(Some((items, then))))
            }
            Reply::Value(_) => {
                Poll::Ready(Err(Error::Protocol("a pull was answered with the value of a call".to_owned())))
            }
        }
    }

    fn begin(&self) -> Result<Box<dyn Exchange>> {
        let owner = self.iterator.owner();
        let expr = Expr::Object(self.iterator.clone());
        let bounds = self.terms.settle(owner.deadlines(), &expr);
        owner.begin(Ask::Pull { iterator: &self.iterator, count: self.count, want: self.want }, bounds)
    }
}

impl Debug for Pull {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Pull({} of {:?})", self.count, self.iterator)
    }
}

/// Lets go of an object at once, and of all that was let go of before: a generator's `finally` is not to wait for the next call.
///
/// ```no_run
/// # use snakebridge_core::{Object, host};
/// # fn example(iterator: Object) {
/// host::release_at_once(iterator);
/// # }
/// ```
pub fn release_at_once(object: Object) {
    let owner = std::sync::Arc::clone(object.owner());
    drop(object);
    owner.interpreter().flush();
}
