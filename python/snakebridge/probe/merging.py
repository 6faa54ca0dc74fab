"""Types from stubs for signatures that are known from elsewhere."""

from __future__ import annotations

__all__ = ["add_types"]

POSITIONAL = ("positional_only", "positional_or_keyword")


def add_types(signature, stub):
    """Adds to a signature of the IR what it lacks and a stub has; what contradicts the signature is left out."""
    evidence = signature["evidence"]
    if evidence == "variadic":
        # The stub's parameters were no evidence, but what it says of the result holds.
        signature.update({"types": "stub"} if "returns" in signature else {})
        return
    listed = signature.get("parameters", [])
    stub = stub.only(lambda prototype: _fits(prototype.parameters, listed))
    if evidence != "stub":
        added = [_add_annotation(index, parameter, listed, stub) for index, parameter in enumerate(listed)]
        if "returns" not in signature and stub.returns:
            signature["returns"] = stub.returns
            added.append(True)
        if any(added):
            signature["types"] = "stub"
    if "overloads" not in signature and len(stub.prototypes) > 1:
        signature["overloads"] = [each.as_overload() for each in stub.prototypes]


def _add_annotation(index, parameter, listed, stub):
    if "annotation" in parameter:
        return False
    counterpart = _counterpart(index, parameter, stub.parameters, listed)
    if counterpart is None or "annotation" not in counterpart:
        return False
    parameter["annotation"] = counterpart["annotation"]
    return True


def _counterpart(index, parameter, others, listed):
    """The parameter of a stub that means the same: of the same name, or in the same place where names do not count."""
    variable = parameter["kind"] if parameter["kind"].startswith("var_") else None
    for other in others:
        if (other["kind"] == variable) if variable else (other["name"] == parameter["name"]):
            return None if not variable and other["kind"].startswith("var_") else other
    if variable or parameter["kind"] not in POSITIONAL:
        return None
    other = others[index] if index < len(others) else None
    is_nameless = other is not None and "positional_only" in (other["kind"], parameter["kind"])
    names = {each["name"] for each in listed}
    is_other = other is not None and other["kind"] in POSITIONAL and other["name"] not in names
    return other if is_nameless and is_other else None


def _fits(way, listed):
    """Whether there is every parameter that an overload has."""
    kinds = {parameter["kind"] for parameter in listed}
    names = {parameter["name"] for parameter in listed}
    places = sum(parameter["kind"] in POSITIONAL for parameter in listed)
    for index, parameter in enumerate(way):
        kind = parameter["kind"]
        if kind.startswith("var_"):
            continue  # it says no more than that there may be more
        is_in_place = kind == "positional_only" and (index < places or "var_positional" in kinds)
        if parameter["name"] not in names and not is_in_place and "var_keyword" not in kinds:
            return False
    return True
