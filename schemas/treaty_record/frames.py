"""Bring frames in memory into the types of a table, and report what cannot be: columns, and cells not of their type."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, Union

import polars as pl

from .contract import TYPES, TableSchema
from .reading import typed
from .values.cell_types import not_written_as, written_otherwise

if TYPE_CHECKING:
    import pandas as pd

Frame: TypeAlias = Union[pl.DataFrame, pl.LazyFrame, "pd.DataFrame"]

ERRORS = {"table": pl.String, "row": pl.Int64, "column": pl.String, "message": pl.String, "rule": pl.String}
"""The columns of a frame of errors."""
FLOATS = (pl.Float32, pl.Float64)


class Typed(NamedTuple):
    """A frame in the types of its table with ``_row``, each row's number, and errors; no rows if a column is wrong."""

    rows: pl.DataFrame
    errors: list[pl.DataFrame]


def as_polars(frame: Frame) -> pl.DataFrame:
    """Return a polars or pandas frame as an eager polars frame. Raises TypeError for anything else."""
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame
    if type(frame).__module__.partition(".")[0] == "pandas":
        return pl.from_pandas(frame)
    raise TypeError(f"expected a polars or pandas frame, not {type(frame).__name__}")


def as_typed(table: TableSchema, frame: pl.DataFrame) -> Typed:
    """Return a frame in the types of its table, without the rows in which a cell is not a value of its column's type.

    Text is read as in CSV; numbers and times are converted if no value changes.
    """
    wrong = [_of_column(table.name, name, message, "header") for name, message in _column_errors(table, frame)]
    columns = {} if wrong else {name: _converted(frame[name], column.type) for name, column in table.columns.items()}
    for name, cells in columns.items():
        if cells is None:
            message = f"is of type {frame.schema[name]}, not {TYPES[table.columns[name].type]}; convert the column"
            wrong.append(_of_column(table.name, name, message, "type"))
    if wrong:
        return Typed(pl.DataFrame(schema={**table.polars_schema, "_row": pl.Int64}), wrong)
    rows = pl.DataFrame(columns, schema=table.polars_schema).with_columns(_row=pl.int_range(pl.len()))
    errors, unsound = [], pl.repeat(False, len(rows), eager=True)
    for name, column in table.columns.items():
        unwritten = written_otherwise(frame[name], rows[name])
        if unwritten.any():
            wrongly = rows.select("_row", cell=frame[name].cast(pl.String)).filter(unwritten)
            errors.append(found(table.name, name, wrongly, not_written_as(pl.col("cell"), column.type), "type"))
            unsound |= unwritten
    return Typed(rows.filter(~unsound), errors)


def found(table: str, column: str, rows: pl.DataFrame, message: pl.Expr, rule: str) -> pl.DataFrame:
    """Return one error in each of some rows; ``message`` is an expression over their columns."""
    # pl.format panics where the first chunk of a column is empty, as it may be in a filtered frame (polars 2.1).
    made = rows.rechunk().select(
        table=pl.lit(table), row="_row", column=pl.lit(column), message=message, rule=pl.lit(rule)
    )
    return made.cast(ERRORS)  # type: ignore[arg-type]


def _of_column(table: str, column: str, message: str, rule: str) -> pl.DataFrame:
    """Return the error of a whole column."""
    return pl.DataFrame([(table, None, column, message, rule)], schema=ERRORS, orient="row")


def _column_errors(table: TableSchema, frame: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield the columns that a frame lacks or has too many of, with messages, or the first that is misplaced."""
    wanted, given = list(table.columns), frame.columns
    yield from ((name, "is missing") for name in wanted if name not in given)
    yield from ((name, "is not a column of the table; remove it") for name in given if name not in wanted)
    if sorted(wanted) == sorted(given) and wanted != given:
        name = next(name for name, other in zip(given, wanted, strict=True) if name != other)
        yield name, f"is out of order; expected {', '.join(wanted)}"


def _converted(cells: pl.Series, type_: str) -> pl.Series | None:
    """Return a column in its type, with null for cells that are not values of it; None if it cannot be converted."""
    stored, wanted = cells.dtype, TYPES[type_]
    if stored in (wanted, pl.Null, pl.String):
        return typed(cells.cast(wanted) if stored == pl.Null else cells, type_)
    if type_ == "string":
        return cells.cast(pl.String) if stored in (pl.Categorical, pl.Enum) else None
    may_convert = stored == pl.Datetime if type_ == "date" else stored.is_numeric() and type_ != "boolean"
    if not may_convert:
        return None
    converted = cells.cast(wanted, strict=False)
    same = converted.null_count() == cells.null_count() and (converted.cast(stored) == cells).all()
    return typed(converted, type_) if same else None


def sorted_errors(errors: list[pl.DataFrame], tables: Mapping[str, Any]) -> pl.DataFrame:
    """Return errors in the order of tables, rows and columns."""
    order = pl.col("table").replace_strict(list(tables), list(range(len(tables))), return_dtype=pl.Int64)
    every = pl.concat([pl.DataFrame(schema=ERRORS), *errors])
    return every.unique().sort(order, "row", "column", "rule", "message", nulls_last=False)
