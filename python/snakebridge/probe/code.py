"""What the compiled code of functions tells that nothing else does. Nothing runs."""

from __future__ import annotations

import dis
import inspect
import types

from .guard import attempt

__all__ = ["assigned_attributes", "returns_receiver"]


def assigned_attributes(function):
    """Names of the attributes that a method assigns to its first parameter: `self.name = ..`."""
    code = _code(function)
    names, before = set(), None
    for instruction in () if code is None else dis.get_instructions(code):
        if instruction.opname == "STORE_ATTR" and _loads_receiver(before, code):
            names.add(instruction.argval)
        before = instruction
    return names


def returns_receiver(function):
    """Whether a method ends in `return self`."""
    code = _code(function)
    ends = [] if code is None else list(dis.get_instructions(code))[-2:]
    return len(ends) == 2 and ends[1].opname == "RETURN_VALUE" and _loads_receiver(ends[0], code)


def _code(function):
    """The code of a function that takes a receiver, decorated or not. A class method assigns to the class."""
    if type(function) is not types.FunctionType:
        return None
    function = attempt(inspect.unwrap, function, default=function)
    code = function.__code__ if type(function) is types.FunctionType else None
    return code if code is not None and code.co_argcount else None


def _loads_receiver(instruction, code):
    if instruction is None or not instruction.opname.startswith("LOAD_FAST"):
        return False
    # Since 3.13 one instruction may load two: the object is the last.
    loaded = instruction.argval[-1] if isinstance(instruction.argval, tuple) else instruction.argval
    return loaded == code.co_varnames[0]
