"""Rows with the bounds of their dates and figures as they follow from how these are written."""

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl

from ..derive.bounds import claim_bounds, event_dates
from .checked_package import CheckedPackage
from .view import View

BOUNDED: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {"events": event_dates, "claims": claim_bounds}


def _with_bounds(package: CheckedPackage, table: str) -> pl.DataFrame:
    """Return the sound rows of a table with each bound, and each precision, as derived: its name prefixed by ``_``."""
    rows = package.sound(table)
    found = BOUNDED[table](rows)
    return rows.with_columns(*(found[name].alias(f"_{name}") for name in BOUND_COLUMNS[table]))


BOUND_COLUMNS = {
    "events": ("date_earliest", "date_latest", "date_precision"),
    "claims": (
        "figure_low",
        "figure_high",
        "as_of_earliest",
        "as_of_latest",
        "said_on_earliest",
        "said_on_latest",
    ),
}
"""The columns of bounds and precisions of each table, in order."""
WITH_BOUNDS = {table: View(table, partial(_with_bounds, table=table), kept=False) for table in BOUNDED}
"""The view of each table."""
