"""Changes to those texts of a column that match a pattern."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl


class Rewriter(NamedTuple):
    """A change to texts that match a pattern in Rust's syntax."""

    pattern: str
    rewritten: Callable[[str], str]


def rewritten(texts: pl.Series, rewriter: Rewriter) -> pl.Series:
    """Return texts with those changed that match, each different one once."""
    old = texts.filter(texts.str.contains(rewriter.pattern)).unique()
    if old.is_empty():
        return texts
    return texts.replace(old, pl.Series(map(rewriter.rewritten, old), dtype=pl.String))
