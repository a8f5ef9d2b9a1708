"""Generate a JSON Schema for each kind of source file, so that editors can complete and check them."""

from typing import Any

from ..contract import Column, Contract
from ..values.patterns import SLUG
from . import quotation
from .source_layout import CITED_CELLS, CITED_ROWS, PACKAGE_TEXTS, typed_columns

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROW = r"^[a-z]+/[a-z0-9.\-]+$"
PARAGRAPHS = "^p[1-9][0-9]*(?:-[1-9][0-9]*)?$"
"""A paragraph of an article's body, or several."""

Schema = dict[str, Any]


def source_schemas(contract: Contract) -> dict[str, Schema]:
    """Return the schema of each kind of source file, by the name of the kind."""
    ids = {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}$"}, "minItems": 1}
    roles, relations = contract.vocabularies["participants.role"], contract.vocabularies["relations.relation"]
    names = by_slug(row(contract, "names"))
    other = row(contract, "relations", claim={"type": "string", "pattern": f"^{SLUG}$"})
    related = {"type": "array", "items": {"anyOf": [ids["items"], other]}, "minItems": 1}
    return {
        "actors": document(by_slug(row(contract, "actors", names=names))),
        "events": document(by_slug(row(contract, "events", participants=closed(dict.fromkeys(roles, ids))))),
        "claims": document(by_slug(row(contract, "claims", relations=closed(dict.fromkeys(relations, related))))),
        "article": document(
            closed({"article": article(contract), "passage": by_slug(passage(contract))}) | {"required": ["article"]}
        ),
        "retirements": document({"type": "object", "patternProperties": {ROW: row(contract, "retirements")}}),
        "package": document(closed({"package": about()}) | {"required": ["package"]}),
    }


def document(schema: Schema) -> Schema:
    """Return a schema as a standalone document."""
    return {"$schema": DRAFT, **schema}


def closed(properties: Schema) -> Schema:
    """Return the schema of a table that allows no other keys."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def by_slug(schema: Schema) -> Schema:
    """Return the schema of a table of tables, each under an id."""
    return {"type": "object", "patternProperties": {f"^{SLUG}$": schema}, "additionalProperties": False}


def row(contract: Contract, table: str, **nested: Schema) -> Schema:
    """Return the schema of one row's table, with the tables that may be nested in it."""
    columns = typed_columns(contract, table)
    required = [name for name, column in columns.items() if column.required]
    schema = closed({name: cell(column) for name, column in columns.items()} | nested)
    return schema | ({"required": required} if required else {})


def cell(column: Column) -> Schema:
    """Return the schema of one cell."""
    schema: Schema = {"type": column.type, "description": column.description}
    if column.enum:
        schema |= {"enum": list(column.enum)}
    if column.pattern:
        schema |= {"pattern": f"^(?:{column.pattern})$"}
    return schema | {name: limit for name, limit in column.limits.items() if name == "minimum"}


def article(contract: Contract) -> Schema:
    """Return the schema of an article's table, in which the skipped paragraphs are a table of their own."""
    schema = row(contract, "articles")
    described = schema["properties"]["skipped"]["description"]
    skipped = {"type": "object", "patternProperties": {PARAGRAPHS: {"type": "string"}}, "additionalProperties": False}
    schema["properties"]["skipped"] = {**skipped, "description": described}
    return schema


def passage(contract: Contract) -> Schema:
    """Return the schema of a passage's table, with the rows and cells that it cites."""
    items = {"type": "string", "pattern": ROW}
    rows = {key: {"type": "array", "items": items, "description": meaning} for key, (_, meaning) in CITED_ROWS.items()}
    said = {"type": "object", "additionalProperties": {"type": "string"}}
    labels = contract.tables["citations"].columns["basis"].meanings
    cells = {
        basis: {"type": "object", "patternProperties": {ROW: said}, "description": labels[basis]}
        for basis in CITED_CELLS
    }
    return row(contract, "passages", **rows, **cells)


def about() -> Schema:
    """Return the schema of ``[package]``, which describes the package."""
    texts = {name: {"type": "string"} for name in PACKAGE_TEXTS}
    lists = {
        "keywords": {"type": "array", "items": {"type": "string"}},
        "licenses": {"type": "array", "items": {"type": "object"}, "minItems": 1},
        "contributors": {"type": "array", "items": {"type": "object"}, "minItems": 1},
    }
    required = ["name", "title", "version", "licenses", "quotation"]
    return closed({**texts, **lists, "quotation": quotation.policy()}) | {"required": required}
