//! A signature as Python writes it.

use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};

/// The longest signature that stays on one line.
const WIDTH: usize = 96;
/// The most lines of a brief one that tell all types.
const BRIEF: usize = 4;

/// `path(a, /, b=1, *, c) -> int`, over several lines if it is long.
pub(super) fn lines(path: &str, signature: &Signature) -> Vec<String> {
    let parts = if signature.evidence == Evidence::Variadic {
        vec!["...".to_owned()]
    } else {
        parts(&signature.parameters)
    };
    let returns = signature.returns.as_deref().map(|returns| format!(" -> {returns}")).unwrap_or_default();
    let short = flat(&format!("{path}({}){returns}", parts.join(", ")));
    if short.chars().count() <= WIDTH || parts.len() < 2 {
        return vec![short];
    }
    let mut lines = vec![flat(&format!("{path}("))];
    let mut line = String::from("   ");
    for part in parts {
        if line.chars().count() + part.chars().count() + 2 > WIDTH && line.len() > 3 {
            lines.push(std::mem::replace(&mut line, String::from("   ")));
        }
        line.push_str(&format!(" {},", flat(&part)));
    }
    lines.extend([line, flat(&format!("){returns}"))]);
    lines
}

/// The same without the types of what is optional where it would be long with them: the methods that take it tell them.
pub(super) fn brief_lines(path: &str, signature: &Signature) -> Vec<String> {
    let all = lines(path, signature);
    if all.len() <= BRIEF {
        return all;
    }
    let mut brief = signature.clone();
    for parameter in &mut brief.parameters {
        parameter.annotation = parameter.annotation.take().filter(|_| parameter.default.is_none());
    }
    lines(path, &brief)
}

/// The same on one line, with `...` for what is optional if it would be long.
pub(super) fn required_lines(path: &str, signature: &Signature) -> Vec<String> {
    let all = lines(path, signature);
    if all.len() == 1 {
        return all;
    }
    let required = signature.parameters.iter().filter(|parameter| parameter.default.is_none()).cloned();
    let parts = parts(&required.collect::<Vec<_>>()).into_iter().chain(["...".to_owned()]);
    let returns = signature.returns.as_deref().map(|returns| format!(" -> {returns}")).unwrap_or_default();
    vec![flat(&format!("{path}({}){returns}", parts.collect::<Vec<_>>().join(", ")))]
}

fn parts(parameters: &[Parameter]) -> Vec<String> {
    use ParameterKind::{KeywordOnly, PositionalOnly, VarKeyword, VarPositional};
    let mut parts = Vec::new();
    let mut star_seen = false;
    for (index, parameter) in parameters.iter().enumerate() {
        if parameter.kind == KeywordOnly && !star_seen {
            parts.push("*".to_owned());
            star_seen = true;
        }
        star_seen |= parameter.kind == VarPositional;
        let stars = match parameter.kind {
            VarPositional => "*",
            VarKeyword => "**",
            _ => "",
        };
        parts.push(format!("{stars}{}", part(parameter)));
        let next = parameters.get(index + 1);
        if parameter.kind == PositionalOnly && next.is_none_or(|next| next.kind != PositionalOnly) {
            parts.push("/".to_owned());
        }
    }
    parts
}

fn part(parameter: &Parameter) -> String {
    match (&parameter.annotation, &parameter.default) {
        (None, None) => parameter.name.clone(),
        (None, Some(default)) => format!("{}={default}", parameter.name),
        (Some(annotation), None) => format!("{}: {annotation}", parameter.name),
        (Some(annotation), Some(default)) => format!("{}: {annotation} = {default}", parameter.name),
    }
}

/// One line that nothing ends.
fn flat(line: &str) -> String {
    super::text::printable(line).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(name: &str, kind: ParameterKind, default: Option<&str>) -> Parameter {
        Parameter { name: name.into(), kind, default: default.map(Into::into), annotation: None }
    }

    #[test]
    fn markers_stand_where_python_puts_them() {
        use ParameterKind::*;
        let parameters = vec![
            parameter("a", PositionalOnly, None),
            parameter("b", PositionalOrKeyword, Some("1")),
            parameter("c", KeywordOnly, None),
            parameter("rest", VarKeyword, None),
        ];
        let signature = Signature {
            evidence: Evidence::Runtime,
            parameters,
            returns: Some("int".into()),
            ..Signature::default()
        };
        assert_eq!(lines("m.f", &signature), ["m.f(a, /, b=1, *, c, **rest) -> int"]);
    }

    #[test]
    fn brief_ones_tell_types_only_where_nothing_else_does() {
        let annotated = |default: Option<&str>| Parameter {
            annotation: Some("a_module.a_protocol_with_a_long_name[int] | None".into()),
            ..parameter(if default.is_some() { "optional" } else { "x" }, ParameterKind::KeywordOnly, default)
        };
        let signature = Signature {
            evidence: Evidence::Runtime,
            parameters: vec![annotated(None), annotated(Some("1")), annotated(Some("2"))],
            ..Signature::default()
        };
        assert_eq!(lines("m.f", &signature).len(), 5);
        assert_eq!(
            brief_lines("m.f", &signature),
            ["m.f(*, x: a_module.a_protocol_with_a_long_name[int] | None, optional=1, optional=2)"]
        );
    }

    #[test]
    fn long_ones_take_more_lines() {
        let parameters =
            (0..20).map(|i| parameter(&format!("name{i}"), ParameterKind::KeywordOnly, Some("None")));
        let signature = Signature {
            evidence: Evidence::Runtime,
            parameters: parameters.collect(),
            ..Signature::default()
        };
        let lines = lines("m.f", &signature);
        assert_eq!(
            (lines[0].as_str(), lines[1].as_str(), lines[2].as_str()),
            (
                "m.f(",
                "    *, name0=None, name1=None, name2=None, name3=None, name4=None, name5=None, name6=None,",
                "    name7=None, name8=None, name9=None, name10=None, name11=None, name12=None, name13=None,"
            )
        );
        assert_eq!(lines.len(), 5);
    }
}
