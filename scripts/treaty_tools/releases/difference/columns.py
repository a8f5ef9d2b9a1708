"""The columns of a table that were added, removed, renamed or changed type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl


@dataclass(frozen=True)
class ColumnChange:
    """The change to one column: ``to`` is its new name or type if that changed."""

    change: Literal["added", "removed", "renamed", "retyped"]
    name: str
    to: str = ""


@dataclass(frozen=True)
class Kept:
    """The rows that are in both versions of a table, aligned, with the types of their columns."""

    old: pl.DataFrame
    new: pl.DataFrame
    before: Mapping[str, str]
    after: Mapping[str, str]


def column_changes(kept: Kept) -> Iterator[ColumnChange]:
    """Yield the changes to the columns, in the order of the older version, then of the newer."""
    names = dict(renamed(kept))
    for name, type_ in kept.before.items():
        if name in names:
            yield ColumnChange("renamed", name, names[name])
        elif name not in kept.after:
            yield ColumnChange("removed", name)
        elif kept.after[name] != type_:
            yield ColumnChange("retyped", name, kept.after[name])
    for name in kept.after:
        if name not in kept.before and name not in names.values():
            yield ColumnChange("added", name)


def renamed(kept: Kept) -> Iterator[tuple[str, str]]:
    """Yield each removed column with the added one that replaces it, which has the same cells."""
    came = [name for name in kept.after if name not in kept.before]
    for name in kept.before:
        if name in kept.after or kept.old[name].null_count() == len(kept.old):
            continue
        for other in came:
            if kept.before[name] == kept.after[other] and kept.old[name].equals(kept.new[other]):
                yield name, other
                came.remove(other)
                break
