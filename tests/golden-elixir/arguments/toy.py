def plain(a, b=1, c=2, d=3):
    """Takes one to four."""
    return [a, b, c, d]

def keyed(a, b=1, *, key):
    return [a, b, key]

def spread(*args, sep=" "):
    """Takes any number."""
    return [list(args), sep]

def after(first, *rest, **further):
    return [first, list(rest), further]

def only(x, y=2, /):
    return [x, y]

def none():
    return None

def fresh(items=[]):
    return items

class Thing:
    def __init__(self, size=1, *, name="thing"):
        self.size = size
        self.name = name

    @classmethod
    def from_dict(cls, d):
        return cls(d["size"])

    @staticmethod
    def double(x, by=2):
        return x * by

    def grow(self, by=1):
        self.size += by
        return self.size
