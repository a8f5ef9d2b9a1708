"""Make a table's pandera schema from its contract, and from that one check of whole rows, which is faster."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pandera.polars as pa
import polars as pl

from ..contract import TYPES, Column, TableSchema, Value
from ..tables.checks import REGISTERED, made
from ..values import valid
from ..values.characters import FORMAT, UNSAFE

ROW, DISTINCT = "row", "distinct"
"""The names of the check of whole rows, and of the check of values that must be unique."""

BOUNDS: Mapping[str, Callable[..., pa.Check]] = {
    "minimum": pa.Check.greater_than_or_equal_to,
    "exclusiveMinimum": pa.Check.greater_than,
    "maximum": pa.Check.less_than_or_equal_to,
    "exclusiveMaximum": pa.Check.less_than,
    "minLength": lambda least: pa.Check.str_length(min_value=least),
    "maxLength": lambda most: pa.Check.str_length(max_value=most),
}
"""The check of each limit that a column may have."""
IS_VALID: Mapping[str, Callable[..., pl.Expr]] = {
    **REGISTERED,
    "isin": lambda cell, allowed_values: cell.is_in(list(allowed_values)),
    "str_matches": lambda cell, pattern: cell.str.contains(pattern),
    "greater_than_or_equal_to": lambda cell, min_value: cell >= min_value,
    "greater_than": lambda cell, min_value: cell > min_value,
    "less_than_or_equal_to": lambda cell, max_value: cell <= max_value,
    "less_than": lambda cell, max_value: cell < max_value,
    "str_length": lambda cell, min_value, max_value, **_: _has_length(cell, min_value, max_value),
}
"""The expression of every check that a schema of ours may have, by the check's name."""
QUICK = {**IS_VALID, "free_text": valid.plain_text}
"""Expressions that are faster and as strict or stricter: a row that fails them is looked at again, cell by cell."""
MOST_SCHEMAS = 64
"""Schemas that are kept, for programs that validate one small package after another."""


def table_schema(table: TableSchema) -> pa.DataFrameSchema:
    """Return the pandera schema of a table, whose errors are those of level 1 in its cells.

    Whether keys are unique and references lead somewhere is not checked, but ``metadata`` has the keys.
    """
    metadata = {"primary_key": table.key, "unique_keys": table.unique_keys, "references": table.references}
    return pa.DataFrameSchema(columns(table), strict=True, ordered=True, name=table.name, metadata=metadata)


def columns(table: TableSchema, *, alone: bool = False) -> dict[str, pa.Column]:
    """Return the columns of a table as pandera has them, by name; ``alone`` leaves out checks that compare rows."""
    return {
        name: pa.Column(
            TYPES[column.type],
            [*checks(table, column), *(() if alone else unique_checks(table, name))],
            nullable=not column.must_be_filled,
            name=name,
            title=column.title or None,
            description=column.description or None,
        )
        for name, column in table.columns.items()
    }


def checks(table: TableSchema, column: Column) -> Iterator[pa.Check]:
    """Yield the checks of single cells of a column."""
    if column.type == "string" and column.notation != "text":
        yield made("not_empty")
    if column.closed:
        yield pa.Check.isin([typed_value(column, term) for term in column.enum])
    if column.notation == "text":
        yield from (made("free_text", verbatim=column.verbatim), made("nfc"))
        if column.name in {*table.key, *table.parents}:
            yield made("visible", characters=FORMAT)
    elif column.notation:
        yield made({"language": "language_tag"}.get(column.notation, column.notation))
    elif column.pattern is not None:
        yield pa.Check.str_matches(f"^(?:{column.pattern})$")
        if not column.form:  # the package's own pattern, which may allow anything
            yield made("visible", characters=UNSAFE)
    for name, limit in column.limits.items():
        yield BOUNDS[name](typed_value(column, limit))


def typed_value(column: Column, value: Value) -> Value | date:
    """Return the value of a column's constraint, converted to a date if the column holds dates."""
    return date.fromisoformat(str(value)) if column.type == "date" else value


def unique_checks(table: TableSchema, last: str) -> Iterator[pa.Check]:
    """Yield the checks of values that must be unique, alone or together, by the last of their columns.

    Primary keys are left to the rule "key".
    """
    alone = [(last,)] if table.columns[last].unique else []
    for key in dict.fromkeys([*alone, *table.unique_keys]):
        if key[-1] == last and key != table.key:
            yield made(DISTINCT, columns=list(key))


@lru_cache(MOST_SCHEMAS)
def row_schema(table: TableSchema) -> pa.DataFrameSchema:
    """Return a schema with one check of whole rows, which fail where a cell may fail a check of ``table_schema``.

    pandera collects a frame several times for each check, which costs more than the checks of a small table. Unique
    columns have a check of their own, since their cells depend on other rows.
    """
    cells = [passed for column in columns(table, alone=True).values() for passed in is_valid(column, QUICK)]
    row = [_frame_check(ROW, pl.all_horizontal(cells).fill_null(True), None)] if cells else []
    repeated = [
        _frame_check(DISTINCT, passes(check, pl.col(name)), check.statistics)
        for name in table.columns
        for check in unique_checks(table, name)
    ]
    return pa.DataFrameSchema(checks=[*row, *repeated], name=table.name)


def is_valid(column: pa.Column, known: Mapping[str, Callable[..., pl.Expr]] = IS_VALID) -> Iterator[pl.Expr]:
    """Yield an expression for each check of a column: whether its cells pass; null counts as passing."""
    cell = pl.col(str(column.name))
    if not column.nullable:
        yield cell.is_not_null()
    for check in column.checks:
        yield passes(check, cell, known)


def passes(check: pa.Check, cell: pl.Expr, known: Mapping[str, Callable[..., pl.Expr]] = IS_VALID) -> pl.Expr:
    """Return whether the cells of a column pass a check, null for empty cells."""
    return known[str(check.name)](cell, **(check.statistics or {}))


def _frame_check(name: str, passed: pl.Expr, statistics: dict[str, Any] | None) -> pa.Check:
    """Return a check of whole rows; pandera would turn each that fails into JSON, so it is to take one alone."""
    return pa.Check(lambda data: data.lazyframe.select(passed), name=name, n_failure_cases=1, statistics=statistics)


def failing_schema(table: TableSchema, rows: pl.DataFrame) -> pa.DataFrameSchema:
    """Return the schema of the columns in which some rows have cells that fail; its checks look at each row alone."""
    every = columns(table, alone=True)
    tests = {name: list(is_valid(column)) for name, column in every.items()}
    passed = rows.select(pl.all_horizontal(each).all().alias(name) for name, each in tests.items() if each)
    failing = [name for name, all_pass in passed.row(0, named=True).items() if not all_pass]
    return pa.DataFrameSchema({name: every[name] for name in failing}, name=table.name)


def _has_length(cell: pl.Expr, least: int | None, most: int | None) -> pl.Expr:
    length = cell.str.len_chars()
    return (length >= (least or 0)) & (length <= most if most is not None else True)
