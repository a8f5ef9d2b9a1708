"""The common form of the flat tables: described columns and the frame that has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from ..contract import Column, TableSchema, by_name

Tables = Mapping[str, pl.DataFrame]
"""The typed tables of a package, by name."""
LIST = "; "
"""Separator of several values in one cell."""


@dataclass(frozen=True)
class Flat:
    """A denormalised table that needs no joins."""

    name: str
    title: str
    description: str
    key: str
    fields: tuple[Column, ...]
    make: Callable[[Tables], pl.DataFrame]

    def __call__(self, tables: Tables) -> pl.DataFrame:
        """Return the table made from a package's typed tables, with the columns of ``schema``."""
        return self.make(tables).select(column.name for column in self.fields)

    @property
    def schema(self) -> TableSchema:
        """The columns and the key of the table."""
        return TableSchema(self.name, by_name(self.fields), (self.key,), self.title, self.description)


def text(name: str, description: str) -> Column:
    """Return a text column."""
    return Column(name, "string", description=description)


def day(name: str, description: str) -> Column:
    """Return a date column."""
    return Column(name, "date", description=description)


def number(name: str, description: str) -> Column:
    """Return an integer column."""
    return Column(name, "integer", description=description)


def quantity(name: str, description: str) -> Column:
    """Return a column of numbers that need not be whole."""
    return Column(name, "number", description=description)


def truth(name: str, description: str) -> Column:
    """Return a Boolean column."""
    return Column(name, "boolean", description=description)


def listed(frame: pl.DataFrame, key: str, value: str) -> pl.DataFrame:
    """Return each key once, with its values joined into one text in their order; ``frame`` has no nulls."""
    return frame.group_by(key).agg(pl.col(value).str.join(LIST))
