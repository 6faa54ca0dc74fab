//! Roles of reST: `:func:`, `:py:class:`, `:ref:`.

pub(super) enum Meaning {
    /// Something of Python.
    Symbol,
    /// Text for people, with a target in the docs of the library.
    Text,
    /// A proposal: `PEP` or `RFC`.
    Proposal(&'static str),
    Code,
}

/// The role at the start of text, without its colons, if backticks follow it.
pub(super) fn name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(':')?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b":_+.-".contains(byte);
    let length = rest.bytes().take(40).take_while(is_part).count();
    let name = rest[..length].strip_suffix(':')?;
    (rest[length..].starts_with('`') && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}

pub(super) fn meaning(role: &str) -> Meaning {
    match role {
        "func" | "meth" | "class" | "exc" | "mod" | "attr" | "data" | "obj" | "const" | "type" | "deco"
        | "any" => Meaning::Symbol,
        "ref" | "doc" | "term" | "numref" | "abbr" | "sub" | "sup" | "subscript" | "superscript"
        | "emphasis" | "strong" | "title" | "ticket" | "issue" => Meaning::Text,
        "pep" | "PEP" => Meaning::Proposal("PEP"),
        "rfc" | "RFC" => Meaning::Proposal("RFC"),
        _ => Meaning::Code,
    }
}

/// `PEP 484`, linked.
pub(super) fn proposal(of: &str, text: &str) -> String {
    let number = text.split(['<', '#', ' ']).next().unwrap_or_default();
    if number.is_empty() || number.len() > 5 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return super::escaped(super::link::label(text));
    }
    match of {
        "PEP" => format!("[PEP {number}](<https://peps.python.org/pep-{number:0>4}/>)"),
        _ => format!("[RFC {number}](<https://www.rfc-editor.org/rfc/rfc{number}>)"),
    }
}

/// The path that a role or a bare code span names, and what is shown of it. The path is empty if there is none.
pub(super) fn target(text: &str) -> (&str, &str) {
    let text = text.trim();
    if let Some(shown) = text.strip_prefix('!') {
        return ("", shown);
    }
    let (target, label) = match text.strip_suffix('>').and_then(|inner| inner.rsplit_once('<')) {
        Some((label, target)) if !label.trim().is_empty() => (target.trim(), label.trim()),
        _ => (text, text),
    };
    let is_short = target.starts_with('~');
    let path = target.trim_start_matches(['~', '.']).trim_end_matches("()");
    if !is_path(path) {
        return ("", label.trim_start_matches(['~', '.']));
    }
    match (label == target, is_short) {
        (true, true) => (path, path.rsplit('.').next().unwrap_or(path)),
        (true, false) => (path, target.trim_start_matches('.')),
        (false, _) => (path, label),
    }
}

/// Whether text is a dotted name.
pub(super) fn is_path(text: &str) -> bool {
    let text = text.trim_start_matches(['~', '.']).trim_end_matches("()");
    !text.is_empty()
        && text.len() < 200
        && text.split('.').all(|name| {
            !name.is_empty()
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        })
}
