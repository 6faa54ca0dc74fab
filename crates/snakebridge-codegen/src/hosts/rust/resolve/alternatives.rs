//! Overloads as functions of their own, with names that can be told beforehand (ADR 7).

use crate::annotation::Type;
use snakebridge_model::ir::{Evidence, Overload, Parameter, ParameterKind, Signature};
use std::borrow::Cow;

/// The most words of a return annotation that a name has.
const WORDS: usize = 4;

/// What stands between the name of a function and what tells an alternative apart.
const INFIXES: [&str; 2] = ["_with_", "_as_"];

/// One of the ways to call something that a user can name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    /// Its name, before collisions are resolved.
    pub(crate) name: String,
    /// It alone.
    pub(crate) signature: Signature,
}

/// The overloads of the function called `name` that differ from it, and from those before, by what they require or by what they
/// give. What they require names them, in order: `range_with_start_stop`; where that is the same as the function's or another's, what
/// they give does: `open_as_text_io_wrapper`. Where `told_by_result` is false, as for constructors, that counts for nothing.
pub(crate) fn alternatives(name: &str, signature: &Signature, told_by_result: bool) -> Vec<Alternative> {
    let gives = |returns: &Option<String>| {
        returns.as_deref().filter(|_| told_by_result).map_or(Type::Unknown, Type::of)
    };
    let own = (signature.evidence != Evidence::Variadic).then(|| required(&signature.parameters));
    let mut kept: Vec<(&Overload, Vec<&str>, Type)> = Vec::new();
    for overload in &signature.overloads {
        let (required, result) = (required(&overload.parameters), gives(&overload.returns));
        let is_own = own.as_ref() == Some(&required) && result == gives(&signature.returns);
        if !is_own && !kept.iter().any(|(_, other, known)| *other == required && *known == result) {
            kept.push((overload, required, result));
        }
    }
    let mut names: Vec<String> = Vec::new();
    for (overload, required, _) in &kept {
        let is_own = own.as_ref() == Some(required);
        let is_alone = kept.iter().filter(|(_, other, _)| other == required).count() == 1;
        let mut candidate = name.to_owned();
        if !is_own {
            candidate += "_with_";
            candidate += &if required.is_empty() { "nothing".to_owned() } else { required.join("_") };
        }
        if is_own || !is_alone {
            candidate += "_as_";
            candidate += &words(overload.returns.as_deref().unwrap_or("Any"));
        }
        // Names alike are counted in the order of the stub.
        let counted = (2..).map(|count| format!("{candidate}_{count}"));
        let free = std::iter::once(candidate.clone()).chain(counted).find(|name| !names.contains(name));
        names.extend(free);
    }
    let overloads = kept.iter().map(|(overload, ..)| alone(signature, overload));
    names.into_iter().zip(overloads).map(|(name, signature)| Alternative { name, signature }).collect()
}

/// What a Rust name stands for if it names an alternative: the longest first.
pub(crate) fn bases_of(name: &str) -> impl Iterator<Item = &str> {
    let mut ends: Vec<usize> = INFIXES
        .iter()
        .flat_map(|infix| name.match_indices(infix))
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .collect();
    ends.sort_unstable_by(|a, b| b.cmp(a));
    ends.into_iter().map(|end| &name[..end])
}

/// What the Rust name `name` of the function called `python` calls: the function itself, or one of its alternatives. `None` if that
/// cannot be told: the alternative of another function may be called so.
pub(crate) fn meant<'a>(name: &str, python: &str, signature: &'a Signature) -> Option<Cow<'a, Signature>> {
    if name == python {
        return Some(Cow::Borrowed(signature));
    }
    let mut all = alternatives(python, signature, true).into_iter();
    match all.find(|alternative| alternative.name == name) {
        Some(alternative) => Some(Cow::Owned(alternative.signature)),
        None => bases_of(name).next().is_none().then_some(Cow::Borrowed(signature)),
    }
}

