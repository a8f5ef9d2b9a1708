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
    """Places of rows in the older and the newer version, in the newer one's order, and of rows that only one has."""

    old: pl.Series
    new: pl.Series
    removed: pl.Series
    added: pl.Series

    def of(self, old: pl.DataFrame, new: pl.DataFrame) -> Match:
        """Return the rows at these places; where all stand as they stood, nothing is copied."""
        moved = not self.old.is_sorted()
        kept = old if len(self.old) == len(old) and not moved else old[self.old]
        return Match(
            kept, new if len(self.new) == len(new) else new[self.new], self.new, self.removed, self.added, moved
        )


def match(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str]) -> Match:
    """Return which rows are the same by the columns of a key, empty cells being equal.

    Where a key stands more than once, the first is matched with the first, the second with the second.
    """
    before, after = old.select(key), new.select(key)
    if not before.width:
        nothing = pl.Series(dtype=pl.Int64)
        return Pairs(nothing, nothing, places(old), places(new)).of(old, new)
    if before.equals(after):
        return Match(old, new, places(new), places(new).clear(), places(new).clear(), moved=False)
    hashes = before.hash_rows(), after.hash_rows()
    if all(ids.n_unique() == len(ids) for ids in hashes):
        found = joined(*(pl.DataFrame({"key": ids}) for ids in hashes)).of(old, new)
        if found.old.select(key).equals(found.new.select(key)):  # else two keys have one hash
            return found
    return joined(*(frame.with_columns(_nth=pl.int_range(pl.len()).over(key)) for frame in (before, after))).of(
        old, new
    )


def joined(before: pl.DataFrame, after: pl.DataFrame) -> Pairs:
    """Return which rows are the same by all of their columns, which name each row once."""
    sides = [frame.with_columns(places(frame).alias(name)) for frame, name in ((before, "old"), (after, "new"))]
    found = sides[1].join(sides[0], on=before.columns, how="left", nulls_equal=True, maintain_order="left")
    known = found.filter(pl.col("old").is_not_null())
    kept = pl.repeat(False, len(before), eager=True).scatter(known["old"], True)
    added = found.filter(pl.col("old").is_null())["new"]
    return Pairs(known["old"], known["new"], places(before).filter(~kept), added)


def places(frame: pl.DataFrame) -> pl.Series:
    """Return the numbers of a frame's rows."""
    return pl.int_range(len(frame), eager=True)
