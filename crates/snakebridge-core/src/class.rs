//! [`Class`]: Rust types that stand for one class of Python's, as generated wrappers do.

use crate::{Call, ConversionError, Error, Exception, Object, Result, Value};

/// A Rust type whose values are instances of one Python class. Generated wrappers implement it; a type of your own can, too.
///
/// ```
/// use snakebridge_core::{Class, Object};
/// struct Account(Object);
///
/// impl From<Object> for Account {
///     fn from(object: Object) -> Self {
///         Self(object)
///     }
/// }
/// impl Class for Account {
///     const PATH: &'static str = "bank.Account";
/// }
/// assert_eq!(Account::QUALIFIED, "bank.Account");
/// ```
pub trait Class: From<Object> {
    /// The dotted path that leads to the class.
    ///
    /// ```
    /// # use snakebridge_core::{Call, Class, Object};
    /// fn class_of<C: Class>() -> Call {
    ///     Call::path(C::PATH)
    /// }
    /// ```
    const PATH: &'static str;

    /// Where the class is defined: its module and qualified name. Exceptions say theirs so.
    ///
    /// ```
    /// # use snakebridge_core::{Class, Object};
    /// fn is_exactly<C: Class>(object: &Object) -> bool {
    ///     object.type_name() == C::QUALIFIED
    /// }
    /// ```
    const QUALIFIED: &'static str = Self::PATH;
}

/// A [`Class`] of exceptions: what [`Error::is`] and [`Error::downcast`] tell apart.
///
/// ```
/// use snakebridge_core::{Class, Error, Exception, Object, PythonException};
/// struct KeyError(Object);
///
/// impl From<Object> for KeyError {
///     fn from(object: Object) -> Self {
///         Self(object)
///     }
/// }
/// impl Class for KeyError {
///     const PATH: &'static str = "builtins.KeyError";
/// }
/// impl PythonException for KeyError {}
///
/// assert!(Error::from(Exception::new("builtins.KeyError", "'a'")).is::<KeyError>());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no class of Python exceptions",
    label = "nothing of this class can be raised",
    note = "only classes that derive from `BaseException` can be; `Object::downcast` tells other instances apart"
)]
pub trait PythonException: Class {}

impl Object {
    /// The object as an instance of a class, if it is one (Python's `isinstance`).
    ///
    /// # Errors
    /// When the class cannot be had, or the session is lost.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Class, Object, Result};
    /// fn interest<Savings: Class>(account: &Object) -> Result<()> {
    ///     if let Some(savings) = account.downcast::<Savings>()? {
    ///         // it is a savings account
    ///         # drop(savings);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn downcast<C: Class>(&self) -> Result<Option<C>> {
        let is_one = self.is_instance(Call::path(C::PATH)).call()?;
        Ok(is_one.then(|| C::from(self.clone())))
    }
}

impl Exception {
    /// Whether it is an instance of a generated class, as an `except` clause would see it. Python is not asked.
    ///
    /// ```
    /// use snakebridge_core::{Exception, PythonException};
    /// fn is_worth_another_try<Timeout: PythonException>(exception: &Exception) -> bool {
    ///     exception.is::<Timeout>()
    /// }
    /// ```
    #[must_use]
    pub fn is<E: PythonException>(&self) -> bool {
        self.is_instance(E::QUALIFIED)
    }
}

impl Error {
    /// Whether Python raised an instance of a generated class of exceptions. Python is not asked.
    ///
    /// ```
    /// use snakebridge_core::{Call, PythonException, Result};
    /// fn fetch<Timeout: PythonException>(call: &Call<String>) -> Result<Option<String>> {
    ///     match call.call() {
    ///         Err(error) if error.is::<Timeout>() => Ok(None),
    ///         other => other.map(Some),
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn is<E: PythonException>(&self) -> bool {
        self.exception().is_some_and(Exception::is::<E>)
    }

    /// The live exception as an instance of a generated class, if it is one.
    ///
    /// ```
    /// use snakebridge_core::{Error, PythonException};
    /// fn details<HTTPError: PythonException>(error: &Error) -> Option<HTTPError> {
    ///     error.downcast::<HTTPError>()
    /// }
    /// ```
    #[must_use]
    pub fn downcast<E: PythonException>(&self) -> Option<E> {
        let exception = self.exception().filter(|exception| exception.is::<E>())?;
        exception.object.clone().map(E::from)
    }
}

/// The member of the enum `class` that a value is, and its name; a combination of flags may have none.
///
/// # Errors
/// When it is no member of this enum, or could not be asked.
#[doc(hidden)]
pub fn member_of(value: Value, class: &'static str) -> Result<(Object, Option<String>), ConversionError> {
    let Value::Object(object) = value else { return Err(ConversionError::new(class, &value)) };
    if object.type_name() != class {
        return Err(ConversionError::because(class, object.type_name()));
    }
    // `name` may be a member, or a property of the class's own.
    let name = object.attr("_name_").get::<Option<String>>();
    let name =
        name.map_err(|error| ConversionError::because(class, format!("{} ({error})", object.type_name())))?;
    Ok((object, name))
}
