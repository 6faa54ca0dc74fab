//! [`Call`]: the one builder for dynamic and generated calls.

mod args;
mod building;

pub use args::Args;

use crate::place::{self, Place};
use crate::plain::Plain;
use crate::plainly::Plainly;
use crate::terms::{Goal, Terms};
use crate::{Bridge, CancelToken, Expr, FromPy, Name, Object, Result, Session, ToPy, Value, Want};
use building::Body;
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// An unevaluated question to Python; `R` is what [`Call::call`] gives.
///
/// It does nothing until it is evaluated by [`call`](Call::call), [`get`](Call::get), [`object`](Call::object),
/// [`run`](Call::run), [`stream`](Call::stream) or `.await`. It is an argument like any other, so calls nest, and however many are nested or chained,
/// evaluating them is one round trip.
///
/// ```no_run
/// use snakebridge_core::{Call, Object};
/// # fn main() -> snakebridge_core::Result<()> {
/// let svd = Call::to("numpy.linalg.svd").arg(vec![vec![1.0, 2.0], vec![3.0, 4.0]]).kwarg("full_matrices", false);
/// let (u, s, vt): (Object, Vec<f64>, Object) = svd.get()?;
/// let shape: (u32, u32) = u.attr("shape").get()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until `.call()`, `.get()`, `.object()`, `.run()`, `.stream()` or `.await` evaluates it"]
pub struct Call<R = Object> {
    body: Body,
    result: PhantomData<fn() -> R>,
}

impl Call {
    /// A call of what a dotted path leads to: `Call::to("math.sqrt").arg(2.0)`.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let root: f64 = Call::to("math.sqrt").arg(2.0).get()?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline(always)]
    pub fn to(path: impl Into<Name>) -> Self {
        match path.into() {
            Name::Borrowed(path) => Self::of_plain(Plain::call(path)),
            path => Self::expression(Expr::call(Expr::Path(path))),
        }
    }

    /// What a dotted path leads to, itself: `Call::path("math.pi").get::<f64>()`.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let pi: f64 = Call::path("math.pi").get()?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline(always)]
    pub fn path(path: impl Into<Name>) -> Self {
        match path.into() {
            Name::Borrowed(path) => Self::of_plain(Plain::path_itself(path)),
            path => Self::expression(Expr::Path(path)),
        }
    }

    /// A Rust value or a live object, to go on from: `Call::of("a,b").method("split").arg(",")`.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let parts: Vec<String> = Call::of("a,b").method("split").arg(",").get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn of(value: impl ToPy) -> Self {
        let mut call = Self::expression(Expr::Value(Value::None));
        let expr = call.convert(value);
        call.whole_mut().expr = expr;
        call
    }

    /// Any expression.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Expr};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let pi: f64 = Call::expression(Expr::Path("math.pi".into())).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn expression(expr: Expr) -> Self {
        Self::of_body(Body::expression(expr))
    }

    #[inline(always)]
    pub(crate) fn of_plain(plain: Plain) -> Self {
        Self::of_body(Body::Plain(plain))
    }

    #[inline(always)]
    fn of_body(body: Body) -> Self {
        Self { body, result: PhantomData }
    }
}

impl<R> Call<R> {
    /// Adds a positional argument. On what is no call yet, such as an attribute, it makes one.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("builtins.max").arg(1).arg(2);
    /// assert_eq!(call.into_expr()?.to_string(), "builtins.max(1, 2)");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[inline(always)]
    pub fn arg(self, value: impl ToPy) -> Self {
        self.give(None, value.into_argument())
    }

    /// Adds every part of a tuple as a positional argument.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("builtins.print").args(("a", 1, [2.5]));
    /// assert_eq!(call.into_expr()?.to_string(), r#"builtins.print("a", 1, [2.5])"#);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[inline(always)]
    pub fn args(self, values: impl Args) -> Self {
        values.add_to(self)
    }

    /// Adds a keyword argument. Any name will do; one given twice has the later value.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("builtins.sorted").arg([2, 1]).kwarg("reverse", true);
    /// assert_eq!(call.into_expr()?.to_string(), "builtins.sorted([2, 1], reverse=True)");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[inline(always)]
    pub fn kwarg(self, name: impl Into<Name>, value: impl ToPy) -> Self {
        self.give(Some(name.into()), value.into_argument())
    }

