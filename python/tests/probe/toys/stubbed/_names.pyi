__all__ = ["_private"]
