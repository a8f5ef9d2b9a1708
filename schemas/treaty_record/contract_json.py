"""The contract as JSON: columns and tables in the terms of Table Schema, and the compiled file next to the code."""

from collections.abc import Mapping
from typing import Any

from .contract import Column, Contract, Reference, TableSchema, by_name
from .tables.term import Term

Json = Mapping[str, Any]

LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength")
MARKS = ("derived", "notation", "form", "closed_by", "own_terms", "extendable", "lists_tables")
"""Column properties that the contract adds to Table Schema."""


def contract_from(found: Json) -> Contract:
    """Return the contract from a JSON object."""
    vocabularies = {
        column: {term: Term(**meaning) for term, meaning in terms.items()}
        for column, terms in found["vocabularies"].items()
    }
    return Contract({name: table_from(name, table) for name, table in found["tables"].items()}, vocabularies)


def contract_json(contract: Contract) -> dict[str, Any]:
    """Return a contract as a JSON object."""
    return {
        "tables": {
            name: {"title": table.title, "description": table.description, "schema": schema_json(table)}
            for name, table in contract.tables.items()
        },
        "vocabularies": {
            column: {term: meaning._asdict() for term, meaning in terms.items()}
            for column, terms in contract.vocabularies.items()
        },
    }


def table_from(name: str, found: Json) -> TableSchema:
    """Return a table from an object with title, description and schema."""
    schema = found["schema"]
    references = (reference_from(key, name) for key in schema.get("foreignKeys", []))
    return TableSchema(
        name=name,
        columns=by_name(map(column_from, schema["fields"])),
        key=tuple(schema["primaryKey"]),
        title=found["title"],
        description=found["description"],
        foreign_keys=tuple(reference for reference in references if reference),
    )


def schema_json(table: TableSchema) -> dict[str, Any]:
    """Return the Table Schema of a table; ``uniqueKeys`` and ``foreignKeys`` only if it has any."""
    keys = {
        "foreignKeys": [reference_json(key, table.name) for key in table.foreign_keys],
        "uniqueKeys": [list(key) for key in table.unique_keys],
    }
    return {
        "fields": [column_json(column) for column in table.columns.values()],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **{name: listed for name, listed in keys.items() if listed},
    }


def column_from(found: Json) -> Column:
    """Return a column from a field of Table Schema; properties that do not concern its cells are ignored."""
    constraints = found.get("constraints", {})
    return Column(
        name=found["name"],
        type=found["type"],
        title=found.get("title", ""),
        description=found.get("description", ""),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints.get("enum", ())),
        pattern=constraints.get("pattern"),
        limits={name: constraints[name] for name in LIMITS if name in constraints},
        meanings=meanings_from(found.get("categories")),
        **{mark: found[mark] for mark in MARKS if mark in found},
    )


def column_json(column: Column) -> dict[str, Any]:
    """Return a column as a field of Table Schema."""
    texts = {"title": column.title, "description": column.description}
    categories = categories_json(column)
    marks = {mark: getattr(column, mark) for mark in MARKS}
    return {
        "name": column.name,
        "type": column.type,
        **{name: text for name, text in texts.items() if text},
        "constraints": constraints_json(column),
        **({"categories": categories} if categories else {}),
        **{mark: value for mark, value in marks.items() if value},
    }


def categories_json(column: Column) -> list[dict[str, str]]:
    """Return the terms of a column with their meanings, as categories of Table Schema."""
    return [{"value": term, "label": label} for term, label in column.meanings.items()]


def constraints_json(column: Column) -> dict[str, Any]:
    """Return the constraints of a column; ``required`` is always present."""
    given: dict[str, Any] = {
        "unique": column.unique,
        "enum": list(column.enum),
        "pattern": column.pattern,
    }
    return {
        "required": column.required,
        **{name: value for name, value in given.items() if value},
        **column.limits,
    }


def meanings_from(categories: object) -> dict[str, str]:
    """Return the label of each category that is an object with value and label; other forms have none."""
    meanings = {}
    for category in categories if isinstance(categories, list) else ():
        match category:
            case {"value": str(term), "label": str(label)}:
                meanings[term] = label
    return meanings


def reference_from(key: object, table: str) -> Reference | None:
    """Return a foreign key of a table, None if it is malformed."""
    match key:
        case {"fields": columns, "reference": {"fields": parent_columns, **others}}:
            parent = others.get("resource") or table
            names, parent_names = names_from(columns), names_from(parent_columns)
            if names and len(names) == len(parent_names) and isinstance(parent, str):
                return Reference(names, parent, parent_names)
    return None


def reference_json(reference: Reference, table: str) -> dict[str, Any]:
    """Return a foreign key of a table; one to the table itself names no resource (Data Package v2)."""
    parent = {} if reference.parent == table else {"resource": reference.parent}
    return {"fields": list(reference.columns), "reference": {**parent, "fields": list(reference.parent_columns)}}


def names_from(names: object) -> tuple[str, ...]:
    """Return the names in a key, given as one text or as a list; empty if it is anything else."""
    found = [names] if isinstance(names, str) else names
    return tuple(found) if isinstance(found, list) and all(isinstance(name, str) for name in found) else ()
