"""A JSON Schema for each kind of source file, made from the contract, so that editors complete and check them."""

from collections.abc import Mapping
from typing import Any

from ..values.patterns import SLUG
from .source_layout import CITED_CELLS, PACKAGE_TEXTS, typed_fields

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROW = r"^[a-z]+/[a-z0-9.\-]+$"

Schema = dict[str, Any]


def source_schemas(contract: Mapping[str, Any]) -> dict[str, Schema]:
    """Return the schema of each kind of source file, by the kind's name."""
    ids = {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}$"}, "minItems": 1}
    roles, relations = (
        _terms(contract, table, column) for table, column in (("participants", "role"), ("relations", "relation"))
    )
    names = by_slug(row(contract, "names"))
    other = row(contract, "relations", claim={"type": "string", "pattern": f"^{SLUG}$"})
    related = {"type": "array", "items": {"anyOf": [ids["items"], other]}, "minItems": 1}
    return {
        "actors": document(by_slug(row(contract, "actors", names=names))),
        "events": document(by_slug(row(contract, "events", participants=closed(dict.fromkeys(roles, ids))))),
        "claims": document(by_slug(row(contract, "claims", relations=closed(dict.fromkeys(relations, related))))),
        "article": document(
            closed({"article": row(contract, "articles"), "passage": by_slug(passage(contract))})
            | {"required": ["article"]}
        ),
        "retirements": document({"type": "object", "patternProperties": {ROW: row(contract, "retirements")}}),
        "package": document(closed({"package": about()}) | {"required": ["package"]}),
    }


def document(schema: Schema) -> Schema:
    """Return a schema as a document of its own."""
    return {"$schema": DRAFT, **schema}


def closed(properties: Schema) -> Schema:
    """Return the schema of a table that has some keys and no others."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def by_slug(schema: Schema) -> Schema:
    """Return the schema of a table of tables, each under an id."""
    return {"type": "object", "patternProperties": {f"^{SLUG}$": schema}, "additionalProperties": False}


def row(contract: Mapping[str, Any], table: str, **nested: Schema) -> Schema:
    """Return the schema of one row's table, with what may be nested in it."""
    fields = typed_fields(contract, table)
    required = [name for name, field in fields.items() if field["constraints"]["required"]]
    schema = closed({name: cell(field) for name, field in fields.items()} | nested)
    return schema | ({"required": required} if required else {})


def cell(field: Mapping[str, Any]) -> Schema:
    """Return the schema of one cell; a closed column says what its terms mean."""
    constraints = field["constraints"]
    schema: Schema = {"type": field["type"], "description": field["description"]}
    if "enum" in constraints:
        schema |= {"enum": constraints["enum"]}
    if "pattern" in constraints:
        schema |= {"pattern": f"^(?:{constraints['pattern']})$"}
    if "minimum" in constraints:
        schema |= {"minimum": constraints["minimum"]}
    return schema


def passage(contract: Mapping[str, Any]) -> Schema:
    """Return the schema of a passage's table, with the rows and cells that it cites."""
    rows = {"type": "array", "items": {"type": "string", "pattern": ROW}, "description": "Rows cited as wholes."}
    said = {"type": "object", "additionalProperties": {"type": "string"}}
    labels = {
        c["value"]: c["label"] for f in contract["citations"]["schema"]["fields"] for c in f.get("categories", [])
    }
    cells = {
        basis: {"type": "object", "patternProperties": {ROW: said}, "description": labels[basis]}
        for basis in CITED_CELLS
    }
    return row(contract, "passages", rows=rows, **cells)


def about() -> Schema:
    """Return the schema of ``[package]``: what the package is."""
    texts = {name: {"type": "string"} for name in PACKAGE_TEXTS}
    lists = {
        "keywords": {"type": "array", "items": {"type": "string"}},
        "licenses": {"type": "array", "items": {"type": "object"}, "minItems": 1},
        "contributors": {"type": "array", "items": {"type": "object"}, "minItems": 1},
    }
    return closed({**texts, **lists}) | {"required": ["name", "title", "version", "licenses"]}


def _terms(contract: Mapping[str, Any], table: str, column: str) -> list[str]:
    fields = {field["name"]: field for field in contract[table]["schema"]["fields"]}
    return list(fields[column]["constraints"]["enum"])
