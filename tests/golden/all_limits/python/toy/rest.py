def four():
    pass
