//! [`Plain`]: a call of what a path of the program's own leads to, or of a member of an object, with few and small arguments. It is what most calls are, and the
//! first kind is built without memory of its own.

use crate::engine::Owner;
use crate::scalar::Scalar;
use crate::{CallExpr, Expr, Name, Object, Value};
use std::sync::Arc;

/// Arguments of a plain call.
const ARGUMENTS: usize = 4;
/// Those of them that have a keyword.
const KEYWORDS: usize = 2;
/// Text and bytes up to this size, which may be copied.
const SHORT: usize = 4096;

/// A call of what a path leads to, or the path itself; or a call of a member of an object, or the member. Path, member and keywords are written in the program; the
/// arguments are scalars and objects. Engines that can evaluate such at once do, see [`Interpreter::evaluate_plain`](crate::engine::Interpreter::evaluate_plain).
///
/// ```
/// use snakebridge_core::engine::{Plain, Scalar};
/// let mut call = Plain::call("math.isclose");
/// call.push(None, Scalar::Float(1.0)).unwrap();
/// call.push(None, Scalar::Float(1.1)).unwrap();
/// call.push(Some("rel_tol"), Scalar::Float(0.5)).unwrap();
/// assert_eq!(call.path(), "math.isclose");
/// assert_eq!((call.arguments().len(), call.keywords()), (3, &["rel_tol"][..]));
/// assert_eq!(call.to_expr().to_string(), "math.isclose(1.0, 1.1, rel_tol=0.5)");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Plain {
    path: &'static str, // of a member, its name
    /// Positional ones first.
    arguments: [Kept; ARGUMENTS],
    keywords: [&'static str; KEYWORDS],
    /// What takes memory. That it is apart, and an `Arc`, makes a call cheap to drop.
    more: Option<Arc<More>>,
    given: u8,
    by_keyword: u8,
    called: bool,
}

/// An argument, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kept {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    /// The number of one that takes memory.
    Large(u8),
}

#[derive(Debug, Clone, PartialEq, Default)]
struct More {
    /// Whose member it is.
    of: Option<Object>,
    large: Vec<Large>,
}

#[derive(Debug, Clone, PartialEq)]
enum Large {
    Str(String),
    Bytes(Vec<u8>),
    Object(Object),
}

impl Plain {
    /// What a path leads to, itself.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert!(!Plain::path_itself("math.pi").is_call());
    /// ```
    #[inline(always)]
    #[must_use]
    pub fn path_itself(path: &'static str) -> Self {
        Self {
            path,
            arguments: [Kept::None; ARGUMENTS],
            keywords: [""; KEYWORDS],
            more: None,
            given: 0,
            by_keyword: 0,
            called: false,
        }
    }

    /// An attribute of an object, itself.
    ///
    /// ```
    /// use snakebridge_core::{Object, engine::Plain};
    /// fn suffix(path: &Object) -> Plain {
    ///     Plain::member(path, "suffix")
    /// }
    /// ```
    #[must_use]
    pub fn member(of: &Object, name: &'static str) -> Self {
        let more = More { of: Some(of.clone()), large: Vec::new() };
        Self { more: Some(Arc::new(more)), ..Self::path_itself(name) }
    }

    /// A call without arguments so far.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert_eq!(Plain::call("os.getpid").to_expr().to_string(), "os.getpid()");
    /// ```
    #[inline(always)]
    #[must_use]
    pub fn call(path: &'static str) -> Self {
        Self { called: true, ..Self::path_itself(path) }
    }

    /// Makes it a call, if it is none yet: whether it was none.
    #[inline]
    pub(crate) fn invoke(&mut self) -> bool {
        !std::mem::replace(&mut self.called, true)
    }

