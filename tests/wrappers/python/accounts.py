"""Classes that have bases, attributes, factories and exceptions."""

import abc


class Refused(Exception):
    """An account said no."""

    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code


class Overdrawn(Refused, ValueError):
    @property
    def missing(self) -> int:
        return self.code


class Audited:
    def audit(self) -> str:
        return f"audited {type(self).__name__}"


class Account:
    """Keeps money."""

    limit = 100
    _fees = 3

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance

    @classmethod
    def of(cls, owner, *, balance=1) -> "Account":
        return cls(owner, balance)

    @staticmethod
    def is_owner(name: str) -> bool:
        return name.isalpha()

    @property
    def balance(self) -> int:
        return self._balance

    @balance.setter
    def balance(self, value):
        if value > self.limit:
            raise Refused("over the limit", code=value)
        self._balance = value

    @balance.deleter
    def balance(self):
        self._balance = 0

    @property
    def broken(self) -> int:
        raise RuntimeError("it is broken")

    def take(self, amount: int, note=None) -> int:
        if amount > self._balance:
            raise Overdrawn("too little", amount - self._balance)
        self._balance -= amount
        self.last_note = note
        return self._balance

    def same(self) -> "Account":
        return self

    class Statement:
        """Stands inside."""

        def __init__(self, lines=1):
            self.lines = lines


class Savings(Account, Audited):
    def interest(self, rate=0.5) -> float:
        return self._balance * rate

    def take(self, amount: int, *, early=False) -> str:
        return f"took {super().take(amount)} {early}"


class Interned:
    known = {}

    def __new__(cls, name, *, fresh=False):
        if fresh or name not in cls.known:
            cls.known[name] = super().__new__(cls)
        return cls.known[name]


class Registry(type):
    made = 0

    def __call__(cls, name, times=1):
        Registry.made += times
        return super().__call__(name)

    def count(cls) -> int:
        return Registry.made


class Registered(metaclass=Registry):
    def __init__(self, name):
        self.name = name


class Store(abc.ABC):
    @abc.abstractmethod
    def read(self, key: str) -> str: ...


class Memory(Store):
    def read(self, key: str) -> str:
        return key.upper()


def some_store() -> Store:
    return Memory()


def is_same(left, right) -> bool:
    return left is right
