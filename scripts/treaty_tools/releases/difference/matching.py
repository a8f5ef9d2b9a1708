"""Which row of a table is which of its other version, by key, without looking at strings more than once."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Match:
    """The rows that both versions have, side by side in the newer one's order, and places of those that one has."""

    old: pl.DataFrame
    new: pl.DataFrame
    places: pl.Series
    """Where each of these rows stands in the newer version."""
    removed: pl.Series
    added: pl.Series
    moved: bool
    """Whether rows that both have stand in another order."""


@dataclass(frozen=True)
class Pairs:
    """Which rows of the older and of the newer version the other one has, and where each of the newer one's was."""

    old: pl.Series
    new: pl.Series
    origins: pl.Series

    def of(self, old: pl.DataFrame, new: pl.DataFrame) -> Match:
        """Return the rows themselves; only where they moved are the older ones put in the newer ones' order."""
        moved = not self.origins.is_sorted()
        kept = old[self.origins] if moved else old.filter(self.old)
        where = places(new)
        removed, added = places(old).filter(~self.old), where.filter(~self.new)
        return Match(kept, new.filter(self.new), where.filter(self.new), removed, added, moved)


def match(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str]) -> Match:
    """Return which rows are the same by the columns of a key, empty cells being equal.

    Where a key stands more than once, the first is matched with the first, the second with the second.
    """
    before, after = old.select(key), new.select(key)
    if not before.width:
        return Pairs(nowhere(old), nowhere(new), places(old).clear()).of(old, new)
    if before.equals(after):
        return Match(old, new, places(new), places(new).clear(), places(new).clear(), moved=False)
    hashes = before.hash_rows(), after.hash_rows()
    if all(ids.n_unique() == len(ids) for ids in hashes):
        found = joined(*(pl.DataFrame({"key": ids}) for ids in hashes)).of(old, new)
        if found.old.select(key).equals(found.new.select(key)):  # else two keys have one hash
            return found
    counted = (frame.with_columns(_nth=pl.int_range(pl.len()).over(key)) for frame in (before, after))
    return joined(*counted).of(old, new)


def joined(before: pl.DataFrame, after: pl.DataFrame) -> Pairs:
    """Return which rows are the same by all of their columns, which name each row once."""
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
    """Return a mask that has none of a frame's rows."""
    return pl.repeat(False, len(frame), eager=True)


def places(frame: pl.DataFrame) -> pl.Series:
    """Return the numbers of a frame's rows."""
    return pl.int_range(len(frame), eager=True)
