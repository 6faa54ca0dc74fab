def pair():
    return 1, "a"


def svd():
    return object(), [1.5]


def empty():
    return ()


def unknown():
    return 1, 2


def one():
    return (True,)
