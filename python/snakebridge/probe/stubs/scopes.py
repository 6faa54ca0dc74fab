"""What stands in a stub file or in a class of one, by name."""

from __future__ import annotations

import ast

from .guards import truth

__all__ = ["Imported", "Scope", "dotted", "is_function"]

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_function(node):
    """Whether it is a `def`."""
    return isinstance(node, FUNCTIONS)


def dotted(node):
    """The text of `a` or `a.b.c`, `None` of anything else; `ast.unparse` takes ten times as long."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return owner and f"{owner}.{node.attr}"
    return None


class Imported:
    """A name that an import binds: a module, or with `name` something in it."""

    def __init__(self, module, name=None, is_reexported=False):
        self.module = module
        self.name = name
        self.is_reexported = is_reexported


class Scope:
    """A module or a class.

    `names` has for each name what binds it in order: definitions, assignments and imports. `stars` are the modules
    that all is imported from.
    """

    def __init__(self, module, node, is_package=False, parent=None):
        self.module = module
        self.node = node
        self.parent = parent
        self.path = f"{parent.path}.{node.name}" if parent else module
        self.names = {}
        self.stars = []
        self._is_package = is_package
        self._inner = {}
        self._read(node.body)

    def inner(self, node):
        """The scope of a class that stands in this one."""
        if node not in self._inner:
            self._inner[node] = Scope(self.module, node, self._is_package, self)
        return self._inner[node]

    def _read(self, body):
        for statement in body:
            if isinstance(statement, ast.If):
                holds = truth(statement.test)
                # Where only running it would tell, what stands first is taken.
                self._read(statement.body if holds is not False else [])
                self._read(statement.orelse if not holds else [])
            elif isinstance(statement, ast.Try):
                self._read(statement.body)
            elif isinstance(statement, ast.With):
                self._read(statement.body)
            else:
                self._bind(statement)

    def _bind(self, statement):
        if is_function(statement) or isinstance(statement, ast.ClassDef):
            self._add(statement.name, statement)
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            self._add(statement.target.id, statement)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    self._add(target.id, statement)
        elif type(statement).__name__ == "TypeAlias":
            self._add(statement.name.id, statement)
        elif isinstance(statement, ast.Import):
            self._import(statement)
        elif isinstance(statement, ast.ImportFrom):
            self._import_from(statement)
        elif isinstance(statement, (ast.AugAssign, ast.Expr)):
            self._amend_all(statement)

    def _add(self, name, binding):
        self.names.setdefault(name, []).append(binding)

    def _import(self, statement):
        for alias in statement.names:
            if alias.asname:
                self._add(alias.asname, Imported(alias.name, is_reexported=alias.asname == alias.name))
            else:
                first = alias.name.partition(".")[0]
                self._add(first, Imported(first))

    def _import_from(self, statement):
        module = self._absolute(statement)
        for alias in statement.names:
            if alias.name == "*":
                self.stars.append(module)
            else:
                self._add(alias.asname or alias.name, Imported(module, alias.name, alias.asname == alias.name))

    def _absolute(self, statement):
        if not statement.level:
            return statement.module
        parts = self.module.split(".")
        up = statement.level - (1 if self._is_package else 0)
        base = parts[: len(parts) - up] if up else parts
        return ".".join([*base, statement.module] if statement.module else base)

    def _amend_all(self, statement):
        """`__all__ += [...]`, `__all__.extend(...)`, `.append(...)` and `.remove(...)`."""
        target = statement.target if isinstance(statement, ast.AugAssign) else statement.value
        if isinstance(target, ast.Call) and isinstance(target.func, ast.Attribute):
            target = target.func.value
        if isinstance(target, ast.Name) and target.id == "__all__":
            self._add("__all__", statement)
