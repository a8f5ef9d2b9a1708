"""The profile: a JSON Schema for the descriptor of any package of cited events."""

from collections.abc import Sequence
from typing import Any

from ..contract import Column, Contract, Reference, TableSchema
from . import quotation

VERSION = "2.0"
"""The profile's version: the first number increases if a package that was valid may no longer be."""
PATH = f"data/schemas/profile-{VERSION}.json"
"""Its path in a package, which the descriptor gives as its ``$schema``."""
DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

PATHS: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
    ]
}
"""The schema of the files of a table: one, or a list of parts."""


def profile(contract: Contract) -> Schema:
    """Return the JSON Schema: every table once, starting with the contract's columns in order, and with its keys.

    Columns marked ``own_terms`` have the package's terms, columns marked ``extendable`` may have more than the
    contract's, and those marked ``lists_tables`` the package's own tables; additional columns and tables may follow.
    The package states its quotation policy.
    """
    tables = [{"contains": table(entry), "minContains": 1, "maxContains": 1} for entry in contract.tables.values()]
    return {
        "$schema": DRAFT,
        "title": f"Cited events, profile {VERSION}",
        "description": "A Data Package (v2) of events, actors and claims, each row cited to the article it rests on, "
        "with the policy by which it quotes and pins the articles' words.",
        "type": "object",
        "required": ["name", "version", "licenses", "quotation", "resources"],
        "properties": {
            "quotation": quotation.policy(),
            "resources": {"type": "array", "items": {"type": "object"}, "allOf": tables},
        },
    }


def column_names(profile: Any) -> dict[str, set[str]]:
    """Return the column names of each table in a profile of any version.

    Raises LookupError or TypeError if it is not a profile.
    """
    tables = (each["contains"]["properties"] for each in profile["properties"]["resources"]["allOf"])
    return {
        str(table["name"]["const"]): {
            str(column["properties"]["name"]["const"])
            for column in table["schema"]["properties"]["fields"]["prefixItems"]
        }
        for table in tables
    }


def table(entry: TableSchema) -> Schema:
    """Return the schema of one table's resource."""
    columns = [column(each) for each in entry.columns.values()]
    fields = {"type": "array", "prefixItems": columns, "minItems": len(columns)}
    schema = {"fields": fields, "primaryKey": {"const": list(entry.key)}}
    if entry.foreign_keys:
        keys = [{"contains": foreign_key(each, entry.name)} for each in entry.foreign_keys]
        schema["foreignKeys"] = {"type": "array", "allOf": keys}
    return {
        "type": "object",
        "required": ["name", "path", "schema"],
        "properties": {
            "name": {"const": entry.name},
            "path": PATHS,
            "schema": {"type": "object", "required": list(schema), "properties": schema},
        },
    }


def foreign_key(entry: Reference, table: str) -> Schema:
    """Return the schema of one foreign key; one to the table itself may leave out the resource."""
    to_itself = entry.parent == table
    reference = {
        "resource": {"enum": ["", table] if to_itself else [entry.parent]},
        "fields": names(entry.parent_columns),
    }
    needed = ["fields"] if to_itself else ["resource", "fields"]
    properties = {
        "fields": names(entry.columns),
        "reference": {"type": "object", "required": needed, "properties": reference},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def names(columns: tuple[str, ...]) -> Schema:
    """Return the schema of the columns of a key: a list, or the name of a single one."""
    return {"enum": [list(columns), *(columns if len(columns) == 1 else ())]}


def column(entry: Column) -> Schema:
    """Return the schema of one column: its name, its type, and its terms unless they are the package's own."""
    wanted: Schema = {"name": {"const": entry.name}, "type": {"const": entry.type}}
    if entry.enum and not entry.closed_by:
        terms = {
            "enum": starting_with(entry.enum) if entry.extendable or entry.lists_tables else {"const": list(entry.enum)}
        }
        wanted["constraints"] = {"type": "object", "required": ["enum"], "properties": terms}
    return {"type": "object", "required": list(wanted), "properties": wanted}


def starting_with(terms: Sequence[object]) -> Schema:
    """Return the schema of a list of terms that starts with the contract's."""
    return {"type": "array", "prefixItems": [{"const": term} for term in terms], "minItems": len(terms)}
