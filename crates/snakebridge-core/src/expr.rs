//! [`Expr`]: everything a host can ask of Python, as six nodes.

use crate::{Fraction, Object, Value};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write as _};

/// A Python name or dotted path; borrowed where a program spells it out.
///
/// ```
/// use snakebridge_core::{Call, Name};
/// let column: Name = format!("column_{}", 3).into();
/// let call = Call::path("dataset").attr(column).attr("mean");
/// ```
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
///
/// ```
/// use snakebridge_core::{Call, Expr};
/// let Expr::Call(call) = Call::to("math.pow").arg(2.0).arg(3.0).into_expr()? else { unreachable!() };
/// assert_eq!((call.callee.to_string(), call.args.len()), ("math.pow".to_owned(), 2));
/// # Ok::<(), snakebridge_core::Error>(())
/// ```
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
    ///
    /// ```
    /// use snakebridge_core::Expr;
    /// assert_eq!(Expr::call(Expr::Path("os.getpid".into())).to_string(), "os.getpid()");
    /// ```
    #[must_use]
    pub fn call(callee: Expr) -> Self {
        Self::Call(Box::new(CallExpr { callee, args: Vec::new(), kwargs: Vec::new() }))
    }

    /// The dotted path that it goes out from, or the type of the object.
    pub(crate) fn root(&self) -> Option<&str> {
        let mut expr = self;
        loop {
            expr = match expr {
                Self::Path(path) => return Some(path),
                Self::Object(object) => return Some(object.type_name()),
                Self::Value(_) => return None,
                Self::Attr(of, _) => of,
                Self::Item(both) => &both.0,
                Self::Call(call) => &call.callee,
            }
        }
    }

    /// The first live object in it, if any: it decides the session that evaluates the expression.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let list = Call::to("builtins.list").arg([1, 2]).object()?;
    /// let expr = Call::to("builtins.sum").arg(&list).into_expr()?;
    /// assert_eq!(expr.first_object(), Some(&list));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn first_object(&self) -> Option<&Object> {
        // What is written first, in all but a few.
        let mut first = self;
        loop {
            first = match first {
                Self::Object(object) => return Some(object),
                Self::Path(_) | Self::Value(_) => break,
                Self::Attr(of, _) => of,
                Self::Item(both) => &both.0,
                Self::Call(call) => &call.callee,
            }
        }
        // Programs can nest expressions deeper than a stack goes.
        let mut ahead = vec![Part::Expr(self)];
        while let Some(part) = ahead.pop() {
            match part {
                Part::Expr(Self::Object(object)) | Part::Value(Value::Object(object)) => return Some(object),
                Part::Expr(expr) => expr.push_parts(&mut ahead),
                Part::Value(value) => push_parts_of_value(value, &mut ahead),
            }
        }
        None
    }

    /// Puts what may hold objects on the stack, so that what is written first is on top.
    fn push_parts<'a>(&'a self, ahead: &mut Vec<Part<'a>>) {
        match self {
            Self::Path(_) | Self::Object(_) => {}
            Self::Value(value) => ahead.extend(Part::of_value(value)),
            Self::Attr(of, _) => ahead.extend(Part::of_expr(of)),
            Self::Item(both) => {
                ahead.extend([&both.1, &both.0].into_iter().filter_map(Part::of_expr));
            }
            Self::Call(call) => {
                ahead.extend(call.kwargs.iter().rev().filter_map(|(_, value)| Part::of_expr(value)));
                ahead.extend(call.args.iter().rev().chain([&call.callee]).filter_map(Part::of_expr));
            }
        }
    }
}

