"""Callbacks as functions: real ones, with the name, the signature and the nature that the host describes.

Where there are parameters, CPython itself binds them: the code of a template, which has no variable of its own, gets
those parameters. Its names are looked up among the globals, which are the function's own.
"""

import os
from itertools import count
from types import FunctionType

from _weakref import ref

__all__ = ["host_call", "make_function"]

VARARGS, VARKEYWORDS = 4, 8  # of `co_flags`


# Templates. `call`, `get_locals` and so on are in the globals of the functions made from them.


def function_template():
    return call(get_locals())  # noqa: F821


def generator_template():
    yield from call(get_locals())  # noqa: F821


async def coroutine_template():
    return await call(get_locals())  # noqa: F821


async def async_generator_template(*args, **kwargs):
    async for item in iterate(bind(*args, **kwargs)):  # noqa: F821
        yield item


TEMPLATES = {
    "function": function_template,
    "generator": generator_template,
    "coroutine": coroutine_template,
    "async generator": async_generator_template,
}


class Parameters:
    """The parameters of a description, by their kinds."""

    def __init__(self, described):
        self.names = {kind: [] for kind in self.KINDS}
        self.defaults = []
        self.kwdefaults = {}
        self.annotations = {}
        latest = 0
        for name, kind, default, annotation in described:
            if type(name) is not str or not name.isidentifier():
                raise ValueError(f"a parameter of a callback is called {name!r}, which is not an identifier")
            order = self.KINDS.index(kind)
            if order < latest:
                raise ValueError(f"the {kind} parameter `{name}` of a callback comes too late")
            latest = order
            self.names[kind].append(name)
            if default and order > 3:
                raise ValueError(f"the {kind} parameter `{name}` of a callback cannot have a default")
            if order == 3:
                self.kwdefaults.update((name, value) for value in default)
            elif default:
                self.defaults.append(default[0])
            elif self.defaults and order < 2:
                raise ValueError(f"the parameter `{name}` of a callback has no default, and one before it has")
            self.annotations.update((name, value) for value in annotation)
        self.order = [name for name, *_ in described]
        if len(set(self.order)) != len(self.order):
            raise ValueError("two parameters of a callback have the same name")
        if len(self.names["var positional"]) > 1 or len(self.names["var keyword"]) > 1:
            raise ValueError("a callback has two parameters that take all the rest")

    KINDS = ("positional only", "positional or keyword", "var positional", "keyword only", "var keyword")

    def code(self, template):
        """The code of `template` with these parameters."""
        only, either, rest, keywords, more = (self.names[kind] for kind in self.KINDS)
        names = (*only, *either, *keywords, *rest, *more)
        flags = template.co_flags | (VARARGS if rest else 0) | (VARKEYWORDS if more else 0)
        return template.replace(
            co_argcount=len(only) + len(either),
            co_posonlyargcount=len(only),
            co_kwonlyargcount=len(keywords),
            co_varnames=names,
            co_nlocals=len(names),
            co_flags=flags,
        )


# What a callback of any arguments takes.
ANY = (("args", "var positional", (), ()), ("kwargs", "var keyword", (), ()))


class HostCall:
    """What a function made here calls: callback `number` of the host. The host is told when this is gone, not when the function is.

    A library that copies functions (by pickling what they are made of) gets the same one again within this process.
    """

    __slots__ = ("__weakref__", "ask", "function", "key", "number")

    def __init__(self, number, ask):
        self.number = number
        self.ask = ask
        self.function = None  # a weak reference
        self.key = key = next(keys)  # other sessions have callbacks of the same number
        alive[key] = ref(self, lambda gone: alive.pop(key, None))

    def __call__(self, values):
        return self.ask(values)

    def __reduce__(self):
        pickled[self.key] = self  # who pickles it expects it to be there
        return find, (self.key, os.getpid())


keys = count()
alive = {}  # key -> a weak reference
pickled = {}


def find(key, pid):
    """The one that is still here."""
    known = alive.get(key) if pid == os.getpid() else None
    found = None if known is None else known()
    if found is None:
        raise RuntimeError(f"a function of the host program exists in process {pid} only, for as long as it is held there")
    return found


def host_call(calls, number, description):
    """What asks the host for callback `number`.

    `calls.call(number, shapes, args, kwargs)` does that, `calls.call_async` is a coroutine function that does so.
    """
    kind, described = description["kind"], description["parameters"]
    shapes = description["args"], description["kwargs"]
    ask = calls.call if kind in ("function", "generator") else calls.call_async
    order = None if described is None else [name for name, *_ in described]

    def asking(values):
        if order is None:
            return ask(number, shapes, values["args"], values["kwargs"])
        return ask(number, shapes, tuple([values[name] for name in order]), {})

    return HostCall(number, asking)


def make_function(call, description):
    """The function that the host described, whose work is done by `call`."""
    kind, name = description["kind"], description["name"]
    described = description["parameters"]
    parameters = Parameters(ANY if described is None else described)

    def build(template, **names):
        # CPython's name for what comes from no file.
        code = template.__code__.replace(co_name=name, co_filename="<string>", co_firstlineno=1)
        if hasattr(code, "co_qualname"):
            code = code.replace(co_qualname=name)
        if template is not async_generator_template:
            code = parameters.code(code)
        names["__name__"] = description["module"]
        made = FunctionType(code, names, name)
        made.__defaults__ = tuple(parameters.defaults) or None
        made.__kwdefaults__ = parameters.kwdefaults or None
        return made

    template = TEMPLATES[kind]
    if template is async_generator_template:
        bind = build(function_template, call=lambda values: values, get_locals=locals)
        made = build(template, bind=bind, iterate=lambda values: iterate(call(values)))
        if described is not None:
            made.__wrapped__ = bind  # where `inspect.signature` looks
    else:
        made = build(template, call=call, get_locals=locals)
    made.__qualname__ = name
    made.__module__ = description["module"]
    made.__doc__ = description["doc"]
    made.__annotations__ = dict(parameters.annotations)
    made.__annotations__.update(("return", value) for value in description["returns"])
    if "bind" in made.__globals__:
        bind.__annotations__ = made.__annotations__
    call.function = ref(made)
    return made


async def iterate(call):
    """The items of what the host returned, which may be of either kind."""
    items = await call
    if hasattr(type(items), "__aiter__"):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
