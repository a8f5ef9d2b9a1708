"""Find the errors in the cells of a table by its pandera schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class Failure:
    """A check that fails: its name and statistics, its column unless it is of whole rows, and which rows fail it."""

    check: str
    statistics: Mapping[str, Any]
    column: str
    fails: pl.Series


def cell_errors(table: TableSchema, frame: pl.DataFrame) -> Iterator[CellErrors]:
    """Yield the errors in the cells of a typed table, which may have further columns.

    All rows are checked by one check; only those that fail, by the checks of each column, which name the cells.
    """
    for failure in failures(row_schema(table), frame):
        rows = frame.filter(failure.fails)
        if failure.check == ROW:
            yield from _in_columns(table, rows)
        else:
            columns = failure.statistics["columns"]
            yield from _broken(columns[-1], messages.repeated(columns), rows)


def failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[Failure]:
    """Return the checks of a schema that fail, whatever pandera's environment variables say.

    Raises RuntimeError if a check cannot run.
    """
    try:
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            schema.validate(frame, lazy=True)
    except SchemaErrors as found:
        return [_failure(schema, error) for error in found.schema_errors]
    return []


def _failure(schema: pa.DataFrameSchema, error: SchemaError) -> Failure:
    """Return a check that failed, from pandera's own error."""
    check, output = error.check, error.check_output
    if error.reason_code not in DATA or check is None or not isinstance(output, pl.DataFrame):
        raise RuntimeError(f"table {schema.name}: {error}") from error
    fails = ~output.to_series()
    if isinstance(check, str):  # a check that every column has
        return Failure(check, {}, error.schema.name, fails)
    return Failure(str(check.name), check.statistics or {}, error.schema.name, fails)


def _in_columns(table: TableSchema, rows: pl.DataFrame) -> Iterator[CellErrors]:
    """Yield the errors in the cells of rows that have some."""
    for failure in failures(failing_schema(table, rows), rows):
        failing, column = rows.filter(failure.fails), table.columns[failure.column]
        for each in messages.errors(failure.check, failure.statistics, column):
            yield from _broken(column.name, each, failing)


def _broken(column: str, error: messages.Error, rows: pl.DataFrame) -> Iterator[CellErrors]:
    """Yield an error of some rows, nothing if none of them has it."""
    breaking = rows if error.breaks is None else rows.filter(error.breaks)
    if len(breaking):
        yield CellErrors(error.rule, column, breaking, error.message)
