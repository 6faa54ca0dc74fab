"""A package with submodules, one of which an attribute hides."""

from .inner import work
from .clash import clash

__version__ = "9"
