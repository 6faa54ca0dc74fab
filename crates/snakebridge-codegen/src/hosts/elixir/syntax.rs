//! Elixir as trees, as far as wrappers need it, and their text in the layout of `mix format`.

mod print;
mod text;

pub(super) use print::print;

/// A module.
#[derive(Debug, Clone)]
pub(super) struct Module {
    /// `Numpy.Linalg`
    pub(super) name: String,
    pub(super) items: Vec<Item>,
}

/// What stands in a module.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// `@moduledoc`
    ModuleDoc(String),
    /// `alias SnakeBridge.Wrapper`
    Alias(&'static str),
    /// A function, with what is said of it.
    Function(Function),
}

/// A function.
#[derive(Debug, Clone)]
pub(super) struct Function {
    /// `None` for one that is not shown.
    pub(super) doc: Option<String>,
    pub(super) spec: Option<Spec>,
    pub(super) name: String,
    /// Variables, or variables with defaults.
    pub(super) parameters: Vec<Term>,
    pub(super) body: Term,
}

/// The types of a function.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub(super) parameters: Vec<Term>,
    pub(super) result: Term,
}

/// An expression, or a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    Atom(String),
    Integer(usize),
    Text(String),
    Variable(String),
    /// A module.
    Alias(String),
    List(Vec<Term>),
    Tuple(Vec<Term>),
    /// `name(..)` or `Module.name(..)`
    Call {
        module: Option<&'static str>,
        name: &'static str,
        arguments: Vec<Term>,
    },
    /// `variable \\ default`
    Default(String, Box<Term>),
    /// `a | b`
    Either(Vec<Term>),
    /// `name :: type`
    Named(String, Box<Term>),
}

impl Term {
    pub(super) fn atom(name: &str) -> Self {
        Self::Atom(name.to_owned())
    }

    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A call of something local: a type that comes with Elixir.
    pub(super) fn local(name: &'static str, arguments: Vec<Term>) -> Self {
        Self::Call { module: None, name, arguments }
    }

    pub(super) fn remote(module: &'static str, name: &'static str, arguments: Vec<Term>) -> Self {
        Self::Call { module: Some(module), name, arguments }
    }

    /// Any of these; what is given twice counts once.
    pub(super) fn either(members: impl IntoIterator<Item = Self>) -> Self {
        let mut distinct: Vec<Self> = Vec::new();
        for member in members {
            let parts = match member {
                Self::Either(parts) => parts,
                other => vec![other],
            };
            for part in parts {
                if !distinct.contains(&part) {
                    distinct.push(part);
                }
            }
        }
        if distinct.len() == 1 { distinct.remove(0) } else { Self::Either(distinct) }
    }
}
