"""Write a difference as text for a terminal."""

from collections.abc import Iterator, Sequence

import polars as pl

from treaty_record.values import number

from ...reporting.terminal import isolated, safe
from .changed_rows import Rows
from .columns import ColumnChange
from .counts import in_words, typed_cells
from .difference import Difference, TableDifference
from .version import least

LONGEST = 80
"""Maximum number of characters shown of a cell."""


def as_text(between: Difference, most: int | None) -> Iterator[str]:
    """Yield the lines, with at most ``most`` added, removed and changed rows of each table."""
    old, new = between.old.version, between.new.version
    yield f"{old} → {new}: {_in_all(between)}"
    for table in between.tables:
        yield f"{safe(table.name)}: {in_words(table)}"
        yield from (f"  {line}" for line in map(of_column, table.columns))
        if table.change == "changed":
            yield from _rows(table, most)


def _in_all(between: Difference) -> str:
    """Return how many tables differ, and which version that requires."""
    if not between.tables:
        return "the tables are the same"
    number = len(between.tables)
    told = f"{number} table{' differs' if number == 1 else 's differ'}"
    asked = least(between)
    return f"{told}; {asked[1]}, which asks for {asked[0]} at least" if asked else told


def of_column(column: ColumnChange) -> str:
    """Return the change to a column."""
    name, to = safe(column.name), safe(column.to)
    match column.change:
        case "added":
            return f"+ column {name}"
        case "removed":
            return f"- column {name}"
        case "renamed":
            return f"~ column {name} is named {to}"
        case "retyped":
            return f"~ column {name} is of type {to}"


def _rows(table: TableDifference, most: int | None) -> Iterator[str]:
    """Yield the rows of a table that differ."""
    rows = table.rows
    yield from (f"  + {key}" for key in shown_keys(rows.added.head(_all(most, rows.added)), table.key))
    yield from _more(len(rows.added), most, "added")
    yield from _gone(rows, table.key, most)
    yield from _more(len(rows.removed), most, "that are gone")
    cells = typed_cells(table)
    changed = cells["_row"].unique(maintain_order=True)
    listed = cells.filter(pl.col("_row").is_in(changed.head(_all(most, cells)).implode()))
    for (_,), group in listed.group_by("_row", maintain_order=True):
        yield f"  ~ {shown_keys(group.head(1)['key'].struct.unnest(), table.key)[0]}"
        for column, old, new in group.select("column", "old", "new").iter_rows():
            yield f"      {safe(column)}: {shown(old)} → {shown(new)}"
    yield from _more(len(changed), most, "changed")


def _gone(rows: Rows, key: Sequence[str], most: int | None) -> Iterator[str]:
    """Yield the removed rows, with their retirements."""
    listed = _all(most, rows.removed)
    keys = shown_keys(rows.removed.head(listed), key)
    for name, (retired_in, reason, replaced_by) in zip(keys, rows.ends.head(listed).iter_rows(), strict=True):
        if retired_in is None:
            yield f"  - {name}"
        else:
            instead = f", replaced by {safe(replaced_by)}" if replaced_by else ""
            yield f"  - {name}, retired in {safe(retired_in)}{instead}: {isolated(reason or '')}"


def _all(most: int | None, rows: pl.DataFrame) -> int:
    return len(rows) if most is None else most


def _more(number: int, most: int | None, what: str) -> Iterator[str]:
    if most is not None and number > most:
        yield f"  ... and {number - most:,} more {what}"


def shown_keys(rows: pl.DataFrame, key: Sequence[str]) -> list[str]:
    """Return the keys of rows for display, with their columns joined by spaces."""
    joined = rows.select(pl.concat_str(number.as_text(pl.col(key)), separator=" ", ignore_nulls=True))
    return [safe(text) for text in joined.to_series()]


def shown(cell: str | None) -> str:
    """Return a cell for display, shortened if it is long."""
    if cell is None:
        return "(empty)"
    return isolated(cell if len(cell) <= LONGEST else cell[:LONGEST] + "…")
