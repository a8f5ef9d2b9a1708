"""Read a package of cited events from disk, through its descriptor, ours or anybody's."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.reading import schema, typed

from ..reporting.found import Found, faults, shown
from ..reporting.problem import BadData, Problem, unreadable
from . import csv_file, descriptor, parquet_file
from .cell_types import EMPTY, in_words, written_otherwise
from .descriptor import DESCRIPTOR
from .extension import of_package
from .project import find_root

PARQUET = ".parquet"
FEW_BYTES = 1_000_000


@dataclass
class Read:
    """What was read: typed tables with ``_row`` and ``_bad``, their paths and texts, and what was wrong already."""

    contract: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the package has to keep: the contract, with the terms, columns and tables that its descriptor declares."""
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: list[Found] = field(default_factory=list)
    """Cells that are not written as their column's type."""
    breaks: dict[str, pl.Series] = field(default_factory=dict)
    """For a table with line breaks in its cells, how many there are before each row."""

    def line(self, table: str, row: int) -> int:
        """Return the line of a row, the header being line 1; of a Parquet file, the number of the row from 1."""
        if self.paths[table].endswith(PARQUET):
            return row + 1
        before = self.breaks[table][row] if table in self.breaks and row >= 0 else 0
        return row + 2 + int(before)

    def problems_of(self, rule: str, found: Found, most: int | None = None) -> Iterator[Problem]:
        """Yield the faults that a rule found, at their lines, or the first of them."""
        rows = found.faults if most is None else found.faults.sort("_row", maintain_order=True).head(most)
        for row, column, message in rows.iter_rows():
            yield Problem(self.paths[found.table], self.line(found.table, row), column, message, rule)


def read_tables(package: Path | None) -> dict[str, pl.DataFrame]:
    """Return the tables of a package, the project's own where None is given.

    Raises BadData where the package cannot be read whole.
    """
    read = read_package(package or find_root(DESCRIPTOR), home.contract())
    problems = [*read.problems, *(problem for found in read.faults for problem in read.problems_of("type", found))]
    if problems:
        raise BadData(problems)
    return {name: frame.drop("_row", "_bad") for name, frame in read.tables.items()}


def read_package(package: Path, contract: Mapping[str, Any]) -> Read:
    """Return what a package's folder, or its descriptor's path, holds; faults are kept in ``problems``."""
    path = home.descriptor_of(package)
    folder = path.parent
    read = Read(dict(contract))
    try:
        document = descriptor.read(path)
    except BadData as error:
        read.problems += error.problems
        return read
    found = list(descriptor.faults(document, contract, folder))
    read.problems += document.problems(found)
    sound = _without(document.resources, descriptor.faulty(found))
    tables = {resource["name"]: resource for resource in sound if descriptor.is_table(resource)}
    read.contract = of_package(read.contract, tables)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        run = map if _is_small(tables, folder) else threads.map
        list(run(lambda name: _read_table(read, name, read.contract[name], tables[name], folder), tables))
    for resource in sound:
        if not descriptor.is_table(resource) and {"hash", "bytes"} & resource.keys():
            content = (folder / resource["path"]).read_bytes()
            read.problems += descriptor.sum_faults(resource, resource["path"], content)
    return read


def _is_small(tables: Mapping[str, Any], folder: Path) -> bool:
    """Tell whether threads would take longer to wait for each other than the tables take to be read."""
    return bool(sum((folder / table["path"]).stat().st_size for table in tables.values()) <= FEW_BYTES)


def _without(resources: list[dict[str, Any]], faulty: set[int]) -> list[dict[str, Any]]:
    """Return the resources that are as their descriptor says."""
    return [resource for index, resource in enumerate(resources) if index not in faulty]


def _read_table(read: Read, name: str, table: Mapping[str, Any], resource: Mapping[str, Any], folder: Path) -> None:
    """Read one table into ``read``, with what is wrong with its file and its typed cells."""
    path = read.paths[name] = str(resource["path"])
    try:
        content = (folder / path).read_bytes()
    except OSError as error:
        read.problems.append(unreadable(path, error, "resource"))
        return
    types = {column["name"]: column["type"] for column in table["schema"]["fields"]}
    try:
        text = (parquet_file if path.endswith(PARQUET) else csv_file).read(content, path, types)
    except BadData as error:
        read.problems += [*descriptor.sum_faults(resource, path, content), *error.problems]
        return
    read.problems += descriptor.sum_faults(resource, path, content, len(text))
    if content.count(b"\n") > len(text) + 1 and not path.endswith(PARQUET):
        breaks = text.select(pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)))
        read.breaks[name] = breaks.to_series().cum_sum().shift(1, fill_value=0)
    cells = {name: typed(text[name], type_) for name, type_ in types.items()}
    frame = pl.DataFrame(cells, schema=schema(table)).with_columns(_row=pl.int_range(pl.len()))
    bad = pl.zeros(len(text), dtype=pl.Boolean, eager=True)
    for column, type_ in types.items():
        if type_ == "string":  # text is written as it is
            continue
        if cells[column].null_count() == text[column].null_count():
            continue
        wrong = written_otherwise(text[column], cells[column])
        if wrong.any():
            rows = frame.select("_row", cell=text[column]).filter(wrong)
            empty = pl.when(pl.col("cell").cast(pl.String) == "").then(pl.lit(EMPTY))
            message = empty.otherwise(pl.format("{} is not written as {}", shown("cell"), pl.lit(in_words(type_))))
            read.faults.append(Found(name, faults(rows, column, message)))
        bad = bad | wrong
    read.tables[name] = frame.with_columns(_bad=bad)
