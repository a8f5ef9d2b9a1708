"""Which columns refer to which tables, as the foreign keys of a contract say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .extension import reference_of


@dataclass(frozen=True)
class Link:
    """A column that holds keys of a table."""

    table: str
    column: str
    target: str
    derived: bool
    """Whether the build derives the column, as it does the article to read first."""


def links(contract: Mapping[str, Any]) -> Iterator[Link]:
    """Yield every column of a contract that refers to a table by itself, in the order of the contract."""
    for table, described in contract.items():
        derived = {field["name"] for field in described["schema"]["fields"] if field.get("derived")}
        for key in described["schema"].get("foreignKeys", []):
            reference = reference_of(key, table)
            if reference and len(reference.columns) == 1:
                (column,) = reference.columns
                yield Link(table, column, reference.parent, column in derived)
