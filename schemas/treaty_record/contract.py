"""The contract as types: the tables of a package with their columns, keys and terms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from .tables.term import Terms
from .values.patterns import VERBATIM

Value = str | int | float | bool
"""A value in a constraint, as in JSON: days are text."""
TYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "date": pl.Date(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
}
"""The polars type of each Table Schema type that the tables use."""


@dataclass(frozen=True)
class Column:
    """A column: its type, the valid values of its cells, and their meaning."""

    name: str
    type: str
    title: str = ""
    description: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[Value, ...] = ()
    """The only valid values of cells; empty if there is no such restriction."""
    pattern: str | None = None
    limits: Mapping[str, str | int | float] = field(default_factory=dict, hash=False)
    """Minimum and maximum values and lengths, by the names of these constraints in Table Schema."""
    meanings: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The meaning of each term in ``enum``."""
    derived: bool = False
    """Whether the build derives its cells from others."""
    notation: str | None = None
    """The notation of its text: ``edtf``, ``figure``, ``language`` or plain ``text``."""
    form: str | None = None
    """Its pattern in words."""
    closed_by: str | None = None
    """Who maintains its terms, if not this project."""
    own_terms: bool = False
    """Whether all its terms are the package's own; a package may have none."""
    extendable: bool = False
    """Whether a package may add terms, each with the core term whose rules it follows."""

    lists_tables: bool = False
    """Whether its terms are tables, which a package's own tables may follow."""

    @property
    def closed(self) -> bool:
        """Return whether only its terms are valid, even if it has none."""
        return bool(self.enum) or self.own_terms

    @property
    def must_be_filled(self) -> bool:
        """Return whether every cell has a value; a derived cell is left to the rules that name what is missing."""
        return self.required and not self.derived

    @property
    def verbatim(self) -> bool:
        """Return whether it holds words that are not ours, such as titles and quotes."""
        return self.pattern == VERBATIM[1:-1]


@dataclass(frozen=True)
class Reference:
    """A foreign key: columns of a table that together identify a row by columns of another table, or of the same."""

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
    columns: Mapping[str, Column] = field(default_factory=dict, hash=False)
    key: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    foreign_keys: tuple[Reference, ...] = ()
    """References that SQL can declare: at most one for each column, to the key of a table."""
    further_references: tuple[Reference, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return all foreign keys."""
        return self.foreign_keys + self.further_references

    @property
    def parents(self) -> dict[str, str]:
        """Return the table that each column refers to by a single-column foreign key."""
        return {key.columns[0]: key.parent for key in self.foreign_keys}

    @property
    def types(self) -> dict[str, str]:
        """Return the Table Schema type of each column."""
        return {name: column.type for name, column in self.columns.items()}

    @property
    def polars_schema(self) -> dict[str, pl.DataType]:
        """Return the polars type of each column."""
        return {name: TYPES[column.type] for name, column in self.columns.items()}

    def with_columns(self, *columns: Column) -> "TableSchema":
        """Return the table with columns replaced by name, or appended if they are new."""
        return replace(self, columns={**self.columns, **by_name(columns)})


@dataclass(frozen=True)
class Contract:
    """The requirements for a package: its tables in order, by name, and the terms of its closed columns."""

    tables: Mapping[str, TableSchema] = field(default_factory=dict)
    vocabularies: Mapping[str, Terms] = field(default_factory=dict)
    """The terms of each column with a closed vocabulary in this project, by ``table.column``."""

    def columns(self) -> Iterator[tuple[str, Column]]:
        """Yield every column with the name of its table."""
        for table in self.tables.values():
            for column in table.columns.values():
                yield table.name, column


def by_name(columns: Iterable[Column]) -> dict[str, Column]:
    """Return columns by name."""
    return {column.name: column for column in columns}
