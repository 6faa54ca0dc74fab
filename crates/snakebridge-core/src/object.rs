//! [`Object`]: the handle of a live Python object.

use crate::engine::{ObjectId, Owner, Plain};
use crate::telemetry::{LiveObject, observe};
use crate::terms::{Goal, Terms};
use crate::{Call, Error, Expr, FromPy, Name, Result, Stream, ToPy, Value, Want};
use std::fmt::{self, Debug, Display, Formatter};
use std::sync::Arc;

/// A live Python object. Cloning shares it; when the last clone is dropped, Python may free it.
///
/// `Display` is Python's `str()`, and so a round trip; `Debug` never asks Python. Two handles are equal if they stand for
/// the same object (Python's `is`).
///
/// ```no_run
/// # use snakebridge_core::{Call, Object};
/// # fn main() -> snakebridge_core::Result<()> {
/// let path: Object = Call::to("pathlib.Path").arg("/tmp/a.txt").object()?;
/// let suffix: String = path.attr("suffix").get()?;
/// let parent = path.attr("parent").object()?;
/// let sibling = (&parent / "b.txt").object()?; // Python's `/`, and so for other operators
/// println!("{parent} {sibling}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Object(Arc<Live>);

struct Live {
    id: ObjectId,
    type_name: Arc<str>,
    owner: Arc<Owner>,
    _counted: LiveObject,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.owner.interpreter().release(self.id);
    }
}

impl Object {
    /// For engines: the handle of an object that `owner`'s interpreter counted once for it.
    ///
    /// ```
    /// use snakebridge_core::{Object, engine::{ObjectId, Owner}};
    /// fn counter(id: u64, owner: &std::sync::Arc<Owner>) -> Object {
    ///     Object::adopt(ObjectId(id), "collections.Counter".into(), owner)
    /// }
    /// ```
    #[must_use]
    pub fn adopt(id: ObjectId, type_name: Arc<str>, owner: &Arc<Owner>) -> Self {
        Self(Arc::new(Live { id, type_name, owner: Arc::clone(owner), _counted: LiveObject::begin() }))
    }

    /// For engines: the id under which `owner`'s interpreter knows it.
    ///
    /// # Errors
    /// [`Error::CrossSession`] or [`Error::SessionLost`] if the object lives elsewhere, or nowhere any more.
    ///
    /// ```
    /// use snakebridge_core::{Object, Result, engine::Owner};
    /// fn number(object: &Object, owner: &std::sync::Arc<Owner>) -> Result<u64> {
    ///     object.id_in(owner).map(|id| id.0)
    /// }
    /// ```
    pub fn id_in(&self, owner: &Arc<Owner>) -> Result<ObjectId> {
        if Arc::ptr_eq(&self.0.owner, owner) {
            return Ok(self.0.id);
        }
        self.0.owner.check()?;
        Err(Error::CrossSession { object: format!("{self:?}") })
    }

    pub(crate) fn owner(&self) -> &Arc<Owner> {
        &self.0.owner
    }

    /// Qualified name of its type, known without asking Python.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// assert_eq!(Call::to("datetime.date.today").object()?.type_name(), "datetime.date");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn type_name(&self) -> &str {
        &self.0.type_name
    }

    /// An attribute, not yet read.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let path = Call::to("pathlib.Path").arg("/tmp/a.txt").object()?;
    /// let stem: String = path.attr("stem").get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn attr(&self, name: impl Into<Name>) -> Call {
        match name.into() {
            Name::Borrowed(name) => Call::of_plain(Plain::member(self, name)),
            name => self.to_call().attr(name),
        }
    }

    /// A call of a method, not yet made.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let list = Call::to("builtins.list").arg([2, 1]).object()?;
    /// list.method("sort").kwarg("reverse", true).run()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn method(&self, name: impl Into<Name>) -> Call {
        self.attr(name).invoke()
    }

    /// An item, `x[key]`, not yet read.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let list = Call::to("builtins.list").arg([2, 1]).object()?;
    /// let first: i64 = list.item(0).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn item(&self, key: impl ToPy) -> Call {
        self.to_call().item(key)
    }

    /// A call of the object itself, not yet made.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let sqrt = Call::path("math.sqrt").object()?;
    /// let root: f64 = sqrt.invoke().arg(2.0).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn invoke(&self) -> Call {
        self.to_call().invoke()
    }

    /// The object as an expression to build upon.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let list = Call::to("builtins.list").arg([2, 1]).object()?;
    /// let last: i64 = list.to_call().item(-1).get()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_call(&self) -> Call {
        Call::expression(Expr::Object(self.clone()))
    }

    /// Reads the object itself as a `T`.
    ///
    /// # Errors
    /// When the object is no `T`, or the session is lost.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let list = Call::to("builtins.list").arg([2, 1]).object()?;
    /// list.method("append").arg(3).run()?;
    /// assert_eq!(list.get::<Vec<i64>>()?, [2, 1, 3]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<T: FromPy>(&self) -> Result<T> {
        self.to_call().get()
    }

    /// What it iterates over, item by item; see [`Call::stream`].
    ///
    /// # Errors
    /// When it is not iterable, or the session is lost.
    ///
    /// ```no_run
    /// # use snakebridge_core::{Call, Object};
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let file: Object = Call::to("builtins.open").arg("data.csv").object()?;
    /// for line in file.stream::<String>()? {
    ///     println!("{}", line?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream<T: FromPy>(&self) -> Result<Stream<T>> {
        self.to_call().stream()
    }

    /// Python's `repr()`.
    ///
    /// # Errors
    /// When `repr()` raises, or the session is lost.
    ///
    /// ```no_run
    /// # use snakebridge_core::Call;
    /// # fn main() -> snakebridge_core::Result<()> {
    /// let text = Call::of("it's").object()?;
    /// assert_eq!(text.repr()?, r#""it's""#);
    /// # Ok(())
    /// # }
    /// ```
    pub fn repr(&self) -> Result<String> {
        Call::to("builtins.repr").arg(self).get()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id && Arc::ptr_eq(&self.0.owner, &other.0.owner)
    }
}

impl Eq for Object {}

impl std::hash::Hash for Object {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl Debug for Object {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "<{} object #{}>", self.type_name(), self.0.id.0)
    }
}

/// Python's `str()`: a round trip. If that fails, what is known without asking stands in, with the reason.
impl Display for Object {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let expr = Call::to("builtins.str").arg(self).into_expr();
        let ask = |expr: &Expr| self.0.owner.ask(expr, Goal::Evaluate(Want::Value), Terms::NONE);
        let text = expr.and_then(|expr| observe(&expr, || ask(&expr)));
        match text {
            Ok(Value::Str(text)) => f.pad(&text),
            Ok(Value::Wtf8(bytes)) => f.pad(&String::from_utf8_lossy(&bytes)),
            Ok(other) => write!(f, "<{} object; str() gave a {}>", self.type_name(), other.type_name()),
            Err(error) => write!(f, "<{} object; str() failed: {error}>", self.type_name()),
        }
    }
}
