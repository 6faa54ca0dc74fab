"""Which results contain themselves, or would be far larger written out than they are.

Only lists, tuples and dict values matter: what is hashable (a key, an element of a set) cannot contain a list or a dict,
and the collector does not track what refers to nothing, so those are left out at C speed.
"""

from gc import is_tracked
from itertools import chain

__all__ = ["is_endless", "is_tree"]

REPEATED = 1_000_000  # containers that may come from repetition
DEEPEST = 100_000  # levels after which a result is too deep for any pickler


def children(x):
    """The tracked members of an exact list, tuple or dict."""
    return filter(is_tracked, dict.values(x) if type(x) is dict else x)


def is_container(x):
    kind = type(x)
    return kind is list or kind is tuple or kind is dict


def is_tree(root):
    """Whether no container is met twice below `root`; level by level, which is quicker than `is_endless`."""
    if not is_container(root):
        return True
    level = [root]
    seen = {id(root)}
    count = 1
    for _ in range(DEEPEST):
        level = list(filter(is_container, chain.from_iterable(map(children, level))))
        if not level:
            return True
        count += len(level)
        seen.update(map(id, level))
        if len(seen) != count:
            return False
    return False


def is_endless(root):
    """Whether some container is met again inside itself, or so often that nobody could write them all out.

    A few lists that each contain the next one twice are finite, and yet too much for who takes a value for a tree.
    """
    if not is_container(root):
        return False
    path = {id(root)}
    sizes = {}  # id of a container that has been left -> containers in it when written out
    stack = [[root, children(root), 1]]
    while stack:
        x, rest, _ = stack[-1]
        for child in rest:
            if not is_container(child):
                continue
            size = sizes.get(id(child))
            if size is not None:
                stack[-1][2] += size
            elif id(child) in path:
                return True
            else:
                path.add(id(child))
                stack.append([child, children(child), 1])
                break
        else:
            _, _, size = stack.pop()
            path.remove(id(x))
            sizes[id(x)] = size
            if stack:
                stack[-1][2] += size
    return sizes[id(root)] > REPEATED + 16 * len(sizes)