    /// Adds an argument to a call, or makes it one.
    ///
    /// # Errors
    /// The argument, if there is no place for it: there are too many, or it is positional and would follow a keyword, or its keyword was given before.
    ///
    /// ```
    /// use snakebridge_core::engine::{Plain, Scalar};
    /// let mut call = Plain::call("builtins.int");
    /// assert!(call.push(None, Scalar::Str("ff")).is_ok());
    /// assert!(call.push(Some("base"), Scalar::Int(16)).is_ok());
    /// assert!(call.push(None, Scalar::Int(1)).is_err(), "it would follow a keyword");
    /// assert_eq!(call.to_expr().to_string(), r#"builtins.int("ff", base=16)"#);
    /// ```
    pub fn push<'a>(
        &mut self,
        keyword: Option<&'static str>,
        argument: Scalar<'a>,
    ) -> Result<(), Scalar<'a>> {
        if !self.has_place(keyword) {
            return Err(argument);
        }
        self.put(keyword, argument);
        Ok(())
    }

    /// Whether there is a place for one more argument.
    #[inline(always)]
    pub(crate) fn has_place(&self, keyword: Option<&'static str>) -> bool {
        let (given, by_keyword) = (usize::from(self.given), usize::from(self.by_keyword));
        given < ARGUMENTS
            && match keyword {
                None => by_keyword == 0,
                Some(keyword) => by_keyword < KEYWORDS && !self.keywords[..by_keyword].contains(&keyword),
            }
    }

    /// Adds an argument that there is a place for.
    #[inline(always)]
    pub(crate) fn put(&mut self, keyword: Option<&'static str>, argument: Scalar<'_>) {
        let kept = match argument {
            Scalar::None => Kept::None,
            Scalar::Bool(truth) => Kept::Bool(truth),
            Scalar::Int(number) => Kept::Int(number),
            Scalar::Float(number) => Kept::Float(number),
            Scalar::Str(text) => self.keep(Large::Str(text.to_owned())),
            Scalar::Bytes(bytes) => self.keep(Large::Bytes(bytes.to_vec())),
            Scalar::Object(object) => self.keep(Large::Object(object.clone())),
        };
        self.put_kept(keyword, kept);
    }

    #[inline(always)]
    fn put_kept(&mut self, keyword: Option<&'static str>, kept: Kept) {
        if let Some(keyword) = keyword {
            self.keywords[usize::from(self.by_keyword)] = keyword;
            self.by_keyword += 1;
        }
        self.called = true;
        self.arguments[usize::from(self.given)] = kept;
        self.given += 1;
    }

    #[inline(never)]
    fn keep(&mut self, argument: Large) -> Kept {
        let More { large, .. } = Arc::make_mut(self.more.get_or_insert_default());
        large.push(argument);
        Kept::Large(large.len() as u8 - 1)
    }

    /// Adds an argument, if it is one that a plain call can have.
    pub(crate) fn give(&mut self, name: Option<Name>, value: Value) -> Result<(), (Option<Name>, Value)> {
        let keyword = match name {
            None => None,
            Some(Name::Borrowed(keyword)) => Some(keyword),
            owned => return Err((owned, value)),
        };
        if !self.has_place(keyword) {
            return Err((keyword.map(Name::Borrowed), value));
        }
        let kept = match value {
            Value::None => Kept::None,
            Value::Bool(truth) => Kept::Bool(truth),
            Value::Int(number) => Kept::Int(number),
            Value::Float(number) => Kept::Float(number),
            Value::Str(text) if text.len() <= SHORT => self.keep(Large::Str(text)),
            Value::Bytes(bytes) if bytes.len() <= SHORT => self.keep(Large::Bytes(bytes)),
            Value::Object(object) => self.keep(Large::Object(object)),
            other => return Err((keyword.map(Name::Borrowed), other)),
        };
        self.put_kept(keyword, kept);
        Ok(())
    }

    /// The dotted path; of a member, its name.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert_eq!(Plain::call("os.getpid").path(), "os.getpid");
    /// ```
    #[inline]
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// The object whose member is meant, if it is one.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert!(Plain::call("os.getpid").of().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub fn of(&self) -> Option<&Object> {
        self.more.as_deref()?.of.as_ref()
    }

    /// The live objects in it, in the order in which they are written; the first decides the session.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert_eq!(Plain::call("os.getpid").objects().count(), 0);
    /// ```
    #[inline]
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        let more = self.more.as_deref().into_iter();
        more.flat_map(|more| {
            more.of.iter().chain(more.large.iter().filter_map(|large| match large {
                Large::Object(object) => Some(object),
                _ => None,
            }))
        })
    }

    /// Whether there may be objects in it, or anything else that takes memory.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert!(!Plain::call("os.getpid").has_memory());
    /// ```
    #[inline(always)]
    #[must_use]
    pub fn has_memory(&self) -> bool {
        self.more.is_some()
    }

    /// Whose objects are in it, if there are any.
    pub(crate) fn owner(&self) -> Option<&Arc<Owner>> {
        self.objects().next().map(Object::owner)
    }

    /// Whether all objects in it are of this owner.
    pub(crate) fn is_of(&self, owner: &Arc<Owner>) -> bool {
        self.objects().all(|object| Arc::ptr_eq(object.owner(), owner))
    }

    /// Whether it is a call, and not what the path leads to.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert!(Plain::call("os.getpid").is_call());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_call(&self) -> bool {
        self.called
    }

    /// The arguments, first those by position.
    ///
    /// ```
    /// use snakebridge_core::engine::{Plain, Scalar};
    /// let mut call = Plain::call("math.sqrt");
    /// call.push(None, Scalar::Float(2.0)).unwrap();
    /// assert_eq!(call.arguments().len(), 1);
    /// ```
    #[inline]
    pub fn arguments(&self) -> impl ExactSizeIterator<Item = Scalar<'_>> {
        self.arguments[..usize::from(self.given)].iter().map(|kept| match *kept {
            Kept::None => Scalar::None,
            Kept::Bool(truth) => Scalar::Bool(truth),
            Kept::Int(number) => Scalar::Int(number),
            Kept::Float(number) => Scalar::Float(number),
            Kept::Large(number) => self.large(number),
        })
    }

    fn large(&self, number: u8) -> Scalar<'_> {
        match self.more.as_ref().and_then(|more| more.large.get(usize::from(number))) {
            Some(Large::Str(text)) => Scalar::Str(text),
            Some(Large::Bytes(bytes)) => Scalar::Bytes(bytes),
            Some(Large::Object(object)) => Scalar::Object(object),
            None => Scalar::None,
        }
    }

    /// The keywords of the last arguments.
    ///
    /// ```
    /// use snakebridge_core::engine::{Plain, Scalar};
    /// let mut call = Plain::call("builtins.sorted");
    /// call.push(Some("reverse"), Scalar::Bool(true)).unwrap();
    /// assert_eq!(call.keywords(), ["reverse"]);
    /// ```
    #[inline]
    #[must_use]
    pub fn keywords(&self) -> &[&'static str] {
        &self.keywords[..usize::from(self.by_keyword)]
    }

    /// The same as an expression.
    ///
    /// ```
    /// use snakebridge_core::engine::Plain;
    /// assert_eq!(Plain::path_itself("math.pi").to_expr().to_string(), "math.pi");
    /// ```
    #[must_use]
    pub fn to_expr(&self) -> Expr {
        let name = Name::Borrowed(self.path);
        let callee = match self.of() {
            None => Expr::Path(name),
            Some(object) => Expr::Attr(Box::new(Expr::Object(object.clone())), name),
        };
        if !self.called {
            return callee;
        }
        let mut arguments = self.arguments().map(|argument| Value::from(argument).into());
        let positional = usize::from(self.given - self.by_keyword);
        let args = arguments.by_ref().take(positional).collect();
        let kwargs = self.keywords().iter().copied().map(Name::Borrowed).zip(arguments).collect();
        Expr::Call(Box::new(CallExpr { callee, args, kwargs }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ObjectId;
    use crate::pretend::Pretend;

    #[test]
    fn what_has_no_place_is_given_back() {
        let mut call = Plain::call("f");
        call.push(None, Scalar::Int(1)).unwrap();
        call.push(Some("a"), Scalar::None).unwrap();
        assert_eq!(call.push(None, Scalar::Int(2)), Err(Scalar::Int(2)));
        assert_eq!(call.push(Some("a"), Scalar::Int(2)), Err(Scalar::Int(2)));
        call.push(Some("b"), Scalar::Str("x")).unwrap();
        assert_eq!(call.push(Some("c"), Scalar::Int(2)), Err(Scalar::Int(2)));
        assert_eq!(call.to_expr().to_string(), "f(1, a=None, b=\"x\")");
        let mut many = Plain::call("f");
        (0..4).for_each(|number| many.push(None, Scalar::Int(number)).unwrap());
        assert_eq!(many.push(None, Scalar::Int(4)), Err(Scalar::Int(4)));
        assert_eq!(many.to_expr().to_string(), "f(0, 1, 2, 3)");
    }

    #[test]
    fn a_path_is_a_call_once_it_is_called() {
        let mut path = Plain::path_itself("math.pi");
        assert!(!path.is_call());
        assert_eq!(path.to_expr(), Expr::Path("math.pi".into()));
        assert!(path.invoke() && !path.invoke());
        assert_eq!(path.to_expr().to_string(), "math.pi()");
    }

    #[test]
    fn a_member_is_the_same_expression_as_any_other_way_to_write_it() {
        let (_pretend, session) = Pretend::session();
        let owner = session.owner().unwrap();
        let object = |id| Object::adopt(ObjectId(id), "kind".into(), &owner);
        let (one, other) = (object(1), object(2));
        let whole = one.to_call().method("f").arg(&other).kwarg("k", 1).into_expr().unwrap();
        let plain = one.method("f").arg(&other).kwarg("k", 1).into_expr().unwrap();
        assert_eq!(plain, whole);
        assert_eq!(one.attr("a").into_expr().unwrap(), one.to_call().attr("a").into_expr().unwrap());
        let mut call = Plain::call("builtins.isinstance");
        assert!(call.owner().is_none());
        call.push(None, Scalar::Int(1)).unwrap();
        call.push(None, Scalar::Object(&other)).unwrap();
        assert_eq!(call.objects().collect::<Vec<_>>(), [&other]);
        assert!(Arc::ptr_eq(call.owner().unwrap(), &owner));
    }

    #[test]
    fn it_is_small_enough_to_be_moved() {
        assert!(size_of::<Plain>() <= 136, "{}", size_of::<Plain>());
    }
}
