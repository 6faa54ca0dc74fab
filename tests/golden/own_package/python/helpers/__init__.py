"""A colleague's package."""
