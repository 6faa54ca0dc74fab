//! Where a call is evaluated.

use crate::engine::Owner;
use crate::plain::Plain;
use crate::plainly::Plainly;
use crate::telemetry::{self, observe};
use crate::terms::{Goal, Terms};
use crate::{Bridge, Expr, Result, Session, Value, Want, current};
use std::sync::Arc;

/// Where a call is evaluated.
#[derive(Clone, Default)]
pub(crate) enum Place {
    /// Where the expression's objects live, or in the current session if it has none.
    #[default]
    Anywhere,
    Session(Session),
    /// Where the expression's objects live, or in any idle interpreter of the bridge if it has none.
    Bridge(Bridge),
}

impl Place {
    pub(crate) fn evaluate(&self, expr: &Expr, goal: Goal, terms: &Terms) -> Result<Value> {
        observe(expr, || match self {
            Self::Session(session) => session.ask(expr, goal, terms),
            Self::Bridge(bridge) => bridge.pool().ask(expr, goal, terms),
            Self::Anywhere => match expr.first_object() {
                Some(object) => object.owner().ask(expr, goal, terms),
                None => Session::current()?.ask(expr, goal, terms),
            },
        })
    }
}

/// Evaluates a plain call where its objects live, or else in the current session, by the short way, if there is one and nobody watches.
pub(crate) fn evaluate_plain(plain: &Plain, want: Want) -> Plainly {
    if telemetry::is_watched() {
        return Plainly::Declined;
    }
    if plain.has_memory() {
        return evaluate_large(plain, want);
    }
    let here = current::here();
    let Some(owner) = here.as_ref().and_then(|here| here.plainly()) else { return Plainly::Declined };
    metered(owner, plain, want)
}

/// Of one that may have objects.
#[inline(never)]
fn evaluate_large(plain: &Plain, want: Want) -> Plainly {
    let here;
    let owner = match plain.owner() {
        // Others are refused by who tells why.
        Some(owner) => (plain.is_of(owner) && owner.takes_plain_calls()).then_some(owner),
        None => {
            here = current::here();
            here.as_ref().and_then(|here| here.plainly())
        }
    };
    let Some(owner) = owner else { return Plainly::Declined };
    metered(owner, plain, want)
}

#[inline(always)]
fn metered(owner: &Arc<Owner>, plain: &Plain, want: Want) -> Plainly {
    let metered = telemetry::Metered::begin();
    let outcome = owner.evaluate_plain(plain, want);
    metered.end(&outcome);
    outcome
}
