def counts():
    return {"a": 1, "b": 2}


def nested():
    return {1: ["x"]}


def mapping():
    return {}


def tags():
    return frozenset({"x"})
