"""Takes its time to be imported, as large libraries do."""

import time


def early():
    """Defined before the rest."""
    return late()


time.sleep(0.2)  # lets the others in; nothing depends on how long


def late():
    return 1
