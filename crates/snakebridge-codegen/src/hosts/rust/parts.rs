//! The wrappers library by library: those of a library that is as it was before are not made again.

use super::emit::{Registration, Wrappers};
use crate::items::{Reader, Writer};
use crate::{lock, write};
use snakebridge_model::Manifest;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Beside the wrappers: what those of each library were made from, and they themselves.
const FILE: &str = "snakebridge.parts";

/// The wrappers of the libraries of a manifest, which says so in `text`; what can be is taken from the run before, in the same folder.
pub(super) fn wrappers(
    folder: &Path,
    manifest: &Manifest,
    text: &str,
    registration: &Registration,
) -> String {
    let wrappers = Wrappers::of(&manifest.libraries);
    let shared = format!("{}\n{}", lock::generator_digest(), wrappers.shared());
    let file = fs::read(folder.join(FILE)).unwrap_or_default();
    let before = read(&file, shared.as_bytes()).unwrap_or_default();

    let mut source = Wrappers::start(registration);
    let mut parts = Writer::default();
    parts.put(shared.as_bytes());
    let made_from = Manifest::texts(text);
    let is_same =
        |name: &str| before.get(name).is_some_and(|part| Some(&part.made_from) == made_from.get(name));
    for (name, said) in &made_from {
        // Links in the docs depend on what there is where they lead.
        let known = before.get(name).filter(|part| is_same(name) && part.mentioned().all(is_same));
        let made;
        let (part, mentioned) = match known {
            Some(part) => (part.wrappers, part.mentioned),
            None => {
                let (wrappers, mentioned) = wrappers.library(name);
                made = (wrappers, mentioned.join(" "));
                (made.0.as_str(), made.1.as_str())
            }
        };
        [*name, said, mentioned, part].into_iter().for_each(|item| parts.put(item.as_bytes()));
        source.push_str(part);
    }
    source.push_str(Wrappers::END);

    let parts = parts.into_bytes();
    if parts != file {
        write::keep(&folder.join(FILE), &parts);
    }
    source
}

/// The wrappers of a library, and what they were made from.
struct Part<'a> {
    made_from: &'a str,
    /// The other libraries that the docs mention.
    mentioned: &'a str,
    wrappers: &'a str,
}

impl<'a> Part<'a> {
    fn mentioned(&self) -> impl Iterator<Item = &'a str> {
        self.mentioned.split(' ').filter(|name| !name.is_empty())
    }
}

/// The parts in a file, by library; none if it is for something else.
fn read<'a>(file: &'a [u8], shared: &[u8]) -> Option<BTreeMap<&'a str, Part<'a>>> {
    let mut reader = Reader::new(file);
    if reader.take()? != shared {
        return None;
    }
    let mut parts = BTreeMap::new();
    while !reader.is_empty() {
        let name = reader.text()?;
        let (made_from, mentioned, wrappers) = (reader.text()?, reader.text()?, reader.text()?);
        parts.insert(name, Part { made_from, mentioned, wrappers });
    }
    Some(parts)
}
