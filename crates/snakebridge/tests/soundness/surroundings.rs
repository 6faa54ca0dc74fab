//! What is the process's, not Python's.

use crate::{Outcome, session};
use snakebridge::Error;
use std::path::Path;

/// The signals that this process blocks, ignores and catches, as the kernel tells it: those that are not the C library's own.
fn dispositions() -> Vec<u32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told =
        ["SigBlk:", "SigIgn:", "SigCgt:"].map(|name| status.lines().find_map(|line| line.strip_prefix(name)));
    let masks =
        told.into_iter().flatten().map(|mask| u64::from_str_radix(mask.trim(), 16).unwrap_or_default());
    masks.map(|mask| u32::try_from(mask & 0x7fff_ffff).unwrap_or_default()).collect()
}

/// Handlers are the host's, whatever of Python's own is imported and used.
pub(crate) fn signals_stay_the_hosts(python: &Path) -> Outcome {
    let before = dispositions();
    let session = session(python)?;
    for module in ["signal", "asyncio", "subprocess", "multiprocessing", "faulthandler", "concurrent.futures"]
    {
        session.to("importlib.import_module").arg(module).object()?;
    }
    assert_eq!(session.to("toy_soundness.later").arg(5).awaited().get::<i64>()?, 5);
    session.to("subprocess.run").arg(["true"]).object()?;
    assert_eq!(dispositions(), before);
    Ok(())
}

/// CPython ends the process if it cannot be initialised, so that is tried in another one first.
pub(crate) fn what_python_dies_of_is_an_error(python: &Path) -> Outcome {
    // SAFETY: there is one thread.
    unsafe { std::env::set_var("PYTHONHOME", "/nowhere") };
    match session(python).and_then(|session| session.facts()) {
        Err(error @ Error::Environment(_)) => {
            let text = error.to_string();
            assert!(text.contains("PYTHONHOME"), "{text}");
            Ok(())
        }
        other => Err(format!("{other:?}").into()),
    }
}
