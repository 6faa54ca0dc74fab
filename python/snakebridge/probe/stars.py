"""`*args` and `**kwargs`."""

from __future__ import annotations

__all__ = ["VAR_KEYWORD", "VAR_POSITIONAL", "is_bare", "of_star"]

VAR_POSITIONAL, VAR_KEYWORD = "var_positional", "var_keyword"
# What a `ParamSpec` stands for is said nowhere near: `*args: P.args`.
PARTS = {VAR_POSITIONAL: ".args", VAR_KEYWORD: ".kwargs"}


def is_bare(listed):
    """Whether parameters are `(*args, **kwargs)` and nothing else."""
    return [parameter["kind"] for parameter in listed] == [VAR_POSITIONAL, VAR_KEYWORD]


def of_star(kind, annotation):
    """The annotation of a parameter of some kind, `None` if it is the half of a `ParamSpec`."""
    is_half = annotation is not None and kind in PARTS and annotation.endswith(PARTS[kind])
    return None if is_half else annotation
