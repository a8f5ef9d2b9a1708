"""Write a difference as JSON for programs, according to docs/difference.schema.json."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import polars as pl

from treaty_record.values.number import as_text

from ...reporting.terminal import json_inert
from .changed_rows import Rows, keys_of
from .counts import counts, total
from .difference import Difference, TableDifference
from .version import least


def as_json(between: Difference, most: int | None) -> Iterator[str]:
    """Yield the lines, one per row and cell, at most ``most`` of each kind in each table."""
    asked = least(between)
    said = {
        "old": {"version": between.old.version},
        "new": {"version": between.new.version},
        "same": not between.tables,
        "asks_for": {"version": asked[0], "why": asked[1]} if asked else None,
        "counts": asdict(total(between.tables)),
    }
    yield f'{json_inert(json.dumps(said))[:-1]}, "tables": ['
    for at, table in enumerate(between.tables):
        yield from _of_table(table, most)
        yield "}," if at + 1 < len(between.tables) else "}"
    yield "]}"


def _of_table(table: TableDifference, most: int | None) -> Iterator[str]:
    """Yield the lines for one table, except the last bracket."""
    lists = {"added": _added(table), "removed": _removed(table.rows, table.key), "cells": _cells(table)}
    said = {
        "name": table.name,
        "change": table.change,
        "key": table.key,
        "columns": [asdict(column) for column in table.columns],
        "moved": table.rows.moved,
        "counts": asdict(counts(table)),
        "not_shown": {name: 0 if most is None else max(0, len(rows) - most) for name, rows in lists.items()},
    }
    yield json_inert(json.dumps(said))[:-1]
    for name, rows in lists.items():
        listed = rows if most is None else rows.head(most)
        yield f', "{name}": ['
        yield json_inert(listed.write_ndjson()).rstrip("\n").replace("\n", ",\n")
        yield "]"


def _added(table: TableDifference) -> pl.DataFrame:
    """Return the added rows, with their cells as text."""
    return pl.DataFrame([keys_of(table.rows.added, table.key), _texts(table.rows.added)])


def _removed(rows: Rows, key: list[str]) -> pl.DataFrame:
    """Return the removed rows, with their cells as text and their retirements."""
    return pl.DataFrame([keys_of(rows.removed, key), _texts(rows.removed), *rows.ends])


def _texts(rows: pl.DataFrame) -> pl.Series:
    return rows.select(pl.struct(as_text(pl.all())).alias("cells")).to_series()


def _cells(table: TableDifference) -> pl.DataFrame:
    """Return the changed cells."""
    derived = pl.col("column").is_in(list(table.derived)).alias("derived")
    return table.rows.cells.select("key", "column", "old", "new", derived)
