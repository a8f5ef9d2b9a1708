"""Write a difference as Markdown, for a section of a changelog."""

import re
from collections.abc import Iterator
from itertools import zip_longest

import polars as pl

from ...reporting.terminal import safe
from .as_text import LONGEST, shown_keys
from .columns import ColumnChange
from .counts import in_words, typed_cells
from .difference import Difference, TableDifference

COUNTED = ("citations", "retirements")
"""Tables whose changes other tables already show: passages added and removed, and rows retired."""

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINKED = re.compile(r"\S*(?:@|://|\bwww\.|#[0-9]|\bGH-[0-9])\S*", re.IGNORECASE)
"""Words that GitHub turns into a mention, link or reference even if escaped in Markdown, except in code."""
_TICKS = re.compile("`+")


def as_markdown(between: Difference, most: int | None) -> Iterator[str]:
    """Yield a bullet for each table that differs, with at most ``most`` rows of each kind below it."""
    for table in between.tables:
        yield f"- {code(table.name)}: {in_words(table)}{_came(table, most)}"
        if table.change == "changed":
            yield from (f"  - {line}" for line in map(_of_column, table.columns))
        if _is_listed(table):
            yield from (f"  - {line}" for line in _below(table, most))


def _is_listed(table: TableDifference) -> bool:
    return table.change == "changed" and table.name not in COUNTED


def _came(table: TableDifference, most: int | None) -> str:
    """Return the keys of the added rows, in brackets."""
    if not _is_listed(table) or not len(table.rows.added):
        return ""
    keys = [code(key) for key in shown_keys(table.rows.added.head(_limit(table.rows.added, most)), table.key)]
    more = len(table.rows.added) - len(keys)
    return f" (added: {', '.join(keys)}{f' and {more:,} more' if more else ''})"


def _below(table: TableDifference, most: int | None) -> Iterator[str]:
    """Yield the removed and the changed rows."""
    yield from _gone(table, most)
    cells = typed_cells(table)
    changed = cells["_row"].unique(maintain_order=True)
    listed = cells.filter(pl.col("_row").is_in(changed.head(_limit(cells, most)).implode()))
    for (_,), group in listed.group_by("_row", maintain_order=True):
        (key,) = shown_keys(group.head(1)["key"].struct.unnest(), table.key)
        made = [_of_cell(*cell) for cell in group.select("column", "old", "new").iter_rows()]
        yield f"{code(key)}: {'; '.join(made)}"
    yield from _more(len(changed), most, "changed")


def _of_column(column: ColumnChange) -> str:
    """Return the change to a column."""
    name, to = code(column.name), code(column.to)
    what = {"added": "came", "removed": "went", "renamed": f"is named {to}", "retyped": f"is of type {to}"}
    return f"the column {name} {what[column.change]}"


def _gone(table: TableDifference, most: int | None) -> Iterator[str]:
    """Yield each removed row, with the reason and the replacement in its retirement."""
    rows = table.rows
    listed = _limit(rows.removed, most)
    keys = shown_keys(rows.removed.head(listed), table.key)
    for key, (retired_in, reason, replaced_by) in zip(keys, rows.ends.head(listed).iter_rows(), strict=True):
        instead = f", replaced by {code(replaced_by)}" if replaced_by else ""
        yield (
            f"{code(key)} is gone" if retired_in is None else f"{code(key)} is retired{instead}: {plain(reason or '')}"
        )
    yield from _more(len(rows.removed), most, "gone")


def _of_cell(column: str, old: str | None, new: str | None) -> str:
    """Return the change to a cell."""
    was = "was empty" if old is None else f"was {_cell(old)}"
    return f"{code(column)} is {'empty' if new is None else _cell(new)}, {was}"


def _limit(rows: pl.DataFrame, most: int | None) -> int:
    return len(rows) if most is None else most


def _more(number: int, most: int | None, what: str) -> Iterator[str]:
    if most is not None and number > most:
        yield f"and {number - most:,} more {what}"


def code(text: str) -> str:
    """Return a text as code, with more backticks around it than it contains in a row."""
    shown = safe(text)
    fence = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    return f"{fence} {shown} {fence}" if len(fence) > 1 else f"{fence}{shown}{fence}"


def _cell(text: str) -> str:
    return code(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def plain(text: str) -> str:
    """Return a text escaped so that it contains no Markdown, mentions or links."""
    shown = safe(text)
    others, words = _LINKED.split(shown), [code(word) for word in _LINKED.findall(shown)]
    return "".join(part for pair in zip_longest(map(_escaped, others), words, fillvalue="") for part in pair)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
