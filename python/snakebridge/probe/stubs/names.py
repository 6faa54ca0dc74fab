"""Follows names through stubs: imports, `import *`, aliases, attributes of modules and members of classes."""

from __future__ import annotations

import ast

from ..guard import attempt
from .finder import Finder
from .scopes import Imported, Scope, dotted, is_function

__all__ = ["External", "Found", "Names"]

# Chains of re-exports and of base classes are short; longer ones are loops.
DEEPEST = 20


class External:
    """Something that no stub has, by the path that an import gives it."""

    def __init__(self, path):
        self.path = path


class Found:
    """Something in a stub: a module (without `nodes`), or what binds `name` in a scope."""

    def __init__(self, scope, name=None, nodes=(), owner=None):
        self.scope = scope
        self.name = name
        self.nodes = nodes
        self.owner = owner  # the class whose instance it was taken from, if it was

    @property
    def path(self):
        """Its full name."""
        return f"{self.scope.path}.{self.name}" if self.name else self.scope.path

    @property
    def class_node(self):
        """The `class` statement, if it is one."""
        node = self.nodes[-1] if self.nodes else None
        return node if isinstance(node, ast.ClassDef) else None

    @property
    def inside(self):
        """What stands in this module or class."""
        if self.name is None:
            return self.scope
        return self.scope.inner(self.class_node) if self.class_node else None

    @property
    def functions(self):
        """The `def` statements, in their order."""
        return [node for node in self.nodes if is_function(node)]


