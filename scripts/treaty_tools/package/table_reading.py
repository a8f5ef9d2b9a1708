"""Read a table from its files, CSV or Parquet, one after another, and report the errors in them by file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record.contract import TableSchema
from treaty_record.reading import paths, typed_cells
from treaty_record.values.cell_types import not_written_as, written_otherwise

from ..reporting.found import Found, faults
from ..reporting.problem import BadData, Problem, unreadable
from . import csv_file, descriptor, parquet_file
from .csv_file import MOST_CELLS
from .parquet_file import MOST_TEXT
from .parts import PARQUET, Part, Parts

Resource = Mapping[str, Any]

MOST_BYTES = MOST_TEXT + 16 * MOST_CELLS
"""Maximum size of a table in memory, in bytes: no single file that may be read takes more."""


@dataclass(frozen=True)
class TableRead:
    """One table as read: its files, its rows, unless one of them could not be read, and its errors."""

    name: str
    parts: Parts
    problems: list[Problem]
    frame: pl.DataFrame | None = None
    faults: tuple[Found, ...] = ()


@dataclass(frozen=True, eq=False)
class PartRead:
    """One file of a table as read: its typed rows, unless it could not be read, and its errors."""

    part: Part
    problems: list[Problem]
    frame: pl.DataFrame | None = None
    wrong: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """By column, the cells that are not valid for their type, with the numbers of their rows in the table."""


def read_table(table: TableSchema, resource: Resource, folder: Path) -> TableRead:
    """Return a table from all of its files, with the errors in them and those of its typed cells."""
    read = list(_read_parts(table, resource, folder))
    parts = Parts([each.part for each in read])
    problems = [problem for each in read for problem in each.problems]
    frames = [each.frame for each in read if each.frame is not None]
    if len(frames) < len(read):
        return TableRead(table.name, parts, problems)
    frame = _joined(frames)
    if len(read) > 1:
        problems += descriptor.row_faults(resource, parts.paths, len(frame))
    return TableRead(table.name, parts, problems, frame, tuple(_faults(table, read)))


def _read_parts(table: TableSchema, resource: Resource, folder: Path) -> Iterator[PartRead]:
    """Yield each file as read; after one that makes the table too large, the others are left unread."""
    rows = size = 0
    listed = paths(resource)
    for path in listed:
        read = _read_part(table, path, resource if len(listed) == 1 else {}, folder, rows)
        rows, size = rows + read.part.rows, size + (0 if read.frame is None else int(read.frame.estimated_size()))
        if problem := _too_large(path, rows * len(table.columns), size):
            yield PartRead(read.part, [*read.problems, problem])
            return
        yield read


def _too_large(path: str, cells: int, size: int) -> Problem | None:
    """Return the error of a file that makes its table too large to read, None if it does not."""
    if cells <= MOST_CELLS and size <= MOST_BYTES:
        return None
    limit = f"{MOST_CELLS:,} cells" if cells > MOST_CELLS else f"{MOST_BYTES // 1024 // 1024:,} MiB of cells"
    return Problem(path, 1, "", f"has more than {limit}, together with the files before it", "csv")


def _read_part(table: TableSchema, path: str, summed: Resource, folder: Path, first: int) -> PartRead:
    """Return one file of a table: ``first`` is its first row's number, ``summed`` has its declared hash and size."""
    try:
        content = (folder / path).read_bytes()
    except OSError as error:
        return PartRead(Part(path), [unreadable(path, error, "resource")])
    is_parquet = path.endswith(PARQUET)
    try:
        text = (parquet_file if is_parquet else csv_file).read(content, path, table.types)
    except BadData as error:
        return PartRead(Part(path), [*descriptor.sum_faults(summed, path, content), *error.problems])
    problems = list(descriptor.sum_faults(summed, path, content, len(text)))
    may_break = b'"' in content and not is_parquet
    has_breaks = may_break and content.count(b"\n") > len(text) + 1
    part = Part(path, len(text), _breaks(text) if has_breaks else None)
    return PartRead(part, problems, *_typed(table, text, first))


def _breaks(text: pl.DataFrame) -> pl.Series:
    """Return the number of line breaks in cells before each row."""
    breaks = text.select(pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0)))
    return breaks.to_series().cum_sum().shift(1, fill_value=0)


def _typed(table: TableSchema, text: pl.DataFrame, first: int) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Return rows with typed cells, ``_row`` from ``first`` and ``_bad``, and the wrong cells of each column."""
    frame, found = typed_cells(text, table.types), {}
    frame = frame.with_columns(_row=pl.int_range(first, first + pl.len()), _bad=pl.lit(False))
    for column, type_ in table.types.items():
        # Text needs no conversion; a cell that is not valid for its type became null.
        if type_ == "string" or frame[column].null_count() == text[column].null_count():
            continue
        wrong = written_otherwise(text[column], frame[column])
        if wrong.any():
            found[column] = frame.select("_row", cell=text[column]).filter(wrong).cast({"cell": pl.String})
        frame = frame.with_columns(pl.col("_bad") | wrong)
    return frame, found


def _joined(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of several files; an empty first chunk would make polars 2.1 panic in ``pl.format``."""
    if len(frames) == 1:
        return frames[0]
    return pl.concat([frame for frame in frames if len(frame)] or frames[:1], rechunk=False)


def _faults(table: TableSchema, read: Sequence[PartRead]) -> Iterator[Found]:
    """Yield the cells of each column that are not valid for their type."""
    for column, type_ in table.types.items():
        if wrong := [each.wrong[column] for each in read if column in each.wrong]:
            yield Found(table.name, faults(pl.concat(wrong), column, not_written_as(pl.col("cell"), type_)))
