"""Inside."""


def work(n):
    pass


VALUE = [1]
