def used():
    pass


def unused():
    pass
