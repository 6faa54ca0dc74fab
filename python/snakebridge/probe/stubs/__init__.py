"""Stub files as evidence: found beside modules, in `*-stubs` packages (PEP 561) and in typeshed, read and never run.

`finder` finds files, `guards` evaluates `if sys.version_info`, `scopes` lists what stands in a file, `names` follows
names from file to file, `spelling` writes annotations with full names, `prototypes` reads parameters, and `library`
answers for live objects.
"""

from .library import StubLibrary

__all__ = ["STUBS", "StubLibrary"]

# A probe is one process for one library, so there is one; `use_typeshed` tells it of the standard library's.
STUBS = StubLibrary()
