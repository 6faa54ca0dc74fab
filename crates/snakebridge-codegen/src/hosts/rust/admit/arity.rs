//! The arguments of the call itself: in Rust these are the required parameters, no more and no less.

use super::{Checked, ordinal};
use crate::diagnostics::Diagnostics;
use crate::hosts::rust::resolve::{Optional, Pass, Required, Shape};

/// Reports arguments that are missing, or too many.
pub(super) fn check(checked: &Checked<'_>, diagnostics: &mut Diagnostics) {
    let Some(given) = checked.call.arguments else { return };
    match checked.shape {
        Shape::Variadic if given != 1 => diagnostics.push(tuple(checked, given)),
        Shape::Known { required, .. } if given < required.len() => {
            diagnostics.push(missing(checked, given, required));
        }
        Shape::Known { required, optional } if given > required.len() => {
            diagnostics.push(too_many(checked, given, required, optional));
        }
        Shape::Variadic | Shape::Known { .. } => {}
    }
}

fn tuple(checked: &Checked<'_>, given: usize) -> crate::Diagnostic {
    let name = checked.written();
    let example = match given {
        0 => format!("{name}(())"),
        2 => format!("{name}((a, b))"),
        _ => format!("{name}((a, b, ..))"),
    };
    let message = format!("the arguments of `{}` go as one tuple", checked.callee.path);
    checked
        .error(message)
        .at(&checked.call.site)
        .help(format!("its signature is not known, so any number of arguments is let through: `{example}`"))
}

fn missing(checked: &Checked<'_>, given: usize, required: &[Required<'_>]) -> crate::Diagnostic {
    let absent: Vec<String> =
        required[given..].iter().map(|parameter| format!("`{}`", parameter.python)).collect();
    let message = format!("`{}` needs {}", checked.callee.path, absent.join(", "));
    let names: Vec<String> = required.iter().map(|parameter| parameter.name.to_string()).collect();
    let mut error = checked
        .error(message)
        .at(&checked.call.site)
        .label(format!("{given} of {} arguments", required.len()))
        .help(format!("write `{}({})`", checked.written(), names.join(", ")));
    for (index, parameter) in required.iter().enumerate().skip(given) {
        if parameter.pass == Pass::Keyword {
            let (name, place) = (parameter.python, ordinal(index));
            error =
                error.help(format!("`{name}` is keyword-only in Python; in Rust it is the {place} argument"));
        }
    }
    error
}

fn too_many(
    checked: &Checked<'_>,
    given: usize,
    required: &[Required<'_>],
    optional: &[Optional<'_>],
) -> crate::Diagnostic {
    let takes = match required.len() {
        0 => "no arguments".to_owned(),
        1 => format!("one argument, `{}`", required[0].python),
        _ => {
            let names: Vec<String> =
                required.iter().map(|parameter| format!("`{}`", parameter.python)).collect();
            format!("{} arguments, {}", names.len(), names.join(", "))
        }
    };
    let are = if given == 1 { "is" } else { "are" };
    let message = format!("`{}` takes {takes}, and {given} {are} given", checked.callee.path);
    let error = checked.error(message).at(&checked.call.site);
    let surplus = given - required.len();
    if checked.has(snakebridge_model::ir::ParameterKind::VarPositional) {
        return error.help("further ones are added with `.arg(..)`");
    }
    let options: Vec<String> =
        optional.iter().take(surplus).map(|option| format!("`.{}(..)`", option.method)).collect();
    match options.as_slice() {
        [] => error,
        _ => error.help(format!("what may be left out is a method of the call: {}", options.join(", "))),
    }
}
