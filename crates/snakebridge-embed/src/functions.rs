//! What Python calls of this program: the attributes of `host` in `python/snakebridge/embedded`.

use crate::bounds;
use crate::interpreter::Embedded;
use crate::objects::not_there;
use crate::python::{self, Function, Py, PyResult, Python, function};
use crate::sessions;
use crate::slots::Delivered;
use bytes::Bytes;
use snakebridge_core::engine::ObjectId;
use snakebridge_wire::events;
use std::ffi::CStr;
use std::sync::Arc;

/// All of them, in the order in which the adapter names them.
pub(crate) fn table(python: Python<'_>) -> PyResult<Py> {
    python.tuple([
        function::<Call>(python)?,
        function::<CallDirectly>(python)?,
        function::<BeginCall>(python)?,
        function::<Deliver>(python)?,
        function::<Dropped>(python)?,
        function::<Event>(python)?,
        function::<ForgetInterrupt>(python)?,
        function::<Ended>(python)?,
        function::<Hold>(python)?,
        function::<Live>(python)?,
        function::<LastHeld>(python)?,
        function::<LetGo>(python)?,
    ])
}

/// The session of that number, if it has not ended.
fn session(python: Python<'_>, number: &Py) -> PyResult<Option<Arc<Embedded>>> {
    Ok(sessions::find(number.number(python)?.cast_unsigned()))
}

/// The session that lent a callback, and the callback's number.
fn called(python: Python<'_>, number: &Py, callback: &Py) -> PyResult<(Arc<Embedded>, u64)> {
    let ended = || python.runtime_error("a callback was called after its session had ended");
    Ok((session(python, number)?.ok_or_else(ended)?, callback.number(python)?.cast_unsigned()))
}

fn copied(python: Python<'_>, bytes: &Py) -> PyResult<Bytes> {
    Ok(Bytes::copy_from_slice(bytes.as_bytes(python)?))
}

/// `call(session, callback, arguments)`: what the callback returns, or raises.
struct Call;

impl Function for Call {
    const NAME: &'static CStr = c"call";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, callback, payload] = arguments.items(python)?;
        let (session, callback) = called(python, &number, &callback)?;
        let payload = copied(python, &payload)?;
        let _shut = bounds::shut(python);
        let answer = python.detach(|| session.answer_call(callback, &payload));
        session.give(python, answer)
    }
}

/// `call_directly(session, callback, arguments, declined)`: as `call`, of arguments that can be read as they are; `declined` if they cannot, and nothing was
/// called.
struct CallDirectly;

impl Function for CallDirectly {
    const NAME: &'static CStr = c"call_directly";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, callback, arguments, declined] = arguments.items(python)?;
        let (session, callback) = called(python, &number, &callback)?;
        Ok(session.call_directly(python, callback, &arguments)?.unwrap_or(declined))
    }
}

/// `begin_call(session, callback, arguments, token)`: the session's `answered` is called with the token when the callback has answered.
struct BeginCall;

impl Function for BeginCall {
    const NAME: &'static CStr = c"begin_call";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, callback, payload, token] = arguments.items(python)?;
        let (session, callback) = called(python, &number, &callback)?;
        let (payload, token) = (copied(python, &payload)?, token.number(python)?);
        blocking::unblock(move || session.answer_call_later(callback, &payload, token)).detach();
        Ok(python.none())
    }
}

/// `deliver(session, token, kind, flags, payload)`: the answer of a task.
struct Deliver;

impl Function for Deliver {
    const NAME: &'static CStr = c"deliver";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, token, kind, flags, payload] = arguments.items(python)?;
        if let Some(session) = session(python, &number)? {
            let token = token.number(python)?.cast_unsigned();
            let answer = delivered(python, &kind, &flags, payload)?;
            let _shut = bounds::shut(python);
            // Who is woken may wait for a lock, whose owner may wait for Python.
            python.detach(|| session.deliver(token, answer));
        }
        Ok(python.none())
    }
}

/// An answer from its parts.
pub(crate) fn delivered(python: Python<'_>, kind: &Py, flags: &Py, payload: Py) -> PyResult<Delivered> {
    let small = |number: i64| u8::try_from(number).unwrap_or(u8::MAX);
    Ok(Delivered {
        kind: small(kind.number(python)?),
        flags: small(flags.number(python)?),
        payload: Embedded::taken(python, payload)?,
    })
}

/// `dropped(session, pairs)`: callbacks and errors that Python does not hold any more.
struct Dropped;

impl Function for Dropped {
    const NAME: &'static CStr = c"dropped";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, pairs] = arguments.items(python)?;
        if let Some(session) = session(python, &number)? {
            let pairs = copied(python, &pairs)?;
            let _shut = bounds::shut(python);
            // What is dropped is the host's, and may do anything.
            python.detach(|| session.take_back(&pairs));
        }
        Ok(python.none())
    }
}

/// `event(payload)`: a log record or a warning.
struct Event;

impl Function for Event {
    const NAME: &'static CStr = c"event";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [payload] = arguments.items(python)?;
        let payload = copied(python, &payload)?;
        let _shut = bounds::shut(python);
        python.detach(|| events::emit(&payload));
        Ok(python.none())
    }
}

/// `forget_interrupt()`: takes an interrupt of this thread back that has not been raised yet.
struct ForgetInterrupt;

impl Function for ForgetInterrupt {
    const NAME: &'static CStr = c"forget_interrupt";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [] = arguments.items(python)?;
        python.forget_interrupt(python.thread_ident());
        Ok(python.none())
    }
}

/// `ended()`: Python is being ended.
struct Ended;

impl Function for Ended {
    const NAME: &'static CStr = c"ended";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [] = arguments.items(python)?;
        python::python_ends();
        Ok(python.none())
    }
}

/// `hold(session, object)`: a handle of the object; 0, which is nobody's, when the session has ended.
struct Hold;

impl Function for Hold {
    const NAME: &'static CStr = c"hold";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, object] = arguments.items(python)?;
        let session = session(python, &number)?;
        let id = session.map_or(0, |session| session.objects.hold(python, &object).0);
        python.int(id.cast_signed())
    }
}

/// `live(session, handle)`: the object.
struct Live;

impl Function for Live {
    const NAME: &'static CStr = c"live";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, handle] = arguments.items(python)?;
        let id = ObjectId(handle.number(python)?.cast_unsigned());
        match session(python, &number)? {
            Some(session) => session.objects.live(python, id),
            None => Err(not_there(python, id)),
        }
    }
}

/// `last_held(session)`: the last handle that was given.
struct LastHeld;

impl Function for LastHeld {
    const NAME: &'static CStr = c"last_held";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number] = arguments.items(python)?;
        let session = session(python, &number)?;
        python.int(session.map_or(0, |session| session.objects.last().0).cast_signed())
    }
}

/// `let_go(session, handle)`: takes one from its count.
struct LetGo;

impl Function for LetGo {
    const NAME: &'static CStr = c"let_go";

    fn call(python: Python<'_>, arguments: &Py) -> PyResult<Py> {
        let [number, handle] = arguments.items(python)?;
        let id = ObjectId(handle.number(python)?.cast_unsigned());
        if let Some(session) = session(python, &number)? {
            session.objects.release(python, id);
        }
        Ok(python.none())
    }
}
