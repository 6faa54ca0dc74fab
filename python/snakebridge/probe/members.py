"""What stands on a class: found without binding or running anything, inherited members and fields too."""

from __future__ import annotations

from .annotations import annotation_text
from .code import assigned_attributes
from .enumerations import members_of
from .guard import attempt
from .lookup import MISSING, mro, namespace, special
from .naming import naming_of_class

__all__ = ["Field", "Members", "typed_keys"]

# Bits of `__flags__`, from CPython's Include/object.h; the first since 3.10.
IMMUTABLE_TYPE = 1 << 8
HEAP_TYPE = 1 << 9
INIT_ONLY = ("InitVar", "dataclasses.InitVar")


class Field:
    """What every instance has although nothing, or only its default, stands on the class; `annotation` is text."""

    def __init__(self, annotation, settable, is_key=False):
        self.annotation = annotation
        self.settable = settable
        self.is_key = is_key


class Members:
    """The members of one class."""

    def __init__(self, cls):
        self.cls = cls
        self._mro = mro(cls)
        self.enumerated = members_of(cls)
        self._annotations = _annotations(self._mro)
        self.keys = typed_keys(cls)
        self._declared = _declared_fields(cls, self._annotations)
        self._assigned = _assigned_fields(self._mro)
        self.fields_can_be_set = not _is_frozen(cls)

    def public_names(self):
        """All names without a leading underscore that are not `object`'s own."""
        names = {*self._declared, *self._annotations, *self._assigned, *self.keys}
        for cls in self._mro[:-1]:
            names.update(namespace(cls))
        names -= self.enumerated.keys()
        return {name for name in names if type(name) is str and not name.startswith("_") and name.isidentifier()}

    def annotation(self, name):
        """The annotation of an instance variable as text, `None` where there is none."""
        annotation, cls = self._annotations.get(name, (None, None))
        return None if cls is None else annotation_text(annotation, naming_of_class(cls))

    def distance(self, name):
        """How far up the MRO a name stands."""
        return next((index for index, cls in enumerate(self._mro) if name in namespace(cls)), 0)

    def find(self, name):
        """A member as it stands, unbound, or as a [`Field`]; `MISSING` if there is none.

        Of `object` itself only the dunder methods count, which are all that it has.
        """
        if name in self.enumerated:
            return self.enumerated[name]
        if name in self.keys:
            return Field(annotation_text(self.keys[name], naming_of_class(self.cls)), settable=True, is_key=True)
        for cls in self._mro if name.startswith("__") else self._mro[:-1]:
            if name in namespace(cls):
                raw = namespace(cls)[name]
                is_field = name in self._declared or (name in self._assigned and not callable(raw))
                is_default = is_field and special(raw, "__get__") is MISSING
                return self._field(name) if is_default else raw
        if name in self._declared or name in self._annotations or name in self._assigned:
            return self._field(name)
        return MISSING

    @property
    def can_be_assigned(self):
        """Whether the class's own attributes can be set; not those of an enum, and not of a class that C made."""
        flags = self.cls.__flags__
        return bool(flags & HEAP_TYPE) and not flags & IMMUTABLE_TYPE and not self.enumerated

    def find_dynamic(self, name, asked=False):
        """A member that the metaclass gives to the class; with `asked`, whatever reading it from the class gives."""
        if asked:
            return attempt(getattr, self.cls, name, default=MISSING)
        for meta in mro(type(self.cls)):
            if meta not in (type, object) and name in namespace(meta):
                is_function = callable(namespace(meta)[name])
                return attempt(getattr, self.cls, name, default=MISSING) if is_function else MISSING
        return MISSING

    def _field(self, name):
        return Field(self.annotation(name), self.fields_can_be_set)


def typed_keys(cls):
    """The keys of a `TypedDict` with their annotations; those that may be missing are not in `__required_keys__`."""
    if "__required_keys__" not in namespace(cls):
        return {}
    keys = attempt(lambda: cls.__annotations__)
    return dict(keys) if isinstance(keys, dict) else {}


def _annotations(classes):
    """The annotations of instance variables by name, the nearest class first, each with the class that it stands in."""
    found = {}
    if any("__required_keys__" in namespace(cls) for cls in classes):
        return found  # the keys of a `TypedDict` are no attributes
    for cls in classes:
        own = namespace(cls).get("__annotations__")
        for name, annotation in own.items() if isinstance(own, dict) else ():
            if not _is_of_no_instance(annotation):
                found.setdefault(name, (annotation, cls))
    return found


def _is_of_no_instance(annotation):
    """Whether it annotates a class variable, or what only the constructor of a dataclass takes."""
    text = annotation if type(annotation) is str else attempt(repr, annotation, default="")
    return text.startswith(("ClassVar", "typing.ClassVar", "t.ClassVar", "typing_extensions.ClassVar", *INIT_ONLY))


def _is_frozen(cls):
    """Whether a dataclass, an attrs class or a model says that its fields cannot be set."""
    ways = (
        lambda: cls.__dataclass_params__.frozen,
        lambda: cls.__attrs_props__.is_frozen,
        lambda: cls.__pydantic_fields__ and cls.model_config["frozen"],
    )
    return any(attempt(way) is True for way in ways)


def _declared_fields(cls, annotations):
    """Names of the fields of a dataclass (PEP 681) or attrs class, which may have their default on the class."""
    declared = attempt(lambda: cls.__dataclass_fields__)
    names = set(declared).intersection(annotations) if isinstance(declared, dict) else set()
    names.update(attempt(lambda: [attribute.name for attribute in cls.__attrs_attrs__], default=()))
    return names


def _assigned_fields(classes):
    """Names of what methods assign to their receiver: most fields of most classes are declared nowhere else."""
    names = set()
    for cls in classes[:-1]:
        for value in list(namespace(cls).values()):
            names.update(attempt(assigned_attributes, value, default=()))
    return names
