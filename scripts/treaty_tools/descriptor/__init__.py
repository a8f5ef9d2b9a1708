"""A package's descriptor: which files hold its tables, and whether all that it says is so."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..checks.rule import read_rule
from ..extension import NOTHING
from .document import DESCRIPTOR, LARGEST_DESCRIPTOR, Document, odd_texts, read
from .fault import Fault, shown
from .files import LARGEST_TABLE, is_within, path_fault, sum_faults
from .package_properties import is_version_one, package_faults
from .resource_properties import is_table, other_faults, table_faults
from .table_schema import columns_of, schema_faults

__all__ = [
    "DESCRIPTOR",
    "LARGEST_DESCRIPTOR",
    "LARGEST_TABLE",
    "Document",
    "faults",
    "faulty",
    "is_table",
    "is_within",
    "path_fault",
    "read",
    "resources",
    "sum_faults",
]

CHANGED = "A changed or half-written file is noticed."

for rule_id, sentence, why in (
    (
        "descriptor",
        "datapackage.json is a Data Package whose tables are those of the contract.",
        "Everything else is read through it.",
    ),
    (
        "resource",
        "Each table is there once, as a regular file within the package.",
        "A stranger's package must not make us open what is not its own.",
    ),
    (
        "schema",
        "The descriptor gives each table the contract's columns, types and keys.",
        "Other tools read the data as the descriptor says.",
    ),
    ("hash", "A file has the SHA-256 that the descriptor gives.", CHANGED),
    ("bytes", "A file has the length that the descriptor gives.", CHANGED),
    ("rows", "A table has as many rows as the descriptor gives.", CHANGED),
):
    read_rule(rule_id, 1, sentence, why)


def resources(path: Path) -> list[dict[str, Any]]:
    """Return the resources of a descriptor.

    Raises BadData if it is missing, is not strict JSON, or has no list of resources.
    """
    return read(path).resources


def faults(document: Document, contract: Mapping[str, Any], folder: Path) -> Iterator[Fault]:
    """Yield everything that a descriptor says and that is not so, or is not supported."""
    yield from odd_texts(document.value)
    yield from package_faults(document.value)
    yield from _name_faults(document, contract)
    tables = {r["name"]: columns_of(r) for r in document.resources if isinstance(r.get("name"), str) and is_table(r)}
    version_one = is_version_one(document.value)
    for index, resource in enumerate(document.resources):
        at, name = ("resources", index), resource.get("name")
        if not isinstance(name, str):
            continue
        if name in contract or is_table(resource):
            yield from table_faults(resource, at, folder)
            yield from schema_faults(resource, at, contract.get(name, NOTHING), tables, version_one)
        else:
            yield from other_faults(resource, at, folder)


def _name_faults(document: Document, contract: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield tables of the contract that are not there, and resources that cannot be told apart."""
    names = [resource.get("name") for resource in document.resources]
    counts = Counter(name for name in names if isinstance(name, str))
    for name in contract:
        if name not in counts:
            yield Fault(("resources",), "is not among the resources", "resource", place=name)
    for index, name in enumerate(names):
        if not isinstance(name, str):
            message = f"{shown(name)} is not supported; expected text" if name is not None else "is missing"
            yield Fault(("resources", index, "name"), message, "resource")
        elif counts[name] > 1:
            message = f"{counts[name]} resources have this name; each needs its own"
            yield Fault(("resources", index, "name"), message, "resource")


def faulty(found: list[Fault]) -> set[int]:
    """Return the resources that faults are in, by their place in the list."""
    places = (fault.at[1] for fault in found if fault.at[:1] == ("resources",) and len(fault.at) > 1)
    return {place for place in places if isinstance(place, int)}
