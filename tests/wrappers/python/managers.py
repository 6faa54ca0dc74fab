"""Context managers."""


class File:
    def __init__(self):
        self.log = []

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, kind, error, traceback):
        self.log.append(f"exit {kind.__name__ if kind else None}")
        return kind is KeyError

    def read(self) -> str:
        return "text"

    def fail(self):
        raise KeyError("k")


class Client:
    async def __aenter__(self) -> "Client":
        self.open = True
        return self

    async def __aexit__(self, *details):
        self.open = False

    async def fetch(self, url) -> str:
        return f"{url} {self.open}"
