"""Log records and warnings, told to the host as they occur; what the user sees of them stays as it is.

Nothing is imported for it: `logging` and `warnings` are taken when somebody has imported them.
"""

import sys

__all__ = ["install"]

modules = sys.modules


def install(level, tell):
    """From now on, `tell(event)` of each record of at least `level` and of each warning that is shown."""
    takers = {"logging": take_logging, "warnings": take_warnings}
    for name in list(takers):
        if name in modules:
            takers.pop(name)(modules[name], level, tell)
    if takers:
        sys.meta_path.insert(0, Finder(takers, level, tell))


class Finder:
    """Finds nothing by itself; sees to it that a module is taken as soon as it has been executed."""

    def __init__(self, takers, level, tell):
        self.takers = takers
        self.level = level
        self.tell = tell

    def find_spec(self, name, path=None, target=None):
        take = self.takers.pop(name, None)
        if take is None:
            return None
        if not self.takers and self in sys.meta_path:
            sys.meta_path.remove(self)
        for finder in list(sys.meta_path):
            find = getattr(finder, "find_spec", None)
            spec = find and finder is not self and find(name, path, target)
            if spec:
                execute = spec.loader.exec_module

                def exec_module(module):
                    del spec.loader.exec_module
                    execute(module)
                    try:
                        take(module, self.level, self.tell)
                    except Exception:
                        pass  # another module of that name

                try:
                    spec.loader.exec_module = exec_module
                except AttributeError:
                    pass  # a loader of C, without a dict
                return spec
        return None


def text(x):
    return str.__str__(x if issubclass(type(x), str) else str(x))


def take_logging(logging, level, tell):
    # No handler of the root logger: that would keep `basicConfig` and the handler of last resort from doing their work.
    handle = logging.Logger.callHandlers

    def callHandlers(self, record):
        if record.levelno >= level:
            tell(
                lambda: {
                    "kind": "log",
                    "level": int(record.levelno),
                    "logger": text(record.name),
                    "message": text(record.getMessage()),
                    "file": text(record.pathname),
                    "line": int(record.lineno),
                    "function": text(record.funcName),
                }
            )
        handle(self, record)

    logging.Logger.callHandlers = callHandlers


def take_warnings(warnings, level, tell):
    show, implementation = warnings._showwarnmsg, warnings._showwarnmsg_impl

    def _showwarnmsg(message):
        # While `catch_warnings` records them nobody sees them.
        if warnings._showwarnmsg_impl is implementation or warnings.showwarning is not warnings._showwarning_orig:
            tell(
                lambda: {
                    "kind": "warning",
                    "category": text(message.category.__qualname__),
                    "message": text(message.message),
                    "file": text(message.filename),
                    "line": int(message.lineno),
                }
            )
        show(message)

    warnings._showwarnmsg = _showwarnmsg