fn alone(signature: &Signature, overload: &Overload) -> Signature {
    Signature {
        // Only stubs, and code with the same syntax, have overloads; what they say of types counts.
        evidence: Evidence::Stub,
        parameters: overload.parameters.clone(),
        returns: overload.returns.clone(),
        types: None,
        flow: signature.flow,
        overloads: Vec::new(),
    }
}

fn required(parameters: &[Parameter]) -> Vec<&str> {
    let is_variable = |parameter: &&Parameter| {
        matches!(parameter.kind, ParameterKind::VarPositional | ParameterKind::VarKeyword)
    };
    let needed = parameters.iter().filter(|parameter| parameter.default.is_none() && !is_variable(parameter));
    needed.map(|parameter| parameter.name.as_str()).collect()
}

/// The names of an annotation, each without the module it comes from: `list_int`, `text_io_wrapper`.
fn words(annotation: &str) -> String {
    let paths = annotation.split(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.')));
    let names = paths.filter_map(|path| path.rsplit('.').next()).filter(|name| !name.is_empty());
    let words: Vec<String> = names.take(WORDS).map(snake_case).collect();
    if words.is_empty() { "any".to_owned() } else { words.join("_") }
}

/// `TextIOWrapper` as `text_io_wrapper`.
fn snake_case(name: &str) -> String {
    let chars: Vec<char> = name.trim_matches('_').chars().collect();
    let mut snake = String::new();
    for (index, char) in chars.iter().enumerate() {
        let ends_word = index > 0
            && char.is_uppercase()
            && (!chars[index - 1].is_uppercase()
                || chars.get(index + 1).is_some_and(|next| next.is_lowercase()));
        if ends_word && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(char.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overload(required: &[&str], returns: &str) -> Overload {
        let parameter = |name: &&str| Parameter {
            name: (*name).into(),
            kind: ParameterKind::PositionalOrKeyword,
            default: None,
            annotation: None,
        };
        Overload { parameters: required.iter().map(parameter).collect(), returns: Some(returns.into()) }
    }

    fn named(own: Option<(&[&str], &str)>, overloads: Vec<Overload>) -> Vec<String> {
        let mut signature = Signature { overloads, ..Signature::default() };
        if let Some((required, returns)) = own {
            let Overload { parameters, returns } = overload(required, returns);
            (signature.parameters, signature.returns, signature.evidence) =
                (parameters, returns, Evidence::Stub);
        }
        alternatives("f", &signature, true).into_iter().map(|alternative| alternative.name).collect()
    }

    #[test]
    fn what_is_required_names_them() {
        let range = vec![overload(&["stop"], "range"), overload(&["start", "stop"], "range")];
        assert_eq!(named(None, range.clone()), ["f_with_stop", "f_with_start_stop"]);
        assert_eq!(named(Some((&["stop"], "range")), range), ["f_with_start_stop"]);
        assert_eq!(named(None, vec![overload(&[], "int")]), ["f_with_nothing"]);
    }

    #[test]
    fn what_is_given_names_the_others() {
        let open = vec![
            overload(&["file"], "io.TextIOWrapper"),
            overload(&["file"], "io.FileIO"),
            overload(&["file"], "list[int] | None"),
            overload(&["file"], "Any"),
        ];
        let own: (&[&str], &str) = (&["file"], "Any");
        assert_eq!(
            named(Some(own), open.clone()),
            ["f_as_text_io_wrapper", "f_as_file_io", "f_as_list_int_none"]
        );
        assert_eq!(named(None, open)[0], "f_with_file_as_text_io_wrapper");
    }

    #[test]
    fn names_are_distinct_and_the_same_is_not_told_twice() {
        let alike = vec![overload(&["x"], "a.B"), overload(&["x"], "c.B"), overload(&["x"], "a.B")];
        assert_eq!(named(None, alike), ["f_with_x_as_b", "f_with_x_as_b_2"]);
    }

    #[test]
    fn names_lead_back() {
        let bases: Vec<&str> = bases_of("run_with_x_as_int").collect();
        assert_eq!(bases, ["run_with_x", "run"]);
        assert_eq!(bases_of("_with_x").count() + bases_of("with").count(), 0);
    }
}
