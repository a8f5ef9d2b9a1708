"""Generate a JSON Schema for each kind of source file, so that editors can complete and check them."""

from typing import Any

from ..contract import Column, Contract
from ..contract_json import LIMITS
from ..values.patterns import SLUG
from . import quotation
from .source_layout import ALWAYS_TYPED, CITED_CELLS, CITED_ROWS, NAMED, PACKAGE_TEXTS, own_tables, typed_columns

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROW = r"^[a-z][a-z0-9_]*/[a-z0-9.\-]+$"
PARAGRAPHS = "^p[1-9][0-9]*(?:-[1-9][0-9]*)?$"
"""A paragraph of an article's body, or several."""

Schema = dict[str, Any]


def source_schemas(contract: Contract) -> dict[str, Schema]:
    """Return the schema of each kind of source file, by the name of the kind."""
    ids = {"type": "array", "items": {"type": "string", "pattern": f"^{SLUG}$"}, "minItems": 1}
    relations = map(str, contract.tables["relations"].columns["relation"].enum)
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
        "vocabulary": document(vocabulary(contract)),
        "retirements": document({"type": "object", "patternProperties": {ROW: row(contract, "retirements")}}),
        "package": document(
            closed({"package": about(), "columns": own_columns(contract), "tables": by_name(own_table())})
            | {"required": ["package"]}
        ),
        **{name: document(own_rows(contract, name)) for name in own_tables(contract)},
    }


def vocabulary(contract: Contract) -> Schema:
    """Return the schema of a package's own terms, by the column that has them."""
    own = {
        f"{table}.{column.name}": column
        for table, column in contract.columns()
        if column.own_terms or column.extendable
    }
    return closed({place: terms(column) for place, column in sorted(own.items())})


def terms(column: Column) -> Schema:
    """Return the schema of the terms that a package defines for a column."""
    meaning: Schema = {key: {"type": "string", "minLength": 1} for key in ("definition", "unit", "plover")}
    required = ["definition"]
    if column.extendable:
        meaning["broader"] = {"enum": list(column.enum)}
        required.append("broader")
    term = closed(meaning) | {"required": required}
    return {"type": "object", "description": column.description, "minProperties": 1, "additionalProperties": term}


def own_rows(contract: Contract, name: str) -> Schema:
    """Return the schema of the register of a table that the package adds."""
    rows = row(contract, name)
    if len(contract.tables[name].key) == 1:
        return by_slug(rows)
    return closed({name: {"type": "array", "items": rows}})


def own_columns(contract: Contract) -> Schema:
    """Return the schema of ``[columns.TABLE.COLUMN]``, the columns that a package adds to tables of the contract."""
    added = by_name(own_column())
    return closed({name: added for name in contract.tables if name not in ("citations", "vocabulary")})


def own_table() -> Schema:
    """Return the schema of ``[tables.TABLE]``, a table that a package adds."""
    texts = {"title": {"type": "string"}, "description": {"type": "string"}}
    key = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    return closed({**texts, "key": key, "columns": by_name(own_column())}) | {
        "required": ["description", "key", "columns"]
    }


def own_column() -> Schema:
    """Return the schema of a column that a package adds."""
    texts = {key: {"type": "string"} for key in ("title", "description", "pattern", "references")}
    types = {"enum": ["string", "integer", "number", "date", "boolean"]}
    truths = {key: {"type": "boolean"} for key in ("required", "unique")}
    limits: Schema = {key: {} for key in LIMITS}
    return closed({"type": types, **texts, **truths, "enum": {"type": "array", "minItems": 1}, **limits}) | {
        "required": ["description"]
    }


def by_name(schema: Schema) -> Schema:
    """Return the schema of a table of tables, each under the name of a table or column."""
    return {"type": "object", "patternProperties": {"^[a-z][a-z0-9_]*$": schema}, "additionalProperties": False}


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
    if column.type == "date":
        schema |= {"type": "string", "format": "date"}
    if column.closed:
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
        "method": {
            "type": "array",
            "items": {"type": "string"},
            "description": "How the package is made, in sentences or short paragraphs, for its page about itself.",
        },
        "findings": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What the package shows, for its first page.",
        },
    }
    required = ["name", "title", "version", "licenses", "quotation"]
    return closed({**texts, **lists, "quotation": quotation.policy()}) | {"required": required}
