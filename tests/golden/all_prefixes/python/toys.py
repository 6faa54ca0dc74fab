def all_of_it():
    pass


def this_too():
    pass
