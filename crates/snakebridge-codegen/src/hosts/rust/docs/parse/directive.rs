//! Directives of reST, and what else starts with two dots.

use super::blocks::nested;
use super::lines::{field, is_prompt};
use super::{dedented, dedented_after, end_of_indented, joined};
use crate::hosts::rust::docs::document::Block;

/// Languages that rustdoc neither runs nor complains about. Any other is `text`.
const LANGUAGES: [&str; 16] = [
    "bash",
    "c",
    "console",
    "cpp",
    "css",
    "diff",
    "html",
    "ini",
    "javascript",
    "json",
    "r",
    "sh",
    "sql",
    "toml",
    "xml",
    "yaml",
];

/// The language of a code block, by its tag.
pub(super) fn language(tag: &str) -> &'static str {
    let word = tag.split([' ', ',', '{', '}', ':']).next().unwrap_or_default().to_ascii_lowercase();
    if ["py", "python", "python3", "py3", "pycon", "ipython", "ipython3", "doctest", "default"]
        .contains(&word.as_str())
    {
        return "python";
    }
    LANGUAGES.into_iter().find(|known| *known == word).unwrap_or("text")
}

/// The blocks of what stands behind two dots, `depth` deep in others, with the indented lines below it.
pub(super) fn blocks(rest: &str, body: &[&str], depth: usize) -> Vec<Block> {
    if let Some((label, text)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let blocks = nested(&dedented_after(text, body), depth + 1);
        return vec![Block::Definition { term: format!("[{label}]"), blocks }];
    }
    if rest.starts_with(['_', '|']) {
        // Targets and substitutions: they are used where they are named.
        return Vec::new();
    }
    let Some((name, argument)) =
        rest.split_once("::").filter(|(name, _)| !name.is_empty() && !name.contains(' '))
    else {
        // A comment.
        return Vec::new();
    };
    let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    named(&name, argument.trim(), body, depth)
}

fn named(name: &str, argument: &str, body: &[&str], depth: usize) -> Vec<Block> {
    let inner = || nested(&dedented_after(argument, body), depth + 1);
    let admonition = |title: String, blocks: Vec<Block>| vec![Block::Admonition { title, blocks }];
    let version = |before: &str| {
        let (version, text) = argument.split_once(' ').unwrap_or((argument, ""));
        admonition(
            format!("{before} {}", version.trim_end_matches([':', '.'])),
            nested(&dedented_after(text, body), depth + 1),
        )
    };
    match name {
        "code-block" | "code" | "sourcecode" | "highlight" => code(language(argument), body),
        "ipython" | "testcode" | "doctest" | "plot" | "jupyter-execute" => code("python", body),
        "math" | "parsed-literal" | "literalinclude" | "productionlist" | "graphviz" | "testoutput"
        | "csv-table" => {
            let mut all = code("text", body);
            let text = joined(&[argument]);
            if !text.is_empty() {
                all.insert(0, Block::Code { language: "text", lines: vec![text] });
            }
            all
        }
        "deprecated" | "deprecated-removed" => version("Deprecated since"),
        "versionadded" => version("New in"),
        "versionchanged" | "versionremoved" => version("Changed in"),
        "seealso" => admonition("See also".to_owned(), inner()),
        "note" | "warning" | "tip" | "important" | "caution" | "danger" | "attention" | "hint" | "error"
        | "todo" => {
            let body = if argument.is_empty() { options_cut(body) } else { body.to_vec() };
            admonition(capitalized(name), nested(&dedented_after(argument, &body), depth + 1))
        }
        "admonition" | "topic" | "dropdown" => {
            admonition(joined(&[argument]), nested(&options_cut(body), depth + 1))
        }
        "rubric" if !argument.is_empty() => vec![Block::Heading(joined(&[argument]))],
        "image"
        | "index"
        | "currentmodule"
        | "module"
        | "include"
        | "toctree"
        | "contents"
        | "raw"
        | "testsetup"
        | "testcleanup"
        | "autoclass"
        | "autofunction"
        | "automodule"
        | "autosummary"
        | "inheritance-diagram" => Vec::new(),
        _ => nested(&options_cut(body), depth + 1),
    }
}

fn code(language: &'static str, body: &[&str]) -> Vec<Block> {
    let body = options_cut(body);
    let lines: Vec<String> = dedented(&body).into_iter().map(str::to_owned).collect();
    let language = if lines.first().is_some_and(|line| is_prompt(line)) { "python" } else { language };
    Vec::from_iter((!lines.is_empty()).then_some(Block::Code { language, lines }))
}

/// The body of a directive without its options: the fields it starts with.
fn options_cut<'a>(body: &[&'a str]) -> Vec<&'a str> {
    let all = dedented(body);
    let mut at = 0;
    while all.get(at).is_some_and(|line| line.starts_with(':') && field(line).is_some()) {
        at = end_of_indented(&all, at + 1);
    }
    all[at..].to_vec()
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(characters).collect()
}
