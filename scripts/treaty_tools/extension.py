"""How a package of another subject goes beyond the contract: terms, columns and tables of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from treaty_record.reading import TYPES

Contract = dict[str, dict[str, Any]]
Terms = Mapping[str, Mapping[str, str | None]]

NAME = re.compile("[a-z][a-z0-9_]*")
"""What a table or a column of a package's own may be called."""
NOTHING: Mapping[str, Any] = {"schema": {"fields": [], "primaryKey": []}}
"""The contract of a table that it does not know."""
CONSTRAINTS = ("required", "unique", "enum", "pattern", "minimum")
"""Constraints of a package's own columns that are checked."""


def with_vocabularies(compiled: Mapping[str, Any], own: Mapping[str, Terms]) -> dict[str, Any]:
    """Return a compiled contract in which a project's own terms stand in place of ours, column by column."""
    tables = dict(compiled["tables"])
    for column, terms in own.items():
        table, _, name = column.partition(".")
        categories = [{"value": term, "label": meaning["definition"]} for term, meaning in terms.items()]
        tables[table] = with_field(tables[table], name, closed(list(terms), categories))
    return {**compiled, "tables": tables, "vocabularies": {**compiled["vocabularies"], **own}}


def of_package(contract: Contract, resources: Sequence[Mapping[str, Any]]) -> Contract:
    """Return the contract that a package keeps: ours, with the terms, columns and tables that its descriptor declares.

    What is not declared as it should be is left out here; ``descriptor`` says so.
    """
    named = {str(resource.get("name")): resource for resource in resources}
    kept = {name: own_table(table, named.get(name, {})) for name, table in contract.items()}
    others = [name for name in named if name not in contract and NAME.fullmatch(name)]
    own = {name: own_table(NOTHING, named[name]) for name in others}
    declared = kept | {name: table for name, table in own.items() if table["schema"]["fields"]}
    for name in own.keys() & declared.keys():
        declared[name]["schema"]["foreignKeys"] = list(own_references(named[name], declared, name))
    return declared


