"""Rows with whether each of their references leads to a row."""

from functools import cache, partial

import polars as pl

from treaty_record.contract import Reference

from .checked_package import CheckedPackage
from .view import View


def absence(key: Reference) -> str:
    """Return the column that says whether a reference leads to no row."""
    return f"_no {', '.join(key.columns)} in {key.parent}"


@cache
def references(table: str) -> View:
    """Return the view of the sound rows of a table with, for each of its references, whether it leads to no row."""
    return View(table, partial(_references, table=table))


def _references(package: CheckedPackage, table: str) -> pl.DataFrame:
    rows, keys = package.sound(table), package.references(table)
    if rows.is_empty() or not keys:
        return rows.with_columns(pl.lit(False).alias(absence(key)) for key in keys) if keys else rows
    absent = {absence(key): _is_absent(package, key) for key in keys if len(key.columns) == 1}
    rows = rows.with_columns(**absent)
    for key in keys:
        if len(key.columns) > 1:
            rows = rows.with_columns(_are_absent(package, rows, key).alias(absence(key)))
    return rows


def _is_absent(package: CheckedPackage, key: Reference) -> pl.Expr:
    """Return whether a cell refers to a row that does not exist."""
    known = package.tables[key.parent][key.parent_columns[0]]
    return (~pl.col(key.columns[0]).is_in(pl.lit(known).implode())).fill_null(False)


def _are_absent(package: CheckedPackage, rows: pl.DataFrame, key: Reference) -> pl.Series:
    """Return whether cells together refer to a row that does not exist; some of them may be empty."""
    parent = package.tables[key.parent]
    dangling = rows.join(parent, left_on=key.columns, right_on=key.parent_columns, how="anti", nulls_equal=True)
    dangling = dangling.filter(pl.any_horizontal(pl.col(key.columns).is_not_null()))
    return rows["_row"].is_in(dangling["_row"].implode())
