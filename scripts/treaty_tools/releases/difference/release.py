"""A package at one version, as it is compared with another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

ROW = ["row_table", "row_id"]
"""The columns of a retirement that name a row."""
ENDED = ["retired_in", "reason", "replaced_by"]
"""The columns of a retirement that say what became of it."""


@dataclass(frozen=True)
class Release:
    """A package at one version: its tables, with ``_row``, and what its descriptor declares of them."""

    version: str
    tables: Mapping[str, pl.DataFrame]
    contract: Mapping[str, Mapping[str, Any]]
    derived: frozenset[tuple[str, str]] = frozenset()
    """Table and name of each column that a build works out from others."""

    def types(self, table: str) -> dict[str, str]:
        """Return the type of each column of a table, none where the release does not have it."""
        fields = self.contract[table]["schema"]["fields"] if table in self.contract else []
        return {field["name"]: field["type"] for field in fields}

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's key."""
        return list(self.contract[table]["schema"]["primaryKey"]) if table in self.contract else []

    def retirements(self) -> pl.DataFrame:
        """Return the rows that are gone, as text, with ``_row``; none where the release knows none."""
        columns = [*ROW, *ENDED]
        frame = self.tables.get("retirements", pl.DataFrame(schema={"_row": pl.Int64}))
        missing = [pl.lit(None, pl.String).alias(name) for name in columns if name not in frame.columns]
        return frame.with_columns(missing).select(*columns, "_row")
