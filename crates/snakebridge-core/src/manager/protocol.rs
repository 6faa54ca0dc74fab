//! What a `with` statement asks of a context manager, as the language reference spells it out.

use crate::{Call, Callback, Error, Object, Result};

/// The names of one kind of `with`.
pub(super) struct Protocol {
    enter: &'static str,
    exit: &'static str,
    /// A class that does the same, for what takes a `raise` in Python.
    stack: &'static str,
    stack_enter: &'static str,
    stack_push: &'static str,
    stack_close: &'static str,
    awaiting: bool,
}

pub(super) const SYNC: Protocol = Protocol {
    enter: "__enter__",
    exit: "__exit__",
    stack: "contextlib.ExitStack",
    stack_enter: "enter_context",
    stack_push: "push",
    stack_close: "close",
    awaiting: false,
};

pub(super) const ASYNC: Protocol = Protocol {
    enter: "__aenter__",
    exit: "__aexit__",
    stack: "contextlib.AsyncExitStack",
    stack_enter: "enter_async_context",
    stack_push: "push_async_exit",
    stack_close: "aclose",
    awaiting: true,
};

/// A context manager: each method is one step of the statement.
pub(super) struct Manager<'a> {
    object: &'a Object,
    protocol: &'static Protocol,
}

impl<'a> Manager<'a> {
    pub(super) fn new(object: &'a Object, protocol: &'static Protocol) -> Self {
        Self { object, protocol }
    }

    /// `(type(manager).__enter__, type(manager).__exit__)`: special methods are those of the type.
    pub(super) fn methods(&self) -> Call<(Object, Object)> {
        let class = || Call::to("builtins.type").arg(self.object);
        Call::of((class().attr(self.protocol.enter), class().attr(self.protocol.exit))).typed()
    }

    /// Raises what this Python says of an object that is no context manager.
    pub(super) fn refusal(&self) -> Call {
        self.awaited(Call::to(self.protocol.stack).method(self.protocol.stack_enter).arg(self.object))
    }

    pub(super) fn enter(&self, enter: &Object) -> Call {
        self.awaited(enter.invoke().arg(self.object))
    }

    /// `exit(manager, None, None, None)`
    pub(super) fn leave(&self, exit: &Object) -> Call {
        self.awaited(exit.invoke().args((self.object, (), (), ())))
    }

    /// `exit(manager, type(error), error, error.__traceback__)`, if the error is an exception in Python.
    pub(super) fn tell(&self, exit: &Object, error: &Error) -> Option<Call> {
        let raised = error.exception()?.object.as_ref()?;
        let class = Call::to("builtins.type").arg(raised);
        let exit = exit.invoke().args((self.object, class, raised, raised.attr("__traceback__")));
        Some(self.awaited(exit))
    }

    /// A stack, for an error of the host: it becomes an exception when a callback raises it, and Python's own code then shows that to `__exit__`.
    pub(super) fn stack(&self) -> Call {
        // The object is mentioned so that the stack is made where it lives.
        Call::of((Call::to(self.protocol.stack), self.object)).item(0)
    }

    /// Has the stack exit the manager after it has raised the error.
    pub(super) fn register(&self, stack: &Object, exit: &Object, error: &Error) -> Call {
        let error = error.clone();
        let raise = Callback::new(move || -> Result<()> { Err(error.clone()) }).named("body");
        let exit = Call::to("functools.partial").arg(exit).arg(self.object);
        Call::of((stack.method(self.protocol.stack_push).arg(exit), stack.method("callback").arg(raise)))
    }

    /// Raises the error and exits the manager. It raises in turn unless the manager swallows the error.
    pub(super) fn close(&self, stack: &Object) -> Call {
        self.awaited(stack.method(self.protocol.stack_close))
    }

    /// Whether there is nobody left to be exited.
    pub(super) fn is_lost(&self) -> bool {
        self.object.owner().check().is_err()
    }

    fn awaited(&self, call: Call) -> Call {
        if self.protocol.awaiting { call.awaited() } else { call }
    }
}
