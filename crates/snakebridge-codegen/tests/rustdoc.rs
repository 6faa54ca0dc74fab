//! What docstrings become, before the judge of it: rustdoc takes all of it without a warning, and finds no test to run.
//!
//! `SNAKEBRIDGE_DOCSTRINGS`, a JSON file of docstrings by path, adds those of real libraries to a run.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use snakebridge_codegen::markdown;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The lints that docs of wrappers keep to.
const LINTS: &str = "#![deny(warnings, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]
#![deny(rustdoc::invalid_codeblock_attributes, rustdoc::unescaped_backticks, rustdoc::invalid_rust_codeblocks)]
#![allow(rustdoc::redundant_explicit_links)]
";

/// Has rustdoc look at docs, each of them on a function; gives what it has to say.
fn judged(docs: impl IntoIterator<Item = (String, String)>) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let mut source = LINTS.to_owned();
    for (index, (path, markdown)) in docs.into_iter().enumerate() {
        assert!(!markdown.contains(|c: char| c.is_control() && c != '\n'), "{path}: {markdown:?}");
        writeln!(source, "// {path:?}").unwrap();
        for line in markdown.lines() {
            writeln!(source, "/// {line}").unwrap();
        }
        writeln!(source, "pub fn docstring_{index}() {{}}").unwrap();
    }
    let file = folder.path().join("docstrings.rs");
    fs::write(&file, source).unwrap();
    let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&rustdoc);
        command.args(["--edition", "2024", "--crate-name", "docstrings"]).args(arguments).arg(&file);
        let output = command.current_dir(folder.path()).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).chars().take(20_000).collect::<String>();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() { Ok(text) } else { Err(format!("{errors}{text}")) }
    };
    run(&["--out-dir", "docs"])?;
    let tests = run(&["--test"])?;
    if tests.contains("running 0 tests") { Ok(()) } else { Err(tests) }
}

/// Docstrings of every style and shape we know of, as files.
fn shapes() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docstrings");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            (format!("shapes.{name}"), fs::read_to_string(file).unwrap())
        })
        .chain([("shapes.long".to_owned(), long())])
        .collect()
}

/// A very long line, and very many parameters.
fn long() -> String {
    let mut text = "A very long line: ".to_owned() + &"word_ `code` *x [y] ".repeat(600);
    text += "\n\nParameters\n----------\n";
    for number in 0..300 {
        writeln!(text, "p{number} : int\n    Parameter number {number}.").unwrap();
    }
    text
}

#[test]
fn every_shape_is_sound() {
    let mut all = shapes();
    assert!(all.len() >= 10, "the shapes are not where they should be");
    if let Some(file) = std::env::var_os("SNAKEBRIDGE_DOCSTRINGS") {
        let more: BTreeMap<String, String> =
            serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        all.extend(more);
    }
    judged(all.iter().map(|(path, docstring)| (path.clone(), markdown(path, docstring)))).unwrap();
}

/// Every shape, cut off after each of its lines, which leaves open what was opened.
#[test]
fn what_is_cut_off_is_sound() {
    let mut all = Vec::new();
    for (path, docstring) in shapes() {
        let ends = docstring.match_indices('\n').map(|(at, _)| at);
        all.extend(ends.map(|end| (path.clone(), markdown(&path, &docstring[..end]))));
    }
    judged(all).unwrap();
}

/// Text of what means something in one of the markups.
fn noise() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(PIECES.to_vec());
    proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\n    ",
    "\n        ",
    "\n  ",
    "\t",
    "\r",
    "\0",
    "\u{202e}",
    "\u{1}",
    "word",
    "Word",
    "x",
    "é",
    "_",
    "__",
    "*",
    "**",
    "`",
    "``",
    "```",
    "````",
    "~~~",
    "~",
    "|",
    "||",
    "[",
    "]",
    "](",
    ")",
    "(",
    "<",
    ">",
    "</",
    "/>",
    "<br>",
    "<!--",
    "-->",
    "&amp;",
    "&",
    "#",
    "# ",
    "\n# ",
    "- ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "::",
    ":",
    "\n.. note::",
    "\n.. code-block:: rust\n\n    ",
    "\n:param x: ",
    ":func:`",
    "\n@return: ",
    "`_",
    "]_",
    "[1]",
    "[^1]",
    "[^1]: ",
    "https://a.bc/d_(e)",
    "http://",
    "\\",
    "!",
    "![",
    "\n---\n",
    "\n===\n",
    "Parameters\n----------\n",
    "\nReturns:\n    ",
    "x : int\n    ",
    "\n>>> f()",
    "\n```rust\n",
    "\n+--+--+\n",
    "\n==  ==\n",
    "| a | b |\n|--|--|\n",
];

#[test]
fn noise_is_sound() {
    let mut runner = TestRunner::deterministic();
    let docs: Vec<_> = (0..4000)
        .map(|_| {
            let text = noise().new_tree(&mut runner).unwrap().current();
            (text.clone(), markdown("noise.f", &text))
        })
        .collect();
    judged(docs).unwrap();
}

#[test]
fn the_judge_sees_what_is_wrong() {
    for (docs, complaint) in [
        ("[x]", "unresolved link"),
        ("<T>", "unclosed HTML tag"),
        ("https://example.org", "not a hyperlink"),
        ("a ` b", "unescaped backtick"),
        ("```should-panic\n```", "unknown attribute"),
        ("x\n\n    let indented: u32 = \"\";", "mismatched types"),
    ] {
        let said = judged([("m.f".to_owned(), docs.to_owned())]).unwrap_err();
        assert!(said.contains(complaint), "{docs}: {said}");
    }
}
