"""Context managers that note what they see."""


class Manager:
    def __init__(self, swallows=False, fails=None):
        self.swallows = swallows
        self.fails = fails
        self.log = []

    def __enter__(self):
        self.log.append("enter")
        if self.fails == "enter":
            raise OSError("enter")
        return self.log

    def __exit__(self, kind, error, traceback):
        self.log.append([kind.__name__ if kind else None, str(error), traceback is not None])
        if self.fails == "exit":
            raise OSError("exit")
        return self.swallows


class Later:
    """The same for `async with`."""

    def __init__(self, swallows=False):
        self.inner = Manager(swallows)

    async def __aenter__(self):
        import asyncio

        await asyncio.sleep(0)
        return self.inner.__enter__()

    async def __aexit__(self, kind, error, traceback):
        return self.inner.__exit__(kind, error, traceback)


class Impostor:
    """Has the methods, but its class has not: that does not count."""

    def __init__(self):
        self.__enter__ = lambda: None
        self.__exit__ = lambda *args: None
