"""Names of types, read without running code of the type or of its metaclass."""

__all__ = ["type_name"]

module_of = type.__dict__["__module__"].__get__
qualname_of = type.__dict__["__qualname__"].__get__


def type_name(kind):
    """`module.qualname` as an exact str; a class may have put anything under `__module__`."""
    module = module_of(kind)
    name = qualname_of(kind)
    # `str.__str__` makes an exact str of an instance of a subclass.
    name = str.__str__(name)
    return f"{str.__str__(module)}.{name}" if issubclass(type(module), str) else name
