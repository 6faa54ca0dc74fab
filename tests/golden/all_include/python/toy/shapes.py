def round_one(x):
    pass


def round_two(x):
    pass


def square(x):
    pass
