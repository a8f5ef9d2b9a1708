"""The rows that references lead to, by number: ids are compared once, and views then join by numbers."""

from functools import cache, partial

import polars as pl

from treaty_record.contract import Reference

from ..derive.links import numbers
from .checked_package import CheckedPackage
from .view import Once


@cache
def parents(table: str, key: Reference) -> Once[pl.Series]:
    """Return what computes, for each row of a table, the number of the row that a reference of one column leads to.

    It is null if the reference leads to none, and that of the first row if several have the key; unsound rows count.
    """
    return Once(partial(_numbers, table=table, key=key), lasting=True)


def _numbers(package: CheckedPackage, table: str, key: Reference) -> pl.Series:
    return numbers(package.tables[table][key.columns[0]], package.tables[key.parent][key.parent_columns[0]])


def parent(package: CheckedPackage, table: str, column: str) -> pl.Series:
    """Return ``parents`` of a column by which the contract refers to the key of a table."""
    (key,) = (each for each in package.contract.tables[table].foreign_keys if each.columns == (column,))
    return parents(table, key)(package)


def sound_parent(package: CheckedPackage, table: str, column: str) -> pl.Series:
    """Return ``parent``, null if the row that the reference leads to is unsound."""
    number = parent(package, table, column)
    unsound = package.tables[package.contract.tables[table].parents[column]]["_bad"]
    return number.set(unsound[number].fill_null(False), None) if unsound.any() else number
