def assert_close(a, b):
    pass
