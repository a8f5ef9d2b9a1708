"""Rows with whether each of their references leads to a row."""

from functools import cache, partial

import polars as pl

from treaty_record.contract import Reference

from .checked_package import CheckedPackage
from .parents import parents
from .view import View


def absence(key: Reference) -> str:
    """Return the column that says whether a reference leads to no row."""
    return f"_no {', '.join(key.columns)} in {key.parent}"


@cache
def references(table: str) -> View:
    """Return the view of the sound rows of a table with, for each of its references, whether it leads to no row."""
    return View(table, partial(_references, table=table))


def _references(package: CheckedPackage, table: str) -> pl.DataFrame:
    rows, keys = package.tables[table], package.references(table)
    if rows.is_empty() or not keys:
        return package.sound(table).with_columns(pl.lit(False).alias(absence(key)) for key in keys)
    rows = rows.with_columns(**{absence(key): _is_absent(package, table, key) for key in keys if len(key.columns) == 1})
    rows = rows.filter(~pl.col("_bad")) if rows["_bad"].any() else rows
    for key in keys:
        if len(key.columns) > 1:
            rows = rows.with_columns(_are_absent(package, rows, key).alias(absence(key)))
    return rows


def _is_absent(package: CheckedPackage, table: str, key: Reference) -> pl.Expr:
    """Return whether a cell refers to a row that does not exist."""
    (column,) = key.columns
    return pl.lit(parents(table, key)(package)).is_null() & pl.col(column).is_not_null()


def _are_absent(package: CheckedPackage, rows: pl.DataFrame, key: Reference) -> pl.Series:
    """Return whether cells together refer to a row that does not exist; some of them may be empty."""
    parent = package.tables[key.parent]
    dangling = rows.join(parent, left_on=key.columns, right_on=key.parent_columns, how="anti", nulls_equal=True)
    dangling = dangling.filter(pl.any_horizontal(pl.col(key.columns).is_not_null()))
    return rows["_row"].is_in(dangling["_row"].implode())
