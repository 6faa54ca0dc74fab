//! What of a whole library has no wrapper: told once, when Python has been asked.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use snakebridge_model::ir::{Cause, Library, Skipped};

/// How many of what is left out are named.
const SHOWN: usize = 5;

/// Warns of what is beyond a limit, and of what could not be looked at.
pub(crate) fn left_out(name: &str, library: &Library, diagnostics: &mut Diagnostics) {
    let Some(extent) = &library.extent else { return };
    let of_cause = |cause: Cause| {
        let all = library.skipped.iter().filter(move |(_, skipped)| skipped.cause == cause);
        all.collect::<Vec<(&String, &Skipped)>>()
    };
    let limited = of_cause(Cause::Limit);
    if !limited.is_empty() {
        let message = format!("`{name}` is not wrapped whole: {}", shown(&limited));
        diagnostics.push(Diagnostic::warning(Code::LeftOut, message).help(format!(
            "choose with `include` and `exclude`, or raise the limits, which are `max_symbols = {}` and `max_members = {}`",
            extent.max_symbols, extent.max_members
        )));
    }
    let failed = of_cause(Cause::Failure);
    if !failed.is_empty() {
        let message = format!("of `{name}`, {} could not be looked at: {}", failed.len(), shown(&failed));
        diagnostics.push(
            Diagnostic::warning(Code::LeftOut, message)
                .help(format!("`snakebridge coverage {name}` lists all of them; `exclude` leaves them out")),
        );
    }
}

fn shown(skipped: &[(&String, &Skipped)]) -> String {
    let mut reasons: Vec<&str> =
        skipped.iter().take(SHOWN).map(|(_, skipped)| skipped.reason.as_str()).collect();
    let more = skipped.len().saturating_sub(SHOWN);
    let more = format!("and {more} more");
    if skipped.len() > SHOWN {
        reasons.push(&more);
    }
    reasons.join("; ")
}
