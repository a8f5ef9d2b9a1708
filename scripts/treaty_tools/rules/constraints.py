"""Level 1: cells are within the limits that their columns declare, and unique values are unique."""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl

from treaty_record.values.number import as_text

from ..reporting.found import Found, faults, shown
from .cells import Test, cells_that_fail, typed_value, written
from .checked_package import CheckedPackage
from .rule import CELLS, rule

Limits = dict[str, tuple[Callable[[pl.Expr, Any], pl.Expr], str]]
"""For each constraint, which cells break it, and the words of the message."""


def beyond(package: CheckedPackage, limits: Limits, cell: Callable[[pl.Expr], pl.Expr]) -> Iterator[Found]:
    """Yield the cells that break limits; ``cell`` returns a cell as messages show it."""
    for name, (fails, words) in limits.items():
        yield from cells_that_fail(package, _beyond(name, fails, words, cell))


def _beyond(
    name: str, fails: Callable[[pl.Expr, Any], pl.Expr], words: str, cell: Callable[[pl.Expr], pl.Expr]
) -> Test:
    """Return the test of one limit."""
    return Test(
        lambda column: name in column.limits,
        lambda value, column: fails(value, typed_value(column, column.limits[name])),
        lambda value, column: pl.format("{} {} {}", cell(value), pl.lit(words), pl.lit(written(column.limits[name]))),
    )


@rule(
    "minimum",
    1,
    "A number or a day is not less than the minimum of its column.",
    fix="Correct the cell; if a column of the package's own has the wrong minimum, correct that.",
    stage=CELLS,
)
def minimums(package: CheckedPackage) -> Iterator[Found]:
    """Offsets and counts are never negative."""
    limits: Limits = {
        "minimum": (lambda cell, least: cell < least, "is less than"),
        "exclusiveMinimum": (lambda cell, least: cell <= least, "is not greater than"),
    }
    return beyond(package, limits, as_text)


@rule(
    "maximum",
    1,
    "A number or a day is not greater than the maximum of its column.",
    fix="Correct the cell, or the limit that datapackage.json declares for this column.",
    stage=CELLS,
)
def maximums(package: CheckedPackage) -> Iterator[Found]:
    """A package's own columns may declare a maximum, which other tools enforce too."""
    limits: Limits = {
        "maximum": (lambda cell, most: cell > most, "is greater than"),
        "exclusiveMaximum": (lambda cell, most: cell >= most, "is not less than"),
    }
    return beyond(package, limits, as_text)


@rule(
    "length",
    1,
    "The length of a text is within the limits of its column.",
    fix="Correct the cell, or the limit that datapackage.json declares for this column.",
    stage=CELLS,
)
def lengths(package: CheckedPackage) -> Iterator[Found]:
    """A package's own columns may declare limits of length, which other tools enforce too."""
    limits: Limits = {
        "minLength": (lambda cell, least: cell.str.len_chars() < least, "has fewer characters than"),
        "maxLength": (lambda cell, most: cell.str.len_chars() > most, "has more characters than"),
    }
    return beyond(package, limits, shown)


@rule(
    "unique",
    1,
    "A value of a unique column, or of a unique key, occurs in one row only.",
    fix="Correct the cells, or the unique column or key that datapackage.json declares.",
    stage=CELLS,
)
def unique_values(package: CheckedPackage) -> Iterator[Found]:
    """Other tools rely on this when they join tables; empty cells may repeat, as in SQL and Table Schema v2."""
    for table in package.tables:
        for columns in unique_columns(package, table):
            filled = package.sound(table).drop_nulls(columns)
            again = filled.filter(~pl.struct(columns).is_first_distinct())
            if len(again):
                value = shown(pl.concat_str([as_text(pl.col(name)) for name in columns], separator=" "))
                named = "" if len(columns) == 1 else f" (columns {', '.join(columns)})"
                message = pl.format("{} already occurs in an earlier row{}", value, pl.lit(named))
                yield Found(table, faults(again, columns[-1], message))


def unique_columns(package: CheckedPackage, table: str) -> Iterator[list[str]]:
    """Yield the columns, alone or together, whose values must be unique; the rule "key" checks primary keys."""
    key = package.key(table)
    for name, column in package.columns(table).items():
        if column.unique and [name] != key:
            yield [name]
    yield from (list(unique) for unique in package.contract.tables[table].unique_keys if list(unique) != key)
