"""Read a package of cited events from disk, through its descriptor, ours or anybody's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.load import schema

from . import csv_file, descriptor, parquet_file
from .checks.shape import typed, written_otherwise
from .descriptor import DESCRIPTOR
from .extension import of_package
from .problem import BadData, Problem
from .project import find_root

PARQUET = ".parquet"


@dataclass
class Read:
    """What was read: typed tables with ``_row`` and ``_bad``, their paths and texts, and what was wrong already."""

    contract: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the package has to keep: the contract, with the terms, columns and tables that its descriptor declares."""
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, table: str, row: int) -> int:
        """Return the line of a row; its number plus 2 where no cell before it has a line break.

        A Parquet file has no lines: there it is the number of the row, from 1.
        """
        if self.paths[table].endswith(PARQUET):
            return row + 1
        frame = self.tables[table].filter(pl.col("_row") < row).select(pl.col(pl.String))
        breaks = frame.select(pl.all().str.count_matches("\n", literal=True).sum()).sum_horizontal().item()
        return row + 2 + int(breaks or 0)


def read_tables(package: Path | None) -> dict[str, pl.DataFrame]:
    """Return the tables of a package, the project's own where None is given.

    Raises BadData where the package cannot be read whole.
    """
    read = read_package(package or find_root(DESCRIPTOR), home.contract())
    if read.problems:
        raise BadData(read.problems)
    return {name: frame.drop("_row", "_bad") for name, frame in read.tables.items()}


def read_package(package: Path, contract: Mapping[str, Any]) -> Read:
    """Return what a package's folder, or its descriptor's path, holds; faults are kept in ``problems``."""
    folder = package if package.is_dir() else package.parent
    read = Read(dict(contract))
    try:
        resources = descriptor.resources(folder / DESCRIPTOR if package.is_dir() else package)
    except BadData as error:
        read.problems += error.problems
        return read
    read.contract = of_package(read.contract, resources)
    for name, table in read.contract.items():
        found = [resource for resource in resources if resource.get("name") == name]
        faults = list(descriptor.resource_faults(name, table, found, folder))
        read.problems += faults
        if not faults:
            _read_table(read, name, table, found[0], folder)
    return read


def _read_table(read: Read, name: str, table: Mapping[str, Any], resource: Mapping[str, Any], folder: Path) -> None:
    """Read one table into ``read``, with what is wrong with its file and its typed cells."""
    path = read.paths[name] = str(resource["path"])
    content = (folder / path).read_bytes()
    types = {column["name"]: column["type"] for column in table["schema"]["fields"]}
    try:
        text = (parquet_file if path.endswith(PARQUET) else csv_file).read(content, path, list(types))
    except BadData as error:
        read.problems += [*descriptor.sum_faults(resource, path, content), *error.problems]
        return
    read.problems += descriptor.sum_faults(resource, path, content, len(text))
    cells = {name: typed(text[name], type_) for name, type_ in types.items()}
    frame = pl.DataFrame(cells, schema=schema(table)).with_row_index("_row").with_columns(pl.col("_row").cast(pl.Int64))
    read.tables[name] = text.with_columns(frame["_row"])  # lines are counted in the cells as they stand
    bad = pl.zeros(len(text), dtype=pl.Boolean, eager=True)
    for column, type_ in types.items():
        wrong = written_otherwise(text[column], cells[column])
        for row in wrong.arg_true():
            message = f"{text[column][row]!r} is not written as {_as(type_)}"
            read.problems.append(Problem(path, read.line(name, row), column, message, "type"))
        bad = bad | wrong
    read.tables[name] = frame.select(*types, "_row", bad.alias("_bad"))


def _as(type_: str) -> str:
    """Return a type in words, with an example."""
    return {"integer": "a whole number: 3", "boolean": "true or false", "date": "a day: 2024-11-12"}[type_]
