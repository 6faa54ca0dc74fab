def fast(x):
    pass


def slow(x):
    pass
