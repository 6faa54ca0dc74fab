"""Shapes: which parts of a result are wanted as handles. See `docs/wire.md`."""

from .standins import Opaque, Plain

__all__ = ["shaped"]

VALUE, OBJECT = 0, 1

HASHED_IN_C = {id(kind) for kind in (type(None), bool, int, float, complex, str, bytes)}


def shaped(shape, x, opaque_value):
    """`x` with the parts that `shape` wants as handles replaced; the containers on the way are new ones.

    `opaque_value(part)` says which parts wanted by value have to be handles after all.
    """
    if is_value(shape):
        return Opaque(x) if opaque_value(x) else x
    if type(shape) is int and shape == OBJECT:
        return Opaque(x)
    if type(shape) is not tuple or not shape or type(shape[0]) is not str:
        raise ValueError(f"not a shape: {shape!r}")
    name, *parts = shape
    if name == "optional" and len(parts) == 1:
        return None if x is None else shaped(parts[0], x, opaque_value)
    kind = type(x)
    if name == "tuple":
        if (kind is tuple or kind is list) and len(x) == len(parts):
            return kind([shaped(part, item, opaque_value) for part, item in zip(parts, x)])
    elif name == "list" and len(parts) == 1:
        if kind is list or kind is tuple:
            return kind([shaped(parts[0], item, opaque_value) for item in x])
    elif name == "dict" and len(parts) == 2:
        if kind is dict:
            key, value = parts
            return {as_key(shaped(key, k, opaque_value)): shaped(value, v, opaque_value) for k, v in dict.items(x)}
    else:
        raise ValueError(f"not a shape: {shape!r}")
    return shaped(VALUE, x, opaque_value)


def is_value(shape):
    """Whether `shape` is `value`, or says the same in more words: then nothing has to be rebuilt."""
    if type(shape) is int:
        return shape == VALUE
    return (
        type(shape) is tuple
        and len(shape) > 1
        and shape[0] in ("tuple", "list", "dict", "optional")
        and all(map(is_value, shape[1:]))
    )


def as_key(key):
    """`key`, if hashing it runs no code of a user's class; else something that is sent as the same."""
    if type(key) is Opaque or hashed_in_c(key):
        return key
    return Plain(key)


def hashed_in_c(key):
    if id(type(key)) in HASHED_IN_C:
        return True
    return type(key) in (tuple, frozenset) and all(map(hashed_in_c, key))
