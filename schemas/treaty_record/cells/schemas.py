"""Make a table's pandera schema from its contract, and from that one check of whole rows, which is faster."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pandera.polars as pa
import polars as pl

from ..contract import TYPES, Column, TableSchema, Value
from ..tables.checks import REGISTERED, made
from ..values.characters import FORMAT, UNSAFE

ROW = "row"
"""The name of the check of whole rows."""

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


def table_schema(table: TableSchema) -> pa.DataFrameSchema:
    """Return the pandera schema of a table, whose errors are those of level 1 in its cells.

    Whether keys are unique and references lead somewhere is not checked, but ``metadata`` has the keys.
    """
    keys = dict.fromkeys(unique_columns(table))
    columns = {
        name: pa.Column(
            TYPES[column.type],
            [*checks(table, column), *(made("unique", columns=list(key)) for key in keys if key[-1] == name)],
            nullable=not column.required or column.derived,  # rules of level 2 report derived cells that are missing
            title=column.title or None,
            description=column.description or None,
        )
        for name, column in table.columns.items()
    }
    metadata = {"primary_key": table.key, "unique_keys": table.unique_keys, "references": table.references}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=table.name, metadata=metadata)


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


def unique_columns(table: TableSchema) -> Iterator[tuple[str, ...]]:
    """Yield the columns, alone or together, whose values must be unique, other than the primary key."""
    alone = [(name,) for name, column in table.columns.items() if column.unique]
    yield from (key for key in [*alone, *table.unique_keys] if key != table.key)


def row_schema(schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
    """Return a schema with one check of whole rows, which fail where a cell fails a check of another schema.

    pandera collects a frame several times for each check, which costs more than the checks of a small table. Unique
    columns have a check of their own, since their cells depend on other rows.
    """
    cells, repeated = [], []
    for name, column in schema.columns.items():
        if not column.nullable:
            cells.append(pl.col(name).is_not_null())
        for check in column.checks:
            valid = IS_VALID[check.name](pl.col(name), **check.statistics).fill_null(True)
            if check.name == "unique":
                repeated.append(_frame_check("unique", valid, columns=check.statistics["columns"]))
            else:
                cells.append(valid)
    row = [_frame_check(ROW, pl.all_horizontal(cells))] if cells else []
    return pa.DataFrameSchema(checks=[*row, *repeated], name=schema.name)


def _frame_check(name: str, valid: pl.Expr, **statistics: Any) -> pa.Check:
    """Return a check of whole rows; pandera would turn each that fails into JSON, so it is to take one alone."""
    return pa.Check(lambda data: data.lazyframe.select(valid), name=name, n_failure_cases=1, statistics=statistics)


def without_unique(schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
    """Return a schema whose checks look at each row alone."""
    alone = {
        name: {"checks": [check for check in column.checks if check.name != "unique"]}
        for name, column in schema.columns.items()
    }
    return schema.update_columns(alone)


def _has_length(cell: pl.Expr, least: int | None, most: int | None) -> pl.Expr:
    length = cell.str.len_chars()
    return (length >= (least or 0)) & (length <= most if most is not None else True)
