"""A package at one version, to be compared with another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from treaty_record.contract import Contract

from ...package.package import Package

ROW = ["row_table", "row_id"]
"""The columns of a retirement that identify a row."""
ENDED = ["retired_in", "reason", "replaced_by"]
"""The columns of a retirement that describe it."""


@dataclass(frozen=True)
class Release:
    """A package at one version: its tables, with ``_row``, and their declarations in its descriptor."""

    package: Package

    @property
    def version(self) -> str:
        """Return the version in the descriptor, empty if it has none."""
        return str(self.package.descriptor.get("version", ""))

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """Return the tables of the package."""
        return self.package.tables

    @property
    def contract(self) -> Contract:
        """Return the contract as the package declares it."""
        return self.package.contract

    @cached_property
    def derived(self) -> frozenset[tuple[str, str]]:
        """Return the table and name of each column that the descriptor declares as derived."""
        resources = (r for r in self.package.descriptor["resources"] if r.get("name") in self.tables)
        return frozenset(
            (str(resource["name"]), field["name"])
            for resource in resources
            for field in resource["schema"]["fields"]
            if field.get("derived") is True
        )

    def types(self, table: str) -> dict[str, str]:
        """Return the type of each column of a table, empty if the release does not have the table."""
        return self.contract.tables[table].types if table in self.contract.tables else {}

    def key(self, table: str) -> list[str]:
        """Return the columns of a table's key."""
        return list(self.contract.tables[table].key) if table in self.contract.tables else []

    def retirements(self) -> pl.DataFrame:
        """Return the retired rows, as text, with ``_row``; empty if the release has none."""
        columns = [*ROW, *ENDED]
        frame = self.tables.get("retirements", pl.DataFrame(schema={"_row": pl.Int64}))
        missing = [pl.lit(None, pl.String).alias(name) for name in columns if name not in frame.columns]
        return frame.with_columns(missing).select(*columns, "_row")
