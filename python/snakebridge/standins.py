"""What stands in a result for something that has to be written in another way than its type says."""

__all__ = ["Opaque", "Plain", "Tag"]


class Tag:
    """Pickled as the global `snakebridge.<name>`. Made anew for each result, so no result can contain one."""

    __module__ = "snakebridge"
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __call__(self):
        raise TypeError("a tag is only ever pickled")  # the pickler insists on something callable


class Opaque:
    """Sent as a handle of `obj`, whatever `obj` is."""

    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj


class Plain:
    """Sent as the plain value `obj`, where hashing `obj` as a key would run code of its class."""

    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj
