//! **admit**: whether the calls that a program writes are such as the recorded signatures admit.

use super::shape::{Positional, Shape};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::hosts::rust::python_signature;
use crate::plan::{Callee, UsesByLibrary, callee, method};
use crate::uses::{UsedCall, UsedLink};
use snakebridge_model::Manifest;
use snakebridge_model::ir::{Evidence, ParameterKind};

/// Options that are for SnakeBridge and not for Python.
const RESERVED: [&str; 2] = ["__args__", "__runtime__"];

/// Reports every call that cannot be meant as it is written.
pub(super) fn admit(uses: &UsesByLibrary, manifest: &Manifest, diagnostics: &mut Diagnostics) {
    for (name, uses) in uses {
        let Some(library) = manifest.libraries.get(name) else { continue };
        let made_for = library.version.as_ref().map(|version| format!("{name} {version}"));
        for call in &uses.calls {
            let of_method = method(name, library, &call.path);
            let taken_by_object = usize::from(of_method.is_some());
            let Some(callee) = of_method.or_else(|| callee(name, library, &call.path)) else { continue };
            let Some(arguments) = call.arguments else { continue };
            let shape = Shape::of(callee.signature);
            let checked = Checked { call, callee: &callee, shape: &shape, made_for: made_for.as_deref() };
            match arguments.checked_sub(taken_by_object) {
                Some(arguments) => checked.check(arguments, diagnostics),
                None => diagnostics
                    .push(checked.error("the object is missing, which is the first argument").at(&call.site)),
            }
        }
    }
}

/// A call, and what it calls.
struct Checked<'a> {
    call: &'a UsedCall,
    callee: &'a Callee<'a>,
    shape: &'a Shape<'a>,
    /// Library and version, if there is one.
    made_for: Option<&'a str>,
}

impl Checked<'_> {
    fn check(&self, arguments: usize, diagnostics: &mut Diagnostics) {
        let Self { call, shape, .. } = self;
        let has_keywords = !call.chain.is_empty();
        let arity = arguments + usize::from(has_keywords);
        if let Some(Positional::Parameter(missing)) = shape.positional[..shape.required].get(arity) {
            let error = self.error(format!("`{}` is missing", missing.name));
            return diagnostics.push(error.at(&call.site).help("what is required is given by its place"));
        }
        if let Some(Positional::Parameter(parameter)) = shape.positional[..shape.required].get(arguments) {
            return self.data(&parameter.name, diagnostics);
        }
        let is_ours = |keyword: &UsedLink| RESERVED.contains(&keyword.name.as_str());
        let is_data = has_keywords && !shape.takes_keywords && !call.chain.iter().all(is_ours);
        let arguments = if is_data { arity } else { arguments };
        let most = shape.most().map(|most| most + usize::from(call.may_end_in_options));
        if let Some(most) = most.filter(|most| arguments > *most) {
            let wrong =
                format!("there are {arguments} arguments, and at most {most} are given by their place");
            return diagnostics.push(self.error(wrong).at(&call.site));
        }
        if !is_data {
            self.keywords(arguments, diagnostics);
        }
    }

    /// Keywords at the place of a required parameter are its value. That is hardly meant if they are called like parameters.
    fn data(&self, parameter: &str, diagnostics: &mut Diagnostics) {
        let Self { call, callee, .. } = self;
        let is_parameter = |name: &str| callee.signature.parameters.iter().any(|known| known.name == name);
        if call.chain.iter().all(|keyword| is_parameter(&keyword.name)) {
            let message = format!("the list of keywords is the value of `{parameter}`, which is required");
            let warning = self.with_signature(Diagnostic::warning(Code::Inadmissible, message));
            diagnostics.push(warning.at(&call.site).help("what is required is given by its place"));
        }
    }

    fn keywords(&self, arguments: usize, diagnostics: &mut Diagnostics) {
        let Self { call, shape, callee, .. } = self;
        for keyword in &call.chain {
            let name = keyword.name.as_str();
            let known = callee.signature.parameters.iter().position(|parameter| parameter.name == name);
            let parameter = known.map(|at| &callee.signature.parameters[at]);
            let wrong = match parameter.map(|parameter| parameter.kind) {
                _ if RESERVED.contains(&name) => None,
                Some(ParameterKind::KeywordOnly) => None,
                Some(ParameterKind::PositionalOrKeyword) if known.is_some_and(|at| at < arguments) => {
                    Some(format!("`{name}` is given by its place, too"))
                }
                Some(ParameterKind::PositionalOrKeyword) => None,
                Some(ParameterKind::PositionalOnly) if !shape.takes_any_keyword => {
                    Some(format!("`{name}` is given by its place, not by its name"))
                }
                _ if shape.takes_any_keyword => None,
                _ => Some(format!("there is no parameter `{name}`")),
            };
            let Some(wrong) = wrong else { continue };
            let names = callee.signature.parameters.iter().map(|parameter| parameter.name.as_str());
            let mut diagnostic = self.refused(wrong).at(&keyword.site);
            if let Some(similar) =
                crate::nearest::nearest(name, names).first().filter(|_| parameter.is_none())
            {
                diagnostic = diagnostic.help(format!("there is `{similar}`"));
            }
            diagnostics.push(diagnostic);
        }
        let is_given = |name: &&str| call.chain.iter().any(|keyword| keyword.name == *name);
        let missing: Vec<&str> = shape.keywords.iter().copied().filter(|name| !is_given(name)).collect();
        if !missing.is_empty() && !call.may_end_in_options {
            let named: Vec<String> = missing.iter().map(|name| format!("`{name}:`")).collect();
            diagnostics.push(self.refused(format!("{} is missing", named.join(", "))).at(&call.site));
        }
    }

    /// Something that cannot work, whatever Python would say.
    fn error(&self, message: impl Into<String>) -> Diagnostic {
        self.with_signature(Diagnostic::error(Code::Inadmissible, message.into()))
    }

    /// Something that Python refuses, if it is as its signature says.
    fn refused(&self, message: String) -> Diagnostic {
        match self.callee.signature.evidence {
            Evidence::Runtime | Evidence::TextSignature => self.error(message),
            _ => self.with_signature(Diagnostic::warning(Code::Inadmissible, message)),
        }
    }

    fn with_signature(&self, diagnostic: Diagnostic) -> Diagnostic {
        let made_for = self.made_for.map(|made_for| format!(" in {made_for}")).unwrap_or_default();
        let signature = python_signature(&self.callee.path, self.callee.signature);
        if signature.contains('\n') {
            diagnostic.note(format!("it is{made_for}:\n{signature}"))
        } else {
            diagnostic.note(format!("it is `{signature}`{made_for}"))
        }
    }
}
