def function():
    return __name__
