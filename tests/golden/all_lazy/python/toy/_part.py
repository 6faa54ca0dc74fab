def late(x):
    pass


class Later:
    def run(self):
        pass
