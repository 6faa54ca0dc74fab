raise AssertionError("this must not be imported")
