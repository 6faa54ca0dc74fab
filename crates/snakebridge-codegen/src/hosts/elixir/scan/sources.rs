//! The files of a Mix project: those that its `mix.exs` compiles and tests, and scripts beside them.

use super::arguments::{Source, named};
use super::file::FileScan;
use super::read;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::disk::Disk;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tree_sitter::{Node, Parser};

/// Folders of code that no part of `mix.exs` names.
const BESIDES: [&str; 3] = ["bench", "examples", "scripts"];

/// Folders of others' code.
const FOREIGN: [&str; 4] = ["_build", "deps", "node_modules", "target"];

/// Reads every file, with its path relative to the root.
pub(super) fn read(
    disk: &Disk,
    project: &Project,
    diagnostics: &mut Diagnostics,
) -> Vec<(PathBuf, FileScan)> {
    let root = &project.root;
    let manifest = disk.text(&root.join("mix.exs")).unwrap_or_default();
    let Paths { compiled, tested } = Paths::of(&manifest);
    let scripts = disk.entries(root).into_iter().filter(|path| {
        path.extension().is_some_and(|extension| extension == "exs") && !path.ends_with("mix.exs")
    });
    let mut files: BTreeSet<PathBuf> = scripts.filter(|path| !is_hidden(path)).collect();
    let folders = compiled.iter().chain(&tested).map(String::as_str).chain(BESIDES);
    for folder in folders.collect::<BTreeSet<_>>() {
        let compiled_only = compiled.contains(folder) && !tested.contains(folder);
        let found = disk.elixir_files(&root.join(folder)).into_iter();
        files.extend(found.filter(|file| {
            let is_script = file.extension().is_some_and(|extension| extension == "exs");
            (!compiled_only || !is_script) && !is_foreign(root, file)
        }));
    }
    let mut read_files = Vec::new();
    for file in files {
        let relative = file.strip_prefix(root).unwrap_or(&file).to_path_buf();
        match disk.source(&file) {
            Ok(text) => read_files.push((relative, read::read(&text))),
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", relative.display());
                diagnostics.push(Diagnostic::error(Code::Source, message));
            }
        }
    }
    read_files
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn is_foreign(root: &Path, file: &Path) -> bool {
    let relative = file.strip_prefix(root).unwrap_or(file);
    let foreign =
        |name: &std::path::Component<'_>| FOREIGN.iter().any(|foreign| name.as_os_str() == *foreign);
    relative.components().any(|name| foreign(&name))
}

/// What `mix.exs` says of folders: literal texts, for any environment.
#[derive(Debug, PartialEq, Eq)]
struct Paths {
    compiled: BTreeSet<String>,
    tested: BTreeSet<String>,
}

impl Paths {
    fn of(manifest: &str) -> Self {
        let mut paths = Self { compiled: BTreeSet::new(), tested: BTreeSet::new() };
        let mut parser = Parser::new();
        if parser.set_language(&tree_sitter_elixir::LANGUAGE.into()).is_ok()
            && let Some(tree) = parser.parse(manifest, None)
        {
            paths.look(Source(manifest), tree.root_node(), 0);
        }
        for (found, usual) in [(&mut paths.compiled, "lib"), (&mut paths.tested, "test")] {
            if found.is_empty() {
                found.insert(usual.to_owned());
            }
        }
        paths
    }

    /// Values of the keys, and what functions of their names give.
    fn look(&mut self, source: Source<'_>, node: Node<'_>, depth: usize) {
        if depth > 200 {
            return;
        }
        let key = match node.kind() {
            "pair" => node.child_by_field_name("key").and_then(|key| source.name(key)),
            "call" => {
                let is_definition = node
                    .child_by_field_name("target")
                    .is_some_and(|target| matches!(source.text(target), "def" | "defp"));
                let head = named(node).find(|child| child.kind() == "arguments").filter(|_| is_definition);
                head.and_then(|head| source.text(head).split(['(', ' ', ',']).next())
            }
            _ => None,
        };
        match key {
            Some("elixirc_paths") => texts(source, node, &mut self.compiled),
            Some("test_paths") => texts(source, node, &mut self.tested),
            _ => named(node).for_each(|child| self.look(source, child, depth + 1)),
        }
    }
}

fn texts(source: Source<'_>, node: Node<'_>, found: &mut BTreeSet<String>) {
    if node.kind() == "string" {
        found.extend(source.name(node).map(|text| text.trim_end_matches('/').to_owned()));
    } else {
        named(node).for_each(|child| texts(source, child, found));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_those_of_every_environment() {
        let manifest = r#"
            defmodule Demo.MixProject do
              use Mix.Project
              def project, do: [app: :demo, elixirc_paths: elixirc_paths(Mix.env()), test_paths: ["test", "spec/"]]
              defp elixirc_paths(:test), do: ["lib", "test/support"]
              defp elixirc_paths(_), do: ["lib", "src"]
            end
        "#;
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let paths = Paths::of(manifest);
        assert_eq!(paths.compiled, set(&["lib", "src", "test/support"]));
        assert_eq!(paths.tested, set(&["spec", "test"]));
        assert_eq!(Paths::of("").compiled, set(&["lib"]));
    }
}
