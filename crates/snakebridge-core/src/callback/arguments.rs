//! [`Arguments`]: what Python called a callback with.

use crate::{Error, FromPy, Name, Result, Value};

/// What Python called a callback with. Reading an argument takes it out, so that [`reject_others`](Self::reject_others) knows what was
/// not expected.
///
/// ```
/// use snakebridge_core::{Arguments, Value};
/// let mut given = Arguments::new(vec![Value::from(1)], vec![("name".to_owned(), Value::from("x"))]);
/// assert_eq!(given.get::<i64>(0)?, 1);
/// assert_eq!(given.optional::<i64>(1)?, None);
/// assert_eq!(given.keyword::<String>("name")?.as_deref(), Some("x"));
/// given.reject_others()?;
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Arguments {
    /// By position. If the callback has [parameters](crate::About::parameters), one for each of them.
    pub positional: Vec<Value>,
    /// By keyword, in order.
    pub keyword: Vec<(String, Value)>,
    /// Whose arguments these are.
    function: Name,
    /// How many positional ones have been read.
    read: usize,
}

impl Arguments {
    /// For engines: the arguments of one call.
    ///
    /// ```
    /// use snakebridge_core::Arguments;
    /// let mut given = Arguments::new(vec![1.into()], vec![("name".to_owned(), "x".into())]);
    /// assert_eq!((given.positional.len(), given.keyword.len()), (1, 1));
    /// ```
    #[must_use]
    pub fn new(positional: Vec<Value>, keyword: Vec<(String, Value)>) -> Self {
        Self { positional, keyword, ..Self::default() }
    }

    /// The positional argument at an index from 0.
    ///
    /// # Errors
    /// Python's `TypeError` if it is missing, [`Error::Conversion`] if it is no `T`; either names it.
    ///
    /// ```
    /// use snakebridge_core::Arguments;
    /// let mut given = Arguments::new(vec![1.into()], vec![]);
    /// assert_eq!(given.get::<i64>(0)?, 1);
    /// assert!(given.get::<i64>(1).unwrap_err().to_string().contains("argument"));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn get<T: FromPy>(&mut self, index: usize) -> Result<T> {
        match self.optional(index)? {
            Some(argument) => Ok(argument),
            None => Err(self.refuse(format_args!("missing positional argument {}", index + 1))),
        }
    }

    /// The positional argument at an index from 0, if it was given.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is no `T`.
    ///
    /// ```
    /// use snakebridge_core::Arguments;
    /// let mut given = Arguments::new(vec![1.into()], vec![]);
    /// assert_eq!((given.optional::<i64>(0)?, given.optional::<i64>(1)?), (Some(1), None));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn optional<T: FromPy>(&mut self, index: usize) -> Result<Option<T>> {
        let Some(argument) = self.positional.get_mut(index) else { return Ok(None) };
        self.read = self.read.max(index + 1);
        read(std::mem::replace(argument, Value::None), index + 1, &self.function).map(Some)
    }

    /// The positional arguments that follow those read so far.
    ///
    /// # Errors
    /// [`Error::Conversion`] if one is no `T`.
    ///
    /// ```
    /// use snakebridge_core::{Arguments, Value};
    /// let mut given = Arguments::new(vec![Value::from("a"), Value::from(1), Value::from(2)], vec![]);
    /// assert_eq!(given.get::<String>(0)?, "a");
    /// assert_eq!(given.rest::<i64>()?, [1, 2]);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn rest<T: FromPy>(&mut self) -> Result<Vec<T>> {
        (self.read..self.positional.len()).map(|index| self.get(index)).collect()
    }

    /// The keyword argument of this name, if it was given.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is no `T`.
    ///
    /// ```
    /// use snakebridge_core::Arguments;
    /// let mut given = Arguments::new(vec![], vec![("deep".to_owned(), true.into())]);
    /// assert!(given.keyword("deep")?.unwrap_or(false));
    /// assert_eq!(given.keyword::<i64>("depth")?, None);
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn keyword<T: FromPy>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(at) = self.keyword.iter().position(|(given, _)| given == name) else { return Ok(None) };
        let (_, value) = self.keyword.remove(at);
        let of = || format!("argument `{name}` of `{}`", self.function);
        T::from_value(value).map(Some).map_err(|error| error.of(of()).into())
    }

    /// The argument that Python may give by position or by keyword, if it was given.
    ///
    /// # Errors
    /// [`Error::Conversion`] if it is no `T`, Python's `TypeError` if it was given twice.
    ///
    /// ```
    /// use snakebridge_core::{Arguments, Value};
    /// let mut given = Arguments::new(vec![], vec![("x".to_owned(), Value::from(1))]);
    /// assert_eq!(given.either::<i64>(0, "x")?, Some(1));
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn either<T: FromPy>(&mut self, index: usize, name: &str) -> Result<Option<T>> {
        if index >= self.positional.len() {
            return self.keyword(name);
        }
        if self.keyword.iter().any(|(given, _)| given == name) {
            return Err(self.refuse(format_args!("got multiple values for argument '{name}'")));
        }
        self.optional(index)
    }

    /// Refuses arguments that were not read.
    ///
    /// # Errors
    /// Python's `TypeError` if there are any.
    ///
    /// ```
    /// use snakebridge_core::Arguments;
    /// let mut given = Arguments::new(vec![1.into(), 2.into()], vec![]);
    /// given.get::<i64>(0)?;
    /// assert!(given.reject_others().is_err());
    /// given.get::<i64>(1)?;
    /// given.reject_others()?;
    /// # Ok::<(), snakebridge_core::Error>(())
    /// ```
    pub fn reject_others(&self) -> Result<()> {
        self.reject_keywords()?;
        if self.positional.len() > self.read { Err(self.wrong_number(self.read)) } else { Ok(()) }
    }

    fn reject_keywords(&self) -> Result<()> {
        match self.keyword.first() {
            Some((name, _)) => Err(self.refuse(format_args!("got an unexpected keyword argument '{name}'"))),
            None => Ok(()),
        }
    }

    /// The positional arguments, if there are just so many and no others.
    pub(super) fn exactly<const COUNT: usize>(mut self) -> Result<[Value; COUNT]> {
        self.reject_keywords()?;
        let positional = std::mem::take(&mut self.positional);
        <[Value; COUNT]>::try_from(positional).map_err(|positional| {
            self.positional = positional;
            self.wrong_number(COUNT)
        })
    }

    pub(super) fn function(&self) -> &Name {
        &self.function
    }

    pub(super) fn of_function(mut self, name: &Name) -> Self {
        self.function = name.clone();
        self
    }

    fn wrong_number(&self, takes: usize) -> Error {
        let given = self.positional.len();
        let plural = if takes == 1 { "" } else { "s" };
        let were = if given == 1 { "was" } else { "were" };
        self.refuse(format_args!("takes {takes} positional argument{plural} but {given} {were} given"))
    }

    fn refuse(&self, why: std::fmt::Arguments<'_>) -> Error {
        Error::raise_new("builtins.TypeError", format!("{}() {why}", self.function))
    }
}

