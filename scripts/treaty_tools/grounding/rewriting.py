"""Rewrite the texts of a column that match a pattern."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl


class Rewriter(NamedTuple):
    """A pattern in Rust's syntax, and the function that rewrites texts matching it."""

    pattern: str
    rewritten: Callable[[str], str]


def rewritten(texts: pl.Series, rewriter: Rewriter) -> pl.Series:
    """Return texts with the matching ones rewritten, each distinct text once."""
    old = texts.filter(texts.str.contains(rewriter.pattern)).unique()
    if old.is_empty():
        return texts
    return texts.replace(old, pl.Series(map(rewriter.rewritten, old), dtype=pl.String))
