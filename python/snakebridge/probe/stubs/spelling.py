"""Annotations of stubs as text with full names, spelt like those of live objects (`annotations.py`)."""

from __future__ import annotations

import ast
import builtins
import sys

from ..guard import attempt
from ..lookup import is_class
from ..text import path_of_class
from ..unions import as_union, without_literals
from .names import External, Found
from .scopes import Imported, dotted

__all__ = ["Speller", "is_type_variable"]

# An alias is expanded as long as that makes it clearer; `numpy.typing.ArrayLike` says more than the protocols behind it.
LONGEST_EXPANSION = 200
DEEPEST = 12
PLAIN = ("builtins.", "typing.", "typing_extensions.", "collections.abc.", "_collections_abc.", "types.NoneType")
# Other names of the same, by the end of their path.
CANONICAL = {
    "List": "list",
    "Dict": "dict",
    "Set": "set",
    "FrozenSet": "frozenset",
    "Tuple": "tuple",
    "Type": "type",
    "Text": "str",
    "LiteralString": "str",
    "AbstractSet": "Set",
    "Deque": "collections.deque",
    "DefaultDict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict",
    "Counter": "collections.Counter",
    "ChainMap": "collections.ChainMap",
    "ContextManager": "contextlib.AbstractContextManager",
    "AsyncContextManager": "contextlib.AbstractAsyncContextManager",
    "Pattern": "re.Pattern",
    "Match": "re.Match",
    "NoneType": "None",
    "EllipsisType": "EllipsisType",
}
TYPING = ("typing.", "typing_extensions.")
TRANSPARENT = {"Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly", "Unpack"}
VARIABLES = {"TypeVar", "ParamSpec", "TypeVarTuple"}


class Speller:
    """Writes annotations, with the names that stubs give."""

    def __init__(self, names):
        self._names = names
        self._written = {}

    def text(self, node, scope, bound=None):
        """The annotation, `None` where there is none that can be written. `bound` are known type variables."""
        if node is None:
            return None
        if not bound and node in self._written:
            return self._written[node]
        members = attempt(Spelling(self._names, scope, bound=bound).members, node)
        text = as_union(members) if members else None
        if not bound:
            self._written[node] = text
        return text


