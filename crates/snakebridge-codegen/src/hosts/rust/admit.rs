//! **admit**: whether the calls that a program writes are such as the recorded signatures admit.
//!
//! Only what is certain is complained about: what the scan cannot see is left to rustc, and to Python.

mod arity;
mod dynamic;
mod options;

use super::docs::python_signature;
use super::resolve::{Shape, meant};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::plan::{Callee, UsesByLibrary, callee};
use crate::uses::UsedCall;
use snakebridge_model::Manifest;
use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Reports every call that cannot be meant as it is written.
pub(crate) fn admit(uses: &UsesByLibrary, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    for (name, uses) in uses {
        let Some(library) = manifest.libraries.get(name) else { continue };
        let made_for = library.version.as_ref().map(|version| format!("{name} {version}"));
        for call in &uses.dynamic {
            dynamic::check(call, library, &made_for, diagnostics);
        }
        for call in &uses.calls {
            let Some(callee) = callee(name, library, &call.path) else { continue };
            let Some(signature) = meant_by(call, &callee) else { continue };
            let callee = Callee { path: callee.path, signature: &signature };
            let shape = Shape::of(callee.signature);
            let checked =
                Checked { call, callee: &callee, shape: &shape, made_for: &made_for, defined: &uses.defined };
            arity::check(&checked, diagnostics);
            options::check(&checked, diagnostics);
        }
    }
}

/// The signature that a call has in mind: of several ways to call something, each has a name. `new` is never ambiguous.
fn meant_by<'a>(call: &UsedCall, callee: &Callee<'a>) -> Option<Cow<'a, Signature>> {
    let python = callee.path.rsplit('.').next().unwrap_or(&callee.path);
    match call.path.0.last()?.first() {
        "new" => Some(Cow::Borrowed(callee.signature)),
        written => meant(written, python, callee.signature),
    }
}

/// A call, and what it calls.
struct Checked<'a> {
    call: &'a UsedCall,
    callee: &'a Callee<'a>,
    shape: &'a Shape<'a>,
    /// Library and version, if there is one.
    made_for: &'a Option<String>,
    /// Functions and methods of the program's own.
    defined: &'a BTreeSet<String>,
}

impl Checked<'_> {
    /// Something that does not compile, whatever Python would say.
    fn error(&self, message: String) -> Diagnostic {
        self.with_signature(Diagnostic::error(Code::Inadmissible, message))
    }

    /// Something that Python refuses, if it is as its signature says.
    fn refused(&self, message: String) -> Diagnostic {
        match self.callee.signature.evidence {
            Evidence::Runtime | Evidence::TextSignature => self.error(message),
            _ => self.with_signature(Diagnostic::warning(Code::Inadmissible, message)),
        }
    }

    fn with_signature(&self, diagnostic: Diagnostic) -> Diagnostic {
        with_signature(diagnostic, self.callee, self.made_for)
    }

    fn parameters(&self) -> &[Parameter] {
        &self.callee.signature.parameters
    }

    fn has(&self, kind: ParameterKind) -> bool {
        self.parameters().iter().any(|parameter| parameter.kind == kind)
    }

    /// How the function is called in the program.
    fn written(&self) -> &str {
        self.call.path.0.last().map_or("", |name| name.first())
    }
}

/// Shows what the signature is, and of which version.
fn with_signature(diagnostic: Diagnostic, callee: &Callee<'_>, made_for: &Option<String>) -> Diagnostic {
    let made_for = made_for.as_ref().map(|made_for| format!(" in {made_for}")).unwrap_or_default();
    let signature = python_signature(&callee.path, callee.signature);
    let source = match callee.signature.evidence {
        Evidence::Stub => ", as a stub file says",
        Evidence::Docstring => ", as its docstring says",
        Evidence::Code => ", as its code says",
        _ => "",
    };
    if signature.contains('\n') {
        diagnostic.note(format!("it is{made_for}{source}:\n{signature}"))
    } else {
        diagnostic.note(format!("it is `{signature}`{made_for}{source}"))
    }
}

fn goes_by_keyword(parameter: &Parameter) -> bool {
    matches!(parameter.kind, ParameterKind::PositionalOrKeyword | ParameterKind::KeywordOnly)
}

fn goes_by_position(parameter: &Parameter) -> bool {
    matches!(parameter.kind, ParameterKind::PositionalOrKeyword | ParameterKind::PositionalOnly)
}

/// `first`, `second`, ...
fn ordinal(index: usize) -> String {
    match ["first", "second", "third", "fourth", "fifth"].get(index) {
        Some(word) => (*word).to_owned(),
        None => format!("{}th", index + 1),
    }
}

#[cfg(test)]
mod tests;
