from . import linear
from . import linear as la

__all__ = ["linear", "la", "compat"]
