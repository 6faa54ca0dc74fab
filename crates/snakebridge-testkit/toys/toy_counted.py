"""Objects that count how often anybody asks what they look like."""


class Shy:
    """Notes every question."""

    asked = []

    def __repr__(self):
        Shy.asked.append("repr")
        return "shy"

    def __str__(self):
        Shy.asked.append("str")
        return "shy"

    def __format__(self, spec):
        Shy.asked.append("format")
        return "shy"

    def __bool__(self):
        Shy.asked.append("bool")
        return True

    def __eq__(self, other):
        Shy.asked.append("eq")
        return self is other

    def __len__(self):
        Shy.asked.append("len")
        return 0

    def __iter__(self):
        Shy.asked.append("iter")
        return iter(())

    __hash__ = object.__hash__


def several():
    shy = Shy()
    return [shy, {"key": shy}, (shy, Shy())]


def raises():
    raise ValueError(Shy())


def shies(count):
    for _ in range(count):
        yield Shy()


def asked():
    return list(Shy.asked)
