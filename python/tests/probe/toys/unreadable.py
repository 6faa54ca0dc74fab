def work(a):
    pass
