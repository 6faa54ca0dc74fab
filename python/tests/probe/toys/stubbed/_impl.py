class Base:
    def __init__(self, *args):
        pass

    def inherited(self, by):
        return self

    @property
    def width(self):
        return 1

    @width.setter
    def width(self, value):
        pass

    level = 1
    slot = None


class Thing(Base):
    class Part:
        def join(self, other):
            pass

    @classmethod
    def parse(cls, text):
        pass

    @staticmethod
    def check(text, strict=True):
        pass

    def __getitem__(self, key):
        pass

    def __enter__(self):
        pass

    def walk(self):
        pass

    async def wait(self, seconds=1):
        pass


class Inherited(Thing):
    pass


def make(name):
    pass


def star_one(x):
    pass


def _private(x):
    pass
