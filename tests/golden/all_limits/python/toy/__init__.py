class Huge:
    def a(self):
        pass

    def b(self):
        pass

    def c(self):
        pass


def first():
    pass


def second():
    pass
