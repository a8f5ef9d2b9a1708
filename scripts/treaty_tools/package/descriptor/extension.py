"""How a package of another subject goes beyond the contract: terms, columns and tables of its own."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from treaty_record.contract import Column, Contract, TableSchema, by_name
from treaty_record.contract_json import column_from, names_from, reference_from
from treaty_record.tables.term import Terms

Json = Mapping[str, Any]

NAME = re.compile("[a-z][a-z0-9_]*")
"""What a table or a column of a package's own may be called."""


def with_vocabularies(contract: Contract, own: Mapping[str, Terms]) -> Contract:
    """Return the contract in which a project's own terms stand in place of ours, column by column."""
    tables = dict(contract.tables)
    for place, terms in own.items():
        table, _, name = place.partition(".")
        meanings = {term: meaning.definition for term, meaning in terms.items()}
        column = replace(tables[table].columns[name], enum=tuple(terms), meanings=meanings)
        tables[table] = tables[table].with_columns(column)
    return Contract(tables, {**contract.vocabularies, **own})


def of_package(contract: Contract, resources: Mapping[str, Json]) -> Contract:
    """Return the contract that a package keeps: ours, with the terms, columns and tables that it declares.

    ``resources`` are tables in whose description ``descriptor`` found nothing wrong, by name.
    """
    declared = dict(contract.tables)
    for name, resource in resources.items():
        declared[name] = own_table(declared.get(name) or TableSchema(name), resource)
    for name, resource in resources.items():
        declared[name] = with_keys(declared, name, resource["schema"])
    return replace(contract, tables=declared)


def own_table(table: TableSchema, resource: Json) -> TableSchema:
    """Return one table of the contract with the texts, terms, constraints and columns that a resource declares.

    A table without a title gets its name, one without a description its title.
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
    """Return a column of the contract with a package's own texts and terms, and with constraints that it adds."""
    enum, meanings = column.enum or declared.enum, column.meanings
    if column.closed_by:
        kept = set(declared.enum)
        enum = tuple(term for term in column.enum if term in kept)
    if column.extendable:  # without a label, a term means itself
        enum = declared.enum
        meanings = {term: declared.meanings.get(term) or term for term in map(str, enum)}
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
    """Return a package's own column: keys are never empty, and text without a pattern or terms is text in one line."""
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
    """Return a table with the keys that its description declares beside the primary one."""
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
