"""Classes that misbehave whenever somebody looks at their instances, and a record of who did."""

touched = []


def touch(name):
    def method(self, *args):
        touched.append(name)
        raise RuntimeError(f"{name} was called")

    return method


HOOKS = (
    "__repr__ __str__ __bool__ __eq__ __hash__ __len__ __iter__ __getattr__ __getattribute__ __reduce__ __reduce_ex__ "
    "__getstate__ __getnewargs__ __getnewargs_ex__ __format__ __bytes__ __int__ __float__ __index__ __complex__ "
    "__instancecheck__ __subclasscheck__ __contains__ __copy__ __deepcopy__ __dir__ __call__ __array__ __buffer__ "
    "__get__"
).split()
hooks = {name: touch(name) for name in HOOKS}

Touchy = type("Touchy", (), hooks)
TouchyInt = type("TouchyInt", (int,), hooks)
TouchyFloat = type("TouchyFloat", (float,), hooks)
TouchyStr = type("TouchyStr", (str,), hooks)
TouchyBytes = type("TouchyBytes", (bytes,), hooks)
TouchyList = type("TouchyList", (list,), hooks)
TouchyTuple = type("TouchyTuple", (tuple,), hooks)
TouchyDict = type("TouchyDict", (dict,), hooks)
TouchySet = type("TouchySet", (set,), hooks)
TouchyComplex = type("TouchyComplex", (complex,), hooks)

TouchyMeta = type("TouchyMeta", (type,), {**hooks, "__module__": property(touch("__module__"))})
Posed = TouchyMeta("Posed", (), {})


class Liar:
    """Says it is a list."""

    __class__ = list


class Misnamed:
    __module__ = property(lambda self: 1 / 0)


def touchy():
    kinds = (Touchy, TouchyInt, TouchyFloat, TouchyStr, TouchyBytes, TouchyList, TouchyTuple, TouchyDict, TouchySet)
    return [kind.__new__(kind) for kind in (*kinds, TouchyComplex)] + [type.__call__(Posed), Posed, TouchyMeta]


def in_containers():
    items = touchy()
    return [items, tuple(items), {"key": items[0], "other": {"inner": items[5]}}, [[items[7]]]]


class Keyed:
    """May be hashed once, to become a key."""

    def __init__(self):
        self.hashed = 0

    def __hash__(self):
        self.hashed += 1
        return 1

    def __eq__(self, other):
        touched.append("__eq__")
        return self is other


key = Keyed()


def keyed():
    made = {key: 1, (key, 2): 2, "plain": 3, (1, 2): 4}
    touched.clear()  # a dict compares while it is made
    return made
