//! What is chained to a call: optional parameters as methods, `.kwarg("name", ..)`, `.arg(..)`.

use super::{Checked, goes_by_keyword, goes_by_position, ordinal};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Site};
use crate::hosts::rust::resolve::{Optional, Pass, Required, Shape, is_builder_method, may_be_of_builder};
use crate::nearest::nearest;
use crate::uses::UsedLink;
use snakebridge_model::ir::ParameterKind;

/// Methods of every call that give the call again.
const SAME: [&str; 8] =
    ["arg", "args", "kwarg", "in_session", "in_bridge", "deadline", "cancel_with", "awaited"];

/// Reports options that there are not, keywords that Python does not take, and positional arguments too many.
pub(super) fn check(checked: &Checked<'_>, diagnostics: &mut Diagnostics) {
    let Shape::Known { required, optional } = checked.shape else { return };
    let mut positional = required.iter().filter(|parameter| parameter.pass == Pass::Position).count();
    for link in &checked.call.chain {
        let is_option = optional.iter().any(|option| plain(option) == link.name);
        if is_option {
            continue;
        }
        if let Some(option) = optional.iter().find(|option| option.parameter.name == link.name) {
            diagnostics.extend(of_builder(checked, option, link));
        }
        match link.name.as_str() {
            "kwarg" => diagnostics.extend(keyword(checked, required, link)),
            "arg" => {
                positional += 1;
                diagnostics.extend(position(checked, positional, link));
            }
            name if SAME.contains(&name) => {}
            _ => {
                diagnostics.extend(method(checked, required, optional, link));
                return;
            }
        }
    }
}

fn plain(option: &Optional<'_>) -> String {
    let name = option.method.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

/// A method that every call has, where an option is called so in Python: the option may be what is meant.
fn of_builder(checked: &Checked<'_>, option: &Optional<'_>, link: &UsedLink) -> Option<Diagnostic> {
    let name = &link.name;
    // An option takes one argument, whatever the other takes.
    if link.arguments != Some(1) {
        return None;
    }
    let message = format!(
        "`.{name}(..)` is a method of every call, not the option `{name}` of `{}`",
        checked.callee.path
    );
    let label = format!("the option is `.{}(..)`", option.method);
    if !may_be_of_builder(name, 1) {
        return Some(checked.error(message).at(&link.site).label(label));
    }
    let warning = checked.with_signature(Diagnostic::warning(Code::Inadmissible, message));
    let written = checked.written();
    Some(warning.at(&link.site).label(label).help(format!(
        "where the method of every call is meant, `snakebridge::Call::from({written}(..)).{name}(..)` says so"
    )))
}

/// A method that is none of the call's. It may be one of a trait, unless it looks like a parameter.
fn method(
    checked: &Checked<'_>,
    required: &[Required<'_>],
    optional: &[Optional<'_>],
    link: &UsedLink,
) -> Option<Diagnostic> {
    let name = link.name.as_str();
    if is_builder_method(name) || checked.defined.contains(name) {
        return None;
    }
    if let Some(index) = required.iter().position(|parameter| parameter.python == name) {
        return Some(twice(checked, index, name, &link.site));
    }
    let methods: Vec<String> = optional.iter().map(plain).collect();
    let near = nearest(name, methods.iter().map(String::as_str));
    let near = near.into_iter().find(|near| is_slip(name, near));
    let error = checked.error(no_parameter(checked, name)).at(&link.site);
    match near {
        Some(near) => Some(error.label(format!("did you mean `{near}`?"))),
        // `**kwargs` of that name would be no method.
        None if checked.parameters().iter().any(|parameter| parameter.name == name) => {
            Some(error.help(format!("write `.kwarg(\"{name}\", ..)`")))
        }
        None => None,
    }
}

/// Whether one is the other with a slip of the finger: a method of some trait would be called otherwise.
fn is_slip(name: &str, near: &str) -> bool {
    strsim::damerau_levenshtein(name, near) <= 1 + near.len() / 4
}

/// `.kwarg("name", ..)`
fn keyword(checked: &Checked<'_>, required: &[Required<'_>], link: &UsedLink) -> Option<Diagnostic> {
    let (name, site) = link.text.as_ref()?;
    let known = checked.parameters().iter().find(|parameter| parameter.name == *name);
    let takes_any = checked.has(ParameterKind::VarKeyword);
    match known.map(|parameter| parameter.kind) {
        Some(ParameterKind::PositionalOrKeyword | ParameterKind::KeywordOnly) => {
            let index = required.iter().position(|parameter| parameter.python == name)?;
            Some(twice(checked, index, name, site))
        }
        _ if takes_any => None,
        Some(ParameterKind::PositionalOnly) => {
            let message = format!("`{}` takes `{name}` by position only", checked.callee.path);
            Some(checked.refused(message).at(site))
        }
        _ => {
            let keywords = checked.parameters().iter().filter(|parameter| goes_by_keyword(parameter));
            let error = checked.refused(no_parameter(checked, name)).at(site);
            Some(match nearest(name, keywords.map(|parameter| parameter.name.as_str())).first() {
                Some(near) => error.label(format!("did you mean `{near}`?")),
                None => error,
            })
        }
    }
}

/// `.arg(..)`, which makes it so many positional arguments.
fn position(checked: &Checked<'_>, positional: usize, link: &UsedLink) -> Option<Diagnostic> {
    let by_position = checked.parameters().iter().filter(|parameter| goes_by_position(parameter)).count();
    if checked.has(ParameterKind::VarPositional) || positional <= by_position {
        return None;
    }
    let message =
        format!("`{}` takes {by_position} arguments by position, and this is one more", checked.callee.path);
    Some(checked.refused(message).at(&link.site))
}

fn twice(checked: &Checked<'_>, index: usize, name: &str, site: &Site) -> Diagnostic {
    let message = format!("`{name}` of `{}` is given already", checked.callee.path);
    let place = ordinal(index);
    checked
        .error(message)
        .at(site)
        .help(format!("it has to be given, so it is the {place} argument of `{}(..)`", checked.written()))
}

fn no_parameter(checked: &Checked<'_>, name: &str) -> String {
    format!("`{}` has no parameter `{name}`", checked.callee.path)
}
