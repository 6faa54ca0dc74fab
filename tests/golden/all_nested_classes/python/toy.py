class Outer:
    """Has a class inside."""

    class Inner:
        class Deepest:
            def dig(self, depth=1):
                pass

        def poke(self):
            pass

    foreign = dict


class Derived(Outer):
    def more(self):
        pass
