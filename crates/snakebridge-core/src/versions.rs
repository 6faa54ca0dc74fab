//! The versions that wrappers were made for, beside those that an interpreter has.

use crate::{Error, Expr, Hint, Result};
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::sync::{Mutex, PoisonError};

/// What to do when a library is installed in another version than its wrappers were made for.
///
/// ```
/// use snakebridge_core::StalePolicy;
/// assert_eq!(StalePolicy::from_name("error"), Some(StalePolicy::Error));
/// assert_eq!(StalePolicy::default(), StalePolicy::Warn);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StalePolicy {
    /// Say so once, as a warning of `tracing`.
    #[default]
    Warn,
    /// Start no interpreter.
    Error,
    /// Nothing; what fails because of it still says so.
    Ignore,
}

impl StalePolicy {
    /// Reads the name used in configuration: `warn`, `error` or `ignore`.
    ///
    /// ```
    /// use snakebridge_core::StalePolicy;
    /// assert_eq!(StalePolicy::from_name("error"), Some(StalePolicy::Error));
    /// assert_eq!(StalePolicy::from_name("loud"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "warn" => Some(Self::Warn),
            "error" => Some(Self::Error),
            "ignore" => Some(Self::Ignore),
            _ => None,
        }
    }

    /// The policy that `SNAKEBRIDGE_STALE` names.
    ///
    /// # Errors
    /// [`Error::Environment`] when it names none.
    pub(crate) fn from_environment() -> Result<Self> {
        let Some(name) = std::env::var_os("SNAKEBRIDGE_STALE") else { return Ok(Self::default()) };
        name.to_str().and_then(Self::from_name).ok_or_else(|| {
            Error::environment(
                format!("`SNAKEBRIDGE_STALE` is `{}`, which is no policy", name.display()),
                "set it to `warn`, `error` or `ignore`, or unset it",
            )
        })
    }

    /// For engines: does what it says about what an interpreter has in another version.
    ///
    /// # Errors
    /// [`Error::Environment`] with [`StalePolicy::Error`].
    ///
    /// ```
    /// use snakebridge_core::StalePolicy;
    /// assert!(StalePolicy::Error.apply(&[]).is_ok()); // everything is as it was
    /// ```
    pub fn apply(self, mismatches: &[Mismatch]) -> Result<()> {
        match (self, mismatches) {
            (Self::Ignore, _) | (_, []) => Ok(()),
            (Self::Error, _) => {
                let all: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
                let fix = "build again with what is installed, or install what the lock says";
                Err(Error::environment(all.join("; "), fix))
            }
            (Self::Warn, _) => {
                mismatches.iter().filter(|mismatch| mismatch.is_new()).for_each(Mismatch::warn);
                Ok(())
            }
        }
    }
}

/// The version of a library that a program's wrappers were made for; generated code submits it through `inventory`.
///
/// ```standalone_crate
/// use snakebridge_core::engine::MadeFor;
/// inventory::submit! { MadeFor { library: "yaml", distribution: "pyyaml", version: "6.0.2" } }
/// # fn main() {
/// let newer = MadeFor::compare(|made_for| (made_for.distribution == "pyyaml").then(|| "6.0.3".to_owned()));
/// assert_eq!(newer.len(), 1);
/// # }
/// ```
#[derive(Debug)]
pub struct MadeFor {
    /// The name that the library is imported under.
    pub library: &'static str,
    /// The distribution that it comes from, by its normalised name (PEP 503).
    pub distribution: &'static str,
    /// The version.
    pub version: &'static str,
}

inventory::collect!(MadeFor);

