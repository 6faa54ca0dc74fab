//! How well a library is wrapped: where signatures come from, how much of them is typed, what is left out and why.

mod survey;
mod tally;

pub use survey::survey;
pub use tally::{Evidences, Tally};

use serde::{Deserialize, Serialize};
use snakebridge_model::ir::{Cause, Evidence, Library, MemberKind, Signature, SymbolKind};
use std::collections::BTreeMap;

/// The coverage of one library; `docs/coverage.md` describes it as JSON.
///
/// ```
/// use snakebridge_codegen::Coverage;
/// use snakebridge_model::ir::Library;
/// let library: Library = serde_json::from_str(r#"{"symbols": {
///     "m": {"kind": "module"},
///     "m.f": {"kind": "function", "evidence": "runtime", "returns": "int",
///         "parameters": [{"name": "x", "kind": "positional_only"}]}
/// }}"#).unwrap();
/// let coverage = Coverage::of("m", &library);
/// assert_eq!((coverage.total.callables, coverage.total.evidence.runtime), (1, 1));
/// assert_eq!((coverage.total.parameters, coverage.total.typed_parameters, coverage.total.typed_returns), (1, 0, 1));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The name it is imported under.
    pub library: String,
    /// The version of its distribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The whole library.
    pub total: Tally,
    /// Its modules, by path; each counts what stands in it and not in a module below.
    pub modules: BTreeMap<String, Tally>,
    /// Everything that can be called, and properties, by path.
    pub callables: BTreeMap<String, Callable>,
    /// What has no wrapper, by path.
    pub skipped: BTreeMap<String, Omission>,
}

/// Something that can be called, or a property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callable {
    /// What it is.
    pub kind: CallableKind,
    /// Where its signature comes from; a property has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Its parameters.
    pub parameters: u64,
    /// Those of them with an annotation.
    pub typed_parameters: u64,
    /// Whether what it gives is annotated; `None` for a constructor, which gives an instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_return: Option<bool>,
}

/// The sorts of callables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallableKind {
    /// A function of a module.
    Function,
    /// Making an instance of a class.
    Constructor,
    /// A method of any sort.
    Method,
    /// A property, which is read and not called.
    Property,
}

/// Something without a wrapper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omission {
    /// Which sort of reason.
    pub cause: Cause,
    /// What happened, as one sentence.
    pub reason: String,
}

impl Coverage {
    /// Counts the symbols of a library imported as `name`.
    #[must_use]
    pub fn of(name: &str, library: &Library) -> Self {
        let mut coverage =
            Self { library: name.to_owned(), version: library.version.clone(), ..Self::default() };
        for (path, symbol) in &library.symbols {
            coverage.symbol(module_of(library, path), path, &symbol.kind);
        }
        coverage.modules.values().for_each(|tally| coverage.total.add(tally));
        let skipped = library.skipped.iter().map(|(path, skipped)| {
            (path.clone(), Omission { cause: skipped.cause, reason: skipped.reason.clone() })
        });
        coverage.skipped = skipped.collect();
        coverage.total.skipped = coverage.skipped.len() as u64;
        coverage
    }

    fn symbol(&mut self, module: &str, path: &str, kind: &SymbolKind) {
        let tally = self.modules.entry(module.to_owned()).or_default();
        match kind {
            SymbolKind::Module { .. } => tally.modules += 1,
            SymbolKind::Alias { .. } => tally.aliases += 1,
            SymbolKind::Value { .. } => tally.values += 1,
            SymbolKind::Function(signature) => {
                tally.functions += 1;
                self.callable(module, path.to_owned(), Callable::new(CallableKind::Function, signature));
            }
            SymbolKind::Class(class) => {
                tally.classes += 1;
                if let Some(constructor) = &class.constructor {
                    let callable = Callable {
                        typed_return: None,
                        ..Callable::new(CallableKind::Constructor, constructor)
                    };
                    self.callable(module, path.to_owned(), callable);
                }
                for (name, member) in &class.members {
                    self.member(module, format!("{path}.{name}"), &member.kind);
                }
            }
        }
    }

    fn member(&mut self, module: &str, path: String, kind: &MemberKind) {
        match kind {
            MemberKind::Method(signature)
            | MemberKind::ClassMethod(signature)
            | MemberKind::StaticMethod(signature) => {
                self.modules.entry(module.to_owned()).or_default().methods += 1;
                self.callable(module, path, Callable::new(CallableKind::Method, signature));
            }
            MemberKind::Property { returns, .. } => {
                self.modules.entry(module.to_owned()).or_default().properties += 1;
                self.callable(module, path, Callable::property(returns.is_some()));
            }
            MemberKind::Attribute { .. } => self.modules.entry(module.to_owned()).or_default().values += 1,
            // It is a symbol, too.
            MemberKind::Class => {}
        }
    }

    fn callable(&mut self, module: &str, path: String, callable: Callable) {
        self.modules.entry(module.to_owned()).or_default().callable(&callable);
        self.callables.insert(path, callable);
    }
}

impl Callable {
    fn new(kind: CallableKind, signature: &Signature) -> Self {
        let typed = signature.parameters.iter().filter(|parameter| parameter.annotation.is_some());
        Self {
            kind,
            // That any arguments go is all that `(*args, **kwargs)` says, whoever wrote it.
            evidence: Some(if signature.is_bare() { Evidence::Variadic } else { signature.evidence }),
            parameters: signature.parameters.len() as u64,
            typed_parameters: typed.count() as u64,
            typed_return: Some(signature.returns.is_some()),
        }
    }

    fn property(is_typed: bool) -> Self {
        Self {
            kind: CallableKind::Property,
            evidence: None,
            parameters: 0,
            typed_parameters: 0,
            typed_return: Some(is_typed),
        }
    }
}

/// The nearest module: the path itself, if it is one.
fn module_of<'a>(library: &Library, path: &'a str) -> &'a str {
    let is_module = |path: &str| {
        library.symbols.get(path).is_none_or(|symbol| matches!(symbol.kind, SymbolKind::Module { .. }))
    };
    let mut here = path;
    while !is_module(here) {
        let Some((above, _)) = here.rsplit_once('.') else { break };
        here = above;
    }
    here
}
