"""Prints and warns while it is imported."""

import sys
import warnings

print("this module prints")
print("also to standard error", file=sys.stderr)
warnings.warn("this module warns", stacklevel=2)

VALUE = "imported"
