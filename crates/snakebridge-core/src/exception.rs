//! [`Exception`]: what Python raised.

use crate::{Hint, Object, Value};
use std::fmt::{self, Display, Formatter};

/// An exception that Python raised: a copy of all there is to read of it, and the live object.
///
/// ```no_run
/// use snakebridge_core::Call;
/// # fn main() -> snakebridge_core::Result<()> {
/// let error = Call::to("json.loads").arg("{").run().unwrap_err();
/// let exception = error.exception().unwrap();
/// assert_eq!(exception.type_name, "json.decoder.JSONDecodeError");
/// let column: u32 = exception.object.as_ref().unwrap().attr("colno").get()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Exception {
    /// Qualified name of its type: `builtins.KeyError`, `requests.exceptions.Timeout`.
    pub type_name: String,
    /// Qualified names of the type and its bases in method resolution order, without `object`.
    pub bases: Vec<String>,
    /// `str(exception)`.
    pub message: String,
    /// `exception.args`.
    pub args: Vec<Value>,
    /// The traceback, outermost frame first.
    pub frames: Vec<Frame>,
    /// `__cause__`: from `raise .. from ..`.
    pub cause: Option<Box<Exception>>,
    /// `__context__`: what was being handled when this was raised.
    pub context: Option<Box<Exception>>,
    /// Whether `raise .. from ..` hides the context.
    pub suppress_context: bool,
    /// `__notes__` (PEP 678).
    pub notes: Vec<String>,
    /// Members of an exception group (PEP 654).
    pub group: Vec<Exception>,
    /// The exception itself.
    pub object: Option<Object>,
    /// What may help.
    pub hints: Vec<Hint>,
    /// The expression that raised it, shortened.
    pub expression: String,
}

/// One frame of a traceback.
///
/// ```no_run
/// use snakebridge_core::Call;
/// let error = Call::to("json.loads").arg("{").run().unwrap_err();
/// for frame in &error.exception().unwrap().frames {
///     println!("{}:{} in {}", frame.file, frame.line, frame.function);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// File name as Python knows it.
    pub file: String,
    /// Line number, from 1.
    pub line: u32,
    /// Name of the function.
    pub function: String,
    /// The source line, stripped, where it can be had.
    pub source: Option<String>,
}

impl Exception {
    /// An exception of which only type and message are known.
    ///
    /// ```
    /// use snakebridge_core::Exception;
    /// assert_eq!(Exception::new("builtins.ValueError", "too large").to_string(), "ValueError: too large");
    /// ```
    #[must_use]
    pub fn new(type_name: impl Into<String>, message: impl Into<String>) -> Self {
        let type_name = type_name.into();
        Self {
            bases: vec![type_name.clone()],
            type_name,
            message: message.into(),
            args: Vec::new(),
            frames: Vec::new(),
            cause: None,
            context: None,
            suppress_context: false,
            notes: Vec::new(),
            group: Vec::new(),
            object: None,
            hints: Vec::new(),
            expression: String::new(),
        }
    }

    /// Whether it is an instance of a class, as an `except` clause would see it. A name without a dot stands for a builtin.
    ///
    /// ```
    /// use snakebridge_core::Exception;
    /// let mut error = Exception::new("builtins.KeyError", "'a'");
    /// error.bases.push("builtins.LookupError".to_owned());
    /// assert!(error.is_instance("LookupError"));
    /// assert!(!error.is_instance("ValueError"));
    /// ```
    #[must_use]
    pub fn is_instance(&self, class: &str) -> bool {
        self.bases.iter().any(|base| base == class || base.strip_prefix("builtins.") == Some(class))
    }

    /// The type as Python prints it: builtins without their module.
    ///
    /// ```
    /// use snakebridge_core::Exception;
    /// assert_eq!(Exception::new("builtins.KeyError", "").short_type_name(), "KeyError");
    /// assert_eq!(Exception::new("zlib.error", "").short_type_name(), "zlib.error");
    /// ```
    #[must_use]
    pub fn short_type_name(&self) -> &str {
        self.type_name.strip_prefix("builtins.").unwrap_or(&self.type_name)
    }

    /// Everything worth showing to a person: frames, message, notes, causes and hints, in the manner of Python's own traceback.
    ///
    /// ```
    /// use snakebridge_core::Exception;
    /// let mut error = Exception::new("builtins.ValueError", "too large");
    /// error.notes.push("while reading row 7".to_owned());
    /// assert_eq!(error.traceback(), "Traceback (most recent call last):\nValueError: too large\nwhile reading row 7\n");
    /// ```
    #[must_use]
    pub fn traceback(&self) -> String {
        let mut text = String::new();
        write_traceback(self, &mut text, 0).expect("writing to a string does not fail");
        text
    }
}

/// One line: type, message, hints. [`Exception::traceback`] has it all.
impl Display for Exception {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_headline(self, f)?;
        self.hints.iter().try_for_each(|hint| write!(f, "; {hint}"))
    }
}

fn write_headline(exception: &Exception, out: &mut impl fmt::Write) -> fmt::Result {
    out.write_str(exception.short_type_name())?;
    if exception.message.is_empty() { Ok(()) } else { write!(out, ": {}", exception.message) }
}

fn write_traceback(exception: &Exception, out: &mut String, depth: usize) -> fmt::Result {
    use fmt::Write;
    if depth > 32 {
        return Ok(());
    }
    if let Some(cause) = &exception.cause {
        write_traceback(cause, out, depth + 1)?;
        out.push_str("\nThe above exception was the direct cause of the following exception:\n\n");
    } else if let (Some(context), false) = (&exception.context, exception.suppress_context) {
        write_traceback(context, out, depth + 1)?;
        out.push_str("\nDuring handling of the above exception, another exception occurred:\n\n");
    }
    out.push_str("Traceback (most recent call last):\n");
    if !exception.expression.is_empty() {
        writeln!(out, "  In the call\n    {}", exception.expression)?;
    }
    for frame in &exception.frames {
        writeln!(out, "  File \"{}\", line {}, in {}", frame.file, frame.line, frame.function)?;
        if let Some(source) = &frame.source {
            writeln!(out, "    {source}")?;
        }
    }
    write_headline(exception, out)?;
    out.push('\n');
    for note in &exception.notes {
        writeln!(out, "{note}")?;
    }
    for (position, member) in exception.group.iter().enumerate() {
        let mut inner = String::new();
        write_traceback(member, &mut inner, depth + 1)?;
        writeln!(out, "  +---- {} ----", position + 1)?;
        inner.lines().try_for_each(|line| writeln!(out, "  | {line}"))?;
    }
    exception.hints.iter().try_for_each(|hint| writeln!(out, "hint: {hint}"))
}
