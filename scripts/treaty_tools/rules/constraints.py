"""Level 1: cells are within the limits that their columns declare, and values that must be unique are."""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl

from ..reporting.found import Found, faults, shown
from .cells import Test, cells_that_fail, typed_value
from .checked_package import Package
from .rule import CELLS, rule

Limits = dict[str, tuple[Callable[[pl.Expr, Any], pl.Expr], str]]
"""For each constraint, which cells break it and what is said of them."""


def beyond(package: Package, limits: Limits, cell: Callable[[pl.Expr], pl.Expr]) -> Iterator[Found]:
    """Yield the cells beyond limits; ``cell`` returns a cell as messages name it."""
    for name, (fails, words) in limits.items():
        yield from cells_that_fail(package, _beyond(name, fails, words, cell))


def _beyond(
    name: str, fails: Callable[[pl.Expr, Any], pl.Expr], words: str, cell: Callable[[pl.Expr], pl.Expr]
) -> Test:
    """Return the test of one limit."""
    return Test(
        lambda column: name in column.limits,
        lambda value, column: fails(value, typed_value(column, column.limits[name])),
        lambda value, column: pl.format("{} {} {}", cell(value), pl.lit(words), pl.lit(str(column.limits[name]))),
    )


@rule("minimum", 1, "A number or a day is not less than its column allows.", stage=CELLS)
def minimums(package: Package) -> Iterator[Found]:
    """Offsets and counts do not go below nothing."""
    limits: Limits = {
        "minimum": (lambda cell, least: cell < least, "is less than"),
        "exclusiveMinimum": (lambda cell, least: cell <= least, "is not more than"),
    }
    return beyond(package, limits, lambda cell: cell)


@rule("maximum", 1, "A number or a day is not more than its column allows.", stage=CELLS)
def maximums(package: Package) -> Iterator[Found]:
    """A package's own columns may have an upper end, and other tools hold them to it."""
    limits: Limits = {
        "maximum": (lambda cell, most: cell > most, "is more than"),
        "exclusiveMaximum": (lambda cell, most: cell >= most, "is not less than"),
    }
    return beyond(package, limits, lambda cell: cell)


@rule("length", 1, "Text has as many characters as its column allows.", stage=CELLS)
def lengths(package: Package) -> Iterator[Found]:
    """A package's own columns may be bounded in length, and other tools hold them to it."""
    limits: Limits = {
        "minLength": (lambda cell, least: cell.str.len_chars() < least, "has fewer characters than"),
        "maxLength": (lambda cell, most: cell.str.len_chars() > most, "has more characters than"),
    }
    return beyond(package, limits, shown)


@rule("unique", 1, "A value of a unique column, or of a unique key, occurs in one row alone.", stage=CELLS)
def unique_values(package: Package) -> Iterator[Found]:
    """Other tools rely on it when they join; empty cells may repeat (SQL and Table Schema v2 agree)."""
    for table in package.tables:
        for columns in unique_columns(package, table):
            filled = package.sound(table).drop_nulls(columns)
            again = filled.filter(~pl.struct(columns).is_first_distinct())
            if len(again):
                value = shown(pl.concat_str([pl.col(name).cast(pl.String) for name in columns], separator=" "))
                named = "" if len(columns) == 1 else f" as {', '.join(columns)}"
                message = pl.format("{} occurs in an earlier row too{}", value, pl.lit(named))
                yield Found(table, faults(again, columns[-1], message))


def unique_columns(package: Package, table: str) -> Iterator[list[str]]:
    """Yield the columns, alone or together, whose values are unique; that keys are is a rule of its own."""
    key = package.key(table)
    for name, column in package.columns(table).items():
        if column.unique and [name] != key:
            yield [name]
    yield from (list(unique) for unique in package.contract.tables[table].unique_keys if list(unique) != key)
