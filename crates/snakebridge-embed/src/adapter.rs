//! [`Adapter`]: Python's side of a session, `Session` in `python/snakebridge/embedded`.

use crate::functions::delivered;
use crate::interpreter::Outcome;
use crate::python::{Py, PyResult, Python};

/// The methods of the adapter's session.
pub(crate) struct Adapter {
    pub(crate) part: Py,
    pub(crate) finish: Py,
    pub(crate) failed: Py,
    pub(crate) begin: Py,
    pub(crate) cancel: Py,
    pub(crate) release: Py,
    pub(crate) close: Py,
    pub(crate) answered: Py,
    pub(crate) evaluate: Py,
    pub(crate) within: Py,
    /// The list of what Python let go of and the host has not been told of.
    pub(crate) gone: Py,
    pub(crate) tell_dropped: Py,
    /// The dict of expressions that wait, which may name what has been released.
    pub(crate) marks: Py,
    /// The name of a type.
    pub(crate) shown_name: Py,
    pub(crate) bulk: ForBulk,
    /// For what is evaluated without being written down; none under a policy.
    pub(crate) direct: Option<ForDirect>,
}

/// What it takes to evaluate without writing anything down; see [`Direct`](crate::python::Direct).
pub(crate) struct ForDirect {
    pub(crate) resolve: Py,
    pub(crate) framed: Py,
    pub(crate) framed_with_keywords: Py,
    pub(crate) builtins: Py,
    pub(crate) sys: Py,
    /// The class of what `async def` functions return, which is awaited.
    pub(crate) coroutine: Py,
}

/// For memory that host and Python share.
pub(crate) struct ForBulk {
    /// An array over memory that a capsule keeps.
    pub(crate) placed: Py,
    /// An array to be filled.
    pub(crate) empty: Py,
    /// What has the buffer protocol for something that has DLPack instead; None if it has neither.
    pub(crate) tensor: Py,
    /// A table or batch of `pyarrow` that reads a capsule.
    #[cfg(feature = "arrow")]
    pub(crate) table: Py,
}

impl Adapter {
    pub(crate) fn of(python: Python<'_>, session: &Py) -> PyResult<Self> {
        Ok(Self {
            part: session.attr(python, c"part")?,
            finish: session.attr(python, c"finish")?,
            failed: session.attr(python, c"failed")?,
            begin: session.attr(python, c"begin")?,
            cancel: session.attr(python, c"cancel")?,
            release: session.attr(python, c"release")?,
            close: session.attr(python, c"close")?,
            answered: session.attr(python, c"calls")?.attr(python, c"answered")?,
            within: session.attr(python, c"calls")?.attr(python, c"within")?,
            evaluate: session.attr(python, c"evaluate")?,
            gone: session.attr(python, c"counted")?.attr(python, c"gone")?,
            tell_dropped: session.attr(python, c"tell_dropped")?,
            marks: session.attr(python, c"objects")?.attr(python, c"marks")?,
            shown_name: python.import(c"snakebridge.embedded")?.attr(python, c"shown_name")?,
            bulk: {
                let module = python.import(c"snakebridge.embedded.bulk")?;
                ForBulk {
                    placed: module.attr(python, c"placed")?,
                    empty: module.attr(python, c"empty")?,
                    tensor: module.attr(python, c"tensor")?,
                    #[cfg(feature = "arrow")]
                    table: module.attr(python, c"table")?,
                }
            },
            direct: {
                let resolve = session.attr(python, c"resolve")?;
                let module = python.import(c"snakebridge.embedded")?;
                let framed = module.attr(python, c"framed")?;
                let framed_with_keywords = module.attr(python, c"framed_with_keywords")?;
                let (builtins, sys) = (python.import(c"builtins")?, python.import(c"sys")?);
                let coroutine = python.import(c"types")?.attr(python, c"CoroutineType")?;
                (!resolve.is_none()).then_some(ForDirect {
                    resolve,
                    framed,
                    framed_with_keywords,
                    builtins,
                    sys,
                    coroutine,
                })
            },
        })
    }
}

/// What the adapter answered.
pub(crate) fn outcome(python: Python<'_>, answer: &Py) -> PyResult<Outcome> {
    if answer.is_none() {
        return Ok(Outcome::Deferred);
    }
    let [kind, flags, payload] = answer.items(python)?;
    Ok(Outcome::Answer(delivered(python, &kind, &flags, payload)?))
}
