"""The schema of `crates/snakebridge-model/src/ir.rs`, strictly: no key that serde does not know, none it would miss."""

from __future__ import annotations

__all__ = ["check_answer", "check_library"]

EVIDENCE = {"runtime", "text_signature", "stub", "docstring", "code", "variadic"}
FLOWS = ("call", "coroutine", "generator", "async_generator")
PARAMETER_KINDS = ["positional_only", "positional_or_keyword", "var_positional", "keyword_only", "var_keyword"]


def check_answer(answer):
    """Checks a whole file that the probe wrote."""
    _keys("answer", answer, required={"library", "environment"})
    _keys("environment", answer["environment"], required={"python", "abi", "platform"})
    for key, value in answer["environment"].items():
        _text(f"environment.{key}", value)
    check_library(answer["library"])


def check_library(library):
    """Checks a `Library`, and that every symbol has its parents."""
    _keys("library", library, required={"symbols"}, optional={"version", "skipped", "extent", "beyond"})
    if "version" in library:
        _text("version", library["version"])
    for path, symbol in library["symbols"].items():
        _symbol(path, symbol)
    for path in _full("beyond", library, list):
        assert path in library["symbols"], path
    homes = [symbol["of"] for symbol in library["symbols"].values() if symbol["kind"] == "alias"]
    assert all(library["symbols"][home]["kind"] in ("module", "class", "function") for home in homes), homes
    for path, skipped in _full("skipped", library, dict):
        _keys(path, skipped, required={"reason"}, optional={"nearest", "cause"})
        assert skipped.get("cause", "limit") == "limit", path
        _text(path, skipped["reason"])
        for name in _full("nearest", skipped, list):
            _text(path, name)


def _symbol(path, symbol):
    at, kind = f"symbol {path}", symbol.get("kind")
    own = {key: value for key, value in symbol.items() if key not in ("doc", "kind")}
    _doc(at, symbol)
    if kind == "module":
        _keys(at, own, optional={"others"})
        _sorted_names(at, own.get("others", []))
    elif kind == "function":
        _signature(at, own)
    elif kind == "class":
        _class(at, own)
    elif kind == "alias":
        _keys(at, own, required={"of"})
        _text(at, own["of"])
    elif kind == "value":
        _value(at, own)
    else:
        raise AssertionError(f"{at}: unknown kind {kind!r}")


def _class(at, cls):
    protocols = {"special", "gives", "call"}
    _keys(
        at, cls, optional={"qualified", "bases", "constructor", "enumeration", "members", "others", "absent", *protocols}
    )
    _optional_text(at, cls, "qualified")
    for base in _full("bases", cls, list):
        _text(at, base)
    if "constructor" in cls:
        _signature(f"{at} constructor", cls["constructor"])
    if "call" in cls:
        _signature(f"{at} call", cls["call"])
    _sorted_names(at, list(_full("special", cls, list)))
    for name, returned in _full("gives", cls, dict):
        assert name in cls["special"], f"{at}: `{name}` gives something and is not there"
        _text(at, returned)
    for member in _full("enumeration", cls, list):
        _keys(at, member, required={"name", "value"}, optional={"alias_of"})
        assert all(type(text) is str for text in member.values()), at
    for name, member in _full("members", cls, dict):
        _member(f"{at}.{name}", member)
    for key in ("others", "absent"):
        names = list(_full(key, cls, list))
        _sorted_names(at, names)
        assert not set(names) & set(cls.get("members", ())), f"{at}: a member is in `{key}` too"


def _member(at, member):
    kind = member.get("kind")
    own = {key: value for key, value in member.items() if key not in ("doc", "kind")}
    _doc(at, member)
    if kind in ("method", "class_method", "static_method"):
        _signature(at, own)
    elif kind == "property":
        _keys(at, own, required={"settable"}, optional={"returns", "key"})
        assert own.get("key") in (None, True), at
        assert type(own["settable"]) is bool, at
        _optional_text(at, own, "returns")
    elif kind == "attribute":
        _value(at, {key: value for key, value in own.items() if key != "settable"})
        assert own.get("settable") in (None, True), at
    elif kind == "class":
        _keys(at, own)
    else:
        raise AssertionError(f"{at}: unknown kind {kind!r}")


def _value(at, value):
    _keys(at, value, required={"type"}, optional={"annotation"})
    _text(at, value["type"])
    _optional_text(at, value, "annotation")


def _signature(at, signature):
    optional = {"parameters", "returns", "types", "flow", "overloads"}
    _keys(at, signature, required={"evidence"}, optional=optional)
    assert signature["evidence"] in EVIDENCE, at
    assert signature.get("types", "runtime") in EVIDENCE, at
    assert signature.get("flow", "call") in FLOWS, at
    _prototype(at, signature)
    for overload in _full("overloads", signature, list):
        _keys(at, overload, optional={"parameters", "returns"})
        _prototype(at, overload)
    assert not ("parameters" in signature and signature["evidence"] == "variadic"), at


def _prototype(at, signature):
    _optional_text(at, signature, "returns")
    names, ranks = [], []
    for parameter in _full("parameters", signature, list):
        _keys(at, parameter, required={"name", "kind"}, optional={"default", "annotation"})
        _text(at, parameter["name"])
        _optional_text(at, parameter, "default")
        _optional_text(at, parameter, "annotation")
        names.append(parameter["name"])
        ranks.append(PARAMETER_KINDS.index(parameter["kind"]))
    assert ranks == sorted(ranks), f"{at}: kinds are out of order"
    assert len(set(names)) == len(names) and all(map(str.isidentifier, names)), f"{at}: names {names}"


def _keys(at, value, required=frozenset(), optional=frozenset()):
    assert type(value) is dict, f"{at}: {value!r} is no object"
    assert set(required) <= set(value), f"{at}: lacks {set(required) - set(value)}"
    assert set(value) <= set(required) | set(optional), f"{at}: has {set(value) - set(required) - set(optional)}"


def _full(key, value, expected):
    """The entries of a collection that is left out where it is empty."""
    if key not in value:
        return ()
    assert type(value[key]) is expected and value[key], f"`{key}` is empty or no {expected.__name__}"
    return value[key].items() if expected is dict else value[key]


def _sorted_names(at, names):
    assert type(names) is list and names == sorted(set(names)), f"{at}: {names} is no sorted set"
    for name in names:
        _text(at, name)


def _doc(at, value):
    if "doc" in value:
        _text(at, value["doc"])


def _optional_text(at, value, key):
    if key in value:
        _text(at, value[key])


def _text(at, value):
    assert type(value) is str and value, f"{at}: {value!r} is no text"
    value.encode("utf-8")
