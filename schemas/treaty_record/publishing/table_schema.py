"""Compile each pandera model to a table of the contract, so that checking a package need not load the models.

``treaty build`` writes the result to a file next to the code.
"""

from typing import Any

from pandera.api.checks import Check

from ..contract import Column, Contract, Reference, TableSchema, by_name
from ..contract_json import MARKS
from ..tables.models import TABLES, vocabularies
from ..tables.table import Table, foreign_keys, primary_key
from ..values import edtf, figure
from ..values.patterns import LANGUAGE, TEXT, VERBATIM

PATTERNS = {"edtf": edtf.PATTERN, "figure": figure.PATTERN, "language_tag": LANGUAGE}
"""The pattern that comes nearest to a check: whether a language tag is registered, no pattern can say."""
FIELD_TYPES = {"String": "string", "Date": "date", "Int64": "integer", "Float64": "number", "Boolean": "boolean"}


def compiled() -> Contract:
    """Return the whole contract, compiled from the models."""
    return Contract({name: table_schema(name, model) for name, model in TABLES.items()}, vocabularies())


def table_schema(name: str, model: type[Table]) -> TableSchema:
    """Return the table that a model defines.

    Raises NotImplementedError for a check that Table Schema cannot express.
    """
    schema = model.to_schema()
    if schema.checks:
        raise NotImplementedError(f"no Table Schema constraint for checks across columns of {model.__name__}")
    return TableSchema(
        name=name,
        columns=by_name(column(name, described) for name, described in schema.columns.items()),
        key=tuple(primary_key(model)),
        title=name.capitalize(),
        description=(model.__doc__ or "").strip(),
        foreign_keys=tuple(
            Reference((column,), parent, tuple(primary_key(TABLES[parent])))
            for column, parent in foreign_keys(model).items()
        ),
    )


def column(name: str, described: Any) -> Column:
    """Return a column from its description by pandera."""
    marks = described.metadata or {}
    constraints: dict[str, Any] = {}
    for check in described.checks:
        constraints |= constraint(check)
    return Column(
        name=name,
        type=FIELD_TYPES[str(described.dtype)],
        description=described.description,
        required=not described.nullable,
        unique=described.unique,
        meanings={term: meaning.definition for term, meaning in marks.get("vocabulary", {}).items()},
        **constraints,
        **{mark: marks[mark] for mark in MARKS if marks.get(mark)},
    )


def constraint(check: Check) -> dict[str, Any]:
    """Return a pandera check as constraints of a column.

    Raises NotImplementedError for a check that Table Schema cannot express.
    """
    statistics = check.statistics or {}
    match check.name:
        case "isin":
            return {"enum": tuple(statistics["allowed_values"])}
        case "str_matches":
            return {"pattern": whole(statistics["pattern"])}
        case "greater_than_or_equal_to":
            return {"limits": {"minimum": statistics["min_value"]}}
        case "free_text":
            return {"pattern": whole(VERBATIM if statistics["verbatim"] else TEXT)}
        case "edtf" | "figure" | "language_tag":
            return {"pattern": whole(PATTERNS[check.name])}
        case "nfc" | "not_empty":  # to Table Schema, an empty string is a missing value
            return {}
        case _:
            raise NotImplementedError(f"no Table Schema constraint for the check {check.name}")


def whole(pattern: str) -> str:
    """Return a pattern without the anchors that Table Schema implies.

    Raises NotImplementedError for a pattern without them, with which pandera would accept more than Table Schema.
    """
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise NotImplementedError(f"the pattern {pattern} does not match whole values: write ^...$")
    return pattern[1:-1]
