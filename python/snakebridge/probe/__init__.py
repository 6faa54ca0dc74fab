"""The probe: imports one library and writes down what the asked-for paths lead to.

`command` is the entry point; `survey` goes from a request to a library as `ir.rs` has it; `walk` follows paths,
`describe`, `classes` and `members` say what stands at their end, `signatures` weighs the evidence of how it is called.
"""

from .command import main

__all__ = ["main"]
