//! Calls as futures.

use crate::engine::{Exchange, Owner, Reply};
use crate::later::Later;
use crate::place::Place;
use crate::session::{self, ATTEMPTS, Session};
use crate::terms::{Goal, Terms};
use crate::{Call, Error, Expr, FromPy, Object, Result, Value, current};
use std::fmt::{self, Debug, Formatter};
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

/// A call that is being awaited; `.await` on a [`Call`] makes it, or [`Call::get_async`]. Any executor will do, and no thread waits for it. Dropping it before its end
/// cancels the call.
///
/// Python evaluates it within a running event loop, and what can be awaited is: many are under way at once where Python code is async itself.
///
/// ```no_run
/// # use snakebridge_core::{Call, Object};
/// # async fn example() -> snakebridge_core::Result<()> {
/// let client: Object = Call::to("httpx.AsyncClient").await?;
/// let page = client.method("get").arg("http://127.0.0.1:8000/").await?; // a coroutine, awaited
/// let status: u16 = page.attr("status_code").get_async().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "futures do nothing unless they are awaited"]
pub struct CallFuture<T> {
    asking: Asking,
    result: PhantomData<fn() -> T>,
}

impl<T: FromPy> Future for CallFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let value = ready!(self.asking.poll(context))?;
        Poll::Ready(T::from_value(value).map_err(Error::from))
    }
}

impl<T> Debug for CallFuture<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "CallFuture({:?})", self.asking)
    }
}

impl<R: FromPy> IntoFuture for Call<R> {
    type Output = Result<R>;
    type IntoFuture = CallFuture<R>;

    fn into_future(self) -> CallFuture<R> {
        CallFuture { asking: Asking::new(self, Goal::Evaluate(R::WANT)), result: PhantomData }
    }
}

impl<R> Call<R> {
    /// Evaluates it without holding up the thread, and reads the result as a `T`; see [`CallFuture`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let root: f64 = Call::to("math.sqrt").arg(2.0).get_async().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_async<T: FromPy>(&self) -> CallFuture<T> {
        self.clone().typed::<T>().into_future()
    }

    /// Evaluates it without holding up the thread, and keeps the result in Python.
    pub fn object_async(&self) -> CallFuture<Object> {
        self.get_async()
    }
}

/// A question that is asked bit by bit.
pub(crate) struct Asking {
    expr: Expr,
    goal: Goal,
    terms: Terms,
    whom: Whom,
    stage: Stage,
    attempts: u32,
    /// When it was first polled.
    began: Option<Instant>,
}

/// Whom to ask.
enum Whom {
    /// Whose objects are in the expression.
    Owner(Arc<Owner>),
    Session(Session),
    Default,
}

enum Stage {
    Refused(Error),
    Seeking,
    /// An interpreter is being started, by a thread that lives as long.
    Starting(Later<Result<Arc<Owner>>>),
    Asked(Arc<Owner>, Box<dyn Exchange>),
    Over,
}

impl Asking {
    /// What is current here is current for the question.
    pub(crate) fn new<R>(call: Call<R>, goal: Goal) -> Self {
        let terms = Terms { awaiting: true, ..call.terms().clone() };
        let place = call.place().clone();
        let (expr, stage) = match call.into_expr() {
            Ok(expr) => (expr, Stage::Seeking),
            Err(error) => (Expr::Value(Value::None), Stage::Refused(error)),
        };
        let whom = match (place, expr.first_object()) {
            (Place::Session(session), _) => Whom::Session(session),
            (Place::Anywhere, Some(object)) => Whom::Owner(Arc::clone(object.owner())),
            (Place::Anywhere, None) => current::session().map_or(Whom::Default, Whom::Session),
        };
        Self { expr, goal, terms, whom, stage, attempts: 0, began: None }
    }

    pub(crate) fn terms(&self) -> &Terms {
        &self.terms
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Value>> {
        self.began.get_or_insert_with(Instant::now);
        loop {
            match std::mem::replace(&mut self.stage, Stage::Over) {
                Stage::Refused(error) => return Poll::Ready(Err(error)),
                Stage::Seeking => match self.whom.ready() {
                    Some(owner) => self.ask(owner)?,
                    None => self.stage = Stage::Starting(self.whom.start()?),
                },
                Stage::Starting(mut later) => match later.poll(context) {
                    Poll::Ready(owner) => self.ask(owner?)?,
                    Poll::Pending => {
                        self.stage = Stage::Starting(later);
                        return Poll::Pending;
                    }
                },
                Stage::Asked(owner, mut exchange) => match exchange.poll(context) {
                    Poll::Ready(Ok(Reply::Value(value))) => return Poll::Ready(Ok(value)),
                    Poll::Ready(Ok(Reply::Items(..))) => {
                        let message = "a call was answered with the items of a stream";
                        return Poll::Ready(Err(Error::Protocol(message.to_owned())));
                    }
                    Poll::Ready(Err(error)) => self.again_unless(error, &owner)?,
                    Poll::Pending => {
                        self.stage = Stage::Asked(owner, exchange);
                        return Poll::Pending;
                    }
                },
                Stage::Over => {
                    return Poll::Ready(Err(Error::Usage("a call that is over was polled again".to_owned())));
                }
            }
        }
    }

    fn ask(&mut self, owner: Arc<Owner>) -> Result<()> {
        self.attempts += 1;
        let bounds = self.terms.settle_from(owner.deadlines(), &self.expr, self.began);
        match owner.begin(self.goal.ask(&self.expr, bounds.awaiting), bounds) {
            Ok(exchange) => {
                self.stage = Stage::Asked(owner, exchange);
                Ok(())
            }
            Err(error) => self.again_unless(error, &owner),
        }
    }

    fn again_unless(&mut self, error: Error, owner: &Owner) -> Result<()> {
        let again = self.attempts < ATTEMPTS
            && !matches!(self.whom, Whom::Owner(_))
            && session::never_asked(&error, owner, &self.expr);
        if again {
            self.stage = Stage::Seeking;
            return Ok(());
        }
        Err(error.during(&self.expr))
    }
}

impl Debug for Asking {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expr)
    }
}

impl Whom {
    /// Whom to ask, if that can be told at once.
    fn ready(&self) -> Option<Arc<Owner>> {
        match self {
            Self::Owner(owner) => Some(Arc::clone(owner)),
            Self::Session(session) => session.ready_owner(),
            Self::Default => session::ready_default()?.ready_owner(),
        }
    }

    fn start(&self) -> Result<Later<Result<Arc<Owner>>>> {
        let session = match self {
            Self::Session(session) => Some(session.clone()),
            Self::Owner(_) | Self::Default => None,
        };
        Later::spawn(move || session.map_or_else(session::default_session, Ok)?.owner())
    }
}