class Names:
    """All stubs that were read so far; each file is read once."""

    def __init__(self, typeshed=None):
        self._finder = Finder(typeshed)
        self._modules = {}
        self._exports = {}
        self._resolved = {}

    def module(self, name):
        """The scope of the stub of a module, `None` where there is none that can be read."""
        if name not in self._modules:
            self._modules[name] = None  # while it is read
            file = attempt(self._finder.find, name)
            self._modules[name] = attempt(_read, file, name) if file else None
        return self._modules[name]

    def find(self, path):
        """What a dotted path leads to, else `None`."""
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            module = self.module(".".join(parts[:length]))
            if module is not None:
                return self.walk(Found(module), parts[length:])
        return None

    def walk(self, found, names, depth=0):
        """The attribute of an attribute of something found, else `None`; an [`External`] path is prolonged."""
        for name in names:
            if isinstance(found, External):
                found = External(f"{found.path}.{name}")
            elif found is not None:
                found = self.attribute(found, name, depth + 1)
        return found

    def resolve(self, scope, name, depth=0):
        """What a dotted name means where it is written, else `None`."""
        if depth:
            return self._resolve(scope, name, depth)
        key = (scope, name)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(scope, name, depth)
        return self._resolved[key]

    def _resolve(self, scope, name, depth):
        head, *rest = name.split(".")
        while scope is not None:
            found = self._in(scope, head, depth)
            if found is not None:
                return self.walk(found, rest, depth)
            scope = scope.parent
        builtins = self.module("builtins")
        return self.walk(self._in(builtins, head, depth), rest, depth) if builtins else None

    def attribute(self, found, name, depth=0):
        """An attribute of a module, a member of a class or of the instance that a variable holds."""
        if depth > DEEPEST:
            return None
        if found.name is None:
            inner = self._in(found.scope, name, depth)
            if inner is not None:
                return inner
            module = self.module(f"{found.scope.path}.{name}")
            return Found(module) if module is not None else None
        if found.class_node:
            return self.member(found, name, depth + 1)
        instance = self.class_of(found, depth + 1)
        member = instance and self.member(instance, name, depth + 1)
        return Found(member.scope, member.name, member.nodes, instance) if member else None

    def member(self, cls, name, depth=0):
        """A member of a class or of its bases, without those of `object`."""
        if depth > DEEPEST:
            return None
        inside = cls.inside
        if name in inside.names:
            return self._follow(Found(inside, name, inside.names[name]), depth + 1)
        for base in self.bases(cls, depth + 1):
            found = self.member(base, name, depth + 1)
            if found is not None:
                return found
        return None

    def bases(self, cls, depth=0):
        """The base classes that have stubs, without `object`."""
        for base in cls.class_node.bases:
            base = base.value if isinstance(base, ast.Subscript) else base
            name = dotted(base)
            if name is not None:
                found = self.resolve(cls.scope, name, depth + 1)
                if isinstance(found, Found) and found.class_node and found.path != "builtins.object":
                    yield found

    def class_of(self, found, depth=0):
        """The class that the annotation of a variable names, else `None`."""
        node = found.nodes[-1] if found.nodes else None
        annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
        if annotation is None and isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            annotation = node.value.func
        annotation = annotation.value if isinstance(annotation, ast.Subscript) else annotation
        name = dotted(annotation)
        if name is None or depth > DEEPEST:
            return None
        cls = self.resolve(found.scope, name, depth + 1)
        return cls if isinstance(cls, Found) and cls.class_node else None

    def _in(self, scope, name, depth):
        if depth > DEEPEST:
            return None
        if name in scope.names:
            return self._follow(Found(scope, name, scope.names[name]), depth + 1)
        for star in scope.stars:
            module = self.module(star)
            if module is not None and module is not scope and self._is_exported(module, name, depth + 1):
                found = self._in(module, name, depth + 1)
                if found is not None:
                    return found
        return None

    def _follow(self, found, depth):
        """Goes through imports and `name = other` to a definition."""
        node = found.nodes[-1]
        if isinstance(node, Imported):
            return self._imported(node, found, depth)
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Name, ast.Attribute)):
            name = dotted(node.value)
            target = self.resolve(found.scope, name, depth + 1) if name not in (None, found.name) else None
            if isinstance(target, Found) and (target.functions or target.class_node):
                return target
        return found

    def _imported(self, imported, found, depth):
        if depth > DEEPEST:
            return None
        module = self.module(imported.module)
        if imported.name is None:
            return External(imported.module) if module is None else Found(module)
        full = f"{imported.module}.{imported.name}"
        if module is None:
            submodule = self.module(full)
            return External(full) if submodule is None else Found(submodule)
        inner = None if module is found.scope else self._in(module, imported.name, depth + 1)
        if inner is None:
            submodule = self.module(full)
            inner = External(full) if submodule is None else Found(submodule)
        return inner

    def _is_exported(self, module, name, depth):
        exports = self.exports(module, depth)
        return name in exports if exports is not None else not name.startswith("_") and _is_public(module, name)

    def exports(self, module, depth=0):
        """The names in the `__all__` of a module, `None` where it has none."""
        if "__all__" not in module.names or depth > DEEPEST:
            return None
        if module.path not in self._exports:
            exports = self._exports[module.path] = []
            for statement in module.names["__all__"]:
                self._amend(exports, statement, module, depth + 1)
        return self._exports[module.path]

    def _amend(self, exports, statement, module, depth):
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            del exports[:]
            exports.extend(self._listed(statement.value, module, depth))
        elif isinstance(statement, ast.AugAssign):
            exports.extend(self._listed(statement.value, module, depth))
        elif isinstance(statement, ast.Expr) and statement.value.args:
            method, value = statement.value.func.attr, statement.value.args[0]
            if method == "extend":
                exports.extend(self._listed(value, module, depth))
            elif isinstance(value, ast.Constant) and method == "append":
                exports.append(value.value)
            elif isinstance(value, ast.Constant) and method == "remove" and value.value in exports:
                exports.remove(value.value)

    def _listed(self, value, module, depth):
        """The strings of a list, of `other.__all__`, or of a sum of such."""
        if isinstance(value, (ast.List, ast.Tuple)):
            return [each.value for each in value.elts if isinstance(each, ast.Constant)]
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
            return self._listed(value.left, module, depth) + self._listed(value.right, module, depth)
        if isinstance(value, ast.Attribute) and value.attr == "__all__":
            other = self.resolve(module, ast.unparse(value.value), depth + 1)
            if isinstance(other, Found) and other.name is None:
                return list(self.exports(other.scope, depth + 1) or ())
        return []


def _is_public(module, name):
    """Without `__all__`, a name that is only imported is not meant for others (PEP 484)."""
    bindings = module.names.get(name)
    if bindings is None:
        return True  # from an `import *`
    return not isinstance(bindings[-1], Imported) or bindings[-1].is_reexported


def _read(file, name):
    with open(file, "rb") as opened:
        tree = ast.parse(opened.read())
    return Scope(name, tree, is_package=file.endswith("__init__.pyi"))
