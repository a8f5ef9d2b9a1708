"""What every flat table has in common: its columns, described, and the frame that holds them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

Tables = Mapping[str, pl.DataFrame]
"""The typed tables of a package, by name."""
LIST = "; "
"""What stands between several names in one cell."""


@dataclass(frozen=True)
class Flat:
    """A table made from the others for people who will not join them."""

    name: str
    title: str
    description: str
    key: str
    fields: tuple[Mapping[str, str], ...]
    """Name, type and description of each column, as Table Schema has them."""
    make: Callable[[Tables], pl.DataFrame]

    def __call__(self, tables: Tables) -> pl.DataFrame:
        """Return the table made from a package's typed tables; its columns are those of ``schema``."""
        return self.make(tables).select(field["name"] for field in self.fields)

    def schema(self) -> dict[str, Any]:
        """Return its Table Schema."""
        return {"fields": [dict(field) for field in self.fields], "missingValues": [""], "primaryKey": [self.key]}


def text(name: str, description: str) -> dict[str, str]:
    """Return a column of text."""
    return {"name": name, "type": "string", "description": description}


def day(name: str, description: str) -> dict[str, str]:
    """Return a column of days."""
    return {"name": name, "type": "date", "description": description}


def number(name: str, description: str) -> dict[str, str]:
    """Return a column of whole numbers."""
    return {"name": name, "type": "integer", "description": description}


def truth(name: str, description: str) -> dict[str, str]:
    """Return a column of true and false."""
    return {"name": name, "type": "boolean", "description": description}


def listed(frame: pl.DataFrame, key: str, value: str) -> pl.DataFrame:
    """Return each key once, with its values in their order as one text; ``frame`` has no nulls."""
    return frame.group_by(key).agg(pl.col(value).str.join(LIST))
