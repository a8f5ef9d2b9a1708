"""The rows of a table that were added, removed or changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from treaty_record.values.number import as_text, texts

from .columns import Kept

CHANGED = {"_row": pl.Int64, "column": pl.String, "old": pl.String, "new": pl.String}


@dataclass(frozen=True)
class Rows:
    """The changes to the rows of a table."""

    added: pl.DataFrame
    """Rows of the newer release."""
    removed: pl.DataFrame
    """Rows of the older one."""
    ends: pl.DataFrame
    """For each removed row, retired_in, reason and replaced_by of its retirement, null if there is none."""
    cells: pl.DataFrame
    """``_row`` in the newer release, key (a struct of texts), column, old and new text of each changed cell."""
    moved: bool = False
    """Whether rows that are in both releases have changed order."""

    @cached_property
    def changed(self) -> int:
        """Return how many rows have a changed cell."""
        return self.cells["_row"].n_unique()

    @cached_property
    def retired(self) -> pl.Series:
        """Return which of the removed rows are retired."""
        return self.ends["retired_in"].is_not_null()

    @cached_property
    def replaced(self) -> pl.Series:
        """Return which of the removed rows are retired with a replacement."""
        return self.retired & self.ends["replaced_by"].is_not_null()

    @property
    def dropped(self) -> pl.DataFrame:
        """Return the rows that were removed without a retirement."""
        return self.removed.filter(~self.retired)


def changed_cells(kept: Kept, places: pl.Series, key: Sequence[str]) -> pl.DataFrame:
    """Return the changed cells with their rows' keys, ordered by row, then by column.

    ``places`` gives the position in the newer version of each row that is in both.
    """
    cells = pl.concat([pl.DataFrame(schema=CHANGED), *_by_column(kept, key)]).sort("_row", maintain_order=True)
    keys = keys_of(kept.new.select(key)[cells["_row"]], key)
    return cells.select(places[cells["_row"]].alias("_row"), keys, "column", "old", "new")


def keys_of(rows: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Return the keys of rows, each a struct of texts."""
    return rows.select(pl.struct(as_text(pl.col(key))).alias("key")).to_series()


def _by_column(kept: Kept, key: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Yield the changed cells of each column, as text, with their position among the rows that are in both."""
    for column in kept.after:
        if column in key or column not in kept.before:
            continue
        one, other = kept.old[column], kept.new[column]
        if one.dtype != other.dtype:
            one, other = texts(one), texts(other)
        differs = one.ne_missing(other)
        if differs.any():
            before, after = (texts(series.filter(differs)) for series in (one, other))
            rows = pl.DataFrame({"_row": differs.arg_true().cast(pl.Int64), "old": before, "new": after})
            yield rows.select("_row", pl.lit(column).alias("column"), "old", "new")
