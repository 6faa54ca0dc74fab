"""The exceptions that are the adapter's own, under the names that users see: `snakebridge.HostError` and so on."""

__all__ = ["Denied", "HostError"]


class HostError(Exception):
    """An error of the host, raised by a callback; `args` are `(message,)`, `kind` is the host's name of its type."""

    __module__ = "snakebridge"
    # Slots, so that copies and pickles of it are not taken for the one that the host counts.
    __slots__ = ("__weakref__", "kind", "number")


class Denied(Exception):
    """The policy of the session refuses a path; `args` are `(path, rule)`."""

    __module__ = "snakebridge"

    def __str__(self):
        path, rule = self.args
        if rule is None:
            return f"`{path}` is not among what this session allows"
        return f"`{path}` is denied to this session by the rule `{rule}`"
