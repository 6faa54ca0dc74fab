//! Calls as futures.

use crate::engine::{Exchange, Owner, Reply};
use crate::later::Later;
use crate::place::Place;
use crate::pool::{Lease, Pool, Ticket};
use crate::session::{self, ATTEMPTS, Session};
use crate::telemetry::Observed;
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
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Object};
    /// # async fn example() -> snakebridge_core::Result<()> {
    /// let model: Object = Call::to("joblib.load").arg("model.bin").object_async().await?;
    /// # Ok(())
    /// # }
    /// ```
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
    lease: Option<Lease>,
    attempts: u32,
    /// When it was first polled.
    began: Option<Instant>,
    /// From the first poll until it is over.
    observed: Option<Observed>,
}

/// Whom to ask.
enum Whom {
    /// Whose objects are in the expression.
    Owner(Arc<Owner>),
    Session(Session),
    Pool(Arc<Pool>),
    Default,
}

enum Stage {
    Refused(Error),
    Seeking,
    /// In the queue of a pool.
    Waiting(Option<Ticket>),
    /// An interpreter is being started, by a thread that lives as long.
    Starting(Later<Result<Arc<Owner>>>),
    Asked(Arc<Owner>, Box<dyn Exchange>),
    Over,
}

impl Asking {
    /// What is current here is current for the question.
    pub(crate) fn new<R>(call: Call<R>, goal: Goal) -> Self {
        let terms = Terms { awaiting: true, ..call.terms().clone() };
        Self::on_terms(call, goal, terms)
    }

    /// As the call itself says whether it is awaited.
    pub(crate) fn as_it_is<R>(call: Call<R>, goal: Goal) -> Self {
        let terms = call.terms().clone();
        Self::on_terms(call, goal, terms)
    }

    fn on_terms<R>(call: Call<R>, goal: Goal, terms: Terms) -> Self {
        let place = call.place().clone();
        let (expr, stage) = match call.into_expr() {
            Ok(expr) => (expr, Stage::Seeking),
            Err(error) => (Expr::Value(Value::None), Stage::Refused(error)),
        };
        let whom = match (place, expr.first_object()) {
            (Place::Session(session), _) => Whom::Session(session),
            (Place::Anywhere | Place::Bridge(_), Some(object)) => Whom::Owner(Arc::clone(object.owner())),
            (Place::Bridge(bridge), None) => Whom::Pool(Arc::clone(bridge.pool())),
            (Place::Anywhere, None) => current::session().map_or(Whom::Default, Whom::Session),
        };
        Self { expr, goal, terms, whom, stage, lease: None, attempts: 0, began: None, observed: None }
    }

