//! What goes with a call beside its expression: how long it may take, what may end it, and whether it is awaited.

use crate::engine::{Ask, Deadline};
use crate::{CancelToken, Error, Expr, Result, Want};
use std::time::{Duration, Instant};

/// What a call says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    pub(crate) deadline: Option<Duration>,
    pub(crate) cancel: Option<CancelToken>,
    pub(crate) awaiting: bool,
}

impl Terms {
    /// A call that says nothing.
    pub(crate) const NONE: &'static Self = &Self { deadline: None, cancel: None, awaiting: false };

    /// What holds for this call, which begins now.
    pub(crate) fn settle(&self, deadlines: &Deadlines, expr: &Expr) -> Bounds<'_> {
        self.settle_from(deadlines, expr, None)
    }

    /// What holds for this call, which began then.
    pub(crate) fn settle_from(
        &self,
        deadlines: &Deadlines,
        expr: &Expr,
        began: Option<Instant>,
    ) -> Bounds<'_> {
        let allowed = self.deadline.or_else(|| deadlines.of(expr));
        // A time beyond all clocks is none.
        let at = allowed.and_then(|allowed| began.unwrap_or_else(Instant::now).checked_add(allowed));
        let after = allowed.unwrap_or_default();
        let deadline = at.map(|at| Deadline { at, grace: deadlines.grace, after });
        Bounds { deadline, cancel: self.cancel.as_ref(), awaiting: self.awaiting }
    }
}

/// What holds for one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds<'a> {
    pub(crate) deadline: Option<Deadline>,
    pub(crate) cancel: Option<&'a CancelToken>,
    pub(crate) awaiting: bool,
}

impl Bounds<'_> {
    /// Whether the request may begin.
    pub(crate) fn check(&self) -> Result<()> {
        match self.cancel {
            Some(token) if token.is_cancelled() => Err(Error::Cancelled),
            _ => Ok(()),
        }
    }
}

/// What an expression is evaluated for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    Evaluate(Want),
    Iterate,
}

impl Goal {
    pub(crate) fn ask(self, expr: &Expr, awaiting: bool) -> Ask<'_> {
        match self {
            Self::Evaluate(want) => Ask::Evaluate { expr, want, awaiting },
            Self::Iterate => Ask::Iterate { expr, awaiting },
        }
    }
}

/// How long the calls of a bridge may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deadlines {
    pub(crate) default: Option<Duration>,
    /// By dotted path; the longest that leads to what is called decides.
    pub(crate) of_paths: Vec<(String, Duration)>,
    /// How long interrupted work may take to end.
    pub(crate) grace: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { default: None, of_paths: Vec::new(), grace: Duration::from_secs(2) }
    }
}

impl Deadlines {
    fn of(&self, expr: &Expr) -> Option<Duration> {
        if self.of_paths.is_empty() {
            return self.default;
        }
        let path = expr.root().unwrap_or_default();
        let leads = |prefix: &str| {
            path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let fitting = self.of_paths.iter().filter(|(prefix, _)| leads(prefix));
        let longest = fitting.max_by_key(|(prefix, _)| prefix.len());
        longest.map(|(_, allowed)| *allowed).or(self.default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Call;

    #[test]
    fn the_longest_path_decides_and_the_call_itself_beats_all() {
        let seconds = Duration::from_secs;
        let deadlines = Deadlines {
            default: Some(seconds(1)),
            of_paths: vec![("sklearn".to_owned(), seconds(2)), ("sklearn.svm".to_owned(), seconds(3))],
            ..Deadlines::default()
        };
        let of = |call: Call| deadlines.of(&call.into_expr().unwrap());
        assert_eq!(of(Call::to("sklearn.svm.SVC").method("fit").arg(1)), Some(seconds(3)));
        assert_eq!(of(Call::path("sklearn").item(0)), Some(seconds(2)));
        assert_eq!(of(Call::to("sklearnex.f")), Some(seconds(1)));
        assert_eq!(of(Call::of("sklearn").method("upper")), Some(seconds(1)));
        let expr = Call::path("sklearn.x").into_expr().unwrap();
        let terms = Terms { deadline: Some(seconds(9)), ..Terms::default() };
        let began = Instant::now();
        let bounds = terms.settle_from(&deadlines, &expr, Some(began));
        assert_eq!(
            bounds.deadline,
            Some(Deadline { at: began + seconds(9), grace: seconds(2), after: seconds(9) })
        );
        let terms = Terms { deadline: Some(Duration::MAX), ..Terms::default() };
        assert_eq!(terms.settle(&deadlines, &expr).deadline, None);
    }
}
