//! What Python gets to know of a callback, said step by step.

use super::{About, Callback, FunctionKind, Inner, Parameter};
use crate::{Name, Result, ToPy, Value, Want};
use std::sync::Arc;

impl Default for About {
    /// A function `callback` of any arguments, by value.
    fn default() -> Self {
        Self {
            name: Name::Borrowed("callback"),
            kind: FunctionKind::Function,
            doc: None,
            module: None,
            args: Want::List(&Want::Value),
            kwarg: Want::Value,
            parameters: None,
            returns: None,
        }
    }
}

impl Callback {
    pub(super) fn about_mut(&mut self) -> &mut About {
        &mut self.inner_mut().about
    }

    fn inner_mut(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    fn kind(mut self, kind: FunctionKind) -> Self {
        self.about_mut().kind = kind;
        self
    }

    /// `__name__`, which is also what messages about it say.
    ///
    /// ```
    /// # use snakebridge_core::Callback;
    /// let double = Callback::new(|x: i64| 2 * x).named("double").doc("Twice as much.").module("mathematics");
    /// assert_eq!(double.about().name, "double");
    /// ```
    #[must_use]
    pub fn named(mut self, name: impl Into<Name>) -> Self {
        self.about_mut().name = name.into();
        self
    }

    /// `__doc__`
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// let double = Callback::new(|x: i64| 2 * x).doc("Twice as much.");
    /// assert_eq!(double.about().doc.as_deref(), Some("Twice as much."));
    /// ```
    #[must_use]
    pub fn doc(mut self, text: impl Into<Name>) -> Self {
        self.about_mut().doc = Some(text.into());
        self
    }

    /// `__module__`
    ///
    /// ```
    /// use snakebridge_core::Callback;
    /// let double = Callback::new(|x: i64| 2 * x).module("mathematics");
    /// assert_eq!(double.about().module.as_deref(), Some("mathematics"));
    /// ```
    #[must_use]
    pub fn module(mut self, name: impl Into<Name>) -> Self {
        self.about_mut().module = Some(name.into());
        self
    }

    /// The signature that Python sees. The arguments are bound to it as Python binds them, with defaults and keywords; the Rust function
    /// is then called with one positional argument for each parameter, in order (a `tuple` for `*args`, a `dict` for `**kwargs`).
    ///
    /// ```
    /// # use snakebridge_core::{Call, Callback, Parameter};
    /// let power = Callback::new(|base: f64, exponent: i32| base.powi(exponent))
    ///     .parameters([
    ///         Parameter::new("base").annotation(Call::path("builtins.float")),
    ///         Parameter::new("exponent").default(2),
    ///     ])
    ///     .returns(Call::path("builtins.float"));
    /// ```
    #[must_use]
    pub fn parameters(mut self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        let mut parameters: Vec<Parameter> = parameters.into_iter().collect();
        let failure = parameters.iter_mut().find_map(|parameter| parameter.failure.take());
        let inner = self.inner_mut();
        inner.about.parameters = Some(parameters);
        inner.failure = inner.failure.take().or(failure);
        self
    }

    /// The annotation of the result; may be an unevaluated call.
    ///
    /// ```
    /// use snakebridge_core::{Call, Callback};
    /// let double = Callback::new(|x: i64| 2 * x).returns(Call::path("builtins.int"));
    /// assert!(double.about().returns.is_some());
    /// ```
    #[must_use]
    pub fn returns(mut self, annotation: impl ToPy) -> Self {
        let inner = self.inner_mut();
        match annotation.into_value() {
            Ok(annotation) => inner.about.returns = Some(annotation),
            Err(error) => inner.failure = inner.failure.take().or_else(|| Some(Box::new(error))),
        }
        self
    }

    /// Python sees a coroutine function (`async def`). Calls of it do not wait for one another, and run on threads of the engine; see
    /// `Callback::future` (feature `tokio`) for async Rust.
    ///
    /// ```
    /// # use snakebridge_core::Callback;
    /// let fetch = Callback::new(|path: String| std::fs::read_to_string(path)).coroutine();
    /// ```
    #[must_use]
    pub fn coroutine(self) -> Self {
        self.kind(FunctionKind::Coroutine)
    }

    /// Python sees a generator function: calling it gives a generator, which calls the Rust function when its first item is asked for, and
    /// yields the items of the iterable that it gives.
    ///
    /// ```
    /// # use snakebridge_core::Callback;
    /// let countdown = Callback::new(|from: i64| (0..from).rev().collect::<Vec<_>>()).generator();
    /// let naturals = Callback::new(|| Callback::iterator(0_u64..)).generator();
    /// ```
    #[must_use]
    pub fn generator(self) -> Self {
        self.kind(FunctionKind::Generator)
    }

    /// Python sees an async generator function; otherwise as [`generator`](Self::generator).
    ///
    /// ```
    /// use snakebridge_core::{Callback, FunctionKind};
    /// let naturals = Callback::new(|| Callback::iterator(0_u64..)).async_generator();
    /// assert_eq!(naturals.about().kind, FunctionKind::AsyncGenerator);
    /// ```
    #[must_use]
    pub fn async_generator(self) -> Self {
        self.kind(FunctionKind::AsyncGenerator)
    }
}

impl ToPy for Callback {
    fn into_value(self) -> Result<Value> {
        match &self.0.failure {
            Some(failure) => Err((**failure).clone()),
            None => Ok(Value::Callback(self)),
        }
    }
}

/// The last part of a function's path; a closure, which has none, is `callback`.
pub(super) fn name_of<F>() -> &'static str {
    let path = std::any::type_name::<F>();
    let last = path.rsplit("::").next().unwrap_or_default();
    let named = last.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && last.chars().all(|c| c.is_alphanumeric() || c == '_');
    if named && path.contains("::") { last } else { "callback" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Array, Call};

    fn twice(x: i64) -> i64 {
        2 * x
    }

    #[test]
    fn functions_have_their_names_and_closures_none() {
        assert_eq!(Callback::new(twice).about().name, "twice");
        assert_eq!(Callback::new(twice as fn(i64) -> i64).about().name, "callback");
        assert_eq!(Callback::new(|x: i64| 2 * x).about().name, "callback");
    }

    #[test]
    fn a_clone_is_the_same_function_until_it_is_described_otherwise() {
        let callback = Callback::new(twice);
        assert_eq!(callback, callback.clone());
        assert_ne!(callback, callback.clone().named("other"));
    }

    #[test]
    fn a_default_that_cannot_be_sent_is_an_error_of_the_call() {
        let unsendable = Call::to("f").arg(std::time::Duration::from_nanos(1));
        let callback = Callback::new(twice).parameters([Parameter::new("x").default(unsendable)]);
        assert!(Call::to("g").arg(callback).into_expr().is_err());
        let fine = Callback::new(|_: Array| ()).parameters([Parameter::new("x")]).returns(());
        assert!(Call::to("g").arg(fine).into_expr().is_ok());
    }
}
