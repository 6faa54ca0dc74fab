//! Sums.

use super::Callable;
use serde::{Deserialize, Serialize};
use snakebridge_model::ir::Evidence;

/// How many there are of what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Modules and packages.
    pub modules: u64,
    /// Functions of modules.
    pub functions: u64,
    /// Classes.
    pub classes: u64,
    /// Methods of all sorts, inherited ones too.
    pub methods: u64,
    /// Properties.
    pub properties: u64,
    /// Constants, other values, and attributes of classes.
    pub values: u64,
    /// Further names of something that is counted once.
    pub aliases: u64,
    /// What can be called: functions, constructors, methods.
    pub callables: u64,
    /// The same by evidence.
    pub evidence: Evidences,
    /// Parameters of what can be called.
    pub parameters: u64,
    /// Those of them with an annotation.
    pub typed_parameters: u64,
    /// What functions, methods and properties give.
    pub returns: u64,
    /// Those of them with an annotation.
    pub typed_returns: u64,
    /// What has no wrapper; counted for a library only.
    pub skipped: u64,
}

/// How many callables have which evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidences {
    /// [`Evidence::Runtime`]
    pub runtime: u64,
    /// [`Evidence::TextSignature`]
    pub text_signature: u64,
    /// [`Evidence::Stub`]
    pub stub: u64,
    /// [`Evidence::Docstring`]
    pub docstring: u64,
    /// [`Evidence::Code`]
    #[serde(default)]
    pub code: u64,
    /// [`Evidence::Variadic`], and what was written as `(*args, **kwargs)`
    pub variadic: u64,
}

impl Tally {
    /// Symbols and members: everything that has a wrapper of its own.
    #[must_use]
    pub fn symbols(&self) -> u64 {
        self.modules + self.functions + self.classes + self.methods + self.properties + self.values
    }

    /// The share of callables whose evidence is better than none, from 0 to 1; 1 if there are none.
    #[must_use]
    pub fn known(&self) -> f64 {
        share(self.callables - self.evidence.variadic, self.callables)
    }

    /// The share of parameters and returns that are annotated, from 0 to 1; 1 if there are none.
    #[must_use]
    pub fn typed(&self) -> f64 {
        share(self.typed_parameters + self.typed_returns, self.parameters + self.returns)
    }

    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.modules, other.modules),
            (&mut self.functions, other.functions),
            (&mut self.classes, other.classes),
            (&mut self.methods, other.methods),
            (&mut self.properties, other.properties),
            (&mut self.values, other.values),
            (&mut self.aliases, other.aliases),
            (&mut self.callables, other.callables),
            (&mut self.evidence.runtime, other.evidence.runtime),
            (&mut self.evidence.text_signature, other.evidence.text_signature),
            (&mut self.evidence.stub, other.evidence.stub),
            (&mut self.evidence.docstring, other.evidence.docstring),
            (&mut self.evidence.code, other.evidence.code),
            (&mut self.evidence.variadic, other.evidence.variadic),
            (&mut self.parameters, other.parameters),
            (&mut self.typed_parameters, other.typed_parameters),
            (&mut self.returns, other.returns),
            (&mut self.typed_returns, other.typed_returns),
            (&mut self.skipped, other.skipped),
        ];
        pairs.into_iter().for_each(|(sum, more)| *sum += more);
    }

    pub(super) fn callable(&mut self, callable: &Callable) {
        if let Some(evidence) = callable.evidence {
            self.callables += 1;
            *self.evidence.of(evidence) += 1;
        }
        self.parameters += callable.parameters;
        self.typed_parameters += callable.typed_parameters;
        self.returns += u64::from(callable.typed_return.is_some());
        self.typed_returns += u64::from(callable.typed_return == Some(true));
    }
}

impl Evidences {
    fn of(&mut self, evidence: Evidence) -> &mut u64 {
        match evidence {
            Evidence::Runtime => &mut self.runtime,
            Evidence::TextSignature => &mut self.text_signature,
            Evidence::Stub => &mut self.stub,
            Evidence::Docstring => &mut self.docstring,
            Evidence::Code => &mut self.code,
            Evidence::Variadic => &mut self.variadic,
        }
    }
}

fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}
