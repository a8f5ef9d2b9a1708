"""Find the errors in the cells of a table by its pandera schema."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandera.polars as pa
import polars as pl
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from ..contract import TableSchema
from . import messages
from .schemas import ROW, failing_schema, row_schema

DATA = (SchemaErrorReason.DATAFRAME_CHECK, SchemaErrorReason.SERIES_CONTAINS_NULLS)
"""The reasons of errors in cells; any other is a bug: of a check that fails to run, or of a caller."""


@dataclass(frozen=True)
class CellErrors:
    """The cells of a column that break a rule: the rows, with all columns of the table, and the message on each."""

    rule: str
    column: str
    rows: pl.DataFrame
    message: pl.Expr


def cell_errors(table: TableSchema, frame: pl.DataFrame) -> Iterator[CellErrors]:
    """Yield the errors in the cells of a typed table, which may have further columns.

    All rows are checked by one check; only those that fail, by the checks of each column, which name the cells.
    """
    for error in failures(row_schema(table), frame):
        rows = frame.filter(_fails(error))
        if error.check.name == ROW:
            yield from _in_columns(table, rows)
        else:
            columns = error.check.statistics["columns"]
            yield from _broken(columns[-1], messages.repeated(columns), rows)


def failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[SchemaError]:
    """Return the checks that fail, each with its ``check_output``, whatever pandera's environment variables say.

    Raises RuntimeError if a check cannot run.
    """
    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            schema.validate(frame, lazy=True)
    except SchemaErrors as found:
        for error in found.schema_errors:
            if error.reason_code not in DATA:
                raise RuntimeError(f"table {schema.name}: {error}") from error
        return list(found.schema_errors)
    return []


def _fails(error: SchemaError) -> pl.Series:
    """Return which rows fail a check."""
    output: pl.DataFrame = error.check_output
    return ~output.to_series()


def _in_columns(table: TableSchema, rows: pl.DataFrame) -> Iterator[CellErrors]:
    """Yield the errors in the cells of rows that have some."""
    for error in failures(failing_schema(table, rows), rows):
        failing, column = rows.filter(_fails(error)), table.columns[error.schema.name]
        name, statistics = (
            (error.check, {}) if isinstance(error.check, str) else (error.check.name, error.check.statistics)
        )
        for each in messages.errors(name, statistics, column):
            yield from _broken(column.name, each, failing)


def _broken(column: str, error: messages.Error, rows: pl.DataFrame) -> Iterator[CellErrors]:
    """Yield an error of some rows, nothing if none of them has it."""
    breaking = rows if error.breaks is None else rows.filter(error.breaks)
    if len(breaking):
        yield CellErrors(error.rule, column, breaking, error.message)
