"""Has a stub package."""


def work(a):
    pass
