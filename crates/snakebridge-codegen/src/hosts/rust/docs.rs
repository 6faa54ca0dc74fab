//! Documentation of the wrappers: what Python says of a thing, as rustdoc.

mod extent;
mod inline;
mod lines;
mod markdown;
mod signature;

use proc_macro2::Ident;
use snakebridge_model::ir::{Evidence, Parameter, Signature};

/// The docs of something called `path` in Python: the first paragraph of its docstring, its signature as Python would
/// write it, and the rest of the docstring.
pub(crate) fn of_callable(path: &str, signature: &Signature, docstring: Option<&str>) -> Vec<String> {
    let mut lines = vec!["```python".to_owned()];
    lines.extend(signature::lines(path, signature));
    lines.push("```".to_owned());
    let remark = match signature.evidence {
        Evidence::Runtime => None,
        Evidence::TextSignature => Some("Signature: from `__text_signature__`."),
        Evidence::Stub => Some("Signature: from a stub file."),
        Evidence::Docstring => Some("Signature: from the docstring."),
        Evidence::Variadic => Some("Signature: not known; any arguments go, as a tuple."),
    };
    if let Some(remark) = remark {
        lines.extend([String::new(), remark.to_owned()]);
    }
    around(path, lines, docstring)
}

/// A signature as Python would write it.
pub(crate) fn python_signature(path: &str, signature: &Signature) -> String {
    signature::lines(path, signature).join("\n")
}

/// The docs of something that is not called.
pub(crate) fn of_path(path: &str, kind: &str, docstring: Option<&str>) -> Vec<String> {
    around(path, vec![format!("Python's {kind} `{}`.", path.replace('`', ""))], docstring)
}

/// The docs of a builder's method.
pub(crate) fn of_optional(parameter: &Parameter) -> Vec<String> {
    let annotation =
        parameter.annotation.as_deref().map(|annotation| format!(": {annotation}")).unwrap_or_default();
    let default = parameter.default.as_deref().map(|default| format!(" = {default}")).unwrap_or_default();
    vec![inline::code(&format!("{}{annotation}{default}", parameter.name))]
}

/// The docs of what tells calls of `path` from others.
pub(crate) fn of_options(path: &str) -> Vec<String> {
    vec![format!("Calls `{}`; its optional arguments are methods of the builder.", path.replace('`', ""))]
}

/// The docs of an alternative to `main`: what calling it so gives, and its signature if that is short.
pub(crate) fn of_alternative(main: &Ident, path: &str, signature: &Signature) -> Vec<String> {
    let mut lines = vec![format!("One of the ways to call `{main}`:"), String::new(), "```python".to_owned()];
    lines.extend(signature::required_lines(path, signature));
    lines.push("```".to_owned());
    lines
}

/// Puts `middle` after the first paragraph, which rustdoc shows in lists.
fn around(path: &str, middle: Vec<String>, docstring: Option<&str>) -> Vec<String> {
    let lines = extent::of(path, markdown::of(docstring.unwrap_or_default()));
    let end = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    let (first, rest) = lines.split_at(end);
    // Code, a heading or a table makes no good summary.
    let is_text = first.first().is_some_and(|line| !line.starts_with(['`', '#', '|', '-', '*']));
    let mut all = Vec::new();
    if is_text {
        all.extend_from_slice(first);
        all.push(String::new());
        all.extend(middle);
        all.extend_from_slice(rest);
    } else {
        all.extend(middle);
        if !lines.is_empty() {
            all.push(String::new());
        }
        all.extend(lines);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_comes_first() {
        let docs = of_path("math.pi", "value", Some("The ratio.\n\nMore."));
        assert_eq!(docs, ["The ratio.", "", "Python's value `math.pi`.", "", "More."]);
        assert_eq!(of_path("math.pi", "value", None), ["Python's value `math.pi`."]);
        let docs = of_path("x", "class", Some(">>> code"));
        assert_eq!(docs, ["Python's class `x`.", "", "```python", ">>> code", "```"]);
    }
}
