r'''A module with "quotes", #{interpolation}, \backslashes and """ three.

Examples
--------
>>> import toy
>>> toy.documented(1)
1
'''

def documented(x, y=None):
    r"""Does it, in `toy`, with ``code`` and \n.

    More of it, see :func:`toy.other`.

    Parameters
    ----------
    x : int
        The first. ``#{not}`` interpolated.
    y : str, optional
        The second.

    Returns
    -------
    int
        The same.

    Examples
    --------
    >>> documented(1)
    1
    """
    return x

def other(x):
    """one
        indented"""

def silent(a_parameter_of_a_long_name, another_parameter_of_a_long_name, a_third_parameter_of_a_long_name=1):
    pass

def bidi():
    "Right to left: \u202e, tab\t, bell \x07, \u2028."
