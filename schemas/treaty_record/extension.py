"""Extend the contract for a package on another subject: its own terms, columns and tables."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from .contract import Column, Contract, TableSchema, by_name
from .contract_json import column_from, names_from, reference_from
from .tables.term import Terms

Json = Mapping[str, Any]

NAME = re.compile("[a-z][a-z0-9_]*")
"""Valid names for tables and columns that a package adds."""


def with_vocabularies(contract: Contract, own: Mapping[str, Terms]) -> Contract:
    """Return the contract with a project's own terms, after those that the contract has for the same column."""
    tables, vocabularies = dict(contract.tables), dict(contract.vocabularies)
    for place, terms in own.items():
        table, _, name = place.partition(".")
        every = {**vocabularies.get(place, {}), **terms}
        meanings = {term: meaning.definition for term, meaning in every.items()}
        column = replace(tables[table].columns[name], enum=tuple(every), meanings=meanings)
        tables[table], vocabularies[place] = tables[table].with_columns(column), every
    return Contract(tables, vocabularies)


def without_terms(contract: Contract, places: Collection[str]) -> Contract:
    """Return the contract with any text in some columns, each as ``table.column``."""
    tables = dict(contract.tables)
    for place in places:
        table, _, name = place.partition(".")
        anything = replace(tables[table].columns[name], enum=(), meanings={}, own_terms=False)
        tables[table] = tables[table].with_columns(anything)
    return replace(contract, tables=tables)


def of_package(contract: Contract, resources: Mapping[str, Json]) -> Contract:
    """Return the contract that a package is validated against: ours, with the terms, columns and tables it declares.

    ``resources`` are the tables, by name, in whose declarations ``descriptor`` found no errors.
    """
    declared = dict(contract.tables)
    for name, resource in resources.items():
        declared[name] = own_table(declared.get(name) or TableSchema(name), resource)
    for name, resource in resources.items():
        declared[name] = with_keys(declared, name, resource["schema"])
    return replace(contract, tables=declared)


def own_table(table: TableSchema, resource: Json) -> TableSchema:
    """Return a table of the contract with the texts, terms, constraints and columns that a resource declares.

    The title defaults to the name, and the description to the title.
    """
    schema = resource["schema"]
    declared = {field["name"]: field for field in schema["fields"]}
    known = [narrowed(column, column_from(declared.pop(name))) for name, column in table.columns.items()]
    key = names_from(schema.get("primaryKey", []))
    own = [own_column(column_from(field), is_key=name in key) for name, field in declared.items()]
    title = resource.get("title") or table.title or table.name.capitalize()
    description = resource.get("description") or table.description or title
    return replace(table, columns=by_name([*known, *own]), key=key, title=title, description=description)


def narrowed(column: Column, declared: Column) -> Column:
    """Return a column of the contract with a package's own texts and terms, and with the constraints that it adds."""
    enum, meanings = column.enum or declared.enum, column.meanings
    if column.closed_by:
        kept = set(declared.enum)
        enum = tuple(term for term in column.enum if term in kept)
    if column.own_terms or column.extendable or column.lists_tables:  # a term without a label is its own meaning
        enum = declared.enum
        own = {term: declared.meanings.get(term) or term for term in map(str, enum)}
        meanings = {**own, **column.meanings}
    return replace(
        column,
        title=declared.title,
        description=declared.description or column.description,
        required=column.required or declared.required,
        unique=column.unique or declared.unique,
        enum=enum,
        pattern=column.pattern or declared.pattern,
        limits={**declared.limits, **column.limits},
        meanings=meanings,
    )


def own_column(declared: Column, *, is_key: bool) -> Column:
    """Return a column that a package adds: keys are required, and text without a pattern or terms is a single line."""
    free = declared.type == "string" and not (declared.pattern or declared.enum)
    return Column(
        name=declared.name,
        type=declared.type,
        title=declared.title,
        description=declared.description,
        required=declared.required or is_key,
        unique=declared.unique,
        enum=declared.enum,
        pattern=declared.pattern,
        limits=declared.limits,
        notation="text" if free else None,
    )


def with_keys(tables: Mapping[str, TableSchema], name: str, schema: Json) -> TableSchema:
    """Return a table with the unique and foreign keys that its schema declares."""
    table = tables[name]
    foreign, further = list(table.foreign_keys), []
    for key in dict.fromkeys(reference_from(key, name) for key in schema.get("foreignKeys", [])):
        if key is None or key in table.foreign_keys or key.parent not in tables:
            continue
        is_first = len(key.columns) == 1 and key.columns not in {other.columns for other in foreign}
        if is_first and key.parent_columns == tables[key.parent].key:
            foreign.append(key)
        else:
            further.append(key)
    unique = tuple(map(names_from, schema.get("uniqueKeys", [])))
    return replace(table, foreign_keys=tuple(foreign), further_references=tuple(further), unique_keys=unique)
