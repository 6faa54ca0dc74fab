//! A signature as Python writes it.

use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};

/// The longest signature that stays on one line.
const WIDTH: usize = 96;

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
            (lines[0].as_str(), lines[1].split_at(23).0, lines.last().map(String::as_str)),
            ("m.f(", "    *, name0=None, name", Some(")"))
        );
        assert!((4..8).contains(&lines.len()) && lines.iter().all(|line| line.len() <= 96), "{lines:#?}");
    }
}
