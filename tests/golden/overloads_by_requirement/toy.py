def arange(*args, step=1):
    start, stop = args[:2] if len(args) > 1 else (0, *args)
    return list(range(start, stop, step))
