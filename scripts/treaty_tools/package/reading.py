"""Read a package of cited events from disk through its descriptor, whether ours or anyone else's."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record import home
from treaty_record.contract import Contract
from treaty_record.extension import of_package
from treaty_record.reading import paths

from ..reporting.problem import BadData, Problem
from . import descriptor, memory
from .package import Package
from .project import find_package
from .table_reading import TableRead, read_table

Resource = Mapping[str, Any]

FEW_BYTES = 1_000_000


def read_tables(package: Path | None) -> dict[str, pl.DataFrame]:
    """Return the tables of a package, the nearest or the installed one if ``package`` is None.

    Raises BadData if the package cannot be read completely.
    """
    return read_whole(package).data


def read_whole(package: Path | None) -> Package:
    """Return a package, if None is given the nearest or the installed one; raise BadData if it cannot be read whole."""
    found = read_package(package or find_package(), home.contract())
    if problems := found.reading_problems():
        raise BadData(problems)
    return found


def read_package(package: Path, contract: Contract, *, if_it_fits: bool = False) -> Package:
    """Return the package in a folder or at a descriptor's path; its errors are collected in ``problems``.

    ``if_it_fits`` raises TooLargeError for one that needs more memory than is available, before its tables are read.
    """
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
    if if_it_fits:
        memory.check(resources.values(), folder)
    read = _read_tables(declared, resources, folder)
    others = (resource for resource in sound if not descriptor.is_table(resource))
    problems = [*document.problems(found), *(problem for table in read for problem in table.problems)]
    return Package(
        contract=declared,
        tables={table.name: table.frame for table in read if table.frame is not None},
        parts={table.name: table.parts for table in read},
        problems=[*problems, *_sum_faults(others, folder)],
        faults=[found for table in read for found in table.faults],
        descriptor=document.value,
        folder=folder,
    )


def _without(resources: list[dict[str, Any]], faulty: set[int]) -> list[dict[str, Any]]:
    """Return the resources that have no errors."""
    return [resource for index, resource in enumerate(resources) if index not in faulty]


def _sum_faults(resources: Iterator[Resource], folder: Path) -> Iterator[Problem]:
    """Yield where files that are not tables differ from their declared hash or length."""
    for resource in resources:
        if {"hash", "bytes"} & resource.keys():  # which only a resource in one file may have
            (path,) = paths(resource)
            yield from descriptor.sum_faults(resource, path, (folder / path).read_bytes())


def _read_tables(contract: Contract, resources: Mapping[str, Resource], folder: Path) -> list[TableRead]:
    """Return the contents of every table; large ones are read in parallel."""
    if _is_small(resources, folder):
        return [read_table(contract.tables[name], resource, folder) for name, resource in resources.items()]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(lambda name: read_table(contract.tables[name], resources[name], folder), resources))


def _is_small(tables: Mapping[str, Resource], folder: Path) -> bool:
    """Return whether the tables are so small that threads would cost more time than they save."""
    sizes = ((folder / path).stat().st_size for table in tables.values() for path in paths(table))
    return sum(sizes) <= FEW_BYTES
