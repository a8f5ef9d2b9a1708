"""Which row of a table is which of its other version, by key, without looking at strings more than once."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Match:
    """Places of the rows that both versions have, in the newer one's order, and of those that only one has."""

    old: pl.Series
    new: pl.Series
    removed: pl.Series
    added: pl.Series
    in_place: bool = False
    """Whether each row stands where it stood and none came or went."""

    @property
    def moved(self) -> bool:
        """Tell whether rows that both have stand in another order."""
        return not self.in_place and not self.old.is_sorted()


def match(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str]) -> Match:
    """Return which rows are the same by the columns of a key, empty cells being equal.

    Where a key stands more than once, the first is matched with the first, the second with the second.
    """
    before, after = old.select(key), new.select(key)
    if before.width and before.equals(after):
        return Match(*_all(old), *_none(), in_place=True)
    if not before.width:
        return Match(*_none(), pl.int_range(len(old), eager=True), pl.int_range(len(new), eager=True))
    ids = before.hash_rows(), after.hash_rows()
    if all(hashes.n_unique() == len(hashes) for hashes in ids):
        found = _joined(*(pl.DataFrame({"key": hashes}) for hashes in ids))
        if before[found.old].equals(after[found.new]):  # else two keys have one hash
            return found
    return _joined(*(frame.with_columns(_nth=pl.int_range(pl.len()).over(key)) for frame in (before, after)))


def _all(old: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    places = pl.int_range(len(old), eager=True)
    return places, places


def _none() -> tuple[pl.Series, pl.Series]:
    return pl.Series(dtype=pl.Int64), pl.Series(dtype=pl.Int64)


def _joined(before: pl.DataFrame, after: pl.DataFrame) -> Match:
    """Return the match of rows by all of their columns, which name each row once."""
    places = [frame.with_columns(pl.int_range(pl.len()).alias(name)) for frame, name in ((before, "i"), (after, "j"))]
    pairs = places[1].join(places[0], on=before.columns, how="left", nulls_equal=True, maintain_order="left")
    known = pairs.filter(pl.col("i").is_not_null())
    kept = pl.repeat(False, len(before), eager=True).scatter(known["i"], True)
    removed = pl.int_range(len(before), eager=True).filter(~kept)
    return Match(known["i"], known["j"], removed, pairs.filter(pl.col("i").is_null())["j"])
