"""Errors found in the rows of a table, as frames: there may be millions."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl


class Found(NamedTuple):
    """Errors in one table: a frame of ``_row`` (the row's number), ``column`` and ``message``."""

    table: str
    faults: pl.DataFrame
    depends_on_unsound: bool = False
    """Whether these may only follow from an error elsewhere: the rows become unsound, and nothing is reported."""


EACH = pl.repeat(True, pl.len())
"""A condition that every row meets: polars 2.1 fails to filter 16,384 rows or more by some expressions of literals."""

MOST_DESCRIBED = 100_000
"""Rows of one fault that have a message of their own: millions of texts would take gigabytes."""
FURTHER = f"has the same error as the {MOST_DESCRIBED:,} rows before it"


def faults(rows: pl.DataFrame, column: str, message: pl.Expr | str) -> pl.DataFrame:
    """Return one fault in each of some rows; ``message`` is text or an expression over their columns."""
    text = pl.lit(message) if isinstance(message, str) else message
    if len(rows) > MOST_DESCRIBED and not rows["_row"].is_sorted():
        rows = rows.sort("_row")
    # pl.format panics where the first chunk of a column is empty, as it may be in a filtered frame (polars 2.1).
    first = rows.head(MOST_DESCRIBED).rechunk().select("_row", column=pl.lit(column), message=text)
    if len(rows) <= MOST_DESCRIBED:
        return first
    further = rows.slice(MOST_DESCRIBED).select("_row", column=pl.lit(column), message=pl.lit(FURTHER))
    return pl.concat([first, further], rechunk=False)


def where(table: str, rows: pl.DataFrame, column: str, message: pl.Expr | str) -> Iterator[Found]:
    """Yield one fault in each of some rows, nothing where there is none."""
    if len(rows):
        yield Found(table, faults(rows, column, message))


def shown(value: pl.Expr | str, longest: int = 80) -> pl.Expr:
    """Return an expression that quotes a value for a message, shortened where it is long; ``nothing`` for null."""
    text = (pl.col(value) if isinstance(value, str) else value).cast(pl.String)
    short = pl.when(text.str.len_chars() > longest).then(text.str.slice(0, longest) + "…").otherwise(text)
    return pl.format("'{}'", short).fill_null("nothing")
