//! Uses that lead to nothing: errors in the user's source.

use super::reach::{Reach, reach};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Site};
use crate::uses::{UsedPath, Uses};
use snakebridge_model::ir::{Library, Skipped};

/// Reports every certain use that `library`, asked for it, does not have.
pub(crate) fn unmet(name: &str, library: &Library, uses: &Uses, diagnostics: &mut Diagnostics) {
    for (path, sites) in uses.paths.iter().chain(&uses.globs) {
        if let (_, Reach::Unknown { at }) = reach(name, library, path) {
            diagnostics.push(no_such_symbol(name, library, path, at, sites));
        }
    }
}

fn no_such_symbol(name: &str, library: &Library, path: &UsedPath, at: usize, sites: &[Site]) -> Diagnostic {
    let skipped = skipped(name, library, path);
    let spelt: Vec<&str> = path.0[..=at].iter().map(crate::uses::UsedName::first).collect();
    let message = match skipped {
        Some(skipped) => skipped.reason.clone(),
        None => format!("`{}` was not found", spelt.join(".")),
    };
    let mut error = Diagnostic::error(Code::NoSuchSymbol, message).at(&sites[0]);
    let nearest = skipped.map_or(&[][..], |skipped| &skipped.nearest);
    error = match nearest {
        [] => error,
        [one] => error.help(format!("there is `{one}`")),
        many => error.help(format!("there are `{}`", many.join("`, `"))),
    };
    for site in &sites[1..] {
        error = error.help(format!("also used at {}:{}:{}", site.file.display(), site.line, site.column));
    }
    error
}

/// What the probe said about a path, or about the start of it.
fn skipped<'a>(name: &str, library: &'a Library, path: &UsedPath) -> Option<&'a Skipped> {
    path.dotted().iter().find_map(|dotted| library.skipped.get(dotted)).or_else(|| library.skipped.get(name))
}
