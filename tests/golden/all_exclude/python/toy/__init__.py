def legacy_top():
    pass


class Shape:
    class Nested:
        pass

    def grow(self):
        pass
