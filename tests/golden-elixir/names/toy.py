def getItem(x):
    return ["getItem", x]

def get_item(x):
    return ["get_item", x]

def end(fn, do=1, opts=2, self_=3, Big=4, _low=5):
    return [fn, do, opts, self_, Big, _low]

def when(x):
    return ["when", x]

def fn(x):
    return ["fn", x]

def case(x):
    return ["case", x]

def unquote(x):
    return ["unquote", x]

def length(x):
    return ["length", x]

def DataFrame(x):
    return ["DataFrame", x]

MAX_SIZE = 3
nan = 1
NAN = 2
NaN = 3

def new(x):
    return ["new", x]

class lower_case:
    """A class in lower case."""
    def end(self):
        return "end"

    def new(self):
        return "new"

class LowerCase:
    """Another, of the same name in Elixir."""
    CONST = 1
