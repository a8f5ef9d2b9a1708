"""Generate a JSON Schema for each kind of source file, so that editors can complete and check them."""

from typing import Any

from ..contract import Column, Contract
from ..values.patterns import SLUG
from . import quotation
from .source_layout import ALWAYS_TYPED, CITED_CELLS, CITED_ROWS, NAMED, PACKAGE_TEXTS, typed_columns

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROW = r"^[a-z]+/[a-z0-9.\-]+$"
PARAGRAPHS = "^p[1-9][0-9]*(?:-[1-9][0-9]*)?$"
"""A paragraph of an article's body, or several."""

Schema = dict[str, Any]


def source_schemas(contract: Contract) -> dict[str, Schema]:
    """Return the schema of each kind of source file, by the name of the kind."""
    ids = {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}$"}, "minItems": 1}
    relations = contract.vocabularies["relations.relation"]
    names = by_slug(row(contract, "names"))
    other = row(contract, "relations", claim={"type": "string", "pattern": f"^{SLUG}$"})
    related = {"type": "array", "items": {"anyOf": [ids["items"], other]}, "minItems": 1}
    return {
        "actors": document(by_slug(row(contract, "actors", names=names))),
        "events": document(by_slug(register(contract, "events"))),
        "claims": document(by_slug(register(contract, "claims", relations=closed(dict.fromkeys(relations, related))))),
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


def register(contract: Contract, table: str, **nested: Schema) -> Schema:
    """Return the schema of a row in a register, where cells on which its citations agree may be left out or empty."""
    schema = row(contract, table, **nested)
    for name in schema["properties"].keys() - nested.keys() - {*ALWAYS_TYPED}:
        schema["properties"][name] = {"anyOf": [schema["properties"][name], {"const": ""}]}
    return schema | {"required": [name for name in schema["required"] if name in ALWAYS_TYPED]}


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
    cells = {
        key: {"type": "object", "patternProperties": {ROW: said}, "description": meaning}
        for key, meaning in CITED_CELLS.items()
    }
    return row(contract, "passages", **rows, **cells, **{NAMED: named(contract)})


def named(contract: Contract) -> Schema:
    """Return the schema of the names that a passage uses for actors."""
    kinds = list(contract.vocabularies["names.kind"])
    kinded = closed({"name": {"type": "string"}, "kind": {"enum": kinds}}) | {"required": ["name"]}
    name = {"anyOf": [{"type": "string"}, kinded]}
    described = "What the passage calls actors; a name's kind is given if it is not the actor's own or a translation."
    actors = {r"^actors/[a-z0-9.\-]+$": {"anyOf": [name, {"type": "array", "items": name, "minItems": 1}]}}
    return {"type": "object", "patternProperties": actors, "additionalProperties": False, "description": described}


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
