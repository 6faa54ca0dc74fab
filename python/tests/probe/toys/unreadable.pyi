def work(a: int
