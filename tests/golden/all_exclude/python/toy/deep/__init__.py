def legacy_deep():
    pass


def kept():
    pass
