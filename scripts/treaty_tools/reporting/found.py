"""Errors found in the rows of a table, as frames: there may be millions."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from treaty_record.values.quoted import shown as shown


class Found(NamedTuple):
    """Errors in one table: a frame of ``_row`` (the row's number), ``column``, ``message``, ``other`` and ``advice``.

    ``other`` is the cell elsewhere that the message ends with, null if there is none; ``advice`` follows its place.
    """

    table: str
    faults: pl.DataFrame
    depends_on_unsound: bool = False
    """Whether these may only follow from an error elsewhere: the rows become unsound, and nothing is reported."""
    parent: str = ""
    """The table that has no such row, for a reference that leads to none."""


EACH = pl.repeat(True, pl.len())
"""A condition that every row meets: polars 2.1 fails to filter 16,384 rows or more by some expressions of literals."""

OTHER = pl.Struct({"table": pl.String, "row": pl.Int64, "column": pl.String})
"""A cell elsewhere: its table, the number of its row, and its column."""

MOST_DESCRIBED = 100_000
"""Rows of one fault that have a message of their own: millions of texts would take gigabytes."""
FURTHER = f"has the same error as the {MOST_DESCRIBED:,} rows before it"


def faults(
    rows: pl.DataFrame, column: str, message: pl.Expr | str, other: pl.Expr | None = None, advice: str = ""
) -> pl.DataFrame:
    """Return one fault in each of some rows; ``message`` is text or an expression over their columns."""
    text = pl.lit(message) if isinstance(message, str) else message
    if len(rows) > MOST_DESCRIBED and not rows["_row"].is_sorted():
        rows = rows.sort("_row")
    # pl.format panics where the first chunk of a column is empty, as it may be in a filtered frame (polars 2.1).
    first = rows.head(MOST_DESCRIBED).rechunk()
    there = pl.lit(None, OTHER) if other is None else other.cast(OTHER)
    made = first.select("_row", column=pl.lit(column), message=text, other=there, advice=pl.lit(advice))
    if len(rows) <= MOST_DESCRIBED:
        return made
    further = rows.slice(MOST_DESCRIBED).select(
        "_row", column=pl.lit(column), message=pl.lit(FURTHER), other=pl.lit(None, OTHER), advice=pl.lit("")
    )
    return pl.concat([made, further], rechunk=False)


def cell(table: pl.Expr | str, row: pl.Expr | str, column: pl.Expr | str) -> pl.Expr:
    """Return the cell elsewhere that a message ends with; ``row`` is the expression or the column of its number."""
    where_ = pl.lit(table) if isinstance(table, str) else table
    named = pl.lit(column) if isinstance(column, str) else column
    number = pl.col(row) if isinstance(row, str) else row
    return pl.struct(table=where_, row=number.cast(pl.Int64), column=named)


def where(
    table: str,
    rows: pl.DataFrame,
    column: str,
    message: pl.Expr | str,
    other: pl.Expr | None = None,
    advice: str = "",
    parent: str = "",
) -> Iterator[Found]:
    """Yield one fault in each of some rows, nothing where there is none."""
    if len(rows):
        yield Found(table, faults(rows, column, message, other, advice), parent=parent)


def sentence(fault: Mapping[str, Any], place: Callable[[str, int, str], str]) -> str:
    """Return the whole message of a fault; ``place`` gives the file and line of a cell, by table, row and column."""
    other = fault["other"]
    if other is None or other["row"] is None:
        return str(fault["message"]) + str(fault["advice"] or "")
    return f"{fault['message']} ({place(other['table'], other['row'], other['column'])}){fault['advice'] or ''}"
