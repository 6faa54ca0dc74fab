"""Containers that contain themselves, and some that only look so."""


def in_list():
    x = [1, 2]
    x.append(x)
    return x


def twice_in_list():
    x = []
    x.extend([x, x])
    return x


def in_dict():
    x = {}
    x["self"] = x
    return x


def mutual():
    x, y = {}, {}
    x["y"] = y
    y["x"] = x
    return x


def in_tuple():
    x = ([],)
    x[0].append(x)
    return x


def far_down():
    x = inner = []
    for _ in range(200):
        inner.append([])
        inner = inner[0]
    inner.append(x)
    return x


def large():
    x = [0.5] * 2_000_000
    x[1000] = x
    return x


def shared():
    leaf = [1, 2]
    return [leaf, leaf, (leaf, {"leaf": leaf})]


def exploding():
    x = [1]
    for _ in range(60):
        x = [x, x]
    return x


def deep(depth):
    x = []
    for _ in range(depth):
        x = [x]
    return x


def handles_then_deep():
    return [object(), object(), deep(100_000)]


def opaque_and_cyclic():
    x = [object()]
    x.append(x)
    return x
