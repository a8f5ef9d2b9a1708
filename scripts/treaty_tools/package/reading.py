"""Read a package of cited events from disk through its descriptor, whether ours or anyone else's."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.contract import Contract, TableSchema
from treaty_record.extension import of_package
from treaty_record.reading import typed
from treaty_record.values.cell_types import not_written_as, written_otherwise

from ..reporting.found import Found, faults
from ..reporting.problem import BadData, Problem, unreadable
from . import csv_file, descriptor, parquet_file
from .descriptor import DESCRIPTOR
from .package import PARQUET, Package
from .project import find_root

Resource = Mapping[str, Any]

FEW_BYTES = 1_000_000


@dataclass(frozen=True)
class TableFile:
    """One table's file as read: its rows, unless it could not be read, and its errors."""

    name: str
    problems: list[Problem]
    frame: pl.DataFrame | None = None
    faults: tuple[Found, ...] = ()
    breaks: pl.Series | None = None


def read_tables(package: Path | None) -> dict[str, pl.DataFrame]:
    """Return the tables of a package, or of the current project if ``package`` is None.

    Raises BadData if the package cannot be read completely.
    """
    return read_whole(package).data


def read_whole(package: Path | None) -> Package:
    """Return a package, the project's own where None is given. Raises BadData if it cannot be read whole."""
    found = read_package(package or find_root(DESCRIPTOR), home.contract())
    if problems := found.reading_problems():
        raise BadData(problems)
    return found


def read_package(package: Path, contract: Contract) -> Package:
    """Return the package in a folder or at a descriptor's path; its errors are collected in ``problems``."""
    path = home.descriptor_of(package)
    folder = path.parent
    try:
        document = descriptor.read(path)
    except BadData as error:
        return Package(contract, problems=error.problems, folder=folder)
    found = list(descriptor.faults(document, contract, folder))
    sound = _without(document.resources, descriptor.faulty(found))
    resources = {resource["name"]: resource for resource in sound if descriptor.is_table(resource)}
    declared = of_package(contract, resources)
    files = _read_tables(declared, resources, folder)
    others = (resource for resource in sound if not descriptor.is_table(resource))
    problems = [*document.problems(found), *(problem for file in files for problem in file.problems)]
    return Package(
        contract=declared,
        tables={file.name: file.frame for file in files if file.frame is not None},
        paths={name: str(resource["path"]) for name, resource in resources.items()},
        problems=[*problems, *_sum_faults(others, folder)],
        faults=[found for file in files for found in file.faults],
        breaks={file.name: file.breaks for file in files if file.breaks is not None},
        descriptor=document.value,
        folder=folder,
    )


def _without(resources: list[dict[str, Any]], faulty: set[int]) -> list[dict[str, Any]]:
    """Return the resources that have no errors."""
    return [resource for index, resource in enumerate(resources) if index not in faulty]


def _sum_faults(resources: Iterator[Resource], folder: Path) -> Iterator[Problem]:
    """Yield where files that are not tables differ from their declared hash or length."""
    for resource in resources:
        if {"hash", "bytes"} & resource.keys():
            content = (folder / resource["path"]).read_bytes()
            yield from descriptor.sum_faults(resource, resource["path"], content)


def _read_tables(contract: Contract, resources: Mapping[str, Resource], folder: Path) -> list[TableFile]:
    """Return the contents of every table's file; large ones are read in parallel."""
    if _is_small(resources, folder):
        return [_read_table(contract.tables[name], resource, folder) for name, resource in resources.items()]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(lambda name: _read_table(contract.tables[name], resources[name], folder), resources))


def _is_small(tables: Mapping[str, Any], folder: Path) -> bool:
    """Return whether the tables are so small that threads would cost more time than they save."""
    return bool(sum((folder / table["path"]).stat().st_size for table in tables.values()) <= FEW_BYTES)


def _read_table(table: TableSchema, resource: Resource, folder: Path) -> TableFile:
    """Return the contents of one table's file, with its errors and those of its typed cells."""
    path = str(resource["path"])
    try:
        content = (folder / path).read_bytes()
    except OSError as error:
        return TableFile(table.name, [unreadable(path, error, "resource")])
    try:
        text = (parquet_file if path.endswith(PARQUET) else csv_file).read(content, path, table.types)
    except BadData as error:
        return TableFile(table.name, [*descriptor.sum_faults(resource, path, content), *error.problems])
    frame, found = _typed_table(table, text)
    problems = list(descriptor.sum_faults(resource, path, content, len(text)))
    may_break = b'"' in content and not path.endswith(PARQUET)
    has_breaks = may_break and content.count(b"\n") > len(text) + 1
    return TableFile(table.name, problems, frame, found, _breaks(text) if has_breaks else None)


def _breaks(text: pl.DataFrame) -> pl.Series:
    """Return the number of line breaks in cells before each row."""
    breaks = text.select(pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)))
    return breaks.to_series().cum_sum().shift(1, fill_value=0)


def _typed_table(table: TableSchema, text: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Found, ...]]:
    """Return a table with typed cells, ``_row`` and ``_bad``, and the cells that are not valid for their type."""
    cells = {name: typed(text[name], type_) for name, type_ in table.types.items()}
    frame = pl.DataFrame(cells, schema=table.polars_schema)
    frame, found = frame.with_columns(_row=pl.int_range(pl.len()), _bad=pl.lit(False)), []
    for column, type_ in table.types.items():
        # Text needs no conversion; a cell that is not valid for its type became null.
        if type_ == "string" or cells[column].null_count() == text[column].null_count():
            continue
        wrong = written_otherwise(text[column], cells[column])
        if wrong.any():
            rows = frame.select("_row", cell=text[column]).filter(wrong)
            found.append(Found(table.name, faults(rows, column, not_written_as(pl.col("cell"), type_))))
        frame = frame.with_columns(pl.col("_bad") | wrong)
    return frame, tuple(found)
