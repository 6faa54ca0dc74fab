def area(width, height=1):
    pass


class Shape:
    def grow(self, by=2):
        return self
