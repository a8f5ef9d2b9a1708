"""The schema of each table of a package for pandera, and the validation of frames in memory."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from . import home, reading
from .contract import TableSchema
from .extension import of_package
from .frames import Frame, as_polars, as_typed, found, sorted_errors
from .reading import Where

if TYPE_CHECKING:
    import pandera.polars as pa


def schema(table: str, package: Where = None) -> "pa.DataFrameSchema":
    """Return the pandera schema of a table: its columns and the checks of its cells.

    The schema follows the contract and what the package's descriptor declares beyond it: terms, columns, tables,
    constraints and unique keys. ``package`` is a package's folder or descriptor, by default the data installed with
    this code. The cells that ``schema(...).validate(frame, lazy=True)`` reports are those that ``treaty validate
    --level 1`` reports; whether primary keys are unique and references lead somewhere is a matter of level 2, but
    ``metadata`` names ``primary_key``, ``unique_keys`` and ``references``.

        >>> treaty_record.schema("events").validate(treaty_record.load("events"), lazy=True)

    Raises KeyError for a table that the package does not have, FileNotFoundError if there is no package, ValueError if
    its descriptor cannot be used, and ModuleNotFoundError if the extra ``models`` is not installed.
    """
    _require_pandera("schema")
    from .cells.schemas import table_schema

    return table_schema(_tables(package, [table])[table])


def validate(frames: Mapping[str, Frame], package: Where = None) -> pl.DataFrame:
    """Return the errors in tables that are in memory, one row for each; there are none if the frame is empty.

    ``frames`` are polars or pandas frames by the name of their table. They are checked against the contract and what
    the package's descriptor declares, as by ``schema``, with the messages of ``treaty validate --level 1``; cells may
    also be text, as in CSV. References between tables and the other rules of levels 2 to 4 need a package on disk.

    ``table``    name of the table
    ``row``      number of the row, from 0; null if the column as a whole is wrong
    ``column``   name of the column
    ``message``  what is wrong, and what to do
    ``rule``     id of the rule that is broken, as 'treaty rules' lists them

        >>> errors = treaty_record.validate({"events": events, "claims": claims})

    Raises the same errors as ``schema``, and TypeError for what is not a frame.
    """
    _require_pandera("validate")
    from .cells.errors import cell_errors

    tables = _tables(package, frames)
    errors: list[pl.DataFrame] = []
    for name, table in tables.items():
        rows, wrong = as_typed(table, as_polars(frames[name]))
        errors += wrong
        errors += (found(name, each.column, each.rows, each.message, each.rule) for each in cell_errors(table, rows))
    return sorted_errors(errors, tables)


def _require_pandera(function: str) -> None:
    """Raise ModuleNotFoundError with the name of the extra if pandera is not installed."""
    try:
        import pandera.polars  # noqa: F401
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        message = f"{function} needs {missing}: pip install 'treaty-record[models]'"
        raise ModuleNotFoundError(message, name=missing) from error


def _tables(package: Where, names: Iterable[str]) -> dict[str, TableSchema]:
    """Return some tables by name, in the order of the package, with what its descriptor declares."""
    folder, declared = reading.resources(package)
    for name, table in home.contract().tables.items():
        columns = reading.fields(declared[name]) if name in declared else table.columns
        if missing := [column for column in table.columns if column not in columns]:
            raise ValueError(f"{folder} is no package of cited events: {name} has no {', '.join(missing)}")
    try:
        tables = of_package(home.contract(), declared).tables
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # of JSON of another form
        raise _unusable(folder, error) from error
    for name in (wanted := list(names)):
        if name not in tables:
            raise KeyError(f"no table {name!r}: the package has {', '.join(tables)}")
        _check_usable(folder, tables[name])
    return {name: table for name, table in tables.items() if name in wanted}


def _check_usable(folder: Path, table: TableSchema) -> None:
    """Raise ValueError if a table's limits or patterns cannot be checked, which shows even without rows."""
    from .cells.errors import failures
    from .cells.schemas import row_schema

    try:
        failures(row_schema(table), pl.DataFrame(schema=table.polars_schema))
    except (KeyError, RuntimeError, TypeError, ValueError, re.error) as error:
        of_table = f"table {table.name}: "
        raise _unusable(folder, of_table + str(error).removeprefix(of_table)) from error


def _unusable(folder: Path, why: object) -> ValueError:
    return ValueError(f"{folder / home.DESCRIPTOR} cannot be used ('treaty validate' says why): {why}")
