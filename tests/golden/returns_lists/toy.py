def names():
    return ["a", "b"]


def rows():
    return [[1.0, 2], []]


def many():
    return (1, 2)


def anything():
    return [1, "a"]


def bare():
    return [3]