    pub(crate) fn terms(&self) -> &Terms {
        &self.terms
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Value>> {
        let observed = match self.observed.take() {
            None if self.is_over() => return self.advance(context),
            observed => observed.unwrap_or_else(|| Observed::begin(&self.expr)),
        };
        let polled = observed.work(|| self.advance(context));
        match &polled {
            Poll::Ready(outcome) => {
                self.lease = None;
                observed.end(outcome);
            }
            Poll::Pending => self.observed = Some(observed),
        }
        polled
    }

    /// Asks, if whom to ask is there at once, and waits in this thread until then at most.
    pub(crate) fn wait_until(&mut self, until: Instant) -> Option<Result<Value>> {
        if !matches!(self.stage, Stage::Seeking | Stage::Asked(..)) {
            return None;
        }
        let observed = self.observed.take().unwrap_or_else(|| Observed::begin(&self.expr));
        match observed.work(|| self.wait_here(until)) {
            Some(outcome) => {
                self.stage = Stage::Over;
                self.lease = None;
                observed.end(&outcome);
                Some(outcome)
            }
            None => {
                self.observed = Some(observed);
                None
            }
        }
    }

    fn wait_here(&mut self, until: Instant) -> Option<Result<Value>> {
        self.began.get_or_insert_with(Instant::now);
        let waits_in_queue = matches!(self.whom, Whom::Pool(_)) && self.lease.is_none();
        if matches!(self.stage, Stage::Seeking) && !waits_in_queue {
            let owner = self.whom.ready(self.lease.as_ref())?;
            if let Err(error) = self.ask(owner) {
                return Some(Err(error));
            }
        }
        let Stage::Asked(_, exchange) = &mut self.stage else { return None };
        match exchange.wait_until(until) {
            Ok(None) => None,
            Ok(Some(reply)) => Some(value_of(reply)),
            Err(error) => match std::mem::replace(&mut self.stage, Stage::Over) {
                Stage::Asked(owner, _) => self.again_unless(error, &owner).err().map(Err),
                _ => Some(Err(error)),
            },
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }

    fn advance(&mut self, context: &mut Context<'_>) -> Poll<Result<Value>> {
        self.began.get_or_insert_with(Instant::now);
        loop {
            match std::mem::replace(&mut self.stage, Stage::Over) {
                Stage::Refused(error) => return Poll::Ready(Err(error)),
                Stage::Seeking => match (&self.whom, &self.lease) {
                    (Whom::Pool(_), None) => self.stage = Stage::Waiting(None),
                    (whom, lease) => match whom.ready(lease.as_ref()) {
                        Some(owner) => self.ask(owner)?,
                        None => self.stage = Stage::Starting(whom.start(lease.as_ref())?),
                    },
                },
                Stage::Waiting(ticket) => ready!(self.wait(ticket, context))?,
                Stage::Starting(mut later) => match later.poll(context) {
                    Poll::Ready(owner) => self.ask(owner?)?,
                    Poll::Pending => {
                        self.stage = Stage::Starting(later);
                        return Poll::Pending;
                    }
                },
                Stage::Asked(owner, mut exchange) => match exchange.poll(context) {
                    Poll::Ready(Ok(reply)) => return Poll::Ready(value_of(reply)),
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

    /// Waits for an idle interpreter of the pool.
    fn wait(&mut self, mut ticket: Option<Ticket>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let Whom::Pool(pool) = &self.whom else {
            self.stage = Stage::Seeking;
            return Poll::Ready(Ok(()));
        };
        let began = *self.began.get_or_insert_with(Instant::now);
        let bounds = self.terms.settle_from(pool.deadlines(), &self.expr, Some(began));
        match pool.poll(&mut ticket, &bounds, began, context) {
            Poll::Ready(lease) => {
                self.lease = Some(lease?);
                self.stage = Stage::Seeking;
                Poll::Ready(Ok(()))
            }
            Poll::Pending => {
                self.stage = Stage::Waiting(ticket);
                Poll::Pending
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
        Err(owner.explain(error, &self.expr))
    }
}

fn value_of(reply: Reply) -> Result<Value> {
    match reply {
        Reply::Value(value) => Ok(value),
        Reply::Items(..) => Err(Error::Protocol("a call was answered with the items of a stream".to_owned())),
    }
}

impl Debug for Asking {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expr)
    }
}

impl Whom {
    /// The session to ask, if there is one already.
    fn session(&self, lease: Option<&Lease>) -> Option<Session> {
        match (self, lease) {
            (Self::Session(session), _) => Some(session.clone()),
            (Self::Pool(pool), Some(lease)) => Some(pool.own(lease).clone()),
            (Self::Default, _) => session::ready_default(),
            (Self::Pool(_) | Self::Owner(_), _) => None,
        }
    }

    /// Whom to ask, if that can be told at once.
    fn ready(&self, lease: Option<&Lease>) -> Option<Arc<Owner>> {
        match self {
            Self::Owner(owner) => Some(Arc::clone(owner)),
            _ => self.session(lease)?.ready_owner(),
        }
    }

    fn start(&self, lease: Option<&Lease>) -> Result<Later<Result<Arc<Owner>>>> {
        let session = self.session(lease);
        Later::spawn(move || session.map_or_else(session::default_session, Ok)?.owner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::Limits;
    use crate::pretend::{Pretend, block_on, poll_once};
    use crate::{Bridge, CancelToken};
    use std::sync::atomic::Ordering;

    #[test]
    fn a_future_that_is_dropped_cancels_its_request() {
        let (fake, session) = Pretend::session();
        let mut future = session.to("never").into_future();
        assert!(poll_once(&mut future).is_pending());
        drop(future);
        assert_eq!(fake.cancelled.load(Ordering::Acquire), 1);
        let number: i64 = block_on(session.to("number").get_async()).unwrap();
        assert_eq!((number, fake.cancelled.load(Ordering::Acquire)), (0, 1));
    }

    #[test]
    fn interpreters_are_started_and_replaced_without_holding_up_the_task() {
        let (pretend, pool) = Pretend::pool(Limits::default());
        let session = pool.session();
        let number = || block_on(session.to("number").typed::<i64>().into_future());
        assert_eq!(number().unwrap(), 0);
        pretend.fake(0).lost.store(true, Ordering::Release);
        assert_eq!(number().unwrap(), 1);
        assert!(block_on(session.to("fail").into_future()).unwrap_err().is_instance("ValueError"));
    }

    #[test]
    fn a_cancelled_token_admits_nothing() {
        let (fake, session) = Pretend::session();
        let token = CancelToken::new();
        token.cancel();
        let call = session.to("f").cancel_with(&token);
        assert!(matches!(call.run(), Err(Error::Cancelled)));
        assert!(matches!(block_on(call.into_future()), Err(Error::Cancelled)));
        assert!(fake.log().is_empty());
    }

    #[test]
    fn tasks_wait_for_an_idle_interpreter_and_their_deadlines_hold_there() {
        let (pretend, pool) = Pretend::pool(Limits::default());
        let bridge = Bridge::of(pool);
        let mut first = bridge.to("never").into_future();
        // The interpreter starts on a thread of its own.
        while pretend.starts() == 0 || pretend.fake(0).log().is_empty() {
            assert!(poll_once(&mut first).is_pending());
            std::thread::yield_now();
        }
        let late = bridge.to("number").deadline(std::time::Duration::from_millis(5)).into_future();
        let outcome = block_on(late);
        assert!(
            matches!(&outcome, Err(Error::TimedOut(out)) if out.stopped == crate::Stopped::BeforeItBegan),
            "{outcome:?}"
        );
        let mut waiting = bridge.to("number").typed::<i64>().into_future();
        assert!(poll_once(&mut waiting).is_pending());
        drop(first);
        assert_eq!(block_on(waiting).unwrap(), 0);
    }
}
