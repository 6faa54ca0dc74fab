//! [`Native`]: a thing of the host's that has a counterpart in Python.

use crate::{Expr, Result};
use std::any::Any;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, OnceLock};

/// A thing of the host's that does not change, such as a table: an engine in the same process may pass it as it is, every other evaluates an expression that makes the
/// same in Python.
///
/// ```
/// use snakebridge_core::{Native, Result};
/// fn shown(native: &Native) -> Result<String> {
///     Ok(format!("{}, or {}", native.type_name(), native.written()?))
/// }
/// ```
#[derive(Clone)]
pub struct Native(Arc<dyn Counterpart>);

trait Counterpart: Send + Sync {
    fn thing(&self) -> &dyn Any;
    fn type_name(&self) -> &'static str;
    fn written(&self) -> Result<&Expr>;
}

struct Of<T> {
    thing: T,
    type_name: &'static str,
    write: fn(&T) -> Result<Expr>,
    written: OnceLock<Expr>,
}

impl Native {
    #[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "for types that are behind features"))]
    pub(crate) fn new<T: Send + Sync + 'static>(
        thing: T,
        type_name: &'static str,
        write: fn(&T) -> Result<Expr>,
    ) -> Self {
        Self(Arc::new(Of { thing, type_name, write, written: OnceLock::new() }))
    }

    /// The thing itself, if it is a `T`.
    ///
    /// ```
    /// use snakebridge_core::Native;
    /// fn is_text(native: &Native) -> bool {
    ///     native.downcast_ref::<String>().is_some()
    /// }
    /// ```
    #[must_use]
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        self.0.thing().downcast_ref()
    }

    /// The name of its type in Python.
    ///
    /// ```
    /// use snakebridge_core::Native;
    /// fn is_table(native: &Native) -> bool {
    ///     native.type_name() == "pyarrow.lib.Table"
    /// }
    /// ```
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.0.type_name()
    }

    /// What makes the same in Python; it is written at most once.
    ///
    /// # Errors
    /// When it cannot be written.
    ///
    /// ```
    /// use snakebridge_core::Native;
    /// fn shown(native: &Native) -> snakebridge_core::Result<String> {
    ///     Ok(native.written()?.to_string())
    /// }
    /// ```
    pub fn written(&self) -> Result<&Expr> {
        self.0.written()
    }
}

impl<T: Send + Sync + 'static> Counterpart for Of<T> {
    fn thing(&self) -> &dyn Any {
        &self.thing
    }

    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn written(&self) -> Result<&Expr> {
        if let Some(expr) = self.written.get() {
            return Ok(expr);
        }
        let expr = (self.write)(&self.thing)?;
        Ok(self.written.get_or_init(|| expr))
    }
}

impl PartialEq for Native {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Debug for Native {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.type_name())
    }
}
