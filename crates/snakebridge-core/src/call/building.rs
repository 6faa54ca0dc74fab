//! What a call is while it is being built: plain as long as it can be, then an expression.

use super::Call;
use crate::place::Place;
use crate::plain::Plain;
use crate::scalar::Argument;
use crate::slots::{Slot, Slots};
use crate::terms::Terms;
use crate::{CallExpr, Error, Expr, Name, ToPy, Value};
use std::sync::Arc;

/// What is asked.
#[derive(Clone)]
pub(super) enum Body {
    Plain(Plain),
    /// An `Arc`, not a `Box`: so that what drops a call is short enough to be part of where it is made.
    Whole(Arc<Whole>),
}

/// A call that is not plain.
#[derive(Clone)]
pub(super) struct Whole {
    pub(super) expr: Expr,
    pub(super) slots: Option<Slots>,
    pub(super) place: Place,
    pub(super) terms: Terms,
    /// The first argument that could not be converted; told when the call is evaluated, so that building never fails.
    pub(super) failure: Option<Error>,
}

impl Body {
    pub(super) fn expression(expr: Expr) -> Self {
        let (place, terms) = (Place::Anywhere, Terms::default());
        Self::Whole(Arc::new(Whole { expr, slots: None, place, terms, failure: None }))
    }
}

impl<R> Call<R> {
    /// Makes it one that is not plain.
    pub(super) fn whole_mut(&mut self) -> &mut Whole {
        if let Body::Plain(plain) = &self.body {
            self.body = Body::expression(plain.to_expr());
        }
        match &mut self.body {
            Body::Whole(whole) => Arc::make_mut(whole),
            Body::Plain(_) => unreachable!("it was changed above"),
        }
    }

    /// Declares the optional parameters that can go by position, at once after the required ones were added.
    #[doc(hidden)]
    pub fn slots(mut self, declared: &'static [Slot]) -> Self {
        let required = self.as_call().args.len();
        self.whole_mut().slots = Some(Slots::new(declared, required));
        self
    }

    /// Gives one of the declared slots.
    #[doc(hidden)]
    pub fn slot(mut self, index: usize, value: impl ToPy) -> Self {
        let value = self.convert(value);
        if let Some(slots) = &mut self.whole_mut().slots {
            slots.give(index, value);
        }
        self
    }

    pub(super) fn convert(&mut self, value: impl ToPy) -> Expr {
        match value.into_value() {
            Ok(value) => value.into(),
            Err(error) => {
                self.fail(error);
                Expr::Value(Value::None)
            }
        }
    }

    #[cold]
    pub(super) fn fail(&mut self, error: Error) {
        self.whole_mut().failure.get_or_insert(error);
    }

    /// Adds an argument. Only what is out of the ordinary is passed on, so that the call can stay where it is being built.
    #[inline(always)]
    pub(super) fn give(mut self, name: Option<Name>, argument: Argument) -> Self {
        let keyword = match &name {
            None => Some(None),
            Some(Name::Borrowed(name)) => Some(Some(*name)),
            Some(Name::Owned(_)) => None,
        };
        if let (Body::Plain(plain), Some(keyword), Argument::Scalar(_)) = (&mut self.body, keyword, &argument)
            && plain.has_place(keyword)
        {
            if let Argument::Scalar(scalar) = argument {
                plain.put(keyword, scalar);
            }
            return self;
        }
        self.give_any(name, argument)
    }

    #[inline(never)]
    pub(super) fn give_any(mut self, name: Option<Name>, argument: Argument) -> Self {
        let (name, value) = match (&mut self.body, name, argument) {
            (_, name, Argument::Scalar(scalar)) => (name, Expr::Value(scalar.into())),
            (_, name, Argument::Value(Err(error))) => {
                self.fail(error);
                (name, Expr::Value(Value::None))
            }
            (Body::Plain(plain), name, Argument::Value(Ok(value))) => match plain.give(name, value) {
                Ok(()) => return self,
                Err((name, value)) => (name, value.into()),
            },
            (Body::Whole(_), name, Argument::Value(Ok(value))) => (name, value.into()),
        };
        let CallExpr { args, kwargs, .. } = self.as_call();
        match name {
            None => args.push(value),
            Some(name) => match kwargs.iter_mut().find(|(known, _)| *known == name) {
                Some((_, old)) => *old = value,
                None => kwargs.push((name, value)),
            },
        }
        self
    }

    pub(super) fn as_call(&mut self) -> &mut CallExpr {
        let Whole { expr, .. } = self.whole_mut();
        if !matches!(expr, Expr::Call(_)) {
            *expr = Expr::call(std::mem::replace(expr, Expr::Value(Value::None)));
        }
        match expr {
            Expr::Call(call) => call,
            _ => unreachable!("it was made a call above"),
        }
    }

    /// An attribute of it, if it is nothing but an object so far.
    pub(super) fn member(&self, name: &Name) -> Option<Plain> {
        match (&self.body, name) {
            (Body::Whole(whole), Name::Borrowed(name)) => match &**whole {
                Whole {
                    expr: Expr::Object(object),
                    slots: None,
                    place: Place::Anywhere,
                    terms: Terms { deadline: None, cancel: None, awaiting: false },
                    failure: None,
                } => Some(Plain::member(object, name)),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn onwards(mut self, next: impl FnOnce(Expr) -> Expr) -> Call {
        if let Body::Whole(whole) = &mut self.body
            && let Some(Whole { expr, slots: None, failure: None, .. }) = Arc::get_mut(whole)
        {
            *expr = next(std::mem::replace(expr, Expr::Value(Value::None)));
            return self.typed();
        }
        let kept = match &self.body {
            Body::Plain(_) => None,
            Body::Whole(whole) => Some((whole.place.clone(), whole.terms.clone())),
        };
        let mut onwards = match self.into_expr() {
            Ok(expr) => Call::expression(next(expr)),
            Err(error) => {
                let mut failed = Call::expression(Expr::Value(Value::None));
                failed.fail(error);
                failed
            }
        };
        if let Some((place, terms)) = kept {
            let whole = onwards.whole_mut();
            (whole.place, whole.terms) = (place, terms);
        }
        onwards
    }
}
