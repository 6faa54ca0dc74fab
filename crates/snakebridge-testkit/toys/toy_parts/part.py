__all__ = ["ANSWER"]

ANSWER = 42
