"""The package under check: its tables, the rows in which errors were found, and the views that were made of them.

``unsound`` is explained in ``rules/__init__.py``.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from threading import RLock

import polars as pl

from treaty_record.contract import Column, Reference, TableSchema

from ..package.package import Package


class CheckedPackage:
    """The tables under check: typed, each row with its number ``_row`` and ``_bad``, whether it is unsound."""

    def __init__(self, package: Package) -> None:
        """Keep the tables of a package; those of the contract that are missing count as empty."""
        self.package, self.contract = package, package.contract
        self.tables = {
            name: package.tables[name] if name in package.tables else _no_rows(table)
            for name, table in self.contract.tables.items()
        }
        self._sound: dict[str, pl.DataFrame] = {}
        self._ascends: dict[str, bool] = {}
        self._numbered: dict[str, pl.DataFrame] = {}
        self.making = RLock()
        self.made: dict[Hashable, object] = {}
        """Views that depend on which rows are unsound; see ``view.Once``."""
        self.lasting: dict[Hashable, object] = {}
        """Views that do not."""

    def with_unsound(self, found: Mapping[str, Sequence[pl.Series]]) -> "CheckedPackage":
        """Return the package with more rows marked as unsound; ``found`` holds their numbers by table."""
        marked = dict(self.tables)
        for name in found.keys() & marked.keys():
            rows = pl.concat(list(found[name])).unique()
            marked[name] = marked[name].with_columns(pl.col("_bad") | pl.col("_row").is_in(rows.implode()))
        package = CheckedPackage(replace(self.package, tables=marked))
        package.lasting = self.lasting
        return package

    def columns(self, table: str) -> Mapping[str, Column]:
        """Return the columns of a table as the contract has them, by name."""
        return self.contract.tables[table].columns

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's primary key."""
        return list(self.contract.tables[table].key)

    def references(self, table: str) -> tuple[Reference, ...]:
        """Return every foreign key of a table."""
        return self.contract.tables[table].references

    def sound(self, table: str) -> pl.DataFrame:
        """Return the rows of a table that are not unsound."""
        if table not in self._sound:
            frame = self.tables[table]
            self._sound[table] = frame.filter(~pl.col("_bad")) if frame["_bad"].any() else frame
        return self._sound[table]

    def ascends(self, table: str) -> bool:
        """Return whether the keys of a table strictly ascend: they are unique, and the rows are sorted by them."""
        if table not in self._ascends:
            self._ascends[table] = _ascends(self.tables[table], self.key(table))
        return self._ascends[table]

    def numbered(self, table: str) -> pl.DataFrame:
        """Return the rows of a table that are not unsound, with their numbers as ``at``."""
        if table not in self._numbered:
            frame = self.tables[table].with_row_index("at")
            self._numbered[table] = frame.filter(~pl.col("_bad")) if frame["_bad"].any() else frame
        return self._numbered[table]


def _ascends(frame: pl.DataFrame, key: list[str]) -> bool:
    less, equal = pl.lit(False), pl.lit(True)
    for column in map(pl.col, key):
        before = column.shift(1)
        less, equal = less | (equal & (before < column)), equal & (before == column)
    return len(frame) < 2 or bool(frame.select(less.slice(1).fill_null(False).all()).item())


def _no_rows(table: TableSchema) -> pl.DataFrame:
    return pl.DataFrame(schema={**table.polars_schema, "_row": pl.Int64, "_bad": pl.Boolean})
