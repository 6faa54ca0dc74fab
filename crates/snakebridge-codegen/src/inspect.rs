//! Looking at one path, with or without a project.

use crate::diagnostics::{Code, Diagnostic};
use crate::hosts::rust;
use crate::introspect::{ProbeRequest, probe};
use snakebridge_environment::standard_stubs;
use snakebridge_model::ir::{Library, Member, MemberKind, Signature, Symbol, SymbolKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What there is to know about one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The path.
    pub path: String,
    /// Version of the distribution it comes from, if any.
    pub version: Option<String>,
    /// What it leads to.
    pub subject: Subject,
    /// The Rust wrapper, formatted.
    pub rust: String,
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Something of a module.
    Symbol(Symbol),
    /// Something of a class.
    Member(Member),
}

impl Inspection {
    /// How it is called: the signature of a function or a method, of a class that of its constructor.
    #[must_use]
    pub fn signature(&self) -> Option<&Signature> {
        match &self.subject {
            Subject::Symbol(symbol) => match &symbol.kind {
                SymbolKind::Function(signature) => Some(signature),
                SymbolKind::Class(class) => class.constructor.as_ref(),
                SymbolKind::Module { .. } | SymbolKind::Alias { .. } | SymbolKind::Value { .. } => None,
            },
            Subject::Member(member) => match &member.kind {
                MemberKind::Method(signature)
                | MemberKind::ClassMethod(signature)
                | MemberKind::StaticMethod(signature) => Some(signature),
                MemberKind::Property { .. } | MemberKind::Attribute { .. } | MemberKind::Class => None,
            },
        }
    }

    /// The signature as Python would write it.
    #[must_use]
    pub fn python(&self) -> Option<String> {
        Some(rust::python_signature(&self.path, self.signature()?))
    }

    /// The docstring.
    #[must_use]
    pub fn doc(&self) -> Option<&str> {
        match &self.subject {
            Subject::Symbol(symbol) => symbol.doc.as_deref(),
            Subject::Member(member) => member.doc.as_deref(),
        }
    }
}

/// Asks an interpreter about a dotted path. Of a class, all public members are shown.
///
/// # Errors
/// When Python cannot be asked, or the path leads to nothing: then the nearest names are told.
pub fn inspect(interpreter: &Path, search_path: &[PathBuf], path: &str) -> Result<Inspection, Diagnostic> {
    let mut library = ask(interpreter, search_path, path, BTreeSet::new())?;
    if let Some(SymbolKind::Class(class)) = library.symbols.get(path).map(|symbol| &symbol.kind) {
        let names = class.others.clone();
        library = ask(interpreter, search_path, path, names)?;
    }
    let version = library.version.clone();
    if let Some(symbol) = library.symbols.get(path) {
        let subject = Subject::Symbol(symbol.clone());
        let rust = rust::emit_one(&library, path);
        return Ok(Inspection { path: path.to_owned(), version, subject, rust });
    }
    let member = path.rsplit_once('.').and_then(|(class, name)| {
        let SymbolKind::Class(found) = &library.symbols.get(class)?.kind else { return None };
        Some((class, found.members.get(name)?.clone()))
    });
    match member {
        Some((class, member)) => {
            let rust = rust::emit_one(&library, class);
            Ok(Inspection { path: path.to_owned(), version, subject: Subject::Member(member), rust })
        }
        None => Err(not_found(&library, path)),
    }
}

fn ask(
    interpreter: &Path,
    search_path: &[PathBuf],
    path: &str,
    names: BTreeSet<String>,
) -> Result<Library, Diagnostic> {
    let request = ProbeRequest {
        library: path.split('.').next().unwrap_or(path).to_owned(),
        path: search_path.to_vec(),
        paths: BTreeSet::from([path.to_owned()]),
        names,
        globs: Vec::new(),
        typeshed: standard_stubs(interpreter, &mut |_| {}).ok().map(|stubs| stubs.folder),
        avoid: BTreeMap::new(),
        extent: None,
    };
    Ok(probe(interpreter, &request)?.library)
}

fn not_found(library: &Library, path: &str) -> Diagnostic {
    let Some(skipped) = library.skipped.get(path) else {
        return Diagnostic::error(Code::NoSuchSymbol, format!("`{path}` was not found"));
    };
    let error = Diagnostic::error(Code::NoSuchSymbol, skipped.reason.clone());
    if skipped.nearest.is_empty() {
        error
    } else {
        error.help(format!("there is `{}`", skipped.nearest.join("`, `")))
    }
}
