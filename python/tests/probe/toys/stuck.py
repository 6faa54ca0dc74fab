"""Gets stuck."""

import time

before = 1
zlast = 2


class Stuck:
    """Its signature takes for ever."""

    def __call__(self):
        pass

    @property
    def __signature__(self):
        time.sleep(600)


signature = Stuck()


class Cls:
    method = Stuck()


def __getattr__(name):
    if name == "attribute":
        time.sleep(600)
    raise AttributeError(name)
