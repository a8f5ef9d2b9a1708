"""Check the columns and keys that a descriptor declares for a table against the contract."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from treaty_record.contract import TableSchema

from .columns import column_faults, missing_value_faults
from .constraints import RULE
from .fault import TEXT, At, Fault, misspelt, shown, unexpected, wrong_kinds
from .keys import Columns, foreign_key_faults, primary_key_faults, unique_key_faults
from .package_properties import standard

PROPERTIES = {"$schema": standard("tableschema"), "title": TEXT, "description": TEXT}
KEYS = ("fields", "fieldsMatch", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys")
NOT_SUPPORTED = ("name", "type", "profile", "dialect", "constraints")


def schema_faults(
    resource: dict[str, Any], at: At, table: TableSchema, tables: Mapping[str, Columns], version_one: bool
) -> Iterator[Fault]:
    """Yield the errors in a table's schema; ``table`` is the contract's, without columns if the package adds it."""
    schema, here = resource.get("schema"), (*at, "schema")
    if not isinstance(schema, dict):
        yield Fault(here, _no_schema(schema), RULE)
        return
    found = fields(resource)
    if not found:
        yield from _no_fields(schema.get("fields"), (*here, "fields"))
        return
    yield from name_faults([field["name"] for field in found], list(table.columns), here)
    for index, field in enumerate(found):
        yield from column_faults(field, (*here, "fields", index), table.columns.get(field["name"]), version_one)
    yield from _table_faults(schema, here, version_one)
    columns = types_of(found)
    yield from primary_key_faults(schema, columns, list(table.key), here)
    yield from unique_key_faults(schema, columns, here)
    yield from foreign_key_faults(schema, resource["name"], tables, table.foreign_keys, here)


def _no_schema(given: object) -> str:
    """Return the message for a missing or invalid schema."""
    if isinstance(given, str):
        return f"{shown(given)} is a reference, which is not supported; write the schema here"
    return "is missing; a table has a schema with fields" if given is None else unexpected(given, "an object")


def _no_fields(given: object, at: At) -> Iterator[Fault]:
    """Yield the errors that make the list of fields unusable."""
    if not isinstance(given, list) or not given:
        yield Fault(at, unexpected(given, "a list of fields"), RULE)
        return
    for index, field in enumerate(given):
        if not isinstance(field, dict):
            yield Fault((*at, index), unexpected(field, "an object with a name"), RULE)
        elif not isinstance(field.get("name"), str):
            yield Fault((*at, index), "has no name that is text", RULE)


def fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of a resource's schema, none if they are not all objects with a name."""
    schema = resource.get("schema")
    found = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(found, list) or not all(isinstance(field, dict) for field in found):
        return []
    return found if all(isinstance(field.get("name"), str) for field in found) else []


def types_of(found: list[dict[str, Any]]) -> dict[str, str]:
    """Return the columns that fields declare, with their types."""
    return {field["name"]: str(field.get("type")) for field in found}


def name_faults(names: list[str], wanted: list[str], at: At) -> Iterator[Fault]:
    """Yield an error if a table's columns are not the contract's, in its order, followed by the package's own."""
    counts = Counter(names)
    for name, count in sorted(counts.items()):
        if count > 1:
            yield Fault((*at, "fields"), f"{count} columns are named {shown(name)}; each needs its own name", RULE)
    missing = [name for name in wanted if name not in counts]
    yield from (Fault((*at, "fields"), f"the contract's column {name} is missing", RULE) for name in missing)
    if not missing and names[: len(wanted)] != wanted:
        order = ", ".join(wanted)
        yield Fault((*at, "fields"), f"are in another order than the contract, which begins with {order}", RULE)


def _table_faults(schema: dict[str, Any], at: At, version_one: bool) -> Iterator[Fault]:
    """Yield the errors in schema properties that apply to all columns."""
    yield from wrong_kinds(schema, PROPERTIES, at, RULE)
    match = schema.get("fieldsMatch", "exact")
    if match not in ("exact", ["exact"]):
        message = unexpected(match, "'exact', since columns go by name and place")
        yield Fault((*at, "fieldsMatch"), message, RULE)
    if "missingValues" in schema:
        yield from missing_value_faults(schema["missingValues"], (*at, "missingValues"), version_one)
    for name in NOT_SUPPORTED:
        if name in schema:
            yield Fault((*at, name), "is not a property of a table schema", RULE)
    yield from misspelt(schema, [*PROPERTIES, *KEYS, *NOT_SUPPORTED], at, RULE)
