"""Several ways to call something, and the one list of parameters that admits all of them."""

from __future__ import annotations

from .unions import union_of_annotations

__all__ = ["admit_all", "by_place"]

POSITIONAL = ("positional_only", "positional_or_keyword")


def admit_all(ways):
    """The parameters that admit every call that one of the lists of parameters in `ways` admits.

    What is passed by position stays in its place; where the ways disagree about a name or a place, they go on with
    `*args` and keywords.
    """
    if len(ways) == 1:
        return ways[0]
    columns, rest = _columns([[each for each in way if each["kind"] in POSITIONAL] for way in ways])
    listed = [_merged(column, ways) for column in columns]
    _put_in_order(listed)
    names = {parameter["name"] for parameter in listed}
    _add_variable(listed, "var_positional", ways, "args", needed=bool(rest))
    for name, same in _keywords(ways, rest, names).items():
        parameter = {**_merged(same, ways), "kind": "keyword_only"}
        if any(each["kind"] != "keyword_only" for each in same):
            parameter.setdefault("default", "...")
        listed.append(parameter)
    _add_variable(listed, "var_keyword", ways, "kwargs", needed=False)
    return listed


def by_place(ways):
    """The ways; where they disagree about names, with required parameters by place only, and others by name.

    In `range(stop)` and `range(start, stop)` no name means the same twice.
    """
    _, rest = _columns([[each for each in way if each["kind"] in POSITIONAL] for way in ways])
    return [_by_place(way) for way in ways] if rest else ways


def _by_place(way):
    required = [index for index, each in enumerate(way) if each["kind"] in POSITIONAL and "default" not in each]
    end = required[-1] + 1 if required else 0
    return [
        {**each, "kind": "positional_only" if index < end else "keyword_only"}
        if each["kind"] == "positional_or_keyword"
        else each
        for index, each in enumerate(way)
    ]


def _columns(ways):
    """The positional parameters of all ways side by side, as far as they agree; and those after that."""
    places = [{parameter["name"]: index for index, parameter in enumerate(way)} for way in ways]
    columns = []
    for index in range(max(map(len, ways), default=0)):
        column = [way[index] for way in ways if index < len(way)]
        named = {each["name"] for each in column if each["kind"] == "positional_or_keyword"}
        if len(named) > 1 or any(place.get(name, index) != index for name in named for place in places):
            return columns, [parameter for way in ways for parameter in way[index:]]
        columns.append(column)
    return columns, []


def _merged(same, ways):
    """One parameter for those in the same place or of the same name; required if every way requires it."""
    named = next((each for each in same if each["kind"] == "positional_or_keyword"), same[-1])
    merged = {"name": named["name"], "kind": named["kind"]}
    defaults = [parameter["default"] for parameter in same if "default" in parameter]
    if defaults or not all(_requires(way, same) for way in ways):
        merged["default"] = defaults[0] if defaults else "..."
    annotation = union_of_annotations(parameter.get("annotation") for parameter in same)
    if annotation:
        merged["annotation"] = annotation
    return merged


def _requires(way, same):
    """Whether one of `same`, or what takes the same name, has to be passed."""
    required = [each for each in way if "default" not in each]
    names = {each["name"] for each in required if each["kind"] in ("positional_or_keyword", "keyword_only")}
    return same[0]["name"] in names or any(each is one for each in required for one in same)


def _put_in_order(listed):
    """After one that may be left out, all may; no positional-only one follows others; names are unique."""
    is_optional, is_named, names = False, False, set()
    for parameter in listed:
        is_optional = is_optional or "default" in parameter
        is_named = is_named or parameter["kind"] == "positional_or_keyword"
        if is_optional:
            parameter.setdefault("default", "...")
        if is_named:
            parameter["kind"] = "positional_or_keyword"
        parameter["name"] = _unique(parameter["name"], names)
        names.add(parameter["name"])


def _keywords(ways, rest, names):
    """What goes by keyword only, by name."""
    found = {}
    for parameter in rest + [each for way in ways for each in way if each["kind"] == "keyword_only"]:
        if parameter["name"] not in names:
            found.setdefault(parameter["name"], []).append(parameter)
    return found


def _add_variable(listed, kind, ways, name, needed):
    """`*args` or `**kwargs`, if any of the ways has it or it is `needed` for more than that."""
    those = [each for way in ways for each in way if each["kind"] == kind]
    if not those and not needed:
        return
    name = _unique(those[0]["name"] if those else name, {parameter["name"] for parameter in listed})
    annotation = None if needed else union_of_annotations(each.get("annotation") for each in those)
    listed.append({"name": name, "kind": kind, **({"annotation": annotation} if annotation else {})})


def _unique(name, taken):
    while name in taken:
        name += "_"
    return name
