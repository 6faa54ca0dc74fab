//! The coverage report as files: JSON for machines, and a page that needs nothing but a browser.

use askama::Template;
use serde::Serialize;
use snakebridge_codegen::{Callable, Coverage, Tally};
use std::collections::BTreeMap;

/// The version of the JSON; a change that readers have to know of raises it.
const VERSION: u32 = 1;

/// A report on several libraries.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    /// The version of this format.
    pub(crate) version: u32,
    pub(crate) libraries: Vec<Coverage>,
}

impl Default for Document {
    fn default() -> Self {
        Self { version: VERSION, libraries: Vec::new() }
    }
}

/// The report as JSON.
pub(crate) fn json(document: &Document) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("a report holds numbers, strings and maps");
    text.push('\n');
    text
}

/// The report as a page.
pub(crate) fn html(document: &Document) -> Result<String, askama::Error> {
    let callables = document.libraries.iter().map(|coverage| &coverage.callables).collect();
    Page { libraries: &document.libraries, callables }.render()
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct Page<'a> {
    libraries: &'a [Coverage],
    /// Too many for rows of HTML: the page makes rows of those that are looked for.
    callables: Vec<&'a BTreeMap<String, Callable>>,
}

impl Page<'_> {
    /// The parts of a bar of evidence: class, what it stands for, how many.
    fn evidence(&self, tally: &&Tally) -> [(&'static str, &'static str, u64); 6] {
        let evidence = &tally.evidence;
        [
            ("runtime", "runtime", evidence.runtime),
            ("text", "text signature", evidence.text_signature),
            ("stub", "stub", evidence.stub),
            ("doc", "docstring", evidence.docstring),
            ("code", "code", evidence.code),
            ("none", "none", evidence.variadic),
        ]
    }

    /// The parts of a bar of types.
    fn types(&self, tally: &&Tally) -> [(&'static str, &'static str, u64); 2] {
        let typed = tally.typed_parameters + tally.typed_returns;
        [("typed", "typed", typed), ("none", "untyped", tally.parameters + tally.returns - typed)]
    }

    fn percent(&self, share: f64) -> String {
        format!("{:.1}", share * 100.0)
    }
}
