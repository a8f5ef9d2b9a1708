"""Count the differences between two releases, including those that are not shown."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields

import polars as pl

from ...reporting.text import count
from .difference import TableDifference


@dataclass(frozen=True)
class Counts:
    """Numbers of rows and cells by kind of change; retired and replaced rows do not count as removed."""

    rows_added: int = 0
    rows_removed: int = 0
    rows_retired: int = 0
    rows_replaced: int = 0
    rows_changed: int = 0
    cells_added: int = 0
    cells_changed: int = 0
    cells_removed: int = 0
    cells_derived: int = 0
    """Changed cells in columns that a build derives from others, not counted anywhere else."""

    def __add__(self, other: "Counts") -> "Counts":
        """Return the sum of both."""
        ours, theirs = asdict(self), asdict(other)
        return Counts(**{field.name: ours[field.name] + theirs[field.name] for field in fields(self)})


def counts(table: TableDifference) -> Counts:
    """Return the counts of one table."""
    rows, cells = table.rows, typed_cells(table)
    added, removed = cells["old"].null_count(), cells["new"].null_count()
    replaced = int(rows.replaced.sum())
    retired = int(rows.retired.sum()) - replaced
    return Counts(
        rows_added=len(rows.added),
        rows_removed=len(rows.removed) - retired - replaced,
        rows_retired=retired,
        rows_replaced=replaced,
        rows_changed=rows.changed,
        cells_added=added,
        cells_changed=len(cells) - added - removed,
        cells_removed=removed,
        cells_derived=len(rows.cells) - len(cells),
    )


def total(tables: Iterable[TableDifference]) -> Counts:
    """Return the counts of all tables together."""
    return sum(map(counts, tables), Counts())


def typed_cells(table: TableDifference) -> pl.DataFrame:
    """Return the changed cells outside derived columns."""
    return table.rows.cells.filter(~pl.col("column").is_in(list(table.derived)))


def in_words(table: TableDifference) -> str:
    """Return the changes to a table in words."""
    if table.change == "changed":
        return ", ".join(_in_words(table)) or "other columns"
    return f"the table {'came' if table.change == 'added' else 'went'}, {_size(table)}"


def _size(table: TableDifference) -> str:
    return count(len(table.rows.added) + len(table.rows.removed), "row")


def _in_words(table: TableDifference) -> Iterator[str]:
    """Yield each kind of change to a table that both releases have, with its count."""
    found = counts(table)
    for what in ("added", "removed", "retired", "replaced"):
        if number := getattr(found, f"rows_{what}"):
            yield f"{count(number, 'row')} {what}"
    if cells := found.cells_added + found.cells_changed + found.cells_removed:
        yield f"{count(cells, 'cell')} changed in {count(typed_cells(table)['_row'].n_unique(), 'row')}"
    if found.cells_derived:
        yield count(found.cells_derived, "derived cell") + " changed"
    if table.rows.moved:
        yield "rows in another order"
