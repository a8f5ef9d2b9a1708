"""The common form of the flat tables: described columns and the frame that has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

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
    fields: tuple[Mapping[str, str], ...]
    """Name, type and description of each column, as Table Schema has them."""
    make: Callable[[Tables], pl.DataFrame]

    def __call__(self, tables: Tables) -> pl.DataFrame:
        """Return the table made from a package's typed tables, with the columns of ``schema``."""
        return self.make(tables).select(field["name"] for field in self.fields)

    def schema(self) -> dict[str, Any]:
        """Return the Table Schema of the table."""
        return {"fields": [dict(field) for field in self.fields], "missingValues": [""], "primaryKey": [self.key]}


def text(name: str, description: str) -> dict[str, str]:
    """Return a text column."""
    return {"name": name, "type": "string", "description": description}


def day(name: str, description: str) -> dict[str, str]:
    """Return a date column."""
    return {"name": name, "type": "date", "description": description}


def number(name: str, description: str) -> dict[str, str]:
    """Return an integer column."""
    return {"name": name, "type": "integer", "description": description}


def truth(name: str, description: str) -> dict[str, str]:
    """Return a Boolean column."""
    return {"name": name, "type": "boolean", "description": description}


def listed(frame: pl.DataFrame, key: str, value: str) -> pl.DataFrame:
    """Return each key once, with its values joined into one text in their order; ``frame`` has no nulls."""
    return frame.group_by(key).agg(pl.col(value).str.join(LIST))
