def f(x):
    pass


def g(x=None):
    pass
