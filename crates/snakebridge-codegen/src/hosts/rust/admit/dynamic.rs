//! Calls of `py!` and `call!`: nothing but Python holds them against a signature, so one that is known is worth a word beforehand.

use super::{goes_by_keyword, goes_by_position, with_signature};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::plan::Callee;
use crate::uses::UsedDynamic;
use snakebridge_model::ir::{Evidence, Library, MemberKind, Parameter, ParameterKind, SymbolKind};

/// Warns of a call that Python refuses, if it is as its signature says.
pub(super) fn check(
    call: &UsedDynamic,
    library: &Library,
    made_for: &Option<String>,
    diagnostics: &mut Diagnostics,
) {
    let Some(callee) = callee(library, &call.path) else { return };
    if callee.signature.evidence == Evidence::Variadic {
        return;
    }
    let warn =
        |message: String| with_signature(Diagnostic::warning(Code::Inadmissible, message), &callee, made_for);
    let parameters = &callee.signature.parameters;
    let has = |kind| parameters.iter().any(|parameter| parameter.kind == kind);
    let positional: Vec<&Parameter> = parameters.iter().filter(|each| goes_by_position(each)).collect();
    if call.positional > positional.len() && !has(ParameterKind::VarPositional) {
        let (path, given) = (&callee.path, call.positional);
        let takes = match positional.len() {
            1 => "one argument".to_owned(),
            count => format!("{count} arguments"),
        };
        let message = format!("`{path}` takes {takes} by position, and {given} are given");
        diagnostics.push(warn(message).at(&call.site));
    }
    for (name, site) in &call.keywords {
        let by_position = positional.iter().take(call.positional).any(|parameter| parameter.name == *name);
        if by_position {
            diagnostics.push(warn(format!("`{name}` of `{}` is given already", callee.path)).at(site));
            continue;
        }
        let is_known =
            parameters.iter().any(|parameter| parameter.name == *name && goes_by_keyword(parameter));
        if is_known || has(ParameterKind::VarKeyword) {
            continue;
        }
        let warning = warn(format!("`{}` has no parameter `{name}`", callee.path)).at(site);
        let keywords = parameters.iter().filter(|each| goes_by_keyword(each)).map(|each| each.name.as_str());
        diagnostics.push(match nearest(name, keywords).first() {
            Some(near) => warning.label(format!("did you mean `{near}`?")),
            None => warning,
        });
    }
    let is_absent = |parameter: &&Parameter| {
        parameter.default.is_none()
            && (goes_by_position(parameter) || goes_by_keyword(parameter))
            && !positional.iter().take(call.positional).any(|given| given.name == parameter.name)
            && !call.keywords.iter().any(|(name, _)| *name == parameter.name)
    };
    let absent: Vec<String> =
        parameters.iter().filter(is_absent).map(|parameter| format!("`{}`", parameter.name)).collect();
    if !absent.is_empty() {
        diagnostics.push(warn(format!("`{}` needs {}", callee.path, absent.join(", "))).at(&call.site));
    }
}

/// What the path leads to, if that is a function, a class, or what is called on one.
fn callee<'a>(library: &'a Library, path: &str) -> Option<Callee<'a>> {
    let found = |path: &str, signature| Some(Callee { path: path.to_owned(), signature });
    match library.symbols.get(path).map(|symbol| &symbol.kind) {
        Some(SymbolKind::Function(signature)) => found(path, signature),
        Some(SymbolKind::Class(class)) => found(path, class.constructor.as_ref()?),
        Some(SymbolKind::Alias { of }) if of != path => callee(library, of),
        Some(_) => None,
        None => {
            let (owner, name) = path.rsplit_once('.')?;
            let SymbolKind::Class(class) = &library.symbols.get(owner)?.kind else { return None };
            match &class.members.get(name)?.kind {
                MemberKind::ClassMethod(signature) | MemberKind::StaticMethod(signature) => {
                    found(path, signature)
                }
                _ => None,
            }
        }
    }
}