/// A part of an expression that may hold objects.
enum Part<'a> {
    Expr(&'a Expr),
    Value(&'a Value),
}

impl<'a> Part<'a> {
    fn of_expr(expr: &'a Expr) -> Option<Self> {
        match expr {
            Expr::Path(_) => None,
            Expr::Value(value) => Self::of_value(value),
            other => Some(Self::Expr(other)),
        }
    }

    fn of_value(value: &'a Value) -> Option<Self> {
        use Value::{Dict, Expr as Unevaluated, FrozenSet, List, Object, Set, Tuple};
        let may_hold = matches!(
            value,
            List(_) | Tuple(_) | Set(_) | FrozenSet(_) | Dict(_) | Object(_) | Unevaluated(_)
        );
        may_hold.then_some(Self::Value(value))
    }
}

fn push_parts_of_value<'a>(value: &'a Value, ahead: &mut Vec<Part<'a>>) {
    match value {
        Value::Expr(expr) => ahead.extend(Part::of_expr(expr)),
        Value::List(items) | Value::Tuple(items) | Value::Set(items) | Value::FrozenSet(items) => {
            ahead.extend(items.iter().rev().filter_map(Part::of_value));
        }
        Value::Dict(items) => {
            let flat = items.iter().rev().flat_map(|(key, value)| [value, key]);
            ahead.extend(flat.filter_map(Part::of_value));
        }
        _ => {}
    }
}

/// Drops the parts one after the other: nested ones would be dropped by recursion, and programs can nest deeper than a stack goes.
impl Drop for CallExpr {
    fn drop(&mut self) {
        let mut left = Vec::new();
        self.take_parts(&mut left);
        while let Some(expr) = left.pop() {
            match expr {
                Expr::Path(_) | Expr::Object(_) => {}
                Expr::Value(Value::Expr(inner)) => left.push(*inner),
                Expr::Value(value) => drop(value),
                Expr::Attr(of, _) => left.push(*of),
                Expr::Item(both) => left.extend([both.0, both.1]),
                Expr::Call(mut call) => call.take_parts(&mut left),
            }
        }
    }
}

impl CallExpr {
    /// Moves out whatever has parts of its own.
    fn take_parts(&mut self, left: &mut Vec<Expr>) {
        let nested = |expr: &Expr| matches!(expr, Expr::Attr(..) | Expr::Item(_) | Expr::Call(_));
        let values = self.kwargs.iter_mut().map(|(_, value)| value);
        for expr in values.chain(&mut self.args).chain([&mut self.callee]) {
            if nested(expr) {
                left.push(std::mem::replace(expr, Expr::Path(Name::Borrowed(""))));
            }
        }
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
        Value::DateTime(datetime) => write!(out, "<datetime {datetime}>"),
        Value::Date(date) => write!(out, "<date {date}>"),
        Value::Time(time) => write!(out, "<time {time}>"),
        Value::Delta(delta) => write!(out, "<timedelta {delta}>"),
        Value::Decimal(decimal) => write!(out, "<Decimal {decimal}>"),
        Value::Fraction(fraction) => write_fraction(fraction, out),
        Value::Uuid(uuid) => write!(out, "<UUID {uuid}>"),
        Value::Array(array) => write!(out, "<array {} {:?}>", array.dtype(), array.shape()),
        Value::Object(object) => write!(out, "{object:?}"),
        Value::Callback(callback) => write!(out, "{callback:?}"),
        Value::Native(native) => write!(out, "{native:?}"),
        Value::Expr(expr) => write_expr(expr, out),
    }
}

fn write_fraction(fraction: &Fraction, out: &mut Budget<'_>) -> fmt::Result {
    let bits = fraction.numerator().bits() + fraction.denominator().bits();
    if bits > 256 { write!(out, "<Fraction of {bits} bits>") } else { write!(out, "<Fraction {fraction}>") }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Call;

    #[test]
    fn deep_expressions_are_walked_and_dropped_without_recursion() {
        let mut call = Call::of(-5);
        for _ in 0..100_000 {
            call = Call::to("builtins.abs").arg(call).attr("real");
        }
        let expr = call.into_expr().unwrap();
        assert!(expr.first_object().is_none());
        drop(Expr::call(expr));
    }

    #[test]
    fn an_expression_is_shown_shortened() {
        let call = Call::to("f").arg(vec![0; 1000]).kwarg("name", "x").into_expr().unwrap();
        let shown = call.to_string();
        assert!(
            shown.starts_with("f([0, 0, 0") && shown.ends_with('…') && shown.chars().count() == 161,
            "{shown}"
        );
    }
}
