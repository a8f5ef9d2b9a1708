"""Check how a descriptor declares a column: its type, the format of its cells, its constraints and its terms."""

import re
from collections.abc import Iterator
from typing import Any

from treaty_record.contract import TYPES, Column
from treaty_record.contract_json import MARKS, categories_json, constraints_json
from treaty_record.extension import NAME

from .constraints import RULE, TYPES_OF, constraint_faults, contradictions, is_value
from .fault import TEXT, TRUTH, At, Fault, Kind, differs, misspelt, one_of, same, shown, unexpected, wrong_kinds
from .package_properties import needs_version_two

PROPERTIES = {
    "title": TEXT,
    "description": TEXT,
    "rdfType": TEXT,
    "trueValues": Kind("['true']", lambda value: same(value, ["true"])),
    "falseValues": Kind("['false']", lambda value: same(value, ["false"])),
    "bareNumber": Kind("true", lambda value: value is True),
    "categoriesOrdered": TRUTH,
}
"""Properties that columns of every type may have; cells have only one format."""
EXAMPLES = {"integer": re.compile("-?[0-9]+"), "number": re.compile(r"-?[0-9]+(?:\.[0-9]+)?")}
"""Numbers as text."""
NOT_SUPPORTED = {
    **dict.fromkeys(("groupChar", "decimalChar"), "is not supported; numbers are written as 3000 or 2.5"),
    **dict.fromkeys(TYPES_OF, "belongs in constraints"),
}


def column_faults(field: dict[str, Any], at: At, contract: Column | None, version_one: bool) -> Iterator[Fault]:
    """Yield the errors in a column; ``contract`` is the contract's column, None for one that the package adds."""
    type_ = field.get("type")
    if contract is None and not NAME.fullmatch(field["name"]):
        yield Fault((*at, "name"), unexpected(field["name"], "lower-case letters, digits and underscores"), RULE)
    if contract is not None and type_ != contract.type:
        message = differs(type_, contract.type)
        yield Fault((*at, "type"), message, RULE)
    elif not isinstance(type_, str) or type_ not in TYPES:
        yield Fault((*at, "type"), unexpected(type_, f"one of {', '.join(TYPES)}"), RULE)
    else:
        yield from _typed_faults(field, type_, at, constraints_json(contract) if contract else {}, version_one)
        if contract is not None:
            yield from _faults_of_contract(field, contract, at)


def _typed_faults(
    field: dict[str, Any], type_: str, at: At, contract: dict[str, Any], version_one: bool
) -> Iterator[Fault]:
    """Yield the errors in the properties of a column whose type is known."""
    formats = ("default", "%Y-%m-%d") if type_ == "date" else ("default",)
    kinds = PROPERTIES | {"format": one_of(*formats)}
    yield from wrong_kinds(field, kinds, at, RULE)
    yield from (Fault((*at, name), why, RULE) for name, why in NOT_SUPPORTED.items() if name in field)
    if "missingValues" in field:
        yield from missing_value_faults(field["missingValues"], (*at, "missingValues"), version_one)
    if "example" in field and not is_example(field["example"], type_):
        yield Fault((*at, "example"), f"{shown(field['example'])} is not a value of type {shown(type_)}", RULE)
    yield from constraint_faults(field.get("constraints", {}), type_, (*at, "constraints"), contract, version_one)
    if "categories" in field:
        yield from category_faults(field, at)
    known = [*kinds, *NOT_SUPPORTED, *MARKS, "name", "type", "missingValues", "example", "constraints", "categories"]
    yield from misspelt(field, known, at, RULE)


def is_example(value: object, type_: str) -> bool:
    """Return whether a value is of a type, or a text that can be parsed as one."""
    if is_value(value, type_):
        return True
    match value:
        case "true" | "false":
            return type_ == "boolean"
        case str():
            return type_ in ("integer", "number") and bool(EXAMPLES[type_].fullmatch(value))
    return False


def missing_value_faults(given: object, at: At, version_one: bool) -> Iterator[Fault]:
    """Yield an error if missing values, in any form, are declared as anything but the empty cell."""
    match given:
        case [""]:
            return
        case [{"value": "", **others}] if is_label(others):
            if version_one:
                yield Fault(at, needs_version_two("a list of objects"), RULE)
        case _:
            yield Fault(at, f"{shown(given)} is not supported; expected [''], since only empty cells are missing", RULE)


def is_label(others: dict[Any, Any]) -> bool:
    """Return whether the properties of an object other than its value are at most a label."""
    return not others or (list(others) == ["label"] and isinstance(others["label"], str))


def category_faults(field: dict[str, Any], at: At) -> Iterator[Fault]:
    """Yield an error if the categories do not match the values of ``enum``."""
    here, constraints = (*at, "categories"), field.get("constraints", {})
    terms = constraints.get("enum") if isinstance(constraints, dict) else None
    values = category_values(field["categories"])
    if values is None:
        expected = "a list of values, or of objects with value and label"
        yield Fault(here, unexpected(field["categories"], expected), RULE)
    elif not isinstance(terms, list):
        yield Fault(here, "need constraints.enum with the same values, which is what is checked", RULE)
    elif missing := [term for term in terms if term not in values]:
        yield Fault(here, f"lack {shown(missing[0])}, a value of constraints.enum", RULE)


def category_values(categories: object) -> list[object] | None:
    """Return the values of categories, None if they are malformed."""
    if not isinstance(categories, list):
        return None
    values: list[object] = []
    for category in categories:
        match category:
            case {"value": str() | int() as value, **others} if is_label(others):
                values.append(value)
            case str() | int():
                values.append(category)
            case _:
                return None
    return values


def _faults_of_contract(field: dict[str, Any], contract: Column, at: At) -> Iterator[Fault]:
    """Yield each property of a column that differs from the contract's."""
    given = field.get("constraints", {})
    if isinstance(given, dict):
        yield from contradictions(contract, given, (*at, "constraints"))
    for name in MARKS:
        if name in field and not same(field[name], wanted := getattr(contract, name) or None):
            yield Fault((*at, name), differs(field[name], wanted), RULE)
    open_ = (
        contract.own_terms
        or contract.extendable
        or contract.lists_tables
        or contract.closed_by
        or not contract.meanings
    )
    if not open_ and "categories" in field and not same(field["categories"], categories_json(contract)):
        yield Fault((*at, "categories"), "differ from the contract's", RULE)
