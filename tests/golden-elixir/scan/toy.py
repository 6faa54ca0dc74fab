def one(x): return x
def two(x, y): return [x, y]
def three(x): return x
def four(x): return x
def five(x): return x
class Box:
    def open(self): return 1
