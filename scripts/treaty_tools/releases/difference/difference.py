"""Compare two releases, table by table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from .changed_rows import Rows, changed_cells
from .columns import ColumnChange, Kept, column_changes
from .matching import match, places
from .release import ENDED, ROW, Release


@dataclass(frozen=True)
class TableDifference:
    """The changes to one table, or the whole table if only one release has it."""

    name: str
    change: Literal["added", "removed", "changed"]
    key: list[str]
    """The columns that identify rows: the table's key, or all columns that both releases have."""
    keyed: bool
    """Whether those are the table's key."""
    rows: Rows
    columns: list[ColumnChange] = field(default_factory=list)
    derived: frozenset[str] = frozenset()
    """Columns that a build derives from others."""


@dataclass(frozen=True)
class Difference:
    """The tables that differ between two releases, in the newer one's order, then the older's."""

    old: Release
    new: Release
    tables: list[TableDifference]

    def of(self, table: str) -> TableDifference | None:
        """Return the changes to a table, None if there are none."""
        return next((found for found in self.tables if found.name == table), None)


def compare(old: Release, new: Release) -> Difference:
    """Return the difference between two releases."""
    names = [*new.contract.tables, *(name for name in old.contract.tables if name not in new.contract.tables)]
    return Difference(old, new, [found for name in names for found in _differing(old, new, name)])


def _differing(old: Release, new: Release, name: str) -> Iterator[TableDifference]:
    """Yield the changes to one table, nothing if it is unchanged."""
    before, after = _frame(old, name), _frame(new, name)
    derived = frozenset(column for table, column in old.derived | new.derived if table == name)
    if before is not None and after is not None:
        whole = Kept(before, after, old.types(name), new.types(name))
        if whole.before != whole.after or not before.equals(after):
            yield _changed(name, whole, _key(old, new, name), _ends(new, name), derived)
    elif after is not None:
        rows = Rows(after, after.clear(), _ended(after.clear(), [], _ends(new, name)), _no_cells(after))
        key = new.key(name)
        yield TableDifference(name, "added", key or after.columns, bool(key), rows, derived=derived)
    elif before is not None:
        key = old.key(name)
        rows = Rows(before.clear(), before, _ended(before, key, _ends(new, name)), _no_cells(before))
        yield TableDifference(name, "removed", key or before.columns, bool(key), rows, derived=derived)


def _frame(release: Release, name: str) -> pl.DataFrame | None:
    """Return a table with the columns that its release declares, None if the release does not have it."""
    return release.tables[name].select(*release.types(name)) if name in release.tables else None


def _key(old: Release, new: Release, name: str) -> list[str]:
    """Return the key that both releases declare with the same types, empty if there is none."""
    before, after = old.types(name), new.types(name)
    for key in (new.key(name), old.key(name)):
        if key and all(column in before and before[column] == after.get(column) for column in key):
            return key
    return []


def _changed(name: str, whole: Kept, key: list[str], ends: pl.DataFrame, derived: frozenset[str]) -> TableDifference:
    """Return the changes to a table that both releases have."""
    known = key or [column for column in whole.after if whole.before.get(column) == whole.after[column]]
    found = match(whole.old, whole.new, known)
    kept = Kept(found.old, found.new, whole.before, whole.after)
    removed = whole.old[found.removed]
    cells = changed_cells(kept, found.places, known)
    rows = Rows(whole.new[found.added], removed, _ended(removed, key, ends), cells, found.moved)
    return TableDifference(name, "changed", known, bool(key), rows, list(column_changes(kept)), derived)


def _no_cells(frame: pl.DataFrame) -> pl.DataFrame:
    nothing = frame.clear()
    return changed_cells(Kept(nothing, nothing, {}, {}), places(nothing), frame.columns)


def _ends(new: Release, name: str) -> pl.DataFrame:
    """Return the retirements of a table's rows, by row_id."""
    return new.retirements().filter(row_table=name).unique(ROW, keep="first").select("row_id", *ENDED)


def _ended(rows: pl.DataFrame, key: list[str], ends: pl.DataFrame) -> pl.DataFrame:
    """Return the retirements of removed rows; only rows with a key of one column can be retired."""
    if len(key) != 1 or rows.schema[key[0]] != pl.String:
        return pl.DataFrame({name: [None] * len(rows) for name in ENDED}, schema=dict.fromkeys(ENDED, pl.String))
    ids = rows.select(pl.col(key[0]).alias("row_id"))
    return ids.join(ends, on="row_id", how="left", maintain_order="left").select(ENDED)
