"""The columns that refer to other tables, according to the foreign keys of a contract."""

from collections.abc import Iterator
from dataclasses import dataclass

from treaty_record.contract import Contract


@dataclass(frozen=True)
class Link:
    """A column that contains keys of a table."""

    table: str
    column: str
    target: str
    derived: bool
    """Whether the build derives the column, as it does for the article to read first."""


def links(contract: Contract) -> Iterator[Link]:
    """Yield every column of a contract that is by itself a foreign key, in the order of the contract."""
    for table, schema in contract.tables.items():
        for reference in schema.foreign_keys:
            if len(reference.columns) == 1:
                (column,) = reference.columns
                yield Link(table, column, reference.parent, schema.columns[column].derived)
