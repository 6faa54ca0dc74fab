def f(text, *, sep=",", end=None):
    assert isinstance(sep, str), sep