class Spelling:
    """One annotation.

    `expanding` are the aliases that it stands in, `bound` their type variables, with what they stand for.
    """

    def __init__(self, names, scope, expanding=(), bound=None):
        self._names = names
        self._scope = scope
        self._expanding = expanding
        self._bound = bound or {}

    def text(self, node):
        return as_union(self.members(node))

    def members(self, node):
        """The members of a union; a single one if it is none."""
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._named(_name_of(node))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.members(node.left) + self.members(node.right)
        if isinstance(node, ast.Subscript):
            return self._subscripted(node)
        if isinstance(node, ast.List):
            return [f"[{', '.join(map(self.text, node.elts))}]"]
        if isinstance(node, ast.Tuple):
            return [", ".join(map(self.text, node.elts)) or "()"]
        if isinstance(node, ast.Starred):
            return [f"*{self.text(node.value)}"]
        raise ValueError("no annotation")

    def _constant(self, node):
        if type(node.value) is str:
            return self.members(ast.parse(node.value.strip(), mode="eval").body)
        return ["..." if node.value is ... else repr(node.value)]

    def _named(self, name, arguments=None):
        if name in self._bound:
            return self._bound[name]
        found = self._names.resolve(self._scope, name)
        if found is None:
            return [name]
        if isinstance(found, External):
            return [plain(_of_live(found.path))]
        expanded = self._expanded(found, arguments)
        if expanded is not None:
            return expanded
        # The way in which a stub imports it may be shorter than the way to where it is.
        return [plain(found.path)]

    def _subscripted(self, node):
        inside = node.slice
        arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
        name = _name_of(node.value)
        base = as_union(self._named(name, arguments))
        found = self._names.resolve(self._scope, name)
        if isinstance(found, Found) and _is_alias(found) and not _is_special(found):
            # Either it was expanded with its arguments, or its name has to do.
            return [base]
        if base == "Literal":
            return [f"Literal[{', '.join(self._literal(each) for each in arguments)}]"]
        if base == "Optional":
            return [*self.members(inside), "None"]
        if base == "Union":
            return [member for each in arguments for member in self.members(each)]
        if base in TRANSPARENT:
            return self.members(arguments[0])
        if base in ("TypeGuard", "TypeIs"):
            return ["bool"]
        if isinstance(inside, ast.Tuple) and not arguments:
            return [f"{base}[()]"]
        return [f"{base}[{', '.join(map(self.text, arguments))}]"]

    def _literal(self, node):
        """A value; of an enumeration's member the class and the name."""
        if isinstance(node, ast.Attribute):
            owner = self._names.resolve(self._scope, _name_of(node.value))
            return f"{owner.path}.{node.attr}" if owner is not None else ast.unparse(node)
        return ast.unparse(node)

    def _expanded(self, found, arguments):
        """What an alias, a type variable or a new type stands for; `None` if it is best left as a name."""
        node = found.nodes[-1] if found.nodes else None
        if node is None or isinstance(node, (ast.ClassDef, Imported)) or _is_special(found):
            return None
        if found.path in self._expanding or len(self._expanding) > DEEPEST:
            return None
        value = node.value if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else None
        if isinstance(value, ast.Call):
            return self._called(found, value)
        if value is None or not _is_alias(found):
            return None
        bound = self._arguments(found, value, arguments)
        inner = Spelling(self._names, found.scope, (*self._expanding, found.path), bound)
        members = inner.members(value)
        if len(as_union(members)) > LONGEST_EXPANSION:
            members = without_literals(members)
        return members if len(as_union(members)) <= LONGEST_EXPANSION else None

    def _called(self, found, call):
        """`TypeVar(...)`, `NewType(...)` and their like."""
        maker = (dotted(call.func) or "").rpartition(".")[2]
        inner = Spelling(self._names, found.scope, (*self._expanding, found.path))
        if maker == "TypeVar":
            keywords = {keyword.arg: keyword.value for keyword in call.keywords}
            constraints = call.args[1:] or ([keywords["bound"]] if "bound" in keywords else [])
            members = [member for each in constraints for member in inner.members(each)]
            return members if members and len(as_union(members)) <= LONGEST_EXPANSION else [found.name]
        if maker in VARIABLES:
            return [found.name]
        if maker == "NewType" and len(call.args) == 2:
            return inner.members(call.args[1])
        return None

    def _arguments(self, found, value, arguments):
        """What the type variables of a generic alias stand for."""
        variables = []
        for each in ast.walk(value):
            if isinstance(each, ast.Name) and each.id not in variables:
                target = self._names.resolve(found.scope, each.id)
                if isinstance(target, Found) and is_type_variable(target):
                    variables.append(each.id)
        if not arguments:
            return {}
        return {name: self.members(each) for name, each in zip(variables, arguments)}


def _name_of(node):
    name = dotted(node)
    if name is None:
        raise ValueError("no annotation")
    return name


def _is_alias(found):
    node = found.nodes[-1] if found.nodes else None
    if isinstance(node, ast.Assign):
        return not isinstance(node.value, ast.Call)
    if isinstance(node, ast.AnnAssign):
        return node.value is not None and (dotted(node.annotation) or "").rpartition(".")[2] == "TypeAlias"
    return type(node).__name__ == "TypeAlias"


def is_type_variable(found):
    node = found.nodes[-1] if found.nodes else None
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(value, ast.Call) and (dotted(value.func) or "").rpartition(".")[2] == "TypeVar"


def _is_special(found):
    """`typing.List = list` and the other special forms are no aliases of somebody's own."""
    return found.scope.path in ("typing", "typing_extensions")


def _of_live(path):
    """Where a class is defined, if the modules that were imported say so, else the path that a stub imports it by."""
    module, _, name = path.rpartition(".")
    value = attempt(lambda: vars(sys.modules[module])[name])
    return path_of_class(value) if value is not None and is_class(value) else path


def plain(path):
    """Without the modules whose names are known anyway."""
    for module in TYPING:
        if path.startswith(module) and path[len(module) :] in CANONICAL:
            return CANONICAL[path[len(module) :]]
    if path == "types.NoneType":
        return "None"
    for module in PLAIN:
        if path.startswith(module):
            return path[len(module) :]
    if path.startswith("_typeshed.") and path[10:] in vars(builtins):
        return path[10:]
    return path

