"""A package whose attribute `shadow` hides the submodule of that name, and which makes names up."""


def shadow():
    return "function"


def __getattr__(name):
    if name.startswith("lazy_"):
        return name.upper()
    raise AttributeError(f"module 'toy_package' has no attribute {name!r}")