def own_table(table: Mapping[str, Any], resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return one table of the contract with the terms and columns that a resource declares beyond it."""
    known = {field["name"]: field for field in table["schema"]["fields"]}
    kept = dict(table)
    for field in fields(resource):
        name, terms = field["name"], enumeration(field)
        if name in known and known[name].get("extendable") and terms:
            kept = with_field(kept, name, closed(terms, field.get("categories")))
    columns = [own_field(field) for field in fields(resource) if is_own(field) and field["name"] not in known]
    schema = {**kept["schema"], "fields": [*kept["schema"]["fields"], *columns]}
    given = resource.get("schema")
    if not known and isinstance(given, dict):
        schema |= own_keys(given, {column["name"] for column in columns})
    return {**kept, "schema": schema}


def with_field(table: Mapping[str, Any], name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with one field's terms changed."""
    changed = [
        {**field, **changes, "constraints": {**field["constraints"], **changes["constraints"]}}
        if field["name"] == name
        else field
        for field in table["schema"]["fields"]
    ]
    return {**table, "schema": {**table["schema"], "fields": changed}}


def closed(terms: list[str], categories: object) -> dict[str, Any]:
    """Return what closes a field to some terms; without categories that say what they mean, each means itself."""
    meant = (
        {c["value"]: c["label"] for c in categories if isinstance(c, dict) and _is_label(c)}
        if isinstance(categories, list)
        else {}
    )
    labelled = [{"value": term, "label": meant.get(term) or term} for term in terms]
    return {"constraints": {"enum": terms}, "categories": labelled}


def _is_label(category: Mapping[str, object]) -> bool:
    """Tell whether a category says in text what a term means."""
    return isinstance(category.get("value"), str) and isinstance(category.get("label"), str)


def fields(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a resource's schema that are fields with a name."""
    schema = resource.get("schema")
    found = schema.get("fields") if isinstance(schema, dict) else None
    for field in found if isinstance(found, list) else []:
        if isinstance(field, dict) and isinstance(field.get("name"), str):
            yield field


def is_own(field: Mapping[str, Any]) -> bool:
    """Tell whether a field is one that a package may have beyond the contract."""
    return own_fault(field) is None


def own_fault(field: Mapping[str, Any]) -> str | None:
    """Return why a field cannot be a package's own column, None where it can."""
    name, given = field["name"], field.get("constraints", {})
    if not NAME.fullmatch(name):
        return f"has a column {name!r}, which is not lower-case letters, digits and underscores"
    if field.get("type") not in list(TYPES):  # a stranger's type may be anything, also what has no hash
        return f"has {name} as {named_type(field)}, which is none of {', '.join(TYPES)}"
    if not isinstance(given, dict):
        return f"has constraints of {name} that are no table"
    if "enum" in given and not (field["type"] == "string" and enumeration(field)):
        return f"closes {name} to something else than a list of texts"
    if "minimum" in given and (type(given["minimum"]) is not int or field["type"] != "integer"):
        return f"gives {name} a minimum that is no whole number, or of no whole number"
    if "pattern" in given and not (field["type"] == "string" and is_pattern(given["pattern"])):
        return f"gives {name} a pattern that is no regular expression, or of no text"
    return None


def named_type(field: Mapping[str, Any]) -> str:
    """Return the type that a field has, for a message."""
    given = field.get("type", "nothing")
    return given if isinstance(given, str) else "something that is no text"


def is_pattern(pattern: object) -> bool:
    """Tell whether something is a regular expression that runs in linear time (Rust's, as polars has them)."""
    return isinstance(pattern, str) and _compiles(pattern)


@lru_cache(1000)
def _compiles(pattern: str) -> bool:
    try:
        return pl.Series(["x"]).str.contains(f"^(?:{pattern})$").len() == 1
    except pl.exceptions.PolarsError:
        return False


def enumeration(field: Mapping[str, Any]) -> list[str]:
    """Return the terms to which a descriptor closes a field, none where it does not."""
    constraints = field.get("constraints")
    terms = constraints.get("enum") if isinstance(constraints, dict) else None
    return list(terms) if isinstance(terms, list) and all(map(_is_text, terms)) else []


def _is_text(term: object) -> bool:
    """Tell whether a term is text that UTF-8 can hold: JSON can name halves of a surrogate pair."""
    return isinstance(term, str) and not re.search("[\ud800-\udfff]", term)


def own_field(field: Mapping[str, Any]) -> dict[str, Any]:
    """Return a package's own column with the constraints that are checked; text of its own is text in one line."""
    given = field.get("constraints")
    constraints = {name: given[name] for name in CONSTRAINTS if name in given} if isinstance(given, dict) else {}
    own = {"name": field["name"], "type": field["type"], "constraints": {"required": False, **constraints}}
    if own["type"] == "string" and not {"pattern", "enum"} & constraints.keys():
        own["notation"] = "text"
    return own


def own_keys(schema: Mapping[str, Any], columns: set[str]) -> dict[str, Any]:
    """Return the keys of a package's own table, as far as they name its columns."""
    key = schema.get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    return {"primaryKey": key if isinstance(key, list) and set(map(str, key)) <= columns else []}


def own_references(resource: Mapping[str, Any], tables: Contract, name: str) -> Iterator[dict[str, Any]]:
    """Yield the foreign keys of a package's own table that lead from one column to the key of a table."""
    columns = {field["name"] for field in tables[name]["schema"]["fields"]}
    given = resource["schema"].get("foreignKeys", [])
    for key in given if isinstance(given, list) else []:
        reference = key.get("reference") if isinstance(key, dict) else None
        if not isinstance(reference, dict):
            continue
        column, parent = _one(key.get("fields")), reference.get("resource") or name
        if column not in columns or not isinstance(parent, str):
            continue
        if parent in tables and [_one(reference.get("fields"))] == _key(tables, parent):
            yield {"fields": [column], "reference": {"resource": parent, "fields": _key(tables, parent)}}


def _one(names: object) -> str | None:
    """Return the one name that a key gives, alone or in a list; None where it gives something else."""
    name = names[0] if isinstance(names, list) and len(names) == 1 else names
    return name if isinstance(name, str) else None


def _key(tables: Contract, name: str) -> list[str]:
    return list(tables[name]["schema"]["primaryKey"])
