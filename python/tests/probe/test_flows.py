"""What happens when something is called."""

import unittest

from probing import probe

FLOWS = {
    "coroutine": "coroutine",
    "async_generator": "async_generator",
    "generator": "generator",
    "cached": "generator",
    "wrapped": "coroutine",
    "partial": "coroutine",
    "calls": "coroutine",
    "context": None,
    "async_context": None,
    "plain": None,
}
METHODS = {"method": "coroutine", "generate": "generator", "static": "coroutine", "half": "coroutine"}


class Flows(unittest.TestCase):
    def test_functions_and_what_wraps_them(self):
        answer = probe("flowing", *(f"flowing.{name}" for name in FLOWS))
        self.assertEqual({name: answer.symbols[f"flowing.{name}"].get("flow") for name in FLOWS}, FLOWS)

    def test_methods(self):
        members = probe("flowing", "flowing.Calls", names=METHODS).symbols["flowing.Calls"]["members"]
        self.assertEqual({name: member.get("flow") for name, member in members.items()}, METHODS)


if __name__ == "__main__":
    unittest.main()
