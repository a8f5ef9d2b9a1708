"""Rows of a table that came, went or have other cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from .columns import Kept

CHANGED = {"_row": pl.Int64, "column": pl.String, "old": pl.String, "new": pl.String}


@dataclass(frozen=True)
class Rows:
    """What became of the rows of a table."""

    added: pl.DataFrame
    """Rows of the newer release."""
    removed: pl.DataFrame
    """Rows of the older one."""
    ends: pl.DataFrame
    """For each row removed, retired_in, reason and replaced_by of its retirement, empty where there is none."""
    cells: pl.DataFrame
    """``_row`` in the newer release, key (a struct of texts), column, old and new text of each cell that is another."""
    moved: bool = False
    """Whether rows that both have stand in another order."""

    @cached_property
    def changed(self) -> int:
        """How many rows have a cell that is another."""
        return self.cells["_row"].n_unique()

    @cached_property
    def retired(self) -> pl.Series:
        """Which of the rows removed are retired."""
        return self.ends["retired_in"].is_not_null()

    @cached_property
    def replaced(self) -> pl.Series:
        """Which of the rows removed are retired in favour of another."""
        return self.retired & self.ends["replaced_by"].is_not_null()

    @property
    def dropped(self) -> pl.DataFrame:
        """The rows that are gone without a retirement."""
        return self.removed.filter(~self.retired)


def changed_cells(kept: Kept, places: pl.Series, key: Sequence[str]) -> pl.DataFrame:
    """Return the cells that are another, row by row, in the order of their columns, with their rows' keys.

    ``places`` says where in the newer version each of the rows stands that are kept.
    """
    cells = pl.concat([pl.DataFrame(schema=CHANGED), *_by_column(kept, key)]).sort("_row", maintain_order=True)
    keys = keys_of(kept.new.select(key)[cells["_row"]], key)
    return cells.select(places[cells["_row"]].alias("_row"), keys, "column", "old", "new")


def keys_of(rows: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Return the keys of rows, each a struct of texts."""
    return rows.select(pl.struct(pl.col(key).cast(pl.String)).alias("key")).to_series()


def _by_column(kept: Kept, key: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Yield, column by column, the cells that are another, as text, with their place among the rows that are kept."""
    for column in kept.after:
        if column in key or column not in kept.before:
            continue
        one, other = kept.old[column], kept.new[column]
        if one.dtype != other.dtype:
            one, other = one.cast(pl.String), other.cast(pl.String)
        differs = one.ne_missing(other)
        if differs.any():
            texts = [series.filter(differs).cast(pl.String) for series in (one, other)]
            rows = pl.DataFrame({"_row": differs.arg_true().cast(pl.Int64), "old": texts[0], "new": texts[1]})
            yield rows.select("_row", pl.lit(column).alias("column"), "old", "new")