impl MadeFor {
    /// What an interpreter has in another version; `other` tells the version of a distribution if it is another one.
    ///
    /// ```
    /// use snakebridge_core::engine::MadeFor;
    /// assert!(MadeFor::compare(|_| Some("2.0".to_owned())).is_empty()); // no wrappers here
    /// ```
    pub fn compare(other: impl Fn(&Self) -> Option<String>) -> Vec<Mismatch> {
        let all = inventory::iter::<Self>.into_iter();
        let mut found: Vec<Mismatch> = all
            .filter_map(|made_for| {
                Some(Mismatch {
                    library: made_for.library.to_owned(),
                    made_for: made_for.version.to_owned(),
                    installed: other(made_for)?,
                })
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

/// A library that is installed in another version than its wrappers were made for.
///
/// ```
/// use snakebridge_core::engine::Mismatch;
/// let mismatch = Mismatch { library: "numpy".into(), made_for: "2.1.0".into(), installed: "2.3.0".into() };
/// assert_eq!(mismatch.to_string(), "the wrappers of `numpy` were made for 2.1.0, and 2.3.0 is installed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mismatch {
    /// The name that the library is imported under.
    pub library: String,
    /// The version that its wrappers were made for.
    pub made_for: String,
    /// The version that is installed.
    pub installed: String,
}

impl Mismatch {
    /// Whether it is met for the first time in this process.
    fn is_new(&self) -> bool {
        static MET: Mutex<BTreeSet<Mismatch>> = Mutex::new(BTreeSet::new());
        MET.lock().unwrap_or_else(PoisonError::into_inner).insert(self.clone())
    }

    fn warn(&self) {
        let Self { library, made_for, installed } = self;
        tracing::warn!(target: "snakebridge", library, made_for, installed, "{self}");
    }
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { library, made_for, installed } = self;
        write!(f, "the wrappers of `{library}` were made for {made_for}, and {installed} is installed")
    }
}

/// Adds to an error that may come of a mismatch that there is one.
pub(crate) fn explain(mut error: Error, expr: &Expr, mismatches: &[Mismatch]) -> Error {
    let Error::Python(exception) = &mut error else { return error };
    let may_come_of_it = exception.is_instance("AttributeError")
        || exception.is_instance("ImportError")
        || (exception.is_instance("TypeError") && exception.message.contains("argument"));
    let library = library_of(expr);
    let mismatch = mismatches.iter().find(|mismatch| library == Some(mismatch.library.as_str()));
    if let (true, Some(mismatch)) = (may_come_of_it, mismatch) {
        let Mismatch { library, made_for, installed } = mismatch.clone();
        exception.hints.push(Hint::OtherVersion { library, made_for, installed });
    }
    error
}

/// The library that an expression starts from.
fn library_of(expr: &Expr) -> Option<&str> {
    let path = match expr {
        Expr::Path(path) => &**path,
        Expr::Object(object) => object.type_name(),
        Expr::Attr(of, _) => return library_of(of),
        Expr::Item(parts) => return library_of(&parts.0),
        Expr::Call(call) => return library_of(&call.callee),
        Expr::Value(_) => return None,
    };
    path.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Call, Exception};

    fn hints(exception: Exception, expr: Call) -> usize {
        let mismatch = Mismatch { library: "toy".into(), made_for: "1.0".into(), installed: "2.0".into() };
        let error = explain(exception.into(), &expr.into_expr().unwrap(), &[mismatch]);
        error.exception().unwrap().hints.len()
    }

    #[test]
    fn only_what_may_come_of_a_mismatch_is_explained_by_it() {
        let unexpected =
            || Exception::new("builtins.TypeError", "f() got an unexpected keyword argument 'x'");
        assert_eq!(hints(unexpected(), Call::to("toy.f").kwarg("x", 1)), 1);
        assert_eq!(hints(unexpected(), Call::to("toy.C").method("f").kwarg("x", 1)), 1);
        assert_eq!(hints(unexpected(), Call::to("toys.f")), 0);
        assert_eq!(hints(Exception::new("builtins.TypeError", "must be real number"), Call::to("toy.f")), 0);
        assert_eq!(hints(Exception::new("builtins.AttributeError", "no f"), Call::to("toy.f")), 1);
        assert_eq!(hints(Exception::new("builtins.ValueError", "argument"), Call::to("toy.f")), 0);
    }

    #[test]
    fn the_policy_decides_what_becomes_of_it() {
        let mismatch = Mismatch { library: "toy".into(), made_for: "1.0".into(), installed: "2.0".into() };
        assert!(StalePolicy::Warn.apply(std::slice::from_ref(&mismatch)).is_ok());
        assert!(StalePolicy::Ignore.apply(std::slice::from_ref(&mismatch)).is_ok());
        assert!(StalePolicy::Error.apply(&[]).is_ok());
        let error = StalePolicy::Error.apply(&[mismatch]).unwrap_err().to_string();
        assert!(error.contains("`toy` were made for 1.0, and 2.0 is installed; build again"), "{error}");
    }
}
