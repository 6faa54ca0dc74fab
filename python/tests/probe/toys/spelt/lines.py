"""Never imported when the program runs."""


class Line:
    """A line."""
