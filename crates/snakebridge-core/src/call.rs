//! [`Call`]: the one builder for dynamic and generated calls.

mod args;

pub use args::Args;

use crate::place::Place;
use crate::slots::{Slot, Slots};
use crate::terms::{Goal, Terms};
use crate::{Bridge, CancelToken, Error, Expr, FromPy, Name, Object, Result, Session, ToPy, Value, Want};
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
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
    expr: Expr,
    slots: Option<Box<Slots>>,
    place: Place,
    terms: Option<Box<Terms>>,
    /// The first argument that could not be converted; told when the call is evaluated, so that building never fails.
    failure: Option<Box<Error>>,
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
    pub fn to(path: impl Into<Name>) -> Self {
        Self::expression(Expr::call(Expr::Path(path.into())))
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
    pub fn path(path: impl Into<Name>) -> Self {
        Self::expression(Expr::Path(path.into()))
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
        call.expr = call.convert(value);
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
        Self { expr, slots: None, place: Place::Anywhere, terms: None, failure: None, result: PhantomData }
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
    pub fn arg(mut self, value: impl ToPy) -> Self {
        let value = self.convert(value);
        self.as_call().args.push(value);
        self
    }

    /// Adds every part of a tuple as a positional argument.
    ///
    /// ```
    /// use snakebridge_core::Call;
    /// let call = Call::to("builtins.print").args(("a", 1, [2.5]));
    /// assert_eq!(call.into_expr()?.to_string(), r#"builtins.print("a", 1, [2.5])"#);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
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
    pub fn kwarg(mut self, name: impl Into<Name>, value: impl ToPy) -> Self {
        let (name, value) = (name.into(), self.convert(value));
        let kwargs = &mut self.as_call().kwargs;
        match kwargs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => kwargs.push((name, value)),
        }
        self
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
        self.onwards(|expr| Expr::Attr(Box::new(expr), name.into()))
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
        self.onwards(|expr| Expr::call(Expr::Attr(Box::new(expr), name.into())))
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
    pub fn invoke(self) -> Call {
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
        self.place = Place::Session(session.clone());
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
        self.place = Place::Bridge(bridge.clone());
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
    pub fn typed<T>(self) -> Call<T> {
        let Self { expr, slots, place, terms, failure, result: _ } = self;
        Call { expr, slots, place, terms, failure, result: PhantomData }
    }

    /// How long it may take, from when it is evaluated; of a [stream](Self::stream), each pull. It is interrupted then and is [`Error::TimedOut`]. This beats
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
        self.terms_mut().deadline = Some(allowed);
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
        self.terms_mut().cancel = Some(token.clone());
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
        self.terms_mut().awaiting = true;
        self
    }

    fn terms_mut(&mut self) -> &mut Terms {
        self.terms.get_or_insert_default()
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
    pub fn get<T: FromPy>(&self) -> Result<T> {
        Ok(T::from_value(self.evaluate(Goal::Evaluate(T::WANT))?)?)
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
        if let Some(failure) = self.failure {
            return Err(*failure);
        }
        match (self.expr, self.slots) {
            (Expr::Call(mut call), Some(slots)) => {
                let parts = &mut *call;
                slots.merge(&mut parts.args, &mut parts.kwargs)?;
                Ok(Expr::Call(call))
            }
            (expr, _) => Ok(expr),
        }
    }

    pub(crate) fn evaluate(&self, goal: Goal) -> Result<Value> {
        let merged;
        let expr = if self.slots.is_some() || self.failure.is_some() {
            merged = self.clone().into_expr()?;
            &merged
        } else {
            &self.expr
        };
        self.place.evaluate(expr, goal, self.terms())
    }

    pub(crate) fn terms(&self) -> &Terms {
        self.terms.as_deref().unwrap_or(Terms::NONE)
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Declares the optional parameters that can go by position, at once after the required ones were added.
    #[doc(hidden)]
    pub fn slots(mut self, declared: &'static [Slot]) -> Self {
        let required = self.as_call().args.len();
        self.slots = Some(Box::new(Slots::new(declared, required)));
        self
    }

    /// Gives one of the declared slots.
    #[doc(hidden)]
    pub fn slot(mut self, index: usize, value: impl ToPy) -> Self {
        let value = self.convert(value);
        if let Some(slots) = &mut self.slots {
            slots.give(index, value);
        }
        self
    }

    fn convert(&mut self, value: impl ToPy) -> Expr {
        match value.into_value() {
            Ok(value) => value.into(),
            Err(error) => {
                self.failure.get_or_insert_with(|| Box::new(error));
                Expr::Value(Value::None)
            }
        }
    }

    fn as_call(&mut self) -> &mut crate::CallExpr {
        if !matches!(self.expr, Expr::Call(_)) {
            let callee = std::mem::replace(&mut self.expr, Expr::Value(Value::None));
            self.expr = Expr::call(callee);
        }
        match &mut self.expr {
            Expr::Call(call) => call,
            _ => unreachable!("it was made a call above"),
        }
    }

    fn onwards(self, next: impl FnOnce(Expr) -> Expr) -> Call {
        let (place, terms) = (self.place.clone(), self.terms.clone());
        let mut onwards = match self.into_expr() {
            Ok(expr) => Call::expression(next(expr)),
            Err(error) => {
                Call { failure: Some(Box::new(error)), ..Call::expression(Expr::Value(Value::None)) }
            }
        };
        (onwards.place, onwards.terms) = (place, terms);
        onwards
    }
}

impl<R> Clone for Call<R> {
    fn clone(&self) -> Self {
        Self {
            expr: self.expr.clone(),
            slots: self.slots.clone(),
            place: self.place.clone(),
            terms: self.terms.clone(),
            failure: self.failure.clone(),
            result: PhantomData,
        }
    }
}

/// The expression, shortened; nothing is evaluated.
impl<R> Debug for Call<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", self.expr)
    }
}

impl<R> ToPy for Call<R> {
    fn into_value(self) -> Result<Value> {
        self.into_expr().map(Value::from)
    }
}
