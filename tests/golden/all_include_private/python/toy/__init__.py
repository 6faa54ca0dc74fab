def public():
    pass
