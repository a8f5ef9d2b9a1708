"""Match the rows of two versions of a table by key, reading each string only once."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Match:
    """The rows that are in both versions, aligned in the newer one's order, and positions of those in only one."""

    old: pl.DataFrame
    new: pl.DataFrame
    places: pl.Series
    """The position of each of these rows in the newer version."""
    removed: pl.Series
    added: pl.Series
    moved: bool
    """Whether rows that are in both versions have changed order."""


@dataclass(frozen=True)
class Pairs:
    """Which rows of each version are also in the other, and where the newer one's were in the older."""

    old: pl.Series
    new: pl.Series
    origins: pl.Series

    def of(self, old: pl.DataFrame, new: pl.DataFrame) -> Match:
        """Return the rows themselves; the older ones are reordered only if rows have moved."""
        moved = not self.origins.is_sorted()
        kept = old[self.origins] if moved else old.filter(self.old)
        where = places(new)
        removed, added = places(old).filter(~self.old), where.filter(~self.new)
        return Match(kept, new.filter(self.new), where.filter(self.new), removed, added, moved)


def match(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str]) -> Match:
    """Return the rows that match by the columns of a key; empty cells are equal.

    If a key occurs more than once, the first is matched with the first, the second with the second.
    """
    before, after = old.select(key), new.select(key)
    if not before.width:
        return Pairs(nowhere(old), nowhere(new), places(old).clear()).of(old, new)
    if before.equals(after):
        return Match(old, new, places(new), places(new).clear(), places(new).clear(), moved=False)
    hashes = before.hash_rows(), after.hash_rows()
    if all(ids.n_unique() == len(ids) for ids in hashes):
        found = joined(*(pl.DataFrame({"key": ids}) for ids in hashes)).of(old, new)
        if found.old.select(key).equals(found.new.select(key)):  # otherwise, two keys have the same hash
            return found
    counted = (frame.with_columns(_nth=pl.int_range(pl.len()).over(key)) for frame in (before, after))
    return joined(*counted).of(old, new)


def joined(before: pl.DataFrame, after: pl.DataFrame) -> Pairs:
    """Return the rows that match by all of their columns, which must be unique."""
    origins = after.join(
        before.with_columns(places(before).alias("_place")),
        on=before.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["_place"]
    known = origins.drop_nulls()
    return Pairs(nowhere(before).scatter(known, True), origins.is_not_null(), known)


def nowhere(frame: pl.DataFrame) -> pl.Series:
    """Return a mask that selects none of a frame's rows."""
    return pl.repeat(False, len(frame), eager=True)


def places(frame: pl.DataFrame) -> pl.Series:
    """Return the positions of a frame's rows."""
    return pl.int_range(len(frame), eager=True)
