"""The constraints that a column may have, and their valid values: each is either checked or rejected by name."""

import math
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from treaty_record.contract import TYPES, Column
from treaty_record.contract_json import constraints_json

from .fault import TRUTH, At, Fault, Kind, differs, misspelt, same, shown, unexpected
from .package_properties import needs_version_two

RULE = "schema"
TYPES_OF = {
    "required": tuple(TYPES),
    "unique": tuple(TYPES),
    "enum": tuple(TYPES),
    "pattern": ("string",),
    "minLength": ("string",),
    "maxLength": ("string",),
    "minimum": ("integer", "number", "date"),
    "maximum": ("integer", "number", "date"),
    "exclusiveMinimum": ("integer", "number", "date"),
    "exclusiveMaximum": ("integer", "number", "date"),
}
"""The constraints of Table Schema v2, and the column types that they apply to."""
VERSION_TWO = ("exclusiveMinimum", "exclusiveMaximum")
_LARGEST = 2**63


def is_value(value: object, type_: str) -> bool:
    """Return whether a JSON value is a valid value of a column type."""
    match type_:
        case "string":
            return isinstance(value, str)
        case "integer":
            return type(value) is int and -_LARGEST <= value < _LARGEST
        case "number":
            return type(value) in (int, float) and is_finite(value)
        case "boolean":
            return isinstance(value, bool)
    return isinstance(value, str) and is_day(value)


def is_finite(value: Any) -> bool:
    """Return whether a number is neither infinite nor too large for a float."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


@lru_cache(1000)
def is_day(text: str) -> bool:
    """Return whether a text is a day such as 2024-11-12."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_pattern(pattern: object) -> bool:
    """Return whether a value is a regular expression with the same meaning in polars (Rust) and in Python."""
    return isinstance(pattern, str) and _compiles(pattern)


@lru_cache(1000)
def _compiles(pattern: str) -> bool:
    try:
        pl.Series(["x"]).str.contains(f"^(?:{pattern})$")
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Python warns about syntax that other engines read as set operations
            re.compile(f"^(?:{pattern})$")
            re.compile(f"^{pattern}$")
    except (pl.exceptions.PolarsError, re.error, Warning, RecursionError, OverflowError):
        return False
    return True


def _is_enum(value: object, type_: str) -> bool:
    """Return whether a value is a list of distinct values of a type."""
    if not isinstance(value, list) or not value or not all(is_value(item, type_) for item in value):
        return False
    return len(set(value)) == len(value)


def kinds(type_: str) -> dict[str, Kind]:
    """Return the valid values of each constraint for a column type."""
    of_type = {
        "string": "text",
        "integer": "a whole number of 64 bits",
        "number": "a number",
        "date": "a day such as 2024-11-12",
    }
    value = Kind(of_type.get(type_, "true or false"), lambda value: is_value(value, type_))
    length = Kind("a whole number from 0", lambda value: is_value(value, "integer") and value >= 0)
    bounds = dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), value)
    return bounds | {
        "required": TRUTH,
        "unique": TRUTH,
        "enum": Kind(f"a list of distinct values, each {value.expected}", lambda value: _is_enum(value, type_)),
        "pattern": Kind("a regular expression that Python and Rust read alike", is_pattern),
        "minLength": length,
        "maxLength": length,
    }


def constraint_faults(
    given: object, type_: str, at: At, contract: Mapping[str, Any], version_one: bool
) -> Iterator[Fault]:
    """Yield the errors in a column's constraints; ``contract`` has those that need no check here."""
    if not isinstance(given, dict):
        yield Fault(at, unexpected(given, "an object"), RULE)
        return
    yield from misspelt(given, TYPES_OF, at, RULE)
    expected = kinds(type_)
    for name, value in given.items():
        here = (*at, name)
        if name in contract and same(value, contract[name]):
            continue
        if name not in TYPES_OF:
            yield Fault(here, f"is not a constraint that is supported; there are {', '.join(TYPES_OF)}", RULE)
        elif type_ not in TYPES_OF[name]:
            yield Fault(here, f"is not a constraint of a column of type {shown(type_)}", RULE)
        elif not expected[name].holds(value):
            yield Fault(here, unexpected(value, expected[name].expected), RULE)
        elif name in VERSION_TWO and version_one:
            yield Fault(here, needs_version_two("an exclusive bound"), RULE)


def _adds_terms(column: Column, given: dict[str, Any]) -> bool:
    """Return whether a column may have more terms than the contract's, and starts with those."""
    terms = given.get("enum")
    return (
        (column.extendable or column.lists_tables)
        and isinstance(terms, list)
        and terms[: len(column.enum)] == list(column.enum)
    )


def contradictions(column: Column, given: dict[str, Any], at: At) -> Iterator[Fault]:
    """Yield the constraints of a contract column that contradict the contract's, or that cannot be added to them."""
    for name, wanted in constraints_json(column).items():
        own_terms = name == "enum" and (_adds_terms(column, given) or column.closed_by)
        if wanted is False or (own_terms and name in given):
            continue
        if name not in given:
            yield Fault((*at, name), f"is missing; the contract has {shown(wanted)}", RULE)
        elif not same(given[name], wanted):
            message = differs(given[name], wanted)
            yield Fault((*at, name), message, RULE)
    if column.derived and given.get("required") is True and not column.required:
        yield Fault((*at, "required"), "true differs from the contract, which leaves derived cells empty", RULE)
