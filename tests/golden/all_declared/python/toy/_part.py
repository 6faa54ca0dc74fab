class Late:
    def go(self):
        pass
