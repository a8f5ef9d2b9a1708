"""Read and check a package's descriptor: which files contain its tables, and whether its declarations are correct."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from treaty_record.contract import Contract, TableSchema
from treaty_record.home import DESCRIPTOR

from .document import LARGEST_DESCRIPTOR, Document, joined, read
from .fault import At, Fault, shown
from .files import LARGEST_TABLE, is_within, listed, path_fault, paths_faults, row_faults, sum_faults
from .package_properties import is_version_one, package_faults
from .resource_properties import is_table, other_faults, shared_files, table_faults
from .table_schema import fields, schema_faults, types_of

__all__ = [
    "DESCRIPTOR",
    "LARGEST_DESCRIPTOR",
    "LARGEST_TABLE",
    "At",
    "Document",
    "faults",
    "faulty",
    "is_table",
    "is_within",
    "joined",
    "listed",
    "path_fault",
    "paths_faults",
    "read",
    "resources",
    "row_faults",
    "sum_faults",
]


def resources(path: Path) -> list[dict[str, Any]]:
    """Return the resources of a descriptor.

    Raises BadData if it is missing, is not strict JSON, or has no list of resources.
    """
    return read(path).resources


def faults(document: Document, contract: Contract, folder: Path) -> Iterator[Fault]:
    """Yield every declaration in a descriptor that is wrong or not supported."""
    odd = list(document.odd_texts())
    places = {fault.at for fault in odd}
    yield from odd
    yield from (fault for fault in _faults(document, contract, folder) if fault.at not in places)


def _faults(document: Document, contract: Contract, folder: Path) -> Iterator[Fault]:
    """Yield the errors in a descriptor's declarations, without checking its texts for odd characters."""
    yield from package_faults(document.value)
    names = Counter(name for resource in document.resources if isinstance(name := resource.get("name"), str))
    for missing in [name for name in contract.tables if name not in names]:
        yield Fault(("resources",), "is not among the resources", "resource", place=missing)
    yield from shared_files(document.resources)
    tables = _tables(document, contract)
    for index, resource in enumerate(document.resources):
        at, name = ("resources", index), resource.get("name")
        if not isinstance(name, str):
            message = "is missing" if name is None else f"{shown(name)} is not supported; expected text"
            yield Fault((*at, "name"), message, "resource")
        elif names[name] > 1:
            yield Fault((*at, "name"), f"{names[name]} resources have this name; each needs its own", "resource")
        elif name in contract.tables or is_table(resource):
            yield from table_faults(resource, at, folder)
            version_one = is_version_one(document.value)
            yield from schema_faults(resource, at, contract.tables.get(name) or TableSchema(name), tables, version_one)
        else:
            yield from other_faults(resource, at, folder)


def _tables(document: Document, contract: Contract) -> dict[str, dict[str, str]]:
    """Return the columns of each table of the contract and the package, with their types."""
    tables = {name: table.types for name, table in contract.tables.items()}
    for resource in document.resources:
        if isinstance(name := resource.get("name"), str) and is_table(resource):
            tables[name] = tables.get(name, {}) | types_of(fields(resource))
    return tables


def faulty(found: list[Fault]) -> set[int]:
    """Return the indices of the resources that have errors."""
    places = (fault.at[1] for fault in found if fault.at[:1] == ("resources",) and len(fault.at) > 1)
    return {place for place in places if isinstance(place, int)}
