//! The wrappers library by library: those of a library that is as it was before are not made again.

use crate::hosts::rust::{Registration, Wrappers};
use crate::items::{Reader, Writer};
use crate::{lock, write};
use snakebridge_model::ir::Library;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Beside the wrappers: what those of each library were made from, and they themselves.
const FILE: &str = "snakebridge.parts";

/// The wrappers of these libraries; what can be is taken from the run before, in the same folder.
pub(super) fn wrappers(
    folder: &Path,
    libraries: &BTreeMap<String, Library>,
    registration: &Registration,
) -> String {
    let wrappers = Wrappers::of(libraries);
    let shared = format!("{}\n{}", lock::generator_digest(), wrappers.shared());
    let file = fs::read(folder.join(FILE)).unwrap_or_default();
    let before = read(&file, shared.as_bytes()).unwrap_or_default();

    let mut text = Wrappers::start(registration);
    let mut parts = Writer::default();
    parts.put(shared.as_bytes());
    for (name, library) in libraries {
        let made_from =
            serde_json::to_string(library).expect("a library holds strings, numbers and maps of them");
        let known = before.get(name.as_str()).filter(|part| part.made_from == made_from);
        let part = known.map_or_else(|| wrappers.library(name), |part| part.wrappers.to_owned());
        [name, &made_from, &part].into_iter().for_each(|item| parts.put(item.as_bytes()));
        text.push_str(&part);
    }
    text.push_str(Wrappers::END);

    let parts = parts.into_bytes();
    if parts != file {
        write::keep(&folder.join(FILE), &parts);
    }
    text
}

/// The wrappers of a library, and what they were made from.
struct Part<'a> {
    made_from: &'a str,
    wrappers: &'a str,
}

/// The parts in a file, by library; none if it is for something else.
fn read<'a>(file: &'a [u8], shared: &[u8]) -> Option<BTreeMap<&'a str, Part<'a>>> {
    let mut reader = Reader::new(file);
    if reader.take()? != shared {
        return None;
    }
    let mut parts = BTreeMap::new();
    while !reader.is_empty() {
        let [name, made_from, wrappers] = [reader.text()?, reader.text()?, reader.text()?];
        parts.insert(name, Part { made_from, wrappers });
    }
    Some(parts)
}