/// Reads an argument; a refusal says which it is, counted from 1.
pub(super) fn read<T: FromPy>(value: Value, number: usize, function: &str) -> Result<T> {
    T::from_value(value).map_err(|error| error.of(format!("argument {number} of `{function}`")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(positional: &[i64], keyword: &[&str]) -> Arguments {
        let keyword = keyword.iter().map(|name| ((*name).to_owned(), Value::from(0))).collect();
        Arguments::new(positional.iter().map(|&i| Value::Int(i)).collect(), keyword).of_function(&"f".into())
    }

    #[test]
    fn what_was_not_read_is_refused() {
        let refused = |result: Result<()>| result.unwrap_err().to_string();
        given(&[], &[]).reject_others().unwrap();
        let one = refused(given(&[1], &[]).reject_others());
        assert!(one.contains("takes 0 positional arguments but 1 was given"), "{one}");
        let mut some = given(&[1, 2, 3], &["x"]);
        some.get::<i64>(1).unwrap();
        assert!(refused(some.reject_others()).contains("unexpected keyword argument 'x'"));
        some.keyword::<i64>("x").unwrap();
        assert!(refused(some.reject_others()).contains("takes 2 positional arguments but 3 were given"));
        assert_eq!(some.rest::<i64>().unwrap(), [3]);
        some.reject_others().unwrap();
    }

    #[test]
    fn a_missing_or_wrong_argument_is_named() {
        let missing = given(&[1], &[]).get::<i64>(1).unwrap_err();
        let text = missing.to_string();
        assert!(
            matches!(missing, Error::Raise(_)) && text.contains("f() missing positional argument 2"),
            "{text}"
        );
        let twice = given(&[1], &["x"]).either::<i64>(0, "x").unwrap_err().to_string();
        assert!(twice.contains("multiple values for argument 'x'"), "{twice}");
        let wrong = given(&[1], &["x"]).keyword::<String>("x").unwrap_err().to_string();
        assert_eq!(wrong, "expected `str`, found `int` in argument `x` of `f`");
    }
}
