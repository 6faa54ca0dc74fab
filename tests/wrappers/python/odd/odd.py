class odd:
    def odd(self, odd=1) -> int:
        return odd
