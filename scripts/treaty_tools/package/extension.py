"""How a package of another subject goes beyond the contract: terms, columns and tables of its own."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

Contract = dict[str, dict[str, Any]]
Terms = Mapping[str, Mapping[str, str | None]]

NAME = re.compile("[a-z][a-z0-9_]*")
"""What a table or a column of a package's own may be called."""
NOTHING: Mapping[str, Any] = {"schema": {"fields": [], "primaryKey": []}}
"""The contract of a table that it does not know."""


class Reference(NamedTuple):
    """A foreign key: columns of a table that together name a row of a table, by columns of that."""

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]

    def __str__(self) -> str:
        """Return the key for a message."""
        return f"from {', '.join(self.columns)} to {self.parent}.{', '.join(self.parent_columns)}"


def with_vocabularies(compiled: Mapping[str, Any], own: Mapping[str, Terms]) -> dict[str, Any]:
    """Return a compiled contract in which a project's own terms stand in place of ours, column by column."""
    tables = dict(compiled["tables"])
    for column, terms in own.items():
        table, _, name = column.partition(".")
        categories = [{"value": term, "label": meaning["definition"]} for term, meaning in terms.items()]
        tables[table] = with_field(tables[table], name, closed(list(terms), categories))
    return {**compiled, "tables": tables, "vocabularies": {**compiled["vocabularies"], **own}}


def of_package(contract: Contract, resources: Mapping[str, Mapping[str, Any]]) -> Contract:
    """Return the contract that a package keeps: ours, with the terms, columns and tables that it declares.

    ``resources`` are tables in whose description ``descriptor`` found nothing wrong, by name.
    """
    others = [name for name in resources if name not in contract]
    declared = {
        name: own_table(contract.get(name, NOTHING), resources[name]) if name in resources else contract[name]
        for name in (*contract, *others)
    }
    for name in resources:
        declared[name] |= keys(declared, name, resources[name]["schema"])
    return declared


def own_table(table: Mapping[str, Any], resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return one table of the contract with the terms, constraints and columns that a resource declares beyond it."""
    schema = resource["schema"]
    declared = {field["name"]: field for field in schema["fields"]}
    known = [narrowed(field, declared.pop(field["name"])) for field in table["schema"]["fields"]]
    key = listed(schema.get("primaryKey", []))
    own = [own_field(field, field["name"] in key) for field in declared.values()]
    return {**table, "schema": {**table["schema"], "fields": [*known, *own], "primaryKey": key}}


def narrowed(field: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """Return a column of the contract with a package's own terms, and with constraints that it adds."""
    given = declared.get("constraints", {})
    ours = {name: value for name, value in field["constraints"].items() if value is not False}
    kept = {**field, "constraints": {"required": False, **given, **ours}}
    if field.get("closed_by"):
        declared_terms = set(given["enum"])
        kept["constraints"]["enum"] = [term for term in ours["enum"] if term in declared_terms]
    if field.get("extendable"):
        terms = closed(given["enum"], declared.get("categories"))
        kept["constraints"] |= terms["constraints"]
        kept["categories"] = terms["categories"]
    return kept


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


def own_field(field: Mapping[str, Any], is_key: bool) -> dict[str, Any]:
    """Return a package's own column with its constraints; text of its own is text in one line, keys are never empty."""
    given = field.get("constraints", {})
    constraints = {"required": False, **given} | ({"required": True} if is_key else {})
    own = {"name": field["name"], "type": field["type"], "constraints": constraints}
    if own["type"] == "string" and not {"pattern", "enum"} & constraints.keys():
        own["notation"] = "text"
    return own


def keys(tables: Contract, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with the keys that its description declares beside the primary one.

    ``foreignKeys`` has at most one for each column, which leads to the key of a table, so that exports can hold it;
    ``references`` has all others.
    """
    kept = dict(tables[name]["schema"])
    known = [reference_of(key, name) for key in kept.get("foreignKeys", [])]
    taken = {key.columns for key in known if key}
    foreign, others = list(kept.get("foreignKeys", [])), []
    for key in dict.fromkeys(reference_of(key, name) for key in schema.get("foreignKeys", [])):
        if key is None or key in known or key.parent not in tables:
            continue
        if len(key.columns) == 1 and key.columns not in taken and list(key.parent_columns) == _key(tables, key.parent):
            taken.add(key.columns)
            foreign.append(as_foreign_key(key))
        else:
            others.append(key)
    declared = {"foreignKeys": foreign, "uniqueKeys": schema.get("uniqueKeys", [])}
    return {"schema": kept | {name: listed for name, listed in declared.items() if listed}, "references": others}


def reference_of(key: object, table: str) -> Reference | None:
    """Return a foreign key of a table, None if it is not written as one."""
    match key:
        case {"fields": columns, "reference": {"fields": parent_columns, **others}}:
            parent = others.get("resource") or table
            names, parent_names = listed(columns), listed(parent_columns)
            if names and len(names) == len(parent_names) and isinstance(parent, str):
                return Reference(tuple(names), parent, tuple(parent_names))
    return None


def as_foreign_key(reference: Reference) -> dict[str, Any]:
    """Return a reference as a descriptor writes it."""
    return {
        "fields": list(reference.columns),
        "reference": {"resource": reference.parent, "fields": list(reference.parent_columns)},
    }


def listed(names: object) -> list[str]:
    """Return the names that a key gives, alone or in a list; none if it gives something else."""
    found = [names] if isinstance(names, str) else names
    return found if isinstance(found, list) and all(isinstance(name, str) for name in found) else []


def _key(tables: Contract, name: str) -> list[str]:
    return list(tables[name]["schema"]["primaryKey"])
