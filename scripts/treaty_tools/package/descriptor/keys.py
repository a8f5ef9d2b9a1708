"""Check the keys that a descriptor declares for a table: primary, unique and foreign."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from treaty_record.contract import Reference
from treaty_record.contract_json import reference_from

from .constraints import RULE
from .fault import At, Fault, differs, is_texts, shown, unexpected

Columns = Mapping[str, str]
"""The columns of a table with their types."""


def primary_key_faults(schema: dict[str, Any], columns: Columns, wanted: list[str], at: At) -> Iterator[Fault]:
    """Yield the errors in a primary key; ``wanted`` is the contract's, empty for a table that the package adds."""
    here = (*at, "primaryKey")
    if "primaryKey" not in schema:
        yield Fault(here, f"is missing; expected {shown(wanted) if wanted else 'a list of columns'}", RULE)
        return
    given = schema["primaryKey"]
    key = [given] if isinstance(given, str) else given
    if not wanted:
        yield from _names(key, columns, here)
    elif key != wanted:
        yield Fault(here, differs(given, wanted), RULE)


def _names(names: object, columns: Columns, at: At) -> Iterator[Fault]:
    """Yield an error if a value is not a list of distinct columns of a table."""
    if not is_texts(names) or not isinstance(names, list) or not names:
        yield Fault(at, unexpected(names, "a list of columns"), RULE)
        return
    missing = [name for name in names if name not in columns]
    yield from (Fault(at, f"the table has no column {shown(name)}", RULE) for name in missing)
    if not missing and len(set(names)) < len(names):
        yield Fault(at, f"{shown(names)} names a column twice", RULE)


def unique_key_faults(schema: dict[str, Any], columns: Columns, at: At) -> Iterator[Fault]:
    """Yield the errors in a table's unique keys."""
    keys, here = schema.get("uniqueKeys", []), (*at, "uniqueKeys")
    if not isinstance(keys, list):
        yield Fault(here, unexpected(keys, "a list of lists of columns"), RULE)
        return
    for index, key in enumerate(keys):
        yield from _names(key, columns, (*here, index))


def foreign_key_faults(
    schema: dict[str, Any], table: str, tables: Mapping[str, Columns], wanted: Sequence[Reference], at: At
) -> Iterator[Fault]:
    """Yield the errors in a table's foreign keys; ``wanted`` are the contract's."""
    keys, here = schema.get("foreignKeys", []), (*at, "foreignKeys")
    if not isinstance(keys, list):
        yield Fault(here, unexpected(keys, "a list of objects"), RULE)
        return
    found: set[Reference] = set()
    for index, key in enumerate(keys):
        reference = reference_from(key, table)
        if reference is None:
            expected = "an object with fields and a reference that has a resource and as many fields"
            yield Fault((*here, index), unexpected(key, expected), RULE)
            continue
        found.add(reference)
        yield from _reference_faults(reference, tables, (*here, index), table)
    for reference in wanted:
        if reference not in found:
            yield Fault(here, f"lack the contract's key {reference}", RULE)


def _reference_faults(reference: Reference, tables: Mapping[str, Columns], at: At, table: str) -> Iterator[Fault]:
    """Yield an error if a foreign key refers to a table or columns that do not exist, or to columns of another type."""
    if reference.parent not in tables:
        yield Fault(at, f"the package has no table {shown(reference.parent)}", RULE)
        return
    child, parent = tables[table], tables[reference.parent]
    faults = [*_names(list(reference.columns), child, at)]
    for fault in _names(list(reference.parent_columns), parent, at):
        faults.append(Fault(at, f"{reference.parent}: {fault.message}", RULE))
    yield from faults
    if faults:
        return
    for column, other in zip(reference.columns, reference.parent_columns, strict=True):
        if child[column] != parent[other]:
            types = f"{column} is of type {child[column]}, {reference.parent}.{other} of type {parent[other]}"
            yield Fault(at, f"{types}; a key has the type of what it refers to", RULE)
