//! Documentation of the wrappers: what Python says of a thing, as rustdoc.
//!
//! `parse` makes a [`Document`](document::Document) of a docstring, `render` makes Markdown of that, as much as `policy`
//! lets through, and `links`, when all wrappers are there, makes links of what mentions them.

mod document;
mod example;
mod inline;
pub(crate) mod links;
mod parse;
mod policy;
mod render;
mod signature;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use links::{mentioned, resolved};

use document::{Document, Item, Kind};
use policy::Policy;
use proc_macro2::Ident;
use render::Renderer;
use snakebridge_model::ir::{Evidence, Parameter, ParameterKind, Signature};

/// Documentation of one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    /// The Python path that leads to it, if anything can be said to be it.
    pub(crate) path: Option<String>,
    /// Lines of Markdown.
    pub(crate) lines: Vec<String>,
}

impl From<Vec<String>> for Docs {
    fn from(lines: Vec<String>) -> Self {
        Self { path: None, lines }
    }
}

/// Something that is called, with what its docstring says of it and of its parameters.
pub(crate) struct CallableDocs<'a> {
    path: &'a str,
    signature: &'a Signature,
    document: Document,
}

impl<'a> CallableDocs<'a> {
    pub(crate) fn new(path: &'a str, signature: &'a Signature, docstring: Option<&str>) -> Self {
        Self { path, signature, document: parse::parse(docstring.unwrap_or_default(), name_of(path)) }
    }

    /// The docs of the function: summary, signature, what has to be given, what comes of it.
    pub(crate) fn function(&self) -> Docs {
        let mut renderer = Renderer::new(self.path, &self.document, Policy::SHORT);
        renderer.summary();
        renderer.append(self.code());
        renderer.deprecated();
        renderer.extended();
        renderer.section(&Kind::Parameters, |item| self.has_method(item));
        renderer.sections_but(&[Kind::Parameters, Kind::Methods]);
        Docs { path: Some(self.path.to_owned()), lines: renderer.finish() }
    }

    /// The docs of a constructor: of what the docstring of its class says, that which is about calling it.
    pub(crate) fn constructor(&self) -> Docs {
        let mut renderer = Renderer::new(self.path, &self.document, Policy::SHORT);
        renderer.append(self.code());
        renderer.section(&Kind::Parameters, |item| self.has_method(item));
        renderer.section(&Kind::Raises, |_| false);
        Docs::from(renderer.finish())
    }

    /// The docs of the builder's method that gives an optional parameter.
    pub(crate) fn optional(&self, parameter: &Parameter) -> Docs {
        let item = self.document.parameter(&parameter.name);
        let annotation = parameter.annotation.as_deref().map(|text| format!(": {text}")).unwrap_or_default();
        let default = parameter.default.as_deref().map(|text| format!(" = {text}")).unwrap_or_default();
        let mut line = inline::code(&format!("{}{annotation}{default}", parameter.name));
        let renderer = Renderer::new(self.path, &self.document, Policy::SHORT);
        if let Some(annotation) =
            item.and_then(|item| item.annotation.as_deref()).filter(|_| annotation.is_empty())
        {
            let annotation = annotation.split(", default").next().unwrap_or_default();
            let shown = inline::code(&annotation.replace('`', "").replace(", optional", ""));
            line.push_str(&format!(" ({shown})"));
        }
        if let Some(remark) = item.and_then(|item| renderer.remark(item)) {
            line.push_str(&format!(": {remark}"));
        }
        Docs::from(vec![line])
    }

    /// Whether it is described at methods of the builder.
    fn has_method(&self, item: &Item) -> bool {
        let is_optional = |name: &String| {
            self.signature.parameters.iter().any(|parameter| {
                parameter.name == *name
                    && parameter.default.is_some()
                    && !matches!(parameter.kind, ParameterKind::VarPositional | ParameterKind::VarKeyword)
            })
        };
        self.signature.evidence != Evidence::Variadic && item.names.iter().all(is_optional)
    }

    /// The signature as Python writes it, and where it is from.
    fn code(&self) -> Vec<String> {
        let is_unknown = self.signature.evidence == Evidence::Variadic;
        let mut code = Vec::new();
        if self.document.calls.len() > 1 || is_unknown {
            code.extend(self.document.calls.iter().map(|call| text::printable(call)));
        }
        if code.is_empty() {
            code = signature::brief_lines(self.path, self.signature);
        }
        let fence = render::fence(&code);
        let mut lines = vec![format!("{fence}python")];
        lines.extend(code);
        lines.push(fence);
        let remark = match self.signature.evidence {
            Evidence::Runtime => None,
            Evidence::TextSignature => Some("Signature: from `__text_signature__`."),
            Evidence::Stub => Some("Signature: from a stub file."),
            Evidence::Docstring => Some("Signature: from the docstring."),
            Evidence::Code => Some("Signature: from the code."),
            Evidence::Variadic => Some("Signature: not known; any arguments go, as a tuple."),
        };
        lines.extend(remark.map(str::to_owned));
        lines
    }
}

/// A signature as Python would write it.
pub(crate) fn python_signature(path: &str, signature: &Signature) -> String {
    signature::lines(path, signature).join("\n")
}

/// The docs of something that is not called.
pub(crate) fn of_path(path: &str, kind: &str, docstring: Option<&str>) -> Docs {
    let document = parse::parse(docstring.unwrap_or_default(), name_of(path));
    let mut renderer = Renderer::new(path, &document, Policy::SHORT);
    renderer.summary();
    renderer.append(vec![format!("Python's {kind} {}.", inline::code(path))]);
    renderer.deprecated();
    renderer.extended();
    // They are parameters of the constructor.
    renderer.sections_but(&[Kind::Parameters, Kind::Raises, Kind::Methods]);
    Docs { path: Some(path.to_owned()), lines: renderer.finish() }
}

/// All of a docstring as Markdown that rustdoc neither runs nor complains about. `path` is whose it is.
///
/// ```
/// let markdown = snakebridge_codegen::markdown("math.hypot", "Norm.\n\n:param x: see :func:`math.sqrt`\n\n>>> 1\n1");
/// assert_eq!(markdown, "Norm.\n\n```python\n>>> 1\n1\n```\n\n# Parameters\n- `x`: see `math.sqrt`\n");
/// ```
#[must_use]
pub fn markdown(path: &str, docstring: &str) -> String {
    let document = parse::parse(docstring, name_of(path));
    let mut renderer = Renderer::new(path, &document, Policy::FULL);
    renderer.summary();
    renderer.deprecated();
    renderer.extended();
    renderer.sections_but(&[]);
    let lines = renderer.finish().into_iter();
    lines.map(|line| inline::replace(&line, |_| None) + "\n").collect()
}

/// The docs of what tells calls of `path` from others.
pub(crate) fn of_options(path: &str) -> Docs {
    Docs::from(vec![format!(
        "Calls {}; its optional arguments are methods of the builder.",
        inline::code(path)
    )])
}

/// The docs of an alternative to `main`: what calling it so gives, and its signature if that is short.
pub(crate) fn of_alternative(main: &Ident, path: &str, signature: &Signature) -> Docs {
    let written = signature::required_lines(path, signature).join(" ");
    Docs::from(vec![format!("One of the ways to call `{main}`: {}", inline::code(&written))])
}

fn name_of(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
