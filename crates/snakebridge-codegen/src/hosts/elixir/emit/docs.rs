//! Documentation of the wrappers, for ExDoc: what Python says of a thing, as Markdown.

use crate::hosts::rust::{markdown, python_signature};
use snakebridge_model::ir::{Class, Evidence, Signature};

/// How long a summary in a list of functions may be, in characters.
const SUMMARY: usize = 60;

/// The docs of a function: summary, signature, and the rest of what its docstring says.
pub(super) fn callable(path: &str, signature: &Signature, docstring: Option<&str>) -> String {
    let remark = match signature.evidence {
        Evidence::Runtime => "",
        Evidence::TextSignature => "\nSignature: from `__text_signature__`.",
        Evidence::Stub => "\nSignature: from a stub file.",
        Evidence::Docstring => "\nSignature: from the docstring.",
        Evidence::Code => "\nSignature: from the code.",
        Evidence::Variadic => "\nSignature: not known; any arguments are let through.",
    };
    let code = python_signature(path, signature);
    let fence = fence(&code);
    completed(path, docstring, &format!("{fence}python\n{code}\n{fence}{remark}"))
}

/// The docs of a module.
pub(super) fn module(path: &str, kind: &str, docstring: Option<&str>) -> String {
    completed(path, docstring, &format!("Python's {kind} `{path}`."))
}

/// The docs of a class.
pub(super) fn class(path: &str, class: &Class, docstring: Option<&str>) -> String {
    let bases: Vec<String> = class.bases.iter().take(8).map(|base| format!("`{base}`")).collect();
    let below = if bases.is_empty() { String::new() } else { format!(", a {}", bases.join(", a ")) };
    completed(path, docstring, &format!("Python's class `{path}`{below}."))
}

/// The docs of a value.
pub(super) fn value(path: &str, type_name: &str, docstring: Option<&str>) -> String {
    completed(path, docstring, &format!("The value of `{path}`, a `{}`.", type_name.replace('`', "")))
}

/// The docs of what an object has.
pub(super) fn member(path: &str, kind: &str, docstring: Option<&str>) -> String {
    completed(path, docstring, &format!("Reads the {kind} `{path}`."))
}

/// The docs of a special method.
pub(super) fn special(path: &str, function: &str) -> String {
    format!("`{path}`, as Python's `{function}` does it.")
}

/// The first sentence or line of a docstring, without marks.
pub(super) fn summary(docstring: Option<&str>) -> String {
    let paragraph = docstring.unwrap_or_default().split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let text = words.join(" ").replace('`', "");
    let sentence = text.split_inclusive(". ").next().unwrap_or_default().trim();
    if sentence.chars().count() <= SUMMARY {
        return sentence.to_owned();
    }
    let mut short = String::new();
    for word in sentence.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > SUMMARY {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    format!("{}…", short.trim_end())
}

/// The summary of a docstring, then what there is to say besides, then the rest.
fn completed(path: &str, docstring: Option<&str>, besides: &str) -> String {
    let text = lowered(&markdown(path, docstring.unwrap_or_default()));
    let text = text.trim();
    let starts_with_text = !text.starts_with(['#', '`', '-', '>', '|']);
    match text.split_once("\n\n") {
        _ if text.is_empty() => besides.to_owned(),
        Some((summary, rest)) if starts_with_text => format!("{summary}\n\n{besides}\n\n{rest}"),
        None if starts_with_text => format!("{text}\n\n{besides}"),
        _ => format!("{besides}\n\n{text}"),
    }
}

/// Headings one level lower: the page has one of its own.
fn lowered(markdown: &str) -> String {
    let mut lowered = String::new();
    let mut fence: Option<usize> = None;
    for line in markdown.lines() {
        let ticks = line.trim_start().chars().take_while(|character| *character == '`').count();
        match fence {
            Some(open) if ticks >= open => fence = None,
            None if ticks >= 3 => fence = Some(ticks),
            None if line.starts_with('#') => lowered.push('#'),
            _ => {}
        }
        lowered.push_str(line);
        lowered.push('\n');
    }
    lowered
}

/// A fence that nothing in the code ends.
fn fence(code: &str) -> String {
    let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_lowered_and_code_is_not() {
        assert_eq!(lowered("# A\n```\n# b\n```\n## C\n"), "## A\n```\n# b\n```\n### C\n");
    }

    #[test]
    fn summaries_are_short() {
        assert_eq!(summary(Some("One `two`.\nThree. Four.\n\nFive.")), "One two.");
        let long = summary(Some(&"word ".repeat(40)));
        assert!(long.ends_with("word…") && long.chars().count() <= SUMMARY);
    }
}
