//! The IR of a Python library: what the probe found out, in Python's own terms.
//!
//! The key of a symbol is its Python path (`numpy.linalg.norm`), never a name of the host language
//! and never a number of arguments. Host names, host types and the order of parameters are decided
//! by the `resolve` stage and are not kept here.

use crate::Extent;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One importable top-level package or module, as far as it was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Library {
    /// Version of the distribution that provides it; `None` for the standard library and for files of the user's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Symbols by their Python path. Every module on the way to a symbol is here too.
    #[serde(default)]
    pub symbols: BTreeMap<String, Symbol>,
    /// Paths that were asked for and could not be had, each with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub skipped: BTreeMap<String, Skipped>,
    /// How much of it was asked for besides what the program uses; `None` for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// Paths of symbols that are here only because the program uses them, where `extent` says that there are others.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub beyond: BTreeSet<String>,
}

/// Why a path has no symbol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// What happened, as one sentence.
    pub reason: String,
    /// Which sort of reason.
    #[serde(default, skip_serializing_if = "Cause::is_failure")]
    pub cause: Cause,
    /// The nearest names that do exist, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<String>,
}

/// Which sort of reason something was skipped for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It is not there, or looking at it failed.
    #[default]
    Failure,
    /// It is beyond a limit of the [`Extent`].
    Limit,
}

impl Cause {
    fn is_failure(&self) -> bool {
        *self == Self::Failure
    }
}

/// Something that a Python path leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symbol {
    /// The docstring, cleaned as `inspect.cleandoc` does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// What it is.
    #[serde(flatten)]
    pub kind: SymbolKind,
}

/// What a path leads to: asked of Python, never guessed from the spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SymbolKind {
    /// A module or package.
    Module {
        /// Its public names that have no symbol, so that a new use of one under `use module::*` is noticed without asking
        /// Python. Known only where the program has such a use.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        others: Option<BTreeSet<String>>,
    },
    /// Anything callable that is not a class.
    Function(Signature),
    /// A class.
    Class(Box<Class>),
    /// A module, class or function that is described under another path.
    Alias {
        /// That path: a symbol of the same library that is no alias.
        of: String,
    },
    /// Any other attribute; `None` counts as a value.
    Value {
        /// `module.qualname` of its type.
        #[serde(rename = "type")]
        type_name: String,
        /// Its annotation as source text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        annotation: Option<String>,
    },
}

/// Where the knowledge of a signature comes from, best first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// `inspect.signature` of the live object.
    Runtime,
    /// `__text_signature__` of a C callable.
    TextSignature,
    /// A stub file.
    Stub,
    /// The first lines of the docstring, or its list of parameters.
    Docstring,
    /// What the code of a function does with its `*args` and `**kwargs`: names that it reads, and calls it hands them on to.
    Code,
    /// None: any arguments are let through, and Python decides.
    #[default]
    Variadic,
}

/// What happens when it is called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// It runs and gives its result.
    #[default]
    Call,
    /// `async def`: it gives a coroutine, whose result the annotation names.
    Coroutine,
    /// `def` with `yield`: it gives a generator.
    Generator,
    /// `async def` with `yield`: it gives an async generator.
    AsyncGenerator,
}

impl Signature {
    /// Whether nothing is known of its parameters: it has none of a name, and takes any by position and by keyword.
    ///
    /// ```
    /// use snakebridge_model::ir::Signature;
    /// let bare = r#"{"evidence": "runtime", "parameters":
    ///     [{"name": "args", "kind": "var_positional"}, {"name": "kwargs", "kind": "var_keyword"}]}"#;
    /// assert!(serde_json::from_str::<Signature>(bare)?.is_bare());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn is_bare(&self) -> bool {
        use ParameterKind::{VarKeyword, VarPositional};
        self.evidence == Evidence::Variadic
            || self.parameters.iter().map(|parameter| parameter.kind).eq([VarPositional, VarKeyword])
    }
}

impl Flow {
    fn is_call(&self) -> bool {
        *self == Self::Call
    }
}

/// How something is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Where this signature was learnt.
    pub evidence: Evidence,
    /// Parameters in Python's order, without a bound `self` or `cls`. Empty when the evidence is [`Evidence::Variadic`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The return annotation as source text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<String>,
    /// Where the annotations come from, if not from where the parameters do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<Evidence>,
    /// What happens when it is called.
    #[serde(default, skip_serializing_if = "Flow::is_call")]
    pub flow: Flow,
    /// The ways to call it that its stub tells apart (`typing.overload`), in its order; `parameters` admits all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overloads: Vec<Overload>,
}

/// One of several ways to call something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overload {
    /// Parameters in Python's order, without a bound `self` or `cls`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The return annotation as source text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<String>,
}

/// One parameter, described as `inspect.Parameter` does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its Python name.
    pub name: String,
    /// Its kind.
    pub kind: ParameterKind,
    /// `repr` of the default, for the docs only: a call that leaves the parameter out lets Python supply it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The annotation as source text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annotation: Option<String>,
}

/// The five kinds of `inspect.Parameter`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or by keyword.
    PositionalOrKeyword,
    /// `*args`.
    VarPositional,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    VarKeyword,
}

/// A class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Where it is defined (`module.qualname`), if that is not its path. Annotations name it so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualified: Option<String>,
    /// Paths of the classes of its MRO, without itself and `object`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<String>,
    /// How an instance is made; `None` if calling the class is impossible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constructor: Option<Signature>,
    /// Members of an enum in their order; empty for everything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enumeration: Vec<Enumerator>,
    /// Special methods that it has: operators, `__iter__`, `__enter__`, `__getattr__` and their like.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub special: BTreeSet<String>,
    /// What those of them give that say so: return annotations as source text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub gives: BTreeMap<String, String>,
    /// How an instance is called; `None` if it cannot be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Signature>,
    /// Members that the program uses, inherited ones too, by their Python name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Member>,
    /// Names of all further members, so that a new use of one is noticed without asking Python.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub others: BTreeSet<String>,
    /// Names with a leading underscore that were asked for and are not there; `others` does not list such names.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub absent: BTreeSet<String>,
}

impl Class {
    /// Whether it has attributes that are made when they are asked for.
    ///
    /// ```
    /// use snakebridge_model::ir::Class;
    /// assert!(!Class::default().is_dynamic());
    /// ```
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        self.special.contains("__getattr__")
    }
}

/// A member of an enum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enumerator {
    /// Its Python name, which need not be an identifier.
    pub name: String,
    /// `repr` of its value, for the docs.
    pub value: String,
    /// The member that it is another name of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<String>,
}

/// A member of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The docstring, cleaned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// What it is.
    #[serde(flatten)]
    pub kind: MemberKind,
}

/// What a member of a class is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MemberKind {
    /// Called on an instance.
    Method(Signature),
    /// Called on the class, which it receives.
    ClassMethod(Signature),
    /// Called on the class, which it does not receive.
    StaticMethod(Signature),
    /// What an instance has: computed by a descriptor, a field, or the item of a `TypedDict`.
    Property {
        /// Whether it can be assigned to.
        settable: bool,
        /// Whether it is an item, `x["name"]`, and no attribute.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        key: bool,
        /// Annotation of what it gives, as source text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        returns: Option<String>,
    },
    /// A value that stands on the class itself.
    Attribute {
        /// `module.qualname` of its type.
        #[serde(rename = "type")]
        type_name: String,
        /// Its annotation as source text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        annotation: Option<String>,
        /// Whether it can be assigned to.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        settable: bool,
    },
    /// A class that stands inside this one. It has a symbol of its own if the program uses it.
    Class,
}
