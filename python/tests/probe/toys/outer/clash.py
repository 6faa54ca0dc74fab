def clash(a):
    """Hides the module."""
