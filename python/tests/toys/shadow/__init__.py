"""A package with an attribute that has the name of one of its submodules, as `dask.delayed`."""


def thing():
    return "the function"