    /// An attribute of what this gives.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("pathlib.Path").arg("a.txt").attr("suffix");
    /// assert_eq!(call.into_expr()?.to_string(), r#"pathlib.Path("a.txt").suffix"#);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn attr(self, name: impl Into<Name>) -> Call {
        let name = name.into();
        match self.member(&name) {
            Some(member) => Call::of_plain(member),
            None => self.onwards(|expr| Expr::Attr(Box::new(expr), name)),
        }
    }

    /// A call of a method of what this gives.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("pathlib.Path").arg("a.txt").method("with_suffix").arg(".md");
    /// assert_eq!(call.into_expr()?.to_string(), r#"pathlib.Path("a.txt").with_suffix(".md")"#);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn method(self, name: impl Into<Name>) -> Call {
        self.attr(name).invoke()
    }

    /// An item of what this gives: `x[key]`.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::path("sys.path").item(0);
    /// assert_eq!(call.into_expr()?.to_string(), "sys.path[0]");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn item(mut self, key: impl ToPy) -> Call {
        let key = self.convert(key);
        self.onwards(|expr| Expr::Item(Box::new((expr, key))))
    }

    /// A call of what this gives, without arguments so far.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("functools.partial").arg(Call::path("math.pow")).arg(2.0).invoke().arg(3.0);
    /// assert_eq!(call.into_expr()?.to_string(), "functools.partial(math.pow, 2.0)(3.0)");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    #[inline(always)]
    pub fn invoke(mut self) -> Call {
        if let Body::Plain(plain) = &mut self.body
            && plain.invoke()
        {
            return self.typed();
        }
        self.onwards(Expr::call)
    }

    /// Evaluates in this session, not in that of the objects involved or the current one.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let session = Bridge::builder().build()?.session();
    /// Call::to("random.seed").arg(7).in_session(&session).run()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn in_session(mut self, session: &Session) -> Self {
        self.whole_mut().place = Place::Session(session.clone());
        self
    }

    /// Evaluates in any idle interpreter of this bridge, or where the objects involved live.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Bridge, Call};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let bridge = Bridge::builder().workers(4).build()?;
    /// let root: f64 = Call::to("math.sqrt").arg(2.0).in_bridge(&bridge).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn in_bridge(mut self, bridge: &Bridge) -> Self {
        self.whole_mut().place = Place::Bridge(bridge.clone());
        self
    }

    /// The same with another default result.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let sqrt: Call<f64> = Call::to("math.sqrt").arg(2.0).typed();
    /// let root = sqrt.call()?; // an `f64`
    /// # Ok(())
    /// # }
    /// ```
    #[inline(always)]
    pub fn typed<T>(self) -> Call<T> {
        Call { body: self.body, result: PhantomData }
    }

    /// How long it may take, from when it is evaluated; of a [stream](Self::stream), each pull. It is interrupted then and is [`Error::TimedOut`](crate::Error::TimedOut). This beats
    /// what the bridge says, see [`BridgeBuilder::deadline`](crate::BridgeBuilder::deadline); [`Duration::MAX`] is for ever. A call that is an argument of another has
    /// no deadline of its own.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Error};
    /// # use std::time::Duration;
    /// let outcome = Call::to("time.sleep").arg(60).deadline(Duration::from_millis(100)).run();
    /// assert!(matches!(outcome, Err(Error::TimedOut(_))));
    /// ```
    pub fn deadline(mut self, allowed: Duration) -> Self {
        self.whole_mut().terms.deadline = Some(allowed);
        self
    }

    /// Lets a token end it; see [`CancelToken`].
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, CancelToken, Error};
    /// let token = CancelToken::new();
    /// token.cancel();
    /// let outcome = Call::to("time.sleep").arg(60).cancel_with(&token).run();
    /// assert!(matches!(outcome, Err(Error::Cancelled)));
    /// ```
    pub fn cancel_with(mut self, token: &CancelToken) -> Self {
        self.whole_mut().terms.cancel = Some(token.clone());
        self
    }

    /// Evaluates it within a running event loop, and if what it gives can be awaited, what that gives is the result: Python's `await`, for code that is not
    /// async itself. (A coroutine is awaited without this, too; an `asyncio.Future` or another awaitable is not, and a function that asks for the
    /// running loop needs it.)
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let both: Vec<i64> = Call::to("asyncio.gather").arg(Call::to("m.f")).arg(Call::to("m.g")).awaited().get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn awaited(mut self) -> Self {
        self.whole_mut().terms.awaiting = true;
        self
    }

    /// Evaluates it.
    ///
    /// # Errors
    /// What Python raised, or that the result is no `R`, or that the worker could not be had or died.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Object};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let path: Object = Call::to("pathlib.Path").arg("a.txt").call()?;
    /// let exists: bool = path.has_attr("suffix").call()?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline(always)]
    pub fn call(&self) -> Result<R>
    where
        R: FromPy,
    {
        self.get()
    }

    /// Evaluates it and reads the result as a `T`.
    ///
    /// # Errors
    /// As [`Call::call`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let (quotient, remainder): (i64, i64) = Call::to("builtins.divmod").arg(7).arg(2).get()?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline(always)]
    pub fn get<T: FromPy>(&self) -> Result<T> {
        let read = |value| Ok(T::from_value(value)?);
        match const { T::WANT.reduced() } {
            want @ (Want::Value | Want::Object) => {
                let otherwise = || read(self.evaluate(Goal::Evaluate(want))?);
                self.evaluate_plain(want).read(read, otherwise)
            }
            want => read(self.evaluate(Goal::Evaluate(want))?),
        }
    }

    /// Evaluates it and keeps the result in Python.
    ///
    /// # Errors
    /// As [`Call::call`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let list = Call::to("builtins.list").arg([1, 2]).object()?;
    /// list.method("append").arg(3).run()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn object(&self) -> Result<Object> {
        self.get()
    }

    /// Evaluates it and drops the result in Python.
    ///
    /// # Errors
    /// As [`Call::call`].
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// Call::to("random.seed").arg(7).run()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn run(&self) -> Result<()> {
        if let Some(outcome) = self.evaluate_plain(Want::Nothing).outcome() {
            return outcome.map(drop);
        }
        self.evaluate(Goal::Evaluate(Want::Nothing)).map(drop)
    }

    /// The expression it has built.
    ///
    /// # Errors
    /// An argument that could not be converted, or optional positional arguments with a gap.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let expr = Call::to("math.sqrt").arg(2.0).into_expr()?;
    /// assert_eq!(expr.to_string(), "math.sqrt(2.0)");
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn into_expr(self) -> Result<Expr> {
        let whole = match self.body {
            Body::Plain(plain) => return Ok(plain.to_expr()),
            Body::Whole(whole) => Arc::unwrap_or_clone(whole),
        };
        if let Some(failure) = whole.failure {
            return Err(failure);
        }
        match (whole.expr, whole.slots) {
            (Expr::Call(mut call), Some(slots)) => {
                let parts = &mut *call;
                slots.merge(&mut parts.args, &mut parts.kwargs)?;
                Ok(Expr::Call(call))
            }
            (expr, _) => Ok(expr),
        }
    }

    /// Evaluates it the short way, if there is one for it.
    #[inline]
    fn evaluate_plain(&self, want: Want) -> Plainly {
        match &self.body {
            Body::Plain(plain) => place::evaluate_plain(plain, want),
            Body::Whole(_) => Plainly::Declined,
        }
    }

    pub(crate) fn evaluate(&self, goal: Goal) -> Result<Value> {
        let made;
        let expr = match &self.body {
            Body::Plain(plain) => {
                made = plain.to_expr();
                &made
            }
            Body::Whole(whole) if whole.slots.is_none() && whole.failure.is_none() => &whole.expr,
            Body::Whole(_) => {
                made = self.clone().into_expr()?;
                &made
            }
        };
        self.place().evaluate(expr, goal, self.terms())
    }

    pub(crate) fn terms(&self) -> &Terms {
        match &self.body {
            Body::Plain(_) => Terms::NONE,
            Body::Whole(whole) => &whole.terms,
        }
    }

    pub(crate) fn place(&self) -> &Place {
        match &self.body {
            Body::Plain(_) => &Place::Anywhere,
            Body::Whole(whole) => &whole.place,
        }
    }
}

impl<R> Clone for Call<R> {
    fn clone(&self) -> Self {
        Self { body: self.body.clone(), result: PhantomData }
    }
}

/// The expression, shortened; nothing is evaluated.
impl<R> Debug for Call<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.body {
            Body::Plain(plain) => write!(f, "Call({})", plain.to_expr()),
            Body::Whole(whole) => write!(f, "Call({})", whole.expr),
        }
    }
}

impl<R> ToPy for Call<R> {
    fn into_value(self) -> Result<Value> {
        self.into_expr().map(Value::from)
    }
}
