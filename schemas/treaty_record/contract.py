"""The contract as types: which tables a package has, with which columns, keys and terms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from .tables.term import Terms

Value = str | int | bool
"""A value in a constraint, as JSON writes it: days are text."""
TYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "date": pl.Date(),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
}
"""The polars type of each Table Schema type that the tables use."""


@dataclass(frozen=True)
class Column:
    """A column: its type, what its cells may hold, and what they mean."""

    name: str
    type: str
    title: str = ""
    description: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[Value, ...] = ()
    """The only values that cells may have; empty if they may have others."""
    pattern: str | None = None
    limits: Mapping[str, str | int] = field(default_factory=dict)
    """Least and greatest values and lengths, by the names of these constraints in Table Schema."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """What each of the terms in ``enum`` means."""
    derived: bool = False
    """Whether the build works its cells out from others."""
    notation: str | None = None
    """What its text is written in: ``edtf``, ``figure``, ``language`` or plain ``text``."""
    form: str | None = None
    """Its pattern in words."""
    closed_by: str | None = None
    """Who maintains its terms, if not this project."""
    extendable: bool = False
    """Whether a package may have other terms."""


@dataclass(frozen=True)
class Reference:
    """A foreign key: columns of a table that together name a row of a table, by columns of that."""

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]

    def __str__(self) -> str:
        """Return the key for a message."""
        return f"from {', '.join(self.columns)} to {self.parent}.{', '.join(self.parent_columns)}"


@dataclass(frozen=True)
class TableSchema:
    """A table: its columns in order, by name, and its keys."""

    name: str
    columns: Mapping[str, Column] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    foreign_keys: tuple[Reference, ...] = ()
    """References that SQL can declare: at most one of each column, to the key of a table."""
    further_references: tuple[Reference, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """All foreign keys."""
        return self.foreign_keys + self.further_references

    @property
    def parents(self) -> dict[str, str]:
        """The table that each column refers to by a foreign key of its own."""
        return {key.columns[0]: key.parent for key in self.foreign_keys}

    @property
    def types(self) -> dict[str, str]:
        """The Table Schema type of each column."""
        return {name: column.type for name, column in self.columns.items()}

    @property
    def polars_schema(self) -> dict[str, pl.DataType]:
        """The polars type of each column."""
        return {name: TYPES[column.type] for name, column in self.columns.items()}

    def with_columns(self, *columns: Column) -> "TableSchema":
        """Return the table with some columns replaced, or added after the others."""
        return replace(self, columns={**self.columns, **by_name(columns)})


@dataclass(frozen=True)
class Contract:
    """What a package has to be: its tables in order, by name, and the terms of its closed columns."""

    tables: Mapping[str, TableSchema] = field(default_factory=dict)
    vocabularies: Mapping[str, Terms] = field(default_factory=dict)
    """The terms of each column that this project closes, by ``table.column``."""

    def columns(self) -> Iterator[tuple[str, Column]]:
        """Yield every column with the name of its table."""
        for table in self.tables.values():
            for column in table.columns.values():
                yield table.name, column


def by_name(columns: Iterable[Column]) -> dict[str, Column]:
    """Return columns by their names."""
    return {column.name: column for column in columns}
