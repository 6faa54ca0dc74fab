//! [`Expr`]: everything a host can ask of Python, as six nodes.

use crate::{Object, Value};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write as _};

/// A Python name or dotted path; borrowed where a program spells it out.
pub type Name = Cow<'static, str>;

/// One question to Python. A function, a constant, a method, an index, a constructor or a whole chain of them is one
/// expression and so one round trip.
///
/// ```
/// use snakebridge_core::{Call, Expr};
/// let expr = Call::to("pathlib.Path").arg("/tmp").attr("name").into_expr().unwrap();
/// assert_eq!(expr.to_string(), r#"pathlib.Path("/tmp").name"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Import the first name, then take attributes, or submodules where there is no such attribute.
    Path(Name),
    /// A live object.
    Object(Object),
    /// A literal.
    Value(Value),
    /// `e.name`
    Attr(Box<Expr>, Name),
    /// `e[key]`
    Item(Box<(Expr, Expr)>),
    /// `e(*args, **kwargs)`
    Call(Box<CallExpr>),
}

/// The parts of a call; see [`Expr::Call`].
#[derive(Debug, Clone, PartialEq)]
pub struct CallExpr {
    /// What is called.
    pub callee: Expr,
    /// Positional arguments.
    pub args: Vec<Expr>,
    /// Keyword arguments, in order.
    pub kwargs: Vec<(Name, Expr)>,
}

impl Expr {
    /// A call without arguments.
    #[must_use]
    pub fn call(callee: Expr) -> Self {
        Self::Call(Box::new(CallExpr { callee, args: Vec::new(), kwargs: Vec::new() }))
    }

    /// The first live object in it, if any: it decides the session that evaluates the expression.
    #[must_use]
    pub fn first_object(&self) -> Option<&Object> {
        match self {
            Self::Path(_) => None,
            Self::Object(object) => Some(object),
            Self::Value(value) => first_object_of(value),
            Self::Attr(of, _) => of.first_object(),
            Self::Item(both) => both.0.first_object().or_else(|| both.1.first_object()),
            Self::Call(call) => call
                .callee
                .first_object()
                .or_else(|| call.args.iter().find_map(Expr::first_object))
                .or_else(|| call.kwargs.iter().find_map(|(_, value)| value.first_object())),
        }
    }
}

fn first_object_of(value: &Value) -> Option<&Object> {
    match value {
        Value::Object(object) => Some(object),
        Value::Expr(expr) => expr.first_object(),
        Value::List(items) | Value::Tuple(items) | Value::Set(items) | Value::FrozenSet(items) => {
            items.iter().find_map(first_object_of)
        }
        Value::Dict(items) => {
            items.iter().find_map(|(key, value)| first_object_of(key).or_else(|| first_object_of(value)))
        }
        _ => None,
    }
}

impl From<Value> for Expr {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(object) => Self::Object(object),
            Value::Expr(expr) => *expr,
            other => Self::Value(other),
        }
    }
}

/// As Python would be written, shortened: for messages, not for evaluation.
impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write_expr(self, &mut Budget { text: &mut text, left: 160 })?;
        f.write_str(&text)
    }
}

/// Text with a bounded length, so that a message about a million floats stays a message.
struct Budget<'a> {
    text: &'a mut String,
    left: usize,
}

impl fmt::Write for Budget<'_> {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        if self.left == 0 {
            return Ok(());
        }
        let taken: String = s.chars().take(self.left).collect();
        self.left -= taken.chars().count();
        self.text.push_str(&taken);
        if self.left == 0 {
            self.text.push('…');
        }
        Ok(())
    }
}

fn write_expr(expr: &Expr, out: &mut Budget<'_>) -> fmt::Result {
    if out.left == 0 {
        return Ok(());
    }
    match expr {
        Expr::Path(path) => out.write_str(path),
        Expr::Object(object) => write!(out, "{object:?}"),
        Expr::Value(value) => write_value(value, out),
        Expr::Attr(of, name) => {
            write_expr(of, out)?;
            write!(out, ".{name}")
        }
        Expr::Item(both) => {
            write_expr(&both.0, out)?;
            out.write_char('[')?;
            write_expr(&both.1, out)?;
            out.write_char(']')
        }
        Expr::Call(call) => {
            write_expr(&call.callee, out)?;
            out.write_char('(')?;
            for (position, arg) in call.args.iter().enumerate() {
                separate(position, out)?;
                write_expr(arg, out)?;
            }
            for (position, (name, value)) in call.kwargs.iter().enumerate() {
                separate(call.args.len() + position, out)?;
                write!(out, "{name}=")?;
                write_expr(value, out)?;
            }
            out.write_char(')')
        }
    }
}

fn write_value(value: &Value, out: &mut Budget<'_>) -> fmt::Result {
    match value {
        Value::None => out.write_str("None"),
        Value::Bool(true) => out.write_str("True"),
        Value::Bool(false) => out.write_str("False"),
        Value::Int(int) => write!(out, "{int}"),
        Value::BigInt(int) if int.bits() > 256 => write!(out, "<int of {} bits>", int.bits()),
        Value::BigInt(int) => write!(out, "{int}"),
        Value::Float(float) => write!(out, "{float:?}"),
        Value::Complex(complex) => write!(out, "complex({:?}, {:?})", complex.re, complex.im),
        Value::Str(text) => {
            let head: String = text.chars().take(out.left).collect();
            write!(out, "{head:?}")
        }
        Value::Wtf8(bytes) | Value::Bytes(bytes) | Value::ByteArray(bytes) => {
            write!(out, "<{} of {} bytes>", value.type_name(), bytes.len())
        }
        Value::List(items) => write_items("[", items, "]", out),
        Value::Tuple(items) if items.len() == 1 => write_items("(", items, ",)", out),
        Value::Tuple(items) => write_items("(", items, ")", out),
        Value::Set(items) => write_items("{", items, "}", out),
        Value::FrozenSet(items) => write_items("frozenset({", items, "})", out),
        Value::Dict(items) => {
            out.write_char('{')?;
            for (position, (key, value)) in items.iter().take(out.left).enumerate() {
                separate(position, out)?;
                write_value(key, out)?;
                out.write_str(": ")?;
                write_value(value, out)?;
            }
            out.write_char('}')
        }
        Value::Array(array) => write!(out, "<array {} {:?}>", array.dtype(), array.shape()),
        Value::Object(object) => write!(out, "{object:?}"),
        Value::Expr(expr) => write_expr(expr, out),
    }
}

fn write_items(open: &str, items: &[Value], close: &str, out: &mut Budget<'_>) -> fmt::Result {
    out.write_str(open)?;
    for (position, item) in items.iter().take(out.left).enumerate() {
        separate(position, out)?;
        write_value(item, out)?;
    }
    out.write_str(close)
}

fn separate(position: usize, out: &mut Budget<'_>) -> fmt::Result {
    if position == 0 { Ok(()) } else { out.write_str(", ") }
}
