//! The format of a corpus: package files, cases, and the nodes of their programs.

use serde::Deserialize;
use std::path::{Path, PathBuf};

mod callback;
mod literal;
mod node;

pub(crate) use callback::{CallbackNode, Kind as ParameterKind, ParameterNode};
pub(crate) use literal::Literal;
pub(crate) use node::{Node, WithNode};

/// One file of a corpus.
#[derive(Debug, Deserialize)]
pub(crate) struct PackageFile {
    /// The package, as people call it.
    pub(crate) package: String,
    /// What it is for.
    #[serde(default)]
    pub(crate) category: String,
    /// The cases, in the order in which they were recorded.
    pub(crate) cases: Vec<Case>,
    /// The file itself.
    #[serde(skip)]
    pub(crate) path: PathBuf,
}

/// A program, and what evaluating it must give.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    /// Unique in the corpus.
    pub(crate) id: String,
    /// What the case is there to test.
    pub(crate) kind: String,
    /// The program.
    pub(crate) expr: Node,
    /// The canonical encoding of its result.
    pub(crate) expect: serde_json::Value,
    /// What it asks of the process it runs in.
    #[serde(default)]
    pub(crate) needs: Vec<Need>,
    /// The nodes in it that are no core nodes.
    #[serde(default)]
    uses: Vec<String>,
}

impl Case {
    /// Whether a function of the host is part of the program.
    pub(crate) fn has_callbacks(&self) -> bool {
        self.uses.iter().any(|node| node == "callback" || node.starts_with("callback:"))
    }
}

/// What a case asks of its process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Need {
    /// A process of its own.
    FreshProcess,
    /// It ends its process.
    Fatal,
    /// Something that this runner does not know; a process of its own is the most it can give.
    #[serde(other)]
    Other,
}

/// All package files of a corpus directory, by name.
///
/// # Errors
/// When there are none, or one is not in this format.
pub(crate) fn read_all(corpus: &Path) -> Result<Vec<PackageFile>, String> {
    let folder = corpus.join("cases");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    if paths.is_empty() {
        return Err(format!("`{}` has no `.json` files", folder.display()));
    }
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<PackageFile, String> {
    let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| failed(&error))?;
    let mut source = serde_json::Deserializer::from_str(&text);
    // Chains of calls nest as deep as they are long.
    source.disable_recursion_limit();
    let file = PackageFile::deserialize(&mut source).map_err(|error| failed(&error))?;
    Ok(PackageFile { path: path.to_path_buf(), ..file })
}
