raise RuntimeError("a long\nstory " + "x" * 1000)
