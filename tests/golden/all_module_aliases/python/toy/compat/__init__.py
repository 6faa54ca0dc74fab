from .. import linear as old
from ..linear import norm

__all__ = ["old", "norm"]
