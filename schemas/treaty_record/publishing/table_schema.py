"""The contract compiled: each model as a Frictionless Table Schema.

Fields carry, beside what Table Schema knows, the marks ``derived``, ``notation``, ``form``, ``closed_by`` and
``extendable``, which the workbench reads, so that checking a package need not load the models.
"""

from typing import Any

from pandera.api.checks import Check

from ..tables.models import TABLES, vocabularies
from ..tables.table import Table, foreign_keys, primary_key

FIELD_TYPES = {"String": "string", "Date": "date", "Int64": "integer", "Boolean": "boolean"}
MARKS = ("derived", "notation", "form", "closed_by", "extendable")


def compiled() -> dict[str, Any]:
    """Return the whole contract: the tables, and the vocabularies by column."""
    return {
        "tables": contract(),
        "vocabularies": {
            column: {term: meaning._asdict() for term, meaning in terms.items()}
            for column, terms in vocabularies().items()
        },
    }


def contract() -> dict[str, dict[str, Any]]:
    """Return the title, description and schema of every table, by its name."""
    return {
        name: {
            "title": name.capitalize(),
            "description": (model.__doc__ or "").strip(),
            "schema": table_schema(model),
        }
        for name, model in TABLES.items()
    }


def table_schema(model: type[Table]) -> dict[str, Any]:
    """Return the Table Schema of one model.

    Raises NotImplementedError for a check that Table Schema cannot express.
    """
    schema = model.to_schema()
    if schema.checks:
        raise NotImplementedError(f"no Table Schema constraint for checks across columns of {model.__name__}")
    table: dict[str, Any] = {
        "fields": [field(name, column) for name, column in schema.columns.items()],
        "missingValues": [""],
        "primaryKey": primary_key(model),
    }
    if references := foreign_keys(model):
        table["foreignKeys"] = [foreign_key(model, *reference) for reference in references.items()]
    return table


def field(name: str, column: Any) -> dict[str, Any]:
    """Return one column as a Table Schema field."""
    marks = column.metadata or {}
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.unique:
        constraints["unique"] = True
    for check in column.checks:
        constraints |= constraint(check)
    described: dict[str, Any] = {
        "name": name,
        "type": FIELD_TYPES[str(column.dtype)],
        "description": column.description,
        "constraints": constraints,
    }
    if "vocabulary" in marks:
        described["categories"] = [
            {"value": term, "label": meaning.definition} for term, meaning in marks["vocabulary"].items()
        ]
    return described | {mark: marks[mark] for mark in MARKS if marks.get(mark)}


def constraint(check: Check) -> dict[str, Any]:
    """Return a pandera check as Table Schema constraints.

    Raises NotImplementedError for a check that Table Schema cannot express.
    """
    statistics = check.statistics or {}
    match check.name:
        case "isin":
            return {"enum": list(statistics["allowed_values"])}
        case "str_matches":
            return {"pattern": whole(statistics["pattern"])}
        case "greater_than_or_equal_to":
            return {"minimum": statistics["min_value"]}
        case _:
            raise NotImplementedError(f"no Table Schema constraint for the check {check.name}")


def whole(pattern: str) -> str:
    """Return a pattern without the anchors that Table Schema implies.

    Raises NotImplementedError for one that need not match the whole value: pandera would accept more than Table Schema.
    """
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise NotImplementedError(f"the pattern {pattern} does not match whole values: write ^...$")
    return pattern[1:-1]


def foreign_key(model: type[Table], column: str, parent: str) -> dict[str, Any]:
    """Return one reference as a Table Schema foreign key; to its own table, it names no resource (Data Package v2)."""
    reference: dict[str, Any] = {"fields": primary_key(TABLES[parent])}
    if TABLES[parent] is not model:
        reference = {"resource": parent} | reference
    return {"fields": [column], "reference": reference}
