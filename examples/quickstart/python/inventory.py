"""A colleague's module: it is used as it is."""


class Inventory:
    """Counts what is in stock.

    Parameters
    ----------
    name : str
        What the inventory is called.
    """

    def __init__(self, name, *, unit="piece"):
        self.name = name
        self.unit = unit
        self._stock = {}

    @classmethod
    def of_one(cls, item, name="one"):
        """An inventory of a single item."""
        made = cls(name)
        return made.add(item)

    def add(self, item, count=1):
        """Adds ``count`` of an item and gives the inventory back."""
        self._stock[item] = self._stock.get(item, 0) + count
        return self

    def take(self, item, *, count):
        """Takes ``count`` of an item.

        Raises
        ------
        LookupError
            If there is not enough of it.
        """
        left = self._stock.get(item, 0) - count
        if left < 0:
            raise LookupError(f"only {self._stock.get(item, 0)} of {item} left")
        self._stock[item] = left
        return left

    @property
    def total(self):
        """How many there are of everything."""
        return sum(self._stock.values())
