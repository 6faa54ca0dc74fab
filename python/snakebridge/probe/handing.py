"""What a function does with its `*args` and `**kwargs`, by its source: what it reads of them, and what it hands them on to."""

from __future__ import annotations

import ast

from .text import clip

__all__ = ["Handed", "Handing"]

# Methods of a dictionary that read one key.
READING = ("get", "pop", "setdefault")
# What may not evaluate all that stands in it.
PERHAPS = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.BoolOp, ast.IfExp, ast.Compare),
)


class Handed:
    """A call that gets `**kwargs`.

    `before` are the arguments in front of `*args`, `named` the keywords that the function gives itself. It is `whole` if
    every call of the function is this call with just the same arguments, and `returned` if its result is the function's.
    """

    def __init__(self, call, positional, whole, returned):
        self.function = call.func
        self.before = [each for each in call.args if not isinstance(each, ast.Starred)]
        self.named = [keyword.arg for keyword in call.keywords if keyword.arg is not None]
        self.positional = positional
        self.whole = whole
        self.returned = returned


class Handing:
    """The handling of the arguments of one function that has `**kwargs`.

    `keywords` are the names that are read of them, with the text of their defaults.
    """

    def __init__(self, node):
        self._args = node.args.vararg and node.args.vararg.arg
        self._kwargs = node.args.kwarg and node.args.kwarg.arg
        self._node = node
        self._body = node.body if isinstance(node.body, list) else [ast.Return(node.body)]
        self._nodes = [inner for statement in self._body for inner in ast.walk(statement)]
        self.replaced = self._replaced()
        self.keywords = self._keywords()
        self.calls = [self._handed(call) for call in self._nodes if self._is_handed(call)]

    @property
    def explicit(self):
        """The parameters in front of `*args`."""
        return [each.arg for each in (*self._node.args.posonlyargs, *self._node.args.args)]

    def assigned(self, name):
        """The only value that a local variable is given, else `None`."""
        values = []
        for node in self._nodes:
            if isinstance(node, ast.Assign) and any(_is_name(target, name) for target in node.targets):
                values.append(node.value)
            elif isinstance(node, (ast.With, ast.AsyncWith)):
                values += [item.context_expr for item in node.items if _is_name(item.optional_vars, name)]
            elif _is_name(node, name) and isinstance(node.ctx, (ast.Store, ast.Del)):
                values.append(None)
        # The name is met once more as the target itself.
        return values[0] if len(values) == 2 and values[1] is None else None

    def _keywords(self):
        found = {}
        for node in self._nodes:
            read = self._read(node)
            if read is not None and read[0].isidentifier() and read[0] not in self.replaced:
                found.setdefault(*read)
        return found

    def _read(self, node):
        """The key that is read of `**kwargs`, with its default."""
        if isinstance(node, ast.Subscript) and self._is_kwargs(node.value) and isinstance(node.ctx, ast.Load):
            key = _text(node.slice)
            return None if key is None else (key, "...")
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            return None
        key = _text(node.args[0])
        if key is None or node.func.attr not in READING or not self._is_kwargs(node.func.value):
            return None
        default = node.args[1] if len(node.args) > 1 else None
        return key, clip(ast.unparse(default)) if isinstance(default, ast.Constant) else "..."

    def _replaced(self):
        """The keys that the function sets itself, whatever it was given."""
        stored = (
            _text(node.slice)
            for node in self._nodes
            if isinstance(node, ast.Subscript) and self._is_kwargs(node.value) and isinstance(node.ctx, ast.Store)
        )
        return {key for key in stored if key is not None}

    def _is_kwargs(self, node):
        return self._kwargs is not None and _is_name(node, self._kwargs)

    def _is_handed(self, node):
        return isinstance(node, ast.Call) and any(
            keyword.arg is None and self._is_kwargs(keyword.value) for keyword in node.keywords
        )

    def _handed(self, call):
        starred = [each for each in call.args if isinstance(each, ast.Starred)]
        has_args = len(starred) == 1 and self._args is not None and _is_name(starred[0].value, self._args)
        is_last = has_args and call.args[-1] is starred[0]
        others = [keyword for keyword in call.keywords if keyword.arg is None]
        statement = self._certain(call)
        uses = [sum(_is_name(node, name) for node in self._nodes) for name in (self._args, self._kwargs)]
        whole = is_last and len(others) == 1 and uses == [1, 1] and statement is not None
        value = getattr(statement, "value", None)
        value = value.value if isinstance(value, ast.Await) else value
        return Handed(call, has_args, whole, isinstance(statement, ast.Return) and value is call)

    def _certain(self, call):
        """The statement of a call that is reached whatever the arguments are, else `None`."""
        body = self._body
        while True:
            for statement in body:
                if any(node is call for node in ast.walk(statement)):
                    break
                if any(isinstance(node, ast.Return) for node in ast.walk(statement)):
                    return None
            else:
                return None
            if isinstance(statement, (ast.With, ast.AsyncWith)):
                if not any(node is call for item in statement.items for node in ast.walk(item)):
                    body = statement.body
                    continue
                return None
            if isinstance(statement, ast.Try) and not statement.handlers and not statement.orelse:
                body = statement.body
                continue
            is_plain = isinstance(statement, (ast.Return, ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign))
            return statement if is_plain and _is_evaluated(statement.value, call) else None


def _is_evaluated(node, call):
    """Whether evaluating an expression is certain to evaluate a call in it."""
    if node is call:
        return True
    if isinstance(node, PERHAPS):
        return False
    return any(_is_evaluated(inner, call) for inner in ast.iter_child_nodes(node))


def _is_name(node, name):
    return isinstance(node, ast.Name) and node.id == name


def _text(node):
    return node.value if isinstance(node, ast.Constant) and type(node.value) is str else None
